import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { holdBranches } from "@/lib/branches/commands";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { visibleDiscipline } from "@/lib/discipline/policy";
import { mayDecide } from "@/lib/discipline/queries";
import type { DisciplineInput, LiftingInput } from "@/lib/discipline/schema";
import { endPostsOf, expelMember } from "@/lib/members/commands";
import { memberBranch } from "@/lib/members/queries";
import { done, refuse } from "@/lib/result";

/**
 * Writes down a decision on a member or on an organisation of Đoàn. A dismissal ends the posts held there, an expulsion the
 * membership, from the day of the decision (V26: not in the future). A dissolution ends nothing by itself: V34 is asked when the
 * organisation is.
 */
export const recordDiscipline = command(
  "discipline.record",
  async (viewer, tx, input: DisciplineInput) => {
    const { branchId, personId, kind, on, until } = input;
    await holdBranches(tx, [branchId]);
    const branch = await memberBranch(viewer, tx, branchId);
    if (branch?.line !== "union") return refuse("branch_not_found");
    const may = mayDecide(branch)[personId ? "person" : "organisation"];
    if (may.length === 0) return refuse("branch_not_found");
    if (!may.includes(kind)) return refuse("kind_not_yours");
    if (on > today()) return refuse("date_in_future");
    if (until && until <= on) return refuse("until_before_decision");
    await tx.discipline.create({
      data: {
        ...{ id: newId(), branchId, personId, kind, until: until && toDatabase(until) },
        ...{ decisionNumber: input.decisionNumber, decidedBy: input.decidedBy, reason: input.reason },
        validFrom: toDatabase(on),
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    const effect = personId ? await carryOut(viewer, tx, { ...input, personId }) : done(0);
    return effect.ok ? done({ branchId, personId, postsEnded: effect.value }) : effect;
  },
  {
    discipline_of_member: "not_a_member",
    discipline_once: "already_recorded",
    membership_fee_outside: "fee_outside",
  },
);

/** What a decision does to the posts and the membership; how many posts ended. */
async function carryOut(viewer: Viewer, tx: Tx, input: DisciplineInput & { personId: string }) {
  const { branchId, personId, kind, on, decisionNumber } = input;
  if (kind === "dismissal") {
    const ended = await endPostsOf(viewer, tx, { branchId, personId, on });
    return ended > 0 ? done(ended) : refuse("holds_no_post");
  }
  if (kind !== "expulsion") return done(0);
  const reason = `Quyết định kỷ luật số ${decisionNumber}`;
  const ended = await expelMember(viewer, tx, { branchId, personId, on, reason });
  return ended.ok ? done(ended.value.postsEnded) : ended;
}

/** Lifts a decision from a day on, by whoever may make such a one. What it ended stays ended: posts and memberships begin anew. */
export const liftDiscipline = command("discipline.lift", async (viewer, tx, input: LiftingInput) => {
  const row = await tx.discipline.findFirst({
    where: { id: input.disciplineId, AND: visibleDiscipline(viewer) },
  });
  const branch = row && (await memberBranch(viewer, tx, row.branchId));
  if (!row || !branch) return refuse("discipline_not_found");
  if (!mayDecide(branch)[row.personId ? "person" : "organisation"].includes(row.kind)) {
    return refuse("discipline_not_found");
  }
  if (row.validTo || row.voidedAt) return refuse("already_lifted");
  if (input.on > today()) return refuse("date_in_future");
  const validFrom = fromDatabase(row.validFrom);
  if (input.on <= validFrom) return refuse("lifted_before_decision", { validFrom });
  const at = new Date();
  const voided = await tx.discipline.updateMany({
    where: { id: row.id, voidedAt: null },
    data: { voidedAt: at },
  });
  if (voided.count === 0) return refuse("already_lifted");
  await tx.discipline.create({
    data: {
      ...row,
      ...{ id: newId(), validTo: toDatabase(input.on), liftReason: input.reason },
      ...{ recordedAt: at, recordedById: viewer.accountId },
    },
    select: { id: true },
  });
  return done({ branchId: row.branchId });
});
