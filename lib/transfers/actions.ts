"use server";

import { redirect } from "next/navigation";
import { formatDate } from "@/lib/dates/plain-date";
import { stableId } from "@/lib/db/id";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { registerCandidate } from "@/lib/members/commands";
import { birthLabel, explainWarning } from "@/lib/members/labels";
import type { AdmissionState } from "@/lib/members/rules";
import {
  arriveTransfer,
  introduceTransfer,
  receiveTransfer,
  recordArrival,
  refuseTransfer,
  remarkTransfer,
  requestTransfer,
  sendTransfer,
} from "@/lib/transfers/commands";
import {
  arrivalSchema,
  introductionSchema,
  newcomerSchema,
  receiptSchema,
  refusalSchema,
  remarkSchema,
  sendingSchema,
  startSchema,
} from "@/lib/transfers/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const MOVED: FormState = {
  message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
};
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const IN_FUTURE = at("on", "Ngày này không được ở tương lai");
const BEFORE_LAST = at("on", "Không được trước ngày của bước liền trước");

type StartRefusal =
  | "membership_not_found"
  | "in_future"
  | "not_a_member"
  | "before_joined"
  | "destination_not_found"
  | "already_member"
  | "already_under_way"
  | "request_reused";

/** What a beginning is refused for, in words. */
function startRefused(refusal: StartRefusal): FormState {
  switch (refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "in_future":
      return IN_FUTURE;
    case "not_a_member":
      return { message: "Người này không còn sinh hoạt ở đây." };
    case "before_joined":
      return at("on", "Không được trước ngày vào tổ chức này");
    case "destination_not_found":
      return at("destination", "Tổ chức này không còn hoạt động. Chọn lại trong danh sách");
    case "already_member":
      return {
        message: "Người này đang sinh hoạt ở một tổ chức trong tỉnh. Tổ chức đó chuyển đi thì mới nhận được.",
      };
    case "already_under_way":
      return { message: "Đang có một lần chuyển sinh hoạt của người này. Mở lần đó để làm tiếp." };
    case "request_reused":
      return REQUEST_REUSED;
  }
}

