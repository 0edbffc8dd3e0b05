import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { VisitForm } from "@/components/oversight/oversight-forms";
import { writingDesks } from "@/lib/advice/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordSupportAction } from "@/lib/oversight/actions";
import { targetsFor } from "@/lib/oversight/queries";
import { oversightAboutSchema } from "@/lib/oversight/schema";

export const metadata: Metadata = { title: "Ghi lần hỗ trợ" };

export default async function NewVisitPage({ searchParams }: PageProps<"/oversight/visits/new">) {
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
        trail={[{ href: "/oversight?show=visits", label: "Kiểm tra, hỗ trợ" }]}
        title={another || !only ? "Ghi lần hỗ trợ" : `Ghi lần hỗ trợ: ${only.label}`}
        help="Đã giúp cơ sở gì: kinh phí, tài liệu, người; kết quả ra sao."
      />
      <VisitForm action={recordSupportAction} requestId={newId()} {...page} />
    </div>
  );
}
