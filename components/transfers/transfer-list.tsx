import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { TransferState } from "@/lib/generated/prisma/enums";
import { MOVE_LABELS, TRANSFER_STATE_LABELS } from "@/lib/transfers/labels";
import { isForward, type Move } from "@/lib/transfers/rules";

const STATE_TONES: Record<TransferState, Tone> = {
  requested: "calm",
  remarked: "calm",
  introduced: "calm",
  sent: "accent",
  received: "good",
  arrived: "good",
  returned: "warn",
  cancelled: "calm",
};

export type ListedTransfer = {
  id: string;
  personName: string;
  fromName: string;
  toName: string;
  state: TransferState;
  since: PlainDate | null;
  isOverdue: boolean;
  isDemo: boolean;
  moves: readonly Move[];
};

/** Where a transfer stands, and whether that is too long. */
export const TransferBadges = ({ state, isOverdue }: Pick<ListedTransfer, "state" | "isOverdue">) => (
  <>
    <Badge tone={STATE_TONES[state]}>{TRANSFER_STATE_LABELS[state]}</Badge>
    {isOverdue && <Badge tone="bad">Quá hạn tiếp nhận</Badge>}
  </>
);

/** Transfers as cards: who, from where to where, where it stands, and the next deed of whoever looks. */
export const TransferList = ({ rows, empty }: { rows: readonly ListedTransfer[]; empty: ReactNode }) =>
  rows.length === 0 ? (
    empty
  ) : (
    <ul className="divide-y divide-(--line)">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                href={`/transfers/${row.id}`}
                prefetch={false}
                className="inline-flex min-h-6 items-center font-semibold"
              >
                {row.personName}
              </Link>
              <TransferBadges {...row} />
              {row.isDemo && <Badge>Minh hoạ</Badge>}
            </p>
            <p className="text-sm">
              {row.fromName} <span aria-hidden="true">→</span>
              <span className="sr-only">đến</span> {row.toName}
            </p>
            {row.since && <p className="text-(--ink-soft) text-sm">Từ ngày {formatDate(row.since)}</p>}
          </div>
          <NextDeed row={row} />
        </li>
      ))}
    </ul>
  );

const NextDeed = ({ row }: { row: ListedTransfer }) => {
  const next = row.moves.find(isForward);
  return next ? (
    <Link href={`/transfers/${row.id}`} prefetch={false} className="btn no-print" data-tone="quiet">
      {MOVE_LABELS[next]}
      <span className="sr-only"> {row.personName}</span>
    </Link>
  ) : null;
};
