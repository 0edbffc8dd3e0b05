import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACTIVITY_GRACE_MONTHS,
  type BranchEvidence,
  type BranchSigns,
  branchHealth,
  type ConcludedRating,
  congressDue,
  congressIsOddlyDated,
  diagnose,
  type FoundingFacts,
  foundingFindings,
  latestExtension,
  minimumMembers,
  nextStep,
  type RuleSet,
  type Signal,
  type SignalCode,
} from "@/lib/branches/rules";
import { addDays, addMonths } from "@/lib/dates/plain-date";
import { MeetingRhythm } from "@/lib/generated/prisma/enums";

const congress = { congressQuorum: { present: 2, of: 3 }, congressTasks: [] };
const union: RuleSet = {
  line: "union",
  code: "thu",
  name: "Điều lệ thử",
  rules: {
    admissionMinAge: { years: 15, days: 1 },
    admissionMaxAge: 30,
    admissionMinEducation: "primary",
    maturityAge: 30,
    stayUntilAge: 35,
    cellMinMembers: 3,
    grassrootsMinCells: 2,
    grassrootsMinMembers: 30,
    smallCellBelow: 9,
    smallCellMaxPosts: 2,
    cellCommittee: { min: 3, max: 5 },
    grassrootsCommittee: { min: 5, max: 15 },
    enterpriseTermMonths: 30,
    termExtensionMaxShare: 0.5,
    transferReceiptMonths: 3,
    ...congress,
  },
};
const association: RuleSet = {
  line: "association",
  code: "thu-hoi",
  name: "Điều lệ Hội thử",
  rules: { memberMinAge: 15, memberMaxAge: 35, chapterMinMembers: 3, transferReceiptMonths: 3, ...congress },
};

const on = "2014-12-15";

const sound: BranchEvidence = {
  branchId: "a",
  line: "union",
  kind: "cell",
  meetingRhythm: "monthly",
  establishedOn: "2012-03-05",
  hasDecision: true,
  alive: true,
  endedOn: null,
  members: 5,
  minimumMembers: 3,
  hasHead: true,
  firstActivityOn: "2012-04-01",
  lastActivityOn: "2014-11-20",
  congressDueOn: "2015-06-01",
  measures: [],
};

describe("branchHealth", () => {
  it("finds an organisation sound that has members, a head, a recent activity and no congress overdue", () => {
    expect(branchHealth(sound, on)).toEqual({ healthy: true, reasons: [] });
  });

  it.each<[string, Partial<BranchEvidence>, string]>([
    ["it has fewer members than the charter asks", { members: 2 }, "chỉ có 2 đoàn viên, cần ít nhất 3"],
    ["it has no member at all", { members: 0 }, "chưa có đoàn viên nào"],
    ["nobody leads it", { hasHead: false }, "chưa có bí thư"],
    [
      "nobody leads it on the Hội line",
      { line: "association", kind: "chapter", hasHead: false },
      "chưa có người đứng đầu",
    ],
    [
      "a monthly one was silent for more than three months",
      { lastActivityOn: "2014-09-14" },
      "hơn 3 tháng không có hoạt động, lần cuối ngày 14/09/2014",
    ],
    [
      "it never did anything",
      { lastActivityOn: null, firstActivityOn: null },
      "hơn 3 tháng từ khi thành lập chưa có hoạt động nào",
    ],
    ["its congress is overdue (K16)", { congressDueOn: "2014-12-14" }, "quá hạn đại hội từ 14/12/2014"],
    ["it was dissolved", { alive: false, endedOn: "2014-10-01" }, "đã thôi hoạt động từ 01/10/2014"],
  ])("finds it weak when %s", (_, changed, reason) => {
    expect(branchHealth({ ...sound, ...changed }, on)).toEqual({ healthy: false, reasons: [reason] });
  });

  it.each<[string, Partial<BranchEvidence>]>([
    ["the last day of the grace of a monthly rhythm", { lastActivityOn: "2014-09-15" }],
    [
      "half a year of silence in a quarterly rhythm",
      { meetingRhythm: "quarterly", lastActivityOn: "2014-06-15" },
    ],
    ["a year of silence without rhythm", { meetingRhythm: "irregular", lastActivityOn: "2013-12-15" }],
    [
      "a founding within the grace, before any activity",
      { establishedOn: "2014-10-01", lastActivityOn: null },
    ],
    ["the day on which the congress is due", { congressDueOn: on }],
    ["a congress nobody dated", { congressDueOn: null }],
    ["a kind for which no minimum was found", { minimumMembers: null, members: 1 }],
  ])("still finds it sound on %s", (_, changed) => {
    expect(branchHealth({ ...sound, ...changed }, on).healthy).toBe(true);
  });

  it("names every weakness, not only the first", () => {
    const weak = {
      ...sound,
      members: 1,
      hasHead: false,
      lastActivityOn: "2014-01-01",
      congressDueOn: "2014-01-01",
    };
    expect(branchHealth(weak, on).reasons).toHaveLength(4);
  });

  it("is the same whatever order the evidence came in", () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2011-01-01", days));
    const measure = fc.record({ startedOn: day, doneOn: fc.option(day) });
    const evidence = fc.record({
      members: fc.integer({ min: 0, max: 6 }),
      hasHead: fc.boolean(),
      lastActivityOn: fc.option(day),
      congressDueOn: fc.option(day),
      measures: fc.array(measure, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(evidence, fc.func(fc.integer()), (given, order) => {
        const measures = [...given.measures].sort((one, other) => order(one) - order(other));
        const shuffled = Object.fromEntries(Object.entries({ ...sound, ...given, measures }).reverse());
        expect(branchHealth({ ...sound, ...shuffled }, on)).toEqual(branchHealth({ ...sound, ...given }, on));
      }),
    );
  });

  it("never grows sound by the mere passing of time", () => {
    const days = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const health = (after: number) => branchHealth(sound, addDays(on, after)).healthy;
        expect(health(late) && !health(early)).toBe(false);
      }),
    );
  });

  it("gives every rhythm a grace longer than its own interval", () => {
    expect(ACTIVITY_GRACE_MONTHS.monthly).toBeGreaterThan(1);
    expect(ACTIVITY_GRACE_MONTHS.quarterly).toBeGreaterThan(3);
  });
});

