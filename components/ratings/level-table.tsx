import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatPercent } from "@/lib/format";
import {
  type IndicatorParams,
  NO_UNIT,
  NOT_RATED,
  recordsHref,
  type UnitNumbers,
} from "@/lib/indicators/rules";
import type { Level } from "@/lib/ratings/rules";

/** K15: units down, levels across; every number opens its organisations. */
export const LevelTable = ({
  rows,
  total,
  totalName,
  levels,
  params,
}: {
  rows: readonly UnitNumbers[];
  total: UnitNumbers;
  totalName: string;
  levels: readonly Pick<Level, "id" | "label">[];
  params: IndicatorParams;
}) => {
  const cell = (level: string, { numbers }: UnitNumbers, unit: string | null) => (
    <>
      <NumberLink href={recordsHref("K15", { ...params, unit, level })} value={numbers.rated[level] ?? 0} />{" "}
      <span className="text-(--ink-soft) text-xs">
        {formatPercent(numbers.rated[level] ?? 0, numbers.K15)}
      </span>
    </>
  );
  const all = ({ numbers }: UnitNumbers, unit: string | null) => (
    <NumberLink href={recordsHref("K15", { ...params, unit, level: null })} value={numbers.K15} />
  );
  const column = (id: string, label: string): Column<UnitNumbers> => ({
    key: id,
    label,
    isNumeric: true,
    cell: (row) => cell(id, row, row.unit?.id ?? NO_UNIT),
    foot: cell(id, total, params.unit),
  });
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption="Số tổ chức Đoàn theo mức xếp loại đã kết luận; phần trăm tính trên số thuộc diện xếp loại."
        columns={[
          {
            key: "unit",
            label: "Đơn vị",
            isName: true,
            cell: ({ unit }) => unit?.shortName ?? "Chưa có đơn vị quản lý",
            foot: totalName,
          },
          ...levels.map(({ id, label }) => column(id, label)),
          column(NOT_RATED, "Chưa xếp loại"),
          {
            key: "all",
            label: "Thuộc diện",
            isNumeric: true,
            cell: (row) => all(row, row.unit?.id ?? NO_UNIT),
            foot: all(total, params.unit),
          },
        ]}
        rows={rows}
        rowKey={({ unit }) => unit?.id ?? NO_UNIT}
        empty={<p>Không có tổ chức Đoàn nào thuộc diện xếp loại trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
};
