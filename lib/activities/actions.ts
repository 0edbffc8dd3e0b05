"use server";

import { redirect } from "next/navigation";
import { recordActivity, takeBackActivity } from "@/lib/activities/commands";
import { activitySchema, takingBackSchema } from "@/lib/activities/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

export const recordActivityAction = formAction(activitySchema, async (viewer, input, deed) => {
  const recorded = await recordActivity(viewer, deed, input);
  if (!recorded.ok) return REFUSALS[recorded.refusal];
  redirect(`/branches/${input.branchId}/activities?done=recorded`);
});

export const takeBackActivityAction = formAction(takingBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackActivity(
    viewer,
    { ...deed, reason: input.why },
    { activityId: input.activityId },
  );
  if (!taken.ok) return REFUSALS[taken.refusal];
  redirect(`/branches/${taken.value.branchId}/activities?done=taken-back`);
});

const REFUSALS = {
  branch_not_found: { message: "Không tìm thấy tổ chức trong phạm vi của bạn." },
  activity_not_found: { message: "Không tìm thấy hoạt động trong phạm vi của bạn." },
  date_in_future: { errors: { on: ["Ngày diễn ra chưa tới. Chỉ ghi hoạt động đã làm"] } },
  branch_not_alive_then: { errors: { on: ["Ngày này tổ chức chưa thành lập hoặc đã thôi hoạt động"] } },
  request_reused: REQUEST_REUSED,
};
