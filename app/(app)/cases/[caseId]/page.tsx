import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AdviceAbout } from "@/components/advice/advice-list";
import { CaseMoveForm, PaperForm, VoidStepForm } from "@/components/cases/case-forms";
import { CaseHistory, CaseStandIns, CaseStanding, Conditions } from "@/components/cases/case-view";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, LinkButton, Notice } from "@/components/ui/basics";
import { cappedCount } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { adviceAbout } from "@/lib/advice/queries";
import { moveCaseAction, tickPaperAction, voidCaseStepAction } from "@/lib/cases/actions";
import { CASE_DONE, CASE_MOVE_LABELS, CASE_STAGE_LABELS, paperLabel } from "@/lib/cases/labels";
import { type CasePage, casePage } from "@/lib/cases/queries";
import { MOVES, PAPERS, reasonNeeded, ticksPapers } from "@/lib/cases/rules";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { ISSUE_CATEGORY_LABELS, ISSUE_STAGE_LABELS, ISSUE_STAGE_TONES } from "@/lib/feedback/labels";
import { type IssueRow, listIssues } from "@/lib/feedback/queries";
import { CaseMove, type CasePaperKind } from "@/lib/generated/prisma/enums";

/** The latest of the case; all of them are a list of their own. */
const ISSUES_SHOWN = 10;

export const metadata: Metadata = { title: "Hồ sơ vận động thành lập" };

const asked = z.object({
  move: z.enum(CaseMove).optional().catch(undefined),
  paper: z.enum(PAPERS).optional().catch(undefined),
  undo: z.literal("last").optional().catch(undefined),
  done: z.string().optional().catch(undefined),
});

export default async function CasePageRoute({ params, searchParams }: PageProps<"/cases/[caseId]">) {
  const { caseId } = await params;
  const { move: wanted, paper, undo, done } = asked.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await casePage(viewer, tx, caseId);
    if (!found) return undefined;
    const mayReadIssues = can(viewer, "feedback.read");
    return {
      found,
      mayRaise: can(viewer, "feedback.raise"),
      mayOpenBoard: can(viewer, "dashboard.read"),
      mayAdvise: found.parties.includes("unit") && can(viewer, "desk.write"),
      issues: mayReadIssues ? await listIssues(viewer, tx, { case: caseId }) : undefined,
      advice: await adviceAbout(viewer, tx, found.enterpriseId),
    };
  });
  if (!page) notFound();
  const { found } = page;
  const mayTick = found.parties.includes("unit") && ticksPapers(found.place);
  const last = found.steps.at(-1);
  const mayUndo = last && found.parties.includes(MOVES[last.move].by);
  const ticked = mayTick ? paper : undefined;
  const undone = mayUndo && undo ? last : undefined;
  // One form at a time: a page has one field of each name.
  const isFree = !ticked && !undone;
  const chosen = isFree
    ? (found.moves.find((move) => move === wanted) ?? found.moves.find((move) => move === found.next))
    : undefined;
  const others = found.moves.filter((move) => move !== chosen);
  const told = CASE_DONE.get(done ?? "");
  const { line } = found;
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Vận động thành lập tổ chức ${LINE_LABELS[line]}: ${found.enterpriseName}`}
        help="Hồ sơ cho biết đang ở bước nào, bước sau cần gì; mỗi bước ghi ai làm, ngày nào, vì sao."
        trail={[
          page.mayOpenBoard
            ? { href: "/cases", label: "Vận động thành lập" }
            : { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${found.enterpriseId}`, label: found.enterpriseName },
        ]}
        actions={
          <>
            {page.mayRaise && !found.closedOn && (
              <LinkButton
                href={`/feedback/new?case=${found.id}&enterprise=${found.enterpriseId}`}
                tone="quiet"
              >
                Nêu khó khăn
              </LinkButton>
            )}
            <LinkButton href={`/history/case/${found.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      <CaseStandIns found={found} />
      <CaseStanding found={found} />
      {found.next && found.place === found.stage && (
        <Card title={`Bước sau: ${CASE_STAGE_LABELS[found.next].toLocaleLowerCase("vi")}`}>
          <Conditions found={found} />
        </Card>
      )}
      {chosen && (
        <Card id="move" title={CASE_MOVE_LABELS[chosen]}>
          <Move found={found} move={chosen} />
        </Card>
      )}
      {others.length > 0 && (
        <nav aria-label="Việc khác với hồ sơ này" className="no-print flex flex-wrap gap-2">
          {others.map((move) => (
            <LinkButton key={move} href={`/cases/${found.id}?move=${move}#move`} tone="quiet">
              {CASE_MOVE_LABELS[move]}
            </LinkButton>
          ))}
        </nav>
      )}
      <Card id="papers" title="Sáu giấy tờ của hồ sơ">
        <Papers found={found} mayTick={mayTick} ticked={ticked} />
      </Card>
      {page.issues && (
        <Card
          title="Khó khăn, kiến nghị của hồ sơ"
          action={
            page.issues.count > ISSUES_SHOWN && (
              <LinkButton href={`/feedback?case=${found.id}`} tone="quiet">
                {`Xem cả ${cappedCount(page.issues.count)}`}
              </LinkButton>
            )
          }
        >
          <Issues rows={page.issues.rows.slice(0, ISSUES_SHOWN)} />
        </Card>
      )}
      <Card
        title="Đã báo cáo, xin ý kiến về doanh nghiệp"
        action={
          page.mayAdvise && (
            <LinkButton href={`/advice/new?case=${found.id}`} tone="quiet">
              Ghi báo cáo, đề nghị
            </LinkButton>
          )
        }
      >
        {page.advice.length > 0 ? <AdviceAbout rows={page.advice} /> : <p>Chưa ghi gì.</p>}
      </Card>
      <Card title="Các bước đã qua">
        <CaseHistory found={found} />
      </Card>
      {undone && (
        <Card id="undo" title={`Bỏ bước “${CASE_MOVE_LABELS[undone.move]}” ngày ${formatDate(undone.on)}`}>
          <VoidStepForm
            action={voidCaseStepAction}
            requestId={newId()}
            stepId={undone.id}
            caseId={found.id}
            version={found.version}
          />
        </Card>
      )}
      {mayUndo && !undone && (
        <LinkButton href={`/cases/${found.id}?undo=last#undo`} tone="quiet">
          {`Bước cuối ghi sai: bỏ “${CASE_MOVE_LABELS[last.move]}”`}
        </LinkButton>
      )}
    </div>
  );
}

