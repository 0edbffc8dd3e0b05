import { Notice } from "@/components/ui/basics";
import { ActionForm, DateField, RadioField, SubmitButton, TextArea } from "@/components/ui/form";
import { ENDING_LABELS, explainObstacles } from "@/lib/branches/labels";
import type { Obstacles } from "@/lib/branches/rules";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { BranchKind } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string; branchId: string; today: string };

/** One more enterprise for an organisation: a chi đoàn ghép. */
export const CoverageForm = ({
  action,
  requestId,
  branchId,
  today,
  choices,
}: Base & { choices: readonly { id: string; name: string; isOrganised: boolean }[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className="max-w-2xl space-y-5">
    <RadioField
      name="enterpriseId"
      legend="Doanh nghiệp"
      options={choices.map(({ id, name, isOrganised }) => ({
        value: id,
        label: name,
        ...(isOrganised && { hint: "đã có tổ chức khác" }),
      }))}
    />
    <DateField name="on" label="Phụ trách từ ngày" required defaultValue={today} />
    <SubmitButton>Thêm doanh nghiệp</SubmitButton>
  </ActionForm>
);

export const EndCoverageForm = ({
  action,
  requestId,
  branchId,
  enterpriseId,
  isLast,
  today,
}: Base & { enterpriseId: string; isLast: boolean }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ branchId, enterpriseId }}
    className="max-w-2xl space-y-5"
  >
    {isLast && (
      <Notice tone="warn" title="Đây là doanh nghiệp cuối cùng của tổ chức">
        Sau đó tổ chức không còn ở doanh nghiệp nào: thêm doanh nghiệp khác, hoặc ghi tổ chức thôi hoạt động.
      </Notice>
    )}
    <DateField
      name="on"
      label="Thôi phụ trách từ ngày"
      hint="Ghi nhầm doanh nghiệp thì nhập đúng ngày bắt đầu: coi như chưa từng phụ trách"
      required
      defaultValue={today}
    />
    <SubmitButton tone="danger">Thôi phụ trách</SubmitButton>
  </ActionForm>
);

/** Ending an organisation, with what must be settled first (V34). */
export const DissolutionForm = ({
  action,
  requestId,
  branchId,
  version,
  kind,
  obstacles,
  today,
}: Base & { version: number; kind: BranchKind; obstacles: Obstacles }) => {
  const waiting = explainObstacles(obstacles, kind);
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      version={version}
      hidden={{ branchId }}
      className="max-w-2xl space-y-5"
    >
      {waiting.length > 0 && (
        <Notice tone="warn" title="Giải quyết xong những việc này trước">
          <ul className="list-disc pl-5">
            {waiting.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <RadioField
        name="ending"
        legend="Thôi hoạt động vì"
        options={optionsOf(ENDING_LABELS)}
        defaultValue="dissolved"
      />
      <DateField name="on" label="Từ ngày" required defaultValue={today} />
      <TextArea name="reason" label="Lý do, quyết định" required />
      <SubmitButton tone="danger">Ghi thôi hoạt động</SubmitButton>
    </ActionForm>
  );
};
