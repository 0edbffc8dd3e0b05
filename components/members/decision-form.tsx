import {
  ActionForm,
  CheckboxesField,
  type Option,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

type Base = { action: FormAction; requestId: string };

/** One organisation's proposals, decided together: tick, then one of two buttons. */
export const DecisionForm = ({
  action,
  requestId,
  candidates,
}: Base & { candidates: readonly (Option & { hint: string })[] }) => {
  const [only, ...others] = candidates;
  return (
    <ActionForm action={action} requestId={requestId} className="max-w-3xl space-y-5">
      <CheckboxesField
        name="admissionIds"
        legend="Người được đề nghị"
        hint="Chọn những người cùng một quyết định."
        options={candidates}
        defaultValues={only && others.length === 0 ? [only.value] : []}
      />
      <TextField
        name="decisionNumber"
        label="Số quyết định chuẩn y"
        hint="Ghi như trên giấy, ví dụ 12 -QĐ/HĐ"
        maxLength={60}
      />
      <TextArea name="reason" label="Lý do" hint="Bắt buộc khi không chuẩn y" rows={2} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="verdict" value="approve">
          Chuẩn y
        </SubmitButton>
        <SubmitButton name="verdict" value="refuse" tone="danger">
          Không chuẩn y
        </SubmitButton>
      </div>
    </ActionForm>
  );
};

export const WithdrawForm = ({
  action,
  requestId,
  admissionId,
  branchId,
  of,
}: Base & { admissionId: string; branchId: string; of: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ admissionId, branchId }}>
    <SubmitButton tone="quiet">
      Rút đề nghị<span className="sr-only"> – {of}</span>
    </SubmitButton>
  </ActionForm>
);
