import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { RemedyForm, RequestForm } from "@/components/oversight/oversight-forms";
import { RemedyBadge } from "@/components/oversight/oversight-lists";
import { Card, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { askRemedyAction, moveRemedyAction, takeBackInspectionAction } from "@/lib/oversight/actions";
import { REMEDY_STEP_LABELS } from "@/lib/oversight/labels";
import { findInspection, type InspectionPage } from "@/lib/oversight/queries";

export const metadata: Metadata = { title: "Lần kiểm tra" };

const DONE: Readonly<Record<string, string>> = {
  recorded: "Đã ghi. Việc tiếp theo: ghi yêu cầu khắc phục, nếu có.",
  asked: "Đã thêm yêu cầu; nơi được kiểm tra thấy trong việc của mình.",
  moved: "Đã ghi.",
};

export default async function OneInspectionPage({
  params,
  searchParams,
}: PageProps<"/oversight/inspections/[inspectionId]">) {
  const { inspectionId } = await params;
  const { done, request: asked } = await searchParams;
  const inspection = await readAsViewer((viewer, tx) => findInspection(viewer, tx, inspectionId));
  if (!inspection) notFound();
  // One form at a time: the fields of two would bear the same names.
  const chosen = inspection.requests.find(({ id, moves }) => id === asked && moves.length > 0);
  const waits = inspection.requests.some(({ moves }) => moves.includes("reported"));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/oversight", label: "Kiểm tra, hỗ trợ" }]}
        title={`Kiểm tra ${inspection.about} ngày ${formatDate(inspection.on)}`}
        help={
          waits
            ? "Có yêu cầu chờ khắc phục: làm xong thì báo ở từng yêu cầu."
            : "Kết quả kiểm tra và từng yêu cầu khắc phục đang ở đâu."
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card title="Kết quả">
        <Facts
          facts={[
            {
              label: "Nơi được kiểm tra",
              value: inspection.branch ? (
                <Link href={`/branches/${inspection.branch.id}`} prefetch={false}>
                  {inspection.about}
                </Link>
              ) : (
                <Link href={`/units/${inspection.unitId}`} prefetch={false}>
                  {inspection.about}
                </Link>
              ),
              source: `phần ${LINE_LABELS[inspection.line]}`,
            },
            { label: "Nơi kiểm tra", value: inspection.by },
            { label: "Quyết định, kế hoạch", value: inspection.decisionNumber },
            { label: "Đoàn kiểm tra", value: <span className="whitespace-pre-line">{inspection.team}</span> },
          ]}
        />
        <p className="mt-4 max-w-prose whitespace-pre-line">{inspection.findings}</p>
      </Card>
      <Card title="Yêu cầu khắc phục">
        {inspection.requests.length === 0 && <p className="text-(--ink-soft)">Không có yêu cầu nào.</p>}
        <ul className="space-y-5">
          {inspection.requests.map((request) => (
            <Request
              key={request.id}
              request={request}
              href={`/oversight/inspections/${inspection.id}?request=${request.id}#yeu-cau`}
              isChosen={request.id === chosen?.id}
            />
          ))}
        </ul>
        {inspection.isInspector && !chosen && (
          <div className="no-print mt-5">
            <RequestForm action={askRemedyAction} requestId={newId()} inspectionId={inspection.id} />
          </div>
        )}
      </Card>
      {inspection.isInspector && inspection.requests.every(({ steps }) => steps.length === 0) && (
        <TakeBackForm
          action={takeBackInspectionAction}
          requestId={newId()}
          hidden={{ inspectionId: inspection.id }}
          summary="Bỏ lần kiểm tra ghi nhầm"
        />
      )}
    </div>
  );
}

const Request = ({
  request,
  href,
  isChosen,
}: {
  request: InspectionPage["requests"][number];
  href: `/${string}`;
  isChosen: boolean;
}) => (
  <li
    className="space-y-2 border-(--line) border-b pb-4 last:border-b-0"
    {...(isChosen && { id: "yeu-cau" })}
  >
    <p className="whitespace-pre-line font-medium">{request.text}</p>
    <p>
      <RemedyBadge {...request} />
      <span className="text-(--ink-soft)">
        {request.dueOn ? ` Hạn ${formatDate(request.dueOn)}` : " Không đặt hạn"}
      </span>
    </p>
    {request.steps.length > 0 && (
      <Timeline
        items={request.steps.map(({ id, on, move, note, dueOn, who }) => ({
          key: id,
          when: `${formatDate(on)}${who ? ` · ${who}` : ""}`,
          what: `${REMEDY_STEP_LABELS[move]}${dueOn ? ` đến ${formatDate(dueOn)}` : ""}`,
          more: note && <p className="whitespace-pre-line">{note}</p>,
        }))}
        empty=""
      />
    )}
    {isChosen && (
      <div className="no-print">
        <RemedyForm
          action={moveRemedyAction}
          requestId={newId()}
          remedyId={request.id}
          moves={request.moves}
        />
      </div>
    )}
    {!isChosen && request.moves.length > 0 && (
      <LinkButton href={href} tone="quiet">
        Xử lý<span className="sr-only"> yêu cầu: {request.text}</span>
      </LinkButton>
    )}
  </li>
);
