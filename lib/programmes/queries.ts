import "server-only";
import {
  can,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleOfBranches,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { isNear, itemState } from "@/lib/programmes/rules";
import { NEEDS, type Need } from "@/lib/surveys/labels";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

/** Programmes are the unit's; whoever reads the province reads them all. */
const visibleProgrammes = (viewer: Viewer) => ({
  OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: unitsOf(viewer) } }],
});

const mayWrite = (viewer: Viewer, unitId: string): boolean =>
  can(viewer, "programme.write", { unitIds: [unitId] });

const isNeed = (code: string): code is Need => NEEDS.some((need) => need === code);

const itemFacts = {
  ...{ id: true, itemId: true, programmeId: true, needs: true, title: true, kind: true, form: true },
  ...{ plannedOn: true, responsible: true, audience: true, branchId: true, unitId: true, isDemo: true },
} as const;

/** Items as they stand, with the organisation's name and how many activities did them. */
async function standingItems(viewer: Viewer, tx: Tx, where: { programmeId?: string; itemId?: string }) {
  const rows = await tx.programmeItem.findMany({
    where: { AND: [visibleOfBranches(viewer), where], voidedAt: null },
    orderBy: [{ plannedOn: "asc" }, { id: "asc" }],
    take: 500,
    select: itemFacts,
  });
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: rows.flatMap(({ branchId }) => branchId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(branches.map(({ id, name }) => [id, name]));
  const counts = await activitiesOf(
    viewer,
    tx,
    rows.map(({ itemId }) => itemId),
  );
  const on = today();
  return rows.map(({ needs, plannedOn, ...row }) => {
    const facts = { plannedOn: fromDatabase(plannedOn), activities: counts.get(row.itemId) ?? 0 };
    return {
      ...{ ...row, ...facts },
      needs: needs.filter(isNeed),
      branchName: row.branchId ? (names.get(row.branchId) ?? "Tổ chức khác") : null,
      state: itemState(facts, on),
    };
  });
}

export type ItemRow = Awaited<ReturnType<typeof standingItems>>[number];

async function activitiesOf(viewer: Viewer, tx: Tx, itemIds: readonly string[]) {
  const counts = await tx.activity.groupBy({
    by: ["programmeItemId"],
    where: { AND: visibleOfBranches(viewer), programmeItemId: { in: [...itemIds] }, voidedAt: null },
    _count: { _all: true },
  });
  return new Map(counts.map(({ programmeItemId, _count }) => [programmeItemId ?? "", _count._all]));
}

/** Programmes in sight, the latest first, with how far each is. */
export async function listProgrammes(viewer: Viewer, tx: Tx, { unit }: { unit?: string | undefined } = {}) {
  const rows = await tx.programme.findMany({
    where: { AND: visibleProgrammes(viewer), ...(unit && { unitId: unit }) },
    orderBy: [{ startsOn: "desc" }, { id: "desc" }],
    take: 500,
    select: {
      ...{ id: true, title: true, startsOn: true, endsOn: true, unitId: true, isDemo: true },
      items: { where: { voidedAt: null }, select: { itemId: true, plannedOn: true } },
    },
  });
  const names = await unitNamesOn(viewer, tx, today());
  const counts = await activitiesOf(
    viewer,
    tx,
    rows.flatMap(({ items }) => items.map(({ itemId }) => itemId)),
  );
  return rows.map(({ items, ...row }) => {
    const states = items.map(({ itemId, plannedOn }) =>
      itemState({ plannedOn: fromDatabase(plannedOn), activities: counts.get(itemId) ?? 0 }, today()),
    );
    return {
      ...row,
      startsOn: fromDatabase(row.startsOn),
      endsOn: fromDatabase(row.endsOn),
      unitName: names.get(row.unitId)?.shortName ?? "Đơn vị khác",
      items: states.length,
      done: states.filter((state) => state === "done").length,
      late: states.filter((state) => state === "late").length,
    };
  });
}

export type ProgrammeRow = Awaited<ReturnType<typeof listProgrammes>>[number];

/** One programme with what it plans; null out of sight. */
export async function programmePage(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const found = await tx.programme.findFirst({
    where: { id, AND: visibleProgrammes(viewer) },
    select: {
      ...{ id: true, title: true, startsOn: true, endsOn: true, note: true, unitId: true, version: true },
      ...{ isDemo: true },
    },
  });
  if (!found) return null;
  const names = await unitNamesOn(viewer, tx, today());
  return {
    ...found,
    startsOn: fromDatabase(found.startsOn),
    endsOn: fromDatabase(found.endsOn),
    unitName: names.get(found.unitId)?.name ?? "Đơn vị khác",
    isEditable: mayWrite(viewer, found.unitId),
    items: await standingItems(viewer, tx, { programmeId: found.id }),
  };
}

export type ProgrammePage = NonNullable<Awaited<ReturnType<typeof programmePage>>>;

/** An item as it stands, and the rows it was before, the latest first; null where it is out of sight or was taken out. */
export async function findItem(viewer: Viewer, tx: Tx, itemId: string) {
  if (!isId(itemId)) return null;
  const [item] = await standingItems(viewer, tx, { itemId });
  if (!item) return null;
  const earlier = await tx.programmeItem.findMany({
    where: { AND: visibleOfBranches(viewer), itemId, voidedAt: { not: null } },
    orderBy: [{ voidedAt: "desc" }, { id: "desc" }],
    select: { id: true, title: true, plannedOn: true, recordedById: true, voidedAt: true },
  });
  const accounts = await accountNames(
    viewer,
    tx,
    earlier.map(({ recordedById }) => recordedById),
  );
  return {
    ...item,
    isEditable: mayWrite(viewer, item.unitId),
    earlier: earlier.map(({ plannedOn, recordedById, ...row }) => ({
      ...row,
      plannedOn: fromDatabase(plannedOn),
      by: accounts.get(recordedById) ?? "tài khoản khác",
    })),
  };
}

/** Organisations of a unit that live today, for an item to be given to. */
export const branchesOfUnit = (viewer: Viewer, tx: Tx, unitId: string) =>
  tx.branch.findMany({
    where: { AND: visibleBranches(viewer), unitId, lives: { some: { voidedAt: null, validTo: null } } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 1000,
    select: { id: true, name: true },
  });

/**
 * Items to be done soon or overdue: of the own unit, and of the own organisation. One given to an organisation that has ended or gone
 * to another unit since is the unit's again, to be given to somebody.
 */
export async function programmesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const on = today();
  const units = unitsOf(viewer);
  const still = { unitId: { in: units }, lives: { some: { voidedAt: null, validTo: null } } };
  const own: Prisma.ProgrammeItemWhereInput = {
    OR: [
      { branchId: null, unitId: { in: units } },
      { branchId: { in: [...viewer.branches] } },
      { branchId: { not: null }, unitId: { in: units }, NOT: { branch: still } },
    ],
  };
  const rows = await tx.programmeItem.findMany({
    where: { AND: own, voidedAt: null },
    orderBy: [{ plannedOn: "asc" }, { id: "asc" }],
    take: 200,
    select: {
      ...{ itemId: true, programmeId: true, title: true, plannedOn: true, branchId: true, unitId: true },
      branch: { select: { unitId: true } },
    },
  });
  const counts = await activitiesOf(
    viewer,
    tx,
    rows.map(({ itemId }) => itemId),
  );
  return rows.flatMap(({ itemId, title, plannedOn: stored, branchId, ...row }): WorkItem[] => {
    const plannedOn = fromDatabase(stored);
    const isOrphan = branchId !== null && units.includes(row.unitId) && !viewer.branches.includes(branchId);
    // The organisation went to another unit: what its former unit planned for it is not its work.
    if (branchId !== null && !isOrphan && row.branch?.unitId !== row.unitId) return [];
    const state = itemState({ plannedOn, activities: counts.get(itemId) ?? 0 }, on);
    if (state === "done" || !isNear(plannedOn, on)) return [];
    const place = branchId ? `&place=branch:${branchId}` : "";
    return [
      {
        ...{ key: `programme-item:${itemId}`, subject: title, heldBy: "Bạn" },
        ...(isOrphan
          ? {
              title: "Giao lại việc trong chương trình: tổ chức đã thôi hoạt động hoặc chuyển đi",
              href: `/programmes/${row.programmeId}/items/${itemId}` as const,
            }
          : {
              title: "Tổ chức hoạt động trong chương trình",
              href: `/activities/new?item=${itemId}${place}` as const,
            }),
        ...{ consequence: state === "late" ? "late" : "due", since: null, dueOn: plannedOn },
      },
    ];
  });
}
