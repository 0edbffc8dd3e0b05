import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityForm } from "@/components/activities/activity-forms";
import { PageHeader } from "@/components/layout/page-header";
import { correctActivityAction } from "@/lib/activities/actions";
import { findActivity, standingActivity } from "@/lib/activities/queries";
import { listCommunes } from "@/lib/areas/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findItem } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Sửa hoạt động" };

export default async function CorrectActivityPage({ params }: PageProps<"/activities/[activityId]/edit">) {
  const { activityId } = await params;
  const shown = await readAsViewer(async (viewer, tx) => {
    // By the address of a row that was corrected since, what stands is corrected: a form posted from there keeps its words.
    const standing = await standingActivity(viewer, tx, activityId);
    const activity = standing && (await findActivity(viewer, tx, standing.id));
    if (!activity?.isEditable) return null;
    return {
      activity,
      communes: await listCommunes(viewer, tx, activity.on),
      item: activity.programmeItemId ? await findItem(viewer, tx, activity.programmeItemId) : null,
    };
  });
  if (!shown) notFound();
  const { activity, communes, item } = shown;
  const { id, branchId, unitId, by } = activity;
  const place = branchId ? `branch:${branchId}` : `unit:${unitId}`;
  return (
    <>
      <PageHeader
        title="Sửa hoạt động"
        help={`${by}. Bản sửa thay bản đã ghi; bản trước vẫn còn trong vết.`}
        trail={[
          { href: "/activities", label: "Hoạt động" },
          { href: `/activities/${id}`, label: activity.title },
        ]}
      />
      <ActivityForm
        action={correctActivityAction}
        requestId={newId()}
        correcting={id}
        places={[{ value: place, label: by }]}
        place={place}
        communes={communes.map((commune) => ({ value: commune.id, label: commune.label }))}
        today={formatDate(today())}
        given={activity}
        item={item}
      />
    </>
  );
}
