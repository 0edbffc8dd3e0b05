import { describe, expect, it } from "vitest";
import {
  balances,
  betweenParts,
  cancels,
  ENTRIES,
  EXITS,
  type MovementNumbers,
  movementChecks,
  peopleHref,
  protectCounts,
  recordOf,
} from "@/lib/movements/rules";

const numbers = (
  given: Partial<Pick<MovementNumbers, "opening" | "closing">> & {
    entries?: Partial<MovementNumbers["entries"]>;
    exits?: Partial<MovementNumbers["exits"]>;
  } = {},
): MovementNumbers => {
  const { opening = 0, closing = 0 } = given;
  return {
    ...{ opening, closing, women: 0, standing: { opening, closing }, corrected: null },
    entries: { ...recordOf(ENTRIES, () => 0), ...given.entries },
    exits: { ...recordOf(EXITS, () => 0), ...given.exits },
  };
};

const sender = numbers({ opening: 5, exits: { transferred_out: 1 }, closing: 4 });
const receiver = numbers({ opening: 3, entries: { transferred_in: 1, admitted: 2 }, closing: 6 });

describe("K10 (V24)", () => {
  it("reconciles where opening + entries − exits is the closing", () => {
    expect(balances(receiver)).toBe(true);
    expect(balances({ ...receiver, closing: 7 })).toBe(false);
  });

  it("lets a transfer between two units cancel out above them, and nothing else", () => {
    const whole = numbers({ opening: 8, entries: { admitted: 2 }, closing: 10 });
    expect(cancels(betweenParts(whole, [sender, receiver]), "union")).toBe(true);
    const withoutAdmissions = numbers({ opening: 8, closing: 10 });
    expect(cancels(betweenParts(withoutAdmissions, [sender, receiver]), "union")).toBe(false);
    const oneTooMany = numbers({ opening: 8, entries: { admitted: 2 }, closing: 9 });
    expect(cancels(betweenParts(oneTooMany, [sender, receiver]), "union")).toBe(false);
  });

  it("lets a hội viên of two chi hội count once above them, and a đoàn viên never be in two", () => {
    const once = numbers({ opening: 1, closing: 1 });
    const between = betweenParts(once, [once, once]);
    expect(cancels(between, "association")).toBe(true);
    expect(cancels(between, "union")).toBe(false);
  });

  it("names what does not add up, at its level", () => {
    const whole = numbers({ opening: 8, entries: { admitted: 2 }, closing: 10 });
    const units = [
      { id: "a", unitId: "a", name: "Huyện A", numbers: sender },
      {
        id: "b",
        unitId: "b",
        name: "Huyện B",
        numbers: { ...receiver, standing: { opening: 3, closing: 5 } },
      },
    ];
    const branches = units.map((unit) => ({
      ...unit,
      id: `${unit.id}1`,
      name: `Chi đoàn ${unit.id}`,
      numbers: unit.id === "a" ? sender : receiver,
    }));
    const broken = movementChecks({ whole, units, branches }, "union").filter(
      (check) => check.broken.length > 0,
    );
    expect(broken).toEqual([{ name: "persons", level: "unit", broken: ["Huyện B"] }]);
  });

  it("opens the people behind a number by an address that says everything", () => {
    const params = { asOf: "2014-12-15", from: "2014-10-23", knownAt: null, unit: null, branch: null };
    expect(peopleHref("in.admitted", { ...params, line: "union" })).toBe(
      "/movements/people?movement=in.admitted&asOf=2014-12-15&from=2014-10-23&line=union",
    );
  });
});

describe("counts by ethnicity", () => {
  const known = (members: number) => ({ members, known: members, minority: 3 });
  const few = { members: 4, known: null, minority: null };
  type Counts = Parameters<typeof protectCounts<string>>[0];

  it("are given where enough persons stand behind them", () => {
    expect([
      ...protectCounts(
        new Map([
          ["a", known(9)],
          ["b", known(7)],
        ]),
      ).keys(),
    ]).toEqual(["a", "b"]);
  });

  it("leave out another unit where the total would give the only missing one away", () => {
    const counts = new Map<string, Counts extends ReadonlyMap<string, infer Count> ? Count : never>([
      ["a", known(9)],
      ["b", few],
      ["c", known(7)],
    ]);
    expect([...protectCounts(counts).keys()]).toEqual(["a"]);
    expect([...protectCounts(new Map(counts).set("d", few)).keys()]).toEqual(["a", "c"]);
  });
});
