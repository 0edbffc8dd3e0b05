import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CaseMoveForm, PaperForm, VoidStepForm } from "@/components/cases/case-forms";
import { CaseHistory, CaseStandIns, CaseStanding, Conditions } from "@/components/cases/case-view";
import { PageHeader } from "@/components/layout/page-header";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { moveCaseAction, tickPaperAction, voidCaseStepAction } from "@/lib/cases/actions";
import { CASE_DONE, CASE_MOVE_LABELS, CASE_STAGE_LABELS, paperLabel } from "@/lib/cases/labels";
import { type CasePage, casePage } from "@/lib/cases/queries";
import { MOVES, PAPERS, reasonNeeded, ticksPapers } from "@/lib/cases/rules";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { CaseMove, type CasePaperKind } from "@/lib/generated/prisma/enums";

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
    return found && { found, mayRaise: can(viewer, "feedback.raise") };
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
          { href: "/enterprises", label: "Doanh nghiệp" },
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
