import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ItemForm } from "@/components/programmes/programme-forms";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planItemAction } from "@/lib/programmes/actions";
import { branchesOfUnit, programmePage } from "@/lib/programmes/queries";
import { NEEDS } from "@/lib/surveys/labels";

export const metadata: Metadata = { title: "Thêm việc vào chương trình" };

export default async function NewItemPage({
  params,
  searchParams,
}: PageProps<"/programmes/[programmeId]/items/new">) {
  const { programmeId } = await params;
  const { need } = await searchParams;
  const shown = await readAsViewer(async (viewer, tx) => {
    const programme = await programmePage(viewer, tx, programmeId);
    return programme?.isEditable
      ? { programme, branches: await branchesOfUnit(viewer, tx, programme.unitId) }
      : null;
  });
  if (!shown) notFound();
  const { programme, branches } = shown;
  return (
    <>
      <PageHeader
        title="Thêm việc vào chương trình"
        help={`Từ ${formatDate(programme.startsOn)} đến ${formatDate(programme.endsOn)}. Nói rõ trả lời nhu cầu nào, ai làm, cho ai.`}
        trail={[
          { href: "/programmes", label: "Chương trình hoạt động" },
          { href: `/programmes/${programme.id}`, label: programme.title },
        ]}
      />
      <ItemForm
        action={planItemAction}
        requestId={newId()}
        programmeId={programme.id}
        branches={branches.map(({ id, name }) => ({ value: id, label: name }))}
        needs={NEEDS.filter((code) => code === need)}
      />
    </>
  );
}
