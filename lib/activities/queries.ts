import "server-only";
import { can, unitsOf, type Viewer, visibleBranches, visibleOfBranches } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { type ActivityFilter, cursorSchema } from "@/lib/activities/schema";
import { findBranch } from "@/lib/branches/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { NEEDS, type Need } from "@/lib/surveys/labels";
import { unitNamesOn } from "@/lib/units/queries";

const PAGE_SIZE = 50;

const facts = {
  ...{
    id: true,
    branchId: true,
    unitId: true,
    provinceId: true,
    line: true,
    kind: true,
    form: true,
    on: true,
  },
  ...{ title: true, participants: true, unionParticipants: true, associationParticipants: true },
  ...{ youthParticipants: true, isJoint: true, benefitsYouth: true, benefitsEnterprise: true },
  ...{ benefitYouth: true, benefitEnterprise: true, result: true, initiatives: true, savings: true },
  ...{ youthProjects: true, careKind: true, beneficiaries: true, careCash: true, careInKind: true },
  ...{ areaId: true, needs: true, programmeItemId: true, recordedById: true, recordedAt: true, isDemo: true },
} satisfies Prisma.ActivitySelect;

type Stored = Prisma.ActivityGetPayload<{ select: typeof facts }>;

const isNeed = (code: string): code is Need => NEEDS.some((need) => need === code);
const whole = (amount: bigint | null): number | null => (amount === null ? null : Number(amount));

const read = ({ on, savings, careCash, careInKind, needs, ...row }: Stored) => ({
  ...row,
  on: fromDatabase(on),
  ...{ savings: whole(savings), careCash: whole(careCash), careInKind: whole(careInKind) },
  needs: needs.filter(isNeed),
});

/** The condition of a list and of the numbers above it. */
function register(viewer: Viewer, filter: ActivityFilter): Prisma.ActivityWhereInput {
  const { unit, branch, kind, form, line, joint, need, item, from, to } = filter;
  return {
    AND: [
      visibleOfBranches(viewer),
      {
        voidedAt: null,
        ...(unit && { unitId: unit }),
        ...(branch && { branchId: branch }),
        ...(kind && { kind }),
        ...(form && { form }),
        ...(line && { line }),
        ...(joint && { isJoint: true }),
        ...(need && { needs: { has: need } }),
        ...(item && { programmeItemId: item }),
        ...((from || to) && {
          on: { ...(from && { gte: toDatabase(from) }), ...(to && { lte: toDatabase(to) }) },
        }),
      },
    ],
  };
}

/** Activities in sight by the filter, the latest first, a page at a time. */
export async function listActivities(viewer: Viewer, tx: Tx, filter: ActivityFilter, size = PAGE_SIZE) {
  const after = readCursor(cursorSchema, filter.after);
  const rows = await tx.activity.findMany({
    where: {
      AND: [
        register(viewer, filter),
        after
          ? { OR: [{ on: { lt: toDatabase(after[0]) } }, { on: toDatabase(after[0]), id: { lt: after[1] } }] }
          : {},
      ],
    },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: size + 1,
    select: facts,
  });
  const page = rows.slice(0, size).map(read);
  const last = rows.length > size ? page.at(-1) : undefined;
  return { rows: await named(viewer, tx, page), next: last ? writeCursor([last.on, last.id]) : null };
}

/** Who did it, who wrote it down, and the place under its name of that day. */
async function named<Row extends ReturnType<typeof read>>(viewer: Viewer, tx: Tx, rows: readonly Row[]) {
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: rows.flatMap(({ branchId }) => branchId ?? []) } },
    select: { id: true, name: true },
  });
  const branchNames = new Map(branches.map(({ id, name }) => [id, name]));
  const units = await unitNamesOn(viewer, tx, today());
  const accounts = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  const versions = await tx.areaVersion.findMany({
    where: { areaId: { in: rows.flatMap(({ areaId }) => areaId ?? []) } },
    orderBy: { validFrom: "asc" },
    select: { areaId: true, name: true, validFrom: true },
  });
  const placeOn = (areaId: string | null, on: PlainDate) => {
    const own = versions.filter((version) => version.areaId === areaId);
    return (own.findLast(({ validFrom }) => fromDatabase(validFrom) <= on) ?? own[0])?.name ?? null;
  };
  return rows.map((row) => ({
    ...row,
    by: (row.branchId ? branchNames.get(row.branchId) : units.get(row.unitId)?.name) ?? "Nơi khác",
    unitName: units.get(row.unitId)?.shortName ?? null,
    recordedBy: accounts.get(row.recordedById) ?? null,
    placeName: placeOn(row.areaId, row.on),
  }));
}

export type ActivityRow = Awaited<ReturnType<typeof listActivities>>["rows"][number];

