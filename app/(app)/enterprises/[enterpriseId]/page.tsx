import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AdviceAbout } from "@/components/advice/advice-list";
import { enterpriseTimeline } from "@/components/enterprises/timeline";
import { IssueTable } from "@/components/feedback/issue-list";
import { PageHeader } from "@/components/layout/page-header";
import { OversightSection } from "@/components/oversight/oversight-section";
import {
  Badge,
  Card,
  EmptyState,
  type Fact,
  Facts,
  LinkButton,
  Notice,
  Timeline,
} from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { adviceAbout } from "@/lib/advice/queries";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { listBranchesOfEnterprise } from "@/lib/branches/queries";
import { CASE_PLACE_TONES, caseInWords, placeLabel } from "@/lib/cases/labels";
import { casesOfEnterprise, mayWorkOnCase } from "@/lib/cases/queries";
import { addMonths, formatDate, type PlainDate, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import {
  ATTITUDE_LABELS,
  LEGAL_FORM_LABELS,
  OWNERSHIP_LABELS,
  STATUS_LABELS,
} from "@/lib/enterprises/labels";
import {
  findEnterprise,
  latestFigures,
  namesOf,
  organisationEvents,
  surveyMoves,
  visitsOf,
} from "@/lib/enterprises/queries";
import { listIssues } from "@/lib/feedback/queries";
import { formatNumber, formatPhone } from "@/lib/format";
import { peopleOfEnterprise } from "@/lib/members/reports";
import { oversightOf } from "@/lib/oversight/queries";
import { GOAL_STATE_LABELS, GOAL_STATE_TONES, goalTitle } from "@/lib/plans/labels";
import { goalsOfEnterprise } from "@/lib/plans/queries";
import { formatTaxCode } from "@/lib/text/tax-code";

export const metadata: Metadata = { title: "Hồ sơ doanh nghiệp" };

/** The page of an enterprise tells the latest; all of it is a page of its own. */
const MOST_SHOWN = 15;

const DONE: Record<string, string> = {
  registered: "Đã đăng ký doanh nghiệp. Việc tiếp theo: khảo sát.",
  changed: "Đã lưu.",
  visited: "Đã ghi lần gặp.",
  goal: "Đã sửa loại mục tiêu.",
};

export default async function EnterprisePage({
  params,
  searchParams,
}: PageProps<"/enterprises/[enterpriseId]">) {
  const { enterpriseId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const enterprise = await findEnterprise(viewer, tx, enterpriseId);
    if (!enterprise) return null;
    return {
      enterprise,
      names: await namesOf(viewer, tx, enterprise),
      figures: await latestFigures(viewer, tx, enterpriseId),
      branches: await listBranchesOfEnterprise(viewer, tx, enterpriseId),
      people: await peopleOfEnterprise(viewer, tx, enterpriseId),
      goals: await goalsOfEnterprise(viewer, tx, enterpriseId),
      cases: await casesOfEnterprise(viewer, tx, enterpriseId),
      visits: await visitsOf(viewer, tx, enterpriseId),
      moves: await surveyMoves(viewer, tx, enterpriseId),
      events: await organisationEvents(viewer, tx, enterpriseId),
      issues: await listIssues(viewer, tx, { enterprise: enterpriseId, show: "open" }),
      advice: await adviceAbout(viewer, tx, enterpriseId),
      support: await oversightOf(viewer, tx, { enterpriseId }),
      mayAdvise: enterprise.isEditable && can(viewer, "desk.write"),
      mayRaise: can(viewer, "feedback.raise"),
      maySurvey: enterprise.isEditable && can(viewer, "survey.record"),
      linesToWorkOn: (["union", "association"] as const).filter((line) =>
        mayWorkOnCase(viewer, enterprise, line),
      ),
    };
  });
  if (!page) notFound();
  const { enterprise, names, figures, branches, people, goals, cases } = page;
  const base = `/enterprises/${enterprise.id}` as const;
  const happened = enterpriseTimeline({ ...page, versions: names.versions });
  const missing = page.linesToWorkOn.filter((line) => !branches.some((branch) => branch.line === line));
  const withoutCase = missing.filter(
    (line) => !cases.some((found) => found.line === line && !found.closedOn),
  );
  return (
    <div className="space-y-5">
      <PageHeader
        title={enterprise.name}
        help="Hồ sơ doanh nghiệp: mỗi số liệu ghi nguồn và ngày. Làm việc tiếp theo bằng nút bên dưới."
        trail={[{ href: "/enterprises", label: "Doanh nghiệp" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {enterprise.isEditable && (
              <>
                {page.maySurvey && !figures && <LinkButton href={`${base}/surveys/new`}>Khảo sát</LinkButton>}
                {missing.map((line) => (
                  <LinkButton
                    key={line}
                    href={`/branches/new?enterprise=${enterprise.id}&line=${line}`}
                    {...(!figures && { tone: "quiet" as const })}
                  >
                    {`Thành lập tổ chức ${LINE_LABELS[line]}`}
                  </LinkButton>
                ))}
                <LinkButton href={`${base}/visits/new`} tone="quiet">
                  Ghi lần gặp
                </LinkButton>
                {withoutCase.length > 0 && (
                  <LinkButton href={`${base}/cases/new`} tone="quiet">
                    Mở hồ sơ vận động
                  </LinkButton>
                )}
                {page.maySurvey && figures && (
                  <LinkButton href={`${base}/surveys/new`} tone="quiet">
                    Khảo sát lại
                  </LinkButton>
                )}
                <LinkButton href={`${base}/edit`} tone="quiet">
                  Sửa
                </LinkButton>
              </>
            )}
            {page.mayRaise && (
              <LinkButton href={`/feedback/new?enterprise=${enterprise.id}`} tone="quiet">
                Nêu khó khăn
              </LinkButton>
            )}
            <LinkButton href={`/history/enterprise/${enterprise.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <div className="grid gap-5 lg:grid-cols-2">
        <Card title="Mục tiêu theo kế hoạch">
          {goals.length === 0 && (
            <EmptyState title="Chưa có mục tiêu">
              Doanh nghiệp chưa thuộc phạm vi kế hoạch, hoặc chưa lập danh sách.
            </EmptyState>
          )}
          <ul className="space-y-4">
            {goals.map((goal) => (
              <li key={goal.goalId}>
                <p className="flex flex-wrap items-center gap-2">
                  <Link href={`/goals/${goal.goalId}`} prefetch={false} className="font-semibold">
                    {goalTitle(goal.kind, goal.line)}
                  </Link>
                  <Badge tone={GOAL_STATE_TONES[goal.state]}>{GOAL_STATE_LABELS[goal.state]}</Badge>
                </p>
                <ul className="list-disc pl-5 text-(--ink-soft)">
                  {goal.explanation.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
                <p className="text-(--ink-soft) text-sm">
                  {goal.planTitle} · chốt ngày {formatDate(goal.fixedOn)} ·{" "}
                  {goal.dueOn ? `hạn ${formatDate(goal.dueOn)}` : "chưa giao thời hạn"}
                </p>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="Tổ chức Đoàn, Hội">
          {branches.length === 0 && <EmptyState title="Chưa có tổ chức Đoàn, Hội" />}
          <ul className="space-y-3">
            {branches.map((branch) => (
              <li key={branch.branchId}>
                <p className="flex flex-wrap items-center gap-2">
                  {branch.name ? (
                    <Link href={`/branches/${branch.branchId}`} prefetch={false} className="font-semibold">
                      {branch.name}
                    </Link>
                  ) : (
                    <span className="font-semibold">
                      {`${BRANCH_KIND_LABELS[branch.kind]} (${LINE_LABELS[branch.line]}), do đơn vị khác quản lý`}
                    </span>
                  )}
                  {branch.health && (
                    <Badge tone={branch.health.healthy ? "good" : "warn"}>
                      {branch.health.healthy ? "Vững" : "Yếu"}
                    </Badge>
                  )}
                </p>
                <p className="text-(--ink-soft) text-sm">
                  {`${BRANCH_KIND_LABELS[branch.kind]} · từ ${formatDate(branch.coveredFrom)}`}
                  {branch.members !== null && ` · ${formatNumber(branch.members)} người`}
                </p>
                {branch.health && !branch.health.healthy && (
                  <p className="text-sm">{branch.health.reasons.join("; ")}</p>
                )}
              </li>
            ))}
          </ul>
          <p className="mt-4 text-sm">
            {`Đang sinh hoạt trong các tổ chức này: ${formatNumber(people.union.total)} đoàn viên, ${formatNumber(people.association.total)} hội viên.`}
          </p>
        </Card>
      </div>
      <Card title="Số liệu">
        <Facts facts={[...figureFacts(figures), ...recordFacts(enterprise, names)]} />
      </Card>
      {(page.advice.length > 0 || page.mayAdvise) && (
        <Card
          title="Báo cáo, tham mưu cấp ủy"
          action={
            page.mayAdvise && (
              <LinkButton href={`/advice/new?enterprise=${enterprise.id}`} tone="quiet">
                Ghi báo cáo, đề nghị
              </LinkButton>
            )
          }
        >
          {page.advice.length > 0 ? <AdviceAbout rows={page.advice} /> : <p>Chưa ghi gì.</p>}
        </Card>
      )}
      {page.support && (
        <OversightSection
          oversight={page.support}
          about={{ name: "enterprise", id: enterprise.id }}
          mayWrite={page.mayAdvise}
        />
      )}
      {page.issues.count > 0 && (
        <Card title="Khó khăn, kiến nghị chưa trả lời">
          <IssueTable rows={page.issues.rows} count={page.issues.count} isFiltered={false} />
        </Card>
      )}
      {cases.length > 0 && (
        <Card title="Hồ sơ vận động">
          <ul className="space-y-2">
            {cases.map((found) => (
              <li key={found.id} className="flex flex-wrap items-center gap-2">
                <Link href={`/cases/${found.id}`} prefetch={false}>
                  {caseInWords(found)}
                </Link>
                <Badge tone={CASE_PLACE_TONES[found.place]}>{placeLabel(found.place, found.line)}</Badge>
                {found.isStalled && <Badge tone="bad">Chậm</Badge>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="Diễn biến">
        <Timeline items={happened.slice(0, MOST_SHOWN)} empty="Chưa có diễn biến nào được ghi." />
        {happened.length > 0 && (
          <p className="mt-4">
            <Link href={`${base}/timeline`} prefetch={false}>
              {`Xem, in cả ${formatNumber(happened.length)} diễn biến`}
            </Link>
          </p>
        )}
      </Card>
    </div>
  );
}

type Figures = Awaited<ReturnType<typeof latestFigures>>;

/** Older than a year: still shown, but grey. */
const isOld = (on: PlainDate | null) => on !== null && on < addMonths(today(), -12);

function age(on: PlainDate): string {
  const months = monthsBetween(on, today());
  return months < 1 ? "dưới 1 tháng trước" : `${months} tháng trước`;
}

const monthsBetween = (from: PlainDate, to: PlainDate): number => {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
};

function figureFacts(figures: Figures): Fact[] {
  if (!figures) return [{ label: "Lao động", value: "Chưa khảo sát" }];
  const source = figures.surveyedOn
    ? `khảo sát ${formatDate(figures.surveyedOn)}, ${age(figures.surveyedOn)}`
    : "khảo sát";
  const fact = (label: string, field: string, value: number | null): Fact => ({
    label,
    value: figures.unknowns.includes(field) ? "không rõ" : value === null ? "chưa hỏi" : formatNumber(value),
    source,
    isStale: isOld(figures.surveyedOn),
  });
  return [
    fact("Tổng số lao động", "workers", figures.workers),
    fact("Lao động nữ", "womenWorkers", figures.womenWorkers),
    fact("Lao động dân tộc thiểu số", "ethnicMinorityWorkers", figures.ethnicMinorityWorkers),
    fact("Thanh niên 16–30 tuổi", "youth16To30", figures.youth16To30),
    fact("Thanh niên 31–35 tuổi", "youth31To35", figures.youth31To35),
    fact("Đoàn viên TNCS sinh hoạt nơi khác", "unionMembersElsewhere", figures.unionMembersElsewhere),
    ...(figures.ownerAttitude
      ? [{ label: "Thái độ của chủ doanh nghiệp", value: ATTITUDE_LABELS[figures.ownerAttitude], source }]
      : []),
  ];
}

type Record_ = NonNullable<Awaited<ReturnType<typeof findEnterprise>>>;
type Names = Awaited<ReturnType<typeof namesOf>>;

function recordFacts(enterprise: Record_, names: Names): Fact[] {
  const source = `hồ sơ, cập nhật ${formatDate(vietnamDate(enterprise.updatedAt))}`;
  const facts: [string, string | null][] = [
    [
      "Mã số thuế",
      enterprise.taxCode
        ? formatTaxCode(enterprise.taxCode, enterprise.taxBranch ?? undefined)
        : "chưa có mã số thuế",
    ],
    ["Loại hình", LEGAL_FORM_LABELS[enterprise.legalForm]],
    ["Khu vực sở hữu", OWNERSHIP_LABELS[enterprise.ownership]],
    ["Tình trạng", STATUS_LABELS[enterprise.status]],
    ["Ngành nghề", enterprise.industry],
    ["Địa chỉ", [enterprise.address, names.area].filter(Boolean).join(", ") || null],
    ["Người đại diện", enterprise.representative],
    ["Điện thoại", enterprise.phone && formatPhone(enterprise.phone)],
    [
      "Hội viên Hội Doanh nhân trẻ",
      enterprise.entrepreneurSince ? `từ ${formatDate(enterprise.entrepreneurSince)}` : "không",
    ],
    ["Quản lý phần Đoàn", names.unionUnit],
    ["Quản lý phần Hội", names.associationUnit],
  ];
  return facts.map(([label, value]) => ({ label, value: value ?? "chưa ghi", source }));
}
