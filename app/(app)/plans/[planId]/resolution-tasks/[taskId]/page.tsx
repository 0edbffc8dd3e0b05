import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ResolutionTaskForm } from "@/components/plans/resolution-task-form";
import { Card } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { writeResolutionTaskAction } from "@/lib/plans/actions";
import { planName } from "@/lib/plans/labels";
import { resolutionTaskPage } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Văn bản gửi kèm" };

type Props = PageProps<"/plans/[planId]/resolution-tasks/[taskId]">;

export default async function ResolutionTaskPage({ params }: Props) {
  const { planId, taskId } = await params;
  const task = await readAsViewer((viewer, tx) => resolutionTaskPage(viewer, tx, planId, taskId));
  if (!task) notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${task.plan.id}`, label: planName(task.plan) },
        ]}
        title={`Nhiệm vụ, giải pháp ${task.order}`}
        help="Kế hoạch gửi kèm một nghị quyết; người có văn bản chép lời của nó vào đây."
      />
      <Card>
        <ResolutionTaskForm task={task} requestId={newId()} action={writeResolutionTaskAction} />
      </Card>
    </>
  );
}
