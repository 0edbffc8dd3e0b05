import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { TakeBackForm } from "@/components/activities/activity-forms";
import { PageHeader } from "@/components/layout/page-header";
import { takeBackActivityAction } from "@/lib/activities/actions";
import { findActivity, standingActivity } from "@/lib/activities/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Bỏ hoạt động ghi nhầm" };

export default async function TakeBackPage({ params }: PageProps<"/activities/[activityId]/take-back">) {
  const { activityId } = await params;
  const { activity, standing } = await readAsViewer(async (viewer, tx) => ({
    activity: await findActivity(viewer, tx, activityId),
    standing: await standingActivity(viewer, tx, activityId),
  }));
  // Corrected since: what it says now is looked at before it is taken back.
  if (standing && standing.id !== activityId) redirect(`/activities/${standing.id}`);
  if (!activity?.isEditable) notFound();
  return (
    <>
      <PageHeader
        title="Bỏ hoạt động ghi nhầm"
        help={`“${activity.title}” ngày ${formatDate(activity.on)} sẽ không còn được tính; vết của nó vẫn còn trong lịch sử.`}
        trail={[
          { href: "/activities", label: "Hoạt động" },
          { href: `/activities/${activity.id}`, label: activity.title },
        ]}
      />
      <TakeBackForm action={takeBackActivityAction} requestId={newId()} activityId={activity.id} />
    </>
  );
}
