import { ActionForm, SubmitButton, TextField } from "@/components/ui/form";
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
    <TextField
      name="newPassword"
      label="Mật khẩu mới"
      hint="Ít nhất 12 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó nhớ; dấu và khoảng trắng đều dùng được."
      type="password"
      autoComplete="new-password"
      required
    />
    <SubmitButton>Đặt mật khẩu</SubmitButton>
  </ActionForm>
);