describe("diagnose (rows 12, 37): named signals, each with since when and its numbers", () => {
  const quiet: BranchSigns = {
    membersSince: "2012-03-05",
    headUntil: null,
    headAway: null,
    updatedOn: "2014-12-01",
    ratings: [],
  };
  const rating = (year: number, step: number, scheme = "branch_rating_2011"): ConcludedRating => ({
    ...{ year, step, scheme, label: `bậc ${step}`, decidedOn: `${year}-12-20` },
  });
  const judged = (facts: Partial<BranchEvidence>, signs: Partial<BranchSigns> = {}, when = on) =>
    diagnose({ ...sound, ...facts }, { ...quiet, ...signs }, { on: when, staleDays: 90 });

  it.each<[string, Partial<BranchEvidence>, Partial<BranchSigns>, Partial<Signal>]>([
    [
      "too few members since the last one left",
      { members: 2 },
      { membersSince: "2014-11-05" },
      { code: "few_members", since: "2014-11-05", words: "chỉ có 2 đoàn viên, cần ít nhất 3" },
    ],
    [
      "a secretary's post that ended",
      { hasHead: false },
      { headUntil: "2014-10-01" },
      { code: "no_head", since: "2014-10-01", words: "khuyết bí thư từ 01/10/2014" },
    ],
    [
      "a secretary who cannot be reached",
      { hasHead: false },
      { headAway: { why: "lost_contact", since: "2014-09-01" } },
      { code: "no_head", since: "2014-09-01", words: "bí thư mất liên lạc từ 01/09/2014" },
    ],
    [
      "a secretary who left the enterprise",
      { hasHead: false },
      { headAway: { why: "left", since: "2014-09-02" } },
      { code: "no_head", words: "bí thư không còn sinh hoạt ở đây từ 02/09/2014" },
    ],
    [
      "nothing written down for longer than the setting",
      {},
      { updatedOn: "2014-09-15" },
      {
        code: "not_updated",
        isGrave: false,
        since: "2014-12-14",
        words: "91 ngày chưa ghi gì mới, lần cuối ngày 15/09/2014",
      },
    ],
    [
      "a rating that fell within its scheme",
      {},
      { ratings: [rating(2013, 3), rating(2012, 2)] },
      { code: "rating_falling", isGrave: false, words: "xếp loại giảm: bậc 2 (2012), bậc 3 (2013)" },
    ],
    [
      "few hội viên, for which no number is in the charter: a hint only",
      { line: "association", kind: "chapter", members: 2 },
      {},
      { code: "few_members", isGrave: false, words: "chỉ có 2 hội viên, phần mềm nhắc ở mức 3" },
    ],
  ])("tells %s", (_, facts, signs, told) => {
    expect(judged(facts, signs).signals).toMatchObject([told]);
  });

  it.each<[string, Partial<BranchSigns>]>([
    ["the last day of the setting", { updatedOn: "2014-09-16" }],
    ["a rating as good as before", { ratings: [rating(2013, 2), rating(2012, 2)] }],
    [
      "a worse place in another scheme",
      { ratings: [rating(2023, 4, "branch_rating_2023"), rating(2018, 1)] },
    ],
    ["one rating alone", { ratings: [rating(2013, 4)] }],
  ])("says nothing on %s", (_, signs) => {
    expect(judged({}, signs)).toEqual({ condition: "sound", signals: [] });
  });

  it("never flags a mountain branch that meets every three months, whenever it is looked at", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 91 }),
        fc.constantFrom(30, 60, 90, 180),
        (quarters, later, staleDays) => {
          const met = addMonths("2010-01-31", quarters * 3);
          const looked = addDays(met, later);
          const facts = { ...sound, meetingRhythm: "quarterly" as const, establishedOn: "2009-01-01" };
          const found = diagnose(
            { ...facts, lastActivityOn: met, congressDueOn: null },
            { ...quiet, updatedOn: met },
            { on: looked, staleDays },
          );
          expect(found).toEqual({ condition: "sound", signals: [] });
        },
      ),
    );
  });

  it("is weak exactly where the goal's health is, each signal once, and every mended fact takes its signal away", () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2011-01-01", days));
    const facts = fc.record({
      alive: fc.boolean(),
      line: fc.constantFrom("union" as const, "association" as const),
      meetingRhythm: fc.constantFrom(...Object.values(MeetingRhythm)),
      members: fc.integer({ min: 0, max: 6 }),
      hasHead: fc.boolean(),
      lastActivityOn: fc.option(day),
      congressDueOn: fc.option(day),
    });
    const level = fc.record({ step: fc.integer({ min: 1, max: 4 }), scheme: fc.constantFrom("a", "b") });
    const signs = fc.record({
      updatedOn: fc.option(day),
      headUntil: fc.option(day.filter((one) => one <= on)),
      ratings: fc
        .array(level, { maxLength: 2 })
        .map((levels) => levels.map(({ step, scheme }, index) => rating(2013 - index, step, scheme))),
    });
    const MENDED: Record<SignalCode, [Partial<BranchEvidence>, Partial<BranchSigns>]> = {
      few_members: [{ members: 3 }, {}],
      no_head: [{ hasHead: true }, {}],
      silent: [{ lastActivityOn: on }, {}],
      congress_overdue: [{ congressDueOn: addMonths(on, 30) }, {}],
      not_updated: [{}, { updatedOn: on }],
      rating_falling: [{}, { ratings: [] }],
    };
    fc.assert(
      fc.property(facts, signs, (given, said) => {
        const found = judged(given, said);
        const { healthy } = branchHealth({ ...sound, ...given }, on);
        expect(found.condition === "weak").toBe(given.alive && !healthy);
        expect(new Set(found.signals.map(({ code }) => code)).size).toBe(found.signals.length);
        for (const { code, since } of found.signals) {
          expect(since === null || since <= on).toBe(true);
          const [fact, sign] = MENDED[code];
          const left = judged({ ...given, ...fact }, { ...said, ...sign }).signals.map((one) => one.code);
          expect(left).toEqual(found.signals.map((one) => one.code).filter((one) => one !== code));
        }
      }),
    );
  });
});

