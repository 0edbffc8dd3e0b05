import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reminderText } from "@/lib/coordination/labels";
import {
  type Cell,
  type CellState,
  type Cells,
  COLUMNS,
  lackingOf,
  openAsks,
  reminderState,
  surveyState,
} from "@/lib/coordination/rules";
import { asksField, remindersSchema, remindQuerySchema, textField } from "@/lib/coordination/schema";

const STATES: readonly CellState[] = ["done", "partly", "missing", "not_due"];
const cell = fc.constantFrom(...STATES).map((state): Cell => ({ state, on: null, says: "", href: null }));
const cells: fc.Arbitrary<Cells> = fc.record({
  ...{ plan: cell, acknowledged: cell, surveyed: cell, reported: cell },
});
const asks = fc.subarray([...COLUMNS], { minLength: 1 });

describe("what a unit owes (K17, rows 51 and 53)", () => {
  it.each([
    [0, 0, "not_due"],
    [0, 5, "missing"],
    [2, 5, "partly"],
    [5, 5, "done"],
    [6, 5, "done"],
  ] as const)("%d surveyed of %d is %s", (surveyed, enterprises, state) => {
    expect(surveyState(surveyed, enterprises)).toBe(state);
  });

  it("is what is missing or half done; what is not due is asked of nobody", () => {
    fc.assert(
      fc.property(cells, (of) => {
        for (const column of COLUMNS) {
          expect(lackingOf(of).includes(column)).toBe(["missing", "partly"].includes(of[column].state));
        }
      }),
    );
  });
});

describe("a reminder's state", () => {
  it("follows from the unit's papers and the day alone, for every state of every column", () => {
    const day = fc.constantFrom("2014-12-10", "2014-12-15", "2014-12-20");
    fc.assert(
      fc.property(cells, asks, fc.option(day), fc.boolean(), (of, asked, dueOn, isTakenBack) => {
        const reminder = { asks: asked, dueOn, voidedAt: isTakenBack ? new Date() : null };
        const open = openAsks(asked, of);
        expect(open).toEqual(lackingOf(of).filter((column) => asked.includes(column)));
        expect(reminderState(reminder, of, "2014-12-15")).toBe(
          isTakenBack
            ? "taken_back"
            : open.length === 0
              ? "done"
              : dueOn !== null && dueOn < "2014-12-15"
                ? "late"
                : "open",
        );
      }),
    );
  });

  it("is open again when what was done is undone, and done without anybody ticking it", () => {
    const at = (state: CellState): Cells => {
      const one: Cell = { state, on: null, says: "", href: null };
      return { plan: one, acknowledged: one, surveyed: one, reported: one };
    };
    const reminder = { asks: ["surveyed"] as const, dueOn: null, voidedAt: null };
    expect(
      ["missing", "done", "partly"].map((state) =>
        reminderState(reminder, at(state as CellState), "2014-12-15"),
      ),
    ).toEqual(["open", "done", "open"]);
  });
});

describe("the form of reminders", () => {
  const unit = "0193a3c4-5a00-7000-8000-000000000001";
  const form = {
    ...{ planId: unit, on: "15/12/2014", dueOn: "" },
    ...{ [textField(unit)]: "Đề nghị khảo sát", [asksField(unit)]: ["", "surveyed"] },
  };

  it("is begun from what is lacking, and leaves a unit without words out", () => {
    expect(reminderText("Huyện Đoàn A", "Kế hoạch số 1", ["plan", "surveyed"])).toBe(
      "Đề nghị Huyện Đoàn A, theo Kế hoạch số 1: ban hành kế hoạch thực hiện của đơn vị; hoàn thành khảo sát doanh nghiệp.",
    );
    expect(remindersSchema.parse(form).units).toEqual([
      { unitId: unit, text: "Đề nghị khảo sát", asks: ["surveyed"] },
    ]);
    expect(remindersSchema.parse({ ...form, [textField(unit)]: " " }).units).toEqual([]);
  });

  it.each([
    [{ [asksField(unit)]: "" }, textField(unit)],
    [{ on: "" }, "on"],
    [{ dueOn: "14/12/2014" }, "dueOn"],
  ])("is refused at the field: %j", (wrong, field) => {
    expect(remindersSchema.safeParse({ ...form, ...wrong }).error?.issues.map(({ path }) => path[0])).toEqual(
      [field],
    );
  });

  it("is asked for by an address that never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (address) => {
        expect(Array.isArray(remindQuerySchema.parse(address).unit)).toBe(true);
      }),
    );
    expect(remindQuerySchema.parse({ unit }).unit).toEqual([unit]);
  });
});
