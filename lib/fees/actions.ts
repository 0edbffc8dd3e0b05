"use server";

import { redirect } from "next/navigation";
import {
  answerFeePayment,
  collectFees,
  endExemption,
  exemptFromFee,
  payFee,
  voidFeePayment,
} from "@/lib/fees/commands";
import {
  collectionSchema,
  exemptionEndSchema,
  exemptionSchema,
  paymentAnswerSchema,
  paymentSchema,
  paymentVoidSchema,
} from "@/lib/fees/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

export const collectFeesAction = formAction(collectionSchema, async (viewer, input, deed) => {
  const collected = await collectFees(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (collected.ok) {
    const { branchId, month, written } = collected.value;
    redirect(`/branches/${branchId}/fees?month=${month}&done=${written > 0 ? "collected" : "corrected"}`);
  }
  return {
    branch_not_found: NOT_FOUND,
    month_ahead: { message: "Chưa đến tháng này." },
    date_in_future: at("collectedOn", "Ngày này chưa tới"),
    outside_membership: {
      message: "Có người không sinh hoạt ở đây trong tháng này: không thu trước khi vào, sau khi ra (V31).",
    },
    not_owed: { message: "Có người được miễn, hoặc đã đóng tháng này ở nơi cũ trước khi chuyển đến." },
    paid_elsewhere: { message: "Có người đã đóng tháng này ở một tổ chức khác." },
    changed_meanwhile: {
      message: "Người khác vừa ghi thu tháng này. Tải lại trang để xem; chưa có gì được lưu.",
    },
    reason_missing: at("reason", "Có khoản đã thu bị sửa hoặc bỏ: nêu lý do"),
    request_reused: REQUEST_REUSED,
  }[collected.refusal];
});

export const exemptFromFeeAction = formAction(exemptionSchema, async (viewer, input, deed) => {
  const exempted = await exemptFromFee(viewer, { ...deed, reason: input.reason }, input);
  if (exempted.ok) {
    const { branchId, membershipId } = exempted.value;
    redirect(`/branches/${branchId}/members/${membershipId}/exempt?done=exempted`);
  }
  switch (exempted.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "too_long":
      return at("toMonth", `Mỗi lần miễn không quá ${exempted.details.months} tháng`);
    case "months_reversed":
      return at("toMonth", "Không được trước tháng bắt đầu");
    case "in_future":
      return at("decidedOn", "Ngày này chưa tới");
    case "not_a_member":
      return at("fromMonth", "Người này không sinh hoạt ở đây trong các tháng đó");
    case "already_exempt":
      return at("fromMonth", "Đã được miễn trong các tháng này");
    case "already_paid":
      return at("fromMonth", "Đã thu trong các tháng này. Bỏ khoản đã thu trước, hoặc chọn tháng khác");
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const endExemptionAction = formAction(exemptionEndSchema, async (viewer, input, deed) => {
  const ended = await endExemption(viewer, { ...deed, reason: input.reason }, input);
  if (ended.ok) redirect(`/branches/${ended.value.branchId}/fees?done=exemption-ended`);
  return ended.refusal === "request_reused" ? REQUEST_REUSED : NOT_FOUND;
});

export const payFeeAction = formAction(paymentSchema, async (viewer, input, deed) => {
  const paid = await payFee(viewer, deed, input);
  if (paid.ok) {
    if (input.payer === "branch") redirect(`/branches/${input.payerId}/fees/payments?done=paid`);
    redirect("/fees/payments?done=paid");
  }
  return {
    payer_not_found: NOT_FOUND,
    no_share: { message: "Chưa có quy định tỷ lệ nộp lên cho tổ chức này." },
    in_future: { message: "Ngày nộp hoặc tháng nộp chưa tới." },
    months_outside_quarter: at(
      "toMonth",
      "Mỗi lần nộp cho các tháng của một quý, từ tháng trước đến tháng sau",
    ),
    request_reused: REQUEST_REUSED,
  }[paid.refusal];
});

export const answerFeePaymentAction = formAction(paymentAnswerSchema, async (viewer, input, deed) => {
  const answered = await answerFeePayment(viewer, { ...deed, reason: input.note ?? undefined }, input);
  if (answered.ok) redirect(`/fees/payments?done=${input.verdict}`);
  return {
    payment_not_found: NOT_FOUND,
    not_possible: { message: "Khoản nộp này đã được trả lời. Tải lại trang để xem." },
    in_future: at("on", "Ngày này chưa tới"),
    before_paid: at("on", "Không được trước ngày nộp"),
    reason_missing: at("note", "Không ghi sổ: nêu lý do"),
    request_reused: REQUEST_REUSED,
  }[answered.refusal];
});

export const voidFeePaymentAction = formAction(paymentVoidSchema, async (viewer, input, deed) => {
  const voided = await voidFeePayment(viewer, { ...deed, reason: input.reason }, input);
  if (voided.ok) {
    const { branchId } = voided.value;
    if (branchId) redirect(`/branches/${branchId}/fees/payments?done=voided`);
    redirect("/fees/payments?done=voided");
  }
  return {
    payment_not_found: NOT_FOUND,
    not_possible: { message: "Nơi nhận đã ghi sổ: chỉ nơi nhận bỏ được khoản này." },
    request_reused: REQUEST_REUSED,
  }[voided.refusal];
});
