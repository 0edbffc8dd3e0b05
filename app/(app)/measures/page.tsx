import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MeasureList } from "@/components/consolidation/measure-list";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { MEASURE_FILTER_LABELS } from "@/lib/consolidation/labels";
import { measureList } from "@/lib/consolidation/queries";
import { MEASURE_FILTERS, type MeasureFilter, measureFilterSchema } from "@/lib/consolidation/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Biện pháp củng cố" };

export default async function MeasuresPage({ searchParams }: PageProps<"/measures">) {
  const filter = measureFilterSchema.parse(await searchParams);
  const list = await readAsViewer((viewer, tx) => measureList(viewer, tx, filter));
  if (!list) notFound();
  const state = filter.state ?? "open";
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/branches", label: "Tổ chức Đoàn, Hội" }]}
        title="Biện pháp củng cố"
        help="Việc đang làm để củng cố từng tổ chức, hạn gần xếp trước. Hiện trạng trước và sau do phần mềm ghi lại."
        actions={<ExportLinks list="measures" filter={filter} />}
        printNote={`In ngày ${formatDate(today())} · ${MEASURE_FILTER_LABELS[state].toLowerCase()}`}
      />
      <Tabs
        label="Tình trạng"
        tabs={MEASURE_FILTERS.map((one) => ({
          href: href({ ...filter, state: one }),
          label: `${MEASURE_FILTER_LABELS[one]} (${formatNumber(list.counts[one])})`,
          isCurrent: one === state,
        }))}
      />
      <FilterBar
        action="/measures"
        hidden={{ state: filter.state }}
        isFiltered={filter.unit !== undefined || filter.line !== undefined}
      >
        <FilterSelect name="line" label="Đoàn, Hội" value={filter.line} options={optionsOf(LINE_LABELS)} />
        {list.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị quản lý"
            value={filter.unit}
            options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <MeasureList rows={list.rows} empty="Không có biện pháp nào" />
    </div>
  );
}

const href = (filter: MeasureFilter) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `/measures?${query}` as const;
};
