import type { Viewer } from "@/lib/access/policy";
import {
  advanceCongress,
  answerCongress,
  holdCongress,
  planCongress,
  recogniseCongress,
} from "@/lib/congresses/commands";
import type { Move } from "@/lib/congresses/rules";
import type { AdvanceInput, PlanInput, ResultInput, Seat } from "@/lib/congresses/schema";
import { newId } from "@/lib/db/id";
import type { CongressState } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { deed, member, row } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";
import { value } from "@/tests/support/factories-transfers";

/** A chi đoàn of four members with everybody who has to do with it, and everybody who has not. */
export async function congressWorld() {
  const world = await cellWorld();
  const people: string[] = [];
  for (let count = 0; count < 4; count += 1) people.push((await member({ branchId: world.cell })).personId);
  const [first = "", second = "", third = "", fourth = ""] = people;
  return { ...world, people: [first, second, third, fourth] as const };
}

export type CongressWorld = Awaited<ReturnType<typeof congressWorld>>;

export const planOf = (branchId: string, given: Partial<PlanInput> = {}): PlanInput => ({
  ...{ branchId, plannedOn: "2014-11-20", term: "2014–2017", termEndOn: "2017-12-31", on: "2014-10-01" },
  ...{ note: null, confirmed: [] },
  ...given,
});

export const advance = (congressId: string, move: AdvanceInput["move"], on: string): AdvanceInput => ({
  ...{ congressId, move, on, documentNumber: null, note: null, confirmed: ["tasks"] },
});

export const seats = (
  ...chosen: readonly (readonly [title: Seat["title"], person: string, reason?: string])[]
): Seat[] =>
  chosen.map(([title, person, reason], index) => ({ row: index, title, person, reason: reason || null }));

export const resultOf = (
  congressId: string,
  chosen: Seat[],
  given: Partial<ResultInput> = {},
): ResultInput => ({
  ...{ congressId, on: "2014-11-20", called: 4, present: 3, note: null, confirmed: [] },
  seats: chosen,
  ...given,
});

/** Every move, made by somebody on a day, with what it asks for. */
export const moveBy: Record<
  Move,
  (who: Viewer, congressId: string, on: string, chosen: Seat[]) => Promise<{ ok: boolean; refusal?: string }>
> = {
  prepare: (who, id, on) => advanceCongress(who, deed(), advance(id, "prepare", on)),
  ask: (who, id, on) => advanceCongress(who, deed(), advance(id, "ask", on)),
  submit: (who, id, on) => advanceCongress(who, deed(), advance(id, "submit", on)),
  cancel: (who, id, on) => advanceCongress(who, deed(), advance(id, "cancel", on)),
  permit: (who, congressId, on) =>
    answerCongress(who, deed(), { congressId, move: "permit", on, documentNumber: "5 -CV/HĐ", note: null }),
  send_back: (who, congressId, on) =>
    answerCongress(who, deed(), { congressId, move: "send_back", on, note: "Sửa lại" }),
  postpone: (who, congressId, on) =>
    answerCongress(who, deed(), {
      ...{ congressId, move: "postpone", on, documentNumber: "6 -QĐ/HĐ", note: "Mùa vụ" },
      ...{ movedTo: "2016-12-01", confirmed: ["V22"] },
    }),
  hold: (who, id, on, chosen) =>
    holdCongress(who, deed(), resultOf(id, chosen, { on, confirmed: ["V08", "V09", "V22"] })),
  recognise: (who, congressId, on) =>
    recogniseCongress(who, deed(), { congressId, on, documentNumber: "7 -QĐ/HĐ", note: null }),
};

/** A congress put into a state by the owner, as if it had gone that way. */
export async function congressIn(
  world: CongressWorld,
  state: CongressState,
  given: { branchId?: string; heldOn?: string } = {},
): Promise<string> {
  const heldOn = ["held", "submitted", "recognised"].includes(state) ? (given.heldOn ?? "2014-11-20") : null;
  const id = await row("congress", {
    ...{ branch_id: given.branchId ?? world.cell, state, term_label: "2014–2017", term_end_on: "2017-12-31" },
    ...{ planned_on: "2014-11-20", created_by_id: newId(), held_on: heldOn },
    ...(heldOn && { called: 4, present: 4 }),
  });
  const part = { congress_id: id, recorded_by_id: newId() };
  await row("congress_step", { ...part, order: 1, state: "planned", on: "2014-10-01" });
  if (heldOn) {
    await row("congress_seat", { ...part, person_id: world.people[0], title: "secretary" });
    await row("congress_seat", { ...part, person_id: world.people[1], title: "deputy_secretary" });
  }
  return id;
}

/** A congress planned, prepared, asked for and permitted by those whose turn it was. */
export async function permitted(world: CongressWorld, given: Partial<PlanInput> = {}): Promise<string> {
  const { congressId } = value(await planCongress(world.secretary, deed(), planOf(world.cell, given)));
  const on = given.on ?? "2014-10-01";
  for (const move of ["prepare", "ask"] as const) {
    value(await advanceCongress(world.secretary, deed(), advance(congressId, move, on)));
  }
  const permission = { congressId, on, documentNumber: "5 -CV/HĐ", note: null };
  value(await answerCongress(world.officer, deed(), { ...permission, move: "permit" }));
  return congressId;
}

/** What stands on an organisation by the owner: its dates, and who holds which post today. */
export async function standingOf(branchId: string) {
  const { rows } = await owner.query(
    `select last_congress_on::text as last, congress_due_on::text as due, congress_extended_to::text as extended, provisional
     from branch where id = $1`,
    [branchId],
  );
  const { rows: posts } = await owner.query(
    `select person_id, title, valid_from::text as from, valid_to::text as to from post
     where branch_id = $1 and voided_at is null order by valid_from, title`,
    [branchId],
  );
  return { ...rows[0], posts };
}
