import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PartnerForm } from "@/components/partners/partner-forms";
import { can } from "@/lib/access/policy";
import { writingDesks } from "@/lib/advice/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { addPartnerAction } from "@/lib/partners/actions";

export const metadata: Metadata = { title: "Thêm cơ quan phối hợp" };

export default async function NewPartnerPage() {
  const desks = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.write") ? writingDesks(viewer, tx) : null,
  );
  if (!desks) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/partners", label: "Phối hợp" }]}
        title="Thêm cơ quan phối hợp"
        help="Tìm trong danh sách trước: một cơ quan chỉ ghi một lần trong tỉnh."
      />
      <PartnerForm action={addPartnerAction} requestId={newId()} desks={desks} />
    </div>
  );
}
