import { describe, expect, it } from "vitest";
import {
  attributionLine,
  completeParams,
  countGoals,
  endOfDay,
  type GoalCounts,
  goalsHref,
  type IndicatorParams,
  type Numbers,
  recordsHref,
  selfChecks,
  totalGoals,
  type UnitRow,
  worstFirst,
} from "@/lib/indicators/rules";

const plan = { today: "2014-12-15", planIssuedOn: "2014-10-23" };

const numbers = (given: Partial<Numbers> = {}): Numbers => ({
  ...{
    K1: 0,
    K2: 0,
    K3: 0,
    K4: 0,
    K5: 0,
    K6: 0,
    K8: 0,
    K11: 0,
    K12: 0,
    K13: 0,
    K15: 0,
    K16: 0,
    K17: 0,
    founded: {},
    rated: {},
    youth: { to30: 0, to35: 0 },
  },
  ...given,
});

describe("a question that is not said in full", () => {
  it("is about today, and about the time since the plan was issued", () => {
    expect(completeParams({}, plan)).toEqual({
      ...{ asOf: "2014-12-15", from: "2014-10-23", knownAt: null, line: "all", unit: null },
      ...{ campaign: null, kind: null, year: null, level: null },
    });
  });

  it.each([
    { said: "a day still to come", given: { asOf: "2014-12-16" }, asOf: "2014-12-15", from: "2014-10-23" },
    {
      said: "a period that ends before it begins",
      given: { asOf: "2014-11-01", from: "2014-11-02" },
      asOf: "2014-11-01",
      from: "2014-10-23",
    },
    { said: "a day before the plan", given: { asOf: "2014-09-01" }, asOf: "2014-09-01", from: "2014-09-01" },
    {
      said: "a period of one day",
      given: { asOf: "2014-11-01", from: "2014-11-01" },
      asOf: "2014-11-01",
      from: "2014-11-01",
    },
  ])("answers $said with a period that exists", ({ given, asOf, from }) => {
    expect(completeParams(given, plan)).toMatchObject({ asOf, from });
  });
});

describe("where an enterprise counts", () => {
  it("is the unit of the Hội line on the Hội side, and of the Đoàn line everywhere else (rows 22, 54, 55)", () => {
    expect([attributionLine("all"), attributionLine("union"), attributionLine("association")]).toEqual([
      "union",
      "union",
      "association",
    ]);
  });
});

describe("as known at a day", () => {
  it("looks to the last moment of that day in Vietnam", () => {
    expect(endOfDay("2014-12-10").toISOString()).toBe("2014-12-10T16:59:59.999Z");
  });
});

describe("the address behind a number", () => {
  it("carries the whole question, so that it means the same next week", () => {
    const params: IndicatorParams = {
      ...{ asOf: "2014-12-15", from: "2014-10-23", knownAt: "2014-12-10", line: "union" },
      ...{ unit: "none", campaign: null, kind: "cell", year: 2013, level: "none" },
    };
    expect(recordsHref("K11", params)).toBe(
      "/records/K11?asOf=2014-12-15&from=2014-10-23&knownAt=2014-12-10&unit=none&kind=cell&year=2013&level=none&line=union",
    );
  });
});

describe("the address behind a number of goals", () => {
  const params: IndicatorParams = {
    ...{ asOf: "2014-12-15", from: "2014-10-23", knownAt: null, line: "all" },
    ...{ unit: null, campaign: null, kind: null, year: null, level: null },
  };

  it("says the day, and unit, line and state where they are asked for", () => {
    expect(goalsHref(params)).toBe("/goals?asOf=2014-12-15");
    expect(goalsHref({ ...params, unit: "none", line: "association" }, "at_risk")).toBe(
      "/goals?asOf=2014-12-15&unit=none&line=association&state=at_risk",
    );
  });
});

describe("the order of units", () => {
  const line = (name: string, goals: Partial<GoalCounts>): UnitRow => ({
    unit: { id: name, name, shortName: name, sortKey: name },
    ...{ numbers: numbers(), lastAcceptedOn: null, persons: null, goals: { ...countGoals([]), ...goals } },
  });

  it("is by goals not started or at risk, then by those at risk, then by name; what has no unit comes last", () => {
    const rows = [
      { ...line("", { not_started: 1 }), unit: null },
      line("c", { achieved: 9 }),
      line("b", { not_started: 3 }),
      line("a", { not_started: 1, under_way: 7 }),
      line("d", { at_risk: 1, not_started: 2 }),
      line("e", { at_risk: 4 }),
    ];
    expect(rows.sort(worstFirst).map(({ unit }) => unit?.name ?? "none")).toEqual([
      "e",
      "d",
      "b",
      "a",
      "none",
      "c",
    ]);
  });

  it("counts every goal in one state", () => {
    const counts = countGoals(["achieved", "at_risk", "achieved", "not_started"]);
    expect(counts).toEqual({
      at_risk: 1,
      not_started: 1,
      under_way: 0,
      achieved_by_fallback: 0,
      achieved: 2,
    });
    expect(totalGoals(counts)).toBe(4);
  });
});

describe("the checks beside the numbers", () => {
  const unit = numbers({ K1: 5, K2: 3, K3: 2, K4: 4, K5: 1, K6: 1, K11: 1, K12: 2, K17: 4 });
  const whole = numbers({ K1: 10, K2: 6, K3: 4, K4: 8, K5: 2, K6: 2, K11: 2, K12: 4, K17: 8 });

  it("hold where K2 + K3 − K5 = K4, K4 + K6 = K1, the levels are K15 and the units add up", () => {
    expect(selfChecks(whole, [unit, unit]).map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(selfChecks(numbers(), []).map(({ holds }) => holds)).toEqual([true, true, true, true]);
  });

  it.each([
    { wrong: "K4", total: { ...whole, K4: 9 }, holds: [false, false, true, false] },
    { wrong: "K6", total: { ...whole, K6: 1 }, holds: [true, false, true, false] },
    { wrong: "K5", total: { ...whole, K5: 3 }, holds: [false, true, true, false] },
    { wrong: "K12", total: { ...whole, K12: 5 }, holds: [true, true, true, false] },
    { wrong: "K15", total: { ...whole, rated: { none: 1 } }, holds: [true, true, false, true] },
  ])("fail where $wrong is wrong", ({ total, holds }) => {
    expect(selfChecks(total, [unit, unit]).map((check) => check.holds)).toEqual(holds);
  });
});
