import Link from "next/link";
import { Badge, EmptyState, type Tone } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { CONGRESS_STATE_LABELS, DUE_LABELS, dueLine, MOVE_LABELS } from "@/lib/congresses/labels";
import type { CongressRow } from "@/lib/congresses/queries";
import type { DueLevel } from "@/lib/congresses/rules";
import { formatDate } from "@/lib/dates/plain-date";
import type { CongressState } from "@/lib/generated/prisma/enums";

const DUE_TONES: Record<DueLevel, Tone> = {
  ...{ overdue: "bad", one: "warn", three: "warn", six: "accent", later: "calm", undated: "calm" },
};
const STATE_TONES: Record<CongressState, Tone> = {
  ...{ planned: "calm", preparing: "calm", asking: "accent", permitted: "accent", held: "accent" },
  ...{ submitted: "accent", recognised: "good", postponed: "warn", cancelled: "calm" },
};

export const DueBadge = ({ level }: { level: DueLevel }) =>
  level === "later" ? null : <Badge tone={DUE_TONES[level]}>{DUE_LABELS[level]}</Badge>;

export const CongressBadge = ({ state }: { state: CongressState }) => (
  <Badge tone={STATE_TONES[state]}>{CONGRESS_STATE_LABELS[state]}</Badge>
);

/** Organisations with the day their congress is due and the one under way; on paper a table. */
export const CongressTable = ({ rows }: { rows: readonly CongressRow[] }) => (
  <Table
    caption={`${rows.length} tổ chức, gấp trước`}
    rows={rows}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Không có tổ chức nào như vậy" />}
    columns={[
      {
        key: "name",
        label: "Tổ chức",
        isName: true,
        cell: (row) => (
          <>
            <Link href={`/branches/${row.id}/congresses`} prefetch={false}>
              {row.name}
            </Link>
            {row.isDemo && <span className="block font-normal text-(--ink-soft) text-sm">Minh hoạ</span>}
          </>
        ),
      },
      { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName ?? "" },
      {
        key: "last",
        label: "Gần nhất",
        cell: ({ lastCongressOn, provisional }) =>
          lastCongressOn ? formatDate(lastCongressOn) : provisional ? "Lâm thời" : "Chưa ghi",
      },
      {
        key: "due",
        label: "Hạn",
        cell: ({ dueOn, extendedTo, level }) => (
          <>
            {dueOn && <span className="block">{dueLine(dueOn, extendedTo)}</span>}
            <DueBadge level={level} />
          </>
        ),
      },
      {
        key: "congress",
        label: "Đang tiến hành",
        cell: ({ congress, next }) =>
          congress && (
            <span className="flex flex-wrap items-center gap-x-2">
              <CongressBadge state={congress.state} />
              <Link
                href={`/congresses/${congress.id}`}
                prefetch={false}
                className="inline-flex min-h-6 items-center"
              >
                {next ? MOVE_LABELS[next] : "Xem"}
              </Link>
              <span className="basis-full text-(--ink-soft) text-sm">
                dự kiến {formatDate(congress.plannedOn)}
              </span>
            </span>
          ),
      },
    ]}
  />
);
