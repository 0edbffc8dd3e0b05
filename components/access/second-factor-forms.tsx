import { ProofFields } from "@/components/access/proof-fields";
import { ActionForm, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";

type Base = { action: FormAction; requestId: string };

/** The second step of signing in. */
export const CodeForm = (form: Base) => (
  <ActionForm {...form}>
    <TextField
      name="code"
      label="Mã xác thực"
      hint="Sáu chữ số ứng dụng đang hiện; không có điện thoại thì nhập một mã dự phòng."
      autoComplete="one-time-code"
      maxLength={60}
      required
    />
    <SubmitButton>Tiếp tục</SubmitButton>
  </ActionForm>
);

export const StartFactorForm = ({
  needed,
  label,
  ...form
}: Base & { needed: ProofNeeded; label: string }) => (
  <ActionForm {...form}>
    <ProofFields needed={needed} />
    <SubmitButton>{label}</SubmitButton>
  </ActionForm>
);

export const ConfirmFactorForm = ({ needed, ...form }: Base & { needed: ProofNeeded }) => (
  <ActionForm {...form}>
    <TextField
      name="code"
      label="Mã ứng dụng đang hiện"
      hint="Sáu chữ số, đổi sau mỗi 30 giây."
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={60}
      required
    />
    <ProofFields needed={needed} />
    <SubmitButton>Xác nhận và bật</SubmitButton>
  </ActionForm>
);

export const RemoveFactorForm = ({ needed, ...form }: Base & { needed: ProofNeeded }) => (
  <ActionForm {...form}>
    <ProofFields needed={needed} />
    <SubmitButton tone="danger">Gỡ bước xác thực thứ hai</SubmitButton>
  </ActionForm>
);
