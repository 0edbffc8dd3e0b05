import "server-only";
import { unitsOf, type Viewer } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { ASKED } from "@/lib/coordination/labels";
import { mayRemind, visibleReminders } from "@/lib/coordination/policy";
import { coordinationCells } from "@/lib/coordination/reports";
import { type Cells, openAsks, reminderState } from "@/lib/coordination/rules";
import { fromDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { planName } from "@/lib/plans/labels";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

const MOST = 200;

const reminderFacts = {
  ...{ id: true, planId: true, provinceId: true, unitId: true, asks: true, text: true, toName: true },
  ...{ on: true, dueOn: true, recordedAt: true, recordedById: true },
  ...{ voidedAt: true, voidedById: true, voidReason: true, isDemo: true },
  plan: { select: { type: true, symbol: true } },
} satisfies Prisma.ReminderSelect;

/** Reminders in sight with how far each has come, judged by the unit's papers of today; the latest first. */
async function listed(viewer: Viewer, tx: Tx, where: Prisma.ReminderWhereInput) {
  const rows = await tx.reminder.findMany({
    where: { AND: [visibleReminders(viewer), where] },
    orderBy: [{ on: "desc" }, { recordedAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: reminderFacts,
  });
  const cells = new Map<string, ReadonlyMap<string, Cells>>();
  for (const planId of new Set(rows.map((row) => row.planId))) {
    cells.set(planId, await coordinationCells(viewer, tx, planId, today()));
  }
  const names = await unitNamesOn(viewer, tx, today());
  const people = await accountNames(
    viewer,
    tx,
    rows.flatMap(({ recordedById, voidedById }) => [recordedById, ...(voidedById ? [voidedById] : [])]),
  );
  return rows.map(({ on, dueOn, plan, recordedById, voidedById, ...row }) => {
    const own = cells.get(row.planId)?.get(row.unitId);
    const due = dueOn && fromDatabase(dueOn);
    return {
      ...row,
      ...{ on: fromDatabase(on), dueOn: due, planName: planName(plan) },
      unitName: names.get(row.unitId)?.shortName ?? row.toName,
      by: people.get(recordedById) ?? null,
      takenBackBy: voidedById === null ? null : (people.get(voidedById) ?? null),
      state: reminderState({ ...row, dueOn: due }, own, today()),
      /** What is still to be done; all of it where the unit's papers are not known. */
      open: own ? openAsks(row.asks, own) : row.asks,
      cells: own ?? null,
    };
  });
}

/** The reminders of a plan, of one unit where that is asked. */
export const remindersOf = (
  viewer: Viewer,
  tx: Tx,
  { planId, unitId }: { planId: string; unitId?: string },
) => listed(viewer, tx, { planId, ...(unitId && { unitId }) });

/** One reminder; null out of sight. */
export async function reminderPage(viewer: Viewer, tx: Tx, reminderId: string) {
  if (!isId(reminderId)) return null;
  const [reminder] = await listed(viewer, tx, { id: reminderId });
  return reminder
    ? {
        ...reminder,
        mayTakeBack: reminder.voidedAt === null && mayRemind(viewer, reminder.provinceId),
        isOwn: unitsOf(viewer).includes(reminder.unitId),
      }
    : null;
}

/** What somebody's unit was urged to do and has not done yet: it waits until the unit's own papers show it. */
export async function remindersWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (unitsOf(viewer).length === 0) return [];
  const rows = await listed(viewer, tx, { unitId: { in: unitsOf(viewer) }, voidedAt: null });
  return rows.flatMap(({ id, state, open, planName: plan, unitName, on, dueOn }): WorkItem[] =>
    state === "done"
      ? []
      : [
          {
            key: `reminder:${id}`,
            title: `Được đôn đốc: ${open.map((column) => ASKED[column]).join("; ")}`,
            subject: `${unitName}, ${plan}`,
            href: `/coordination/reminders/${id}`,
            heldBy: "Bạn",
            consequence: state === "late" ? "late" : dueOn ? "due" : "open",
            ...{ since: on, dueOn },
          },
        ],
  );
}
