import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeskTabs, deskTabsOf } from "@/components/desk/desk-tabs";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { PartnerTable } from "@/components/partners/partner-list";
import { LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { PARTNER_KIND_LABELS } from "@/lib/partners/labels";
import { listPartners } from "@/lib/partners/queries";
import { partnerFilterSchema } from "@/lib/partners/schema";

export const metadata: Metadata = { title: "Phối hợp ban, ngành, đoàn thể" };

export default async function PartnersPage({ searchParams }: PageProps<"/partners">) {
  const filter = partnerFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.read")
      ? {
          rows: await listPartners(viewer, tx, filter),
          tabs: deskTabsOf(viewer, "/partners"),
          mayWrite: can(viewer, "desk.write"),
        }
      : null,
  );
  if (!page) notFound();
  const { rows, tabs, mayWrite } = page;
  const isFiltered = filter.q !== undefined || filter.kind !== undefined;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Phối hợp ban, ngành, đoàn thể"
        help="Cùng ai làm việc này, đã ký gì, đã cùng làm gì."
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayWrite && <LinkButton href="/partners/new">Thêm cơ quan</LinkButton>}
            <ExportLinks list="partners" filter={filter} />
          </>
        }
      />
      <DeskTabs tabs={tabs} />
      <FilterBar action="/partners" isFiltered={isFiltered}>
        <FilterText name="q" label="Tên cơ quan" value={filter.q} />
        <FilterSelect
          name="kind"
          label="Loại cơ quan"
          value={filter.kind}
          options={optionsOf(PARTNER_KIND_LABELS)}
        />
      </FilterBar>
      <div className="card">
        <PartnerTable rows={rows} isFiltered={isFiltered} />
      </div>
    </div>
  );
}
