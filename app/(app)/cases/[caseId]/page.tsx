import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CaseMoveForm, PaperForm, VoidStepForm } from "@/components/cases/case-forms";
import { CaseHistory, CaseStandIns, CaseStanding, Conditions } from "@/components/cases/case-view";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, LinkButton, Notice } from "@/components/ui/basics";
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
import { CaseMove } from "@/lib/generated/prisma/enums";

export const metadata: Metadata = { title: "Hồ sơ vận động thành lập" };

const asked = z.object({
  move: z.enum(CaseMove).optional().catch(undefined),
  done: z.string().optional().catch(undefined),
});

export default async function CasePageRoute({ params, searchParams }: PageProps<"/cases/[caseId]">) {
  const { caseId } = await params;
  const { move: wanted, done } = asked.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await casePage(viewer, tx, caseId);
    return found && { found, mayRaise: can(viewer, "feedback.raise") };
  });
  if (!page) notFound();
  const { found } = page;
  const chosen =
    found.moves.find((move) => move === wanted) ?? found.moves.find((move) => move === found.next);
  const others = found.moves.filter((move) => move !== chosen);
  const told = CASE_DONE.get(done ?? "");
  const last = found.steps.at(-1);
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
        <Papers found={found} />
      </Card>
      <Card title="Các bước đã qua">
        <CaseHistory found={found} />
      </Card>
      {last && found.parties.includes(MOVES[last.move].by) && (
        <Disclosure
          summary={`Bước cuối ghi sai? Bỏ “${CASE_MOVE_LABELS[last.move]}” ngày ${formatDate(last.on)}`}
        >
          <VoidStepForm
            action={voidCaseStepAction}
            requestId={newId()}
            stepId={last.id}
            caseId={found.id}
            version={found.version}
          />
        </Disclosure>
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

const Papers = ({ found }: { found: CasePage }) => {
  const mayTick = found.parties.includes("unit") && ticksPapers(found.place);
  return (
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
            </p>
            {mayTick && (
              <Disclosure summary={there ? "Sửa" : "Đánh dấu đã có"}>
                <PaperForm
                  action={tickPaperAction}
                  requestId={newId()}
                  caseId={found.id}
                  kind={kind}
                  label={label}
                  on={there ? formatDate(there.on) : ""}
                  note={there?.note ?? null}
                />
              </Disclosure>
            )}
          </li>
        );
      })}
    </ul>
  );
};
