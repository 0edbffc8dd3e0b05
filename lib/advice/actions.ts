"use server";

import { redirect } from "next/navigation";
import { moveAdvice, recordAdvice, takeBackAdvice, takeBackAdviceStep } from "@/lib/advice/commands";
import { adviceBackSchema, adviceMoveSchema, adviceSchema, stepBackSchema } from "@/lib/advice/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

export const recordAdviceAction = formAction(adviceSchema, async (viewer, input, deed) => {
  const recorded = await recordAdvice(viewer, deed, input);
  if (recorded.ok) redirect(`/advice/${recorded.value.adviceId}?done=recorded`);
  return {
    not_yours: at("unitId", "Chọn đơn vị của bạn, đúng phần Đoàn hay Hội"),
    in_future: at("sentOn", "Ngày gửi không được ở tương lai"),
    answer_before_sent: at("answerBy", "Phải sau ngày gửi"),
    subject_not_found: NOT_FOUND,
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const moveAdviceAction = formAction(adviceMoveSchema, async (viewer, input, deed) => {
  const moved = await moveAdvice(viewer, deed, input);
  if (moved.ok) redirect(`/advice/${moved.value.adviceId}?done=moved`);
  return {
    advice_not_found: NOT_FOUND,
    words_missing: at("content", "Ghi nội dung: cần bổ sung gì, đã bổ sung gì, vì sao không đồng ý"),
    outcome_empty: at("content", "Ghi kết quả, số văn bản hoặc số tiền được cấp"),
    not_possible: {
      message: "Việc này không còn ghi được: người khác vừa ghi bước khác. Tải lại trang để xem.",
    },
    in_future: at("on", "Ngày này không được ở tương lai"),
    before_last_step: at("on", "Không được trước ngày gửi, ngày của bước liền trước"),
    request_reused: REQUEST_REUSED,
  }[moved.refusal];
});

export const takeBackAdviceStepAction = formAction(stepBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackAdviceStep(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/advice/${taken.value.adviceId}?done=step-back`);
  return {
    step_not_found: NOT_FOUND,
    not_last: { message: "Chỉ bỏ được bước ghi sau cùng. Tải lại trang để xem." },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});

export const takeBackAdviceAction = formAction(adviceBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackAdvice(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect("/advice?done=taken-back");
  return {
    advice_not_found: NOT_FOUND,
    answered: { message: "Đã có ý kiến trả lời: bỏ các bước đó trước." },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});
