import { ProofFields } from "@/components/access/proof-fields";
import { ActionForm, DateField, RadioField, SubmitButton, TextArea } from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";

type Base = { action: FormAction; requestId: string };

export const OpenCaseForm = ({
  action,
  requestId,
  enterpriseId,
  today,
  lines,
}: Base & { enterpriseId: string; today: string; lines: readonly { value: string; label: string }[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ enterpriseId }} className="max-w-2xl space-y-5">
    <RadioField
      name="line"
      legend="Vận động thành lập"
      options={lines}
      defaultValue={lines[0]?.value ?? null}
    />
    <DateField name="openedOn" label="Ngày bắt đầu" required defaultValue={today} />
    <TextArea name="note" label="Phương án, ghi chú" />
    <SubmitButton>Mở hồ sơ</SubmitButton>
  </ActionForm>
);

type OnCase = Base & { caseId: string; version: number; today: string };

export const PartyReportForm = ({ caseId, version, today, ...form }: OnCase) => (
  <ActionForm {...form} version={version} hidden={{ caseId }}>
    <DateField name="reportedToPartyOn" label="Ngày báo cáo cấp ủy" required defaultValue={today} />
    <SubmitButton tone="quiet">Ghi đã báo cáo cấp ủy</SubmitButton>
  </ActionForm>
);

export const DifficultyForm = ({ caseId, version, today, other, ...form }: OnCase & { other: string }) => (
  <ActionForm {...form} version={version} hidden={{ caseId }}>
    <TextArea name="difficulty" label="Khó khăn là gì" required />
    <DateField name="on" label="Từ ngày" required defaultValue={today} />
    <SubmitButton tone="quiet">{`Ghi khó khăn và chuyển sang vận động ${other}`}</SubmitButton>
  </ActionForm>
);

export const ClosingForm = ({ caseId, version, today, ...form }: OnCase) => (
  <ActionForm {...form} version={version} hidden={{ caseId }}>
    <DateField name="closedOn" label="Ngày đóng" required defaultValue={today} />
    <TextArea name="closingReason" label="Lý do" required rows={2} />
    <SubmitButton tone="danger">Đóng hồ sơ</SubmitButton>
  </ActionForm>
);

export const OverrideDecisionForm = ({
  action,
  requestId,
  overrideId,
  version,
  proofNeeded,
}: Base & { overrideId: string; version: number; proofNeeded: ProofNeeded }) => (
  <ActionForm action={action} requestId={requestId} version={version} hidden={{ overrideId }}>
    <RadioField
      name="decision"
      legend="Quyết định"
      options={[
        { value: "granted", label: "Đồng ý" },
        { value: "refused", label: "Không đồng ý" },
      ]}
    />
    <TextArea name="decisionNote" label="Ý kiến" required rows={2} />
    <ProofFields needed={proofNeeded} />
    <SubmitButton>Gửi quyết định</SubmitButton>
  </ActionForm>
);
