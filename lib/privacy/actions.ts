"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  addHoliday,
  decideErasure,
  decideRetention,
  endBasis,
  exportPerson,
  liftKeeping,
  nameContact,
  notifyBreach,
  orderKeeping,
  proposeErasure,
  proposeRetention,
  publishText,
  recordBreach,
  recordConsent,
  recordLegalBasis,
  recordMeasures,
  registerRequest,
  removeHoliday,
  setRetention,
  takeStep,
} from "@/lib/privacy/commands";
import { keepLabel } from "@/lib/privacy/labels";
import {
  basisEndSchema,
  breachMeasuresSchema,
  breachNoticeSchema,
  breachSchema,
  consentSchema,
  contactSchema,
  dataRequestSchema,
  erasureDecisionSchema,
  erasureSchema,
  exportSchema,
  holidayRemovalSchema,
  holidaySchema,
  keepOrderLiftSchema,
  keepOrderSchema,
  legalBasisSchema,
  requestStepSchema,
  retentionDecisionSchema,
  retentionRuleSchema,
  retentionSearchSchema,
  textSchema,
} from "@/lib/privacy/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const PROOF: FormState = {
  message: "Cần xác nhận lại là bạn: nhập mật khẩu rồi gửi lại.",
  proof: "password",
};
const CHANGED: FormState = {
  message: "Người khác vừa cập nhật. Tải lại trang; nội dung bạn nhập còn ở đây.",
};
const DECIDED: FormState = { message: "Việc này vừa được quyết định. Tải lại trang để xem." };
const TWO: FormState = { message: "Người đề nghị không tự quyết định: cần người thứ hai của ban." };
const FUTURE = "Ngày này còn ở tương lai";
const PAST = "Chỉ có hiệu lực từ hôm nay trở đi";
const TAKEN = "Ngày này đã có một bản";
const mustKeep = (reason: string): FormState => ({ message: `Chưa xoá được. ${keepLabel(reason)}.` });

export const publishTextAction = formAction(textSchema, async (viewer, input, deed) => {
  const published = await publishText(viewer, deed, input);
  if (published.ok) redirect("/privacy/texts?done=text");
  return {
    not_yours: NOT_FOUND,
    date_in_past: { errors: { validFrom: [PAST] } },
    day_taken: { errors: { validFrom: [TAKEN] } },
    request_reused: REQUEST_REUSED,
  }[published.refusal];
});

export const nameContactAction = formAction(contactSchema, async (viewer, input, deed) => {
  const named = await nameContact(viewer, deed, input);
  if (named.ok) redirect("/privacy/texts?done=contact");
  return {
    not_yours: NOT_FOUND,
    date_in_past: { errors: { validFrom: [PAST] } },
    day_taken: { errors: { validFrom: [TAKEN] } },
    request_reused: REQUEST_REUSED,
  }[named.refusal];
});

export const addHolidayAction = formAction(holidaySchema, async (viewer, input, deed) => {
  const added = await addHoliday(viewer, deed, input);
  if (added.ok) redirect("/privacy/clocks?done=holiday");
  return {
    not_yours: NOT_FOUND,
    day_taken: { errors: { day: ["Ngày này đã có trong bảng"] } },
    request_reused: REQUEST_REUSED,
  }[added.refusal];
});

