import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ListingForm, UnlistingForm } from "@/components/composing/draft-forms";
import { PlanListsView } from "@/components/composing/plan-lists";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, EmptyState, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { listGoalsAction, unlistGoalAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { listableGoals, planLists } from "@/lib/composing/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { GOAL_KIND_LABELS, planName } from "@/lib/plans/labels";

export const metadata: Metadata = { title: "Danh sách củng cố, thành lập" };

const DONE = new Map([
  ["listed", "Đã đưa vào danh sách."],
  ["unlisted", "Đã bỏ khỏi danh sách."],
]);

export default async function PlanListsPage({ params, searchParams }: PageProps<"/plans/[planId]/lists">) {
  const { planId } = await params;
  const { done } = await searchParams;
  const { page, listable } = await readAsViewer(async (viewer, tx) => ({
    page: await planLists(viewer, tx, planId),
    listable: await listableGoals(viewer, tx, planId),
  }));
  if (!page) notFound();
  const { plan, lists, mayWrite } = page;
  const isDraft = plan.state === "draft";
  const told = DONE.get(String(done));
  const listed = [...lists.consolidate, ...lists.establish];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          isDraft
            ? { href: `/plans/${plan.id}/draft`, label: draftName(plan) }
            : { href: `/plans/${plan.id}`, label: planName(plan) },
        ]}
        title="Danh sách củng cố, thành lập"
        help={`${plan.unitName}: tổ chức cần củng cố và doanh nghiệp cần vận động thành lập theo kế hoạch, với tình trạng hôm nay.`}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      <PlanListsView lists={lists} />
      {mayWrite && listable && (
        <Card title="Thêm vào danh sách">
          {listable.goals.length === 0 ? (
            <EmptyState title="Mọi mục tiêu của đơn vị đã có trong danh sách" />
          ) : (
            <ListingForm
              planId={plan.id}
              needsReason={!isDraft}
              goals={listable.goals.map((goal) => ({
                value: goal.goalId,
                label: `${GOAL_KIND_LABELS[goal.kind]}: ${goal.enterpriseName}, phần ${LINE_LABELS[goal.line]}`,
              }))}
              requestId={newId()}
              action={listGoalsAction}
            />
          )}
        </Card>
      )}
      {mayWrite && listed.length > 0 && (
        <Disclosure summary="Bỏ khỏi danh sách">
          <UnlistingForm
            needsReason={!isDraft}
            items={listed.map((row) => ({
              value: row.itemId,
              label: `${GOAL_KIND_LABELS[row.listedAs]}: ${row.enterpriseName}, phần ${LINE_LABELS[row.line]}`,
            }))}
            requestId={newId()}
            action={unlistGoalAction}
          />
        </Disclosure>
      )}
    </div>
  );
}
