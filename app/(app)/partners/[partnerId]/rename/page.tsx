import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RenameForm } from "@/components/partners/partner-forms";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { renamePartnerAction } from "@/lib/partners/actions";
import { findPartner } from "@/lib/partners/queries";

export const metadata: Metadata = { title: "Đổi tên cơ quan" };

export default async function RenamePartnerPage({ params }: PageProps<"/partners/[partnerId]/rename">) {
  const { partnerId } = await params;
  const partner = await readAsViewer((viewer, tx) => findPartner(viewer, tx, partnerId));
  if (!partner?.isKeeper) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/partners", label: "Phối hợp" },
          { href: `/partners/${partner.id}`, label: partner.name },
        ]}
        title="Đổi tên, đầu mối"
        help="Tên cũ vẫn giữ cho những ngày trước; ghi cùng ngày với tên đang có là sửa tên ấy."
      />
      <RenameForm action={renamePartnerAction} requestId={newId()} partner={partner} />
    </div>
  );
}
