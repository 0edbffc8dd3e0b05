import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { COLUMN_LABELS, REMINDER_LABELS, REMINDER_TONES } from "@/lib/coordination/labels";
import type { ReminderState } from "@/lib/coordination/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { CoordinationColumn } from "@/lib/generated/prisma/enums";

export type ListedReminder = {
  id: string;
  unitName: string;
  on: PlainDate;
  dueOn: PlainDate | null;
  by: string | null;
  asks: readonly CoordinationColumn[];
  open: readonly CoordinationColumn[];
  state: ReminderState;
  text: string;
  isDemo: boolean;
};

export const ReminderBadge = ({ state }: { state: ReminderState }) => (
  <Badge tone={REMINDER_TONES[state]}>{REMINDER_LABELS[state]}</Badge>
);

/** Reminders as they were sent, the latest first: to whom, when, by whom, for what, and how far that has come. */
export const ReminderList = ({ rows }: { rows: readonly ListedReminder[] }) =>
  rows.length === 0 ? (
    <EmptyState title="Chưa đôn đốc lần nào" />
  ) : (
    <ul className="divide-y divide-(--line)">
      {rows.map((row) => (
        <li key={row.id} className="py-3">
          <p className="flex flex-wrap items-center gap-x-2">
            <Link
              href={`/coordination/reminders/${row.id}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center font-semibold"
            >
              {row.unitName}, {formatDate(row.on)}
            </Link>
            <ReminderBadge state={row.state} />
            {row.isDemo && <Badge>Minh hoạ</Badge>}
          </p>
          <p className="text-sm">{row.text}</p>
          <p className="text-(--ink-soft) text-sm">
            {row.by ?? "Tài khoản khác"}
            {row.dueOn && ` · đến hạn ${formatDate(row.dueOn)}`}
            {` · ${row.asks
              .map(
                (column) =>
                  `${COLUMN_LABELS[column].toLocaleLowerCase("vi")}${row.open.includes(column) ? " (chưa)" : ""}`,
              )
              .join(", ")}`}
          </p>
        </li>
      ))}
    </ul>
  );
