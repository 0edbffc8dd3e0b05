import "server-only";
import { ownProvincesOf, provincesOf, type Viewer } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { planName } from "@/lib/plans/labels";
import { findPlan } from "@/lib/plans/queries";
import { RECEIPT_LABELS } from "@/lib/receipts/labels";
import { obligedUnits, receivingUnits, visibleReceipts } from "@/lib/receipts/policy";
import {
  isOverdue,
  type Obligation,
  obligationMovesFor,
  receiptMovesFor,
  tallyOf,
} from "@/lib/receipts/rules";
import { listUnits, unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

/**
 * How far each unit that received a plan is with it, and which has its own plan; the viewer's own units only for an officer.
 * Null where the plan is out of sight.
 */
export async function planReceipts(viewer: Viewer, tx: Tx, planId: string) {
  const plan = await findPlan(viewer, tx, planId);
  if (!plan) return null;
  const deliveries = await tx.planDelivery.findMany({
    where: { AND: visibleReceipts(viewer), planId },
    select: {
      ...{ id: true, unitId: true, state: true, deliveredOn: true },
      steps: {
        orderBy: { order: "asc" },
        select: {
          ...{ id: true, state: true, on: true, assignee: true, note: true },
          ...{ recordedAt: true, recordedById: true },
        },
      },
    },
  });
  const own = await tx.plan.findMany({
    where: { parentId: planId, state: "issued", provinceId: { in: ownProvincesOf(viewer) } },
    select: { id: true, unitId: true, type: true, symbol: true, issuedOn: true },
  });
  const names = await unitNamesOn(viewer, tx, plan.issuedOn);
  const living = new Set((await listUnits(viewer, tx, today())).map(({ unitId }) => unitId));
  const by = await accountNames(
    viewer,
    tx,
    deliveries.flatMap(({ steps }) => steps.map(({ recordedById }) => recordedById)),
  );
  const rows = deliveries.map(({ deliveredOn, steps, ...delivery }) => {
    const ownPlan = own.find(({ unitId }) => unitId === delivery.unitId);
    return {
      ...delivery,
      unitName: names.get(delivery.unitId)?.shortName ?? "",
      sortKey: names.get(delivery.unitId)?.sortKey ?? "",
      /** A unit that is no more answers no longer; what it did stays. */
      isLiving: living.has(delivery.unitId),
      deliveredOn: fromDatabase(deliveredOn),
      steps: steps.map(({ on, recordedById, ...step }) => ({
        ...step,
        on: fromDatabase(on),
        by: by.get(recordedById) ?? null,
      })),
      ownPlan: ownPlan
        ? {
            id: ownPlan.id,
            name: planName(ownPlan),
            issuedOn: ownPlan.issuedOn && fromDatabase(ownPlan.issuedOn),
          }
        : null,
      moves: receivingUnits(viewer).includes(delivery.unitId)
        ? receiptMovesFor(delivery.state, "receiver")
        : [],
    };
  });
  return { plan, rows: rows.sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1)) };
}

type Step = {
  taskId: string;
  unitId: string;
  state: Obligation;
  on: PlainDate;
  note: string;
  by: string | null;
};

/** What each charged unit did about each clause of an issued plan: those in sight, with what is late. Null out of sight. */
export async function planObligations(viewer: Viewer, tx: Tx, planId: string) {
  const plan = await findPlan(viewer, tx, planId);
  if (!plan) return null;
  const tasks = await tx.planTask.findMany({
    where: { planId, charged: { some: {} } },
    orderBy: { order: "asc" },
    select: {
      ...{ id: true, section: true, text: true },
      charged: { select: { unitId: true, dueOn: true } },
    },
  });
  const steps = await stepsOf(viewer, tx, planId);
  const names = await unitNamesOn(viewer, tx, plan.issuedOn);
  const living = new Set((await listUnits(viewer, tx, today())).map(({ unitId }) => unitId));
  const seesAll = provincesOf(viewer).includes(plan.provinceId);
  const obliged = obligedUnits(viewer);
  return {
    plan,
    clauses: tasks.map(({ charged, ...task }) => {
      const units = charged
        .filter(({ unitId }) => seesAll || obliged.includes(unitId))
        .map(({ unitId, dueOn }) => {
          const history = steps.filter((step) => step.taskId === task.id && step.unitId === unitId);
          const state: Obligation = history.at(-1)?.state ?? "not_begun";
          const due = dueOn && fromDatabase(dueOn);
          return {
            unitId,
            unitName: names.get(unitId)?.shortName ?? "",
            sortKey: names.get(unitId)?.sortKey ?? "",
            dueOn: due,
            state,
            history,
            isOverdue: living.has(unitId) && isOverdue({ state, dueOn: due }, today()),
            moves: obliged.includes(unitId) ? obligationMovesFor(state, "charged") : [],
          };
        })
        .sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1));
      return {
        ...task,
        units,
        tally: tallyOf(units.map(({ state }) => state)),
        overdue: units.filter((unit) => unit.isOverdue).length,
      };
    }),
  };
}

