import "server-only";
import { ownProvincesOf, provincesOf, type Viewer } from "@/lib/access/policy";
import { composedPlans, composedUnits, visibleDrafts } from "@/lib/composing/policy";
import { type Clause, isNumbered, missingParts } from "@/lib/composing/rules";
import { fromDatabase, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { GoalKind } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { planName } from "@/lib/plans/labels";
import { findPlan, type GoalRow, goalStates, planInForce } from "@/lib/plans/queries";
import { listUnits, unitNamesOn } from "@/lib/units/queries";

/** Units in whose name the viewer may compose a plan, by name. */
export async function composingUnits(viewer: Viewer, tx: Tx): Promise<{ id: string; name: string }[]> {
  const units = await listUnits(viewer, tx, today());
  const own = composedUnits(viewer);
  return units.flatMap(({ unitId, name }) => (own.includes(unitId) ? [{ id: unitId, name }] : []));
}

/** Drafts in sight, the latest touched first. */
export async function planDrafts(viewer: Viewer, tx: Tx) {
  const drafts = await tx.plan.findMany({
    where: visibleDrafts(viewer),
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: 200,
    select: {
      id: true,
      unitId: true,
      symbol: true,
      title: true,
      year: true,
      updatedAt: true,
      parentId: true,
    },
  });
  const names = await unitNamesOn(viewer, tx, today());
  return drafts.map(({ unitId, updatedAt, ...draft }) => ({
    ...draft,
    unitName: names.get(unitId)?.shortName ?? "",
    changedOn: vietnamDate(updatedAt),
    isMine: composedUnits(viewer).includes(unitId),
  }));
}

/** A draft with everything in it; null for whoever does not see it. */
export async function draftPage(viewer: Viewer, tx: Tx, planId: string) {
  if (!isId(planId)) return null;
  const draft = await tx.plan.findFirst({
    where: { id: planId, ...visibleDrafts(viewer) },
    select: {
      ...{ id: true, provinceId: true, unitId: true, version: true, parentId: true, clonedFromId: true },
      ...{ symbol: true, type: true, title: true, year: true, place: true, issuedOn: true, issuer: true },
      ...{ onBehalfOf: true, signatoryPost: true, signatoryName: true, preamble: true, specifics: true },
      ...{ setsGoals: true, scopeLegalForms: true, scopeOwnerships: true, scopeSuspended: true },
      associationKinds: true,
      parent: { select: { id: true, type: true, symbol: true } },
      clonedFrom: { select: { id: true, type: true, symbol: true } },
      bases: {
        orderBy: { order: "asc" },
        select: {
          ...{ id: true, symbol: true, issuedOn: true, issuer: true, abstract: true, relatedId: true },
          needsRenewal: true,
        },
      },
      tasks: {
        orderBy: { order: "asc" },
        select: {
          ...{ id: true, parentId: true, section: true, text: true },
          charged: { select: { unitId: true, dueOn: true } },
          source: { select: { planId: true, section: true } },
        },
      },
      recipients: {
        orderBy: { order: "asc" },
        select: { id: true, text: true, units: { select: { unitId: true } } },
      },
    },
  });
  if (!draft) return null;
  const names = await unitNamesOn(viewer, tx, today());
  const nameOf = (unitId: string) => names.get(unitId)?.shortName ?? "";
  const issuedOn = draft.issuedOn && fromDatabase(draft.issuedOn);
  const basesToRenew = draft.bases.filter(({ needsRenewal }) => needsRenewal).length;
  return {
    ...draft,
    issuedOn,
    unitName: names.get(draft.unitId)?.name ?? "",
    isOfProvince: draft.unitId === draft.provinceId,
    isMine: composedUnits(viewer).includes(draft.unitId),
    parent: draft.parent && { id: draft.parent.id, name: planName(draft.parent) },
    clonedFrom: draft.clonedFrom && { id: draft.clonedFrom.id, name: planName(draft.clonedFrom) },
    bases: draft.bases.map((basis) => ({
      ...basis,
      issuedOn: basis.issuedOn && fromDatabase(basis.issuedOn),
    })),
    tasks: draft.tasks.map(({ charged, ...task }) => ({
      ...task,
      charged: charged.map(({ unitId, dueOn }) => ({
        id: unitId,
        name: nameOf(unitId),
        dueOn: dueOn && fromDatabase(dueOn),
      })),
    })),
    recipients: draft.recipients.map(({ units, ...recipient }) => ({
      ...recipient,
      units: units.map(({ unitId }) => ({ id: unitId, name: nameOf(unitId) })),
    })),
    missing: missingParts({ ...draft, issuedOn, clauses: draft.tasks.length, basesToRenew }),
  };
}

/** What forms of a draft choose from: units of the day under the province, and plans that may be a basis. */
export async function composingChoices(viewer: Viewer, tx: Tx, planId: string) {
  const units = await listUnits(viewer, tx, today());
  const plans = await tx.plan.findMany({
    where: { state: "issued", provinceId: { in: ownProvincesOf(viewer) }, id: { not: planId } },
    orderBy: [{ issuedOn: "desc" }, { id: "asc" }],
    take: 300,
    select: { id: true, type: true, symbol: true, title: true },
  });
  return {
    units: units.map(({ unitId, name, shortName, kind }) => ({ id: unitId, name, shortName, kind })),
    plans: plans.map(({ id, title, ...named }) => ({ id, name: `${planName(named)}: ${title}` })),
  };
}

/** The clauses of a draft of the viewer's own, as an outline. */
export async function draftClauses(viewer: Viewer, tx: Tx, planId: string): Promise<Clause[]> {
  const tasks = await tx.planTask.findMany({
    where: { planId, plan: { ...composedPlans(viewer), state: "draft" } },
    orderBy: { order: "asc" },
    select: { id: true, parentId: true, section: true },
  });
  const sections = new Map(tasks.map(({ id, section }) => [id, section]));
  return tasks.map(({ id, parentId, section }) => ({
    id,
    parentId,
    isNumbered: parentId === null || isNumbered(section, sections.get(parentId) ?? null),
  }));
}

/** A clause of a draft of the viewer's own. */
export async function clauseOf(viewer: Viewer, tx: Tx, taskId: string) {
  if (!isId(taskId)) return null;
  return tx.planTask.findFirst({
    where: { id: taskId, plan: { ...composedPlans(viewer), state: "draft" } },
    select: { planId: true, text: true, provinceId: true },
  });
}

/** An issued plan's words as they hold, corrections in their place, with the units each clause charges. */
async function clausesInForce(_viewer: Viewer, tx: Tx, planId: string) {
  const tasks = await tx.planTask.findMany({
    where: { planId },
    orderBy: { order: "asc" },
    select: {
      ...{ id: true, parentId: true, section: true, text: true },
      charged: { select: { unitId: true } },
      corrections: { orderBy: [{ recordedAt: "desc" }, { id: "desc" }], take: 1, select: { text: true } },
    },
  });
  const sections = new Map(tasks.map(({ id, section }) => [id, section]));
  return tasks.map(({ charged, corrections, ...task }) => ({
    ...task,
    text: corrections[0]?.text ?? task.text,
    unitIds: charged.map(({ unitId }) => unitId),
    isNumbered: task.parentId === null || isNumbered(task.section, sections.get(task.parentId) ?? null),
  }));
}

/** A plan that a unit of the viewer's received, to be carried out by one of its own. */
export async function receivedPlan(viewer: Viewer, tx: Tx, planId: string, unitId: string) {
  if (!composedUnits(viewer).includes(unitId)) return null;
  const received = await tx.planDelivery.count({ where: { planId, unitId } });
  const plan = received > 0 ? await findPlan(viewer, tx, planId) : null;
  return plan && { ...plan, clauses: await clausesInForce(viewer, tx, planId) };
}

/** An issued plan of the viewer's own, to be made the next year's. */
export async function cloneable(viewer: Viewer, tx: Tx, planId: string) {
  const plan = await findPlan(viewer, tx, planId);
  if (!plan || !composedUnits(viewer).includes(plan.unitId)) return null;
  const paper = await tx.plan.findFirstOrThrow({
    where: { id: planId, ...composedPlans(viewer) },
    select: {
      ...{ place: true, onBehalfOf: true, preamble: true, specifics: true },
      bases: {
        orderBy: { order: "asc" },
        select: { order: true, symbol: true, issuedOn: true, issuer: true, abstract: true, relatedId: true },
      },
    },
  });
  return { ...plan, ...paper, clauses: await clausesInForce(viewer, tx, planId) };
}

/** What hangs together with an issued plan: the one above, those of the units, the one before and after; and what may be begun. */
export async function planFamily(viewer: Viewer, tx: Tx, planId: string) {
  const plan = await findPlan(viewer, tx, planId);
  if (!plan) return null;
  const named = {
    id: true,
    type: true,
    symbol: true,
    title: true,
    state: true,
    unitId: true,
    issuedOn: true,
  };
  const related = await tx.plan.findMany({
    where: {
      AND: [
        { OR: [{ parentId: planId }, { clonedFromId: planId }, { id: plan.parentId ?? planId }] },
        { OR: [{ state: "issued", provinceId: { in: ownProvincesOf(viewer) } }, visibleDrafts(viewer)] },
      ],
    },
    orderBy: [{ issuedOn: "asc" }, { id: "asc" }],
    select: { ...named, parentId: true, clonedFromId: true },
  });
  const names = await unitNamesOn(viewer, tx, today());
  const told = (one: (typeof related)[number]) => ({
    ...{ id: one.id, state: one.state, unitId: one.unitId, title: one.title },
    name: one.symbol ? planName(one) : one.title,
    unitName: names.get(one.unitId)?.shortName ?? "",
    issuedOn: one.issuedOn && fromDatabase(one.issuedOn),
  });
  const cascaded = related.filter(({ parentId }) => parentId === planId).map(told);
  const deliveries = await tx.planDelivery.findMany({
    where: { planId, unitId: { in: composedUnits(viewer) } },
    select: { unitId: true },
  });
  const parent = related.find(({ id }) => id === plan.parentId);
  const isMine = composedUnits(viewer).includes(plan.unitId);
  return {
    parent: parent ? told(parent) : null,
    cascaded,
    clones: related.filter(({ clonedFromId }) => clonedFromId === planId).map(told),
    isMine,
    /** Units of the viewer that received it and have made nothing of it yet. */
    toCascade: deliveries.flatMap(({ unitId }) =>
      cascaded.some((one) => one.unitId === unitId)
        ? []
        : [{ id: unitId, name: names.get(unitId)?.shortName ?? "" }],
    ),
  };
}

/** A unit's own plan of the viewer, with its goals not on its lists yet; null for anybody else. */
export async function listableGoals(viewer: Viewer, tx: Tx, planId: string) {
  if (!isId(planId)) return null;
  const plan = await tx.plan.findFirst({
    where: { id: planId, state: { in: ["draft", "issued"] }, ...composedPlans(viewer) },
    select: { id: true, state: true, unitId: true, provinceId: true, isDemo: true },
  });
  if (!plan || plan.unitId === plan.provinceId) return null;
  const listed = await tx.planListItem.findMany({
    where: { planId, voidedAt: null },
    select: { goalId: true },
  });
  const taken = new Set(listed.map(({ goalId }) => goalId));
  const goals = await goalsOfUnit(viewer, tx, plan.unitId);
  return { plan, goals: goals.filter(({ goalId }) => !taken.has(goalId)) };
}

/** The goals a unit answers for on either line under the plan in force. */
async function goalsOfUnit(viewer: Viewer, tx: Tx, unitId: string): Promise<GoalRow[]> {
  const inForce = await planInForce(viewer, tx);
  return inForce ? goalStates(viewer, tx, { planId: inForce.id, asOf: today(), unitId }) : [];
}

/**
 * The two lists of a plan with how far each of their goals is, judged as everywhere (row 59). A goal whose enterprise the
 * viewer does not read is on neither list, so that a count is its list. Null where the plan is out of sight.
 */
export async function planLists(viewer: Viewer, tx: Tx, planId: string) {
  if (!isId(planId)) return null;
  const plan = await tx.plan.findFirst({
    where: {
      id: planId,
      OR: [{ state: "issued", provinceId: { in: ownProvincesOf(viewer) } }, visibleDrafts(viewer)],
    },
    select: { id: true, type: true, symbol: true, title: true, state: true, unitId: true, provinceId: true },
  });
  if (!plan) return null;
  const items = await tx.planListItem.findMany({
    where: {
      planId,
      voidedAt: null,
      OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: composedUnits(viewer) } }],
    },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    select: { id: true, goalId: true, kind: true, reason: true, goal: { select: { planId: true } } },
  });
  const states = new Map<string, GoalRow>();
  for (const goalsPlan of new Set(items.map(({ goal }) => goal.planId))) {
    for (const goal of await goalStates(viewer, tx, { planId: goalsPlan, asOf: today() })) {
      states.set(goal.goalId, goal);
    }
  }
  const rows = items.flatMap(({ id, goalId, kind, reason }) => {
    const goal = states.get(goalId);
    return goal ? [{ itemId: id, listedAs: kind, reason, ...goal }] : [];
  });
  const names = await unitNamesOn(viewer, tx, today());
  const listOf = (kind: GoalKind) => rows.filter(({ listedAs }) => listedAs === kind);
  return {
    plan: { ...plan, unitName: names.get(plan.unitId)?.shortName ?? "" },
    mayWrite: composedUnits(viewer).includes(plan.unitId) && plan.unitId !== plan.provinceId,
    lists: { consolidate: listOf("consolidate"), establish: listOf("establish") },
  };
}
