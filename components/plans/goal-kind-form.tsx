import { ActionForm, RadioField, SubmitButton, TextArea } from "@/components/ui/form";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import { GoalKind } from "@/lib/generated/prisma/enums";
import { GOAL_KIND_LABELS } from "@/lib/plans/labels";

/** For the departments that own the goal: the kind was fixed by wrong or late facts. */
export const GoalKindForm = ({
  goalId,
  version,
  kind,
  fixedOn,
  requestId,
  action,
}: {
  goalId: string;
  version: number;
  kind: GoalKind;
  fixedOn: PlainDate;
  requestId: string;
  action: FormAction;
}) => (
  <ActionForm action={action} requestId={requestId} version={version} hidden={{ goalId }}>
    <RadioField
      name="kind"
      legend="Loại mục tiêu"
      hint={`Chỉ sửa khi hiện trạng ngày ${formatDate(fixedOn)} đã ghi sai hoặc thiếu. Lần sửa được lưu vết.`}
      defaultValue={kind}
      options={Object.values(GoalKind).map((value) => ({ value, label: GOAL_KIND_LABELS[value] }))}
    />
    <TextArea name="reason" label="Lý do sửa" required />
    <SubmitButton>Lưu loại mục tiêu</SubmitButton>
  </ActionForm>
);
