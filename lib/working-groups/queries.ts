import "server-only";
import {
  can,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { unitNamesOn } from "@/lib/units/queries";
import { movesFor, wasMade } from "@/lib/working-groups/rules";
import type { GroupFilter } from "@/lib/working-groups/schema";
import type { WorkItem } from "@/lib/worklist/rules";

/** Groups are their unit's; whoever reads the province reads them all. */
const visibleGroups = (viewer: Viewer) => ({
  OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: unitsOf(viewer) } }],
});

const mayKeep = (viewer: Viewer, unitId: string): boolean =>
  can(viewer, "workingGroup.write", { unitIds: [unitId] });

const SENT = ["submitted", "accepted"] as const;

/** Working groups in sight, those that stand first, with how many enterprises each has and how many of them are surveyed. */
export async function listGroups(viewer: Viewer, tx: Tx, { state, unit }: GroupFilter = {}) {
  const rows = await tx.workingGroup.findMany({
    where: { AND: visibleGroups(viewer), ...(state && { state }), ...(unit && { unitId: unit }) },
    orderBy: [{ state: "asc" }, { createdAt: "desc" }, { id: "desc" }],
    take: 500,
    select: {
      ...{ id: true, name: true, state: true, unitId: true, isDemo: true },
      steps: {
        where: { voidedAt: null, state: "established" },
        orderBy: { order: "desc" },
        take: 1,
        select: { on: true, documentNumber: true },
      },
      members: { where: { voidedAt: null, validTo: null }, select: { id: true } },
    },
  });
  const held = await enterprisesOf(
    viewer,
    tx,
    rows.map(({ id }) => id),
  );
  const names = await unitNamesOn(viewer, tx, today());
  return rows.map(({ steps, members, ...row }) => {
    const own = held.filter(({ groupId }) => groupId === row.id);
    return {
      ...row,
      unitName: names.get(row.unitId)?.shortName ?? "Đơn vị khác",
      decision: steps[0]?.documentNumber ?? null,
      decidedOn: steps[0] ? fromDatabase(steps[0].on) : null,
      members: members.length,
      enterprises: own.length,
      surveyed: own.filter(({ isSent }) => isSent).length,
    };
  });
}

export type GroupRow = Awaited<ReturnType<typeof listGroups>>[number];

/** The enterprises handed to groups, by campaign, and whether their forms were sent: what a group surveyed follows from this. */
async function enterprisesOf(viewer: Viewer, tx: Tx, groupIds: readonly string[]) {
  const rows = await tx.surveyAssignment.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      workingGroupId: { in: [...groupIds] },
      ...{ voidedAt: null, validTo: null },
    },
    orderBy: [{ enterprise: { sortKey: "asc" } }, { id: "asc" }],
    select: {
      ...{ id: true, campaignId: true, enterpriseId: true, workingGroupId: true, dueOn: true },
      enterprise: { select: { name: true } },
      campaign: { select: { name: true } },
    },
  });
  const forms = await tx.survey.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      enterpriseId: { in: rows.map(({ enterpriseId }) => enterpriseId) },
      campaignId: { in: rows.map(({ campaignId }) => campaignId) },
    },
    select: { id: true, enterpriseId: true, campaignId: true, state: true },
  });
  const formOf = new Map(forms.map((form) => [`${form.campaignId} ${form.enterpriseId}`, form]));
  return rows.map(({ workingGroupId, dueOn, ...row }) => {
    const form = formOf.get(`${row.campaignId} ${row.enterpriseId}`);
    return {
      ...row,
      groupId: workingGroupId,
      dueOn: dueOn && fromDatabase(dueOn),
      surveyId: form?.id ?? null,
      state: form?.state ?? null,
      isSent: SENT.some((state) => state === form?.state),
    };
  });
}

/** The latest day on which each enterprise was met or surveyed, as far as the viewer sees it. */
async function seenOn(viewer: Viewer, tx: Tx, ids: readonly string[]): Promise<Map<string, PlainDate>> {
  const where = { AND: visibleOfEnterprises(viewer), enterpriseId: { in: [...ids] } };
  const visits = await tx.visit.groupBy({ by: ["enterpriseId"], where, _max: { on: true } });
  const surveys = await tx.survey.groupBy({ by: ["enterpriseId"], where, _max: { surveyedOn: true } });
  const seen = new Map<string, PlainDate>();
  const days = [
    ...visits.map(({ enterpriseId, _max }) => [enterpriseId, _max.on] as const),
    ...surveys.map(({ enterpriseId, _max }) => [enterpriseId, _max.surveyedOn] as const),
  ];
  for (const [id, day] of days) {
    const on = day && fromDatabase(day);
    if (on && on > (seen.get(id) ?? "")) seen.set(id, on);
  }
  return seen;
}

