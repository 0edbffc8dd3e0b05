import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PaperList } from "@/components/papers/papers";
import { Card, EmptyState, LinkButton } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { branchPapers } from "@/lib/papers/queries";

export const metadata: Metadata = { title: "Kế hoạch, tự báo cáo" };

export default async function BranchPapersPage({ params }: PageProps<"/branches/[branchId]/papers">) {
  const { branchId } = await params;
  const page = await readAsViewer((viewer, tx) => branchPapers(viewer, tx, branchId));
  if (!page) notFound();
  const { branch, papers, mayWrite } = page;
  return (
    <>
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title="Kế hoạch, tự báo cáo"
        help="Kế hoạch của tổ chức từng kỳ và bản tự báo cáo gửi cấp trên; số liệu báo cáo lấy từ sổ sách."
        actions={
          mayWrite && (
            <LinkButton href={`/branches/${branch.id}/papers/new`}>Viết kế hoạch, báo cáo</LinkButton>
          )
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Card>
        {papers.length === 0 ? (
          <EmptyState title="Chưa có kế hoạch, báo cáo nào" />
        ) : (
          <PaperList papers={papers} />
        )}
      </Card>
    </>
  );
}
