import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatPercent } from "@/lib/format";
import { NUMBER_LABELS } from "@/lib/referrals/labels";
import { RESIDENCE_NUMBERS, type ResidenceNumber } from "@/lib/referrals/rules";

type Counts = Record<ResidenceNumber, number>;
type Row = { unitId: string; name: string | null; numbers: Counts };

/** K22: units down, numbers of persons across; every number opens its persons. */
export const ResidenceTable = ({
  units,
  total,
  href,
}: {
  units: readonly Row[];
  total: Counts;
  href: (show: ResidenceNumber, unit: string | null) => string;
}) => {
  const cell = (name: ResidenceNumber, numbers: Counts, unit: string | null) => (
    <>
      <NumberLink href={href(name, unit)} value={numbers[name]} />
      {name !== "away" && name !== "unknown" && numbers.away > 0 && (
        <span className="text-(--ink-soft) text-xs"> {formatPercent(numbers[name], numbers.away)}</span>
      )}
    </>
  );
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption="Số đoàn viên, mỗi người tính một lần; phần trăm tính trên số ở ngoài xã của doanh nghiệp."
        columns={[
          {
            key: "unit",
            label: "Đơn vị",
            isName: true,
            cell: ({ name }) => name ?? "Đơn vị khác",
            foot: "Cộng",
          },
          ...RESIDENCE_NUMBERS.map(
            (name): Column<Row> => ({
              key: name,
              label: NUMBER_LABELS[name].name,
              isNumeric: true,
              cell: ({ numbers, unitId }) => cell(name, numbers, unitId),
              foot: cell(name, total, null),
            }),
          ),
        ]}
        rows={units}
        rowKey={({ unitId }) => unitId}
        empty={<p className="text-(--ink-soft)">Không có đoàn viên nào trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
};
