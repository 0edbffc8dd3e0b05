import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { NeedTable, UnitNeedTable } from "@/components/programmes/need-tables";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { unitsOf } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { listProgrammes } from "@/lib/programmes/queries";
import { needRanking, needsByUnit } from "@/lib/programmes/reports";
import { needFilterSchema } from "@/lib/programmes/schema";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Nhu cầu của thanh niên" };

export default async function NeedsPage({ searchParams }: PageProps<"/needs">) {
  const filter = needFilterSchema.parse(await searchParams);
  const shown = await readAsViewer(async (viewer, tx) => {
    const ranking = await needRanking(viewer, tx, filter);
    if (!ranking) return null;
    const units = await reportingUnits(viewer, tx);
    const own = unitsOf(viewer);
    const programmes = own.length > 0 ? await listProgrammes(viewer, tx) : [];
    return {
      ...{ ranking, units, mayPlan: own.length > 0 },
      running: programmes.find(({ unitId, endsOn }) => own.includes(unitId) && endsOn >= today()),
      byUnit: units.length > 1 && !filter.unit ? await needsByUnit(viewer, tx, filter) : [],
    };
  });
  if (!shown) notFound();
  const { ranking, units, byUnit, mayPlan, running } = shown;
  const { params, ranked, unanswered } = ranking;
  const bare = new Set(unanswered.map(({ need }) => need));
  const plan = mayPlan
    ? (need: string) =>
        running ? (`/programmes/${running.id}/items/new?need=${need}` as const) : ("/programmes/new" as const)
    : undefined;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Nhu cầu của thanh niên"
        help="Theo phiếu khảo sát đã duyệt mới nhất của từng doanh nghiệp. Nhu cầu chưa có hoạt động nào xếp trước: đưa vào chương trình."
        trail={[{ href: "/activities", label: "Hoạt động" }]}
        printNote={`Tính đến ${formatDate(params.asOf)}`}
        actions={
          <>
            {mayPlan && !running && <LinkButton href="/programmes/new">Lập chương trình</LinkButton>}
            <LinkButton href="/programmes" tone="quiet">
              Chương trình hoạt động
            </LinkButton>
            <ExportLinks list="needs" filter={{ unit: filter.unit, asOf: params.asOf }} />
          </>
        }
      />
      {units.length > 1 && (
        <FilterBar action="/needs" isFiltered={filter.unit !== undefined} hidden={{ asOf: filter.asOf }}>
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      )}
      {unanswered.length > 0 ? (
        <Card title={`Chưa có hoạt động nào (${unanswered.length})`}>
          <NeedTable
            caption="Nhu cầu đã nêu mà chưa có hoạt động nào đáp ứng từ khi khảo sát"
            rows={ranked.filter(({ need }) => bare.has(need))}
            params={params}
            plan={plan}
          />
        </Card>
      ) : (
        ranked.length > 0 && <Notice tone="good" title="Nhu cầu nào cũng đã có hoạt động." />
      )}
      <Card title="Xếp hạng nhu cầu">
        <NeedTable
          caption="Xếp theo số người nêu, rồi số nơi cần gấp, rồi số doanh nghiệp"
          rows={ranked}
          params={params}
          plan={plan}
        />
      </Card>
      {byUnit.length > 0 && (
        <Card title="Theo đơn vị">
          <UnitNeedTable rows={byUnit} asOf={params.asOf} />
        </Card>
      )}
    </div>
  );
}
