import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BranchView } from "@/components/branches/branch-view";
import { TermSection } from "@/components/congresses/term-section";
import { PageHeader } from "@/components/layout/page-header";
import { ModelCellSection } from "@/components/model-cells/model-cell-section";
import { OversightSection } from "@/components/oversight/oversight-section";
import { LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { MEMBER_LABELS, NEXT_STEP_LABELS } from "@/lib/branches/labels";
import { type BranchPage, branchPage } from "@/lib/branches/queries";
import { branchCongresses } from "@/lib/congresses/queries";
import { repairsOf } from "@/lib/consolidation/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { modelCellsOfBranch } from "@/lib/model-cells/queries";
import { oversightOf } from "@/lib/oversight/queries";

export const metadata: Metadata = { title: "Hồ sơ tổ chức" };

const DONE: Record<string, string> = {
  founded: "Đã thành lập. Việc tiếp theo: ghi hoạt động đầu tiên.",
  corrected: "Đã lưu.",
  ended: "Đã ghi tổ chức thôi hoạt động.",
  covered: "Đã thêm doanh nghiệp.",
  uncovered: "Đã ghi thôi phụ trách doanh nghiệp.",
  "measure-started": "Đã đề ra biện pháp củng cố. Làm xong thì ghi kết quả.",
  "measure-done": "Đã ghi kết quả củng cố.",
  "measure-withdrawn": "Đã rút biện pháp.",
};

export default async function BranchRecordPage({ params, searchParams }: PageProps<"/branches/[branchId]">) {
  const { branchId } = await params;
  const { done } = await searchParams;
  const { page, repairs, term, modelCells, oversight, mayOversee } = await readAsViewer(
    async (viewer, tx) => ({
      page: await branchPage(viewer, tx, branchId),
      repairs: await repairsOf(viewer, tx, branchId),
      term: await branchCongresses(viewer, tx, branchId),
      modelCells: await modelCellsOfBranch(viewer, tx, branchId),
      oversight: isId(branchId) ? await oversightOf(viewer, tx, { branchId }) : null,
      mayOversee: can(viewer, "desk.write"),
    }),
  );
  if (!page) notFound();
  const base = `/branches/${page.id}` as const;
  return (
    <div className="space-y-5">
      <PageHeader
        title={page.name}
        help="Hồ sơ tổ chức: đang vững hay yếu và vì sao, ở doanh nghiệp nào, đã làm gì. Việc tiếp theo ở nút đầu tiên."
        trail={[{ href: "/branches", label: "Tổ chức Đoàn, Hội" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            <NextStep page={page} />
            {page.canReadPeople && (
              <LinkButton href={`${base}/members`} tone="quiet">
                {`Danh sách ${MEMBER_LABELS[page.kind]}`}
              </LinkButton>
            )}
            {page.canWrite && (
              <LinkButton href={`${base}/edit`} tone="quiet">
                Sửa
              </LinkButton>
            )}
            {page.canWrite && page.evidence.alive && (
              <LinkButton href={`${base}/dissolve`} tone="danger">
                Thôi hoạt động
              </LinkButton>
            )}
            {page.line === "union" && (
              <LinkButton href={`${base}/ratings`} tone="quiet">
                Xếp loại
              </LinkButton>
            )}
            {page.line === "union" && page.canReadPeople && (
              <LinkButton href={`${base}/discipline`} tone="quiet">
                Kỷ luật
              </LinkButton>
            )}
            <LinkButton href={`${base}/papers`} tone="quiet">
              Kế hoạch, tự báo cáo
            </LinkButton>
            <LinkButton href={`/history/branch/${page.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <BranchView page={page} repairs={repairs} />
      {term && <TermSection page={term} />}
      {modelCells && <ModelCellSection page={modelCells} />}
      {oversight && (
        <OversightSection
          oversight={oversight}
          about={{ name: "branch", id: page.id }}
          mayWrite={mayOversee}
        />
      )}
    </div>
  );
}

/** The one thing to do next that this person may do; a secretary may always record an activity. */
function NextStep({ page }: { page: BranchPage }) {
  const base = `/branches/${page.id}` as const;
  if (page.next === "none") return null;
  if (page.canWrite && page.next === "complete_measure" && page.openMeasureId) {
    return (
      <LinkButton href={`${base}/measures/${page.openMeasureId}`}>
        {NEXT_STEP_LABELS.complete_measure}
      </LinkButton>
    );
  }
  if (page.canWrite && page.next === "start_measure") {
    return <LinkButton href={`${base}/measures/new`}>{NEXT_STEP_LABELS.start_measure}</LinkButton>;
  }
  return page.canRecordActivity ? (
    <LinkButton href={`${base}/activities/new`}>{NEXT_STEP_LABELS.record_activity}</LinkButton>
  ) : null;
}
