import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BranchKind, ModelCellState } from "@/lib/generated/prisma/enums";
import {
  type Criterion,
  MOVES,
  type Move,
  maySeek,
  movesFor,
  type Party,
  TURN,
  verdictOf,
} from "@/lib/model-cells/rules";
import { criteriaSchema, scoresSchema } from "@/lib/model-cells/schema";

describe("chi đoàn mạnh (row 29): state × move × party", () => {
  /** The whole table, written out: what is not here is refused. */
  const LEGAL: Record<ModelCellState, Partial<Record<Move, Party>>> = {
    registered: { self_scored: "cell", withdrawn: "cell" },
    self_scored: { self_scored: "cell", checked: "above", returned: "above", withdrawn: "cell" },
    returned: { self_scored: "cell", withdrawn: "cell" },
    checked: {
      ...{ checked: "above", returned: "above", withdrawn: "cell" },
      ...{ recognised: "unit", not_recognised: "unit" },
    },
    recognised: { revoked: "unit" },
    not_recognised: { withdrawn: "cell" },
    ...{ revoked: {}, withdrawn: {} },
  };
  const PARTIES: Party[] = ["cell", "above", "unit"];
  const cells = Object.values(ModelCellState).flatMap((state) =>
    PARTIES.flatMap((party) =>
      (Object.keys(MOVES) as Move[]).map((move): [ModelCellState, Party, Move] => [state, party, move]),
    ),
  );

  it.each(cells)("%s, %s: %s", (state, party, move) => {
    expect(movesFor(state, [party]).includes(move)).toBe(LEGAL[state][move] === party);
  });

  it("whoever's turn it is may do what it waits for", () => {
    for (const state of Object.values(ModelCellState)) {
      const turn = TURN[state];
      if (turn) expect(movesFor(state, [turn.party])).toContain(turn.move);
      else expect(["recognised", "not_recognised", "revoked", "withdrawn"]).toContain(state);
    }
  });

  it("only chi đoàn and chi đoàn cơ sở of the Đoàn may be one", () => {
    const may = Object.values(BranchKind).filter((kind) => maySeek({ line: "union", kind }));
    expect(may).toEqual(["cell", "grassroots_cell"]);
    expect(maySeek({ line: "association", kind: "chapter" })).toBe(false);
  });
});

describe("whether points are enough", () => {
  const criterion = (id: string, points: number, isRequired: boolean): Criterion => ({
    ...{ id, order: 1, text: id, points, isRequired, fact: null },
  });
  const set = [criterion("a", 10, true), criterion("b", 20, false)];

  it.each([
    [{ a: 10, b: 5 }, 15, true],
    [{ a: 10, b: 4 }, 15, false],
    [{ a: 9, b: 20 }, 15, false],
    [{ a: 10, b: 0 }, null, true],
    [{}, null, false],
  ])("%o of at least %s: %s", (points, pass, passes) => {
    expect(verdictOf(set, pass, new Map(Object.entries(points))).passes).toBe(passes);
  });

  it("more points never undo a recognition", () => {
    const given = fc.record({ a: fc.integer({ min: 0, max: 10 }), b: fc.integer({ min: 0, max: 20 }) });
    fc.assert(
      fc.property(given, fc.option(fc.integer({ min: 0, max: 30 })), (points, pass) => {
        const verdict = verdictOf(set, pass, new Map(Object.entries(points)));
        const better = verdictOf(set, pass, new Map(Object.entries({ a: 10, b: points.b })));
        if (verdict.passes) expect(better.passes).toBe(true);
        expect(verdict.total).toBeLessThanOrEqual(verdict.most);
      }),
    );
  });
});

describe("the forms", () => {
  const id = "01890000-0000-7000-8000-000000000001";
  it("points come with their words by criterion, and a mistake stands at its box", () => {
    const head = { modelCellId: id, on: "1/12/2014" };
    expect(scoresSchema.parse({ ...head, [`p_${id}`]: "7", [`n_${id}`]: "Sổ chi đoàn" })).toMatchObject({
      on: "2014-12-01",
      scores: [{ criterionId: id, points: 7, note: "Sổ chi đoàn" }],
    });
    const wrong = scoresSchema.safeParse({ ...head, [`p_${id}`]: "bảy" });
    expect(wrong.error?.issues.map(({ path }) => path)).toEqual([[`p_${id}`]]);
  });

  it("criteria are the rows with words; one needs its points, and there is at least one", () => {
    const head = { year: "2014", name: "Hướng dẫn thử", passPoints: "", note: "", version: "" };
    const row = {
      c0_text: "Sinh hoạt đều",
      c0_points: "10",
      c0_required: "on",
      c0_fact: "meetings",
      c1_text: "",
    };
    expect(criteriaSchema.parse({ ...head, ...row })).toMatchObject({
      passPoints: null,
      criteria: [{ text: "Sinh hoạt đều", points: 10, required: true, fact: "meetings" }],
    });
    expect(criteriaSchema.safeParse(head).error?.issues[0]?.path).toEqual(["c0_text"]);
    const half = criteriaSchema.safeParse({ ...head, c0_text: "Sinh hoạt đều" });
    expect(half.error?.issues[0]?.path).toEqual(["c0_points"]);
  });
});
