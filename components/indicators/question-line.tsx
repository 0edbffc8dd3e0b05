import type { ReactNode } from "react";

/** What the numbers on a page are numbers of: always beside them, on paper too. */
export const QuestionLine = ({ parts }: { parts: readonly { label: string; value: ReactNode }[] }) => (
  <dl className="space-y-0.5 text-sm print:text-[8pt] print:leading-tight">
    {parts.map(({ label, value }) => (
      <div key={label} className="print:mr-3 print:inline">
        <dt className="inline text-(--ink-soft)">{label}: </dt>
        <dd className="inline">{value}</dd>
      </div>
    ))}
  </dl>
);
