import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import { CELL_LABELS, CELL_TONES, COLUMN_LABELS } from "@/lib/coordination/labels";
import { type Cell, type Cells, COLUMNS } from "@/lib/coordination/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { CoordinationColumn } from "@/lib/generated/prisma/enums";

export type MatrixRow = {
  id: string;
  name: string;
  shortName: string;
  cells: Cells;
  lacking: readonly CoordinationColumn[];
  reminded: { times: number; last: PlainDate } | null;
};

/** A state in a word, with what it is, its day, and the records behind it. */
const CellView = ({ cell: { state, says, on, href } }: { cell: Cell }) => (
  <span className="inline-flex flex-wrap items-center gap-x-2">
    {state !== "not_due" && <Badge tone={CELL_TONES[state]}>{CELL_LABELS[state]}</Badge>}
    {href ? (
      <Link href={hrefOf(href)} prefetch={false} className="inline-flex min-h-6 items-center">
        {says}
      </Link>
    ) : (
      <span className="text-(--ink-soft)">{says}</span>
    )}
    {on && <span className="text-(--ink-soft) text-sm">{formatDate(on)}</span>}
  </span>
);

/** Units × what is followed of each. For who may urge them it is a form: the units ticked are those that a reminder is written to. */
export const CoordinationMatrix = ({
  rows,
  planId,
  mayRemind,
  caption,
}: {
  rows: readonly MatrixRow[];
  planId: string;
  mayRemind: boolean;
  caption: string;
}) => {
  const columns: Column<MatrixRow>[] = [
    {
      key: "unit",
      label: "Đơn vị",
      isName: true,
      cell: ({ id, shortName, lacking }) => (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          {mayRemind && (
            <label className="no-print tick">
              <input type="checkbox" name="unit" value={id} defaultChecked={lacking.length > 0} />
              <span className="sr-only">Chọn {shortName} để đôn đốc</span>
            </label>
          )}
          <Link href={`/units/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {shortName}
          </Link>
        </span>
      ),
    },
    ...COLUMNS.map(
      (column): Column<MatrixRow> => ({
        key: column,
        label: COLUMN_LABELS[column],
        cell: ({ cells }) => <CellView cell={cells[column]} />,
      }),
    ),
    {
      key: "reminded",
      label: "Đã đôn đốc",
      cell: ({ id, reminded }) =>
        reminded ? (
          <Link
            href={`/coordination?plan=${planId}&unit=${id}#don-doc`}
            prefetch={false}
            className="inline-flex min-h-6 items-center"
          >
            {reminded.times} lần, gần nhất {formatDate(reminded.last)}
          </Link>
        ) : (
          "–"
        ),
    },
  ];
  const table = (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Không có đơn vị nào như vậy" />}
    />
  );
  if (!mayRemind || rows.length === 0) return table;
  return (
    <form action="/coordination/remind" method="get" className="space-y-3">
      <input type="hidden" name="plan" value={planId} />
      {table}
      <button type="submit" className="btn no-print">
        Viết đôn đốc cho các đơn vị đã chọn
      </button>
    </form>
  );
};
