import { NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatNumber } from "@/lib/format";
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
      cell: ({ goals }) => <Bar counts={goals} whole={widest} />,
      foot: <Bar counts={total} whole={totalGoals(total)} />,
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
    <div className="[&_:is(td,th)]:px-2 [&_thead_.num]:whitespace-normal print:[&_table]:leading-tight">
      <Table
        caption={<Legend />}
        columns={columns}
        rows={rows}
        rowKey={({ unit }) => unit?.id ?? NO_UNIT}
        empty={null}
        hasFoot
      />
    </div>
  );
}

const Legend = () => (
  <span className="flex flex-wrap gap-x-4 gap-y-1">
    {GOAL_STATES.map((state) => (
      <span key={state} className="inline-flex items-center gap-1.5">
        <svg width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" fill={FILLS[state]} stroke="var(--line-strong)" />
        </svg>
        {GOAL_STATE_LABELS[state]}
      </span>
    ))}
  </span>
);

/** The row's numbers as lengths; whoever listens to the page hears the numbers beside it. */
function Bar({ counts, whole }: { counts: GoalCounts; whole: number }) {
  const starts = GOAL_STATES.map((_, index) =>
    GOAL_STATES.slice(0, index).reduce((sum, state) => sum + counts[state], 0),
  );
  return (
    <svg
      viewBox={`0 0 ${Math.max(whole, 1)} 1`}
      preserveAspectRatio="none"
      className="mt-1.5 h-3 w-full min-w-24 max-w-md"
      role="img"
      aria-label={GOAL_STATES.map(
        (state) => `${GOAL_STATE_LABELS[state]} ${formatNumber(counts[state])}`,
      ).join(", ")}
    >
      {GOAL_STATES.map((state, index) => (
        <rect key={state} x={starts[index]} width={counts[state]} height="1" fill={FILLS[state]} />
      ))}
    </svg>
  );
}
