import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityForm } from "@/components/activities/activity-forms";
import { PageHeader } from "@/components/layout/page-header";
import { recordActivityAction } from "@/lib/activities/actions";
import { mayRecordActivity } from "@/lib/activities/queries";
import { listCommunes } from "@/lib/areas/queries";
import { findBranch } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Ghi hoạt động" };

export default async function NewActivityPage({ params }: PageProps<"/branches/[branchId]/activities/new">) {
  const { branchId } = await params;
  const shown = await readAsViewer(async (viewer, tx) => {
    const branch = await findBranch(viewer, tx, branchId);
    return branch && mayRecordActivity(viewer, branch)
      ? { branch, communes: await listCommunes(viewer, tx) }
      : null;
  });
  if (!shown) notFound();
  const { branch, communes } = shown;
  return (
    <>
      <PageHeader
        title="Ghi hoạt động"
        help={`${branch.name}. Chỉ ghi việc đã làm; ba ô đầu là đủ.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
      />
      <ActivityForm
        action={recordActivityAction}
        requestId={newId()}
        places={[{ value: `branch:${branch.id}`, label: branch.name }]}
        communes={communes.map(({ id, label }) => ({ value: id, label }))}
        today={formatDate(today())}
      />
    </>
  );
}
