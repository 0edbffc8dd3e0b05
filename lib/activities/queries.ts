import "server-only";
import { z } from "zod";
import { can, type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { cursorSchema } from "@/lib/activities/schema";
import { findBranch } from "@/lib/branches/queries";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { Line } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";

const PAGE_SIZE = 50;

/** What an organisation did, the latest first; null out of the viewer's reach. */
export async function activitiesPage(viewer: Viewer, tx: Tx, branchId: string, cursor?: string) {
  const after = readCursor(cursorSchema, cursor);
  const branch = await findBranch(viewer, tx, branchId);
  if (!branch) return null;
  const rows = await tx.activity.findMany({
    where: {
      AND: visibleOfBranches(viewer),
      branchId,
      voidedAt: null,
      ...(after && {
        OR: [{ on: { lt: toDatabase(after[0]) } }, { on: toDatabase(after[0]), id: { lt: after[1] } }],
      }),
    },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
    select: {
      id: true,
      on: true,
      title: true,
      kind: true,
      participants: true,
      benefitsYouth: true,
      benefitsEnterprise: true,
      result: true,
      recordedById: true,
    },
  });
  const page = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
  const names = await accountNames(
    viewer,
    tx,
    page.map(({ recordedById }) => recordedById),
  );
  return {
    branch,
    canRecord: mayRecordActivity(viewer, branch),
    activities: page.map(({ recordedById, on, ...activity }) => ({
      ...activity,
      on: fromDatabase(on),
      recordedBy: names.get(recordedById) ?? null,
    })),
    next: last ? writeCursor([fromDatabase(last.on), last.id]) : null,
  };
}

export type ActivitiesPage = NonNullable<Awaited<ReturnType<typeof activitiesPage>>>;

/** The officer of the managing unit, or the organisation's own secretary. */
export const mayRecordActivity = (
  viewer: Viewer,
  { id, unitId, line }: { id: string; unitId: string; line: Line },
): boolean => can(viewer, "activity.record", { unitIds: [unitId], branchId: id, line });

/** One activity with its organisation; null out of the viewer's reach. */
export async function findActivity(viewer: Viewer, tx: Tx, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const activity = await tx.activity.findFirst({
    where: { AND: visibleOfBranches(viewer), id, voidedAt: null },
    select: { id: true, title: true, on: true, branchId: true },
  });
  const branch = activity && (await findBranch(viewer, tx, activity.branchId));
  return activity && branch ? { ...activity, on: fromDatabase(activity.on), branch } : null;
}
