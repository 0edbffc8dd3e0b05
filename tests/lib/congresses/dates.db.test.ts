import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { ruleSetOn } from "@/lib/branches/queries";
import { extendCongress, planCongress } from "@/lib/congresses/commands";
import { type Move, nextDue } from "@/lib/congresses/rules";
import { addDays, type PlainDate } from "@/lib/dates/plain-date";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { deed } from "@/tests/support/factories";
import {
  type CongressWorld,
  congressWorld,
  moveBy,
  planOf,
  seats,
  standingOf,
} from "@/tests/support/factories-congresses";

vi.setConfig({ testTimeout: 120_000 });

/** Congress after congress, with whatever is tried between: out of turn, postponed, sent back, dropped, put off. */
type Attempt = { what: Move | "plan" | "extend"; days: number; term: number; head: number };

const attempt = (what: Attempt["what"]) =>
  fc.record({
    what: fc.constant(what),
    days: fc.integer({ min: 0, max: 40 }),
    term: fc.integer({ min: 200, max: 1500 }),
    head: fc.nat(3),
  });
const WAY = ["plan", "prepare", "ask", "permit", "hold", "submit", "recognise"] as const;
/** The way a congress goes when all goes well: mixed in, or hardly any random history would reach its end. */
const way = fc.tuple(...WAY.map(attempt));
const strays = fc.array(
  fc.constantFrom(...WAY, "extend", "extend", "send_back", "postpone", "cancel").chain(attempt),
  { maxLength: 4 },
);
const story = fc
  .array(fc.oneof({ weight: 3, arbitrary: way }, { weight: 2, arbitrary: strays }), {
    minLength: 2,
    maxLength: 4,
  })
  .map((parts) => parts.flat());

async function tell({ cell, officer, people }: CongressWorld, attempts: readonly Attempt[]): Promise<void> {
  let day: PlainDate = "2013-01-10";
  for (const { what, days, term, head } of attempts) {
    day = addDays(day, days);
    if (what === "plan") {
      const given = {
        on: day,
        plannedOn: addDays(day, 30),
        termEndOn: addDays(day, 30 + term),
        confirmed: ["V22"],
      };
      await planCongress(officer, deed(), planOf(cell, given));
      continue;
    }
    if (what === "extend") {
      const decision = { decisionNumber: "8 -QĐ/TN", decidedOn: day, reason: "Theo nhiệm kỳ chung" };
      await extendCongress(officer, deed(), { branchId: cell, extendedTo: addDays(day, term), ...decision });
      continue;
    }
    const { rows } = await owner.query(
      "select id from congress where branch_id = $1 order by state in ('recognised', 'cancelled'), created_at desc limit 1",
      [cell],
    );
    if (rows[0])
      await moveBy[what](officer, rows[0].id, day, seats(["secretary", people[head] ?? people[0]]));
  }
}

/** What an organisation's dates must be: of its recognised congresses and the decisions that stand, and nothing else. */
async function datesOf({ cell, officer }: CongressWorld) {
  const { rows: held } = await owner.query(
    "select held_on::text as on, term_end_on::text as until from congress where branch_id = $1 and state = 'recognised' order by held_on",
    [cell],
  );
  const { rows: moved } = await owner.query(
    `select due_on::text as due, extended_to::text as until, is_first as first from congress_extension
     where branch_id = $1 and voided_at is null`,
    [cell],
  );
  const last = held.at(-1);
  if (!last) {
    const first = moved.find((one) => one.first);
    return { last: null, due: first?.until ?? null, extended: null, provisional: true, held };
  }
  const ruleSet = await withViewer(officer, (tx) => ruleSetOn(officer, tx, "union", last.on));
  const due = ruleSet && nextDue(last.on, last.until, ruleSet);
  const extended = moved.find((one) => !one.first && one.due === due)?.until ?? null;
  return { last: last.on, due, extended, provisional: false, held };
}

let recognised = 0;

it("replayed in any order, an organisation's dates are those of its recognised congresses, and its head the last one's", async () => {
  await fc.assert(
    fc.asyncProperty(story, async (attempts) => {
      const world = await congressWorld();
      await tell(world, attempts);
      const { held, ...due } = await datesOf(world);
      recognised += held.length;
      const { posts, ...stands } = await standingOf(world.cell);
      expect(stands).toEqual(due);
      const { rows } = await owner.query(
        `select (select count(*)::int from congress where branch_id = $1 and state not in ('recognised', 'cancelled')) as open,
           (select coalesce(extended_to, due_on)::text from congress_due where branch_id = $1 and voided_at is null and valid_to is null) as due`,
        [world.cell],
      );
      expect(rows[0].open).toBeLessThanOrEqual(1);
      expect(rows[0].due).toBe(due.extended ?? due.due);
      // One head from each congress to the next, without a gap and without two.
      const heads = posts.map(({ from, to }: { from: string; to: string | null }) => [from, to]);
      expect(heads).toEqual(held.map(({ on }, index) => [on, held[index + 1]?.on ?? null]));
    }),
    { numRuns: 8 },
  );
  expect(recognised).toBeGreaterThan(2);
});
