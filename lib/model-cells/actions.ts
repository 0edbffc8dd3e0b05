"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  checkModelCell,
  cloneCriteria,
  recogniseModelCell,
  refuseModelCell,
  registerModelCell,
  returnModelCell,
  revokeModelCell,
  scoreModelCell,
  withdrawModelCell,
  writeCriteria,
} from "@/lib/model-cells/commands";
import {
  cloneSchema,
  criteriaSchema,
  decisionSchema,
  refusalSchema,
  registrationSchema,
  scoresSchema,
} from "@/lib/model-cells/schema";

const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const IN_FUTURE = at("on", "Ngày này không được ở tương lai");

export const registerModelCellAction = formAction(registrationSchema, async (viewer, input, deed) => {
  const registered = await registerModelCell(viewer, deed, input);
  if (registered.ok) redirect(`/model-cells/${registered.value.modelCellId}?done=registered`);
  return {
    branch_not_found: { message: "Không tìm thấy chi đoàn trong phạm vi của bạn." },
    in_future: IN_FUTURE,
    year_outside: at("on", "Ngày đăng ký phải trong năm đăng ký, hoặc năm sau khi ghi muộn"),
    not_alive: at("on", "Ngày này chi đoàn chưa thành lập hoặc đã thôi hoạt động"),
    no_criteria: at("year", "Năm này chưa có bộ tiêu chí"),
    already_registered: at("year", "Chi đoàn đã đăng ký năm này"),
    request_reused: REQUEST_REUSED,
  }[registered.refusal];
});

type MoveRefusal =
  | "model_cell_not_found"
  | "not_possible"
  | "in_future"
  | "before_last_step"
  | "reason_missing"
  | "scores_unfit"
  | "own_score"
  | "difference_unexplained"
  | "decision_missing"
  | "not_passed"
  | "request_reused";

const MOVE_REFUSALS: Record<MoveRefusal, FormState> = {
  model_cell_not_found: { message: "Không tìm thấy trong phạm vi của bạn." },
  not_possible: {
    message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
  },
  in_future: IN_FUTURE,
  before_last_step: at("on", "Không được trước ngày của bước liền trước"),
  reason_missing: at("note", "Nêu lý do"),
  scores_unfit: { message: "Chấm đủ mọi tiêu chí, mỗi tiêu chí không quá số điểm tối đa." },
  own_score: { message: "Người đã ghi điểm tự chấm không chấm thay cấp trên." },
  difference_unexplained: { message: "Chấm khác điểm tự chấm ở tiêu chí nào thì nêu lý do ở tiêu chí đó." },
  decision_missing: at("documentNumber", "Nhập số, ký hiệu quyết định"),
  not_passed: {
    message:
      "Chưa đủ điều kiện công nhận: thiếu tiêu chí bắt buộc hoặc chưa đủ điểm theo bộ tiêu chí của năm.",
  },
  request_reused: REQUEST_REUSED,
};

export const scoreModelCellAction = formAction(scoresSchema, async (viewer, input, deed) => {
  const scored = await scoreModelCell(viewer, deed, input);
  if (scored.ok) redirect(`/model-cells/${scored.value.modelCellId}?done=self_scored`);
  return MOVE_REFUSALS[scored.refusal];
});

export const checkModelCellAction = formAction(scoresSchema, async (viewer, input, deed) => {
  const checked = await checkModelCell(viewer, deed, input);
  if (checked.ok) redirect(`/model-cells/${checked.value.modelCellId}?done=checked`);
  return MOVE_REFUSALS[checked.refusal];
});

export const recogniseModelCellAction = formAction(decisionSchema, async (viewer, input, deed) => {
  const recognised = await recogniseModelCell(viewer, deed, input);
  if (recognised.ok) redirect(`/model-cells/${recognised.value.modelCellId}?done=recognised`);
  return MOVE_REFUSALS[recognised.refusal];
});

export const returnModelCellAction = formAction(refusalSchema, async (viewer, input, deed) => {
  const returned = await returnModelCell(viewer, { ...deed, reason: input.note }, input);
  if (returned.ok) redirect(`/model-cells/${returned.value.modelCellId}?done=returned`);
  return MOVE_REFUSALS[returned.refusal];
});

export const refuseModelCellAction = formAction(refusalSchema, async (viewer, input, deed) => {
  const refused = await refuseModelCell(viewer, { ...deed, reason: input.note }, input);
  if (refused.ok) redirect(`/model-cells/${refused.value.modelCellId}?done=not_recognised`);
  return MOVE_REFUSALS[refused.refusal];
});

export const revokeModelCellAction = formAction(refusalSchema, async (viewer, input, deed) => {
  const revoked = await revokeModelCell(viewer, { ...deed, reason: input.note }, input);
  if (revoked.ok) redirect(`/model-cells/${revoked.value.modelCellId}?done=revoked`);
  return MOVE_REFUSALS[revoked.refusal];
});

export const withdrawModelCellAction = formAction(refusalSchema, async (viewer, input, deed) => {
  const withdrawn = await withdrawModelCell(viewer, { ...deed, reason: input.note }, input);
  if (withdrawn.ok) redirect(`/model-cells/${withdrawn.value.modelCellId}?done=withdrawn`);
  return MOVE_REFUSALS[withdrawn.refusal];
});

const CRITERIA_USED: FormState = {
  message:
    "Đã có chi đoàn đăng ký theo bộ tiêu chí này nên không sửa được nữa. Năm sau chép thành bộ mới rồi sửa.",
};
const NOT_ALLOWED: FormState = { message: "Chỉ Ban Tổ chức – Kiểm tra nhập tiêu chí chi đoàn mạnh." };

export const writeCriteriaAction = formAction(criteriaSchema, async (viewer, input, deed) => {
  const written = await writeCriteria(viewer, deed, input);
  if (written.ok) redirect(`/model-cells/criteria?year=${written.value.year}&done=saved`);
  return {
    not_allowed: NOT_ALLOWED,
    criteria_used: CRITERIA_USED,
    changed_meanwhile: {
      message:
        "Người khác vừa sửa bộ tiêu chí của năm này. Tải lại trang để xem; nội dung bạn nhập còn ở đây.",
    },
    request_reused: REQUEST_REUSED,
  }[written.refusal];
});

export const cloneCriteriaAction = formAction(cloneSchema, async (viewer, input, deed) => {
  const cloned = await cloneCriteria(viewer, deed, input);
  if (cloned.ok) redirect(`/model-cells/criteria?year=${cloned.value.year}&done=cloned`);
  return {
    not_allowed: NOT_ALLOWED,
    criteria_not_found: { message: "Không có bộ tiêu chí của năm nguồn." },
    year_taken: at("year", "Năm này đã có bộ tiêu chí"),
    request_reused: REQUEST_REUSED,
  }[cloned.refusal];
});
