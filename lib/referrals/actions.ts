"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  endReferral,
  introduceReferral,
  receiveReferral,
  remarkReferral,
  requestReferral,
} from "@/lib/referrals/commands";
import { endSchema, referralSchema, remarkSchema, signatureSchema } from "@/lib/referrals/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const IN_FUTURE = at("on", "Ngày này không được ở tương lai");

export const requestReferralAction = formAction(referralSchema, async (viewer, input, deed) => {
  const asked = await requestReferral(viewer, deed, input);
  if (asked.ok) redirect(`/referrals/${asked.value.referralId}?done=requested`);
  switch (asked.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "area_not_found":
      return at("place", "Không có xã, phường này. Chọn lại trong danh sách");
    case "too_short":
      return at(
        "since",
        `Tạm trú chưa đủ ${asked.details.months} tháng tính đến ngày yêu cầu: chưa giới thiệu được`,
      );
    case "in_future":
      return IN_FUTURE;
    case "not_a_member":
      return { message: "Người này không còn sinh hoạt ở đây." };
    case "before_joined":
      return at("on", "Không được trước ngày vào tổ chức này");
    case "already_under_way":
      return { message: "Người này đang được giới thiệu về một nơi cư trú. Kết thúc lần đó trước." };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

type MoveRefusal =
  | "referral_not_found"
  | "not_possible"
  | "in_future"
  | "before_last_step"
  | "year_outside"
  | "already_remarked"
  | "request_reused";

function moveRefused(refusal: MoveRefusal): FormState {
  switch (refusal) {
    case "referral_not_found":
      return NOT_FOUND;
    case "not_possible":
      return {
        message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
      };
    case "in_future":
      return IN_FUTURE;
    case "before_last_step":
      return at("on", "Không được trước ngày của bước liền trước");
    case "year_outside":
      return at("year", "Chỉ nhận xét từ năm giới thiệu đến năm nay");
    case "already_remarked":
      return at("year", "Năm này đã có nhận xét");
    case "request_reused":
      return REQUEST_REUSED;
  }
}

export const introduceReferralAction = formAction(signatureSchema, async (viewer, input, deed) => {
  const introduced = await introduceReferral(viewer, deed, input);
  if (introduced.ok) redirect(`/referrals/${introduced.value.referralId}?done=introduced`);
  return moveRefused(introduced.refusal);
});

export const receiveReferralAction = formAction(signatureSchema, async (viewer, input, deed) => {
  const received = await receiveReferral(viewer, deed, input);
  if (received.ok) redirect(`/referrals/${received.value.referralId}?done=received`);
  return moveRefused(received.refusal);
});

export const remarkReferralAction = formAction(remarkSchema, async (viewer, input, deed) => {
  const remarked = await remarkReferral(viewer, deed, input);
  if (remarked.ok) redirect(`/referrals/${remarked.value.referralId}?done=remarked`);
  return moveRefused(remarked.refusal);
});

export const endReferralAction = formAction(endSchema, async (viewer, input, deed) => {
  const ended = await endReferral(viewer, { ...deed, reason: input.note }, input);
  if (ended.ok) redirect(`/referrals/${ended.value.referralId}?done=ended`);
  return moveRefused(ended.refusal);
});
