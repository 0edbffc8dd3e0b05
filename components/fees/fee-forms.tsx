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

type Base = { action: FormAction; requestId: string };

const FORM = "max-w-2xl space-y-5";
const MONTH_HINT = "Ví dụ 12/2014";

/** Frees a member for some months. */
export const ExemptionForm = ({
  action,
  requestId,
  membershipId,
  today,
  months,
}: Base & { membershipId: string; today: string; months: number | null }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className={FORM}>
    <TextField name="fromMonth" label="Từ tháng" hint={MONTH_HINT} required maxLength={10} />
    <TextField
      name="toMonth"
      label="Đến hết tháng"
      hint={months === null ? MONTH_HINT : `${MONTH_HINT}. Mỗi lần không quá ${months} tháng`}
      required
      maxLength={10}
    />
    <TextArea name="reason" label="Lý do" hint="Không ghi tên bệnh" required rows={2} />
    <DateField name="decidedOn" label="Ngày Ban Chấp hành quyết định" required defaultValue={today} />
    <SubmitButton>Ghi miễn đoàn phí</SubmitButton>
  </ActionForm>
);

export const EndExemptionForm = ({ action, requestId, exemptionId }: Base & { exemptionId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ exemptionId }} className={FORM}>
    <TextArea name="reason" label="Vì sao bỏ" required rows={2} />
    <SubmitButton tone="danger">Bỏ lần miễn này</SubmitButton>
  </ActionForm>
);

/** A payment to the level above. */
export const PaymentForm = ({
  action,
  requestId,
  payer,
  payers,
  today,
  month,
  amount,
}: Base & {
  payer: "branch" | "unit";
  /** One, or several to choose from. */
  payers: readonly Option[];
  today: string;
  /** As it is typed: 12/2014. */
  month: string;
  amount: string | null;
}) => {
  const [only] = payers;
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      hidden={{ payer, ...(payers.length === 1 && only && { payerId: only.value }) }}
      className={FORM}
    >
      {payers.length > 1 && <SelectField name="payerId" label="Đơn vị nộp" required options={payers} />}
      <TextField
        name="fromMonth"
        label="Nộp cho tháng"
        hint={MONTH_HINT}
        required
        maxLength={10}
        defaultValue={month}
      />
      <TextField
        name="toMonth"
        label="Đến hết tháng"
        hint="Trong cùng một quý"
        required
        maxLength={10}
        defaultValue={month}
      />
      <TextField
        name="amount"
        label="Số tiền, đồng"
        hint="Ví dụ 10.000"
        required
        inputMode="numeric"
        maxLength={15}
        defaultValue={amount}
      />
      <DateField name="paidOn" label="Ngày nộp" required defaultValue={today} />
      <TextField name="note" label="Ghi chú" maxLength={500} />
      <SubmitButton>Ghi đã nộp lên</SubmitButton>
    </ActionForm>
  );
};

/** The receiver's answer: booked, or not and why. */
export const AnswerPaymentForm = ({
  action,
  requestId,
  paymentId,
  today,
}: Base & { paymentId: string; today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ paymentId }} className={FORM}>
    <RadioField
      name="verdict"
      legend="Trả lời"
      options={[
        { value: "accept", label: "Đã nhận đủ, ghi sổ" },
        { value: "decline", label: "Không ghi sổ" },
      ]}
      defaultValue="accept"
    />
    <DateField name="on" label="Ngày nhận" required defaultValue={today} />
    <TextField name="note" label="Lý do, ghi chú" hint="Phải nêu khi không ghi sổ" maxLength={500} />
    <SubmitButton>Trả lời</SubmitButton>
  </ActionForm>
);

export const VoidPaymentForm = ({ action, requestId, paymentId }: Base & { paymentId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ paymentId }} className={FORM}>
    <TextField name="reason" label="Vì sao bỏ" required maxLength={500} />
    <SubmitButton tone="danger">Bỏ khoản này</SubmitButton>
  </ActionForm>
);
