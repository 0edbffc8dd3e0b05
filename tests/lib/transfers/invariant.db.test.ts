import fc from "fast-check";
import { expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { endMembership } from "@/lib/members/commands";
import {
  introduceTransfer,
  receiveTransfer,
  refuseTransfer,
  remarkTransfer,
  requestTransfer,
  sendTransfer,
} from "@/lib/transfers/commands";
import { membershipCheck } from "@/lib/transfers/queries";
import { owner } from "@/tests/support/database";
import { deed, member } from "@/tests/support/factories";
import { type TransferWorld, transferWorld } from "@/tests/support/factories-transfers";

/** Two people, two chi đoàn of two districts, and whatever their keepers try: early, late, out of turn, at one moment. */
const JOINED = "2012-01-01";
const DAYS = ["2014-10-01", "2014-11-03", "2014-11-04", "2014-12-01", "2014-12-14"];

const attempt = fc.record({
  person: fc.nat(1),
  what: fc.constantFrom(
    ...(["request", "remark", "introduce", "introduce and send", "send", "receive", "receive"] as const),
    ...(["return", "cancel", "leave"] as const),
  ),
  /** Whose keeper tries it. */
  side: fc.nat(1),
  byOfficer: fc.boolean(),
  on: fc.constantFrom(...DAYS),
  /** At the same moment as the next. */
  together: fc.boolean(),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Made> ? Made : never;

/** The road a transfer takes when all goes well: mixed in, or hardly any random history would reach its end. */
const road = fc.tuple(fc.nat(1), fc.nat(1), fc.constantFrom(...DAYS)).map(([person, side, on]) => {
  const step = (what: Attempt["what"], byOfficer: boolean, at = side): Attempt => ({
    ...{ person, what, side: at, byOfficer, on, together: false },
  });
  return [
    step("request", false),
    step("remark", false),
    step("introduce and send", true),
    step("receive", false, 1 - side),
  ];
});
const story = fc
  .array(
    fc.oneof(
      attempt.map((one) => [one]),
      { weight: 1, arbitrary: road },
    ),
    { minLength: 3, maxLength: 9 },
  )
  .map((parts) => parts.flat());

async function tried(world: TransferWorld, people: readonly string[], one: Attempt): Promise<boolean> {
  const sides = [
    { branchId: world.cell, secretary: world.secretary, officer: world.officer },
    { branchId: world.target, secretary: world.receiver, officer: world.receivingOfficer },
  ];
  const here = sides[one.side];
  const there = sides[1 - one.side];
  const personId = people[one.person];
  if (!here || !there || !personId) throw new RangeError("No such side or person");
  const who = one.byOfficer ? here.officer : here.secretary;
  const { rows: memberships } = await owner.query<{ id: string }>(
    "select id from membership where person_id = $1 and branch_id = $2 and voided_at is null order by valid_from desc limit 1",
    [personId, here.branchId],
  );
  const { rows: transfers } = await owner.query<{ id: string }>(
    "select id from transfer where person_id = $1 order by asked_at desc, id desc limit 1",
    [personId],
  );
  const [membershipId, transferId] = [memberships[0]?.id, transfers[0]?.id];
  const { on } = one;
  if (one.what === "request" || one.what === "leave") {
    if (!membershipId) return false;
    const asked =
      one.what === "request"
        ? requestTransfer(who, deed(), {
            ...{ membershipId, destination: there.branchId, outside: null, on },
            ...{ reason: null, remark: null, feeUntil: null },
          })
        : endMembership(who, deed(), { membershipId, on, endKind: "left", reason: "Nghỉ việc" });
    return (await asked).ok;
  }
  if (!transferId) return false;
  const move = { transferId, on };
  const introduction = { ...move, documentNumber: null, note: null };
  const asked = {
    remark: () => remarkTransfer(who, deed(), { ...move, note: "Tốt", feeUntil: null }),
    introduce: () => introduceTransfer(who, deed(), { ...introduction, sends: false }),
    "introduce and send": () => introduceTransfer(who, deed(), { ...introduction, sends: true }),
    send: () => sendTransfer(who, deed(), { ...move, note: null }),
    receive: () => receiveTransfer(who, deed(), { ...move, note: null, confirmed: ["V17"] }),
    return: () => refuseTransfer(who, deed(), { ...move, verdict: "returned", note: "Nhầm nơi" }),
    cancel: () => refuseTransfer(who, deed(), { ...move, verdict: "cancelled", note: "Ở lại" }),
  }[one.what];
  return (await asked()).ok;
}

/** On each day how many organisations somebody is in, and how many they should be in: one until they left, none after. */
async function placesOf(personId: string): Promise<{ on: string; is: number; due: number }[]> {
  const { rows } = await owner.query(
    `select d::text as "on",
       (select count(*)::int from membership m where m.person_id = $1 and m.voided_at is null
         and m.valid_from <= d and (m.valid_to is null or d < m.valid_to)) as "is",
       (select case when exists (select from membership m where m.person_id = $1 and m.voided_at is null
         and m.end_kind is not null and m.end_kind <> 'transferred_out' and m.valid_to <= d) then 0 else 1 end) as due
     from unnest($2::date[]) d order by d`,
    [personId, [JOINED, ...DAYS, "2014-12-15"]],
  );
  return rows;
}

it("no member is in two branches and none in none, on any day, whatever is tried in whatever order", async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(story, async (attempts) => {
      const world = await transferWorld();
      const { personId: second } = await member({ branchId: world.cell });
      const people = [world.personId, second];
      for (let at = 0; at < attempts.length; at += 1) {
        const one = attempts[at];
        const next = attempts[at + 1];
        if (!one) break;
        const batch = one.together && next ? [one, next] : [one];
        at += batch.length - 1;
        const answers = await Promise.all(batch.map((each) => tried(world, people, each)));
        for (const [index, isDone] of answers.entries()) if (isDone) reached.add(batch[index]?.what ?? "");
        for (const personId of people) {
          const days = await placesOf(personId);
          expect(
            days.map(({ is }) => is),
            JSON.stringify(batch),
          ).toEqual(days.map(({ due }) => due));
        }
      }
      const department = world.outsiders["the organisation department"];
      const light = await withViewer(department, (tx) => membershipCheck(department, tx));
      // Who left while on the way is told until the transfer is cancelled; nothing else is ever wrong.
      const kinds = new Set(light?.violations.map(({ kind }) => kind));
      expect([...kinds].filter((kind) => kind !== "transfer_of_no_member")).toEqual([]);
    }),
    { numRuns: 25, seed: Date.now() % 0x7fffffff },
  );
  // A property that never saw somebody received proves nothing.
  expect([...reached]).toEqual(expect.arrayContaining(["request", "receive", "leave"]));
}, 300_000);
