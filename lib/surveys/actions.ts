"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState, StaleField } from "@/lib/forms/state";
import {
  acceptSurvey,
  acceptSurveys,
  closeCampaign,
  recordSurvey,
  returnSurvey,
  saveCampaign,
} from "@/lib/surveys/commands";
import { NUMBER_LABELS } from "@/lib/surveys/labels";
import type { SurveyRecord } from "@/lib/surveys/queries";
import { NUMBER_FIELDS } from "@/lib/surveys/rules";
import {
  acceptManySchema,
  acceptSchema,
  campaignSchema,
  closingSchema,
  returnSchema,
  type SurveyInput,
  surveySchema,
} from "@/lib/surveys/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy phiếu khảo sát trong phạm vi của bạn." };
const CHANGED: FormState = {
  message: "Phiếu vừa được người khác cập nhật. Tải lại trang để xem rồi làm tiếp.",
};
const OWN: FormState = { message: "Người ghi hoặc gửi phiếu không tự duyệt, trả lại phiếu của mình." };
const NOT_SUBMITTED: FormState = { message: "Phiếu không còn ở trạng thái chờ duyệt. Tải lại trang để xem." };

export const recordSurveyAction = formAction(surveySchema, async (viewer, input, deed) => {
  const recorded = await recordSurvey(viewer, deed, input);
  if (recorded.ok) redirect(`/surveys/${recorded.value.surveyId}?done=${recorded.value.state}`);
  switch (recorded.refusal) {
    case "date_in_future":
      return { errors: { surveyedOn: ["Ngày khảo sát còn ở tương lai"] } };
    case "enterprise_not_found":
      return { message: "Không tìm thấy doanh nghiệp trong phạm vi của bạn." };
    case "campaign_not_open":
      return { message: "Đợt khảo sát đã đóng hoặc chưa mở. Nội dung bạn nhập còn ở đây." };
    case "already_surveyed":
      return { message: "Doanh nghiệp này vừa có phiếu trong đợt khảo sát. Mở phiếu đó để sửa." };
    case "survey_not_open":
      return { message: "Phiếu đã gửi hoặc đã duyệt nên không sửa được. Nội dung bạn nhập còn ở đây." };
    case "survey_changed_meanwhile": {
      const { theirs } = recorded.details;
      return {
        message: "Người khác vừa lưu phiếu này. So sánh hai bên rồi lưu lại; nội dung bạn nhập còn nguyên.",
        stale: differences(input, theirs),
        newVersion: theirs.version,
      };
    }
    case "request_reused":
      return REQUEST_REUSED;
  }
});

/** What stands in the survey now beside what was typed, where they differ. */
function differences(yours: SurveyInput, theirs: SurveyRecord): StaleField[] {
  const count = (value: number | "unknown" | null | undefined) =>
    value === "unknown" ? "không rõ" : value === null || value === undefined ? "" : String(value);
  const numbers = NUMBER_FIELDS.map((field) => ({
    field,
    label: NUMBER_LABELS[field],
    yours: count(yours[field]),
    theirs: count(theirs.unknowns.includes(field) ? "unknown" : theirs[field]),
  }));
  const texts = (
    [
      ["assessment", "Đánh giá"],
      ["proposal", "Kiến nghị"],
      ["surveyor", "Người khảo sát"],
      ["informant", "Người cung cấp"],
      ["contactName", "Người liên hệ"],
      ["nucleusName", "Hạt nhân"],
      ["elsewhereNote", "Nơi đang sinh hoạt"],
      ["grantNote", "Điều kiện hỗ trợ"],
    ] as const
  ).map(([field, label]) => ({ field, label, yours: yours[field] ?? "", theirs: theirs[field] ?? "" }));
  return [...numbers, ...texts].filter((row) => row.yours !== row.theirs);
}

export const acceptSurveyAction = formAction(acceptSchema, async (viewer, input, deed) => {
  const accepted = await acceptSurvey(viewer, deed, input);
  if (accepted.ok) redirect(`/surveys/${accepted.value.surveyId}?done=accepted`);
  return {
    survey_not_found: NOT_FOUND,
    own_survey: OWN,
    survey_not_submitted: NOT_SUBMITTED,
    survey_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[accepted.refusal];
});

export const acceptSurveysAction = formAction(acceptManySchema, async (viewer, input, deed) => {
  const answer = await acceptSurveys(viewer, deed, input);
  if (!answer.ok) {
    return { survey_not_found: NOT_FOUND, own_survey: OWN, request_reused: REQUEST_REUSED }[answer.refusal];
  }
  const { accepted, skipped } = answer.value;
  if (skipped.length === 0) redirect(`/surveys?state=submitted&done=${accepted}`);
  const why = { own_survey: "bạn là người ghi hoặc gửi", survey_not_submitted: "không còn chờ duyệt" };
  return {
    message: `Đã duyệt ${accepted} phiếu. Bỏ qua ${skipped.length}: ${skipped.map((item) => `${item.name} (${why[item.why]})`).join("; ")}.`,
  };
});

export const returnSurveyAction = formAction(returnSchema, async (viewer, input, deed) => {
  const returned = await returnSurvey(viewer, { ...deed, reason: input.reason }, input);
  if (returned.ok) redirect(`/surveys/${returned.value.surveyId}?done=returned`);
  return {
    survey_not_found: NOT_FOUND,
    own_survey: OWN,
    survey_not_submitted: NOT_SUBMITTED,
    survey_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[returned.refusal];
});

export const saveCampaignAction = formAction(campaignSchema, async (viewer, input, deed) => {
  const saved = await saveCampaign(viewer, deed, input);
  if (saved.ok) redirect(`/campaigns/${saved.value.campaignId}?done=saved`);
  return {
    campaign_not_found: { message: "Không tìm thấy đợt khảo sát trong phạm vi của bạn." },
    campaign_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[saved.refusal];
});

export const closeCampaignAction = formAction(closingSchema, async (viewer, input, deed) => {
  const closed = await closeCampaign(viewer, deed, input);
  if (closed.ok) redirect(`/campaigns/${closed.value.campaignId}?done=closed`);
  switch (closed.refusal) {
    case "campaign_not_found":
      return { message: "Không tìm thấy đợt khảo sát trong phạm vi của bạn." };
    case "campaign_closed":
      return { message: "Đợt khảo sát này đã đóng." };
    case "before_opening":
      return { errors: { closedOn: ["Ngày đóng không thể trước ngày mở"] } };
    case "surveys_open":
      return {
        errors: {
          confirmed: [`Còn ${closed.details.count} phiếu chưa duyệt, ghi ở trên. Đánh dấu khi vẫn muốn đóng`],
        },
      };
    case "campaign_changed_meanwhile":
      return CHANGED;
    case "request_reused":
      return REQUEST_REUSED;
  }
});
