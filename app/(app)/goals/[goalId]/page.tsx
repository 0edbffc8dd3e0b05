import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { GoalDetails } from "@/components/plans/goal-view";
import { LinkButton, Notice } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { correctGoalKindAction } from "@/lib/plans/actions";
import { goalTitle } from "@/lib/plans/labels";
import { goalPage } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Mục tiêu của doanh nghiệp" };

export default async function GoalPage({ params, searchParams }: PageProps<"/goals/[goalId]">) {
  const { goalId } = await params;
  const goal = await readAsViewer((viewer, tx) => goalPage(viewer, tx, goalId));
  if (!goal) notFound();
  const { done } = await searchParams;
  return (
    <>
      <PageHeader
        trail={[{ href: "/goals", label: "Mục tiêu" }]}
        title={`${goalTitle(goal.kind, goal.line)}: ${goal.enterpriseName}`}
        help="Mục tiêu đang ở đâu và vì sao; muốn đổi trạng thái thì ghi việc đã làm ở trang doanh nghiệp."
        actions={
          <>
            <LinkButton href={`/enterprises/${goal.enterpriseId}`}>Mở trang doanh nghiệp</LinkButton>
            <LinkButton href={`/history/goal/${goalId}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {done === "kind" && (
        <div className="mb-4">
          <Notice tone="good">Đã sửa loại mục tiêu.</Notice>
        </div>
      )}
      <GoalDetails goal={goal} requestId={newId()} action={correctGoalKindAction} />
    </>
  );
}
