import "server-only";
import { departmentsOf, ownProvincesOf, type Viewer } from "@/lib/access/policy";
import { composedUnits } from "@/lib/composing/policy";
import { fromDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { planName } from "@/lib/plans/labels";
import { planObligations } from "@/lib/receipts/queries";

const facts = { id: true, provinceId: true, symbol: true, issuedOn: true, issuer: true, abstract: true };

/** Directives of the viewer's provinces, the latest first, with how many tasks are traced to each (row 27). */
export async function listDirectives(viewer: Viewer, tx: Tx) {
  const rows = await tx.directive.findMany({
    where: { voidedAt: null, provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: [{ issuedOn: "desc" }, { id: "asc" }],
    take: 500,
    select: {
      ...facts,
      _count: { select: { tasks: { where: { voidedAt: null, task: { plan: { state: "issued" } } } } } },
    },
  });
  return {
    rows: rows.map(({ _count, issuedOn, ...row }) => ({
      ...row,
      issuedOn: fromDatabase(issuedOn),
      tasks: _count.tasks,
    })),
    mayRecord: departmentsOf(viewer).length > 0,
  };
}

/** A directive with the tasks traced to it and how far the charged units in sight are; null out of the viewer's provinces. */
export async function directivePage(viewer: Viewer, tx: Tx, directiveId: string) {
  if (!isId(directiveId)) return null;
  const directive = await tx.directive.findFirst({
    where: { id: directiveId, voidedAt: null, provinceId: { in: ownProvincesOf(viewer) } },
    select: facts,
  });
  if (!directive) return null;
  const links = await tx.planTaskDirective.findMany({
    where: { directiveId, voidedAt: null, task: { plan: { state: "issued" } } },
    orderBy: [{ task: { order: "asc" } }, { id: "asc" }],
    select: {
      id: true,
      task: {
        select: {
          id: true,
          planId: true,
          section: true,
          text: true,
          plan: { select: { type: true, symbol: true, unitId: true } },
        },
      },
    },
  });
  const states = new Map<string, { tally: Record<string, number>; charged: number; overdue: number }>();
  for (const planId of new Set(links.map(({ task }) => task.planId))) {
    const obligations = await planObligations(viewer, tx, planId);
    for (const { id, tally, units, overdue } of obligations?.clauses ?? [])
      states.set(id, { tally, charged: units.length, overdue });
  }
  const units = composedUnits(viewer);
  const traced = new Set(links.map(({ task }) => task.id));
  const candidates = await tx.planTask.findMany({
    where: { plan: { state: "issued", unitId: { in: units } } },
    orderBy: [{ plan: { issuedOn: "desc" } }, { planId: "asc" }, { order: "asc" }],
    take: 500,
    select: { id: true, section: true, text: true, plan: { select: { type: true, symbol: true } } },
  });
  return {
    ...directive,
    issuedOn: fromDatabase(directive.issuedOn),
    mayTakeBack: departmentsOf(viewer).includes(directive.provinceId) && links.length === 0,
    tasks: links.map(({ id, task }) => ({
      linkId: id,
      taskId: task.id,
      planId: task.planId,
      planName: planName(task.plan),
      section: task.section,
      text: task.text,
      state: states.get(task.id) ?? null,
      mayUntrace: units.includes(task.plan.unitId),
    })),
    /** Tasks of the viewer's own plans that are not traced to it yet. */
    candidates: candidates
      .filter(({ id }) => !traced.has(id))
      .map(({ id, section, text, plan }) => ({ id, name: `${planName(plan)}, mục ${section}: ${text}` })),
  };
}

/** The directives each clause of a plan is traced to, by clause. */
export async function directivesOf(viewer: Viewer, tx: Tx, planId: string) {
  if (!isId(planId)) return new Map<string, { id: string; symbol: string }[]>();
  const links = await tx.planTaskDirective.findMany({
    where: { voidedAt: null, task: { planId }, provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: [{ directive: { issuedOn: "asc" } }, { id: "asc" }],
    select: { taskId: true, directive: { select: { id: true, symbol: true } } },
  });
  const byTask = new Map<string, { id: string; symbol: string }[]>();
  for (const { taskId, directive } of links) byTask.set(taskId, [...(byTask.get(taskId) ?? []), directive]);
  return byTask;
}
