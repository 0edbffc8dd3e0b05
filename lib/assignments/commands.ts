import "server-only";
import type { Viewer } from "@/lib/access/policy";
import {
  assignableEnterprises,
  findCampaign,
  listSurveyors,
  standingAssignments,
} from "@/lib/assignments/queries";
import { campaignTasks } from "@/lib/assignments/reports";
import { endsAs, handingOver } from "@/lib/assignments/rules";
import { type AssignInput, MOST_AT_ONCE, type ReleaseInput } from "@/lib/assignments/schema";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";
import { groupsToAssign } from "@/lib/working-groups/queries";

const TWO_AT_ONCE = { survey_assignment_no_overlap: "assigned_meanwhile" } as const;

/**
 * Hands enterprises of a campaign that runs to an officer of a unit that manages them, or to a working group of it. What the same person has with the same
 * day is left alone; what somebody else has is taken only with a reason.
 */
export const assignSurveys = command(
  "survey.assign",
  async (viewer, tx, input: AssignInput) => {
    const campaign = await findCampaign(viewer, tx, input.campaignId);
    if (!campaign) return refuse("campaign_not_found");
    if (!campaign.mayAssign) return refuse(campaign.runs ? "campaign_not_found" : "campaign_not_open");
    if (input.dueOn && input.dueOn < today()) return refuse("due_in_past");
    const ids = [...new Set(input.whole ? await waitingIds(viewer, tx, input) : input.enterprises)];
    const enterprises = await assignableEnterprises(viewer, tx, ids);
    if (enterprises.length < ids.length || ids.length === 0) return refuse("enterprise_not_found");
    const holders = input.workingGroupId ? await groupsToAssign(viewer, tx) : await listSurveyors(viewer, tx);
    const chosen = input.workingGroupId ?? input.surveyorId;
    const units = new Set(holders.filter(({ id }) => id === chosen).map(({ unitId }) => unitId));
    const elsewhere = enterprises.filter(
      ({ unionUnitId, associationUnitId }) => !units.has(unionUnitId) && !units.has(associationUnitId),
    );
    if (elsewhere.length > 0) {
      return refuse("surveyor_elsewhere", { names: elsewhere.slice(0, 3).map(({ name }) => name) });
    }
    const standing = await standingAssignments(viewer, tx, campaign.id, ids);
    const { unchanged, changed, taken } = handingOver(standing, input);
    if (taken.length > 0 && input.reason === null) return refuse("reason_needed", { count: taken.length });
    await end(viewer, tx, changed, input.reason ?? "Đổi hạn");
    const kept = new Set(unchanged.map(({ enterpriseId }) => enterpriseId));
    const given = ids.filter((id) => !kept.has(id));
    await tx.surveyAssignment.createMany({
      data: given.map((enterpriseId) => ({
        ...{ id: newId(), campaignId: campaign.id, enterpriseId },
        ...{ surveyorId: input.surveyorId, workingGroupId: input.workingGroupId },
        dueOn: input.dueOn && toDatabase(input.dueOn),
        validFrom: toDatabase(today()),
        ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
      })),
    });
    return done({ campaignId: campaign.id, assigned: given.length });
  },
  TWO_AT_ONCE,
);

/** Takes enterprises back: they wait for somebody again. */
export const releaseSurveys = command(
  "survey.release",
  async (viewer, tx, input: ReleaseInput) => {
    const campaign = await findCampaign(viewer, tx, input.campaignId);
    if (!campaign) return refuse("campaign_not_found");
    if (!campaign.mayAssign) return refuse(campaign.runs ? "campaign_not_found" : "campaign_not_open");
    const ids = [...new Set(input.enterprises)];
    const enterprises = await assignableEnterprises(viewer, tx, ids);
    if (enterprises.length < ids.length) return refuse("enterprise_not_found");
    const standing = await standingAssignments(viewer, tx, campaign.id, ids);
    if (standing.length === 0) return refuse("nothing_assigned");
    await end(viewer, tx, standing, input.reason);
    return done({ campaignId: campaign.id, released: standing.length });
  },
  TWO_AT_ONCE,
);

type Row = Awaited<ReturnType<typeof standingAssignments>>[number];

/** Voids what stood and writes its end beside it, from the day it began to today. */
async function end(viewer: Viewer, tx: Tx, rows: readonly Row[], reason: string): Promise<void> {
  const on = today();
  await tx.surveyAssignment.updateMany({
    where: { id: { in: rows.map(({ id }) => id) }, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  const ended = rows.filter((row) => endsAs(row, on) === "ended");
  await tx.surveyAssignment.createMany({
    data: ended.map(({ dueOn, validFrom, ...row }) => ({
      ...{ ...row, id: newId(), dueOn: dueOn && toDatabase(dueOn), validFrom: toDatabase(validFrom) },
      ...{ validTo: toDatabase(on), endReason: reason, recordedById: viewer.accountId },
    })),
  });
}

async function waitingIds(viewer: Viewer, tx: Tx, input: AssignInput): Promise<string[]> {
  const filter = {
    show: "unassigned" as const,
    unit: input.unit ?? undefined,
    area: input.area ?? undefined,
  };
  const found = await campaignTasks(viewer, tx, input.campaignId, filter, MOST_AT_ONCE);
  return found?.rows.map(({ id }) => id) ?? [];
}