async function stepsOf(viewer: Viewer, tx: Tx, planId: string): Promise<Step[]> {
  const rows = await tx.obligationStep.findMany({
    where: { AND: visibleReceipts(viewer), task: { planId } },
    orderBy: { order: "asc" },
    select: { taskId: true, unitId: true, state: true, on: true, note: true, recordedById: true },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  return rows.map(({ on, recordedById, ...row }) => ({
    ...row,
    on: fromDatabase(on),
    by: names.get(recordedById) ?? null,
  }));
}

/** One charge of the viewer's own units, for its form; null for anybody else's. */
export async function obligationPage(viewer: Viewer, tx: Tx, planId: string, taskId: string, unitId: string) {
  if (!isId(planId) || !isId(taskId) || !obligedUnits(viewer).includes(unitId)) return null;
  const obligations = await planObligations(viewer, tx, planId);
  const clause = obligations?.clauses.find(({ id }) => id === taskId);
  const unit = clause?.units.find((one) => one.unitId === unitId);
  return obligations && clause && unit ? { plan: obligations.plan, clause, unit } : null;
}

/**
 * What of plans waits for this person: one to be acknowledged or carried out by an own plan, a charge past its day, a draft
 * that was begun.
 */
export async function plansWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const units = receivingUnits(viewer);
  if (units.length === 0) return [];
  const names = await unitNamesOn(viewer, tx, today());
  const unitName = (id: string) => names.get(id)?.shortName ?? "";
  const received = await tx.planDelivery.findMany({
    where: { unitId: { in: units }, plan: { state: "issued" } },
    orderBy: [{ deliveredOn: "asc" }, { id: "asc" }],
    take: 200,
    select: {
      ...{ id: true, planId: true, unitId: true, state: true, deliveredOn: true },
      plan: {
        select: {
          type: true,
          symbol: true,
          cascaded: { where: { unitId: { in: units } }, select: { unitId: true, state: true } },
        },
      },
    },
  });
  const receipts = received
    .filter(({ state }) => state !== "under_way")
    .map(
      ({ id, planId, unitId, state, deliveredOn, plan }): WorkItem => ({
        key: `plan-delivery:${id}`,
        title:
          state === "sent"
            ? "Tiếp nhận kế hoạch"
            : `Triển khai kế hoạch (${RECEIPT_LABELS[state].toLowerCase()})`,
        subject: `${planName(plan)}, ${unitName(unitId)}`,
        href: `/plans/${planId}/progress`,
        heldBy: "Bạn",
        consequence: "open",
        since: fromDatabase(deliveredOn),
        dueOn: null,
      }),
    );
  const drafts = await tx.plan.findMany({
    where: { state: "draft", unitId: { in: units } },
    orderBy: [{ updatedAt: "asc" }, { id: "asc" }],
    take: 100,
    select: { id: true, unitId: true, title: true, updatedAt: true },
  });
  const begun = drafts.map(
    ({ id, unitId, title, updatedAt }): WorkItem => ({
      key: `plan-draft:${id}`,
      title: "Soạn tiếp, ban hành kế hoạch",
      subject: `${title}, ${unitName(unitId)}`,
      href: `/plans/${id}/draft`,
      heldBy: "Bạn",
      consequence: "open",
      since: vietnamDate(updatedAt),
      dueOn: null,
    }),
  );
  return [...receipts, ...begun, ...(await chargesDue(viewer, tx))];
}

/** Charges with a day that are not done, of units the viewer answers for. */
async function chargesDue(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const charges = await tx.planTaskUnit.findMany({
    where: {
      unitId: { in: obligedUnits(viewer) },
      dueOn: { not: null },
      task: { plan: { state: "issued", issuedOn: { lte: toDatabase(today()) } } },
    },
    orderBy: [{ dueOn: "asc" }, { taskId: "asc" }],
    take: 200,
    select: {
      ...{ taskId: true, unitId: true, dueOn: true },
      task: {
        select: {
          ...{ section: true, planId: true, plan: { select: { type: true, symbol: true, issuedOn: true } } },
          obligationSteps: { orderBy: { order: "asc" }, select: { unitId: true, state: true } },
        },
      },
    },
  });
  return charges.flatMap(({ taskId, unitId, dueOn, task }) => {
    const state = task.obligationSteps.filter((step) => step.unitId === unitId).at(-1)?.state ?? "not_begun";
    if (state === "done" || !dueOn) return [];
    const day = fromDatabase(dueOn);
    return [
      {
        key: `plan-charge:${taskId}:${unitId}`,
        title: `Làm nhiệm vụ được giao (mục ${task.section})`,
        subject: planName(task.plan),
        href: `/plans/${task.planId}/progress/${taskId}?unit=${unitId}` as const,
        heldBy: "Bạn",
        consequence: isOverdue({ state, dueOn: day }, today()) ? ("late" as const) : ("due" as const),
        since: task.plan.issuedOn && fromDatabase(task.plan.issuedOn),
        dueOn: day,
      },
    ];
  });
}
