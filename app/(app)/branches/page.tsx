import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BranchList } from "@/components/branches/branch-list";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { BRANCH_KIND_LABELS, HEALTH_LABELS } from "@/lib/branches/labels";
import { listBranches } from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Tổ chức Đoàn, Hội" };

export default async function BranchesPage({ searchParams }: PageProps<"/branches">) {
  const filter = branchFilterSchema.parse(await searchParams);
  const list = await readAsViewer(async (viewer, tx) =>
    can(viewer, "branch.read")
      ? { ...(await listBranches(viewer, tx, filter)), hasRatings: can(viewer, "dashboard.read") }
      : null,
  );
  if (!list) notFound();
  const words = [
    filter.q && `tìm “${filter.q}”`,
    filter.line && LINE_LABELS[filter.line],
    filter.kind && BRANCH_KIND_LABELS[filter.kind],
    list.units.find(({ id }) => id === filter.unit)?.name,
    filter.health && HEALTH_LABELS[filter.health].toLowerCase(),
    filter.state && "đã thôi hoạt động",
  ].filter(Boolean);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tổ chức Đoàn, Hội"
        help="Tổ chức trong doanh nghiệp thuộc phạm vi của bạn, yếu xếp trước. Bấm vào tên để xem, củng cố, ghi hoạt động."
        actions={
          <>
            {list.canFound && <LinkButton href="/branches/new">Thành lập tổ chức</LinkButton>}
            <LinkButton href="/congresses" tone="quiet">
              Đại hội
            </LinkButton>
            <LinkButton href="/measures" tone="quiet">
              Biện pháp củng cố
            </LinkButton>
            <LinkButton href="/model-cells" tone="quiet">
              Xét chi đoàn mạnh
            </LinkButton>
            <LinkButton href="/papers" tone="quiet">
              Kế hoạch, tự báo cáo
            </LinkButton>
            {list.hasRatings && (
              <LinkButton href="/ratings" tone="quiet">
                Xếp loại các tổ chức
              </LinkButton>
            )}
            {list.canFound && (
              <LinkButton href="/imports/new?kind=organisations" tone="quiet">
                Nhập từ Excel
              </LinkButton>
            )}
            <ExportLinks list="branches" filter={filter} />
          </>
        }
        printNote={`In ngày ${formatDate(today())} · ${words.length > 0 ? `Lọc: ${words.join("; ")}` : "Toàn bộ danh sách"}`}
      />
      <BranchList list={list} filter={filter} />
    </div>
  );
}
