"use server";

import { redirect } from "next/navigation";
import {
  decideOverride,
  moveCase,
  openCase,
  setCaseScheme,
  tickPaper,
  voidCaseStep,
} from "@/lib/cases/commands";
import { REASON_WHY_LABELS } from "@/lib/cases/labels";
import {
  caseMoveSchema,
  caseSchema,
  overrideDecisionSchema,
  paperSchema,
  schemeSchema,
  voidStepSchema,
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
  if (opened.ok) redirect(`/cases/${opened.value.id}?done=opened`);
  return {
    enterprise_not_found: { message: "Không tìm thấy doanh nghiệp trong phạm vi của bạn." },
    date_in_future: { errors: { openedOn: [FUTURE] } },
    case_already_open: { errors: { line: ["Phần này đã có hồ sơ đang mở"] } },
    request_reused: REQUEST_REUSED,
  }[opened.refusal];
});

const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

export const moveCaseAction = formAction(caseMoveSchema, async (viewer, input, deed) => {
  const moved = await moveCase(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (moved.ok) redirect(`/cases/${moved.value.caseId}?done=${input.move}`);
  switch (moved.refusal) {
    case "case_not_found":
      return NOT_FOUND;
    case "changed_meanwhile":
      return CHANGED;
    case "not_possible":
      return { message: "Bước này không còn làm được ở giai đoạn hiện nay. Tải lại trang để xem." };
    case "reason_needed":
      return at("reason", REASON_WHY_LABELS[moved.details.why]);
    case "too_few_members": {
      const { known, minimum } = moved.details;
      return {
        message: `Chi đoàn phải có từ ${minimum} đoàn viên (V06): đang biết ${known}. Ghi “Chưa đủ điều kiện”, hoặc đi tiếp có nêu lý do và xin phép ngoại lệ khi thành lập.`,
      };
    }
    case "organisation_weak":
      return { message: `Tổ chức chưa vững: ${moved.details.reasons.join("; ")}.` };
    case "dossier_incomplete":
      return { message: "Hồ sơ chưa đủ sáu giấy tờ. Đánh dấu đủ rồi trình." };
    case "in_future":
      return at("on", FUTURE);
    case "before_opening":
      return at("on", TOO_EARLY);
    case "before_last_step":
      return at("on", "Không thể trước ngày của bước liền trước; bước liền trước sai thì bỏ nó trước");
    case "before_founding":
      return at("on", "Không thể trước ngày tổ chức được thành lập");
    case "not_founded":
      return at("outcome", "Chưa có tổ chức được thành lập: chưa thể ghi hoàn thành");
    case "no_activity":
      return at(
        "outcome",
        "Tổ chức thay thế chưa có hoạt động nào nên chưa được tính (V35). Ghi hoạt động trước",
      );
    case "case_already_open":
      return { message: "Hồ sơ của phần kia vừa được mở. Tải lại trang rồi làm lại." };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const voidCaseStepAction = formAction(voidStepSchema, async (viewer, input, deed) => {
  const voided = await voidCaseStep(viewer, { ...deed, reason: input.reason }, input);
  if (voided.ok) redirect(`/cases/${voided.value.caseId}?done=voided`);
  return {
    case_not_found: NOT_FOUND,
    changed_meanwhile: CHANGED,
    not_last: { message: "Chỉ bỏ được bước cuối cùng. Tải lại trang để xem." },
    case_already_open: { message: "Phần này đã có hồ sơ khác đang mở: không mở lại hồ sơ này được." },
    request_reused: REQUEST_REUSED,
  }[voided.refusal];
});

export const tickPaperAction = formAction(paperSchema, async (viewer, input, deed) => {
  const ticked = await tickPaper(viewer, deed, input);
  if (ticked.ok) redirect(`/cases/${ticked.value.caseId}?done=paper#papers`);
  return {
    case_not_found: NOT_FOUND,
    not_possible: { message: "Hồ sơ đã trình hoặc đã đóng: giấy tờ không sửa được nữa." },
    in_future: at("on", FUTURE),
    request_reused: REQUEST_REUSED,
  }[ticked.refusal];
});

export const setCaseSchemeAction = formAction(schemeSchema, async (viewer, input, deed) => {
  const set = await setCaseScheme(viewer, { ...deed, reason: input.reason }, input);
  if (set.ok) redirect("/cases/scheme?done=set");
  return {
    province_not_found: { message: "Chỉ Ban Tổ chức – Kiểm tra sửa các bước của tỉnh." },
    request_reused: REQUEST_REUSED,
  }[set.refusal];
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
