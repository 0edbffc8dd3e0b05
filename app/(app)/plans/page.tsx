import type { Metadata } from "next";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { PlanList } from "@/components/plans/plan-list";
import { LinkButton } from "@/components/ui/basics";
import { readAsViewer } from "@/lib/db/scope";
import { listPlans } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Kế hoạch" };

export default async function PlansPage() {
  const plans = await readAsViewer(listPlans);
  const [latest] = plans;
  return (
    <>
      <PageHeader
        title="Kế hoạch"
        help="Các kế hoạch củng cố, phát triển tổ chức Đoàn, Hội trong doanh nghiệp; mở một kế hoạch để xem toàn văn và cách tính."
        actions={
          <>
            {latest && <LinkButton href={`/plans/${latest.id}`}>Mở kế hoạch mới nhất</LinkButton>}
            <ExportLinks list="plans" />
          </>
        }
      />
      <PlanList plans={plans} />
    </>
  );
}
