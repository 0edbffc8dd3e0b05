import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CorrectionForm } from "@/components/branches/correction-form";
import { PageHeader } from "@/components/layout/page-header";
import { correctBranchAction } from "@/lib/branches/actions";
import { correctionPage } from "@/lib/branches/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Sửa hồ sơ tổ chức" };

export default async function EditBranchPage({ params }: PageProps<"/branches/[branchId]/edit">) {
  const { branchId } = await params;
  const page = await readAsViewer((viewer, tx) => correctionPage(viewer, tx, branchId));
  if (!page) notFound();
  return (
    <>
      <PageHeader
        title="Sửa hồ sơ tổ chức"
        help="Sửa chỗ ghi sai, bổ sung quyết định, đại hội. Những gì đã ghi trước vẫn còn trong lịch sử."
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <CorrectionForm page={page} action={correctBranchAction} requestId={newId()} />
    </>
  );
}
