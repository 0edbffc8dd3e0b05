"use server";

import { redirect } from "next/navigation";
import {
  addClause,
  beginPlan,
  cascadePlan,
  clonePlan,
  correctPlan,
  dropPlan,
  issuePlan,
  listGoalsInPlan,
  moveClause,
  removeBasis,
  removeClause,
  unlistGoal,
  writeBasis,
  writeClause,
  writePlanHead,
  writeRecipients,
} from "@/lib/composing/commands";
import { wordsVersion } from "@/lib/composing/rules";
import {
  basisIdSchema,
  basisSchema,
  cascadeSchema,
  clauseMoveSchema,
  clauseSchema,
  correctionSchema,
  dropSchema,
  listingSchema,
  newClauseSchema,
  planBeginningSchema,
  planHeadSchema,
  planIdSchema,
  recipientsSchema,
  taskIdSchema,
  unlistingSchema,
} from "@/lib/composing/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NO_PLAN: FormState = { message: "Không tìm thấy kế hoạch trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const UNIT_GONE = at("unitIds", "Có đơn vị không còn trong danh sách. Tải lại trang rồi chọn lại");
const IN_FUTURE = "Ngày này không được ở tương lai";

export const beginPlanAction = formAction(planBeginningSchema, async (viewer, input, deed) => {
  const begun = await beginPlan(viewer, deed, input);
  if (begun.ok) redirect(`/plans/${begun.value.planId}/draft/head`);
  return {
    unit_not_found: at("unitId", "Bạn không soạn kế hoạch thay đơn vị này"),
    request_reused: REQUEST_REUSED,
  }[begun.refusal];
});

export const writePlanHeadAction = formAction(planHeadSchema, async (viewer, input, deed) => {
  const written = await writePlanHead(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}/draft?done=head`);
  switch (written.refusal) {
    case "plan_not_found":
      return NO_PLAN;
    case "in_future":
      return at("issuedOn", IN_FUTURE);
    case "plan_changed_meanwhile":
      return {
        message: "Người khác vừa sửa phần đầu của dự thảo này. Gửi lại để giữ phần bạn nhập.",
        newVersion: written.details.version,
      };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const addClauseAction = formAction(newClauseSchema, async (viewer, input, deed) => {
  const added = await addClause(viewer, deed, input);
  if (added.ok) redirect(`/plans/${added.value.planId}/draft?done=clause#${added.value.taskId}`);
  return {
    plan_not_found: NO_PLAN,
    parent_not_found: { message: "Mục chứa nó vừa bị bỏ. Quay lại dự thảo." },
    too_many: { message: "Một kế hoạch có nhiều nhất 500 mục." },
    unit_not_found: UNIT_GONE,
    request_reused: REQUEST_REUSED,
  }[added.refusal];
});