export const removeHolidayAction = formAction(holidayRemovalSchema, async (viewer, input, deed) => {
  const removed = await removeHoliday(viewer, deed, input);
  if (removed.ok) redirect("/privacy/clocks?done=removed");
  return { holiday_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[removed.refusal];
});

export const recordConsentAction = formAction(consentSchema, async (viewer, input, deed) => {
  const recorded = await recordConsent(viewer, deed, input);
  if (recorded.ok) redirect(`/members/${recorded.value.personId}/privacy?done=basis`);
  return {
    person_not_found: NOT_FOUND,
    purpose_unknown: { errors: { purpose: ["Chọn một mục đích trong danh sách"] } },
    date_in_future: { errors: { givenOn: [FUTURE] } },
    guardian_needed: {
      errors: { guardianName: ["V32: dưới 16 tuổi, ghi họ tên và quan hệ của cha, mẹ hoặc người giám hộ"] },
    },
    no_text_then: { errors: { givenOn: ["Ngày đó chưa có văn bản đồng ý nào có hiệu lực"] } },
    basis_standing: { errors: { purpose: ["Mục đích này đã có căn cứ; kết thúc căn cứ cũ trước"] } },
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const recordLegalBasisAction = formAction(legalBasisSchema, async (viewer, input, deed) => {
  const recorded = await recordLegalBasis(viewer, deed, input);
  if (recorded.ok) redirect(`/members/${recorded.value.personId}/privacy?done=basis`);
  return {
    person_not_found: NOT_FOUND,
    purpose_unknown: { errors: { purpose: ["Chọn một mục đích trong danh sách"] } },
    ground_unknown: { errors: { ground: ["Chọn một căn cứ trong danh sách"] } },
    date_in_future: { errors: { givenOn: [FUTURE] } },
    basis_standing: { errors: { purpose: ["Mục đích này đã có căn cứ; kết thúc căn cứ cũ trước"] } },
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const endBasisAction = formAction(basisEndSchema, async (viewer, input, deed) => {
  const ended = await endBasis(viewer, { ...deed, reason: input.endReason }, input);
  if (ended.ok) redirect(`/members/${ended.value.personId}/privacy?done=ended`);
  return {
    basis_not_found: NOT_FOUND,
    date_in_future: { errors: { endedOn: [FUTURE] } },
    before_given: { errors: { endedOn: ["Không thể trước ngày bắt đầu"] } },
    request_reused: REQUEST_REUSED,
  }[ended.refusal];
});

export const registerRequestAction = formAction(dataRequestSchema, async (viewer, input, deed) => {
  const registered = await registerRequest(viewer, deed, input);
  if (registered.ok) redirect(`/privacy/requests/${registered.value.id}?done=registered`);
  return {
    not_yours: NOT_FOUND,
    person_not_found: NOT_FOUND,
    date_in_future: { errors: { receivedOn: [FUTURE] } },
    request_reused: REQUEST_REUSED,
  }[registered.refusal];
});

export const takeStepAction = formAction(requestStepSchema, async (viewer, input, deed) => {
  const taken = await takeStep(viewer, { ...deed, reason: input.note }, input);
  if (taken.ok) redirect(`/privacy/requests/${taken.value.requestId}?done=step`);
  return {
    request_not_found: NOT_FOUND,
    already_closed: { message: "Yêu cầu này đã trả lời xong." },
    step_taken: { errors: { kind: ["Việc này đã ghi rồi; chỉ được gia hạn một lần"] } },
    date_in_future: { errors: { on: [FUTURE] } },
    before_received: { errors: { on: ["Không thể trước ngày nhận yêu cầu"] } },
    too_late_to_extend: { errors: { kind: ["Đã quá hạn, không gia hạn được nữa: trả lời ngay"] } },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});

export const proposeErasureAction = formAction(
  erasureSchema,
  async (viewer, input, deed) => {
    const proposed = await proposeErasure(viewer, { ...deed, reason: input.reason }, input);
    if (proposed.ok) redirect(`/privacy/requests/${proposed.value.requestId}?done=erasure`);
    if (proposed.refusal === "must_keep") return mustKeep(proposed.details);
    return {
      proof_needed: PROOF,
      request_not_found: NOT_FOUND,
      two_provinces: { message: "Người này còn hồ sơ ở tỉnh khác: hai tỉnh phải cùng giải quyết." },
      already_proposed: { message: "Đã có đề nghị xoá đang chờ quyết định." },
      request_reused: REQUEST_REUSED,
    }[proposed.refusal];
  },
  { proof: true },
);

export const decideErasureAction = formAction(
  erasureDecisionSchema,
  async (viewer, input, deed) => {
    const decided = await decideErasure(viewer, { ...deed, reason: input.decisionNote }, input);
    if (decided.ok) redirect(`/privacy/requests/${decided.value.requestId}?done=decided`);
    if (decided.refusal === "must_keep") return mustKeep(decided.details);
    return {
      proof_needed: PROOF,
      erasure_not_found: NOT_FOUND,
      already_decided: DECIDED,
      own_proposal: TWO,
      request_reused: REQUEST_REUSED,
    }[decided.refusal];
  },
  { proof: true },
);

export const orderKeepingAction = formAction(keepOrderSchema, async (viewer, input, deed) => {
  const ordered = await orderKeeping(viewer, { ...deed, reason: input.reason }, input);
  if (ordered.ok) redirect(`/members/${ordered.value.personId}/privacy?done=keep`);
  return {
    person_not_found: NOT_FOUND,
    date_in_past: { errors: { until: ["Ngày này đã qua"] } },
    request_reused: REQUEST_REUSED,
  }[ordered.refusal];
});

export const liftKeepingAction = formAction(keepOrderLiftSchema, async (viewer, input, deed) => {
  const lifted = await liftKeeping(viewer, deed, input);
  if (lifted.ok) redirect(`/members/${lifted.value.personId}/privacy?done=lifted`);
  return { order_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[lifted.refusal];
});

export const exportPersonAction = formAction(
  exportSchema,
  async (viewer, input, deed) => {
    const made = await exportPerson(viewer, { ...deed, reason: input.reason }, input);
    if (made.ok) redirect(`/privacy/exports/${made.value.id}`);
    return { proof_needed: PROOF, person_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[made.refusal];
  },
  { proof: true },
);

export const setRetentionAction = formAction(retentionRuleSchema, async (viewer, input, deed) => {
  const set = await setRetention(viewer, deed, input);
  if (set.ok) redirect("/privacy/retention?done=rule");
  return {
    not_yours: NOT_FOUND,
    no_period: { errors: { months: ["Ít nhất 1 tháng; để trống là giữ"] } },
    date_in_past: { errors: { validFrom: [PAST] } },
    day_taken: { errors: { validFrom: [TAKEN] } },
    request_reused: REQUEST_REUSED,
  }[set.refusal];
});

export const proposeRetentionAction = formAction(retentionSearchSchema, async (viewer, input, deed) => {
  const proposed = await proposeRetention(viewer, deed, input);
  if (proposed.ok) redirect(`/privacy/retention?done=${proposed.value.added > 0 ? "found" : "nothing"}`);
  return { not_yours: NOT_FOUND, request_reused: REQUEST_REUSED }[proposed.refusal];
});

export const decideRetentionAction = formAction(
  retentionDecisionSchema,
  async (viewer, input, deed) => {
    const decided = await decideRetention(viewer, { ...deed, reason: input.decisionNote }, input);
    if (decided.ok) redirect("/privacy/retention?done=decided");
    return {
      proof_needed: PROOF,
      proposal_not_found: NOT_FOUND,
      already_decided: DECIDED,
      own_proposal: TWO,
      only_listed: { message: "Loại này chỉ liệt kê: xem từng hồ sơ rồi chọn giữ." },
      request_reused: REQUEST_REUSED,
    }[decided.refusal];
  },
  { proof: true },
);

export const recordBreachAction = formAction(breachSchema, async (viewer, input, deed) => {
  const recorded = await recordBreach(viewer, deed, input);
  if (recorded.ok) redirect(`/privacy/breaches/${recorded.value.id}?done=recorded`);
  return {
    not_yours: NOT_FOUND,
    date_in_future: { errors: { discoveredAt: [FUTURE] } },
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const recordMeasuresAction = formAction(breachMeasuresSchema, async (viewer, input, deed) => {
  const recorded = await recordMeasures(viewer, deed, input);
  if (recorded.ok) redirect(`/privacy/breaches/${recorded.value.breachId}?done=measures`);
  return { breach_not_found: NOT_FOUND, changed_meanwhile: CHANGED, request_reused: REQUEST_REUSED }[
    recorded.refusal
  ];
});

export const notifyBreachAction = formAction(breachNoticeSchema, async (viewer, input, deed) => {
  const notified = await notifyBreach(viewer, deed, input);
  if (notified.ok) redirect(`/privacy/breaches/${notified.value.breachId}?done=notified`);
  return {
    breach_not_found: NOT_FOUND,
    already_notified: { message: "Đã ghi việc báo rồi." },
    date_in_future: { errors: { notifiedAt: [FUTURE] } },
    before_discovery: { errors: { notifiedAt: ["Không thể trước lúc phát hiện"] } },
    late_reason_needed: { errors: { lateReason: ["Báo quá 72 giờ: ghi lý do chậm"] } },
    changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[notified.refusal];
});
