import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BranchEvidence, type BranchSigns, diagnose, SIGNALS } from "@/lib/branches/rules";
import {
  cheapestRepairs,
  compareSnapshots,
  isLate,
  MEASURE_MOVES,
  type MeasureMove,
  type MeasureState,
  measureState,
  movesOfMeasure,
  REPAIR_COSTS,
  repaired,
  type Snapshot,
  type Surroundings,
} from "@/lib/consolidation/rules";
import { addDays } from "@/lib/dates/plain-date";
import { MeetingRhythm } from "@/lib/generated/prisma/enums";

const on = "2014-12-15";

describe("a measure (row 37): state × move × who", () => {
  const LEGAL: Record<MeasureState, readonly MeasureMove[]> = {
    open: ["complete", "extend", "correct", "withdraw"],
    done: ["correct", "withdraw"],
    withdrawn: [],
    replaced: [],
  };
  const STATES: MeasureState[] = ["open", "done", "withdrawn", "replaced"];

  it.each(
    STATES.flatMap((state) => [
      [state, true],
      [state, false],
    ]) as [MeasureState, boolean][],
  )("%s, by the unit: %s", (state, mayWrite) => {
    expect(movesOfMeasure(state, mayWrite)).toEqual(mayWrite ? LEGAL[state] : []);
    for (const move of Object.keys(MEASURE_MOVES) as MeasureMove[]) {
      expect(MEASURE_MOVES[move].from.includes(state)).toBe(LEGAL[state].includes(move));
    }
  });

  it.each([
    [{ doneOn: null, voidedAt: null, withdrawnReason: null }, "open"],
    [{ doneOn: on, voidedAt: null, withdrawnReason: null }, "done"],
    [{ doneOn: on, voidedAt: new Date(), withdrawnReason: "nhầm" }, "withdrawn"],
    [{ doneOn: null, voidedAt: new Date(), withdrawnReason: null }, "replaced"],
  ] as const)("%o is %s", (facts, state) => {
    expect(measureState(facts)).toBe(state);
  });

  it("is late from the day after its deadline", () => {
    expect([isLate(on, on), isLate("2014-12-14", on), isLate(null, on)]).toEqual([false, true, false]);
  });

  it("before and after tell what was mended, what stayed and what came", () => {
    const seen = (...codes: Snapshot["signals"][number]["code"][]): Snapshot => ({
      ...{ on, members: 3, condition: "weak", rating: null },
      signals: codes.map((code) => ({ code, words: code })),
    });
    expect(compareSnapshots(seen("no_head", "silent"), seen("silent", "few_members"))).toMatchObject({
      mended: [{ code: "no_head" }],
      stayed: [{ code: "silent" }],
      came: [{ code: "few_members" }],
    });
  });
});

