import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { Badge } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatPercent } from "@/lib/format";
import { YOUTH_LABELS } from "@/lib/indicators/labels";
import {
  allYouth,
  type IndicatorParams,
  NO_UNIT,
  recordsHref,
  type UnitRow,
  type Youth,
} from "@/lib/indicators/rules";
import { peopleHref } from "@/lib/movements/rules";

/** K8 and K9: young people by the latest accepted surveys, and how many persons are gathered; never clamped at 100 %. */
export function YouthTable({
  rows,
  total,
  totalName,
  params,
}: {
  rows: readonly UnitRow[];
  total: UnitRow;
  totalName: string;
  params: IndicatorParams;
}) {
  const youth = (band: keyof Youth, { numbers }: UnitRow, unit: string | null) => (
    <NumberLink href={recordsHref("K8", { ...params, unit })} value={numbers.youth[band]} />
  );
  const persons = ({ persons: count }: UnitRow, unit: string | null) =>
    count === null || unit === NO_UNIT ? (
      "–"
    ) : (
      <NumberLink
        href={peopleHref("closing", { ...params, line: "all", unit, branch: null })}
        value={count}
      />
    );
  const columns: Column<UnitRow>[] = [
    {
      key: "unit",
      label: "Đơn vị",
      isName: true,
      cell: ({ unit }) => unit?.shortName ?? "Chưa có đơn vị quản lý",
      foot: totalName,
    },
    {
      key: "surveyed",
      label: "Doanh nghiệp có số liệu",
      isNumeric: true,
      cell: (row) => (
        <NumberLink
          href={recordsHref("K8", { ...params, unit: row.unit?.id ?? NO_UNIT })}
          value={row.numbers.K8}
        />
      ),
      foot: <NumberLink href={recordsHref("K8", params)} value={total.numbers.K8} />,
    },
    ...(["to30", "to35"] as const).map(
      (band): Column<UnitRow> => ({
        key: band,
        label: YOUTH_LABELS[band],
        isNumeric: true,
        cell: (row) => youth(band, row, row.unit?.id ?? NO_UNIT),
        foot: youth(band, total, params.unit),
      }),
    ),
    {
      key: "persons",
      label: "Đoàn viên, hội viên (mỗi người một lần)",
      isNumeric: true,
      cell: (row) => persons(row, row.unit?.id ?? NO_UNIT),
      foot: persons(total, params.unit),
    },
    {
      key: "rate",
      label: "Tỷ lệ tập hợp",
      isNumeric: true,
      cell: (row) => <Rate row={row} />,
      foot: <Rate row={total} />,
    },
  ];
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption="Thanh niên theo phiếu đã duyệt mới nhất của từng doanh nghiệp; tỷ lệ tính trên thanh niên 16–35. Trên 100% là phiếu đã cũ hoặc còn thiếu."
        columns={columns}
        rows={rows}
        rowKey={({ unit }) => unit?.id ?? NO_UNIT}
        empty={<p>Không có đơn vị nào trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
}

const Rate = ({ row: { persons, numbers } }: { row: UnitRow }) => {
  if (persons === null) return "–";
  const whole = allYouth(numbers.youth);
  const share = formatPercent(persons, whole);
  return whole > 0 && persons > whole ? (
    <>
      {share} <Badge tone="warn">Xem lại phiếu</Badge>
    </>
  ) : (
    share
  );
};
