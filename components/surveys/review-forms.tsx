import type { ReactNode } from "react";
import { ActionForm, SubmitButton, TextArea } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

type OnSurvey = { action: FormAction; requestId: string; surveyId: string; version: number };

export const AcceptForm = ({ action, requestId, surveyId, version }: OnSurvey) => (
  <ActionForm action={action} requestId={requestId} version={version} hidden={{ surveyId }}>
    <SubmitButton>Duyệt phiếu</SubmitButton>
  </ActionForm>
);

export const ReturnForm = ({ action, requestId, surveyId, version }: OnSurvey) => (
  <ActionForm action={action} requestId={requestId} version={version} hidden={{ surveyId }}>
    <TextArea name="reason" label="Trả lại vì" required rows={2} />
    <SubmitButton tone="danger">Trả lại đơn vị</SubmitButton>
  </ActionForm>
);

/** Around the list: the ticked surveys are accepted together, each looked at again. */
export const AcceptManyForm = ({
  action,
  requestId,
  children,
}: {
  action: FormAction;
  requestId: string;
  children: ReactNode;
}) => (
  <ActionForm action={action} requestId={requestId}>
    {children}
    <SubmitButton>Duyệt các phiếu đã chọn</SubmitButton>
  </ActionForm>
);
