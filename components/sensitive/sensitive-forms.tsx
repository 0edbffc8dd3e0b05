import { ProofFields } from "@/components/access/proof-fields";
import { Revealed } from "@/components/sensitive/revealed";
import {
  ActionForm,
  CheckboxesField,
  CheckboxField,
  ConfirmWarnings,
  type Option,
  SelectField,
  SubmitButton,
  TextField,
} from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";
import { PURPOSE_LABELS, RELIGION_LABELS, SENSITIVE_LABELS } from "@/lib/sensitive/labels";
import { maskedIdentity, SENSITIVE_FIELDS, type SensitiveField } from "@/lib/sensitive/rules";

type Base = { action: FormAction; requestId: string };
type State = { version: number; identityTail: string | null; filled: Record<SensitiveField, boolean> };

const options = (labels: Readonly<Record<string, string>>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export const RevealForm = ({
  personId,
  state,
  needed,
  ...form
}: Base & { personId: string; state: State; needed: ProofNeeded }) => (
  <ActionForm {...form} hidden={{ personId }} className="max-w-2xl space-y-5">
    <Revealed />
    <CheckboxesField
      name="fields"
      legend="Cần xem"
      hint="Chỉ chọn mục cần cho việc đang làm."
      options={SENSITIVE_FIELDS.map((field) => ({
        value: field,
        label: SENSITIVE_LABELS[field],
        ...(!state.filled[field] && { hint: "chưa ghi" }),
      }))}
    />
    <SelectField
      name="purpose"
      label="Xem, vì"
      required
      empty="Chọn một việc"
      options={options(PURPOSE_LABELS)}
    />
    <TextField name="note" label="Ghi rõ" hint="Ví dụ: báo cáo quý IV, số công văn" maxLength={300} />
    <ProofFields needed={needed} />
    <SubmitButton>Xem</SubmitButton>
  </ActionForm>
);

const AS_IT_IS = (isFilled: boolean) => (isFilled ? "Giữ điều đã ghi" : "Chưa ghi");
const forgetting = (isFilled: boolean): Option[] =>
  isFilled ? [{ value: "forget", label: "Bỏ điều đã ghi" }] : [];

export const SensitiveForm = ({
  personId,
  state,
  groups,
  ...form
}: Base & { personId: string; state: State; groups: readonly Option[] }) => (
  <ActionForm {...form} version={state.version} hidden={{ personId }} className="max-w-2xl space-y-5">
    <SelectField
      name="ethnicity"
      label={SENSITIVE_LABELS.ethnicity}
      empty={AS_IT_IS(state.filled.ethnicity)}
      options={[...groups, ...forgetting(state.filled.ethnicity)]}
    />
    <SelectField
      name="religion"
      label={SENSITIVE_LABELS.religion}
      empty={AS_IT_IS(state.filled.religion)}
      options={[...options(RELIGION_LABELS), ...forgetting(state.filled.religion)]}
    />
    <SelectField
      name="partyMember"
      label={SENSITIVE_LABELS.partyMember}
      empty={AS_IT_IS(state.filled.partyMember)}
      options={[
        { value: "yes", label: "Có" },
        { value: "no", label: "Không" },
        ...forgetting(state.filled.partyMember),
      ]}
    />
    <TextField
      name="identityNumber"
      label={SENSITIVE_LABELS.identity}
      hint={
        state.identityTail
          ? `Đã ghi ${maskedIdentity(state.identityTail)}. Để trống thì giữ nguyên.`
          : "CMND 9 chữ số, CCCD 12 chữ số. Chỉ ghi khi cần; không ghi thì hồ sơ vẫn đủ."
      }
      inputMode="numeric"
      maxLength={40}
    />
    {state.identityTail && <CheckboxField name="forgetIdentity" label="Bỏ số định danh đã ghi" />}
    <ConfirmWarnings label="Đã xem lại, số này đúng" />
    <SubmitButton>Lưu</SubmitButton>
  </ActionForm>
);

export const IdentitySearchForm = (form: Base) => (
  <ActionForm {...form} className="max-w-md space-y-4">
    <TextField
      name="identityNumber"
      label={SENSITIVE_LABELS.identity}
      hint="Đủ các chữ số. Lần tìm thấy được ghi lại."
      inputMode="numeric"
      maxLength={40}
      required
    />
    <SubmitButton tone="quiet">Tìm người có số này</SubmitButton>
  </ActionForm>
);
