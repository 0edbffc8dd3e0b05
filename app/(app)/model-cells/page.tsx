import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import {
  ModelCellNumbers,
  ModelCellRecordTable,
  ModelCellTable,
} from "@/components/model-cells/model-cell-table";
import { Card, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { MODEL_CELL_STATE_LABELS, NO_CRITERIA, NUMBER_LABELS } from "@/lib/model-cells/labels";
import { mayWriteCriteria } from "@/lib/model-cells/policy";
import { modelCellList } from "@/lib/model-cells/queries";
import { modelCellIndicator, modelCellRecords } from "@/lib/model-cells/reports";
import { modelCellsHref } from "@/lib/model-cells/rules";
import { modelCellQuerySchema } from "@/lib/model-cells/schema";

export const metadata: Metadata = { title: "Chi đoàn mạnh" };

export default async function ModelCellsPage({ searchParams }: PageProps<"/model-cells">) {
  const asked = modelCellQuerySchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const list = await modelCellList(viewer, tx, asked);
    if (!list) return null;
    const { asOf, knownAt, show } = asked;
    const times = { year: list.year, asOf, knownAt };
    return {
      ...list,
      indicator: await modelCellIndicator(viewer, tx, times),
      records: show && (await modelCellRecords(viewer, tx, show, { ...times, unit: asked.unit })),
      mayWrite: mayWriteCriteria(viewer),
    };
  });
  if (!page) notFound();
  const { rows, years, year, criteria, indicator, records, mayWrite } = page;
  const { show } = asked;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/branches", label: "Tổ chức Đoàn, Hội" }]}
        title={`Chi đoàn mạnh năm ${year}`}
        help="Chi đoàn đăng ký, tự chấm theo tiêu chí của năm, cấp trên kiểm tra, đơn vị quyết định. Đăng ký từ hồ sơ của chi đoàn."
        actions={
          <>
            <LinkButton href={`/model-cells/criteria?year=${year}`} tone="quiet">
              {mayWrite ? "Bộ tiêu chí" : "Xem tiêu chí"}
            </LinkButton>
            <ExportLinks list="model-cells" filter={{ year, state: asked.state, unit: asked.unit }} />
          </>
        }
        printNote={`Năm ${year} · in ngày ${formatDate(today())}`}
      />
      <Tabs
        label="Năm"
        tabs={years.map((one) => ({
          href: `/model-cells?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      {!criteria && <Notice tone="warn">{NO_CRITERIA}</Notice>}
      {indicator && (
        <Card title="Số liệu">
          <ModelCellNumbers
            indicator={indicator}
            href={(number, unit) => modelCellsHref({ ...indicator.params, unit, year }, number)}
          />
        </Card>
      )}
      {records && show && (
        <Card id="records" title={NUMBER_LABELS[show].title}>
          <ModelCellRecordTable records={records} />
        </Card>
      )}
      <FilterBar action="/model-cells" hidden={{ year: String(year) }} isFiltered={asked.state !== undefined}>
        <FilterSelect
          name="state"
          label="Tình trạng"
          value={asked.state}
          options={optionsOf(MODEL_CELL_STATE_LABELS)}
          empty="Tất cả, trừ đã rút"
        />
      </FilterBar>
      <Card title="Đăng ký">
        <ModelCellTable rows={rows} />
      </Card>
    </div>
  );
}
