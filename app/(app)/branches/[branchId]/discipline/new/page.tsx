import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DisciplineForm } from "@/components/discipline/discipline-forms";
import { PageHeader } from "@/components/layout/page-header";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordDisciplineAction } from "@/lib/discipline/actions";
import { newDiscipline } from "@/lib/discipline/queries";
import { subjectQuerySchema } from "@/lib/discipline/schema";

export const metadata: Metadata = { title: "Ghi kỷ luật" };

type Props = PageProps<"/branches/[branchId]/discipline/new">;

export default async function NewDisciplinePage({ params, searchParams }: Props) {
  const { branchId } = await params;
  const { person: personId } = subjectQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => newDiscipline(viewer, tx, branchId, personId));
  if (!page) notFound();
  const { branch, kinds, person } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/discipline`, label: "Sổ kỷ luật" },
        ]}
        title={`${person?.fullName ?? branch.name}: kỷ luật`}
        help={
          person
            ? "Ghi theo quyết định đã ban hành. Chi đoàn ghi khiển trách, cảnh cáo; cách chức, khai trừ do Đoàn cấp trên ghi."
            : "Ghi theo quyết định đã ban hành đối với tổ chức."
        }
      />
      <DisciplineForm
        action={recordDisciplineAction}
        requestId={newId()}
        today={formatDate(today())}
        branchId={branch.id}
        personId={person?.id ?? null}
        kinds={kinds}
      />
    </div>
  );
}
