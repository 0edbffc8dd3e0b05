import "server-only";
import { can, departmentsOf, type Viewer } from "@/lib/access/policy";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { correctableGoals } from "@/lib/plans/policy";
import { type goalsDue, missingGoals, type PlanInForce, planInForce } from "@/lib/plans/queries";
import type { GoalKindInput, PlanSettingsInput, ResolutionTaskInput } from "@/lib/plans/schema";
import { done, refuse } from "@/lib/result";

/**
 * Gives every enterprise that counts under the plan in force its goal on each line, where it has none yet: the kind is
 * fixed by the facts of the plan's baseline date, or of the day it entered the scope. Called by whatever brings an
 * enterprise into scope, inside that deed; returns how many goals were made. Existing goals are never touched.
 */
export async function fixMissingGoals(
  viewer: Viewer,
  tx: Tx,
  enterpriseIds?: readonly string[],
): Promise<number> {
  const plan = await planInForce(viewer, tx);
  if (!plan) return 0;
  const missing = await missingGoals(viewer, tx, plan, enterpriseIds);
  return giveGoals(viewer, tx, plan, missing);
}

/** Writes goals that are due, in one statement: however many there are. */
export async function giveGoals(
  _viewer: Viewer,
  tx: Tx,
  plan: PlanInForce,
  due: ReturnType<typeof goalsDue>,
): Promise<number> {
  if (due.length === 0) return 0;
  const goals = JSON.stringify(due.map((goal) => ({ ...goal, id: newId() })));
  // Somebody else may be giving the same enterprise its goals at this moment; theirs are as good.
  return tx.$executeRaw`
    insert into goal (id, plan_id, enterprise_id, line, kind, fixed_on)
    select g.id, ${plan.id}::uuid, g."enterpriseId", g.line, g.kind, g."fixedOn"
    from jsonb_to_recordset(${goals}::jsonb) as g (id uuid, "enterpriseId" uuid, line org_line, kind goal_kind, "fixedOn" date)
    on conflict do nothing`;
}

/** Draws up the goals of the whole province: what a plan's list of enterprises was on paper. */
export const fixGoals = command("plan.fix-goals", async (viewer, tx, input: { planId: string }) => {
  const plan = await planInForce(viewer, tx);
  if (plan?.id !== input.planId) return refuse("plan_not_found");
  if (!can(viewer, "plan.write", { provinceId: plan.provinceId })) return refuse("plan_not_found");
  return done({ goals: await fixMissingGoals(viewer, tx) });
});

/** Sets what is the province's to set; the paper's own words stay as they are. Enterprises newly in scope get goals. */
export const setPlanSettings = command("plan.set", async (viewer, tx, input: PlanSettingsInput) => {
  const { planId, version, ...settings } = input;
  if (!(await settingsOf(viewer, tx, planId))) return refuse("plan_not_found");
  // The kinds of goals are judged by the facts of that day: facts still to come judge nothing.
  if (settings.baselineOn > today()) return refuse("baseline_ahead");
  const changed = await tx.plan.updateMany({
    where: { id: planId, version },
    data: {
      ...settings,
      baselineOn: toDatabase(settings.baselineOn),
      dueOn: settings.dueOn && toDatabase(settings.dueOn),
      version: { increment: 1 },
      updatedAt: new Date(),
    },
  });
  if (changed.count === 0) {
    // Read again: whoever was quicker may have finished while our update waited.
    const theirs = await settingsOf(viewer, tx, planId);
    return theirs ? refuse("plan_changed_meanwhile", theirs) : refuse("plan_not_found");
  }
  await fixMissingGoals(viewer, tx);
  return done({ planId });
});

/** The settings as they stand; null for somebody who may not set them. */
async function settingsOf(viewer: Viewer, tx: Tx, planId: string) {
  const plan = await tx.plan.findFirst({
    // Of the province's own plans: what units carry out is counted as the province counts.
    where: { id: planId, state: "issued", unitId: { in: departmentsOf(viewer) } },
    select: {
      version: true,
      scopeLegalForms: true,
      scopeOwnerships: true,
      scopeSuspended: true,
      scopeNote: true,
      associationKinds: true,
      baselineOn: true,
      baselineNote: true,
      dueOn: true,
      idleDays: true,
    },
  });
  return (
    plan && {
      ...plan,
      baselineOn: fromDatabase(plan.baselineOn),
      dueOn: plan.dueOn && fromDatabase(plan.dueOn),
    }
  );
}

/** Writes the words of one of the attachment's tasks; empty again when they turn out to be wrong. */
export const writeResolutionTask = command(
  "plan.write-resolution-task",
  async (viewer, tx, input: ResolutionTaskInput) => {
    const find = () =>
      tx.resolutionTask.findFirst({
        where: { id: input.taskId, provinceId: { in: departmentsOf(viewer) } },
        select: { planId: true, text: true, version: true },
      });
    const task = await find();
    if (!task) return refuse("task_not_found");
    const changed = await tx.resolutionTask.updateMany({
      where: { id: input.taskId, version: input.version },
      data: { text: input.text, version: { increment: 1 } },
    });
    if (changed.count === 0) return refuse("task_changed_meanwhile", (await find()) ?? task);
    return done({ planId: task.planId });
  },
);

/** Corrects the kind of a goal, with its reason; what it was stays in the trace. */
export const correctGoalKind = command("goal.correct-kind", async (viewer, tx, input: GoalKindInput) => {
  const find = () =>
    tx.goal.findFirst({
      where: { id: input.goalId, AND: correctableGoals(viewer) },
      select: { kind: true, version: true },
    });
  const goal = await find();
  if (!goal) return refuse("goal_not_found");
  if (goal.version === input.version && goal.kind === input.kind) return refuse("kind_unchanged");
  const changed = await tx.goal.updateMany({
    where: { id: input.goalId, version: input.version },
    data: { kind: input.kind, kindReason: input.reason, version: { increment: 1 } },
  });
  if (changed.count === 0) return refuse("goal_changed_meanwhile", (await find()) ?? goal);
  return done({ goalId: input.goalId });
});
