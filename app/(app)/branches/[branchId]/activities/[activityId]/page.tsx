import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/activities/activity-forms";
import { PageHeader } from "@/components/layout/page-header";
import { takeBackActivityAction } from "@/lib/activities/actions";
import { findActivity } from "@/lib/activities/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Bỏ hoạt động ghi nhầm" };

export default async function TakeBackActivityPage({
  params,
}: PageProps<"/branches/[branchId]/activities/[activityId]">) {
  const { branchId, activityId } = await params;
  const activity = await readAsViewer(async (viewer, tx) => {
    const found = await findActivity(viewer, tx, activityId);
    return found?.isEditable && found.branchId === branchId ? found : null;
  });
  if (!activity) notFound();
  return (
    <>
      <PageHeader
        title="Bỏ hoạt động ghi nhầm"
        help={`“${activity.title}” ngày ${formatDate(activity.on)} sẽ không còn được tính; vết của nó vẫn còn trong lịch sử.`}
        trail={[
          { href: `/branches/${branchId}`, label: activity.by },
          { href: `/branches/${branchId}/activities`, label: "Hoạt động" },
        ]}
      />
      <TakeBackForm action={takeBackActivityAction} requestId={newId()} activityId={activity.id} />
    </>
  );
}