export const requestTransferAction = formAction(startSchema, async (viewer, input, deed) => {
  const asked = await requestTransfer(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (asked.ok) redirect(`/transfers/${asked.value.transferId}?done=requested`);
  switch (asked.refusal) {
    case "destination_is_sender":
      return at("destination", "Đây chính là nơi đang sinh hoạt");
    case "fee_before_joined":
      return at("feeUntil", feeBefore(asked.details));
    case "transfer_not_found":
    case "not_possible":
      return NOT_FOUND;
    case "before_last_step":
      return BEFORE_LAST;
    default:
      return startRefused(asked.refusal);
  }
});

const feeBefore = ({ joined }: { joined: string }) =>
  `Người này vào từ ngày ${formatDate(joined)}: không thu đoàn phí trước tháng đó`;

export const recordArrivalAction = formAction(arrivalSchema, async (viewer, input, deed) => {
  const recorded = await recordArrival(viewer, deed, input);
  if (recorded.ok) redirect(`/transfers/${recorded.value.transferId}?done=announced`);
  return startRefused(recorded.refusal);
});

/** Somebody from outside without a record: entered, then announced, under ids that follow from the form's. */
export const recordNewcomerAction = formAction(
  newcomerSchema,
  async (viewer, input, deed): Promise<AdmissionState> => {
    const { branchId, confirmed, outside, on, documentNumber, note, joined, cardNumber, ...person } = input;
    const registering = { requestId: stableId(`${deed.requestId} register`) };
    const registered = await registerCandidate(viewer, registering, { branchId, person, confirmed });
    if (!registered.ok) {
      switch (registered.refusal) {
        case "branch_not_found":
        case "person_not_found":
          return NOT_FOUND;
        case "birth_impossible":
          return at("birth", "Ngày sinh không thể có: ở tương lai, trước năm 1900 hoặc quá 100 tuổi");
        case "area_not_found":
          return at("areaId", "Không có xã, phường này. Chọn lại trong danh sách");
        case "request_reused":
          return REQUEST_REUSED;
        case "warnings_unread": {
          const { warnings, duplicates = [] } = registered.details;
          return {
            warnings: warnings.map((warning) => ({ rule: warning.rule, message: explainWarning(warning) })),
            duplicates: duplicates.map(({ id, fullName, birth, branchNames }) => ({
              personId: id,
              text: [fullName, birthLabel(birth), ...branchNames].join(", "),
            })),
          };
        }
      }
    }
    const { personId } = registered.value;
    const arrival = { branchId, personId, outside, on, documentNumber, note, joined, cardNumber };
    const recorded = await recordArrival(viewer, deed, arrival);
    if (recorded.ok) redirect(`/transfers/${recorded.value.transferId}?done=announced`);
    return startRefused(recorded.refusal);
  },
);

type MoveRefusal =
  | "transfer_not_found"
  | "not_possible"
  | "in_future"
  | "before_last_step"
  | "request_reused";

function moveRefused(refusal: MoveRefusal): FormState {
  switch (refusal) {
    case "transfer_not_found":
      return NOT_FOUND;
    case "not_possible":
      return MOVED;
    case "in_future":
      return IN_FUTURE;
    case "before_last_step":
      return BEFORE_LAST;
    case "request_reused":
      return REQUEST_REUSED;
  }
}

export const remarkTransferAction = formAction(remarkSchema, async (viewer, input, deed) => {
  const remarked = await remarkTransfer(viewer, deed, input);
  if (remarked.ok) redirect(`/transfers/${remarked.value.transferId}?done=remarked`);
  return remarked.refusal === "fee_before_joined"
    ? at("feeUntil", feeBefore(remarked.details))
    : moveRefused(remarked.refusal);
});

export const introduceTransferAction = formAction(introductionSchema, async (viewer, input, deed) => {
  const introduced = await introduceTransfer(viewer, deed, input);
  if (introduced.ok) {
    redirect(`/transfers/${introduced.value.transferId}?done=${input.sends ? "sent" : "introduced"}`);
  }
  return moveRefused(introduced.refusal);
});

export const sendTransferAction = formAction(sendingSchema, async (viewer, input, deed) => {
  const sent = await sendTransfer(viewer, deed, input);
  if (sent.ok) redirect(`/transfers/${sent.value.transferId}?done=sent`);
  return moveRefused(sent.refusal);
});

export const arriveTransferAction = formAction(sendingSchema, async (viewer, input, deed) => {
  const arrived = await arriveTransfer(viewer, deed, input);
  if (arrived.ok) redirect(`/transfers/${arrived.value.transferId}?done=arrived`);
  return moveRefused(arrived.refusal);
});

export const refuseTransferAction = formAction(refusalSchema, async (viewer, input, deed) => {
  const refused = await refuseTransfer(viewer, { ...deed, reason: input.note }, input);
  if (refused.ok) redirect(`/transfers/${refused.value.transferId}?done=${input.verdict}`);
  return moveRefused(refused.refusal);
});

export const receiveTransferAction = formAction(receiptSchema, async (viewer, input, deed) => {
  const received = await receiveTransfer(viewer, deed, input);
  if (received.ok) redirect(`/transfers/${received.value.transferId}?done=received`);
  switch (received.refusal) {
    case "received_late": {
      const { sentOn, months } = received.details;
      const message = `Đã gửi từ ngày ${formatDate(sentOn)}, quá ${months} tháng. Kiểm tra người này còn sinh hoạt không.`;
      return { warnings: [{ rule: "V17", message }] };
    }
    case "before_sent":
      return at("on", "Không được trước ngày gửi");
    case "branch_not_alive":
      return { message: "Tổ chức nhận chưa hoạt động vào ngày này, hoặc đã thôi hoạt động." };
    case "not_a_member":
      return {
        message: "Người này không còn sinh hoạt ở nơi chuyển đi. Trả lại kèm lý do, để nơi đó xem.",
      };
    case "before_joined":
      return at("on", "Phải sau ngày người này vào tổ chức chuyển đi");
    case "duplicate_pending":
      return { message: "Có thể đã có hồ sơ ở nơi khác. Chờ cấp trên xác minh, hoặc trả lại kèm lý do." };
    case "fee_paid_later":
      return at("on", "Nơi chuyển đi đã thu đoàn phí cho tháng sau ngày này. Chọn ngày muộn hơn");
    case "already_in_a_cell":
      return { message: "Người này đang sinh hoạt ở một chi đoàn khác vào ngày đó." };
    case "already_member_here":
      return { message: "Người này đã là đoàn viên, hội viên ở đây vào ngày đó." };
    default:
      return moveRefused(received.refusal);
  }
});
