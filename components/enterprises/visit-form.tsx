import {
  ActionForm,
  CheckboxesField,
  DateField,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { ATTITUDE_LABELS, GRANT_LABELS, optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";

/** A contact or visit with the owner, right after it happened. */
export const VisitForm = ({
  action,
  requestId,
  enterpriseId,
  today,
}: {
  action: FormAction;
  requestId: string;
  enterpriseId: string;
  today: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ enterpriseId }} className="max-w-2xl space-y-5">
    <DateField name="on" label="Ngày gặp" required defaultValue={today} />
    <TextField
      name="met"
      label="Đã gặp ai"
      hint="Chức danh là đủ, ví dụ: giám đốc"
      required
      maxLength={200}
    />
    <TextArea name="purpose" label="Mục đích" required rows={2} />
    <TextArea name="result" label="Kết quả" required />
    <RadioField name="attitude" legend="Thái độ của chủ doanh nghiệp" options={optionsOf(ATTITUDE_LABELS)} />
    <CheckboxesField name="grants" legend="Doanh nghiệp tạo điều kiện về" options={optionsOf(GRANT_LABELS)} />
    <TextArea name="grantNote" label="Nói rõ điều kiện hỗ trợ" rows={2} />
    <SubmitButton>Ghi lần gặp</SubmitButton>
  </ActionForm>
);
