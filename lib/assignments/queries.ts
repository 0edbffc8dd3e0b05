import "server-only";
import {
  can,
  departmentsOf,
  ownProvincesOf,
  unitsOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { dueOf, urgencyOf } from "@/lib/assignments/rules";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { ownGroups } from "@/lib/working-groups/queries";
import type { WorkItem } from "@/lib/worklist/rules";

export type Surveyor = { id: string; name: string; unitId: string };

/** Officers of the units the viewer reads, one row for each unit of theirs: who an enterprise can be handed to. */
export const listSurveyors = (_viewer: Viewer, tx: Tx): Promise<Surveyor[]> =>
  tx.$queryRaw<Surveyor[]>`
    select account_id as id, name, unit_id as "unitId" from access.surveyors() order by name, account_id, unit_id`;

/** A campaign of the own province with what may be done in it today; null where there is none. */
export async function findCampaign(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const found = await tx.surveyCampaign.findFirst({
    where: { id, provinceId: { in: ownProvincesOf(viewer) } },
    select: {
      ...{ id: true, name: true, referenceDate: true, opensOn: true, dueOn: true, closedOn: true },
      ...{ provinceId: true, formVersion: true, version: true },
    },
  });
  if (!found) return null;
  const on = toDatabase(today());
  const runs = found.opensOn <= on && (!found.closedOn || found.closedOn > on);
  return {
    ...found,
    referenceDate: fromDatabase(found.referenceDate),
    opensOn: fromDatabase(found.opensOn),
    dueOn: found.dueOn && fromDatabase(found.dueOn),
    closedOn: found.closedOn && fromDatabase(found.closedOn),
    runs,
    mayAssign: runs && can(viewer, "survey.assign", { provinceId: found.provinceId }),
    mayClose: runs && can(viewer, "campaign.write", { provinceId: found.provinceId }),
  };
}

/** Of these enterprises those the viewer hands over: of the own units, or of the department's province. */
export const assignableEnterprises = (viewer: Viewer, tx: Tx, ids: readonly string[]) =>
  tx.enterprise.findMany({
    where: {
      AND: [
        visibleEnterprises(viewer),
        {
          OR: [
            { unionUnitId: { in: unitsOf(viewer) } },
            { associationUnitId: { in: unitsOf(viewer) } },
            { provinceId: { in: departmentsOf(viewer) } },
          ],
        },
      ],
      id: { in: [...ids] },
    },
    select: { id: true, name: true, unionUnitId: true, associationUnitId: true },
  });

/** What stands of these enterprises in a campaign. */
export async function standingAssignments(
  viewer: Viewer,
  tx: Tx,
  campaignId: string,
  enterpriseIds: readonly string[],
) {
  const rows = await tx.surveyAssignment.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      ...{ campaignId, enterpriseId: { in: [...enterpriseIds] }, voidedAt: null, validTo: null },
    },
    select: {
      ...{ id: true, campaignId: true, enterpriseId: true, surveyorId: true, dueOn: true, validFrom: true },
      ...{ workingGroupId: true, isDemo: true },
    },
  });
  return rows.map((row) => ({
    ...row,
    dueOn: row.dueOn && fromDatabase(row.dueOn),
    validFrom: fromDatabase(row.validFrom),
  }));
}

/** Whose work this viewer does: the own account, and whoever delegated to it. */
export async function standsFor(_viewer: Viewer, tx: Tx): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ ids: string[] }[]>`select access.stands_for() as ids`;
  return row?.ids ?? [];
}

/** Enterprises that wait for this viewer's form, of campaigns that run; what was sent waits for somebody else. */
export async function assignmentsWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "survey.record")) return [];
  const on = today();
  const day = toDatabase(on);
  const rows = await tx.surveyAssignment.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      OR: [
        { surveyorId: { in: await standsFor(viewer, tx) } },
        { workingGroupId: { in: await ownGroups(viewer, tx) } },
      ],
      ...{ voidedAt: null, validTo: null },
      campaign: { opensOn: { lte: day }, OR: [{ closedOn: null }, { closedOn: { gt: day } }] },
    },
    orderBy: [{ dueOn: "asc" }, { validFrom: "asc" }, { id: "asc" }],
    take: 200,
    select: {
      ...{ id: true, campaignId: true, enterpriseId: true, dueOn: true, validFrom: true },
      campaign: { select: { dueOn: true } },
      enterprise: { select: { name: true } },
    },
  });
  const forms = await tx.survey.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      enterpriseId: { in: rows.map(({ enterpriseId }) => enterpriseId) },
      campaignId: { in: rows.map(({ campaignId }) => campaignId) },
    },
    select: {
      ...{ id: true, enterpriseId: true, campaignId: true, state: true },
      ...{ unionUnitId: true, associationUnitId: true },
    },
  });
  const units = unitsOf(viewer);
  const formOf = new Map(forms.map((form) => [`${form.campaignId} ${form.enterpriseId}`, form]));
  return rows.flatMap((row): WorkItem[] => {
    const form = formOf.get(`${row.campaignId} ${row.enterpriseId}`);
    if (form?.state === "submitted" || form?.state === "accepted") return [];
    // A form that was begun is told by itself to the units that manage the enterprise.
    if (form && (units.includes(form.unionUnitId) || units.includes(form.associationUnitId))) return [];
    const given = dueOf(
      row.dueOn && fromDatabase(row.dueOn),
      row.campaign.dueOn && fromDatabase(row.campaign.dueOn),
    );
    return [
      {
        key: `survey-assignment:${row.id}`,
        title: form ? "Ghi tiếp phiếu khảo sát" : "Khảo sát doanh nghiệp",
        subject: row.enterprise.name,
        href: form ? `/surveys/${form.id}` : `/enterprises/${row.enterpriseId}/surveys/new`,
        heldBy: "Bạn",
        consequence: urgencyOf(given, on),
        since: fromDatabase(row.validFrom),
        dueOn: given,
      },
    ];
  });
}

/** Who was charged with an enterprise in a campaign and why that ended, the latest first. */
export async function assignmentHistory(viewer: Viewer, tx: Tx, campaignId: string, enterpriseId: string) {
  const rows = await tx.surveyAssignment.findMany({
    where: { AND: visibleOfEnterprises(viewer), campaignId, enterpriseId, voidedAt: null },
    orderBy: [{ validFrom: "desc" }, { id: "desc" }],
    select: {
      ...{
        id: true,
        surveyorId: true,
        workingGroupId: true,
        validFrom: true,
        validTo: true,
        endReason: true,
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    validFrom: fromDatabase(row.validFrom),
    validTo: row.validTo && fromDatabase(row.validTo),
  }));
}
