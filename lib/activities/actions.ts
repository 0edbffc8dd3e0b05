"use server";

import { redirect } from "next/navigation";
import { correctActivity, recordActivity, takeBackActivity } from "@/lib/activities/commands";
import { activitySchema, correctionSchema, takingBackSchema } from "@/lib/activities/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

export const recordActivityAction = formAction(activitySchema, async (viewer, input, deed) => {
  const recorded = await recordActivity(viewer, deed, input);
  if (!recorded.ok) return REFUSALS[recorded.refusal];
  const { branchId, activityId } = recorded.value;
  if (branchId) redirect(`/branches/${branchId}/activities?done=recorded`);
  redirect(`/activities/${activityId}?done=recorded`);
});

export const correctActivityAction = formAction(correctionSchema, async (viewer, { why, ...input }, deed) => {
  const corrected = await correctActivity(viewer, { ...deed, reason: why }, input);
  if (!corrected.ok) return REFUSALS[corrected.refusal];
  redirect(`/activities/${corrected.value.activityId}?done=corrected`);
});

export const takeBackActivityAction = formAction(takingBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackActivity(
    viewer,
    { ...deed, reason: input.why },
    { activityId: input.activityId },
  );
  if (!taken.ok) return REFUSALS[taken.refusal];
  const { branchId } = taken.value;
  if (branchId) redirect(`/branches/${branchId}/activities?done=taken-back`);
  redirect("/activities?done=taken-back");
});

const REFUSALS = {
  branch_not_found: { message: "Không tìm thấy tổ chức trong phạm vi của bạn." },
  activity_not_found: { message: "Không tìm thấy hoạt động trong phạm vi của bạn." },
  activity_changed_meanwhile: {
    message:
      "Hoạt động này vừa được sửa ở nơi khác. Nội dung bạn nhập còn ở đây; tải lại trang để xem bản mới rồi sửa tiếp.",
  },
  place_changed: { message: "Sửa không đổi được nơi tổ chức. Bỏ hoạt động này rồi ghi ở nơi đúng." },
  date_in_future: { errors: { on: ["Ngày diễn ra chưa tới. Chỉ ghi hoạt động đã làm"] } },
  branch_not_alive_then: { errors: { on: ["Ngày này tổ chức chưa thành lập hoặc đã thôi hoạt động"] } },
  area_not_found: { errors: { areaId: ["Ngày diễn ra không có xã, phường này. Chọn lại"] } },
  item_not_found: { errors: { programmeItemId: ["Việc này không còn trong chương trình"] } },
  request_reused: REQUEST_REUSED,
};
