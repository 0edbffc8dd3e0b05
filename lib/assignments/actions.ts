"use server";

import { redirect } from "next/navigation";
import { assignSurveys, releaseSurveys } from "@/lib/assignments/commands";
import { assignSchema, releaseSchema } from "@/lib/assignments/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

const NOT_FOUND = { message: "Không tìm thấy trong phạm vi của bạn. Tải lại trang để xem." };
const NOT_OPEN = { message: "Đợt khảo sát đã đóng hoặc chưa mở nên không giao được." };
const MEANWHILE = { message: "Người khác vừa giao doanh nghiệp trong số này. Tải lại trang để xem." };

export const assignSurveysAction = formAction(assignSchema, async (viewer, input, deed) => {
  const answer = await assignSurveys(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (answer.ok) {
    const { campaignId, assigned } = answer.value;
    redirect(`/campaigns/${campaignId}/enterprises?done=assigned&count=${assigned}`);
  }
  switch (answer.refusal) {
    case "campaign_not_found":
    case "enterprise_not_found":
      return NOT_FOUND;
    case "campaign_not_open":
      return NOT_OPEN;
    case "due_in_past":
      return { errors: { dueOn: ["Hạn đã qua. Chọn một ngày từ hôm nay"] } };
    case "surveyor_elsewhere":
      return {
        errors: {
          surveyorId: [`Người này không thuộc đơn vị quản lý ${answer.details.names.join(", ")}`],
        },
      };
    case "reason_needed":
      return {
        errors: {
          reason: [`${answer.details.count} doanh nghiệp đang giao cho người khác: nêu vì sao giao lại`],
        },
      };
    case "assigned_meanwhile":
      return MEANWHILE;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const releaseSurveysAction = formAction(releaseSchema, async (viewer, input, deed) => {
  const answer = await releaseSurveys(viewer, { ...deed, reason: input.reason }, input);
  if (answer.ok) {
    const { campaignId, released } = answer.value;
    redirect(`/campaigns/${campaignId}/enterprises?done=released&count=${released}`);
  }
  return {
    campaign_not_found: NOT_FOUND,
    enterprise_not_found: NOT_FOUND,
    campaign_not_open: NOT_OPEN,
    assigned_meanwhile: MEANWHILE,
    nothing_assigned: { errors: { enterprises: ["Chưa doanh nghiệp nào trong số này được giao"] } },
    request_reused: REQUEST_REUSED,
  }[answer.refusal];
});
