import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import {
  MeasureCorrectionForm,
  MeasureExtensionForm,
  MeasureResultForm,
  MeasureWithdrawalForm,
} from "@/components/consolidation/measure-forms";
import { BeforeAfter } from "@/components/consolidation/snapshots";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Facts, Notice, Timeline } from "@/components/ui/basics";
import { MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import {
  completeMeasureAction,
  correctMeasureAction,
  extendMeasureAction,
  withdrawMeasureAction,
} from "@/lib/consolidation/actions";
import { MEASURE_REVISION_LABELS, MEASURE_STATE_LABELS } from "@/lib/consolidation/labels";
import { type MeasurePage, measurePage } from "@/lib/consolidation/queries";
import type { MeasureMove } from "@/lib/consolidation/rules";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Biện pháp củng cố" };

const DONE: Record<string, string> = { extended: "Đã gia hạn.", corrected: "Đã lưu bản sửa." };

const MOVES: Record<MeasureMove, string> = {
  complete: "Ghi kết quả",
  extend: "Gia hạn",
  correct: "Sửa",
  withdraw: "Rút biện pháp",
};

export default async function MeasureRecordPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/measures/[measureId]">) {
  const { branchId, measureId } = await params;
  const { do: asked, done } = await searchParams;
  const page = await readAsViewer((viewer, tx) => measurePage(viewer, tx, measureId));
  if (page?.branchId !== branchId) notFound();
  // Corrected since the address was written down: the row that took its place is the measure.
  if (page.id !== measureId) redirect(`/branches/${branchId}/measures/${page.id}`);
  const move = page.moves.find((one) => one === asked) ?? page.moves.find((one) => one === "complete");
  return (
    <div className="space-y-5">
      <PageHeader
        title={`${MEASURE_KIND_LABELS[page.kind]}: ${page.branch.name}`}
        help="Hoàn thành có ngày và kết quả mới được tính là đã củng cố; hiện trạng trước và sau do phần mềm ghi lại."
        trail={[
          { href: "/measures", label: "Biện pháp củng cố" },
          { href: `/branches/${branchId}`, label: page.branch.name },
        ]}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      {page.isLate && <Notice tone="bad" title={`Quá hạn ${page.dueOn ? formatDate(page.dueOn) : ""}`} />}
      <Card title="Biện pháp" action={<Badge>{MEASURE_STATE_LABELS[page.state]}</Badge>}>
        <Facts facts={factsOf(page)} />
      </Card>
      <Card title="Hiện trạng trước và sau">
        <BeforeAfter before={page.before} after={page.after} />
      </Card>
      {page.moves.length > 0 && (
        <nav aria-label="Việc có thể làm" className="no-print flex flex-wrap gap-3">
          {page.moves.map((one) => (
            <Link
              key={one}
              href={`/branches/${branchId}/measures/${page.id}?do=${one}`}
              prefetch={false}
              className="btn"
              data-tone="quiet"
              aria-current={one === move ? "page" : undefined}
            >
              {MOVES[one]}
            </Link>
          ))}
        </nav>
      )}
      {move && (
        <div className="no-print">
          <Card title={MOVES[move]}>
            <MoveForm page={page} move={move} />
          </Card>
        </div>
      )}
      {page.history.length > 0 && (
        <Card title="Đã sửa">
          <Timeline items={page.history.map(timelineItem)} empty="Chưa sửa lần nào." />
        </Card>
      )}
    </div>
  );
}

const factsOf = (page: MeasurePage) => [
  { label: "Việc sẽ làm", value: page.measure },
  { label: "Điểm yếu", value: page.weakness },
  { label: "Người phụ trách", value: page.responsible },
  { label: "Bắt đầu", value: formatDate(page.startedOn), source: `${page.by} ghi` },
  { label: "Thời hạn", value: page.dueOn ? formatDate(page.dueOn) : "chưa đặt hạn" },
  ...(page.doneOn ? [{ label: `Hoàn thành ${formatDate(page.doneOn)}`, value: page.result }] : []),
  ...(page.withdrawnReason ? [{ label: "Lý do rút", value: page.withdrawnReason }] : []),
  ...(page.ratingBefore ? [{ label: "Xếp loại trước (ghi tay)", value: page.ratingBefore }] : []),
  ...(page.ratingAfter ? [{ label: "Xếp loại sau (ghi tay)", value: page.ratingAfter }] : []),
];

function MoveForm({ page, move }: { page: MeasurePage; move: MeasureMove }) {
  const of = { requestId: newId(), measureId: page.id, version: page.version };
  switch (move) {
    case "complete":
      return <MeasureResultForm {...of} action={completeMeasureAction} today={today()} />;
    case "extend":
      return <MeasureExtensionForm {...of} action={extendMeasureAction} />;
    case "withdraw":
      return <MeasureWithdrawalForm {...of} action={withdrawMeasureAction} />;
    case "correct": {
      const { doneOn, result } = page;
      return (
        <MeasureCorrectionForm
          {...of}
          action={correctMeasureAction}
          said={page}
          ended={doneOn ? { doneOn, result: result ?? "" } : null}
          keepers={page.keepers}
        />
      );
    }
  }
}

const timelineItem = ({ id, revision, reason, at, by, was }: MeasurePage["history"][number]) => ({
  key: id,
  when: formatMoment(at),
  what: `${MEASURE_REVISION_LABELS[revision]}: ${reason}`,
  more: [
    by,
    `trước đó: ${was.measure}`,
    was.dueOn ? `hạn ${formatDate(was.dueOn)}` : "chưa đặt hạn",
    ...(was.doneOn ? [`hoàn thành ${formatDate(was.doneOn)}`] : []),
  ].join(" · "),
});
