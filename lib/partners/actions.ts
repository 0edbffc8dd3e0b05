"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  addPartner,
  recordAgreement,
  recordJoint,
  renamePartner,
  takeBackAgreement,
  takeBackJoint,
} from "@/lib/partners/commands";
import {
  agreementBackSchema,
  agreementSchema,
  jointBackSchema,
  jointSchema,
  partnerSchema,
  renameSchema,
} from "@/lib/partners/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const lies = (field: string): FormState => at(field, "Ngày này không được ở tương lai");

/** Every refusal of these deeds but a day that has not come, whose field differs. */
const REFUSALS = {
  partner_not_found: NOT_FOUND,
  agreement_not_found: NOT_FOUND,
  joint_not_found: NOT_FOUND,
  activity_not_found: at("activityId", "Hoạt động này không còn. Tải lại trang rồi chọn lại"),
  not_yours: at("unitId", "Chọn đơn vị của bạn, đúng phần Đoàn hay Hội"),
  days_reversed: at("untilOn", "Không được trước ngày ký"),
  request_reused: REQUEST_REUSED,
} as const satisfies Record<string, FormState>;

export const addPartnerAction = formAction(partnerSchema, async (viewer, input, deed) => {
  const added = await addPartner(viewer, deed, input);
  if (added.ok) redirect(`/partners/${added.value.partnerId}?done=added`);
  return added.refusal === "in_future" ? lies("validFrom") : REFUSALS[added.refusal];
});

export const renamePartnerAction = formAction(renameSchema, async (viewer, input, deed) => {
  const renamed = await renamePartner(viewer, deed, input);
  if (renamed.ok) redirect(`/partners/${renamed.value.partnerId}?done=renamed`);
  return renamed.refusal === "in_future" ? lies("validFrom") : REFUSALS[renamed.refusal];
});

export const recordAgreementAction = formAction(agreementSchema, async (viewer, input, deed) => {
  const recorded = await recordAgreement(viewer, deed, input);
  if (recorded.ok) redirect(`/partners/${recorded.value.partnerId}?done=agreed`);
  return recorded.refusal === "in_future" ? lies("signedOn") : REFUSALS[recorded.refusal];
});

export const recordJointAction = formAction(jointSchema, async (viewer, input, deed) => {
  const recorded = await recordJoint(viewer, deed, input);
  if (recorded.ok) redirect(`/partners/${recorded.value.partnerId}?done=joined`);
  return recorded.refusal === "in_future" ? lies("on") : REFUSALS[recorded.refusal];
});

export const takeBackAgreementAction = formAction(agreementBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackAgreement(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/partners/${taken.value.partnerId}?done=taken-back`);
  return REFUSALS[taken.refusal];
});

export const takeBackJointAction = formAction(jointBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackJoint(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/partners/${taken.value.partnerId}?done=taken-back`);
  return REFUSALS[taken.refusal];
});
