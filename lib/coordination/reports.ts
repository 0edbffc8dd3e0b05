import "server-only";
import { can, ownProvincesOf, provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { mayRemind } from "@/lib/coordination/policy";
import { type Cell, type Cells, lackingOf, surveyState } from "@/lib/coordination/rules";
import type { CoordinationFilter } from "@/lib/coordination/schema";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { structureOn } from "@/lib/indicators/queries";
import { indicatorTable } from "@/lib/indicators/reports";
import { recordsHref } from "@/lib/indicators/rules";
import { planName } from "@/lib/plans/labels";
import { findPlan, planInForce } from "@/lib/plans/queries";
import { RECEIPT_LABELS } from "@/lib/receipts/labels";
import { visibleReceipts } from "@/lib/receipts/policy";

const NOT_OPEN: Cell = { state: "not_due", on: null, says: "chưa mở", href: null };

/**
 * Where each unit in sight is under a plan on a day: its own plan, whether it acknowledged the one above, how far its survey is (K17), its
 * report. What has no register yet says so. Units the viewer does not answer for are not there.
 */
export async function coordinationCells(
  viewer: Viewer,
  tx: Tx,
  planId: string,
  asOf: PlainDate,
): Promise<ReadonlyMap<string, Cells>> {
  const plan = await findPlan(viewer, tx, planId);
  if (!plan || !can(viewer, "dashboard.read", { provinceId: plan.provinceId })) return new Map();
  const { answering } = await structureOn(viewer, tx, plan.provinceId, asOf);
  const isProvince = provincesOf(viewer).includes(plan.provinceId);
  const units = answering.filter(({ id }) => isProvince || unitsOf(viewer).includes(id));
  const surveyed = await surveyCells(viewer, tx, planId, asOf);
  const received = await receiptCells(viewer, tx, planId, asOf);
  return new Map(
    // Periodic reports have no register yet: the column says so.
    units.map(({ id }) => [id, { ...received(id), surveyed: surveyed(id), reported: NOT_OPEN }]),
  );
}

/** Whether a unit that received the plan acknowledged it, and issued its own from it. Drafts are read by nobody but their unit. */
async function receiptCells(viewer: Viewer, tx: Tx, planId: string, asOf: PlainDate) {
  const deliveries = await tx.planDelivery.findMany({
    where: { AND: visibleReceipts(viewer), planId, deliveredOn: { lte: toDatabase(asOf) } },
    select: {
      ...{ unitId: true, deliveredOn: true },
      steps: {
        where: { on: { lte: toDatabase(asOf) } },
        orderBy: { order: "desc" },
        take: 1,
        select: { state: true, on: true },
      },
    },
  });
  const plans = await tx.plan.findMany({
    where: {
      ...{ provinceId: { in: ownProvincesOf(viewer) }, parentId: planId, state: "issued" },
      issuedOn: { lte: toDatabase(asOf) },
    },
    orderBy: [{ issuedOn: "asc" }, { id: "asc" }],
    select: { id: true, unitId: true, type: true, symbol: true, issuedOn: true },
  });
  return (unitId: string): Pick<Cells, "plan" | "acknowledged"> => {
    const own = plans.find((plan) => plan.unitId === unitId);
    const delivery = deliveries.find((one) => one.unitId === unitId);
    const [step] = delivery?.steps ?? [];
    const notReceived: Cell = { ...NOT_OPEN, says: "không thuộc nơi nhận" };
    return {
      plan: own
        ? {
            ...{ state: "done", on: own.issuedOn && fromDatabase(own.issuedOn), says: planName(own) },
            href: `/plans/${own.id}`,
          }
        : delivery
          ? { state: "missing", on: null, says: "chưa ban hành", href: null }
          : notReceived,
      acknowledged: delivery
        ? {
            state: step ? "done" : "missing",
            on: fromDatabase(step ? step.on : delivery.deliveredOn),
            says: RECEIPT_LABELS[step?.state ?? "sent"].toLocaleLowerCase("vi"),
            href: `/plans/${planId}/progress`,
          }
        : notReceived,
    };
  };
}

/** Enterprises surveyed in the plan's campaign of those that count under it (K17 of K1). */
async function surveyCells(viewer: Viewer, tx: Tx, plan: string, asOf: PlainDate) {
  const table = await indicatorTable(viewer, tx, { plan, asOf });
  return (unitId: string): Cell => {
    if (!table?.campaign) return { ...NOT_OPEN, says: "chưa mở đợt khảo sát" };
    const row = table.rows.find(({ unit }) => unit?.id === unitId);
    const [surveyed, enterprises] = [row?.numbers.K17 ?? 0, row?.numbers.K1 ?? 0];
    const state = surveyState(surveyed, enterprises);
    return {
      state,
      on: surveyed > 0 ? (row?.lastAcceptedOn ?? null) : null,
      says: state === "not_due" ? "không có doanh nghiệp" : `${surveyed}/${enterprises} doanh nghiệp`,
      href: state === "not_due" ? null : recordsHref("K17", { ...table.params, unit: unitId }),
    };
  };
}

/** The matrix of a plan: units × what is followed, narrowed to those that lack something. Undefined where no plan is in force. */
export async function coordinationMatrix(viewer: Viewer, tx: Tx, filter: CoordinationFilter) {
  const plan = filter.plan ? await findPlan(viewer, tx, filter.plan) : await planInForce(viewer, tx);
  if (!plan) return undefined;
  const asOf = filter.asOf && filter.asOf <= today() ? filter.asOf : today();
  const cells = await coordinationCells(viewer, tx, plan.id, asOf);
  const { names } = await structureOn(viewer, tx, plan.provinceId, asOf);
  const { missing } = filter;
  const all = [...cells].flatMap(([id, of]) => {
    const unit = names.get(id);
    return unit ? [{ ...unit, cells: of, lacking: lackingOf(of) }] : [];
  });
  return {
    ...{ plan, asOf },
    mayRemind: mayRemind(viewer, plan.provinceId),
    /** How many units there are in all, and how many lack each. */
    total: all.length,
    all,
    rows: missing ? all.filter(({ lacking }) => lacking.includes(missing)) : all,
  };
}
