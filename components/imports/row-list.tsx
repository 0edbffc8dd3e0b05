import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/basics";
import type { Place } from "@/components/ui/place";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import type { ImportOutcome } from "@/lib/generated/prisma/enums";
import { OUTCOME_LABELS } from "@/lib/imports/labels";

export type RowLine = {
  number: number;
  outcome: ImportOutcome | null;
  /** The record, where it has a page of its own. */
  href: Place | null;
  isWritten: boolean;
  isUndone: boolean;
  kept: string | null;
  /** A few cells, to know the row by. */
  shown: string;
  problems: readonly { address: string; message: string }[];
  notices: readonly { address: string; message: string }[];
  changes: readonly { label: string; from: string; to: string }[];
};

const TONES: Record<ImportOutcome, Tone> = {
  create: "good",
  update: "accent",
  identical: "calm",
  conflict: "warn",
  error: "bad",
  skipped: "calm",
};

const COLUMNS: readonly Column<RowLine>[] = [
  { key: "number", label: "Dòng", cell: ({ number }) => number, isNumeric: true },
  {
    key: "row",
    label: "Nội dung",
    isName: true,
    cell: ({ shown, href }) =>
      href ? (
        <Link href={hrefOf(href)} prefetch={false}>
          {shown}
        </Link>
      ) : (
        shown
      ),
  },
  {
    key: "outcome",
    label: "Kết quả",
    cell: ({ outcome, isWritten, isUndone }) => (
      <span className="flex flex-wrap gap-1">
        {outcome && <Badge tone={TONES[outcome]}>{OUTCOME_LABELS[outcome]}</Badge>}
        {isUndone ? <Badge>Đã hoàn tác</Badge> : isWritten && <Badge tone="good">Đã ghi</Badge>}
      </span>
    ),
  },
  {
    key: "why",
    label: "Chi tiết",
    cell: ({ problems, notices, changes, kept }) => (
      <ul className="space-y-1">
        {kept && <li className="font-medium text-(--warn)">{kept}</li>}
        {problems.map(({ address, message }) => (
          <li key={address + message}>
            <strong>{address}</strong>: {message}
          </li>
        ))}
        {changes.map(({ label, from, to }) => (
          <li key={label}>
            {label}: <del>{from || "(trống)"}</del> → <ins>{to || "(trống)"}</ins>
          </li>
        ))}
        {notices.map(({ address, message }) => (
          <li key={address + message} className="text-(--ink-soft) text-sm">
            {address}: {message}
          </li>
        ))}
      </ul>
    ),
  },
];

/** Rows of the file with what came, or would come, of each. */
export const RowList = ({ caption, rows }: { caption: string; rows: readonly RowLine[] }) => (
  <Table
    caption={caption}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ number }) => String(number)}
    empty="Không có dòng nào."
  />
);
