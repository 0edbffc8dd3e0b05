import { NewPasswordField } from "@/components/access/new-password-field";
import { ActionForm, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

export const PasswordForm = ({ action, requestId }: { action: FormAction; requestId: string }) => (
  <ActionForm action={action} requestId={requestId} className="max-w-md space-y-5">
    <TextField
      name="currentPassword"
      label="Mật khẩu đang dùng"
      type="password"
      autoComplete="current-password"
      required
    />
    <NewPasswordField />
    <SubmitButton>Đổi mật khẩu</SubmitButton>
  </ActionForm>
);
