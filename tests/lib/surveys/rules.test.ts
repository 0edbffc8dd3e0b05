import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SurveyState } from "@/lib/generated/prisma/enums";
import { sumProblemInWords } from "@/lib/surveys/labels";
import {
  type Counts,
  couldFoundCell,
  mayReview,
  NUMBER_FIELDS,
  SUM_RULES,
  type SurveyMove,
  stateAfter,
  sumProblems,
} from "@/lib/surveys/rules";

const right: Counts = {
  workers: 100,
  womenWorkers: 40,
  youth16To30: 30,
  youth31To35: 20,
  unionMembersElsewhere: 5,
};

describe("sumProblems (V25)", () => {
  it.each<[string, Counts, string[]]>([
    ["all fits", right, []],
    ["more women than workers", { ...right, womenWorkers: 101 }, ["womenWorkers"]],
    ["exactly as many women as workers", { ...right, womenWorkers: 100 }, []],
    [
      "more of an ethnic minority than workers",
      { ...right, ethnicMinorityWorkers: 101 },
      ["ethnicMinorityWorkers"],
    ],
    ["more seasonal than workers", { ...right, seasonalWorkers: 101 }, ["seasonalWorkers"]],
    ["two ages together more than workers", { ...right, youth16To30: 60, youth31To35: 41 }, ["youth16To30"]],
    [
      "education together more than workers",
      { ...right, untrainedWorkers: 50, vocationalWorkers: 40, collegeWorkers: 11 },
      ["untrainedWorkers"],
    ],
    ["more members than young people", { ...right, unionMembersElsewhere: 51 }, ["unionMembersElsewhere"]],
    ["zero workers and one woman", { workers: 0, womenWorkers: 1 }, ["womenWorkers"]],
    ["workers not known", { ...right, workers: "unknown", womenWorkers: 1000, unionMembersElsewhere: 5 }, []],
    ["workers not asked", { womenWorkers: 7 }, []],
    [
      "one part not known, the known one already too many",
      { ...right, youth16To30: 101, youth31To35: "unknown", unionMembersElsewhere: 0 },
      ["youth16To30"],
    ],
    ["women not known", { ...right, womenWorkers: "unknown" }, []],
  ])("%s", (_, counts, expected) => {
    expect(sumProblems(counts).map(({ at }) => at)).toEqual(expected);
  });

  it("names both numbers", () => {
    const [problem] = sumProblems({ workers: 1000, womenWorkers: 1001 });
    expect(problem && sumProblemInWords(problem)).toBe(
      "Lao động nữ (1.001) không thể nhiều hơn tổng số lao động (1.000)",
    );
  });

  it("agrees with adding up by hand, whatever is known", () => {
    const count = fc.oneof(fc.nat({ max: 50 }), fc.constant("unknown" as const), fc.constant(undefined));
    const counts = fc.record(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, count])));
    fc.assert(
      fc.property(counts, (given: Counts) => {
        const found = new Set(sumProblems(given).map(({ at }) => at));
        for (const { parts, wholes, at } of SUM_RULES) {
          let limit: number | undefined = 0;
          for (const whole of wholes) {
            const value = given[whole];
            limit = limit === undefined || typeof value !== "number" ? undefined : limit + value;
          }
          let sum = 0;
          for (const part of parts) {
            const value = given[part];
            if (typeof value === "number") sum += value;
          }
          expect(found.has(at)).toBe(limit !== undefined && sum > limit);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("the states of a survey (§1.10 (9))", () => {
  const legal: Record<SurveyMove, Partial<Record<SurveyState, SurveyState>>> = {
    save: { draft: "draft", returned: "returned" },
    submit: { draft: "submitted", returned: "submitted" },
    accept: { submitted: "accepted" },
    return: { submitted: "returned" },
  };
  const states: SurveyState[] = ["draft", "submitted", "returned", "accepted"];
  const moves: SurveyMove[] = ["save", "submit", "accept", "return"];

  it.each(moves.flatMap((move) => states.map((state) => [move, state] as const)))(
    "%s from %s",
    (move, state) => {
      expect(stateAfter(state, move)).toBe(legal[move][state] ?? null);
    },
  );

  it("is never reviewed by who recorded or submitted it", () => {
    const survey = { recordedById: "a", submittedById: "b" };
    expect([mayReview("a", survey), mayReview("b", survey), mayReview("c", survey)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

it("hints at a chi đoàn from three members on (§2.2)", () => {
  expect(
    [2, 3, "unknown" as const, undefined].map((unionMembersElsewhere) =>
      couldFoundCell({ unionMembersElsewhere }),
    ),
  ).toEqual([false, true, false, false]);
});
