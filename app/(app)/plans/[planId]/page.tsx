import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { FixGoalsForm } from "@/components/plans/fix-goals-form";
import { PlanDetails, PlanName, PlanSettingsLink } from "@/components/plans/plan-view";
import { TargetSection } from "@/components/targets/target-lines";
import { LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { openByTask } from "@/lib/feedback/queries";
import { fixGoalsAction } from "@/lib/plans/actions";
import { planPage } from "@/lib/plans/queries";
import { targetLines } from "@/lib/targets/reports";

export const metadata: Metadata = { title: "Toàn văn kế hoạch" };

const DONE: Readonly<Record<string, string>> = {
  set: "Đã lưu cách tính và thời hạn.",
  task: "Đã lưu nội dung văn bản gửi kèm.",
};

export default async function PlanPage({ params, searchParams }: PageProps<"/plans/[planId]">) {
  const { planId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const plan = await planPage(viewer, tx, planId);
    // A unit's own plan carries out what was given to the unit under the plan above.
    const isUnits = plan !== null && plan.unitId !== plan.provinceId;
    const given = plan && (await targetLines(viewer, tx, { plan: (isUnits && plan.parentId) || plan.id }));
    return {
      plan,
      openIssues: await openByTask(viewer, tx, planId),
      readsGoals: can(viewer, "enterprise.read"),
      targets: given?.lines.filter(({ isWhole, unitId, branchId }) =>
        isUnits ? unitId === plan.unitId && branchId === null : isWhole,
      ),
    };
  });
  const { plan, readsGoals } = page;
  if (!plan) notFound();
  const { done } = await searchParams;
  const said = typeof done === "string" ? DONE[done] : undefined;
  const showsGoals = readsGoals && plan.isInForce;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/plans", label: "Kế hoạch" }]}
        title={<PlanName plan={plan} />}
        help="Toàn văn kế hoạch, đơn vị được giao từng phần và cách tính do tỉnh đặt."
        actions={
          <>
            {showsGoals && <LinkButton href="/goals">Mở danh sách mục tiêu</LinkButton>}
            {plan.isEditable && <PlanSettingsLink planId={plan.id} isPrimary={!showsGoals} />}
            <LinkButton href={`/history/plan/${plan.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {said && <Notice tone="good">{said}</Notice>}
      {plan.missingGoals > 0 && (
        <FixGoalsForm
          planId={plan.id}
          missing={plan.missingGoals}
          requestId={newId()}
          action={fixGoalsAction}
        />
      )}
      <TargetSection
        lines={page.targets ?? []}
        planId={plan.id}
        caption="Chỉ tiêu được giao bằng văn bản để thực hiện kế hoạch này"
      />
      <PlanDetails plan={plan} openIssues={page.openIssues} />
    </div>
  );
}
