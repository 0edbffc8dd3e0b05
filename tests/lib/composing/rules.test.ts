import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CLAUSE_MOVES,
  type Clause,
  clausesFor,
  missingParts,
  numbered,
  numberOf,
  PLAN_MOVES,
  type PlanParty,
  placeClause,
  planMovesFor,
  roman,
  subtreeOf,
  titleOfNextYear,
  wordsVersion,
} from "@/lib/composing/rules";
import { PlanState } from "@/lib/generated/prisma/enums";

const PARTIES: readonly PlanParty[] = ["composer", "reader"];

it("a plan moves once, from draft to issued or dropped, by whoever composes it: every cell", () => {
  for (const state of Object.values(PlanState)) {
    for (const party of PARTIES) {
      const legal = state === "draft" && party === "composer";
      expect(planMovesFor(state, party), `${state}, ${party}`).toEqual(legal ? ["issued", "dropped"] : []);
    }
  }
  expect(Object.keys(PLAN_MOVES)).toEqual(["issued", "dropped"]);
});

it("a paper needs number, day, signatory and a clause; no target and no deadline (§0.2)", () => {
  const whole = {
    symbol: "1-KH",
    issuedOn: "2014-10-23",
    signatoryName: "A",
    clauses: 1,
    basesToRenew: 0,
  } as const;
  expect(missingParts(whole)).toEqual([]);
  expect(
    missingParts({ symbol: "", issuedOn: null, signatoryName: "", clauses: 0, basesToRenew: 2 }),
  ).toEqual([...["symbol", "issuedOn", "signatory", "clauses", "renewal"]]);
});

it("the number is what the symbol begins with, odd blanks included (§0.3)", () => {
  expect(numberOf("105 -KH/TĐTN-TCKT")).toBe("105");
  expect(numberOf(" 7-KH/HĐ")).toBe("7");
  expect(numberOf("KH-105")).toBeNull();
});

it("sections are Roman outside, numbered inside, and a dash shares the section over it", () => {
  expect([1, 4, 9, 14, 49].map(roman)).toEqual(["I", "IV", "IX", "XIV", "XLIX"]);
  const clauses: Clause[] = [
    { id: "a", parentId: null, isNumbered: false },
    { id: "b", parentId: null, isNumbered: true },
    { id: "b1", parentId: "b", isNumbered: true },
    { id: "b1x", parentId: "b1", isNumbered: false },
    { id: "b2", parentId: "b", isNumbered: true },
  ];
  expect(numbered(clauses).map(({ id, order, section }) => [id, order, section])).toEqual([
    ["a", 1, "I"],
    ["b", 2, "II"],
    ["b1", 3, "II.1"],
    ["b1x", 4, "II.1"],
    ["b2", 5, "II.2"],
  ]);
});

describe("moving a clause", () => {
  const outline = fc.integer({ min: 1, max: 14 }).chain((size) =>
    fc
      .tuple(
        fc.array(fc.nat(), { minLength: size, maxLength: size }),
        fc.array(fc.boolean(), { minLength: size, maxLength: size }),
      )
      .map(([parents, marks]) =>
        parents.map((parent, index): Clause => {
          const over = parent % (index + 1);
          return {
            id: String(index),
            parentId: over === index ? null : String(over),
            isNumbered: marks[index] === true,
          };
        }),
      ),
  );

  it("loses and doubles none, and makes no ring: every clause stands in the paper once, in an order of its own", () => {
    fc.assert(
      fc.property(outline, fc.nat(), fc.constantFrom(...CLAUSE_MOVES), (clauses, pick, move) => {
        const id = String(pick % clauses.length);
        const moved = placeClause(clauses, id, move) ?? clauses;
        const placed = numbered(moved);
        expect(placed.map((one) => one.id).sort()).toEqual(clauses.map((one) => one.id).sort());
        expect(placed.map(({ order }) => order)).toEqual(placed.map((_, index) => index + 1));
        // What stood under the clause still does.
        expect(subtreeOf(moved, id).sort()).toEqual(subtreeOf(clauses, id).sort());
      }),
      { numRuns: 300 },
    );
  });

  it("up undoes down and out undoes in, for whom there is such a place", () => {
    const clauses: Clause[] = ["a", "b", "c"].map((id) => ({ id, parentId: null, isNumbered: true }));
    const down = placeClause(clauses, "a", "down") ?? [];
    expect(placeClause(down, "a", "up")).toEqual(clauses);
    const inside = placeClause(clauses, "b", "in") ?? [];
    expect(inside.find(({ id }) => id === "b")?.parentId).toBe("a");
    expect(numbered(placeClause(inside, "b", "out") ?? [])).toEqual(numbered(clauses));
    expect(placeClause(clauses, "a", "up")).toBeNull();
    expect(placeClause(clauses, "a", "in")).toBeNull();
    expect(placeClause(clauses, "a", "out")).toBeNull();
    expect(placeClause(clauses, "x", "up")).toBeNull();
  });
});

it("a unit's own plan takes what charges it, what stands over that, and what stands under it for nobody else (rows 51, 56)", () => {
  const clauses = [
    { id: "I", parentId: null, unitIds: [] },
    { id: "I.a", parentId: "I", unitIds: [] },
    { id: "II", parentId: null, unitIds: [] },
    { id: "II.1", parentId: "II", unitIds: ["A", "B"] },
    { id: "II.1.x", parentId: "II.1", unitIds: [] },
    { id: "II.1.y", parentId: "II.1", unitIds: ["B"] },
    { id: "II.2", parentId: "II", unitIds: ["B"] },
  ];
  expect(clausesFor(clauses, "A").map(({ id }) => id)).toEqual(["II", "II.1", "II.1.x"]);
  expect(clausesFor(clauses, "B").map(({ id }) => id)).toEqual(["II", "II.1", "II.1.x", "II.1.y", "II.2"]);
  expect(clausesFor(clauses, "C")).toEqual([]);
});

it("next year's title says next year, and nothing else of it changes", () => {
  expect(titleOfNextYear("Củng cố tổ chức năm 2014", 2014)).toBe("Củng cố tổ chức năm 2015");
  expect(titleOfNextYear("Củng cố tổ chức", 2014)).toBe("Củng cố tổ chức");
});

it("other words have another version, that fits a form's field", () => {
  expect(wordsVersion("Củng cố")).not.toBe(wordsVersion("Củng cố."));
  expect(wordsVersion("Củng cố")).toBe(wordsVersion("Củng cố"));
  expect(wordsVersion("")).toBeLessThan(1_000_000);
});
