import { describe, expect, it } from "vitest";
import { RatingStage } from "@/lib/generated/prisma/enums";
import {
  lastYearToRate,
  mayRate,
  needsReason,
  type RaterRole,
  type RatingState,
  ratingState,
  stagesOpenTo,
  yearsToRate,
} from "@/lib/ratings/rules";

const STATES: readonly RatingState[] = ["open", "self_rated", "rated", "final"];
const ROLES: readonly RaterRole[] = ["branch", "above", "unit"];

/** Every cell that is allowed; what is not here is refused. */
const LEGAL: Readonly<Record<RaterRole, readonly `${RatingState} ${RatingStage}`[]>> = {
  branch: ["open self", "self_rated self"],
  above: ["self_rated superior", "rated superior"],
  unit: [
    ...(["open self", "self_rated self", "self_rated superior", "rated superior"] as const),
    ...(["rated final", "final final"] as const),
  ],
};

describe("who rates an organisation when", () => {
  it.each(ROLES.flatMap((role) => STATES.map((state) => ({ role, state }))))(
    "$role while it is $state: as the table says, every stage",
    ({ role, state }) => {
      for (const stage of Object.values(RatingStage)) {
        expect(mayRate(stage, [role], state), stage).toBe(LEGAL[role].includes(`${state} ${stage}`));
      }
    },
  );

  it("somebody without a role never; the stage that moves it on is offered first", () => {
    for (const state of STATES) expect(stagesOpenTo([], state)).toEqual([]);
    expect(stagesOpenTo(["unit"], "self_rated")).toEqual(["superior", "self"]);
    expect(stagesOpenTo(["unit"], "rated")).toEqual(["final", "superior"]);
  });
});

describe("the state of a year", () => {
  it("follows from what stands", () => {
    expect(ratingState([])).toBe("open");
    expect(ratingState(["self"])).toBe("self_rated");
    expect(ratingState(["superior", "self"])).toBe("rated");
    expect(ratingState(["self", "superior", "final"])).toBe("final");
  });
});

describe("a conclusion", () => {
  const said = (self: string, superior: string) => ({
    self: { levelId: self },
    superior: { levelId: superior },
  });
  it("needs its reason where anybody said otherwise, and where it replaces one", () => {
    expect(needsReason("a", said("a", "a"))).toBe(false);
    expect(needsReason("a", said("b", "a"))).toBe(true);
    expect(needsReason("a", said("a", "b"))).toBe(true);
    expect(needsReason("a", { ...said("a", "a"), final: { levelId: "a" } })).toBe(true);
  });
});

describe("the years to rate", () => {
  it("are this one from October on, and those before it back to the first scheme", () => {
    expect(lastYearToRate("2014-09-30")).toBe(2013);
    expect(lastYearToRate("2014-10-01")).toBe(2014);
    expect(yearsToRate("2014-12-15")).toEqual([2014, 2013, 2012, 2011]);
    expect(yearsToRate("2024-12-15")).toHaveLength(6);
  });
});
