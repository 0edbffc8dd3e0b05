"use server";

import { redirect } from "next/navigation";
import {
  clearSecondFactor,
  correctAppointment,
  createAccount,
  delegateAppointment,
  endAppointment,
  giveAppointment,
  issueLink,
  lockAccount,
  unlockAccount,
} from "@/lib/accounts/commands";
import { LONGEST_DELEGATION_DAYS } from "@/lib/accounts/rules";
import {
  accountSchema,
  appointmentSchema,
  delegationSchema,
  endingSchema,
  linkSchema,
  lockSchema,
  periodSchema,
} from "@/lib/accounts/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const GRAVE = { proof: true };
const NOT_FOUND: FormState = { message: "Không tìm thấy tài khoản hoặc nhiệm vụ này trong phạm vi của bạn." };
const PROOF: FormState = { message: "Đã quá 10 phút từ lần xác nhận. Nhập lại mật khẩu rồi gửi." };
const PLACE: FormState = {
  message:
    "Không giao được vai trò này ở nơi đã chọn: ngoài quyền của bạn, sai loại đơn vị, hoặc nơi đó đã thôi hoạt động.",
};
const BACKWARDS: FormState = { errors: { validTo: ["Phải sau ngày bắt đầu"] } };
const OVER: FormState = { errors: { validTo: ["Thời hạn này đã hết. Chọn ngày sau hôm nay"] } };
const OVERLAPS: FormState = { message: "Tài khoản đã giữ nhiệm vụ này ở nơi đó trong thời gian trùng." };

export const createAccountAction = formAction(
  accountSchema,
  async (viewer, input, deed) => {
    const created = await createAccount(viewer, deed, input);
    if (created.ok) redirect(`/accounts/${created.value.accountId}/slip/${created.value.linkId}`);
    return {
      place_not_found: PLACE,
      period_backwards: BACKWARDS,
      period_over: OVER,
      login_taken: { errors: { login: ["Đã dùng cho một tài khoản khác"] } },
      login_unavailable: { errors: { login: ["Không dùng được. Chọn tên đăng nhập khác"] } },
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[created.refusal];
  },
  GRAVE,
);

export const issueLinkAction = formAction(
  linkSchema,
  async (viewer, input, deed) => {
    const issued = await issueLink(viewer, deed, input);
    if (issued.ok) redirect(`/accounts/${issued.value.accountId}/slip/${issued.value.linkId}`);
    return {
      account_not_found: NOT_FOUND,
      account_disabled: { message: "Tài khoản đang bị khoá. Mở khoá trước." },
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[issued.refusal];
  },
  GRAVE,
);

export const lockAccountAction = formAction(lockSchema, async (viewer, input, deed) => {
  const locked = await lockAccount(viewer, { ...deed, reason: input.reason }, input);
  if (locked.ok) redirect(`/accounts/${input.accountId}?done=locked`);
  return {
    account_not_found: NOT_FOUND,
    already_so: { message: "Tài khoản đã bị khoá từ trước." },
    proof_needed: PROOF,
    request_reused: REQUEST_REUSED,
  }[locked.refusal];
});

export const unlockAccountAction = formAction(
  lockSchema,
  async (viewer, input, deed) => {
    const opened = await unlockAccount(viewer, { ...deed, reason: input.reason }, input);
    if (opened.ok) redirect(`/accounts/${input.accountId}?done=unlocked`);
    return {
      account_not_found: NOT_FOUND,
      already_so: { message: "Tài khoản không bị khoá." },
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[opened.refusal];
  },
  GRAVE,
);

export const clearSecondFactorAction = formAction(
  lockSchema,
  async (viewer, input, deed) => {
    const cleared = await clearSecondFactor(viewer, { ...deed, reason: input.reason }, input);
    if (cleared.ok) redirect(`/accounts/${input.accountId}?done=cleared`);
    return {
      account_not_found: NOT_FOUND,
      already_so: { message: "Tài khoản này không bật bước xác thực thứ hai." },
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[cleared.refusal];
  },
  GRAVE,
);

export const giveAppointmentAction = formAction(
  appointmentSchema,
  async (viewer, input, deed) => {
    const given = await giveAppointment(viewer, deed, input);
    if (given.ok) redirect(`/accounts/${input.accountId}?done=given`);
    return {
      account_not_found: NOT_FOUND,
      place_not_found: PLACE,
      period_backwards: BACKWARDS,
      period_over: OVER,
      appointment_overlaps: OVERLAPS,
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[given.refusal];
  },
  GRAVE,
);

const ENDING = {
  appointment_not_found: NOT_FOUND,
  already_ended: { errors: { on: ["Nhiệm vụ đã kết thúc trước hoặc đúng ngày này"] } },
  before_beginning: { errors: { on: ["Không thể trước ngày bắt đầu"] } },
  proof_needed: PROOF,
  request_reused: REQUEST_REUSED,
} satisfies Record<string, FormState>;

export const endAppointmentAction = formAction(
  endingSchema,
  async (viewer, input, deed) => {
    const ended = await endAppointment(viewer, { ...deed, reason: input.reason }, input);
    if (ended.ok) redirect("/accounts?done=ended");
    return ENDING[ended.refusal];
  },
  GRAVE,
);

export const revokeDelegationAction = formAction(
  endingSchema,
  async (viewer, input, deed) => {
    const ended = await endAppointment(viewer, { ...deed, reason: input.reason }, input);
    if (ended.ok) redirect("/accounts/delegations?done=ended");
    return ENDING[ended.refusal];
  },
  GRAVE,
);

export const correctAppointmentAction = formAction(
  periodSchema,
  async (viewer, input, deed) => {
    const corrected = await correctAppointment(viewer, { ...deed, reason: input.reason }, input);
    if (corrected.ok) redirect("/accounts?done=corrected");
    return {
      appointment_not_found: NOT_FOUND,
      already_begun: { message: "Nhiệm vụ đã bắt đầu nên không sửa được nữa; chỉ kết thúc được." },
      period_backwards: BACKWARDS,
      period_over: OVER,
      appointment_overlaps: OVERLAPS,
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[corrected.refusal];
  },
  GRAVE,
);

export const delegateAppointmentAction = formAction(
  delegationSchema,
  async (viewer, input, deed) => {
    const delegated = await delegateAppointment(viewer, { ...deed, reason: input.reason }, input);
    if (delegated.ok) redirect("/accounts/delegations?done=delegated");
    return {
      appointment_not_found: { errors: { appointmentId: ["Nhiệm vụ này không ủy quyền được"] } },
      line_too_wide: { errors: { line: ["Rộng hơn phần bạn phụ trách"] } },
      period_backwards: BACKWARDS,
      period_in_past: { errors: { validFrom: ["Sớm nhất là hôm nay"] } },
      period_too_long: { errors: { validTo: [`Nhiều nhất ${LONGEST_DELEGATION_DAYS} ngày`] } },
      beyond_own: { errors: { validTo: ["Không thể sau ngày bạn thôi nhiệm vụ"] } },
      receiver_not_found: {
        errors: { login: ["Không tìm thấy tài khoản đang làm việc trong tỉnh có tên này"] },
      },
      appointment_overlaps: OVERLAPS,
      proof_needed: PROOF,
      request_reused: REQUEST_REUSED,
    }[delegated.refusal];
  },
  GRAVE,
);
