import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RaiseForm } from "@/components/feedback/issue-forms";
import { PageHeader } from "@/components/layout/page-header";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { raiseIssueAction } from "@/lib/feedback/actions";
import { findSubject, raisers } from "@/lib/feedback/queries";

export const metadata: Metadata = { title: "Nêu khó khăn, kiến nghị" };

const asked = z.object({
  enterprise: z.uuid().optional().catch(undefined),
  task: z.uuid().optional().catch(undefined),
  case: z.uuid().optional().catch(undefined),
  branch: z.uuid().optional().catch(undefined),
  plan: z.uuid().optional().catch(undefined),
});

export default async function NewIssuePage({ searchParams }: PageProps<"/feedback/new">) {
  const about = asked.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const subject = await findSubject(viewer, tx, {
      enterpriseId: about.enterprise ?? null,
      taskId: about.task ?? null,
      caseId: about.case ?? null,
      branchId: about.branch ?? null,
      planId: about.plan ?? null,
    });
    return can(viewer, "feedback.raise") && subject ? { subject, raisers: await raisers(viewer, tx) } : null;
  });
  if (!page) notFound();
  const { enterprise, task, tasks, case: found, branch } = page.subject;
  const ids = { enterpriseId: enterprise?.id, taskId: task?.id, caseId: found?.id };
  const own = page.raisers.find(({ id }) => id === branch?.id) ?? page.raisers[0];
  const said = [
    ...(branch ? [branch.name] : []),
    ...(enterprise ? [enterprise.name] : []),
    ...(task ? [`mục ${task.section} của kế hoạch`] : []),
    ...(found ? ["hồ sơ vận động thành lập"] : []),
  ];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/feedback", label: "Khó khăn, kiến nghị" }]}
        title="Nêu khó khăn, kiến nghị"
        help={
          said.length > 0
            ? `Về ${said.join(", ")}. Chọn nhóm việc, viết nội dung rồi gửi.`
            : "Chọn nhóm việc, viết nội dung rồi gửi; mở từ trang doanh nghiệp để gắn với doanh nghiệp đó."
        }
      />
      <RaiseForm
        action={raiseIssueAction}
        requestId={newId()}
        raisers={page.raisers.map(({ kind, id, name }) => ({ value: `${kind}:${id}`, label: name }))}
        raisedFor={own ? `${own.kind}:${own.id}` : null}
        tasks={task ? [] : tasks.map(({ id, section }) => ({ value: id, label: section }))}
        line={found?.line ?? branch?.line ?? (own?.line === "association" ? "association" : null)}
        about={Object.fromEntries(Object.entries(ids).flatMap(([name, id]) => (id ? [[name, id]] : [])))}
      />
    </div>
  );
}
