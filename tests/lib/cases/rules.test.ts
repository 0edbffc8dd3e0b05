import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ageOf,
  ageUnder,
  CASE_MOVES,
  type CaseEvidence,
  type CaseFacts,
  type CasePlace,
  closingObstacle,
  conditionsFor,
  mayMove,
  movesFor,
  nextStage,
  PAPERS,
  PLACES,
  papersMissing,
  reasonNeeded,
  type StepFacts,
  standingOf,
  WHOLE_WAY,
} from "@/lib/cases/rules";
import type { CaseMove, CaseStage } from "@/lib/generated/prisma/enums";

/** §1.10 (1) as a reader of the domain would write it: what may be done where. Everything else is illegal. */
const BEFORE: readonly CasePlace[] = [
  "not_surveyed",
  "surveyed",
  "not_eligible",
  "eligible",
  "reported",
  "mobilising",
  "submitted",
  "appraised",
];
const LEGAL: Record<CaseMove, (place: CasePlace) => boolean> = {
  eligible: (place) => BEFORE.includes(place) && place !== "eligible",
  not_eligible: (place) => BEFORE.includes(place) && place !== "not_eligible",
  reported: (place) => BEFORE.includes(place),
  mobilising: (place) => BEFORE.includes(place) && place !== "mobilising",
  submitted: (place) => BEFORE.includes(place) && place !== "submitted",
  appraised: (place) => place === "submitted",
  returned: (place) => place === "submitted" || place === "appraised",
  launched: (place) => ["decided", "first_congress", "stable"].includes(place),
  stable: (place) => ["decided", "launched", "first_congress"].includes(place),
  hard: (place) => BEFORE.includes(place),
  paused: (place) => BEFORE.includes(place),
  refused: (place) => BEFORE.includes(place),
  resumed: (place) => ["hard", "paused", "refused"].includes(place),
  closed: (place) => place !== "closed",
};
const DEPARTMENTS_OWN: readonly CaseMove[] = ["appraised", "returned"];
const ROLES = [["unit"], ["department"], ["unit", "department"], []] as const;

describe("§1.10 (1): place × move × who", () => {
  const cells = PLACES.flatMap((place) =>
    CASE_MOVES.flatMap((move) => ROLES.map((parties) => ({ place, move, parties }))),
  );

  it.each(cells)("$place, $move, by $parties", ({ place, move, parties }) => {
    const owner = DEPARTMENTS_OWN.includes(move) ? "department" : "unit";
    const isLegal = LEGAL[move](place) && parties.some((party) => party === owner);
    expect(mayMove(place, move, parties)).toBe(isLegal);
    expect(movesFor(place, parties).includes(move)).toBe(isLegal);
  });

  it("a closed case moves no more, and everything else can be closed", () => {
    expect(movesFor("closed", ["unit", "department"])).toEqual([]);
    for (const place of PLACES.filter((one) => one !== "closed")) {
      expect(movesFor(place, ["unit"])).toContain("closed");
    }
  });
});

const facts = (changed: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{ openedOn: "2014-11-01", closedOn: null, difficulty: null, reportedToPartyOn: null },
  ...changed,
});
const nothing: CaseEvidence = {
  ...{ surveyedOn: null, organisedOn: null, congressOn: null, activityOn: null },
  ...{ otherOrganisedOn: null, otherActivityOn: null },
};
let order = 0;
const step = (move: CaseMove, on = "2014-11-10", changed: Partial<StepFacts> = {}): StepFacts => {
  order += 1;
  return { move, on, order, answer: null, until: null, category: null, ...changed };
};

describe("where a case is", () => {
  it("is surveyed by the accepted survey itself: nobody is asked twice", () => {
    expect(standingOf(facts(), [], nothing)).toMatchObject({ place: "not_surveyed", since: "2014-11-01" });
    expect(standingOf(facts(), [], { ...nothing, surveyedOn: "2014-11-05" })).toMatchObject({
      place: "surveyed",
      since: "2014-11-05",
    });
    // A survey from before the case begins its stage when the case begins.
    expect(standingOf(facts(), [], { ...nothing, surveyedOn: "2014-10-05" }).since).toBe("2014-11-01");
  });

  it("follows its last step, back too; a dossier sent back is mobilising again", () => {
    const steps = [step("mobilising"), step("submitted", "2014-11-12"), step("returned", "2014-11-15")];
    expect(standingOf(facts(), steps, nothing)).toMatchObject({ place: "mobilising", since: "2014-11-15" });
  });

  it("is decided by the founding, then as far as it got, in whatever order it was written down", () => {
    const founded = { ...nothing, organisedOn: "2014-12-01" };
    expect(standingOf(facts(), [step("mobilising")], founded).place).toBe("decided");
    const launched = [step("mobilising"), step("launched", "2014-12-10")];
    expect(standingOf(facts(), launched, founded).place).toBe("launched");
    expect(standingOf(facts(), launched, { ...founded, congressOn: "2014-12-05" }).place).toBe(
      "first_congress",
    );
  });

  it("goes back to where it was when the organisation is no more, and rests no longer while one lives", () => {
    const steps = [step("mobilising"), step("paused", "2014-11-20", { category: "no_time" })];
    expect(standingOf(facts(), steps, nothing)).toMatchObject({ place: "paused", stage: "mobilising" });
    expect(standingOf(facts(), steps, { ...nothing, organisedOn: "2014-12-01" }).place).toBe("decided");
  });

  it("takes up again where it rested", () => {
    const steps = [step("reported"), step("refused", "2014-11-12"), step("resumed", "2014-11-14")];
    expect(standingOf(facts(), steps, nothing)).toMatchObject({ place: "reported", stage: "reported" });
  });

  it("is the same whatever the order in which its steps became known", () => {
    const moves: CaseMove[] = [
      "eligible",
      "reported",
      "mobilising",
      "submitted",
      "returned",
      "paused",
      "resumed",
    ];
    const steps = moves.map((move, index) => step(move, `2014-11-${10 + Math.floor(index / 2)}`));
    const whole = { minLength: steps.length };
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, whole), (arrived) => {
        expect(standingOf(facts(), arrived, nothing)).toEqual(standingOf(facts(), steps, nothing));
      }),
      { numRuns: 200 },
    );
  });
});

