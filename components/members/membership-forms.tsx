import {
  ActionForm,
  DateField,
  type Option,
  PartialDateField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import type { Line, MembershipEnd } from "@/lib/generated/prisma/enums";
import { END_LABELS } from "@/lib/members/labels";
import { endKindsOf } from "@/lib/members/rules";

type Base = { action: FormAction; requestId: string; membershipId: string };

const endOptions = (line: Line): Option[] =>
  endKindsOf(line).map((kind) => ({ value: kind, label: END_LABELS[kind] }));

export const EndForm = ({
  action,
  requestId,
  membershipId,
  line,
  today,
  suggested,
}: Base & { line: Line; today: string; suggested: MembershipEnd | null }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <RadioField name="endKind" legend="Vì sao" options={endOptions(line)} defaultValue={suggested} />
    <DateField
      name="on"
      label="Từ ngày"
      hint="Ngày quyết định; từ ngày này không còn tính là thành viên"
      required
      defaultValue={today}
    />
    <TextArea
      name="reason"
      label="Lý do, số quyết định"
      hint="Bắt buộc khi xóa tên, khai trừ. Không ghi sức khoẻ, tôn giáo."
      rows={2}
    />
    <SubmitButton>Ghi nhận</SubmitButton>
  </ActionForm>
);

export type GivenMembership = {
  id: string;
  version: number;
  line: Line;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  endKind: MembershipEnd | null;
  endReason: string | null;
  joined: PartialDate | null;
  cardNumber: string | null;
};

export const CorrectForm = ({
  action,
  requestId,
  given,
}: Omit<Base, "membershipId"> & { given: GivenMembership }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={given.version}
    hidden={{ membershipId: given.id }}
    className="max-w-2xl space-y-5"
  >
    <DateField
      name="validFrom"
      label="Ngày vào tổ chức này"
      required
      defaultValue={formatDate(given.validFrom)}
    />
    {given.validTo && (
      <>
        <DateField
          name="validTo"
          label="Ngày ra"
          hint="Xóa trắng nếu người này chưa từng ra"
          defaultValue={formatDate(given.validTo)}
        />
        <SelectField
          name="endKind"
          label="Vì sao ra"
          options={endOptions(given.line)}
          empty="Không chọn"
          defaultValue={given.endKind}
        />
        <TextArea
          name="endReason"
          label="Lý do, số quyết định khi ra"
          rows={2}
          defaultValue={given.endReason}
        />
      </>
    )}
    <PartialDateField
      name="joined"
      label={
        given.line === "union"
          ? "Ngày vào Đoàn lần đầu, nếu ở nơi khác"
          : "Ngày vào Hội lần đầu, nếu ở nơi khác"
      }
      defaultValue={given.joined && formatPartialDate(given.joined)}
    />
    <TextField
      name="cardNumber"
      label={given.line === "union" ? "Số thẻ đoàn viên" : "Số thẻ hội viên"}
      maxLength={30}
      defaultValue={given.cardNumber}
    />
    <TextArea name="why" label="Vì sao sửa" required rows={2} />
    <SubmitButton>Lưu bản sửa</SubmitButton>
  </ActionForm>
);

export const TakeBackForm = ({ action, requestId, membershipId }: Base) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <TextArea name="why" label="Vì sao ghi nhầm" required rows={2} />
    <SubmitButton tone="danger">Bỏ lần vào này</SubmitButton>
  </ActionForm>
);

/** V12: one tap to say that somebody stays after 30, or no longer does. */
export const StayForm = ({ action, requestId, membershipId, stays }: Base & { stays: boolean }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ membershipId, ...(stays ? {} : { stays: "on" }) }}
    className="inline-block"
  >
    <SubmitButton tone="quiet">{stays ? "Bỏ việc ở lại sau 30 tuổi" : "Ghi: ở lại sau 30 tuổi"}</SubmitButton>
  </ActionForm>
);
