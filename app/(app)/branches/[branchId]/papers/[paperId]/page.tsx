import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { MovePaperForm, PaperForm, PaperNumbers, PaperState, paperTitle } from "@/components/papers/papers";
import { Card, Disclosure, Notice, Timeline } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { movePaperAction, writePaperAction } from "@/lib/papers/actions";
import { PAPER_STATE_LABELS } from "@/lib/papers/labels";
import { paperPage } from "@/lib/papers/queries";

export const metadata: Metadata = { title: "Kế hoạch, tự báo cáo" };

const DONE = new Map([
  ["written", "Đã lưu. Xem lại rồi gửi cấp trên."],
  ["sent", "Đã gửi cấp trên."],
  ["noted", "Đã ghi nhận."],
  ["returned", "Đã trả lại kèm lý do."],
]);

export default async function PaperPageRoute({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/papers/[paperId]">) {
  const { branchId, paperId } = await params;
  const { done } = await searchParams;
  const paper = await readAsViewer((viewer, tx) => paperPage(viewer, tx, paperId));
  if (paper?.branchId !== branchId) notFound();
  const told = DONE.get(String(done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branchId}`, label: paper.branch.name },
          { href: `/branches/${branchId}/papers`, label: "Kế hoạch, tự báo cáo" },
        ]}
        title={paperTitle(paper)}
        help={`${paper.branch.name} viết; cấp trên trực tiếp ghi nhận hoặc trả lại.`}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      {paper.moves
        .filter((move) => move !== "returned")
        .map((move) => (
          <MovePaperForm
            key={move}
            paperId={paper.id}
            move={move}
            requestId={newId()}
            action={movePaperAction}
          />
        ))}
      {paper.figures && (
        <Card title={paper.mayWrite ? "Số liệu từ sổ sách hôm nay" : "Số liệu khi gửi"}>
          <PaperNumbers figures={paper.figures} />
        </Card>
      )}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            Nội dung <PaperState state={paper.state} />
          </span>
        }
      >
        {paper.mayWrite ? (
          <PaperForm paper={paper} requestId={newId()} action={writePaperAction} />
        ) : (
          <p className="max-w-prose whitespace-pre-line">{paper.words}</p>
        )}
      </Card>
      {paper.moves.includes("returned") && (
        <Disclosure summary="Trả lại cho tổ chức sửa">
          <MovePaperForm paperId={paper.id} move="returned" requestId={newId()} action={movePaperAction} />
        </Disclosure>
      )}
      <Card title="Quá trình">
        <Timeline
          items={paper.steps.map(({ id, state, on, note, by }) => ({
            key: id,
            when: `${formatDate(on)}${by ? `, ${by}` : ""}`,
            what: PAPER_STATE_LABELS[state],
            more: note,
          }))}
          empty="Chưa gửi."
        />
      </Card>
    </div>
  );
}