describe("row 42: a stage is skipped and a way gone back only with a reason", () => {
  const at = (stage: CaseStage, answer: StepFacts["answer"] = null) => ({ stage, answer });
  it.each([
    ["eligible", "surveyed", null],
    ["not_eligible", "surveyed", null],
    ["eligible", "not_eligible", null],
    ["eligible", "not_surveyed", "skips"],
    ["reported", "eligible", null],
    ["reported", "not_eligible", "skips"],
    ["reported", "reported", null],
    ["mobilising", "eligible", "skips"],
    ["submitted", "mobilising", null],
    ["mobilising", "submitted", "goes_back"],
    ["not_eligible", "eligible", "goes_back"],
    ["returned", "submitted", "always"],
    ["closed", "decided", "always"],
    ["launched", "decided", null],
    ["stable", "launched", "skips"],
    ["stable", "first_congress", null],
  ] as const)("%s from %s: %s", (move, stage, why) => {
    expect(reasonNeeded(move, at(stage), WHOLE_WAY)).toBe(why);
  });

  it("asks why work goes on without the Party committee's agreement", () => {
    expect(reasonNeeded("mobilising", at("reported", "agreed"), WHOLE_WAY)).toBeNull();
    expect(reasonNeeded("mobilising", at("reported", "waiting"), WHOLE_WAY)).toBe("not_agreed");
    expect(reasonNeeded("mobilising", at("reported", "declined"), WHOLE_WAY)).toBe("not_agreed");
  });

  it("asks nothing for a stage the province does without", () => {
    const short = { stages: ["launched"], idleDays: {} } as const;
    expect(nextStage("reported", short)).toBe("submitted");
    expect(reasonNeeded("submitted", at("reported", "agreed"), short)).toBeNull();
    expect(reasonNeeded("stable", at("launched"), short)).toBeNull();
  });
});

describe("what a stage asks", () => {
  const known = {
    ...{ line: "union" as const, surveyedOn: "2014-11-05", members: 2, minimum: 3 },
    ...{ answer: null, papers: [], health: null },
  };
  it("V06: three members of the place known, where the Đoàn blocks and the Hội warns", () => {
    expect(conditionsFor("eligible", known)).toContainEqual({
      ...{ code: "members", met: false, known: 2, minimum: 3, blocks: true },
    });
    expect(conditionsFor("eligible", { ...known, line: "association" })).toContainEqual(
      expect.objectContaining({ code: "members", blocks: false }),
    );
  });
  it("§2.2: six papers, each named that is missing", () => {
    expect(papersMissing(["request", "scheme"])).toEqual(["direction", "committee", "profiles", "members"]);
    expect(conditionsFor("submitted", { ...known, papers: [...PAPERS] })).toEqual([
      { code: "papers", met: true, missing: [] },
    ]);
  });
});

describe("the age of a stage", () => {
  const scheme = { stages: [], idleDays: { mobilising: 30 } };
  it("is stalled after the province's days, and never by a number nobody gave", () => {
    const standing = { place: "mobilising", since: "2014-11-01", until: null } as const;
    expect(ageOf(standing, scheme, "2014-12-01")).toEqual({ days: 30, allowed: 30, isStalled: false });
    expect(ageOf(standing, scheme, "2014-12-02").isStalled).toBe(true);
    expect(ageOf({ ...standing, place: "reported" }, scheme, "2015-12-02").isStalled).toBe(false);
    // Under a plan a stage without days of its own has the plan's; one with its own keeps them, and a stable one is never stalled.
    const under = (place: CasePlace, days: number | null) =>
      ageUnder({ ...standing, place }, scheme, days, "2014-12-15").allowed;
    expect(under("reported", 45)).toBe(45);
    expect(under(standing.place, 45)).toBe(30);
    expect([under("stable", 45), under("reported", null)]).toEqual([null, null]);
  });
  it("rests until its day", () => {
    const paused = { place: "paused", since: "2014-11-01", until: "2014-12-01" } as const;
    expect(ageOf(paused, scheme, "2014-12-01").isStalled).toBe(false);
    expect(ageOf(paused, scheme, "2014-12-02").isStalled).toBe(true);
  });
});

describe("V35: a fallback counts only with an activity", () => {
  const other = { ...nothing, otherOrganisedOn: "2014-11-20" };
  const own = { ...nothing, organisedOn: "2014-11-20" };
  it.each([
    ["hard", false, nothing, "not_founded"],
    ["hard", false, other, "no_activity"],
    ["hard", false, { ...other, otherActivityOn: "2014-11-25" }, null],
    ["decided", true, own, "no_activity"],
    ["decided", true, { ...own, activityOn: "2014-11-25" }, null],
    ["decided", false, own, null],
    ["mobilising", false, nothing, "not_founded"],
  ] as const)("%s, fallback %s", (place, isFallback, evidence, obstacle) => {
    expect(closingObstacle("done", { place, isFallback }, evidence)).toBe(obstacle);
    expect(closingObstacle("dropped", { place, isFallback }, evidence)).toBeNull();
  });
});
