import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Evidence, type Goal, goalKind, goalVerdict, isInScope, workListOf } from "@/lib/plans/rules";

const setting = { asOf: "2014-12-15", idleDays: 60 };
const establish: Goal = { line: "union", kind: "establish", fixedOn: "2014-10-23", dueOn: null };
const consolidate: Goal = { ...establish, kind: "consolidate" };

const surveyed: Evidence = { type: "survey_accepted", on: "2014-11-20" };
const opened: Evidence = { type: "case_opened", line: "union", on: "2014-11-25", hard: false };
const hard: Evidence = { type: "case_opened", line: "union", on: "2014-11-25", hard: true };
const cell: Evidence = {
  type: "covered",
  line: "union",
  branchId: "cell",
  from: "2014-12-01",
  to: null,
  decided: true,
};
const chapter: Evidence = { ...cell, line: "association", branchId: "chapter" };
const chapterMet: Evidence = { type: "activity", line: "association", branchId: "chapter", on: "2014-12-10" };
const old: Evidence = { ...cell, from: "2012-05-01" };
const started: Evidence = { type: "measure_started", line: "union", branchId: "cell", on: "2014-11-03" };
const finished: Evidence = { type: "measure_done", line: "union", branchId: "cell", on: "2014-12-05" };
const healthy: Evidence = { type: "health", branchId: "cell", healthy: true, reasons: [] };
const weak: Evidence = { type: "health", branchId: "cell", healthy: false, reasons: ["khuyết bí thư"] };

const state = (goal: Goal, evidence: Evidence[], at = setting) => goalVerdict(goal, evidence, at).state;

