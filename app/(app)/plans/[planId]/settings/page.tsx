import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PlanSettingsForm } from "@/components/plans/plan-settings-form";
import { Card } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { setPlanSettingsAction } from "@/lib/plans/actions";
import { planName } from "@/lib/plans/labels";
import { findPlan } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Cách tính, thời hạn" };

export default async function PlanSettingsPage({ params }: PageProps<"/plans/[planId]/settings">) {
  const { planId } = await params;
  const plan = await readAsViewer((viewer, tx) => findPlan(viewer, tx, planId));
  if (!plan?.isEditable) notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${plan.id}`, label: planName(plan) },
        ]}
        title="Cách tính, thời hạn"
        help="Doanh nghiệp nào được tính, chốt hiện trạng ngày nào, hạn đến đâu. Lời của kế hoạch không sửa ở đây."
      />
      <Card>
        <PlanSettingsForm plan={plan} requestId={newId()} action={setPlanSettingsAction} />
      </Card>
    </>
  );
}
