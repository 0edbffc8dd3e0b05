import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlanFamily } from "@/components/composing/plan-family";
import { PageHeader } from "@/components/layout/page-header";
import { FixGoalsForm } from "@/components/plans/fix-goals-form";
import { PlanDetails, PlanName, PlanSettingsLink } from "@/components/plans/plan-view";
import { TargetSection } from "@/components/targets/target-lines";
import { LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { cascadePlanAction, clonePlanAction } from "@/lib/composing/actions";
import { planFamily } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { directivesOf } from "@/lib/directives/queries";
import { openByTask } from "@/lib/feedback/queries";
import { fixGoalsAction } from "@/lib/plans/actions";
import { planPage } from "@/lib/plans/queries";
import { targetLines } from "@/lib/targets/reports";

export const metadata: Metadata = { title: "Toàn văn kế hoạch" };

const DONE: Readonly<Record<string, string>> = {
  set: "Đã lưu cách tính và thời hạn.",
  task: "Đã lưu nội dung văn bản gửi kèm.",
  issued: "Đã ban hành. Các đơn vị nhận thấy kế hoạch này trong việc của mình.",
  corrected: "Đã lưu đính chính.",
};

export default async function PlanPage({ params, searchParams }: PageProps<"/plans/[planId]">) {
  const { planId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const plan = await planPage(viewer, tx, planId);
    // A unit's own plan carries out what was given to the unit under the plan above.
    const isUnits = plan !== null && plan.unitId !== plan.provinceId;
    const isShown = (target: { provinceId: string; unitId: string; branchId: string | null }) =>
      target.branchId === null && target.unitId === (isUnits ? plan.unitId : target.provinceId);
    const above = isUnits ? plan.parentId : planId;
    return {
      plan,
      family: await planFamily(viewer, tx, planId),
      directives: await directivesOf(viewer, tx, planId),
      openIssues: await openByTask(viewer, tx, planId),
      readsGoals: can(viewer, "enterprise.read"),
      targets: plan && (await targetLines(viewer, tx, { plan: above ?? planId }, isShown))?.lines,
    };
  });
  const { plan, family, readsGoals } = page;
  if (!plan || !family) notFound();
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
            <LinkButton href={`/plans/${plan.id}/progress`} {...(showsGoals && { tone: "quiet" as const })}>
              Tiếp nhận, thực hiện
            </LinkButton>
            {plan.unitId !== plan.provinceId && (
              <LinkButton href={`/plans/${plan.id}/lists`} tone="quiet">
                Danh sách củng cố, thành lập
              </LinkButton>
            )}
            {plan.isEditable && <PlanSettingsLink planId={plan.id} isPrimary={false} />}
            {family.isMine && (
              <LinkButton href={`/plans/${plan.id}/corrections/new`} tone="quiet">
                Đính chính
              </LinkButton>
            )}
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
      <PlanFamily
        planId={plan.id}
        nextYear={plan.year + 1}
        family={family}
        requestIds={{ cascade: family.toCascade.map(() => newId()), clone: newId() }}
        cascadeAction={cascadePlanAction}
        cloneAction={clonePlanAction}
      />
      <TargetSection
        lines={page.targets ?? []}
        planId={plan.id}
        caption="Chỉ tiêu được giao bằng văn bản để thực hiện kế hoạch này"
      />
      <PlanDetails plan={plan} openIssues={page.openIssues} directives={page.directives} />
    </div>
  );
}
