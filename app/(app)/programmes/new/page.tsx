import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ProgrammeForm } from "@/components/programmes/programme-forms";
import { can, unitsOf } from "@/lib/access/policy";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { saveProgrammeAction } from "@/lib/programmes/actions";
import { unitNamesOn } from "@/lib/units/queries";

export const metadata: Metadata = { title: "Lập chương trình hoạt động" };

export default async function NewProgrammePage() {
  const units = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "programme.write")) return [];
    const names = await unitNamesOn(viewer, tx, today());
    return unitsOf(viewer).map((id) => ({ value: id, label: names.get(id)?.name ?? "Đơn vị" }));
  });
  if (units.length === 0) notFound();
  return (
    <>
      <PageHeader
        title="Lập chương trình hoạt động"
        help="Đặt tên và thời gian trước; thêm từng việc theo nhu cầu ở trang sau."
        trail={[{ href: "/programmes", label: "Chương trình hoạt động" }]}
      />
      <ProgrammeForm action={saveProgrammeAction} requestId={newId()} units={units} />
    </>
  );
}
