import Link from "next/link";
import { type BoardCase, Difficulties } from "@/components/pipeline/case-board";
import { Card } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { ageInWords, placeLabel } from "@/lib/cases/labels";
import { formatNumber } from "@/lib/format";
import type { IndicatorParams } from "@/lib/indicators/rules";
import { casesAddress } from "@/lib/pipeline/schema";

/** Where work has stood longest beyond the days allowed, who holds it and what is in the way. */
export function WorstStalls({
  rows,
  total,
  idleDays,
  params: { asOf, knownAt, line, unit, plan },
}: {
  rows: readonly BoardCase[];
  total: number;
  /** Days that are allowed where a step has none of its own. */
  idleDays: number;
  params: IndicatorParams;
}) {
  const all = casesAddress({
    ...{ view: "list", stalled: "1", asOf, knownAt: knownAt ?? undefined, unit: unit ?? undefined },
    ...{ line: line === "all" ? undefined : line, plan },
  });
  return (
    // The meeting's sheet stays one sheet; on paper these stand in the list of cases.
    <div className="no-print">
      <Card
        id="stalls"
        title="Chỗ tắc nhất"
        action={
          total > 0 && (
            <Link href={hrefOf(all)} prefetch={false} className="inline-flex min-h-11 items-center">
              {`Xem cả ${formatNumber(total)} hồ sơ chậm`}
            </Link>
          )
        }
      >
        <Table
          caption={`Hồ sơ vận động đứng yên quá mức của bước, lâu nhất đứng trước; bước không có mức riêng lấy ${formatNumber(idleDays)} ngày của kế hoạch`}
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<p>Không có hồ sơ vận động nào đứng yên quá mức.</p>}
        />
      </Card>
    </div>
  );
}

const COLUMNS: Column<BoardCase>[] = [
  {
    key: "name",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, enterpriseName, line }) => (
      <Link href={`/cases/${id}`} prefetch={false}>
        {`${enterpriseName} (${LINE_LABELS[line]})`}
      </Link>
    ),
  },
  { key: "place", label: "Đang ở bước", cell: ({ place, line }) => placeLabel(place, line) },
  { key: "age", label: "Đứng yên", cell: (row) => ageInWords(row, row) },
  { key: "difficulty", label: "Khó khăn", cell: (row) => <Difficulties row={row} /> },
  { key: "holder", label: "Ai đang giữ", cell: ({ heldBy }) => heldBy },
];
