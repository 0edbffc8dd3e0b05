"use server";

import { redirect } from "next/navigation";
import { callCaseHard, closeCase, decideOverride, openCase, reportToParty } from "@/lib/cases/commands";
import {
  caseClosingSchema,
  caseSchema,
  difficultySchema,
  overrideDecisionSchema,
  partyReportSchema,
} from "@/lib/cases/schema";
import { formAction, PROOF_NEEDED, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy hồ sơ trong phạm vi của bạn." };
const CHANGED: FormState = {
  message:
    "Người khác vừa cập nhật hồ sơ này, hoặc hồ sơ đã đóng. Tải lại trang để xem; nội dung bạn nhập còn ở đây.",
};
const FUTURE = "Ngày này còn ở tương lai";
const TOO_EARLY = "Không thể trước ngày mở hồ sơ";

export const openCaseAction = formAction(caseSchema, async (viewer, input, deed) => {
  const opened = await openCase(viewer, deed, input);
  if (opened.ok) redirect(`/enterprises/${opened.value.enterpriseId}?done=case`);
  return {
    enterprise_not_found: { message: "Không tìm thấy doanh nghiệp trong phạm vi của bạn." },
    date_in_future: { errors: { openedOn: [FUTURE] } },
    case_already_open: { errors: { line: ["Phần này đã có hồ sơ đang mở"] } },
    request_reused: REQUEST_REUSED,
  }[opened.refusal];
});

export const reportToPartyAction = formAction(partyReportSchema, async (viewer, input, deed) => {
  const reported = await reportToParty(viewer, deed, input);
  if (reported.ok) redirect(`/enterprises/${reported.value.enterpriseId}?done=case`);
  return {
    case_not_found: NOT_FOUND,
    date_in_future: { errors: { reportedToPartyOn: [FUTURE] } },
    before_opening: { errors: { reportedToPartyOn: [TOO_EARLY] } },
    case_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[reported.refusal];
});

export const callCaseHardAction = formAction(difficultySchema, async (viewer, input, deed) => {
  const called = await callCaseHard(viewer, deed, input);
  if (called.ok) redirect(`/enterprises/${called.value.enterpriseId}?done=hard`);
  return {
    case_not_found: NOT_FOUND,
    date_in_future: { errors: { on: [FUTURE] } },
    before_opening: { errors: { on: [TOO_EARLY] } },
    case_already_open: { message: "Hồ sơ của phần kia vừa được mở. Tải lại trang rồi làm lại." },
    case_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[called.refusal];
});

export const closeCaseAction = formAction(caseClosingSchema, async (viewer, input, deed) => {
  const closed = await closeCase(viewer, deed, input);
  if (closed.ok) redirect(`/enterprises/${closed.value.enterpriseId}?done=case`);
  return {
    case_not_found: NOT_FOUND,
    date_in_future: { errors: { closedOn: [FUTURE] } },
    before_opening: { errors: { closedOn: [TOO_EARLY] } },
    case_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[closed.refusal];
});

export const decideOverrideAction = formAction(
  overrideDecisionSchema,
  async (viewer, input, deed) => {
    const decided = await decideOverride(viewer, { ...deed, reason: input.decisionNote }, input);
    if (decided.ok) redirect("/overrides?done=decided");
    return {
      override_not_found: { message: "Không tìm thấy đề nghị trong phạm vi của bạn." },
      own_request: { message: "Người đề nghị không tự quyết định." },
      already_decided: { message: "Đề nghị này vừa được người khác quyết định. Tải lại trang để xem." },
      proof_needed: PROOF_NEEDED,
      request_reused: REQUEST_REUSED,
    }[decided.refusal];
  },
  { proof: true },
);
