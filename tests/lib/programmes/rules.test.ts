import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ITEM_STATES, isNear, itemState, type NeedFacts, rankNeeds } from "@/lib/programmes/rules";
import { NEEDS } from "@/lib/surveys/labels";

const facts = fc.record({
  need: fc.constantFrom(...NEEDS),
  persons: fc.nat(5),
  enterprises: fc.nat(3),
  urgent: fc.nat(2),
  uncounted: fc.nat(2),
  activities: fc.nat(2),
  planned: fc.nat(2),
});
const differing = fc.uniqueArray(facts, { selector: ({ need }) => need });

describe("needs in their order (rows 22, 23)", () => {
  it("the order never depends on which need came first", () => {
    fc.assert(
      fc.property(differing, fc.func(fc.nat()), (rows, chance) => {
        const shuffled = [...rows].sort((one, other) => chance(one.need) - chance(other.need));
        expect(rankNeeds(shuffled)).toEqual(rankNeeds(rows));
      }),
      { numRuns: 200 },
    );
  });

  it("more persons come first, then what is urgent, then what more enterprises name; places are 1, 2, 3", () => {
    fc.assert(
      fc.property(differing, (rows) => {
        const { ranked, unanswered } = rankNeeds(rows);
        expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1));
        for (const [index, one] of ranked.entries()) {
          const next = ranked[index + 1];
          if (!next) continue;
          const keys = (row: NeedFacts) => [row.persons, row.urgent, row.enterprises];
          const [left, right] = [keys(one), keys(next)];
          const at = left.findIndex((value, key) => value !== right[key]);
          if (at >= 0) expect(left[at]).toBeGreaterThan(right[at] ?? 0);
        }
        expect(unanswered.every(({ activities }) => activities === 0)).toBe(true);
        expect(unanswered.length).toBe(ranked.filter(({ activities }) => activities === 0).length);
      }),
      { numRuns: 200 },
    );
  });

  it("a need nobody named has no place", () => {
    const none = { persons: 0, enterprises: 0, urgent: 0, uncounted: 0, activities: 0, planned: 0 };
    expect(rankNeeds([{ need: "housing", ...none }]).ranked).toEqual([]);
  });
});

describe("an item of a programme", () => {
  it("is done by an activity only, late the day after, and near two weeks before", () => {
    const states = [
      [{ plannedOn: "2014-12-01", activities: 1 }, "done"],
      [{ plannedOn: "2014-12-14", activities: 0 }, "late"],
      [{ plannedOn: "2014-12-15", activities: 0 }, "planned"],
    ] as const;
    for (const [item, state] of states) expect(itemState(item, "2014-12-15")).toBe(state);
    expect(new Set(states.map(([, state]) => state))).toEqual(new Set(ITEM_STATES));
    expect([isNear("2014-12-29", "2014-12-15"), isNear("2014-12-30", "2014-12-15")]).toEqual([true, false]);
  });
});
