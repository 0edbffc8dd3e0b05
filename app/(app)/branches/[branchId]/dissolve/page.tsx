import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DissolutionForm } from "@/components/branches/branch-forms";
import { PageHeader } from "@/components/layout/page-header";
import { dissolveBranchAction } from "@/lib/branches/actions";
import { dissolutionPage } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Ghi thôi hoạt động" };

export default async function DissolveBranchPage({ params }: PageProps<"/branches/[branchId]/dissolve">) {
  const { branchId } = await params;
  const page = await readAsViewer((viewer, tx) => dissolutionPage(viewer, tx, branchId));
  if (!page) notFound();
  return (
    <>
      <PageHeader
        title="Ghi tổ chức thôi hoạt động"
        help={`${page.name}. Chỉ ghi được khi không còn ai và không còn việc gì dở dang; doanh nghiệp và chức vụ sẽ kết thúc cùng ngày.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <DissolutionForm
        action={dissolveBranchAction}
        requestId={newId()}
        branchId={page.id}
        version={page.version}
        kind={page.kind}
        obstacles={page.obstacles}
        today={formatDate(today())}
      />
    </>
  );
}
