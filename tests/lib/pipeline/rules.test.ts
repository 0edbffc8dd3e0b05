import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CasePlace, PLACES, STAGES } from "@/lib/cases/rules";
import type { CaseStage } from "@/lib/generated/prisma/enums";
import {
  daysOver,
  dropOff,
  FATES,
  type Fate,
  fateAt,
  foundingOf,
  median,
  worstStallFirst,
} from "@/lib/pipeline/rules";

const path = (place: CasePlace, stage: CaseStage, ...reached: CaseStage[]) => ({
  ...{ place, stage },
  reached: reached.map((one) => ({ stage: one, on: "2014-11-01" })),
});

describe("what became of a case after a stage (§1.10 (1))", () => {
  it.each<[string, ReturnType<typeof path>, CaseStage, Fate | null]>([
    ["never there", path("surveyed", "surveyed", "not_surveyed", "surveyed"), "eligible", null],
    ["stands there", path("surveyed", "surveyed", "not_surveyed", "surveyed"), "surveyed", "here"],
    ["went on", path("surveyed", "surveyed", "not_surveyed", "surveyed"), "not_surveyed", "on"],
    [
      "went on by leaving a stage out",
      path("submitted", "submitted", "surveyed", "submitted"),
      "surveyed",
      "on",
    ],
    ["is hard from there on", path("hard", "reported", "surveyed", "reported"), "reported", "hard"],
    ["refused", path("refused", "surveyed", "surveyed"), "surveyed", "refused"],
    ["rests", path("paused", "eligible", "eligible"), "eligible", "paused"],
    ["was closed there", path("closed", "mobilising", "reported", "mobilising"), "mobilising", "closed"],
    ["was closed further on", path("closed", "mobilising", "reported", "mobilising"), "reported", "on"],
    [
      "was sent back before it",
      path("mobilising", "mobilising", "mobilising", "submitted"),
      "submitted",
      "back",
    ],
    [
      "was sent back to it: it had gone on",
      path("mobilising", "mobilising", "mobilising", "submitted"),
      "mobilising",
      "on",
    ],
  ])("%s", (_, found, stage, fate) => {
    expect(fateAt(found, stage)).toBe(fate);
  });

  it("drop-off adds up: of those who reached a stage each has one fate, whatever the order of the cases", () => {
    const paths = fc.array(
      fc
        .record({
          place: fc.constantFrom(...PLACES),
          stage: fc.constantFrom(...STAGES),
          reached: fc.subarray([...STAGES], { minLength: 1 }),
        })
        .map(({ place, stage, reached }) => path(place, stage, ...reached)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(paths, (found) => {
        const drops = dropOff(found);
        expect(drops.map(({ stage }) => stage)).toEqual(STAGES);
        for (const { stage, reached, fates } of drops) {
          expect(reached).toBe(found.filter((one) => one.reached.some((at) => at.stage === stage)).length);
          for (const fate of FATES) {
            expect(fates[fate]).toBe(found.filter((one) => fateAt(one, stage) === fate).length);
          }
        }
        expect(dropOff([...found].reverse())).toEqual(drops);
      }),
    );
  });
});

describe("K23", () => {
  const opened = "2014-11-01";
  it.each([
    ["surveyed and founded", "2014-11-05", "2014-12-05", { on: "2014-12-05", days: 30 }],
    ["surveyed before the case was opened", "2014-10-02", "2014-11-01", { on: "2014-11-01", days: 30 }],
    ["on one day", "2014-12-05", "2014-12-05", { on: "2014-12-05", days: 0 }],
    ["surveyed only after the founding", "2014-12-06", "2014-12-05", { on: "2014-12-05", days: null }],
    ["never surveyed", null, "2014-12-05", { on: "2014-12-05", days: null }],
    ["not founded", "2014-11-05", null, null],
    ["there before the case", "2014-10-05", "2014-10-31", null],
  ])("%s", (_, surveyedOn, organisedOn, founding) => {
    expect(foundingOf({ openedOn: opened, evidence: { surveyedOn, organisedOn } })).toEqual(founding);
  });

  it("is the median: of an even number the mean of the two in the middle, of none nothing", () => {
    expect(median([])).toBeNull();
    expect(median([7])).toBe(7);
    expect(median([30, 10])).toBe(20);
    expect(median([100, 1, 4])).toBe(4);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (numbers) => {
        const middle = median(numbers) ?? Number.NaN;
        const below = numbers.filter((number) => number < middle).length;
        const above = numbers.filter((number) => number > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
  });
});

describe("the worst stall", () => {
  it("is who has stood longest beyond what is allowed, not who has stood longest", () => {
    const stall = (id: string, days: number, allowed: number | null, until: string | null = null) => ({
      ...{ id, sortKey: id, days, over: daysOver({ days, allowed, until }, "2014-12-15") },
    });
    const stalls = [
      stall("long", 60, 45),
      stall("rested", 90, null, "2014-12-10"),
      stall("worst", 40, 7),
      stall("b", 50, 35),
      stall("a", 50, 35),
    ];
    const order = stalls.sort(worstStallFirst).map(({ id, over }) => `${id} ${over}`);
    expect(order).toEqual(["worst 33", "long 15", "a 15", "b 15", "rested 5"]);
  });
});
