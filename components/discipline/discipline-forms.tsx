import { ActionForm, DateField, RadioField, SubmitButton, TextArea, TextField } from "@/components/ui/form";
import { DISCIPLINE_EFFECTS, DISCIPLINE_LABELS } from "@/lib/discipline/labels";
import type { FormAction } from "@/lib/forms/state";
import type { DisciplineKind } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string; today: string };

export const DisciplineForm = ({
  action,
  requestId,
  today,
  branchId,
  personId,
  kinds,
}: Base & { branchId: string; personId: string | null; kinds: readonly DisciplineKind[] }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ branchId, ...(personId && { personId }) }}
    className="max-w-2xl space-y-5"
  >
    <RadioField
      name="kind"
      legend="Hình thức"
      options={kinds.map((kind) => {
        const hint = DISCIPLINE_EFFECTS[kind];
        return { value: kind, label: DISCIPLINE_LABELS[kind], ...(hint && { hint }) };
      })}
    />
    <TextField name="decisionNumber" label="Số, ký hiệu quyết định" required maxLength={60} />
    <TextField
      name="decidedBy"
      label="Cấp ra quyết định"
      hint="Ví dụ: Ban Chấp hành chi đoàn"
      required
      maxLength={200}
    />
    <DateField name="on" label="Ngày quyết định" required defaultValue={today} />
    <DateField name="until" label="Thời hạn đến ngày, nếu quyết định có ghi" />
    <TextArea
      name="reason"
      label="Lý do"
      hint="Như trong quyết định. Không ghi sức khoẻ, tôn giáo, việc riêng của gia đình."
      required
      rows={3}
    />
    <SubmitButton tone="danger">Ghi vào sổ kỷ luật</SubmitButton>
  </ActionForm>
);

export const LiftingForm = ({ action, requestId, today, disciplineId }: Base & { disciplineId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ disciplineId }} className="max-w-2xl space-y-5">
    <DateField name="on" label="Bỏ từ ngày" required defaultValue={today} />
    <TextArea name="reason" label="Lý do, số quyết định" required rows={2} />
    <SubmitButton>Ghi bỏ kỷ luật</SubmitButton>
  </ActionForm>
);