describe("goalVerdict", () => {
  it.each<[string, Goal, Evidence[], string]>([
    ["nothing at all", establish, [], "not_started"],
    ["an accepted survey", establish, [surveyed], "under_way"],
    ["a case", establish, [opened], "under_way"],
    ["a living organisation with its decision", establish, [surveyed, opened, cell], "achieved"],
    ["an organisation without a decision", establish, [{ ...cell, decided: false }], "under_way"],
    [
      "an organisation founded after the day asked",
      establish,
      [{ ...cell, from: "2014-12-16" }],
      "not_started",
    ],
    [
      "row 43: the other line at work where this one is hard",
      establish,
      [hard, chapter, chapterMet],
      "achieved_by_fallback",
    ],
    ["V35: the other line without an activity", establish, [hard, chapter], "under_way"],
    [
      "row 43: the other line where nobody said this one is hard",
      establish,
      [opened, chapter, chapterMet],
      "under_way",
    ],
    ["both lines", establish, [hard, chapter, chapterMet, cell], "achieved"],
    [
      "an organisation founded and dissolved since",
      establish,
      [surveyed, { ...cell, to: "2014-12-10" }],
      "at_risk",
    ],
    [
      "a fallback that was dissolved",
      establish,
      [hard, { ...chapter, to: "2014-12-14" }, chapterMet],
      "under_way",
    ],
    ["consolidate: a healthy organisation without a measure", consolidate, [old, healthy], "not_started"],
    ["consolidate: a measure under way", consolidate, [old, weak, started], "under_way"],
    [
      "consolidate: a measure done, organisation healthy",
      consolidate,
      [old, healthy, started, finished],
      "achieved",
    ],
    [
      "consolidate: a measure done, organisation weak again",
      consolidate,
      [old, weak, started, finished],
      "at_risk",
    ],
    [
      "consolidate: a measure done before the goal was fixed",
      consolidate,
      [old, healthy, { ...finished, on: "2014-10-22" }],
      "not_started",
    ],
    ["consolidate: the organisation is gone", consolidate, [{ ...old, to: "2014-12-01" }], "at_risk"],
    [
      "consolidate: the measure of another organisation",
      consolidate,
      [old, healthy, { ...finished, branchId: "other" }],
      "not_started",
    ],
  ])("%s", (_, goal, evidence, expected) => {
    expect(state(goal, evidence)).toBe(expected);
  });

  it("is at risk past a deadline that was given, and never without one", () => {
    expect(state({ ...establish, dueOn: "2014-12-14" }, [surveyed])).toBe("at_risk");
    expect(state({ ...establish, dueOn: "2014-12-15" }, [surveyed])).toBe("under_way");
    expect(state({ ...establish, dueOn: "2014-12-14" }, [cell])).toBe("achieved");
  });

  it("is at risk when begun work lies idle longer than the province's setting, counted from the fixing at the earliest", () => {
    const early: Evidence = { type: "survey_accepted", on: "2014-03-14" };
    expect(state(establish, [early], { asOf: "2014-12-22", idleDays: 60 })).toBe("under_way");
    expect(state(establish, [early], { asOf: "2014-12-23", idleDays: 60 })).toBe("at_risk");
    expect(state(establish, [], { asOf: "2015-12-22", idleDays: 60 })).toBe("not_started");
  });

  const day = fc
    .integer({ min: 0, max: 120 })
    .map((n) => new Date(Date.UTC(2014, 8, 1 + n)).toISOString().slice(0, 10));
  const line = fc.constantFrom("union" as const, "association" as const);
  const branchId = fc.constantFrom("a", "b");
  const item: fc.Arbitrary<Evidence> = fc.oneof(
    day.map((on): Evidence => ({ type: "survey_accepted", on })),
    fc.record({ type: fc.constant("case_opened" as const), line, on: day, hard: fc.boolean() }),
    fc.record({
      type: fc.constant("covered" as const),
      line,
      branchId,
      from: day,
      to: fc.option(day),
      decided: fc.boolean(),
    }),
    fc.record({
      type: fc.constantFrom("measure_started" as const, "measure_done" as const, "activity" as const),
      line,
      branchId,
      on: day,
    }),
    fc.record({
      type: fc.constant("health" as const),
      branchId,
      healthy: fc.boolean(),
      reasons: fc.constant(["yếu"]),
    }),
  );
  const someGoal = fc.record({
    line,
    kind: fc.constantFrom("establish" as const, "consolidate" as const),
    fixedOn: fc.constant("2014-10-23"),
    dueOn: fc.option(day),
  });

  it("is the same whatever order the evidence arrives in, and however often it is told", () => {
    fc.assert(
      fc.property(
        someGoal,
        fc
          .array(item, { maxLength: 12 })
          .chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list, { minLength: list.length }),
              fc.array(
                fc.constantFrom(
                  ...(list.length ? list : [{ type: "survey_accepted", on: "2015-12-31" } as Evidence]),
                ),
                { maxLength: 3 },
              ),
            ),
          ),
        (goal, [list, shuffled, again]) => {
          expect(goalVerdict(goal, [...shuffled, ...again], setting)).toEqual(
            goalVerdict(goal, list, setting),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("asks nothing of the days after the one asked about", () => {
    fc.assert(
      fc.property(someGoal, fc.array(item, { maxLength: 12 }), (goal, list) => {
        const later: Evidence[] = [
          { type: "survey_accepted", on: "2014-12-16" },
          { ...cell, from: "2014-12-16", line: goal.line },
          { type: "measure_done", line: goal.line, branchId: "a", on: "2014-12-16" },
        ];
        expect(goalVerdict(goal, [...list, ...later], setting)).toEqual(goalVerdict(goal, list, setting));
      }),
    );
  });
});

describe("goalKind", () => {
  it("is fixed by whether a living organisation covered the enterprise on the day", () => {
    expect(goalKind([{ validFrom: "2012-01-01", validTo: null }], "2014-10-23")).toBe("consolidate");
    expect(goalKind([{ validFrom: "2014-10-24", validTo: null }], "2014-10-23")).toBe("establish");
    expect(goalKind([{ validFrom: "2012-01-01", validTo: "2014-10-23" }], "2014-10-23")).toBe("establish");
    expect(goalKind([], "2014-10-23")).toBe("establish");
  });
});

describe("isInScope (K1)", () => {
  const rule = {
    legalForms: ["joint_stock" as const],
    ownerships: ["non_state" as const],
    countsSuspended: false,
  };
  const facts = { legalForm: "joint_stock", ownership: "non_state", status: "active" } as const;

  it("counts active enterprises of the plan's forms and sectors, suspended ones only where the plan says so", () => {
    expect(isInScope(rule, facts)).toBe(true);
    expect(isInScope(rule, { ...facts, ownership: "state" })).toBe(false);
    expect(isInScope(rule, { ...facts, legalForm: "cooperative" })).toBe(false);
    expect(isInScope(rule, { ...facts, status: "closed" })).toBe(false);
    expect(isInScope(rule, { ...facts, status: "suspended" })).toBe(false);
    expect(isInScope({ ...rule, countsSuspended: true }, { ...facts, status: "suspended" })).toBe(true);
  });
});

describe("workListOf (row 13)", () => {
  it("develops where nothing lives, consolidates what is weak, maintains what is stable", () => {
    expect(workListOf("union", [], setting.asOf)).toBe("develop");
    expect(workListOf("union", [chapter], setting.asOf)).toBe("develop");
    expect(workListOf("union", [old, weak], setting.asOf)).toBe("consolidate");
    expect(workListOf("union", [old, healthy], setting.asOf)).toBe("maintain");
  });
});