const Issues = ({ rows }: { rows: readonly IssueRow[] }) =>
  rows.length > 0 ? (
    <ul className="space-y-1">
      {rows.map(({ id, category, stage, raisedOn }) => (
        <li key={id}>
          <Link href={`/feedback/${id}`} prefetch={false}>
            {ISSUE_CATEGORY_LABELS[category]}
          </Link>{" "}
          <span className="text-(--ink-soft)">{`· nêu ngày ${formatDate(raisedOn)}`}</span>{" "}
          <Badge tone={ISSUE_STAGE_TONES[stage]}>{ISSUE_STAGE_LABELS[stage]}</Badge>
        </li>
      ))}
    </ul>
  ) : (
    <p>Chưa nêu khó khăn nào.</p>
  );

const Move = ({ found, move }: { found: CasePage; move: CaseMove }) => (
  <CaseMoveForm
    key={move}
    action={moveCaseAction}
    requestId={newId()}
    caseId={found.id}
    version={found.version}
    move={move}
    line={found.line}
    reasonWhy={reasonNeeded(move, found, found.scheme)}
    today={formatDate(today())}
  />
);

const Papers = ({
  found,
  mayTick,
  ticked,
}: {
  found: CasePage;
  mayTick: boolean;
  ticked?: CasePaperKind | undefined;
}) => (
  <ul className="space-y-4">
    {PAPERS.map((kind) => {
      const there = found.papers.find((paper) => paper.kind === kind);
      const label = paperLabel(kind, found.line);
      return (
        <li key={kind}>
          <p>
            <span aria-hidden="true">{there ? "✓ " : "○ "}</span>
            <span className="font-medium">{label}</span>
            {there
              ? `: có, ngày ${formatDate(there.on)}${there.note ? `, ${there.note}` : ""} (${there.by ?? "tài khoản khác"} ghi)`
              : ": chưa có"}
            {mayTick && kind !== ticked && (
              <>
                {" "}
                <Link href={`/cases/${found.id}?paper=${kind}#papers`} prefetch={false} className="no-print">
                  {there ? "Sửa" : "Đánh dấu đã có"}
                  <span className="sr-only">{` ${label}`}</span>
                </Link>
              </>
            )}
          </p>
          {kind === ticked && (
            <PaperForm
              action={tickPaperAction}
              requestId={newId()}
              caseId={found.id}
              kind={kind}
              label={label}
              on={formatDate(there?.on ?? today())}
              note={there?.note ?? null}
            />
          )}
        </li>
      );
    })}
  </ul>
);