/** One group whole, with what this viewer may do next; null out of sight. */
export async function groupPage(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const found = await tx.workingGroup.findFirst({
    where: { id, AND: visibleGroups(viewer) },
    select: {
      ...{ id: true, name: true, purpose: true, state: true, unitId: true, isDemo: true },
      steps: {
        where: { voidedAt: null },
        orderBy: { order: "asc" },
        select: {
          ...{ id: true, state: true, on: true, note: true, documentNumber: true, recordedById: true },
          recordedAt: true,
        },
      },
      members: {
        where: { voidedAt: null },
        orderBy: [{ role: "asc" }, { validFrom: "asc" }, { id: "asc" }],
        select: {
          id: true,
          name: true,
          body: true,
          role: true,
          accountId: true,
          validFrom: true,
          validTo: true,
        },
      },
      visits: {
        where: { voidedAt: null },
        orderBy: [{ plannedOn: "asc" }, { id: "asc" }],
        select: { id: true, enterpriseId: true, plannedOn: true, content: true },
      },
      products: {
        where: { voidedAt: null },
        orderBy: [{ on: "asc" }, { id: "asc" }],
        select: { id: true, kind: true, on: true, text: true, documentNumber: true },
      },
    },
  });
  if (!found) return null;
  const accounts = await accountNames(
    viewer,
    tx,
    found.steps.map(({ recordedById }) => recordedById),
  );
  const names = await unitNamesOn(viewer, tx, today());
  const enterprises = await enterprisesOf(viewer, tx, [found.id]);
  const planned = found.visits.flatMap(({ enterpriseId }) => enterpriseId ?? []);
  const seen = await seenOn(viewer, tx, planned);
  const met = await tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), id: { in: planned } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(met.map((enterprise) => [enterprise.id, enterprise.name]));
  const established = found.steps.findLast(({ state }) => state === "established");
  const establishedOn = established ? fromDatabase(established.on) : null;
  const keeps = mayKeep(viewer, found.unitId);
  return {
    ...found,
    unitName: names.get(found.unitId)?.name ?? "Đơn vị khác",
    keeps,
    isEditable: keeps && found.state !== "dissolved",
    moves: movesFor(found.state, keeps),
    decision: established?.documentNumber ?? null,
    establishedOn,
    steps: found.steps.map(({ recordedById, on, ...step }) => ({
      ...{ ...step, on: fromDatabase(on) },
      by: accounts.get(recordedById) ?? "Tài khoản khác",
    })),
    members: found.members.map((member) => ({
      ...member,
      validFrom: fromDatabase(member.validFrom),
      validTo: member.validTo && fromDatabase(member.validTo),
    })),
    visits: found.visits.map((visit) => ({
      ...visit,
      plannedOn: fromDatabase(visit.plannedOn),
      enterpriseName: visit.enterpriseId ? (nameOf.get(visit.enterpriseId) ?? "Doanh nghiệp khác") : null,
      isMade: wasMade(visit, seen, establishedOn),
    })),
    products: found.products.map((product) => ({ ...product, on: fromDatabase(product.on) })),
    enterprises,
  };
}

export type GroupPage = NonNullable<Awaited<ReturnType<typeof groupPage>>>;

/** Groups of the units the viewer reads that enterprises can be handed to. */
export async function groupsToAssign(viewer: Viewer, tx: Tx) {
  const rows = await tx.workingGroup.findMany({
    where: { AND: visibleGroups(viewer), state: { in: ["established", "surveying", "reported"] } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, unitId: true },
  });
  return rows;
}

/** Groups this viewer is in, or somebody they stand in for. */
export async function ownGroups(_viewer: Viewer, tx: Tx): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ ids: string[] }[]>`select access.my_working_groups() as ids`;
  return row?.ids ?? [];
}

/** Planned visits of the own unit's groups, or of groups one is in, whose day has come and that nobody made. */
export async function workingGroupsWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const own = await ownGroups(viewer, tx);
  const on = today();
  const groups = await tx.workingGroup.findMany({
    where: {
      AND: visibleGroups(viewer),
      OR: [{ unitId: { in: unitsOf(viewer) } }, { id: { in: own } }],
      state: { in: ["established", "surveying"] },
    },
    orderBy: { id: "asc" },
    take: 50,
    select: {
      ...{ id: true, name: true },
      steps: {
        where: { voidedAt: null, state: "established" },
        orderBy: { order: "desc" },
        take: 1,
        select: { on: true },
      },
      visits: {
        where: { voidedAt: null, plannedOn: { lte: toDatabase(on) } },
        orderBy: [{ plannedOn: "asc" }, { id: "asc" }],
        select: { id: true, enterpriseId: true, plannedOn: true, content: true },
      },
    },
  });
  const planned = groups.flatMap(({ visits }) => visits.flatMap(({ enterpriseId }) => enterpriseId ?? []));
  const seen = await seenOn(viewer, tx, planned);
  const met = await tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), id: { in: planned } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(met.map(({ id, name }) => [id, name]));
  return groups.flatMap(({ id, name, steps: [established], visits }) =>
    visits
      .filter((visit) => !wasMade(visit, seen, established ? fromDatabase(established.on) : null))
      .map((visit): WorkItem => {
        const dueOn = fromDatabase(visit.plannedOn);
        return {
          ...{ key: `working-group-visit:${visit.id}`, title: `Tổ công tác: ${visit.content}` },
          subject: visit.enterpriseId ? (nameOf.get(visit.enterpriseId) ?? "Doanh nghiệp khác") : name,
          href: `/working-groups/${id}`,
          heldBy: own.includes(id) ? "Bạn" : name,
          ...{ consequence: dueOn < on ? "late" : "due", since: null, dueOn },
        };
      }),
  );
}

/** Enterprises of a unit, for its group's schedule. */
export const enterprisesOfUnit = (viewer: Viewer, tx: Tx, unitId: string) =>
  tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), OR: [{ unionUnitId: unitId }, { associationUnitId: unitId }] },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 1000,
    select: { id: true, name: true },
  });
