import Link from "next/link";
import { ConditionBadge } from "@/components/branches/health";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import type { MeasureList as List } from "@/lib/consolidation/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";

type Row = List["rows"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: "branch",
    label: "Tổ chức",
    isName: true,
    cell: ({ branchId, branchName, unitName, isDemo }) => (
      <>
        <Link href={`/branches/${branchId}`} prefetch={false}>
          {branchName}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {unitName}
          {isDemo && " · minh hoạ"}
        </span>
      </>
    ),
  },
  {
    key: "measure",
    label: "Biện pháp",
    cell: ({ id, branchId, kind, measure, weakness }) => (
      <>
        <Link href={`/branches/${branchId}/measures/${id}`} prefetch={false}>
          {`${MEASURE_KIND_LABELS[kind]}: ${measure}`}
        </Link>
        <span className="block text-(--ink-soft) text-sm">{weakness}</span>
      </>
    ),
  },
  { key: "responsible", label: "Phụ trách", cell: ({ responsible }) => responsible },
  {
    key: "due",
    label: "Hạn, hoàn thành",
    cell: ({ dueOn, doneOn, isLate }) => (
      <>
        {doneOn ? `xong ${formatDate(doneOn)}` : dueOn ? formatDate(dueOn) : "chưa đặt hạn"}
        {isLate && (
          <>
            {" "}
            <Badge tone="bad">Quá hạn</Badge>
          </>
        )}
      </>
    ),
  },
  {
    key: "change",
    label: "Trước, sau",
    cell: ({ before, after, change }) =>
      before ? (
        <>
          <ConditionBadge condition={before.condition} />
          {after && (
            <>
              <span aria-hidden="true"> → </span>
              <span className="sr-only"> rồi </span>
              <ConditionBadge condition={after.condition} />
            </>
          )}
          {change && (
            <span className="block text-(--ink-soft) text-sm">
              {`hết ${change.mended.length}, còn ${change.stayed.length}, mới ${change.came.length}`}
            </span>
          )}
        </>
      ) : (
        "–"
      ),
  },
];

/** Measures of the viewer's organisations, as one table. */
export const MeasureList = ({ rows, empty }: { rows: readonly Row[]; empty: string }) => (
  <div className="card">
    <Table
      caption={`${formatNumber(rows.length)} biện pháp`}
      columns={COLUMNS}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={empty} />}
    />
  </div>
);
