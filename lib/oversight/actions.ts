"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  askRemedy,
  moveRemedy,
  recordEvaluation,
  recordInspection,
  recordSupport,
  takeBackEvaluation,
  takeBackInspection,
  takeBackSupport,
} from "@/lib/oversight/commands";
import {
  evaluationBackSchema,
  evaluationSchema,
  inspectionBackSchema,
  inspectionSchema,
  remedyMoveSchema,
  requestSchema,
  visitBackSchema,
  visitSchema,
} from "@/lib/oversight/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

/** Every refusal of these deeds, in words; which day is in the future depends on the form. */
const REFUSALS = {
  inspection_not_found: NOT_FOUND,
  request_not_found: NOT_FOUND,
  visit_not_found: NOT_FOUND,
  evaluation_not_found: NOT_FOUND,
  target_not_found: at(
    "target",
    "Chọn đơn vị, tổ chức thuộc phạm vi của đơn vị thực hiện, đúng phần Đoàn hay Hội",
  ),
  own_unit: at("target", "Đơn vị không kiểm tra chính mình. Chọn tổ chức trực thuộc"),
  in_future: at("on", "Ngày này không được ở tương lai"),
  days_reversed: at("toOn", "Ngày cuối kỳ không được trước ngày đầu kỳ"),
  due_before_check: at("dueOn", "Hạn không được trước ngày kiểm tra"),
  due_missing: at("dueOn", "Nhập hạn mới, sau ngày gia hạn"),
  note_missing: at("note", "Ghi nội dung"),
  nothing_given: at("material", "Ghi kinh phí, tài liệu hoặc người đã hỗ trợ"),
  before_last_step: at("on", "Không được trước ngày kiểm tra, ngày của bước liền trước"),
  not_possible: {
    message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
  },
  has_steps: { message: "Yêu cầu của lần kiểm tra này đã có người xử lý: không bỏ được nữa." },
  request_reused: REQUEST_REUSED,
} as const satisfies Record<string, FormState>;

export const recordInspectionAction = formAction(inspectionSchema, async (viewer, input, deed) => {
  const made = await recordInspection(viewer, deed, input);
  if (made.ok) redirect(`/oversight/inspections/${made.value.inspectionId}?done=recorded`);
  return REFUSALS[made.refusal];
});

export const takeBackInspectionAction = formAction(inspectionBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackInspection(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect("/oversight?done=taken-back");
  return REFUSALS[taken.refusal];
});

export const askRemedyAction = formAction(requestSchema, async (viewer, input, deed) => {
  const asked = await askRemedy(viewer, deed, input);
  if (asked.ok) redirect(`/oversight/inspections/${asked.value.inspectionId}?done=asked`);
  return REFUSALS[asked.refusal];
});

export const moveRemedyAction = formAction(remedyMoveSchema, async (viewer, input, deed) => {
  const moved = await moveRemedy(viewer, deed, input);
  if (moved.ok) redirect(`/oversight/inspections/${moved.value.inspectionId}?done=moved`);
  return REFUSALS[moved.refusal];
});

export const recordSupportAction = formAction(visitSchema, async (viewer, input, deed) => {
  const made = await recordSupport(viewer, deed, input);
  if (made.ok) redirect(`/oversight/visits/${made.value.visitId}?done=recorded`);
  return REFUSALS[made.refusal];
});

export const takeBackSupportAction = formAction(visitBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackSupport(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect("/oversight?show=visits&done=taken-back");
  return REFUSALS[taken.refusal];
});

export const recordEvaluationAction = formAction(evaluationSchema, async (viewer, input, deed) => {
  const made = await recordEvaluation(viewer, deed, input);
  if (made.ok) redirect(`/oversight/evaluations/${made.value.evaluationId}?done=recorded`);
  return made.refusal === "in_future"
    ? at("toOn", "Ngày này không được ở tương lai")
    : REFUSALS[made.refusal];
});

export const takeBackEvaluationAction = formAction(evaluationBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackEvaluation(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect("/oversight?show=evaluations&done=taken-back");
  return REFUSALS[taken.refusal];
});