describe('"before it dies" (product 2.5): the cheapest repairs', () => {
  const day = fc.integer({ min: 0, max: 1400 }).map((days) => addDays("2011-01-01", days));
  const evidence: fc.Arbitrary<BranchEvidence> = fc.record({
    ...{ branchId: fc.constant("a"), kind: fc.constant("cell" as const), hasDecision: fc.constant(true) },
    ...{ alive: fc.constant(true), endedOn: fc.constant(null), minimumMembers: fc.constant(3) },
    ...{
      firstActivityOn: fc.constant(null),
      measures: fc.constant([]),
      establishedOn: fc.constant("2010-01-01"),
    },
    line: fc.constantFrom("union" as const, "association" as const),
    meetingRhythm: fc.constantFrom(...Object.values(MeetingRhythm)),
    members: fc.integer({ min: 0, max: 5 }),
    hasHead: fc.boolean(),
    lastActivityOn: fc.option(day),
    congressDueOn: fc.option(day),
  });
  const rating = (year: number, step: number) => ({
    ...{ year, step, scheme: "s", label: `${step}`, decidedOn: `${year}-12-20` },
  });
  const signs: fc.Arbitrary<BranchSigns> = fc.record({
    membersSince: fc.constant(null),
    headUntil: fc.option(day),
    headAway: fc.constant(null),
    updatedOn: fc.option(day),
    ratings: fc.constantFrom([], [rating(2013, 3), rating(2012, 1)]),
  });
  const around: fc.Arbitrary<Surroundings> = fc.record({
    ready: fc.integer({ min: 0, max: 3 }),
    present: fc.integer({ min: 0, max: 5 }),
    youth: fc.option(fc.integer({ min: 0, max: 40 })),
    proposed: fc.integer({ min: 0, max: 2 }),
    congressBegun: fc.boolean(),
    neighbour: fc.option(
      fc.constant({ id: "b", name: "Chi đoàn bên cạnh", members: 7, isSameCommune: true }),
    ),
  });
  const setting = { on, staleDays: 90 };

  it("each, done and written down, takes away the signals it promises to mend, and brings none", () => {
    fc.assert(
      fc.property(evidence, signs, around, (facts, signals, near) => {
        const given = { evidence: facts, signs: signals, around: near, on };
        const found = diagnose(facts, signals, setting).signals;
        for (const { code, mends } of cheapestRepairs(given, found)) {
          expect(mends.length).toBeGreaterThan(0);
          const after = repaired(code, given);
          const left = diagnose(after.evidence, after.signs, setting).signals.map((one) => one.code);
          for (const mended of mends) expect(left).not.toContain(mended);
          for (const one of left) expect(found.map((signal) => signal.code)).toContain(one);
        }
      }),
    );
  });

  it("are three at most, the grave first, then by days and steps, and none where nothing is wrong", () => {
    fc.assert(
      fc.property(evidence, signs, around, (facts, signals, near) => {
        const found = diagnose(facts, signals, setting).signals;
        const repairs = cheapestRepairs({ evidence: facts, signs: signals, around: near, on }, found);
        expect(repairs.length).toBeLessThanOrEqual(3);
        if (found.length === 0) expect(repairs).toEqual([]);
        const grave = new Set(found.filter(({ isGrave }) => isGrave).map(({ code }) => code));
        const ranks = repairs.map(({ mends, days, steps }): [number, number, number] => [
          mends.some((code) => grave.has(code)) ? 0 : 1,
          days,
          steps,
        ]);
        expect(ranks).toEqual(
          [...ranks].sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]),
        );
        for (const { code, days, steps, why } of repairs) {
          expect({ days, steps }).toEqual({ days: REPAIR_COSTS[code].days, steps: REPAIR_COSTS[code].steps });
          expect(why.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  const weak: BranchEvidence = {
    ...{ branchId: "a", line: "union", kind: "cell", meetingRhythm: "monthly", establishedOn: "2010-01-01" },
    ...{ hasDecision: true, alive: true, endedOn: null, members: 2, minimumMembers: 3, hasHead: false },
    ...{ firstActivityOn: null, lastActivityOn: "2014-08-01", congressDueOn: null, measures: [] },
  };
  const quiet: BranchSigns = {
    ...{ membersSince: null, headUntil: null, headAway: null, updatedOn: on, ratings: [] },
  };
  const near: Surroundings = {
    ...{ ready: 1, present: 2, youth: 14, proposed: 0, congressBegun: false, neighbour: null },
  };
  const told = (changed: Partial<Surroundings>, facts: Partial<BranchEvidence> = {}) => {
    const given = { evidence: { ...weak, ...facts }, signs: quiet, around: { ...near, ...changed }, on };
    const { signals } = diagnose(given.evidence, given.signs, setting);
    return cheapestRepairs(given, signals).map(({ code, why }) => `${code}: ${why}`);
  };

  it("say why in the numbers of the place", () => {
    expect(told({})).toEqual([
      "record_activity: lần cuối ghi ngày 01/08/2014; nếu có sinh hoạt mà chưa ghi thì ghi ngay",
      "appoint_head: 1 người đang sinh hoạt đã giữ chức vụ hoặc được khen thưởng",
      "change_rhythm: vùng núi, phân tán được sinh hoạt ba tháng một lần khi cấp trên đồng ý: theo kỳ đó chưa quá hạn",
    ]);
    expect(told({}, { lastActivityOn: on, hasHead: true })).toEqual([
      "admit_members: cần thêm 1 người; còn 12 thanh niên theo khảo sát",
    ]);
  });

  it("do not offer what is not there: no young people left to admit, nobody to lead, a rhythm that would not help", () => {
    const neighbour = { id: "b", name: "Chi đoàn bên", members: 7, isSameCommune: true };
    expect(told({ youth: 2, neighbour }, { lastActivityOn: on, hasHead: true })).toEqual([
      "merge: Chi đoàn bên cùng xã, phường, có 7 người: ghép thành chi đoàn chung",
    ]);
    expect(told({ present: 0, youth: 0 }, { members: 0, lastActivityOn: "2013-01-01" })).toEqual([
      "record_activity: lần cuối ghi ngày 01/01/2013; nếu có sinh hoạt mà chưa ghi thì ghi ngay",
    ]);
  });

  it("know a repair for every signal", () => {
    const all: BranchEvidence = { ...weak, congressDueOn: "2014-01-01" };
    const given = { evidence: all, signs: { ...quiet, updatedOn: "2014-01-01" }, around: near, on };
    for (const code of SIGNALS) {
      const signal = { code, isGrave: true, since: null, words: code };
      expect([code, cheapestRepairs(given, [signal]).length > 0]).toEqual([code, true]);
    }
  });
});
