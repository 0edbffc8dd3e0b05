import fc from "fast-check";
import { expect, test } from "vitest";
import { byConsequence, CONSEQUENCES, type WorkItem } from "@/lib/worklist/rules";

const day = fc.option(fc.constantFrom("2014-11-03", "2014-12-01", "2014-12-15"), { nil: null });
const item: fc.Arbitrary<WorkItem> = fc.record({
  key: fc.uuid(),
  title: fc.constant("Quyết định ngoại lệ V06"),
  subject: fc.constant("Minh hoạ 01"),
  href: fc.constant("/overrides" as const),
  heldBy: fc.constant("Bạn"),
  consequence: fc.constantFrom(...CONSEQUENCES),
  since: day,
  dueOn: day,
});

test("what blocks others comes before what is late, and what has no day comes last of its kind", () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (items) => {
      const sorted = [...items].sort(byConsequence);
      for (const [at, one] of sorted.entries()) {
        const next = sorted[at + 1];
        if (!next) continue;
        const [rank, nextRank] = [one, next].map(({ consequence }) => CONSEQUENCES.indexOf(consequence));
        expect(rank).toBeLessThanOrEqual(Number(nextRank));
        if (rank === nextRank && one.dueOn === null) expect(next.dueOn).toBeNull();
        if (rank === nextRank && one.dueOn && next.dueOn) expect(one.dueOn <= next.dueOn).toBe(true);
      }
    }),
  );
});

test("the order of the list does not depend on the order of arrival", () => {
  fc.assert(
    fc.property(fc.uniqueArray(item, { maxLength: 12, selector: ({ key }) => key }), (items) => {
      expect([...items].reverse().sort(byConsequence)).toEqual([...items].sort(byConsequence));
    }),
  );
});