/** All that `listActivities` lists page by page. */
export async function* allActivities(
  viewer: Viewer,
  tx: Tx,
  filter: ActivityFilter,
): AsyncGenerator<ActivityRow> {
  let after: string | undefined;
  do {
    const page = await listActivities(viewer, tx, { ...filter, after }, 5000);
    yield* page.rows;
    after = page.next ?? undefined;
  } while (after);
}

/** How many activities the filter finds and what they add up to; what was not counted adds nothing. */
export async function activityTotals(viewer: Viewer, tx: Tx, filter: ActivityFilter) {
  const { _count, _sum } = await tx.activity.aggregate({
    where: register(viewer, filter),
    _count: { _all: true },
    _sum: {
      ...{ participants: true, initiatives: true, savings: true, youthProjects: true },
      ...{ beneficiaries: true, careCash: true, careInKind: true },
    },
  });
  return {
    activities: _count._all,
    participants: _sum.participants ?? 0,
    initiatives: _sum.initiatives ?? 0,
    savings: Number(_sum.savings ?? 0),
    youthProjects: _sum.youthProjects ?? 0,
    beneficiaries: _sum.beneficiaries ?? 0,
    careCash: Number(_sum.careCash ?? 0),
    careInKind: Number(_sum.careInKind ?? 0),
  };
}

/** What an organisation did, the latest first; null out of the viewer's reach. */
export async function activitiesPage(viewer: Viewer, tx: Tx, branchId: string, cursor?: string) {
  const branch = await findBranch(viewer, tx, branchId);
  if (!branch) return null;
  const { rows, next } = await listActivities(viewer, tx, { branch: branchId, after: cursor });
  return { branch, canRecord: mayRecordActivity(viewer, branch), activities: rows, next };
}

export type ActivitiesPage = NonNullable<Awaited<ReturnType<typeof activitiesPage>>>;

/** The officer of the managing unit, or the organisation's own secretary. */
export const mayRecordActivity = (
  viewer: Viewer,
  { id, unitId, line }: { id: string; unitId: string; line: Line },
): boolean => can(viewer, "activity.record", { unitIds: [unitId], branchId: id, line });

/** What a unit itself did is written down by its officer, on the line of the appointment. */
export const mayRecordForUnit = (viewer: Viewer, unitId: string, line: Line): boolean =>
  unitsOf(viewer, line).includes(unitId) && can(viewer, "activity.record", { unitIds: [unitId], line });

/** One activity with who did it, and whether this viewer may correct it; null out of reach. */
export async function findActivity(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const stored = await tx.activity.findFirst({
    where: { AND: visibleOfBranches(viewer), id, voidedAt: null },
    select: facts,
  });
  const [activity] = stored ? await named(viewer, tx, [read(stored)]) : [];
  if (!activity) return null;
  const branch = activity.branchId ? await findBranch(viewer, tx, activity.branchId) : null;
  if (activity.branchId && !branch) return null;
  return {
    ...activity,
    branch,
    isEditable: branch
      ? mayRecordActivity(viewer, branch)
      : mayRecordForUnit(viewer, activity.unitId, activity.line),
  };
}

/** The activity that took the place of one, over however many corrections, or the one itself; null where none stands in sight. */
export async function standingActivity(viewer: Viewer, tx: Tx, id: string): Promise<{ id: string } | null> {
  if (!isId(id)) return null;
  const row = await tx.activity.findFirst({
    where: { AND: visibleOfBranches(viewer), id },
    select: { id: true, voidedAt: true, replacedBy: { select: { id: true } } },
  });
  if (row?.replacedBy) return standingActivity(viewer, tx, row.replacedBy.id);
  return row && row.voidedAt === null ? { id: row.id } : null;
}

export type ActivityRecord = NonNullable<Awaited<ReturnType<typeof findActivity>>>;

/** Where this viewer can write an activity down: the own units, and organisations that live. */
export async function placesToRecord(viewer: Viewer, tx: Tx) {
  const units = await unitNamesOn(viewer, tx, today());
  const branches = can(viewer, "activity.record")
    ? await tx.branch.findMany({
        where: {
          AND: visibleBranches(viewer),
          lives: { some: { voidedAt: null, validTo: null } },
          OR: [
            { line: "union", unitId: { in: unitsOf(viewer, "union") } },
            { line: "association", unitId: { in: unitsOf(viewer, "association") } },
            { id: { in: [...viewer.branches] } },
          ],
        },
        orderBy: [{ sortKey: "asc" }, { id: "asc" }],
        take: 1000,
        select: { id: true, name: true },
      })
    : [];
  return [
    ...unitsOf(viewer).map((id) => ({
      value: `unit:${id}`,
      label: units.get(id)?.name ?? "Đơn vị",
      group: "Đơn vị tự tổ chức",
    })),
    ...branches.map(({ id, name }) => ({ value: `branch:${id}`, label: name, group: "Tổ chức cơ sở" })),
  ];
}
