import { CHECK_LABELS } from "@/lib/indicators/labels";
import type { Check } from "@/lib/indicators/rules";

/** That the numbers agree with one another: a quiet line while they do, a loud one when they do not. */
export function SelfChecks({ checks }: { checks: readonly Check[] }) {
  const broken = checks.filter(({ holds }) => !holds);
  if (broken.length === 0) {
    return (
      <p className="mt-3 text-(--good) text-sm print:mt-1 print:text-[7.5pt]">
        ✓ Tự kiểm tra khớp: {checks.map(({ name }) => CHECK_LABELS[name]).join("; ")}.
      </p>
    );
  }
  return (
    <p role="alert" className="notice mt-3" data-tone="bad">
      ✗ Số liệu không khớp: {broken.map(({ name }) => CHECK_LABELS[name]).join("; ")}. Báo ngay cho người quản
      trị phần mềm, chưa dùng các con số này.
    </p>
  );
}
