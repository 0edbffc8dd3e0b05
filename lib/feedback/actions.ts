"use server";

import { redirect } from "next/navigation";
import { noteIssue, raiseIssue, turnIssue } from "@/lib/feedback/commands";
import { issueNoteSchema, issueSchema, issueTurnSchema } from "@/lib/feedback/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy nội dung này trong phạm vi của bạn." };

export const raiseIssueAction = formAction(issueSchema, async (viewer, input, deed) => {
  const raised = await raiseIssue(viewer, deed, input);
  if (raised.ok) redirect(`/feedback/${raised.value.issueId}?done=raised`);
  return {
    not_yours: { errors: { raisedFor: ["Chọn đơn vị hoặc tổ chức của bạn, đúng phần Đoàn hay Hội"] } },
    date_in_past: { errors: { answerBy: ["Ngày mong trả lời phải sau hôm nay"] } },
    subject_not_found: NOT_FOUND,
    request_reused: REQUEST_REUSED,
  }[raised.refusal];
});

export const turnIssueAction = formAction(issueTurnSchema, async (viewer, input, deed) => {
  const turned = await turnIssue(viewer, deed, input);
  if (turned.ok) redirect(`/feedback/${turned.value.issueId}?done=${input.turn.move}`);
  return {
    issue_not_found: NOT_FOUND,
    turn_not_possible: {
      message:
        "Việc này không còn làm được: người khác vừa xử lý, hoặc nội dung đã chuyển nơi khác. Tải lại trang để xem.",
    },
    words_missing: { errors: { text: ["Viết nội dung: người nêu sẽ đọc"] } },
    body_missing: { errors: { outsideBody: ["Ghi tên cơ quan nhận"] } },
    issue_changed_meanwhile: {
      message: "Người khác vừa xử lý nội dung này. Tải lại trang để xem; điều bạn viết còn ở đây.",
    },
    request_reused: REQUEST_REUSED,
  }[turned.refusal];
});

export const noteIssueAction = formAction(issueNoteSchema, async (viewer, input, deed) => {
  const noted = await noteIssue(viewer, deed, input);
  if (noted.ok) redirect(`/feedback/${noted.value.issueId}?done=noted`);
  return { issue_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[noted.refusal];
});