describe("foundingFindings", () => {
  const founding: FoundingFacts = {
    kind: "cell",
    members: 3,
    cells: 0,
    isNew: true,
    decision: { on: "2014-12-01", bySuperior: true },
    surveyedOn: "2014-11-01",
    reportedToPartyOn: "2014-11-15",
  };

  it("has nothing against a founding by the book", () => {
    expect(foundingFindings(founding, union)).toEqual([]);
  });

  it.each<[string, Partial<FoundingFacts>, RuleSet, { rule: string; blocks: boolean }[]]>([
    ["V06 blocks a chi đoàn of two", { members: 2 }, union, [{ rule: "V06", blocks: true }]],
    [
      "V06 blocks a chi đoàn cơ sở of two",
      { kind: "grassroots_cell", members: 2 },
      union,
      [{ rule: "V06", blocks: true }],
    ],
    [
      "V07 warns of a đoàn cơ sở of one chi đoàn",
      { kind: "grassroots_union", members: 40, cells: 1 },
      union,
      [{ rule: "V07", blocks: false }],
    ],
    [
      "V07 warns of a đoàn cơ sở of 29 members",
      { kind: "grassroots_union", members: 29, cells: 2 },
      union,
      [{ rule: "V07", blocks: false }],
    ],
    ["V07 lets two chi đoàn of thirty pass", { kind: "grassroots_union", members: 30, cells: 2 }, union, []],
    [
      "the Hội's minimum only warns",
      { kind: "chapter", members: 2 },
      association,
      [{ rule: "chapter_minimum", blocks: false }],
    ],
    ["a club has no minimum", { kind: "club", members: 1 }, association, []],
    ["V20 warns without a survey", { surveyedOn: null }, union, [{ rule: "V20", blocks: false }]],
    [
      "V20 warns of a survey after the decision",
      { surveyedOn: "2014-12-02" },
      union,
      [{ rule: "V20", blocks: false }],
    ],
    ["V20 lets a survey of the same day pass", { surveyedOn: "2014-12-01" }, union, []],
    [
      "V20 warns without a report to the Party",
      { reportedToPartyOn: null },
      union,
      [{ rule: "V20", blocks: false }],
    ],
    ["V20 has no say in a reorganisation (K11)", { isNew: false, surveyedOn: null }, union, []],
    ["V20 and V21 wait for a decision", { decision: null, surveyedOn: null }, union, []],
    [
      "V21 blocks a decision of somebody else",
      { decision: { on: "2014-12-01", bySuperior: false } },
      union,
      [{ rule: "V21", blocks: true }],
    ],
  ])("%s", (_, changed, ruleSet, expected) => {
    expect(foundingFindings({ ...founding, ...changed }, ruleSet)).toMatchObject(expected);
    expect(foundingFindings({ ...founding, ...changed }, ruleSet)).toHaveLength(expected.length);
  });

  it("V20 names every step that was skipped", () => {
    const [finding] = foundingFindings({ ...founding, surveyedOn: null, reportedToPartyOn: null }, union);
    expect(finding).toMatchObject({ rule: "V20", skipped: ["survey", "party_report"] });
  });

  it("V06 follows the charter of the day, not a number in the program", () => {
    const stricter: RuleSet = { ...union, rules: { ...union.rules, cellMinMembers: 5 } };
    expect(foundingFindings(founding, stricter)).toMatchObject([{ rule: "V06", minimum: 5, members: 3 }]);
  });
});

