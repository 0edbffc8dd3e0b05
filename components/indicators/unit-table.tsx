import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { formatPercent } from "@/lib/format";
import { INDICATOR_LABELS } from "@/lib/indicators/labels";
import {
  type Indicator,
  type IndicatorParams,
  type LineTab,
  NO_UNIT,
  recordsHref,
  type UnitNumbers,
} from "@/lib/indicators/rules";

/** What each tab shows: the Đoàn side does not speak of the Hội, nor the other way round (rows 54, 55). */
export const SHOWN: Readonly<Record<LineTab, readonly Indicator[]>> = {
  all: ["K1", "K2", "K3", "K4", "K5", "K6", "K11", "K12", "K13", "K16", "K17"],
  union: ["K1", "K2", "K11", "K12", "K13", "K16", "K17"],
  association: ["K1", "K3", "K11", "K12", "K13", "K16", "K17"],
};

/** Numbers that are a share of K1, K7 among them. */
const SHARES: readonly Indicator[] = ["K2", "K3", "K4", "K17"];

/** Every indicator by unit, in the order of the rows given, with the whole below; every number opens its records. */
export function UnitTable({
  rows,
  total,
  totalName,
  params,
  hasCampaign,
}: {
  rows: readonly UnitNumbers[];
  total: UnitNumbers;
  totalName: string;
  params: IndicatorParams;
  /** Without a campaign nothing can have been surveyed in it: K17 is then no nought, but nothing. */
  hasCampaign: boolean;
}) {
  const cell = (name: Indicator, { numbers }: UnitNumbers, unit: string | null) => {
    if (name === "K17" && !hasCampaign) return "–";
    return (
      <>
        <NumberLink href={recordsHref(name, { ...params, unit })} value={numbers[name]} />
        {SHARES.includes(name) && (
          <span className="text-(--ink-soft) text-xs sm:max-lg:block lg:inline-block lg:w-12 print:inline-block! print:w-10 print:text-[7pt]">
            {" "}
            {formatPercent(numbers[name], numbers.K1)}
          </span>
        )}
      </>
    );
  };
  const columns: Column<UnitNumbers>[] = [
    {
      key: "unit",
      label: "Đơn vị",
      isName: true,
      cell: ({ unit }) => unit?.shortName ?? "Chưa có đơn vị quản lý",
      foot: totalName,
    },
    ...SHOWN[params.line].map(
      (name): Column<UnitNumbers> => ({
        key: name,
        label: INDICATOR_LABELS[name].name,
        isNumeric: true,
        cell: (row) => cell(name, row, row.unit?.id ?? NO_UNIT),
        foot: cell(name, total, params.unit),
      }),
    ),
    {
      key: "fresh",
      label: "Phiếu duyệt mới nhất",
      isNumeric: true,
      cell: ({ lastAcceptedOn }) => lastAcceptedOn && formatDate(lastAcceptedOn),
      foot: total.lastAcceptedOn && formatDate(total.lastAcceptedOn),
    },
  ];
  return (
    // A tablet held upright has no room for the last column; the newest day of all stands above.
    <div
      className={`${NUMBERS_TABLE} sm:max-lg:[&_:is(td,th):last-child]:hidden print:[&_:is(td,th):last-child]:table-cell!`}
    >
      <Table
        caption="Từng đơn vị; đơn vị còn nhiều mục tiêu chưa bắt đầu hoặc có nguy cơ đứng trước. Phần trăm tính trên số doanh nghiệp."
        columns={columns}
        rows={rows}
        rowKey={({ unit }) => unit?.id ?? NO_UNIT}
        empty={<p>Không có đơn vị nào trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
}
