import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatPercent } from "@/lib/format";
import { TRAINED_LABELS } from "@/lib/training/labels";
import { TRAINED_NUMBERS, type TrainedNumber } from "@/lib/training/rules";

type Counts = Record<TrainedNumber, number>;
type Row = { unitId: string; name: string | null; numbers: Counts };

/** K21: units down, numbers of cadres across; every number opens its persons. */
export const TrainedTable = ({
  units,
  total,
  href,
}: {
  units: readonly Row[];
  total: Counts;
  href: (show: TrainedNumber, unit: string | null) => string;
}) => {
  const cell = (name: TrainedNumber, numbers: Counts, unit: string | null) => (
    <>
      <NumberLink href={href(name, unit)} value={numbers[name]} />
      {name === "trained" && (
        <span className="text-(--ink-soft) text-xs">
          {" "}
          {formatPercent(numbers.trained, numbers.in_office)}
        </span>
      )}
    </>
  );
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption="Số cán bộ, mỗi người tính một lần ở chức vụ cao nhất; phần trăm tính trên số đang giữ chức vụ."
        columns={[
          {
            key: "unit",
            label: "Đơn vị",
            isName: true,
            cell: ({ name }) => name ?? "Đơn vị khác",
            foot: "Cộng",
          },
          ...TRAINED_NUMBERS.map(
            (name): Column<Row> => ({
              key: name,
              label: TRAINED_LABELS[name].name,
              isNumeric: true,
              cell: ({ numbers, unitId }) => cell(name, numbers, unitId),
              foot: cell(name, total, null),
            }),
          ),
        ]}
        rows={units}
        rowKey={({ unitId }) => unitId}
        empty={<p className="text-(--ink-soft)">Không có cán bộ nào trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
};
