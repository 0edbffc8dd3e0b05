import Link from "next/link";
import { CountedBy, type CountingPlan } from "@/components/plans/counted-by";
import { GoalStateBadge, Why } from "@/components/plans/goal-state";
import { EmptyState, LinkButton, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { type GoalKind, Line } from "@/lib/generated/prisma/enums";
import { NO_UNIT } from "@/lib/indicators/rules";
import { GOAL_STATE_LABELS, goalTitle, WORK_LIST_LABELS } from "@/lib/plans/labels";
import { GOAL_STATES, type GoalState, WORK_LISTS, type WorkList } from "@/lib/plans/rules";
import { type GoalFilterInput, goalsAddress } from "@/lib/plans/schema";

export type ListedGoal = {
  goalId: string;
  enterpriseId: string;
  enterpriseName: string;
  line: Line;
  kind: GoalKind;
  state: GoalState;
  explanation: readonly string[];
  workList: WorkList;
  unitName: string | null;
};

/** Every goal with its state and why, the worst first; filters in the address. */
export function GoalList({
  filter,
  asOf,
  rows,
  total,
  byState,
  units,
  hasUnmanaged,
  next,
  plan,
}: {
  filter: GoalFilterInput;
  asOf: PlainDate;
  rows: readonly ListedGoal[];
  /** Of the whole list; a page shows a part of it. */
  total: number;
  byState: Readonly<Record<GoalState, number>>;
  units: readonly { id: string; shortName: string }[];
  hasUnmanaged: boolean;
  next: string | null;
  plan: CountingPlan;
}) {
  const { after, ...asked } = filter;
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  const unitOptions = [
    ...units.map(({ id, shortName }) => ({ value: id, label: shortName })),
    ...(hasUnmanaged ? [{ value: NO_UNIT, label: "Chưa có đơn vị quản lý" }] : []),
  ];
  return (
    <div className="space-y-4">
      <StateTabs filter={asked} byState={byState} />
      <FilterBar action="/goals" isFiltered={isFiltered} hidden={{ state: asked.state, plan: asked.plan }}>
        {unitOptions.length > 1 && (
          <FilterSelect name="unit" label="Đơn vị" value={asked.unit} options={unitOptions} />
        )}
        <FilterSelect
          name="line"
          label="Phần Đoàn, phần Hội"
          value={asked.line}
          options={Object.values(Line).map((line) => ({ value: line, label: `Phần ${LINE_LABELS[line]}` }))}
        />
        <FilterSelect
          name="list"
          label="Danh sách việc"
          value={asked.list}
          options={WORK_LISTS.map((list) => ({ value: list, label: WORK_LIST_LABELS[list] }))}
        />
        <FilterText
          name="asOf"
          label="Tính đến ngày"
          value={formatDate(asOf)}
          placeholder="Ví dụ 15/12/2014"
        />
        {asked.knownAt && (
          <FilterText
            name="knownAt"
            label="Theo ghi nhận đến hết ngày"
            value={formatDate(asked.knownAt)}
            placeholder="Để trống: đến nay"
          />
        )}
      </FilterBar>
      <Table
        caption={`${formatNumber(total)} mục tiêu, kém nhất đứng trước`}
        columns={COLUMNS}
        rows={rows}
        rowKey={({ goalId }) => goalId}
        empty={
          isFiltered ? (
            <EmptyState title="Không có mục tiêu nào khớp bộ lọc">
              Bỏ bớt điều kiện lọc để xem rộng hơn.
            </EmptyState>
          ) : (
            <EmptyState
              title="Chưa lập danh sách mục tiêu"
              action={
                <LinkButton href={`/plans/${plan.id}`} tone="quiet">
                  Mở kế hoạch
                </LinkButton>
              }
            >
              Mục tiêu của từng doanh nghiệp được lập từ trang kế hoạch, hoặc khi doanh nghiệp được đăng ký.
            </EmptyState>
          )
        }
      />
      <Pagination
        {...(after && { first: goalsAddress(asked) })}
        {...(next && { next: goalsAddress({ ...asked, after: next }) })}
      />
      <CountedBy plan={plan} />
    </div>
  );
}

/** Each state with its number; the whole first. */
const StateTabs = ({
  filter,
  byState,
}: {
  filter: GoalFilterInput;
  byState: Readonly<Record<GoalState, number>>;
}) => (
  <Tabs
    label="Trạng thái"
    tabs={[
      {
        href: goalsAddress({ ...filter, state: undefined }),
        label: `Tất cả ${formatNumber(GOAL_STATES.reduce((sum, state) => sum + byState[state], 0))}`,
        isCurrent: filter.state === undefined,
      },
      ...GOAL_STATES.map((state) => ({
        href: goalsAddress({ ...filter, state }),
        label: `${GOAL_STATE_LABELS[state]} ${formatNumber(byState[state])}`,
        isCurrent: filter.state === state,
      })),
    ]}
  />
);

const COLUMNS: Column<ListedGoal>[] = [
  {
    key: "enterprise",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ enterpriseId, enterpriseName }) => (
      <Link href={`/enterprises/${enterpriseId}`} prefetch={false}>
        {enterpriseName}
      </Link>
    ),
  },
  {
    key: "goal",
    label: "Mục tiêu",
    cell: ({ goalId, kind, line }) => (
      <Link href={`/goals/${goalId}`} prefetch={false}>
        {goalTitle(kind, line)}
      </Link>
    ),
  },
  { key: "state", label: "Trạng thái", cell: ({ state }) => <GoalStateBadge state={state} /> },
  { key: "why", label: "Vì sao", cell: ({ explanation }) => <Why sentences={explanation} /> },
  { key: "list", label: "Danh sách việc", cell: ({ workList }) => WORK_LIST_LABELS[workList] },
  { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName ?? "Chưa có đơn vị quản lý" },
];
