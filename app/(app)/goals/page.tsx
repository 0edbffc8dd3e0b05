import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { GoalList } from "@/components/plans/goal-list";
import { EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { readAsViewer } from "@/lib/db/scope";
import { goalListInWords } from "@/lib/plans/labels";
import { listGoals } from "@/lib/plans/queries";
import { goalFilterSchema, goalsAddress } from "@/lib/plans/schema";

export const metadata: Metadata = { title: "Mục tiêu" };

export default async function GoalsPage({ searchParams }: PageProps<"/goals">) {
  const query = await searchParams;
  const filter = goalFilterSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "enterprise.read")
      ? { list: await listGoals(viewer, tx, filter), hasDashboard: can(viewer, "dashboard.read") }
      : undefined,
  );
  if (!page) notFound();
  const { list, hasDashboard } = page;
  const made = Number(query.made);
  return (
    <>
      <PageHeader
        title="Mục tiêu theo kế hoạch"
        help="Mỗi doanh nghiệp một mục tiêu phần Đoàn, một mục tiêu phần Hội; trạng thái tính từ việc đã làm, nơi kém nhất đứng trước."
        actions={
          <>
            {list && list.byState.at_risk > 0 && filter.state !== "at_risk" && (
              <LinkButton href={goalsAddress({ ...filter, after: undefined, state: "at_risk" })}>
                Xem nơi có nguy cơ
              </LinkButton>
            )}
            {list && <ExportLinks list="goals" filter={filter} />}
            {hasDashboard && (
              <>
                <LinkButton href="/priority" tone="quiet">
                  Ưu tiên đi trước
                </LinkButton>
                <LinkButton href="/dashboard" tone="quiet">
                  Bảng điều hành
                </LinkButton>
              </>
            )}
          </>
        }
        printNote={list && goalListInWords({ ...list, filter })}
      />
      {Number.isInteger(made) && made >= 0 && query.made !== undefined && (
        <div className="mb-4">
          <Notice tone="good">
            {made > 0 ? `Đã lập thêm ${made} mục tiêu.` : "Không thiếu mục tiêu nào: danh sách đã đủ."}
          </Notice>
        </div>
      )}
      {list ? (
        <GoalList {...list} filter={filter} />
      ) : (
        <EmptyState title="Chưa có kế hoạch nào">Mục tiêu có khi tỉnh đã ghi kế hoạch.</EmptyState>
      )}
    </>
  );
}
