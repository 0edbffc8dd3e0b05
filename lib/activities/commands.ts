import "server-only";
import { visibleOfBranches } from "@/lib/access/policy";
import { findActivity, mayRecordActivity } from "@/lib/activities/queries";
import type { ActivityInput } from "@/lib/activities/schema";
import { findBranch, standingOn } from "@/lib/branches/queries";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { done, refuse } from "@/lib/result";

/** Records something an organisation did (plan rows 11, 30, 34), on a day it was alive and not ahead of us (V26). */
export const recordActivity = command("activity.record", async (viewer, tx, input: ActivityInput) => {
  const branch = await findBranch(viewer, tx, input.branchId);
  if (!branch || !mayRecordActivity(viewer, branch)) return refuse("branch_not_found");
  if (input.on > today()) return refuse("date_in_future");
  const life = await tx.branchLife.findFirst({
    where: { AND: [visibleOfBranches(viewer), standingOn(input.on)], branchId: branch.id },
    select: { id: true },
  });
  if (!life) return refuse("branch_not_alive_then");
  const { on, ...said } = input;
  const activity = await tx.activity.create({
    data: {
      id: newId(),
      ...said,
      on: toDatabase(on),
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  return done({ branchId: branch.id, activityId: activity.id });
});

/** Takes back an activity entered by mistake: it no longer counts, what was known before stays known. */
export const takeBackActivity = command(
  "activity.take-back",
  async (viewer, tx, input: { activityId: string }) => {
    const activity = await findActivity(viewer, tx, input.activityId);
    if (!activity || !mayRecordActivity(viewer, activity.branch)) return refuse("activity_not_found");
    await tx.activity.updateMany({
      where: { AND: visibleOfBranches(viewer), id: activity.id, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    return done({ branchId: activity.branch.id });
  },
);
