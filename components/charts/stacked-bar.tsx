import { formatNumber } from "@/lib/format";

export type Part = { key: string; label: string; value: number; fill: string };

/**
 * Numbers as lengths on one line, in the order given, drawn on the server. `whole` is what a full line stands for. It
 * never stands alone: the numbers themselves are in the table around it.
 */
export const StackedBar = ({ parts, whole }: { parts: readonly Part[]; whole: number }) => (
  <svg
    viewBox={`0 0 ${Math.max(whole, 1)} 1`}
    preserveAspectRatio="none"
    className="mt-1.5 h-3 w-full min-w-24 print:mt-0.5 print:h-2"
    role="img"
    aria-label={parts.map(({ label, value }) => `${label} ${formatNumber(value)}`).join(", ")}
  >
    {parts.map(({ key, value, fill }, index) => (
      <rect
        key={key}
        x={parts.slice(0, index).reduce((sum, before) => sum + before.value, 0)}
        width={value}
        height="1"
        fill={fill}
      />
    ))}
  </svg>
);

/** What the colours of a chart say, in its order. */
export const Legend = ({ parts }: { parts: readonly Omit<Part, "value">[] }) => (
  <span className="flex flex-wrap gap-x-4 gap-y-1">
    {parts.map(({ key, label, fill }) => (
      <span key={key} className="inline-flex items-center gap-1.5">
        <svg width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" fill={fill} stroke="var(--line-strong)" />
        </svg>
        {label}
      </span>
    ))}
  </span>
);
