import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ProgrammeForm } from "@/components/programmes/programme-forms";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { saveProgrammeAction } from "@/lib/programmes/actions";
import { programmePage } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Sửa chương trình" };

export default async function EditProgrammePage({ params }: PageProps<"/programmes/[programmeId]/edit">) {
  const { programmeId } = await params;
  const programme = await readAsViewer((viewer, tx) => programmePage(viewer, tx, programmeId));
  if (!programme?.isEditable) notFound();
  return (
    <>
      <PageHeader
        title="Sửa chương trình"
        help="Đổi tên, thời gian, ghi chú; từng việc sửa ở chính việc đó."
        trail={[
          { href: "/programmes", label: "Chương trình hoạt động" },
          { href: `/programmes/${programme.id}`, label: programme.title },
        ]}
      />
      <ProgrammeForm action={saveProgrammeAction} requestId={newId()} units={[]} given={programme} />
    </>
  );
}
