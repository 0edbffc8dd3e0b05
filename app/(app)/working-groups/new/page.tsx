import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PlanGroupForm } from "@/components/working-groups/group-forms";
import { can, unitsOf } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { unitNamesOn } from "@/lib/units/queries";
import { planWorkingGroupAction } from "@/lib/working-groups/actions";

export const metadata: Metadata = { title: "Lập tổ công tác" };

export default async function NewWorkingGroupPage() {
  const units = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "workingGroup.write")) return [];
    const names = await unitNamesOn(viewer, tx, today());
    return unitsOf(viewer).map((id) => ({ value: id, label: names.get(id)?.name ?? "Đơn vị" }));
  });
  if (units.length === 0) notFound();
  return (
    <>
      <PageHeader
        title="Lập tổ công tác"
        help="Ghi tên và nhiệm vụ trước; thành viên, lịch và quyết định ghi ở trang của tổ."
        trail={[{ href: "/working-groups", label: "Tổ công tác" }]}
      />
      <PlanGroupForm
        action={planWorkingGroupAction}
        requestId={newId()}
        today={formatDate(today())}
        units={units}
      />
    </>
  );
}
