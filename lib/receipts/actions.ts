"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { acknowledgePlan, stepObligation } from "@/lib/receipts/commands";
import { acknowledgementSchema, obligationStepSchema } from "@/lib/receipts/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const IN_FUTURE = at("on", "Ngày này không được ở tương lai");
const TOO_LATE: FormState = {
  message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
};

export const acknowledgePlanAction = formAction(acknowledgementSchema, async (viewer, input, deed) => {
  const said = await acknowledgePlan(viewer, deed, input);
  if (said.ok) redirect(`/plans/${said.value.planId}/progress?done=${input.move}`);
  return {
    delivery_not_found: NOT_FOUND,
    not_possible: TOO_LATE,
    reason_missing: at("note", "Nêu lý do ghi lại về “đã xem”"),
    assignee_missing: at("assignee", "Ghi đã giao cho ai"),
    in_future: IN_FUTURE,
    before_last_step: at("on", "Không được trước ngày nhận hoặc ngày của bước liền trước"),
    request_reused: REQUEST_REUSED,
  }[said.refusal];
});

export const stepObligationAction = formAction(obligationStepSchema, async (viewer, input, deed) => {
  const stepped = await stepObligation(viewer, deed, input);
  if (stepped.ok) redirect(`/plans/${stepped.value.planId}/progress?done=step#${input.taskId}`);
  return {
    obligation_not_found: NOT_FOUND,
    not_possible: TOO_LATE,
    words_missing: at("note", "Ghi đã làm gì"),
    in_future: IN_FUTURE,
    before_last_step: at("on", "Không được trước ngày kế hoạch hoặc ngày của bước liền trước"),
    request_reused: REQUEST_REUSED,
  }[stepped.refusal];
});
