import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { InspectionForm } from "@/components/oversight/oversight-forms";
import { writingDesks } from "@/lib/advice/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordInspectionAction } from "@/lib/oversight/actions";
import { targetsFor } from "@/lib/oversight/queries";
import { oversightAboutSchema } from "@/lib/oversight/schema";

export const metadata: Metadata = { title: "Ghi lần kiểm tra" };

export default async function NewInspectionPage({ searchParams }: PageProps<"/oversight/inspections/new">) {
  const about = oversightAboutSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const targets = await targetsFor(viewer, tx, about);
    return targets && targets.length > 0 ? { targets, desks: await writingDesks(viewer, tx) } : null;
  });
  if (!page) notFound();
  const [only, another] = page.targets;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/oversight?show=inspections", label: "Kiểm tra, hỗ trợ" }]}
        title={another || !only ? "Ghi lần kiểm tra" : `Ghi lần kiểm tra: ${only.label}`}
        help="Ghi kết quả trước; việc cần khắc phục và hạn ghi ở trang sau."
      />
      <InspectionForm action={recordInspectionAction} requestId={newId()} {...page} />
    </div>
  );
}
