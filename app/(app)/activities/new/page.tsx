import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityForm } from "@/components/activities/activity-forms";
import { PageHeader } from "@/components/layout/page-header";
import { recordActivityAction } from "@/lib/activities/actions";
import { placesToRecord } from "@/lib/activities/queries";
import { activityFilterSchema } from "@/lib/activities/schema";
import { listCommunes } from "@/lib/areas/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findItem } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Ghi hoạt động" };

export default async function RecordActivityPage({ searchParams }: PageProps<"/activities/new">) {
  const query = await searchParams;
  const asked = activityFilterSchema.parse(query);
  const { places, communes, item } = await readAsViewer(async (viewer, tx) => ({
    places: await placesToRecord(viewer, tx),
    communes: await listCommunes(viewer, tx),
    item: asked.item ? await findItem(viewer, tx, asked.item) : null,
  }));
  if (places.length === 0) notFound();
  const wished = item ? (item.branchId ? `branch:${item.branchId}` : `unit:${item.unitId}`) : query["place"];
  const place = places.find(({ value }) => value === wished)?.value;
  return (
    <>
      <PageHeader
        title="Ghi hoạt động"
        help={
          item
            ? `Trong chương trình: “${item.title}”, dự kiến ${formatDate(item.plannedOn)}. Chỉ ghi việc đã làm.`
            : "Chỉ ghi việc đã làm; bốn ô đầu là đủ. Việc đơn vị tự làm ở địa bàn thì chọn đơn vị."
        }
        trail={[{ href: "/activities", label: "Hoạt động" }]}
      />
      <ActivityForm
        action={recordActivityAction}
        requestId={newId()}
        places={places}
        place={place}
        communes={communes.map(({ id, label }) => ({ value: id, label }))}
        today={formatDate(today())}
        item={item}
        given={
          item
            ? { title: item.title, kind: item.kind, form: item.form, needs: item.needs }
            : { needs: asked.need ? [asked.need] : [] }
        }
      />
    </>
  );
}
