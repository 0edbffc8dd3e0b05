import type { ReactNode } from "react";

/** What the numbers on a page are numbers of: always beside them, on paper too. */
export const QuestionLine = ({ parts }: { parts: readonly { label: string; value: ReactNode }[] }) => (
  <dl className="space-y-0.5 text-sm">
    {parts.map(({ label, value }) => (
      <div key={label}>
        <dt className="inline text-(--ink-soft)">{label}: </dt>
        <dd className="inline">{value}</dd>
      </div>
    ))}
  </dl>
);
