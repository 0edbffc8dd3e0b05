import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/basics";
import {
  ActionForm,
  CheckboxField,
  DateField,
  type Option,
  SelectField,
  SubmitButton,
  TextField,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

/** Around the list: the ticked enterprises, or all that wait by the filter, go to one officer. */
export const AssignForm = ({
  action,
  requestId,
  campaignId,
  unit,
  area,
  surveyors,
  waiting,
  children,
}: {
  action: FormAction;
  requestId: string;
  campaignId: string;
  unit: string | undefined;
  area: string | undefined;
  surveyors: readonly Option[];
  /** How many by the filter nobody is charged with. */
  waiting: number;
  children: ReactNode;
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ campaignId, unit: unit ?? "", area: area ?? "" }}
    className="space-y-5"
  >
    {children}
    <fieldset className="no-print max-w-2xl space-y-5">
      <legend className="font-semibold">Giao các doanh nghiệp đã chọn</legend>
      {waiting > 0 && (
        <CheckboxField
          name="whole"
          label={`Giao cả ${waiting} doanh nghiệp chưa giao theo bộ lọc này, không cần chọn từng dòng`}
        />
      )}
      <SelectField
        name="surveyorId"
        label="Người hoặc tổ khảo sát"
        required
        empty="Chọn người hoặc tổ"
        options={surveyors}
      />
      <DateField name="dueOn" label="Hạn" hint="Để trống thì theo hạn của đợt, nếu có" />
      <TextField
        name="reason"
        label="Vì sao giao lại"
        hint="Chỉ khi doanh nghiệp đang giao cho người khác"
        maxLength={500}
      />
      <SubmitButton>Giao khảo sát</SubmitButton>
    </fieldset>
  </ActionForm>
);

/** Takes back one enterprise, beside its name. */
export const ReleaseForm = ({
  action,
  requestId,
  campaignId,
  enterprises,
}: {
  action: FormAction;
  requestId: string;
  campaignId: string;
  enterprises: readonly Option[];
}) => (
  <Disclosure summary="Thôi giao một doanh nghiệp">
    <ActionForm
      action={action}
      requestId={requestId}
      hidden={{ campaignId }}
      className="max-w-2xl space-y-5 pt-2"
    >
      <SelectField
        name="enterprises"
        label="Doanh nghiệp"
        required
        empty="Chọn doanh nghiệp"
        options={enterprises}
      />
      <TextField
        name="reason"
        label="Vì sao thôi giao"
        hint="Ví dụ: nghỉ phép, chuyển công tác"
        required
        maxLength={500}
      />
      <SubmitButton tone="quiet">Thôi giao</SubmitButton>
    </ActionForm>
  </Disclosure>
);
