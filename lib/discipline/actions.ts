"use server";

import { redirect } from "next/navigation";
import { formatDate } from "@/lib/dates/plain-date";
import { liftDiscipline, recordDiscipline } from "@/lib/discipline/commands";
import { disciplineSchema, liftingSchema } from "@/lib/discipline/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

export const recordDisciplineAction = formAction(disciplineSchema, async (viewer, input, deed) => {
  const recorded = await recordDiscipline(viewer, { ...deed, reason: input.reason }, input);
  if (recorded.ok) redirect(`/branches/${recorded.value.branchId}/discipline?done=recorded`);
  switch (recorded.refusal) {
    case "branch_not_found":
      return NOT_FOUND;
    case "kind_not_yours":
      return at("kind", "Hình thức này do Đoàn cấp trên trực tiếp quyết định");
    case "date_in_future":
    case "end_in_future":
      return at("on", "Ngày quyết định không được ở tương lai");
    case "until_before_decision":
      return at("until", "Thời hạn phải sau ngày quyết định");
    case "not_a_member":
      return at("on", "Vào ngày này người đó không phải đoàn viên ở đây");
    case "already_recorded":
      return at("decisionNumber", "Quyết định này đã có trong sổ");
    case "holds_no_post":
      return at("kind", "Người này không giữ chức vụ nào ở đây vào ngày quyết định");
    case "already_ended":
      return { message: "Người này không còn sinh hoạt ở đây. Tải lại trang để xem." };
    case "fee_outside":
      return at("on", "Đã thu đoàn phí của tháng sau ngày này. Xem lại ngày, hoặc bỏ khoản đã thu trước");
    case "end_before_start":
      return at("on", `Phải sau ngày vào, ${formatDate(recorded.details.validFrom)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const liftDisciplineAction = formAction(liftingSchema, async (viewer, input, deed) => {
  const lifted = await liftDiscipline(viewer, { ...deed, reason: input.reason }, input);
  if (lifted.ok) redirect(`/branches/${lifted.value.branchId}/discipline?done=lifted`);
  switch (lifted.refusal) {
    case "discipline_not_found":
      return NOT_FOUND;
    case "already_lifted":
      return { message: "Người khác vừa ghi việc này. Tải lại trang để xem." };
    case "date_in_future":
      return at("on", "Ngày này không được ở tương lai");
    case "lifted_before_decision":
      return at("on", `Phải sau ngày quyết định, ${formatDate(lifted.details.validFrom)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});
