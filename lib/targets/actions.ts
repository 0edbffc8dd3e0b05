"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { giveTargets } from "@/lib/targets/commands";
import { targetSheetSchema } from "@/lib/targets/schema";

export const giveTargetsAction = formAction(targetSheetSchema, async (viewer, input, deed) => {
  const given = await giveTargets(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (given.ok) {
    const { planId, changed } = given.value;
    redirect(`/targets?plan=${planId}&given=${changed}`);
  }
  return {
    plan_not_found: { message: "Không tìm thấy kế hoạch trong phạm vi bạn được giao chỉ tiêu." },
    task_not_found: { errors: { taskId: ["Mục này không thuộc kế hoạch. Chọn lại"] } },
    place_not_found: { message: "Có đơn vị không còn trong danh sách. Tải lại trang." },
    targets_changed_meanwhile: {
      message:
        "Người khác vừa giao hoặc sửa chỉ tiêu này. Tải lại trang để xem; nội dung bạn nhập còn ở đây.",
    },
    nothing_changed: { message: "Chưa có số nào thay đổi." },
    reason_missing: { errors: { reason: ["Sửa hoặc bỏ số đã giao: nêu lý do"] } },
    request_reused: REQUEST_REUSED,
  }[given.refusal];
});
