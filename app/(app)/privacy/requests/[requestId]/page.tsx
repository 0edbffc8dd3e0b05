import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ErasureDecisionForm, ErasureForm, StepForm } from "@/components/privacy/privacy-forms";
import { Countdown } from "@/components/privacy/request-list";
import { Badge, Card, Facts, Notice, Timeline } from "@/components/ui/basics";
import { proofNeeded } from "@/lib/access/proof";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { decideErasureAction, proposeErasureAction, takeStepAction } from "@/lib/privacy/actions";
import {
  ERASURE_LABELS,
  keepLabel,
  REQUEST_HOW_LABELS,
  REQUEST_LABELS,
  REQUEST_STATE_LABELS,
  STEP_LABELS,
} from "@/lib/privacy/labels";
import { lawToday, requestPage } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Yêu cầu về dữ liệu" };

const DONE = new Map([
  ["registered", "Đã ghi yêu cầu."],
  ["step", "Đã ghi việc đã làm."],
  ["erasure", "Đã đề nghị xoá. Người thứ hai của ban quyết định."],
  ["decided", "Đã quyết định."],
]);

export default async function RequestPage({
  params,
  searchParams,
}: PageProps<"/privacy/requests/[requestId]">) {
  const { requestId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await requestPage(viewer, tx, requestId);
    return found && { ...found, proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { request, erasure, keepReason, isOfDepartment, proof } = page;
  const { standing } = request;
  const said = DONE.get(String(done));
  const canPropose =
    isOfDepartment &&
    request.kind === "delete" &&
    request.isSubjectSeen &&
    erasure?.state !== "proposed" &&
    keepReason === null;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title={`Yêu cầu số ${request.number}: ${REQUEST_LABELS[request.kind].toLowerCase()}`}
        help="Yêu cầu của một người về dữ liệu của chính mình; Ban Tổ chức – Kiểm tra xác nhận, giải quyết và trả lời."
      />
      {said && <Notice tone="good">{said}</Notice>}
      <Card
        title="Yêu cầu"
        action={
          <span className="flex flex-wrap gap-2">
            <Badge>{REQUEST_STATE_LABELS[standing.state]}</Badge>
            <Countdown next={standing.next} today={lawToday()} />
            {standing.wasLate && <Badge tone="warn">Có việc làm chậm</Badge>}
          </span>
        }
      >
        <Facts
          facts={[
            {
              label: "Người yêu cầu",
              value:
                request.isSubjectSeen && request.personId ? (
                  <Link href={`/members/${request.personId}/privacy`} prefetch={false}>
                    {request.subject}
                  </Link>
                ) : (
                  request.subject
                ),
            },
            { label: "Trả lời bằng cách nào", value: request.contact ?? "Chưa ghi" },
            {
              label: "Nhận",
              value: `${formatDate(request.receivedOn)}, ${REQUEST_HOW_LABELS[request.how].toLowerCase()}`,
              source: `${request.recordedBy} ghi`,
            },
            { label: "Nơi khác cũng giữ dữ liệu", value: request.hasThirdParty ? "Có" : "Không" },
            {
              label: "Xác nhận trước hết ngày",
              value: standing.acknowledgeBy ? formatDate(standing.acknowledgeBy) : "Luật không định số ngày",
            },
            {
              label: standing.isExtended ? "Trả lời trước hết ngày (đã gia hạn)" : "Trả lời trước hết ngày",
              value: standing.answerBy ? formatDate(standing.answerBy) : "Luật không định số ngày",
            },
          ]}
        />
        <p className="mt-4 whitespace-pre-line">{request.content}</p>
      </Card>
      <Card title="Đã làm">
        <Timeline
          empty="Chưa làm gì."
          items={request.steps.map((step) => ({
            key: step.id,
            when: `${formatDate(step.on)} · ${step.by}`,
            what: STEP_LABELS[step.kind],
            more: step.note,
          }))}
        />
      </Card>
      {request.canAnswer && (
        <Card title="Ghi việc tiếp theo">
          <StepForm
            action={takeStepAction}
            requestId={newId()}
            dataRequestId={request.id}
            today={formatDate(lawToday())}
          />
        </Card>
      )}
      {isOfDepartment && keepReason && erasure?.state !== "done" && (
        <Notice tone="warn" title="Chưa xoá được">
          {keepLabel(keepReason)}.
        </Notice>
      )}
      {erasure && (
        <Card title="Xoá hồ sơ" action={<Badge>{ERASURE_LABELS[erasure.state]}</Badge>}>
          <p>Lý do: {erasure.reason}</p>
          {erasure.decisionNote && <p>Ý kiến: {erasure.decisionNote}</p>}
          {erasure.state === "proposed" && !erasure.isDecidable && (
            <p>Bạn đã đề nghị. Người thứ hai của ban mở trang này để quyết định.</p>
          )}
          {erasure.isDecidable && (
            <div className="mt-4">
              <ErasureDecisionForm
                action={decideErasureAction}
                requestId={newId()}
                erasureId={erasure.id}
                proof={proof}
              />
            </div>
          )}
        </Card>
      )}
      {canPropose && (
        <Card title="Đề nghị xoá hồ sơ">
          <p className="mb-4">
            Họ tên, điện thoại, nơi ở, ngày sinh mất hẳn; các dòng sinh hoạt và năm sinh còn lại để con số cũ
            không đổi.
          </p>
          <ErasureForm
            action={proposeErasureAction}
            requestId={newId()}
            dataRequestId={request.id}
            proof={proof}
          />
        </Card>
      )}
    </div>
  );
}
