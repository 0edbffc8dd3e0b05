"use server";

import { redirect } from "next/navigation";
import {
  advanceCongress,
  answerCongress,
  extendCongress,
  holdCongress,
  planCongress,
  recogniseCongress,
  tickTask,
} from "@/lib/congresses/commands";
import { seatField } from "@/lib/congresses/rules";
import {
  advanceSchema,
  answerSchema,
  extensionSchema,
  planSchema,
  recognitionSchema,
  resultSchema,
  tickSchema,
} from "@/lib/congresses/schema";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState, FormWarning } from "@/lib/forms/state";
import { explainCommittee } from "@/lib/members/labels";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const MOVED: FormState = {
  message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
};
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const IN_FUTURE = at("on", "Ngày này không được ở tương lai");
const NOT_ALIVE: FormState = { message: "Tổ chức này đã thôi hoạt động." };

/** V22 as something to be read. */
const oddly = (field: string, dueOn: PlainDate | null): FormWarning => ({
  rule: "V22",
  field,
  message: dueOn
    ? `Ngày này trước khi thành lập tổ chức, hoặc sau hạn ${formatDate(dueOn)} (đã tính gia hạn).`
    : "Ngày này trước khi thành lập tổ chức.",
});

export const planCongressAction = formAction(planSchema, async (viewer, input, deed) => {
  const planned = await planCongress(viewer, deed, input);
  if (planned.ok) redirect(`/congresses/${planned.value.congressId}?done=planned`);
  switch (planned.refusal) {
    case "branch_not_found":
    case "congress_not_found":
      return NOT_FOUND;
    case "in_future":
      return IN_FUTURE;
    case "branch_not_alive":
      return NOT_ALIVE;
    case "already_under_way":
      return { message: "Tổ chức này đang có một lần đại hội. Mở lần đó để làm tiếp." };
    case "oddly_dated":
      return { warnings: [oddly("plannedOn", planned.details.dueOn)] };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

type StepRefusal =
  | "congress_not_found"
  | "not_possible"
  | "in_future"
  | "before_last_step"
  | "branch_not_alive"
  | "not_later"
  | "request_reused";

function stepRefused(refusal: StepRefusal): FormState {
  switch (refusal) {
    case "congress_not_found":
      return NOT_FOUND;
    case "not_possible":
      return MOVED;
    case "in_future":
      return IN_FUTURE;
    case "before_last_step":
      return at("on", "Không được trước ngày của bước liền trước");
    case "branch_not_alive":
      return NOT_ALIVE;
    case "not_later":
      return at("movedTo", "Phải sau ngày dự kiến hiện nay");
    case "request_reused":
      return REQUEST_REUSED;
  }
}

export const tickTaskAction = formAction(tickSchema, async (viewer, input, deed) => {
  const ticked = await tickTask(viewer, deed, input);
  if (ticked.ok) redirect(`/congresses/${ticked.value.congressId}?done=ticked`);
  return stepRefused(ticked.refusal);
});

export const advanceCongressAction = formAction(advanceSchema, async (viewer, input, deed) => {
  const moved = await advanceCongress(viewer, deed, input);
  if (moved.ok) redirect(`/congresses/${moved.value.congressId}?done=${input.move}`);
  if (moved.refusal !== "tasks_open") return stepRefused(moved.refusal);
  const missing = moved.details.missing.join("; ");
  return { warnings: [{ rule: "tasks", message: `Chưa đánh dấu xong: ${missing}.` }] };
});

export const answerCongressAction = formAction(answerSchema, async (viewer, input, deed) => {
  const answered = await answerCongress(viewer, { ...deed, reason: input.note ?? undefined }, input);
  if (answered.ok) redirect(`/congresses/${answered.value.congressId}?done=${input.move}`);
  return answered.refusal === "oddly_dated"
    ? { warnings: [oddly("movedTo", answered.details.dueOn)] }
    : stepRefused(answered.refusal);
});

export const holdCongressAction = formAction(resultSchema, async (viewer, input, deed) => {
  const held = await holdCongress(viewer, deed, input);
  if (held.ok) redirect(`/congresses/${held.value.congressId}?done=hold`);
  switch (held.refusal) {
    case "no_quorum": {
      const { present, of } = held.details;
      return at("present", `Không đủ ${present}/${of} số được triệu tập: đại hội không tổ chức được`);
    }
    case "more_than_called":
      return at("present", "Nhiều hơn số được triệu tập");
    case "before_permit":
      return at("on", "Không được trước ngày cho phép tổ chức");
    case "before_last_congress":
      return at("on", "Phải sau lần đại hội gần nhất đã ghi");
    case "term_over":
      return at("on", "Phải trước khi nhiệm kỳ đã ghi kết thúc");
    case "not_a_member": {
      const message =
        "Không phải là thành viên ở đây vào ngày đại hội. Nếu chỉ định ngoại lệ, ghi lý do (V10)";
      return {
        errors: Object.fromEntries(held.details.rows.map((row) => [seatField(row, "reason"), [message]])),
      };
    }
    case "no_head":
      return at(seatField(0, "title"), "Chưa có người đứng đầu");
    case "two_heads":
      return at(seatField(0, "title"), "Chỉ có một người đứng đầu (V11)");
    case "chosen_twice":
      return at(seatField(0, "person"), "Mỗi người chỉ ghi một dòng");
    case "person_not_found":
      return at(seatField(0, "person"), "Không tìm thấy người này trong phạm vi của bạn");
    case "title_of_other_line":
      return at(seatField(0, "title"), "Chức vụ này không có ở tổ chức này");
    case "warnings_unread": {
      const { finding, oddlyDated, dueOn } = held.details;
      return {
        warnings: [
          ...(finding ? [{ rule: finding.rule, message: explainCommittee(finding) }] : []),
          ...(oddlyDated ? [oddly("on", dueOn)] : []),
        ],
      };
    }
    default:
      return stepRefused(held.refusal);
  }
});

export const recogniseCongressAction = formAction(recognitionSchema, async (viewer, input, deed) => {
  const recognised = await recogniseCongress(viewer, deed, input);
  if (recognised.ok) redirect(`/congresses/${recognised.value.congressId}?done=recognise`);
  switch (recognised.refusal) {
    case "before_last_congress":
      return { message: "Đã có lần đại hội sau ngày này được ghi. Trả lại để xem lại ngày." };
    case "not_a_member":
      return {
        message: "Có người được chọn không còn là thành viên vào ngày đại hội (V10). Trả lại để ghi lại.",
      };
    case "two_heads":
    case "chosen_twice":
      return { message: "Chức vụ ở tổ chức này vừa được ghi khác. Tải lại trang rồi công nhận." };
    default:
      return stepRefused(recognised.refusal);
  }
});

export const extendCongressAction = formAction(extensionSchema, async (viewer, input, deed) => {
  const extended = await extendCongress(viewer, { ...deed, reason: input.reason }, input);
  if (extended.ok) redirect(`/branches/${extended.value.branchId}/congresses?done=extended`);
  switch (extended.refusal) {
    case "branch_not_found":
      return NOT_FOUND;
    case "branch_not_alive":
      return NOT_ALIVE;
    case "in_future":
      return at("decidedOn", "Ngày này không được ở tương lai");
    case "no_due_date":
      return { message: "Tổ chức này chưa có hạn đại hội để gia hạn." };
    case "not_later": {
      const { dueOn, establishedOn } = extended.details;
      return at("extendedTo", `Phải sau ngày ${formatDate(dueOn ?? establishedOn)}`);
    }
    case "beyond_half_term": {
      const { until } = extended.details;
      const says = until ? `, muộn nhất ngày ${formatDate(until)}` : "";
      return at("extendedTo", `Gia hạn nhiều nhất nửa nhiệm kỳ (V23)${says}`);
    }
    case "request_reused":
      return REQUEST_REUSED;
  }
});
