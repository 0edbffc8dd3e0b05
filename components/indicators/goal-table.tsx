import { Legend, type Part, StackedBar } from "@/components/charts/stacked-bar";
import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import {
  type GoalCounts,
  goalsHref,
  type IndicatorParams,
  NO_UNIT,
  totalGoals,
  type UnitRow,
} from "@/lib/indicators/rules";
import { GOAL_STATE_LABELS } from "@/lib/plans/labels";
import { GOAL_STATES, type GoalState } from "@/lib/plans/rules";

/** From dark to light to dark, so that worst, middle and best differ without colour too; they stand in this order. */
const FILLS: Record<GoalState, string> = {
  at_risk: "#9b1c1c",
  not_started: "#e0a43a",
  under_way: "#a9cdf2",
  achieved_by_fallback: "#a5d9b5",
  achieved: "#1b7a45",
};

/** The goals of each unit by state: a bar for the eye, and the numbers, each opening its goals. */
export function GoalTable({
  rows,
  total,
  totalName,
  params,
}: {
  rows: readonly UnitRow[];
  total: GoalCounts;
  totalName: string;
  params: IndicatorParams;
}) {
  const widest = Math.max(...rows.map(({ goals }) => totalGoals(goals)));
  const columns: Column<UnitRow>[] = [
    {
      key: "unit",
      label: "Đơn vị",
      isName: true,
      cell: ({ unit }) => unit?.shortName ?? "Chưa có đơn vị quản lý",
      foot: totalName,
    },
    {
      key: "bar",
      label: "Biểu đồ",
      cell: ({ goals }) => <StackedBar parts={partsOf(goals)} whole={widest} />,
      foot: <StackedBar parts={partsOf(total)} whole={totalGoals(total)} />,
    },
    ...GOAL_STATES.map(
      (state): Column<UnitRow> => ({
        key: state,
        label: GOAL_STATE_LABELS[state],
        isNumeric: true,
        cell: ({ unit, goals }) => (
          <NumberLink
            href={goalsHref({ ...params, unit: unit?.id ?? NO_UNIT }, state)}
            value={goals[state]}
          />
        ),
        foot: <NumberLink href={goalsHref(params, state)} value={total[state]} />,
      }),
    ),
    {
      key: "all",
      label: "Tất cả",
      isNumeric: true,
      cell: ({ unit, goals }) => (
        <NumberLink href={goalsHref({ ...params, unit: unit?.id ?? NO_UNIT })} value={totalGoals(goals)} />
      ),
      foot: <NumberLink href={goalsHref(params)} value={totalGoals(total)} />,
    },
  ];
  return (
    <div className={`${NUMBERS_TABLE} max-sm:[&_td:has(svg)]:col-span-2`}>
      <Table
        caption={<Legend parts={partsOf(total)} />}
        columns={columns}
        rows={rows}
        rowKey={({ unit }) => unit?.id ?? NO_UNIT}
        empty={null}
        hasFoot
      />
    </div>
  );
}

const partsOf = (counts: GoalCounts): Part[] =>
  GOAL_STATES.map((state) => ({
    ...{ key: state, label: GOAL_STATE_LABELS[state], value: counts[state], fill: FILLS[state] },
  }));
