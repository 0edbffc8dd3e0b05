import {
  ActionForm,
  CheckboxField,
  DateField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { ACTIVITY_KIND_LABELS } from "@/lib/activities/labels";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";

/** What an organisation did, in the few words a secretary has time for. */
export const ActivityForm = ({
  action,
  requestId,
  branchId,
  today,
}: {
  action: FormAction;
  requestId: string;
  branchId: string;
  today: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className="max-w-2xl space-y-5">
    <TextField
      name="title"
      label="Tên hoạt động"
      hint="Ví dụ: Sinh hoạt chi đoàn tháng 11"
      required
      maxLength={200}
    />
    <DateField name="on" label="Ngày" required defaultValue={today} />
    <SelectField name="kind" label="Loại" required options={optionsOf(ACTIVITY_KIND_LABELS)} />
    <NumberField name="participants" label="Số người dự" hint="Không đếm thì để trống" />
    <fieldset>
      <legend className="font-medium">Hoạt động này có lợi cho</legend>
      <CheckboxField name="benefitsYouth" label="Thanh niên" />
      <CheckboxField name="benefitsEnterprise" label="Doanh nghiệp" />
    </fieldset>
    <TextArea name="result" label="Kết quả" />
    <SubmitButton>Ghi hoạt động</SubmitButton>
  </ActionForm>
);

export const TakeBackForm = ({
  action,
  requestId,
  activityId,
}: {
  action: FormAction;
  requestId: string;
  activityId: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ activityId }} className="max-w-2xl space-y-5">
    <TextField
      name="why"
      label="Vì sao bỏ"
      hint="Ví dụ: ghi trùng, ghi nhầm tổ chức"
      required
      maxLength={300}
    />
    <SubmitButton tone="danger">Bỏ hoạt động này</SubmitButton>
  </ActionForm>
);
