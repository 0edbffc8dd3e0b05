import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { IdentitySearchForm } from "@/components/sensitive/sensitive-forms";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { searchIdentityAction } from "@/lib/sensitive/actions";

export const metadata: Metadata = { title: "Tìm theo số CMND, CCCD" };

export default async function IdentitySearchPage() {
  if (!(await readAsViewer(async (viewer) => can(viewer, "sensitive.read")))) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Tìm theo số CMND, CCCD"
        help="Tìm đúng một người trong phạm vi của bạn. Số bạn nhập không nằm trong địa chỉ trang và không được giữ lại."
      />
      <IdentitySearchForm action={searchIdentityAction} requestId={newId()} />
    </div>
  );
}
