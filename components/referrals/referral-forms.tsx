import {
  ActionForm,
  DateField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";
import { MOVE_LABELS, RESIDENCE_LABELS } from "@/lib/referrals/labels";
import { ELSEWHERE } from "@/lib/referrals/rules";

type Base = {
  action: FormAction;
  requestId: string;
  /** As it is typed: 15/12/2014. */
  today: string;
};

/** Asks for a referral to where somebody lives. */
export const ReferralForm = ({
  action,
  requestId,
  today,
  membershipId,
  communes,
  areaId,
  months,
}: Base & {
  membershipId: string;
  communes: readonly Option[];
  /** Where the person lives, as far as the record says. */
  areaId: string | null;
  months: number;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <SelectField
      name="place"
      label="Nơi cư trú"
      required
      empty="Chọn xã, phường"
      defaultValue={areaId}
      options={[{ value: ELSEWHERE, label: "Nơi khác, ngoài danh sách này" }, ...communes]}
    />
    <TextField
      name="elsewhere"
      label="Nơi khác là"
      hint="Chỉ khi chọn nơi khác: xã, huyện, tỉnh"
      maxLength={200}
    />
    <RadioField
      name="residence"
      legend="Cư trú"
      options={[
        { value: "permanent", label: RESIDENCE_LABELS.permanent },
        { value: "temporary", label: RESIDENCE_LABELS.temporary, hint: `Từ ${months} tháng trở lên` },
      ]}
      defaultValue="permanent"
    />
    <DateField name="since" label="Tạm trú từ ngày" hint="Chỉ khi tạm trú. Ví dụ 5/3/2014" />
    <DateField name="on" label="Ngày yêu cầu" required defaultValue={today} />
    <TextArea name="note" label="Ghi chú" rows={2} />
    <SubmitButton>Gửi yêu cầu giới thiệu</SubmitButton>
  </ActionForm>
);

type MoveForm = Base & { referralId: string };

const FORM = "max-w-2xl space-y-5";

export const IntroduceReferralForm = ({ action, requestId, today, referralId }: MoveForm) => (
  <ActionForm action={action} requestId={requestId} hidden={{ referralId }} className={FORM}>
    <TextField name="documentNumber" label="Số giấy giới thiệu" hint="Ghi như trên giấy" maxLength={60} />
    <DateField name="on" label="Ngày ký" required defaultValue={today} />
    <SubmitButton>{MOVE_LABELS.introduced}</SubmitButton>
  </ActionForm>
);

export const ReceiveReferralForm = ({
  action,
  requestId,
  today,
  referralId,
  isResidence,
}: MoveForm & {
  /** The residence confirms itself; else its paper is written down here. */
  isResidence: boolean;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ referralId }} className={FORM}>
    <DateField name="on" label="Ngày tiếp nhận" required defaultValue={today} />
    {!isResidence && (
      <TextField
        name="documentNumber"
        label="Số giấy xác nhận của nơi cư trú"
        hint="Ghi như trên giấy"
        maxLength={60}
      />
    )}
    <TextArea name="note" label="Ghi chú" rows={2} />
    <SubmitButton>{MOVE_LABELS.received}</SubmitButton>
  </ActionForm>
);

export const RemarkReferralForm = ({
  action,
  requestId,
  today,
  referralId,
  years,
  isResidence,
}: MoveForm & { years: readonly number[]; isResidence: boolean }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ referralId }} className={FORM}>
    <SelectField
      name="year"
      label="Năm"
      required
      options={years.map((year) => ({ value: String(year), label: String(year) }))}
    />
    <TextArea
      name="note"
      label="Nhận xét của nơi cư trú"
      hint={isResidence ? "Không ghi sức khoẻ, tôn giáo" : "Chép như trên giấy; không ghi sức khoẻ, tôn giáo"}
      required
      rows={3}
    />
    {!isResidence && <TextField name="documentNumber" label="Số giấy nhận xét" maxLength={60} />}
    <DateField name="on" label="Ngày nhận xét" required defaultValue={today} />
    <SubmitButton>{MOVE_LABELS.remarked}</SubmitButton>
  </ActionForm>
);

export const EndReferralForm = ({ action, requestId, today, referralId }: MoveForm) => (
  <ActionForm action={action} requestId={requestId} hidden={{ referralId }} className={FORM}>
    <TextArea
      name="note"
      label="Vì sao kết thúc"
      hint="Ví dụ: chuyển chỗ ở, thôi làm ở doanh nghiệp"
      required
      rows={2}
    />
    <DateField name="on" label="Ngày kết thúc" required defaultValue={today} />
    <SubmitButton tone="danger">{MOVE_LABELS.ended}</SubmitButton>
  </ActionForm>
);
