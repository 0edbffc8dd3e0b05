import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CoverageForm } from "@/components/branches/branch-forms";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { coverEnterpriseAction } from "@/lib/branches/actions";
import { coveragePage } from "@/lib/branches/queries";
import { foundingQuerySchema } from "@/lib/branches/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Thêm doanh nghiệp" };

export default async function NewCoveragePage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/coverages/new">) {
  const { branchId } = await params;
  const { q } = foundingQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => coveragePage(viewer, tx, branchId, q));
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Thêm doanh nghiệp cho tổ chức"
        help={`${page.name}. Một tổ chức ghép phụ trách nhiều doanh nghiệp của cùng đơn vị.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <FilterBar action={`/branches/${page.id}/coverages/new`} isFiltered={q !== undefined}>
        <FilterText name="q" label="Tìm tên doanh nghiệp" value={q} placeholder="không cần dấu" />
      </FilterBar>
      {page.choices.length === 0 ? (
        <EmptyState title="Không còn doanh nghiệp nào để thêm">
          Chỉ có doanh nghiệp do đơn vị của bạn quản lý và chưa thuộc tổ chức này.
        </EmptyState>
      ) : (
        <CoverageForm
          action={coverEnterpriseAction}
          requestId={newId()}
          branchId={page.id}
          choices={page.choices}
          today={formatDate(today())}
        />
      )}
    </div>
  );
}
