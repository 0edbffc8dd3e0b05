"use client";

import { TextField, useForm } from "@/components/ui/form";
import type { ProofNeeded } from "@/lib/forms/state";

/**
 * At the end of a form for a grave deed: asks for the password again when the session did not prove itself lately. What
 * the form's last answer said counts more than what the page knew when it was made.
 */
export function ProofFields({ needed }: { needed: ProofNeeded }) {
  const { state } = useForm();
  const asked = state.proof ?? needed;
  if (asked === "none") return null;
  return (
    <fieldset className="space-y-4 rounded-lg border border-(--line) p-4">
      <legend className="px-1 font-medium">Xác nhận là bạn</legend>
      <TextField
        name="proofPassword"
        label="Mật khẩu của bạn"
        hint="Đây là việc quan trọng nên cần nhập lại; trong 10 phút sau đó không hỏi nữa."
        type="password"
        autoComplete="current-password"
        required
      />
      {asked === "password_and_code" && (
        <TextField
          name="proofCode"
          label="Mã của ứng dụng xác thực"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      )}
    </fieldset>
  );
}
