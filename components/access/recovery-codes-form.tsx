"use client";

import { ProofFields } from "@/components/access/proof-fields";
import { ActionForm, SubmitButton, useForm } from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";

/** Makes ten codes and shows them once, in the answer to the form: they are in no address and nowhere to be read again. */
export const RecoveryCodesForm = ({
  action,
  requestId,
  needed,
  codesLeft,
}: {
  action: FormAction;
  requestId: string;
  needed: ProofNeeded;
  codesLeft: number;
}) => (
  <ActionForm action={action} requestId={requestId}>
    <Codes />
    <ProofFields needed={needed} />
    <Submit codesLeft={codesLeft} />
  </ActionForm>
);

function Submit({ codesLeft }: { codesLeft: number }) {
  const { state } = useForm();
  if (state.values?.["codes"]) return null;
  return (
    <>
      <p>Đang còn {codesLeft} mã chưa dùng.</p>
      <SubmitButton>{codesLeft > 0 ? "Tạo mười mã mới thay mã cũ" : "Tạo mười mã dự phòng"}</SubmitButton>
    </>
  );
}

function Codes() {
  const { state } = useForm();
  const codes = [state.values?.["codes"] ?? []].flat();
  if (codes.length === 0) return null;
  return (
    <div className="notice" data-tone="good" role="status">
      <p className="font-semibold">Mười mã này chỉ hiện một lần: chép ra giấy hoặc in ngay, cất chỗ kín.</p>
      <ol className="mt-2 list-decimal space-y-1 pl-6 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </div>
  );
}
