import type { Metadata } from "next";
import { DraftList } from "@/components/composing/draft-view";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { PlanList } from "@/components/plans/plan-list";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { planDrafts } from "@/lib/composing/queries";
import { readAsViewer } from "@/lib/db/scope";
import { listPlans } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Kế hoạch" };

export default async function PlansPage({ searchParams }: PageProps<"/plans">) {
  const { done } = await searchParams;
  const { plans, drafts, composes } = await readAsViewer(async (viewer, tx) => ({
    plans: await listPlans(viewer, tx),
    drafts: await planDrafts(viewer, tx),
    composes: can(viewer, "plan.compose"),
  }));
  const latest = plans.find(({ unitId, provinceId }) => unitId === provinceId);
  return (
    <>
      <PageHeader
        title="Kế hoạch"
        help="Kế hoạch của tỉnh và của các đơn vị; mở một kế hoạch để xem toàn văn, tiếp nhận và kết quả từng nhiệm vụ."
        actions={
          <>
            {latest && <LinkButton href={`/plans/${latest.id}`}>Mở kế hoạch mới nhất</LinkButton>}
            {composes && (
              <LinkButton href="/plans/new" tone="quiet">
                Soạn kế hoạch
              </LinkButton>
            )}
            <LinkButton href="/directives" tone="quiet">
              Văn bản chỉ đạo
            </LinkButton>
            <ExportLinks list="plans" />
          </>
        }
      />
      {done === "dropped" && <Notice tone="good">Đã bỏ dự thảo. Lý do được lưu vết.</Notice>}
      {drafts.length > 0 && (
        <div className="mb-5">
          <Card title={`Dự thảo (${drafts.length})`}>
            <DraftList drafts={drafts} />
          </Card>
        </div>
      )}
      <PlanList plans={plans} />
    </>
  );
}
