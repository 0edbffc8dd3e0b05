import { ReadWarnings } from "@/components/branches/founding-problems";
import { SamePersons } from "@/components/members/admission-answers";
import { PersonFields } from "@/components/members/person-fields";
import {
  ActionForm,
  CheckboxField,
  DateField,
  type Option,
  PartialDateField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";
import type { Line } from "@/lib/generated/prisma/enums";
import { MOVE_LABELS } from "@/lib/transfers/labels";
import { type Move, OUTSIDE } from "@/lib/transfers/rules";

type Base = {
  action: FormAction;
  requestId: string;
  /** As it is typed: 15/12/2014. */
  today: string;
};

const FeeMonth = ({ line }: { line: Line }) => (
  <TextField
    name="feeUntil"
    label={line === "union" ? "Đã thu đoàn phí đến hết tháng" : "Đã thu hội phí đến hết tháng"}
    hint="Ví dụ 11/2014"
    maxLength={10}
  />
);

/** Asks for a transfer; the remark may follow later. */
export const StartTransferForm = ({
  action,
  requestId,
  today,
  membershipId,
  line,
  destinations,
}: Base & { membershipId: string; line: Line; destinations: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <SelectField
      name="destination"
      label="Chuyển đến"
      required
      empty="Chọn nơi chuyển đến"
      options={[{ value: OUTSIDE, label: "Nơi khác, ngoài danh sách này" }, ...destinations]}
    />
    <TextField
      name="outside"
      label="Nơi khác là"
      hint="Chỉ khi chọn nơi khác: chi đoàn, đoàn cơ sở, huyện, tỉnh"
      maxLength={200}
    />
    <DateField name="on" label="Ngày yêu cầu" required defaultValue={today} />
    <TextArea name="reason" label="Vì sao chuyển" hint="Ví dụ: đổi chỗ làm" rows={2} />
    <TextArea
      name="remark"
      label="Nhận xét của chi đoàn"
      hint="Ghi luôn nếu đã có; không ghi sức khoẻ, tôn giáo"
      rows={3}
    />
    <FeeMonth line={line} />
    <SubmitButton>Gửi yêu cầu chuyển</SubmitButton>
  </ActionForm>
);

const Arrival = ({ today }: { today: string }) => (
  <>
    <TextField
      name="outside"
      label="Chuyển từ"
      hint="Chi đoàn, đoàn cơ sở, huyện, tỉnh ghi trên giấy giới thiệu"
      required
      maxLength={200}
    />
    <DateField name="on" label="Ngày của giấy giới thiệu" required defaultValue={today} />
    <TextField name="documentNumber" label="Số giấy giới thiệu" maxLength={60} />
    <PartialDateField name="joined" label="Ngày vào Đoàn, Hội lần đầu" />
    <TextField name="cardNumber" label="Số thẻ" maxLength={30} />
    <TextArea name="note" label="Ghi chú" rows={2} />
  </>
);

/** Somebody from outside the register without a record. */
export const NewcomerForm = ({
  action,
  requestId,
  today,
  branchId,
  communes,
}: Base & { branchId: string; communes: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className="max-w-2xl space-y-5">
    <PersonFields communes={communes} />
    <Arrival today={today} />
    <SamePersons branchId={branchId} entering="transfers" />
    <ReadWarnings />
    <SubmitButton>Gửi cấp trên tiếp nhận</SubmitButton>
  </ActionForm>
);

/** Somebody from outside the register whose record is there. */
export const KnownArrivalForm = ({
  action,
  requestId,
  today,
  branchId,
  personId,
}: Base & { branchId: string; personId: string }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ branchId, personId }}
    className="max-w-2xl space-y-5"
  >
    <Arrival today={today} />
    <SubmitButton>Gửi cấp trên tiếp nhận</SubmitButton>
  </ActionForm>
);

type MoveForm = Base & { transferId: string };

export const RemarkForm = ({ action, requestId, today, transferId, line }: MoveForm & { line: Line }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ transferId }} className="max-w-2xl space-y-5">
    <TextArea
      name="note"
      label="Nhận xét của chi đoàn"
      hint="Như ghi trong sổ đoàn viên; không ghi sức khoẻ, tôn giáo"
      required
      rows={3}
    />
    <FeeMonth line={line} />
    <DateField name="on" label="Ngày nhận xét" required defaultValue={today} />
    <SubmitButton>{MOVE_LABELS.remarked}</SubmitButton>
  </ActionForm>
);

export const IntroduceForm = ({ action, requestId, today, transferId }: MoveForm) => (
  <ActionForm action={action} requestId={requestId} hidden={{ transferId }} className="max-w-2xl space-y-5">
    <TextField name="documentNumber" label="Số giấy giới thiệu" hint="Ghi như trên giấy" maxLength={60} />
    <DateField name="on" label="Ngày giới thiệu" required defaultValue={today} />
    <CheckboxField name="sends" label="Gửi đi luôn trong ngày này" defaultChecked />
    <SubmitButton>{MOVE_LABELS.introduced}</SubmitButton>
  </ActionForm>
);

/** Sent, or arrived: a day and one tap. */
export const DayForm = ({
  action,
  requestId,
  today,
  transferId,
  move,
}: MoveForm & { move: Extract<Move, "sent" | "arrived"> }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ transferId }} className="max-w-2xl space-y-5">
    <DateField
      name="on"
      label={move === "sent" ? "Ngày gửi" : "Ngày về chi đoàn"}
      required
      defaultValue={today}
    />
    <SubmitButton>{MOVE_LABELS[move]}</SubmitButton>
  </ActionForm>
);

/** The one thing the receiver does: a day, V17's warning where it is late, one tap. */
export const ReceiveForm = ({
  action,
  requestId,
  today,
  transferId,
  isAnswer,
}: MoveForm & {
  /** Somebody who left the register: written down is what the other place answered. */
  isAnswer: boolean;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ transferId }} className="max-w-2xl space-y-5">
    <DateField
      name="on"
      label="Ngày tiếp nhận"
      hint={
        isAnswer
          ? "Ngày nơi đến đã tiếp nhận; từ ngày này không còn tính ở đây"
          : "Từ ngày này tính là thành viên ở nơi đến, không còn tính ở nơi đi"
      }
      required
      defaultValue={today}
    />
    <ReadWarnings />
    <SubmitButton>{isAnswer ? "Ghi nơi đến đã tiếp nhận" : MOVE_LABELS.received}</SubmitButton>
  </ActionForm>
);

export const RefuseForm = ({
  action,
  requestId,
  today,
  transferId,
  verdict,
}: MoveForm & { verdict: Extract<Move, "returned" | "cancelled"> }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ transferId, verdict, on: today }}
    className="max-w-2xl space-y-5"
  >
    <TextArea
      name="note"
      label={verdict === "returned" ? "Vì sao trả lại" : "Vì sao huỷ"}
      required
      rows={2}
    />
    <SubmitButton tone="danger">{MOVE_LABELS[verdict]}</SubmitButton>
  </ActionForm>
);
