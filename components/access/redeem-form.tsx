import { NewPasswordField } from "@/components/access/new-password-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

export const RedeemForm = ({
  action,
  requestId,
  token,
  login,
}: {
  action: FormAction;
  requestId: string;
  token: string;
  login: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ token }}>
    {/* For password managers, which keep the pair: it is not asked and not read. */}
    <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
    <NewPasswordField />
    <SubmitButton>Đặt mật khẩu</SubmitButton>
  </ActionForm>
);