describe("minimumMembers", () => {
  it.each([
    ["cell", union, { members: 3, rule: "V06" }],
    ["grassroots_cell", union, { members: 3, rule: "V06" }],
    ["grassroots_union", union, { members: 30, rule: "V07" }],
    ["chapter", association, { members: 3, rule: "chapter_minimum" }],
    ["club", association, null],
  ] as const)("of a %s", (kind, ruleSet, expected) => {
    expect(minimumMembers(kind, ruleSet)).toEqual(expected);
  });
});

describe("congresses", () => {
  it("are due thirty months after the last one in enterprises: 5 năm 2 lần", () => {
    expect(congressDue("2014-01-31", union)).toBe("2016-07-31");
    expect(congressDue("2014-01-31", association)).toBeNull();
  });

  it("V23: may be put off by half a term and no longer", () => {
    expect(latestExtension("2014-06-01", union)).toBe(addMonths("2014-06-01", 15));
    expect(latestExtension("2014-06-01", association)).toBeNull();
  });

  it.each([
    ["before the founding", "2012-01-01", null, true],
    ["on the day of the founding", "2012-03-05", null, false],
    ["after it was due", "2014-07-02", "2014-07-01", true],
    ["on the day it was due", "2014-07-01", "2014-07-01", false],
    ["that never met", null, "2014-07-01", false],
  ])("V22: a congress %s", (_, lastCongressOn, wasDueOn, odd) => {
    expect(congressIsOddlyDated({ establishedOn: "2012-03-05", lastCongressOn, wasDueOn })).toBe(odd);
  });
});

describe("nextStep", () => {
  const health = { healthy: false, reasons: ["yếu"] };
  it.each([
    ["finish the measure that is open", sound, health, true, "complete_measure"],
    ["start one where it is weak", sound, health, false, "start_measure"],
    ["go on working where it is sound", sound, { healthy: true, reasons: [] }, false, "record_activity"],
    ["nothing where it has ended", { ...sound, alive: false }, health, true, "none"],
  ] as const)("is to %s", (_, evidence, judged, hasOpenMeasure, expected) => {
    expect(nextStep(evidence, { ...judged, reasons: [...judged.reasons] }, hasOpenMeasure)).toBe(expected);
  });
});
