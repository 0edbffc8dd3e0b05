import type { ReactNode } from "react";
import { Filters } from "@/components/indicators/filters";
import { GoalTable } from "@/components/indicators/goal-table";
import { NumberLink } from "@/components/indicators/number-link";
import { QuestionLine } from "@/components/indicators/question-line";
import { SelfChecks } from "@/components/indicators/self-checks";
import { Summary } from "@/components/indicators/summary";
import { UnitTable } from "@/components/indicators/unit-table";
import { YouthTable } from "@/components/indicators/youth-table";
import type { ShownTarget } from "@/components/targets/target-lines";
import { Card, EmptyState, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { daysBetween, formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import { citePlan, LINE_TAB_LABELS, timesInWords } from "@/lib/indicators/labels";
import {
  type Check,
  dashboardHref,
  type GoalCounts,
  goalsHref,
  type IndicatorParams,
  LINE_TABS,
  type NamedUnit,
  totalGoals,
  type UnitRow,
} from "@/lib/indicators/rules";
import { scopeInWords } from "@/lib/plans/labels";
import type { ScopeRule } from "@/lib/plans/rules";

export type DashboardView = {
  plan: {
    type: string;
    symbol: string;
    issuedOn: PlainDate;
    scope: ScopeRule;
    scopeNote: string | null;
    associationKinds: readonly BranchKind[];
  };
  params: IndicatorParams;
  rows: readonly UnitRow[];
  total: UnitRow;
  checks: readonly Check[];
  /** Units to choose from. */
  units: readonly NamedUnit[];
  campaign: { name: string; referenceDate: PlainDate } | undefined;
  campaigns: readonly { id: string; name: string; referenceDate: PlainDate }[];
  /** The departments that own each line (rows 54, 55). */
  owners: Readonly<Record<Line, string | undefined>>;
  isProvince: boolean;
  /** The address asks for something of its own. */
  isFiltered: boolean;
  /** Where work stands still, drawn by the page. */
  stalls?: ReactNode;
  /** Given for what is in view. */
  targets: readonly ShownTarget[];
};

/** One page for a meeting, one sheet on paper: what is late, where we stand, and which unit to speak to first. */
export function Dashboard({ plan, params, rows, total, checks, campaign, owners, ...view }: DashboardView) {
  const totalName = view.isProvince && params.unit === null ? "Toàn tỉnh" : "Cộng";
  const named = view.units.find(({ id }) => id === params.unit)?.name;
  return (
    <div className="space-y-5 print:-mb-6 print:space-y-1 print:[&_.notice]:px-2 print:[&_.notice]:py-0 print:[&_h2]:text-sm print:[&_.mb-3]:mb-1">
      <Late goals={total.goals} params={params} />
      <Tabs
        label="Phần Đoàn, phần Hội"
        tabs={LINE_TABS.map((line) => ({
          href: dashboardHref({ ...params, line }),
          label: LINE_TAB_LABELS[line],
          isCurrent: line === params.line,
        }))}
      />
      <Filters params={params} units={view.units} campaigns={view.campaigns} isFiltered={view.isFiltered} />
      <QuestionLine
        parts={[
          { label: "Theo", value: citePlan(plan) },
          { label: "Phạm vi tính", value: scopeInWords(plan) },
          { label: "Số liệu", value: timesInWords(params) },
          { label: "Phần", value: ownership(params, owners) },
          ...(named ? [{ label: "Đơn vị", value: named }] : []),
          { label: "Đợt khảo sát", value: campaign?.name ?? "chưa mở đợt nào" },
          { label: "Phiếu được duyệt gần nhất", value: freshness(total.lastAcceptedOn, params.asOf) },
        ]}
      />
      <Summary
        numbers={total.numbers}
        params={params}
        hasCampaign={campaign !== undefined}
        targets={view.targets}
      />
      {view.stalls}
      <Card title="Tổ chức Đoàn, Hội trong doanh nghiệp">
        <UnitTable
          rows={rows}
          total={total}
          totalName={totalName}
          params={params}
          hasCampaign={campaign !== undefined}
        />
        {params.line === "all" && <SelfChecks checks={checks} />}
      </Card>
      {params.line === "all" && (
        // The meeting's sheet stays one sheet; on paper these figures stand in form 1.
        <div className="no-print">
          <Card title="Thanh niên và tỷ lệ tập hợp">
            <YouthTable rows={rows} total={total} totalName={totalName} params={params} />
          </Card>
        </div>
      )}
      <Card title="Mục tiêu của từng đơn vị">
        {totalGoals(total.goals) > 0 ? (
          <GoalTable rows={rows} total={total.goals} totalName={totalName} params={params} />
        ) : (
          <EmptyState
            title="Chưa có mục tiêu nào"
            action={
              <LinkButton href="/plans" tone="quiet">
                Xem kế hoạch
              </LinkButton>
            }
          >
            Không có mục tiêu nào trong phạm vi đang xem. Mục tiêu của từng doanh nghiệp được chốt từ trang kế
            hoạch.
          </EmptyState>
        )}
      </Card>
      {plan.scopeNote && (
        <QuestionLine parts={[{ label: "Ghi chú về phạm vi tính", value: plan.scopeNote }]} />
      )}
    </div>
  );
}

/** What to look at next: what may fail, else what nobody has begun, else all of it. */
export function NextStep({ goals, params }: { goals: GoalCounts; params: IndicatorParams }) {
  if (goals.at_risk > 0) {
    return <LinkButton href={goalsHref(params, "at_risk")}>Xem mục tiêu có nguy cơ</LinkButton>;
  }
  if (goals.not_started > 0) {
    return <LinkButton href={goalsHref(params, "not_started")}>Xem mục tiêu chưa bắt đầu</LinkButton>;
  }
  return <LinkButton href={goalsHref(params)}>Xem các mục tiêu</LinkButton>;
}

/** What is late stands on top. */
function Late({ goals, params }: { goals: GoalCounts; params: IndicatorParams }) {
  if (goals.at_risk + goals.not_started === 0) return null;
  return (
    <Notice tone={goals.at_risk > 0 ? "bad" : "warn"}>
      <p>
        <strong>Cần xem trước:</strong>{" "}
        <NumberLink href={goalsHref(params, "at_risk")} value={goals.at_risk} /> mục tiêu có nguy cơ,{" "}
        <NumberLink href={goalsHref(params, "not_started")} value={goals.not_started} /> mục tiêu chưa bắt
        đầu.
      </p>
    </Notice>
  );
}

/** Whose figures these are, and under which unit an enterprise is counted. */
function ownership({ line }: IndicatorParams, owners: DashboardView["owners"]): string {
  const union = `phần Đoàn do ${owners.union ?? "bộ phận chưa ghi"} phụ trách`;
  const association = `phần Hội do ${owners.association ?? "bộ phận chưa ghi"} phụ trách`;
  switch (line) {
    case "union":
      return `${union}; doanh nghiệp tính cho đơn vị quản lý về Đoàn`;
    case "association":
      return `${association}; doanh nghiệp tính cho đơn vị quản lý về Hội`;
    case "all":
      return `${union}, ${association}; doanh nghiệp tính cho đơn vị quản lý về Đoàn`;
  }
}

function freshness(on: PlainDate | null, asOf: PlainDate): string {
  if (!on) return "chưa có phiếu nào";
  const days = daysBetween(on, asOf);
  return days > 0 ? `${formatDate(on)}, cách ${days} ngày` : formatDate(on);
}