export const writeClauseAction = formAction(clauseSchema, async (viewer, input, deed) => {
  const written = await writeClause(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}/draft?done=clause#${input.taskId}`);
  switch (written.refusal) {
    case "clause_not_found":
      return NO_PLAN;
    case "unit_not_found":
      return UNIT_GONE;
    case "clause_changed_meanwhile":
      return {
        message: "Người khác vừa sửa mục này. So sánh rồi lưu lại để giữ phần bạn nhập.",
        stale: [{ field: "text", label: "Nội dung", yours: input.text, theirs: written.details.text }],
        newVersion: wordsVersion(written.details.text),
      };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const moveClauseAction = formAction(clauseMoveSchema, async (viewer, input, deed) => {
  const moved = await moveClause(viewer, deed, input);
  if (moved.ok) redirect(`/plans/${moved.value.planId}/draft?done=moved#${input.taskId}`);
  return {
    clause_not_found: NO_PLAN,
    no_such_place: at("move", "Mục này không đưa đến đó được"),
    request_reused: REQUEST_REUSED,
  }[moved.refusal];
});

export const removeClauseAction = formAction(taskIdSchema, async (viewer, input, deed) => {
  const removed = await removeClause(viewer, deed, input);
  if (removed.ok) redirect(`/plans/${removed.value.planId}/draft?done=removed`);
  return { clause_not_found: NO_PLAN, request_reused: REQUEST_REUSED }[removed.refusal];
});

export const writeBasisAction = formAction(basisSchema, async (viewer, input, deed) => {
  const written = await writeBasis(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}/draft?done=basis`);
  return {
    plan_not_found: NO_PLAN,
    basis_not_found: NO_PLAN,
    related_not_found: at("relatedId", "Kế hoạch này không có trong danh sách"),
    request_reused: REQUEST_REUSED,
  }[written.refusal];
});

export const removeBasisAction = formAction(basisIdSchema, async (viewer, input, deed) => {
  const removed = await removeBasis(viewer, deed, input);
  if (removed.ok) redirect(`/plans/${removed.value.planId}/draft?done=removed`);
  return { basis_not_found: NO_PLAN, request_reused: REQUEST_REUSED }[removed.refusal];
});

export const writeRecipientsAction = formAction(recipientsSchema, async (viewer, input, deed) => {
  const written = await writeRecipients(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}/draft?done=recipients`);
  return { plan_not_found: NO_PLAN, unit_not_found: UNIT_GONE, request_reused: REQUEST_REUSED }[
    written.refusal
  ];
});

const MOVE_REFUSED = {
  plan_not_found: NO_PLAN,
  not_possible: { message: "Dự thảo này vừa được ban hành hoặc vừa bị bỏ. Tải lại trang để xem." },
  reason_missing: at("reason", "Nêu lý do bỏ dự thảo"),
  incomplete: {
    message: "Dự thảo còn thiếu số, ngày, người ký hoặc nội dung. Xem danh sách việc còn thiếu.",
  },
  in_future: { message: "Ngày ban hành không được ở tương lai. Sửa ở phần đầu." },
  bases_to_renew: { message: "Còn căn cứ chép từ năm trước chưa xem lại." },
  unit_not_there: {
    message: "Đơn vị ban hành chưa có hoặc không còn vào ngày ban hành. Sửa ngày ở phần đầu.",
  },
  recipient_gone: { message: "Có đơn vị nhận chưa có hoặc không còn vào ngày ban hành. Sửa nơi nhận." },
  before_parent: { message: "Ngày ban hành không được trước ngày của kế hoạch cấp trên." },
  request_reused: REQUEST_REUSED,
} satisfies Record<string, FormState>;

export const issuePlanAction = formAction(planIdSchema, async (viewer, input, deed) => {
  const issued = await issuePlan(viewer, deed, input);
  if (issued.ok) redirect(`/plans/${issued.value.planId}?done=issued`);
  return issued.refusal === "number_taken"
    ? { message: "Số, ký hiệu này đã dùng cho một kế hoạch khác của đơn vị trong năm (V27). Sửa ở phần đầu." }
    : MOVE_REFUSED[issued.refusal];
});

export const dropPlanAction = formAction(dropSchema, async (viewer, input, deed) => {
  const dropped = await dropPlan(viewer, deed, input);
  if (dropped.ok) redirect("/plans?done=dropped");
  return MOVE_REFUSED[dropped.refusal];
});

export const cascadePlanAction = formAction(cascadeSchema, async (viewer, input, deed) => {
  const begun = await cascadePlan(viewer, deed, input);
  if (begun.ok) redirect(`/plans/${begun.value.planId}/draft?done=cascaded`);
  return {
    plan_not_found: NO_PLAN,
    already_there: { message: "Đơn vị đã có kế hoạch triển khai kế hoạch này. Tải lại trang để mở." },
    request_reused: REQUEST_REUSED,
  }[begun.refusal];
});

export const clonePlanAction = formAction(planIdSchema, async (viewer, input, deed) => {
  const begun = await clonePlan(viewer, deed, input);
  if (begun.ok) redirect(`/plans/${begun.value.planId}/draft?done=cloned`);
  return { plan_not_found: NO_PLAN, request_reused: REQUEST_REUSED }[begun.refusal];
});

export const correctPlanAction = formAction(correctionSchema, async (viewer, input, deed) => {
  const corrected = await correctPlan(viewer, { ...deed, reason: input.reason }, input);
  if (corrected.ok) redirect(`/plans/${corrected.value.planId}?done=corrected`);
  return {
    plan_not_found: NO_PLAN,
    clause_not_found: at("taskId", "Mục này không có trong kế hoạch"),
    in_future: at("on", IN_FUTURE),
    before_issued: at("on", "Không được trước ngày ban hành"),
    request_reused: REQUEST_REUSED,
  }[corrected.refusal];
});

const REASON = at("reason", "Kế hoạch đã ban hành: nêu lý do thay đổi danh sách");

export const listGoalsAction = formAction(listingSchema, async (viewer, input, deed) => {
  const listed = await listGoalsInPlan(viewer, deed, input);
  if (listed.ok) redirect(`/plans/${listed.value.planId}/lists?done=listed`);
  return {
    plan_not_found: NO_PLAN,
    reason_missing: REASON,
    goal_not_found: at("goalIds", "Có mục tiêu không còn chọn được. Tải lại trang rồi chọn lại"),
    request_reused: REQUEST_REUSED,
  }[listed.refusal];
});

export const unlistGoalAction = formAction(unlistingSchema, async (viewer, input, deed) => {
  const taken = await unlistGoal(viewer, deed, input);
  if (taken.ok) redirect(`/plans/${taken.value.planId}/lists?done=unlisted`);
  return {
    item_not_found: { message: "Dòng này vừa được người khác bỏ. Tải lại trang." },
    reason_missing: REASON,
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});
