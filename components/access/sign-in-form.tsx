import { ActionForm, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

export const SignInForm = ({ action, requestId }: { action: FormAction; requestId: string }) => (
  <ActionForm action={action} requestId={requestId}>
    <TextField name="login" label="Tên đăng nhập hoặc số điện thoại" autoComplete="username" required />
    <TextField name="password" label="Mật khẩu" type="password" autoComplete="current-password" required />
    <SubmitButton>Đăng nhập</SubmitButton>
  </ActionForm>
);
