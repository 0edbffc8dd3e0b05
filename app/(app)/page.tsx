import type { Metadata } from "next";
import {
  GoalsByState,
  LateMeasures,
  NothingOfYours,
  NumbersInShort,
  OwnBranches,
  SurveysByUnit,
  WeakBranches,
  WorstGoals,
} from "@/components/home/sections";
import { waitingKinds } from "@/components/home/waiting";
import { WaitingList } from "@/components/home/waiting-list";
import { WorkLists } from "@/components/home/work-lists";
import { PageHeader } from "@/components/layout/page-header";
import { CountedBy } from "@/components/plans/counted-by";
import { LinkButton } from "@/components/ui/basics";
import type { Place } from "@/components/ui/place";
import { ROLE_LABELS } from "@/lib/access/labels";
import { can, onlyLineOf, type Viewer } from "@/lib/access/policy";
import { branchesWaiting, listBranches } from "@/lib/branches/queries";
import { readAsViewer, type Tx } from "@/lib/db/scope";
import type { Role } from "@/lib/generated/prisma/enums";
import { indicatorTable } from "@/lib/indicators/reports";
import { recordsHref } from "@/lib/indicators/rules";
import { listGoals } from "@/lib/plans/queries";
import { campaignProgress, openCampaign } from "@/lib/surveys/queries";
import { listWork } from "@/lib/worklist/queries";

export const metadata: Metadata = { title: "Việc của tôi" };

const WORST_SHOWN = 5;

/** Everything the home page of this person shows: what waits, and for each role held its own sections. */
async function readHome(viewer: Viewer, tx: Tx) {
  const holds = (role: Role) => viewer.appointments.some((held) => held.role === role);
  const isDepartment = holds("org_department");
  const readsAll = can(viewer, "dashboard.read");
  const line = onlyLineOf(viewer);
  const goals = await listGoals(viewer, tx, { line });
  // A secretary sees the own organisations with how they stand: no need to count the weak ones too.
  const branches = readsAll ? await waitingBranches(viewer, tx, line) : undefined;
  const work = await listWork(viewer, tx);
  const campaign = isDepartment ? await openCampaign(viewer, tx) : null;
  return {
    viewer,
    line,
    readsAll,
    goals,
    isOfficer: holds("unit_officer"),
    hasWork: can(viewer, "enterprise.read"),
    work,
    kinds: waitingKinds(work, { line, planId: goals?.plan.id }),
    weak: branches,
    own: holds("branch_secretary") ? (await listBranches(viewer, tx, {})).rows : undefined,
    inReview: campaign && { campaign, units: await campaignProgress(viewer, tx, campaign.id) },
    numbers: holds("province_board") ? await indicatorTable(viewer, tx, {}) : undefined,
  };
}

/** Weak organisations and late measures; of the Hội department's side only the organisations, which it guides. */
async function waitingBranches(viewer: Viewer, tx: Tx, line: "association" | undefined) {
  if (!line) return branchesWaiting(viewer, tx);
  const { rows, total } = await listBranches(viewer, tx, { line, health: "weak" });
  return {
    weakTotal: total,
    weak: rows.slice(0, WORST_SHOWN).map(({ id, name, health }) => ({ id, name, reasons: health.reasons })),
    lateMeasuresTotal: 0,
    lateMeasures: [],
  };
}

type Home = Awaited<ReturnType<typeof readHome>>;

export default async function HomePage() {
  const home = await readAsViewer(readHome);
  const { viewer, goals, line, work, numbers } = home;
  if (!home.hasWork) {
    return (
      <>
        <PageHeader title="Việc của tôi" help="Kế hoạch và danh sách đơn vị mở cho mọi người trong tỉnh." />
        <NothingOfYours says={restOf(viewer)} />
      </>
    );
  }
  const next = nextOf(home);
  return (
    <div className="space-y-6">
      <PageHeader
        title="Việc của tôi"
        help="Việc nào đang chờ, nơi nào cần xem trước; làm từ trên xuống."
        actions={<LinkButton href={next.href}>{next.label}</LinkButton>}
      />
      <WaitingList first={work.slice(0, WORST_SHOWN)} kinds={home.kinds} total={work.length} />
      {home.own && <OwnBranches branches={home.own} />}
      {numbers && (
        <NumbersInShort
          numbers={numbers.total.numbers}
          hrefs={{
            K1: recordsHref("K1", numbers.params),
            K2: recordsHref("K2", numbers.params),
            K3: recordsHref("K3", numbers.params),
            K6: recordsHref("K6", numbers.params),
          }}
        />
      )}
      {goals && home.readsAll && <WorkLists counts={goals.byWorkList} line={line} />}
      {goals && home.readsAll && <GoalsByState counts={goals.byState} line={line} />}
      {goals && home.readsAll && <CountedBy plan={goals.plan} />}
      {home.inReview && <SurveysByUnit {...home.inReview} />}
      {goals && (
        <WorstGoals
          title={home.readsAll ? "Nơi cần xem trước" : "Mục tiêu của doanh nghiệp"}
          goals={goals.rows.slice(0, WORST_SHOWN)}
          href={line ? `/goals?line=${line}` : "/goals"}
        />
      )}
      {home.weak && <LateMeasures measures={home.weak.lateMeasures} total={home.weak.lateMeasuresTotal} />}
      {home.weak && (
        <WeakBranches
          branches={home.weak.weak}
          total={home.weak.weakTotal}
          href={`/branches?health=weak${line ? `&line=${line}` : ""}`}
        />
      )}
    </div>
  );
}

/** The one thing to do next: what others wait for; else what the role is for. */
function nextOf({ kinds, own, numbers, isOfficer, readsAll, goals }: Home): { href: Place; label: string } {
  const [first] = kinds;
  if (first) return { href: first.href, label: first.action };
  const [branch] = own ?? [];
  if (branch) return { href: `/branches/${branch.id}/activities/new`, label: "Ghi hoạt động" };
  if (numbers) return { href: "/dashboard", label: "Mở bảng điều hành" };
  if (isOfficer && goals && goals.byWorkList.develop > 0) {
    return { href: "/goals?list=develop", label: "Xem nơi cần phát triển" };
  }
  if (isOfficer) return { href: "/enterprises/new", label: "Đăng ký doanh nghiệp" };
  return readsAll
    ? { href: "/dashboard", label: "Mở bảng điều hành" }
    : { href: "/plans", label: "Đọc kế hoạch" };
}

const restOf = ({ appointments }: Viewer): string =>
  appointments.length > 0
    ? `Bạn đang giữ: ${[...new Set(appointments.map(({ role }) => ROLE_LABELS[role]))].join(", ")}. Vai trò này không đọc hồ sơ doanh nghiệp, tổ chức và đoàn viên.`
    : "Bạn chưa được giao nhiệm vụ nào; liên hệ Ban Tổ chức – Kiểm tra Tỉnh Đoàn.";
