import { CHECK_LABELS, LEVEL_LABELS } from "@/lib/movements/labels";
import type { MovementCheck } from "@/lib/movements/rules";

/** V24: a quiet line while K10 reconciles at every level, a loud one that names what does not. */
export function MovementChecks({ checks }: { checks: readonly MovementCheck[] }) {
  const broken = checks.filter(({ broken: rows }) => rows.length > 0);
  if (broken.length === 0) {
    const names = [...new Set(checks.map(({ name }) => CHECK_LABELS[name]))];
    return (
      <p className="mt-3 text-(--good) text-sm print:mt-1 print:text-[8pt]">
        ✓ Đèn xanh, khớp ở {Object.values(LEVEL_LABELS).join(", ")}: {names.join("; ")}.
      </p>
    );
  }
  return (
    <div role="alert" className="notice mt-3" data-tone="bad">
      <p className="font-semibold">✗ Biến động không khớp, chưa dùng và chưa báo cáo các con số này:</p>
      <ul>
        {broken.map(({ name, level, broken: rows }) => (
          <li key={`${level} ${name}`}>
            {LEVEL_LABELS[level]}: {CHECK_LABELS[name]} – {rows.join(", ")}
          </li>
        ))}
      </ul>
    </div>
  );
}
