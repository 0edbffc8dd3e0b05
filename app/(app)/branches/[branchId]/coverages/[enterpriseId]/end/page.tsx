import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndCoverageForm } from "@/components/branches/branch-forms";
import { PageHeader } from "@/components/layout/page-header";
import { endCoverageAction } from "@/lib/branches/actions";
import { branchPage } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Thôi phụ trách doanh nghiệp" };

export default async function EndCoveragePage({
  params,
}: PageProps<"/branches/[branchId]/coverages/[enterpriseId]/end">) {
  const { branchId, enterpriseId } = await params;
  const page = await readAsViewer((viewer, tx) => branchPage(viewer, tx, branchId));
  const open = page?.coverages.filter(({ validTo }) => validTo === null) ?? [];
  const coverage = open.find(({ enterprise }) => enterprise.id === enterpriseId);
  if (!page?.canWrite || !coverage) notFound();
  return (
    <>
      <PageHeader
        title="Thôi phụ trách doanh nghiệp"
        help={`${page.name} thôi phụ trách ${coverage.enterprise.name}, phụ trách từ ${formatDate(coverage.validFrom)}.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <EndCoverageForm
        action={endCoverageAction}
        requestId={newId()}
        branchId={page.id}
        enterpriseId={enterpriseId}
        isLast={open.length === 1}
        today={formatDate(today())}
      />
    </>
  );
}
