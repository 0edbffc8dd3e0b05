import "server-only";
import { can, departmentsOf, ownProvincesOf, type Viewer, visibleEnterprises } from "@/lib/access/policy";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { Line } from "@/lib/generated/prisma/enums";
import { planInForce } from "@/lib/plans/queries";
import { goalKind, isInScope, type ScopeRule } from "@/lib/plans/rules";
import type { GoalKindInput, PlanSettingsInput, ResolutionTaskInput } from "@/lib/plans/schema";
import { done, refuse } from "@/lib/result";

/**
 * Gives every enterprise that counts under the plan in force its goal on each line, where it has none yet: the kind is
 * fixed by the facts of the plan's baseline date, or of the day it entered the scope. Called by whatever brings an
 * enterprise into scope, inside that deed; returns how many goals were made. Existing goals are never touched.
 */
export async function fixMissingGoals(viewer: Viewer, tx: Tx, enterpriseIds?: readonly string[]): Promise<number> {
  const plan = await planInForce(viewer, tx);
  if (!plan) return 0;
  const enterprises = await tx.enterprise.findMany({
    where: {
      AND: visibleEnterprises(viewer),
      provinceId: plan.provinceId,
      ...(enterpriseIds && { id: { in: [...enterpriseIds] } }),
    },
    select: {
      id: true,
      versions: {
        where: { voidedAt: null },
        select: { legalForm: true, ownership: true, status: true, validFrom: true, validTo: true },
      },
      coverages: { where: { voidedAt: null }, select: { line: true, validFrom: true, validTo: true } },
      goals: { where: { planId: plan.id }, select: { line: true } },
    },
  });
  const missing = enterprises.flatMap((enterprise) => {
    const fixedOn = enteredScopeOn(plan.scope, plan.baselineOn, enterprise.versions);
    if (!fixedOn) return [];
    return Object.values(Line)
      .filter((line) => !enterprise.goals.some((goal) => goal.line === line))
      .map((line) => ({
        id: newId(),
        planId: plan.id,
        enterpriseId: enterprise.id,
        line,
        fixedOn: toDatabase(fixedOn),
        kind: goalKind(
          enterprise.coverages
            .filter((coverage) => coverage.line === line)
            .map(({ validFrom, validTo }) => ({
              validFrom: fromDatabase(validFrom),
              validTo: validTo && fromDatabase(validTo),
            })),
          fixedOn,
        ),
      }));
  });
  await tx.goal.createMany({ data: missing });
  return missing.length;
}

type ScopeFacts = Parameters<typeof isInScope>[1] & { validFrom: Date; validTo: Date | null };

/** The baseline date if the enterprise counted then, else the first later day on which it does; undefined if never. */
function enteredScopeOn(
  rule: ScopeRule,
  baselineOn: PlainDate,
  versions: readonly ScopeFacts[],
): PlainDate | undefined {
  const days = versions
    .filter((facts) => isInScope(rule, facts))
    .filter(({ validTo }) => !validTo || fromDatabase(validTo) > baselineOn)
    .map(({ validFrom }) => fromDatabase(validFrom))
    .map((from) => (from > baselineOn ? from : baselineOn));
  return days.sort().at(0);
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
  const now = await tx.plan.findFirst({
    where: { id: planId, provinceId: { in: departmentsOf(viewer) } },
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
  if (!now) return refuse("plan_not_found");
  if (settings.idleDays < 1) return refuse("idle_days_missing");
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
    return refuse("plan_changed_meanwhile", {
      ...now,
      baselineOn: fromDatabase(now.baselineOn),
      dueOn: now.dueOn && fromDatabase(now.dueOn),
    });
  }
  await fixMissingGoals(viewer, tx);
  return done({ planId });
});

export const writeResolutionTask = command(
  "plan.write-resolution-task",
  async (viewer, tx, input: ResolutionTaskInput) => {
    const task = await tx.resolutionTask.findFirst({
      where: { id: input.taskId, provinceId: { in: departmentsOf(viewer) } },
      select: { planId: true, text: true },
    });
    if (!task) return refuse("task_not_found");
    const changed = await tx.resolutionTask.updateMany({
      where: { id: input.taskId, version: input.version },
      data: { text: input.text, version: { increment: 1 } },
    });
    if (changed.count === 0) return refuse("task_changed_meanwhile", { text: task.text });
    return done({ planId: task.planId });
  },
);

/** Corrects the kind of a goal, with its reason; what it was stays in the trace. */
export const correctGoalKind = command("goal.correct-kind", async (viewer, tx, input: GoalKindInput) => {
  const goal = await tx.goal.findFirst({
    where: { id: input.goalId, provinceId: { in: departmentsOf(viewer) } },
    select: { enterpriseId: true, kind: true, provinceId: true },
  });
  if (!goal || !ownProvincesOf(viewer).includes(goal.provinceId)) return refuse("goal_not_found");
  const changed = await tx.goal.updateMany({
    where: { id: input.goalId, version: input.version },
    data: { kind: input.kind, kindReason: input.reason, version: { increment: 1 } },
  });
  if (changed.count === 0) return refuse("goal_changed_meanwhile", { kind: goal.kind });
  return done({ enterpriseId: goal.enterpriseId });
});
