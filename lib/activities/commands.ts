import "server-only";
import { type Viewer, visibleOfBranches } from "@/lib/access/policy";
import {
  type ActivityRecord,
  findActivity,
  mayRecordActivity,
  mayRecordForUnit,
  standingActivity,
} from "@/lib/activities/queries";
import type { ActivityInput } from "@/lib/activities/schema";
import { findCommune } from "@/lib/areas/queries";
import { findBranch, standingOn } from "@/lib/branches/queries";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";

/**
 * Records something an organisation or a unit did (plan rows 11, 24, 30, 34, 50), on a day it was alive and not ahead of us (V26).
 * A unit's own activity is no evidence for a goal: V35 asks for an organisation's.
 */
export const recordActivity = command("activity.record", (viewer, tx, input: ActivityInput) =>
  write(viewer, tx, input),
);

async function write(viewer: Viewer, tx: Tx, input: ActivityInput, was?: ActivityRecord) {
  const branch = input.branchId ? await findBranch(viewer, tx, input.branchId) : null;
  const isOwn = branch
    ? mayRecordActivity(viewer, branch)
    : input.unitId !== null && mayRecordForUnit(viewer, input.unitId, input.line);
  if (!isOwn) return refuse("branch_not_found");
  if (input.on > today()) return refuse("date_in_future");
  if (branch) {
    const life = await tx.branchLife.findFirst({
      where: { AND: [visibleOfBranches(viewer), standingOn(input.on)], branchId: branch.id },
      select: { id: true },
    });
    if (!life) return refuse("branch_not_alive_then");
  }
  const unitId = branch?.unitId ?? input.unitId;
  if (!unitId) return refuse("branch_not_found");
  if (input.areaId && !(await findCommune(viewer, tx, input.areaId, input.on)).ok)
    return refuse("area_not_found");
  if (input.programmeItemId && input.programmeItemId !== was?.programmeItemId) {
    const item = await tx.programmeItem.findFirst({
      where: { AND: visibleOfBranches(viewer), itemId: input.programmeItemId, unitId, voidedAt: null },
      select: { id: true },
    });
    if (!item) return refuse("item_not_found");
  }
  const { on, savings, careCash, careInKind, ...said } = input;
  const activity = await tx.activity.create({
    data: {
      ...said,
      id: newId(),
      replacesId: was?.id ?? null,
      unitId,
      on: toDatabase(on),
      ...{ savings: money(savings), careCash: money(careCash), careInKind: money(careInKind) },
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  return done({ branchId: branch?.id ?? null, activityId: activity.id });
}

const money = (amount: number | null): bigint | null => (amount === null ? null : BigInt(amount));

/** Corrects an activity: what was known of it is voided and stays known, the right words are written anew. */
export const correctActivity = command(
  "activity.correct",
  async (viewer, tx, { activityId, ...input }: ActivityInput & { activityId: string }) => {
    const activity = await findActivity(viewer, tx, activityId);
    if (!activity) return missing(viewer, tx, activityId);
    if (!activity.isEditable) return refuse("activity_not_found");
    if (activity.branchId !== input.branchId || (!input.branchId && activity.unitId !== input.unitId))
      return refuse("place_changed");
    if (!(await voided(viewer, tx, activity.id))) return refuse("activity_changed_meanwhile");
    return write(viewer, tx, input, activity);
  },
);

/** Takes back an activity entered by mistake: it no longer counts, what was known before stays known. */
export const takeBackActivity = command(
  "activity.take-back",
  async (viewer, tx, input: { activityId: string }) => {
    const activity = await findActivity(viewer, tx, input.activityId);
    if (!activity) return missing(viewer, tx, input.activityId);
    if (!activity.isEditable) return refuse("activity_not_found");
    if (!(await voided(viewer, tx, activity.id))) return refuse("activity_changed_meanwhile");
    return done({ branchId: activity.branchId });
  },
);

/** Corrected by somebody since the form was shown, or not there. */
const missing = async (viewer: Viewer, tx: Tx, id: string) =>
  (await standingActivity(viewer, tx, id))
    ? refuse("activity_changed_meanwhile")
    : refuse("activity_not_found");

/** Whether it stood until now: of two at the same moment, one finds it voided. */
async function voided(viewer: Viewer, tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.activity.updateMany({
    where: { AND: visibleOfBranches(viewer), id, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  return count === 1;
}
