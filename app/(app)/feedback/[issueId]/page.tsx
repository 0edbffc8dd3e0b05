import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { NoteForm, TurnForm } from "@/components/feedback/issue-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Facts, Notice, Timeline } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, formatMoment, fromDatabase } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { noteIssueAction, turnIssueAction } from "@/lib/feedback/actions";
import {
  ISSUE_CATEGORY_LABELS,
  ISSUE_KIND_LABELS,
  ISSUE_STAGE_LABELS,
  ISSUE_STAGE_TONES,
  stepLabel,
} from "@/lib/feedback/labels";
import { findIssue } from "@/lib/feedback/queries";

export const metadata: Metadata = { title: "Khó khăn, kiến nghị" };

const DONE: Readonly<Record<string, string>> = {
  raised: "Đã gửi. Theo dõi nó đang ở đâu ngay tại trang này.",
  answered: "Đã trả lời. Nơi nêu sẽ xác nhận đã xong hoặc mở lại.",
  confirmed: "Đã xác nhận xong.",
  reopened: "Đã mở lại, trả về nơi đã trả lời.",
  passed_on: "Đã chuyển.",
  sent_out: "Đã ghi chuyển cơ quan ngoài Đoàn.",
  noted: "Đã gửi trao đổi.",
};

export default async function IssuePage({ params, searchParams }: PageProps<"/feedback/[issueId]">) {
  const { issueId } = await params;
  const { done } = await searchParams;
  const issue = await readAsViewer((viewer, tx) => findIssue(viewer, tx, issueId));
  if (!issue) notFound();
  const said = typeof done === "string" ? DONE[done] : undefined;
  // The same turn may be open to somebody in two roles: it is offered once.
  const turns = issue.turns.filter(
    (turn, index) => issue.turns.findIndex(({ move, to }) => move === turn.move && to === turn.to) === index,
  );
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/feedback", label: "Khó khăn, kiến nghị" }]}
        title={`${ISSUE_KIND_LABELS[issue.kind]}: ${ISSUE_CATEGORY_LABELS[issue.category]}`}
        help={
          turns.length > 0
            ? "Việc này đang chờ bạn: chọn cách xử lý ở dưới."
            : "Theo dõi nội dung đang ở đâu và ai đã nói gì."
        }
      />
      {said && <Notice tone="good" title={said} />}
      <Card title="Đang ở đâu" action={issue.isUrgent && <Badge tone="bad">gấp</Badge>}>
        <p>
          <Badge tone={ISSUE_STAGE_TONES[issue.stage]}>
            {issue.stage === "outside" && issue.outsideBody
              ? `Đã chuyển ${issue.outsideBody}`
              : ISSUE_STAGE_LABELS[issue.stage]}
          </Badge>{" "}
          {issue.isLate && issue.answerBy && (
            <Badge tone="bad">{`quá hạn trả lời ${formatDate(issue.answerBy)}`}</Badge>
          )}
        </p>
        <p className="my-4 whitespace-pre-line">{issue.text}</p>
        <Facts
          facts={[
            { label: "Nơi nêu", value: issue.raisedBy, source: `ngày ${formatDate(issue.raisedOn)}` },
            { label: "Thuộc phần", value: LINE_LABELS[issue.line] },
            {
              label: "Hạn trả lời",
              value: issue.answerBy ? formatDate(issue.answerBy) : "chưa đặt hạn",
            },
            ...(issue.enterprise
              ? [
                  {
                    label: "Doanh nghiệp",
                    value: (
                      <Link href={`/enterprises/${issue.enterprise.id}`} prefetch={false}>
                        {issue.enterprise.name}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(issue.case
              ? [
                  {
                    label: "Hồ sơ vận động thành lập",
                    value: (
                      <Link href={`/cases/${issue.case.id}`} prefetch={false}>
                        {`phần ${LINE_LABELS[issue.case.line]}`}
                      </Link>
                    ),
                    source: `mở ngày ${formatDate(fromDatabase(issue.case.openedOn))}`,
                  },
                ]
              : []),
            ...(issue.task
              ? [
                  {
                    label: "Mục của kế hoạch",
                    value: (
                      <Link href={`/plans/${issue.task.planId}`} prefetch={false}>
                        {issue.task.section}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      {turns.length > 0 && (
        <Card title="Xử lý">
          <TurnForm
            action={turnIssueAction}
            requestId={newId()}
            issueId={issue.id}
            version={issue.version}
            turns={turns}
          />
        </Card>
      )}
      <Card title="Diễn biến">
        <Timeline
          items={issue.steps.map((step) => ({
            key: step.id,
            when: `${formatMoment(step.at)}${step.by ? ` · ${step.by}` : ""}`,
            what: stepLabel(step),
            more: step.text && <p className="whitespace-pre-line">{step.text}</p>,
          }))}
          empty="Chưa có gì."
        />
        {issue.mayNote && (
          <div className="no-print mt-5">
            <NoteForm action={noteIssueAction} requestId={newId()} issueId={issue.id} />
          </div>
        )}
      </Card>
    </div>
  );
}
