import Link from "next/link";
import { LATE_MEASURES } from "@/components/home/waiting";
import { GoalStateBadge } from "@/components/plans/goal-state";
import { Badge, Card, EmptyState, LinkButton, Stat } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { BRANCH_KIND_LABELS, MEMBER_LABELS } from "@/lib/branches/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { BranchKind, GoalKind, Line } from "@/lib/generated/prisma/enums";
import { INDICATOR_LABELS } from "@/lib/indicators/labels";
import type { Indicator } from "@/lib/indicators/rules";
import { GOAL_STATE_LABELS, goalTitle } from "@/lib/plans/labels";
import { GOAL_STATES, type GoalState } from "@/lib/plans/rules";

export type WeakBranch = { id: string; name: string; reasons: readonly string[] };

/** The organisations that need help most, with why. */
export const WeakBranches = ({
  branches,
  total,
  href,
}: {
  branches: readonly WeakBranch[];
  total: number;
  href: `/branches?${string}`;
}) =>
  branches.length > 0 && (
    <Card
      title="Tổ chức còn yếu"
      action={
        total > branches.length && (
          <LinkButton href={href} tone="quiet">
            Xem cả {formatNumber(total)}
          </LinkButton>
        )
      }
    >
      <ul className="space-y-3">
        {branches.map(({ id, name, reasons }) => (
          <li key={id}>
            <Link
              href={`/branches/${id}`}
              prefetch={false}
              className="inline-flex min-h-8 items-center font-medium"
            >
              {name}
            </Link>
            <p className="text-(--ink-soft) text-sm">{reasons.join("; ")}</p>
          </li>
        ))}
      </ul>
    </Card>
  );

export type LateMeasure = {
  id: string;
  measure: string;
  branchId: string;
  branchName: string;
  dueOn: PlainDate | null;
};

/** Measures past their date, the longest overdue first. */
export const LateMeasures = ({ measures, total }: { measures: readonly LateMeasure[]; total: number }) =>
  measures.length > 0 && (
    <Card title="Biện pháp củng cố quá hạn" id={LATE_MEASURES}>
      <ul className="space-y-3">
        {measures.map(({ id, measure, branchId, branchName, dueOn }) => (
          <li key={id}>
            <Link
              href={`/branches/${branchId}/measures/${id}`}
              prefetch={false}
              className="inline-flex min-h-8 items-center font-medium"
            >
              {measure}
            </Link>
            <p className="text-(--ink-soft) text-sm">
              {branchName}
              {dueOn && `; hạn ${formatDate(dueOn)}`}
            </p>
          </li>
        ))}
      </ul>
      {total > measures.length && (
        <p className="mt-3 text-(--ink-soft) text-sm">
          Quá hạn lâu nhất đứng trước; còn {formatNumber(total - measures.length)} biện pháp nữa.
        </p>
      )}
    </Card>
  );

export type WorstGoal = {
  goalId: string;
  enterpriseId: string;
  enterpriseName: string;
  kind: GoalKind;
  line: Line;
  state: GoalState;
  explanation: readonly string[];
};

