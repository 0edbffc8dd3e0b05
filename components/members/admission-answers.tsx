"use client";

import { TextArea, useForm } from "@/components/ui/form";
import type { AdmissionState } from "@/lib/members/rules";

/** V16: records that may be the same person, each to be used instead of the new one. */
export function SamePersons({
  branchId,
  entering = "admissions",
}: {
  branchId: string;
  /** The form in which such a record is used. */
  entering?: "admissions" | "transfers";
}) {
  const { state }: { state: AdmissionState } = useForm();
  if (!state.duplicates || state.duplicates.length === 0) return null;
  return (
    <div className="notice" data-tone="warn">
      <p className="font-semibold">Hồ sơ đã có</p>
      <ul>
        {state.duplicates.map(({ personId, text }) => (
          <li key={personId} className="flex flex-wrap items-center gap-x-3">
            <span>{text}</span>
            <a
              href={`/branches/${branchId}/${entering}/new?person=${personId}`}
              className="inline-flex min-h-11 items-center"
            >
              Dùng hồ sơ này<span className="sr-only">: {text}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** V02: only when the age stopped the form is there anything to ask for. */
export function ExceptionField() {
  const { state }: { state: AdmissionState } = useForm();
  const isAsked = state.exception !== undefined || Boolean(state.values?.["overrideReason"]);
  return isAsked ? (
    <TextArea
      name="overrideReason"
      label="Lý do xin kết nạp người quá 30 tuổi"
      required
      hint="Ban Tổ chức – Kiểm tra Tỉnh Đoàn trả lời. Được đồng ý rồi thì mở lại màn hình này, tìm lại hồ sơ và gửi lần nữa."
      rows={3}
    />
  ) : null;
}