/** The first of the list of goals: what to look into now. */
export const WorstGoals = ({
  title,
  goals,
  href,
}: {
  title: string;
  goals: readonly WorstGoal[];
  href: `/goals${string}`;
}) =>
  goals.length > 0 && (
    <Card
      title={title}
      action={
        <LinkButton href={href} tone="quiet">
          Tất cả mục tiêu
        </LinkButton>
      }
    >
      <ul className="space-y-3">
        {goals.map(({ goalId, enterpriseId, enterpriseName, kind, line, state, explanation }) => (
          <li key={goalId}>
            <p className="flex flex-wrap items-center gap-x-3">
              <Link
                href={`/enterprises/${enterpriseId}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center font-medium"
              >
                {enterpriseName}
              </Link>
              <span>{goalTitle(kind, line)}</span>
              <GoalStateBadge state={state} />
            </p>
            <p className="text-(--ink-soft) text-sm">{explanation.join(" ")}</p>
          </li>
        ))}
      </ul>
    </Card>
  );

export type OwnBranch = {
  id: string;
  name: string;
  kind: BranchKind;
  members: number;
  lastActivityOn: PlainDate | null;
  health: { healthy: boolean; reasons: readonly string[] };
};

/** A secretary's own organisations: how they stand and what to record. */
export const OwnBranches = ({ branches }: { branches: readonly OwnBranch[] }) => (
  <section aria-labelledby="own-branches" className="space-y-3">
    <h2 id="own-branches">Tổ chức của tôi</h2>
    {branches.length === 0 && (
      <EmptyState title="Tổ chức bạn phụ trách đã thôi hoạt động">
        Báo đơn vị cấp trên nếu đây là nhầm lẫn.
      </EmptyState>
    )}
    {branches.map(({ id, name, kind, members, lastActivityOn, health }) => (
      <div key={id} className="card space-y-3">
        <p className="flex flex-wrap items-center gap-x-3">
          <Link
            href={`/branches/${id}`}
            prefetch={false}
            className="inline-flex min-h-8 items-center font-semibold"
          >
            {name}
          </Link>
          <span className="text-(--ink-soft)">{BRANCH_KIND_LABELS[kind]}</span>
          <Badge tone={health.healthy ? "good" : "warn"}>{health.healthy ? "Vững" : "Còn yếu"}</Badge>
        </p>
        {health.reasons.length > 0 && <p>{health.reasons.join("; ")}</p>}
        <p className="text-(--ink-soft) text-sm">
          {formatNumber(members)} {MEMBER_LABELS[kind]};{" "}
          {lastActivityOn
            ? `hoạt động gần nhất ngày ${formatDate(lastActivityOn)}`
            : "chưa ghi hoạt động nào"}
        </p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`/branches/${id}/activities/new`} tone="quiet">
            Ghi hoạt động
          </LinkButton>
          <LinkButton href={`/branches/${id}/members`} tone="quiet">
            {`Danh sách ${MEMBER_LABELS[kind]}`}
          </LinkButton>
        </div>
      </div>
    ))}
  </section>
);

export type UnitInReview = {
  id: string;
  name: string;
  submitted: number;
  returned: number;
  accepted: number;
};

/** Which units' surveys wait for the department, campaign in words. */
export const SurveysByUnit = ({
  campaign,
  units,
}: {
  campaign: { id: string; name: string };
  units: readonly UnitInReview[];
}) => (
  <Card title={campaign.name}>
    <Table
      caption="Đơn vị có phiếu chờ duyệt"
      columns={REVIEW_COLUMNS}
      rows={units.filter(({ submitted }) => submitted > 0)}
      rowKey={({ id }) => id}
      empty={<p className="text-(--ink-soft)">Không đơn vị nào có phiếu chờ duyệt.</p>}
    />
  </Card>
);

const REVIEW_COLUMNS: Column<UnitInReview>[] = [
  {
    key: "unit",
    label: "Đơn vị",
    isName: true,
    cell: ({ id, name }) => (
      <Link href={`/surveys?state=submitted&unit=${id}`} prefetch={false}>
        {name}
      </Link>
    ),
  },
  { key: "submitted", label: "Chờ duyệt", isNumeric: true, cell: ({ submitted }) => formatNumber(submitted) },
  { key: "returned", label: "Đang sửa lại", isNumeric: true, cell: ({ returned }) => formatNumber(returned) },
  { key: "accepted", label: "Đã duyệt", isNumeric: true, cell: ({ accepted }) => formatNumber(accepted) },
];

const SHORT_FORM = ["K1", "K2", "K3", "K6"] as const satisfies readonly Indicator[];

/** The committee's numbers in short; the dashboard has all of them, each with its list. */
export const NumbersInShort = ({
  numbers,
  hrefs,
}: {
  numbers: Readonly<Record<(typeof SHORT_FORM)[number], number>>;
  hrefs: Readonly<Record<(typeof SHORT_FORM)[number], `/records/${string}`>>;
}) => (
  <section aria-labelledby="numbers" className="space-y-3">
    <h2 id="numbers">Số liệu hôm nay</h2>
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {SHORT_FORM.map((name) => (
        <Stat
          key={name}
          label={INDICATOR_LABELS[name].title}
          value={formatNumber(numbers[name])}
          href={hrefs[name]}
        />
      ))}
    </div>
  </section>
);

/** Goals by state, each number opening its goals. */
export const GoalsByState = ({
  counts,
  line,
}: {
  counts: Readonly<Record<GoalState, number>>;
  line?: Line | undefined;
}) => (
  <section aria-labelledby="goals" className="space-y-3">
    <h2 id="goals">{line ? `Mục tiêu phần ${LINE_LABELS[line]}` : "Mục tiêu theo trạng thái"}</h2>
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-5">
      {GOAL_STATES.map((state) => (
        <Stat
          key={state}
          label={GOAL_STATE_LABELS[state]}
          value={formatNumber(counts[state])}
          href={`/goals?state=${state}${line ? `&line=${line}` : ""}`}
        />
      ))}
    </div>
  </section>
);

/** For somebody whose work is not here yet: what there is to read, and nothing that would only be refused. */
export const NothingOfYours = ({ says }: { says: string }) => (
  <EmptyState
    title="Ở đây chưa có việc dành cho vai trò của bạn"
    action={
      <div className="flex flex-wrap justify-center gap-3">
        <LinkButton href="/plans">Đọc kế hoạch</LinkButton>
        <LinkButton href="/units" tone="quiet">
          Xem các đơn vị
        </LinkButton>
      </div>
    }
  >
    {says}
  </EmptyState>
);
