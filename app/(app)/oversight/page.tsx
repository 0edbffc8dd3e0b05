import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeskTabs, deskTabsOf } from "@/components/desk/desk-tabs";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { EvaluationTable, InspectionTable, VisitTable } from "@/components/oversight/oversight-lists";
import { LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { REGISTER_LABELS, type Register } from "@/lib/oversight/labels";
import { listEvaluations, listInspections, listVisits } from "@/lib/oversight/queries";
import { type OversightFilter, oversightFilterSchema } from "@/lib/oversight/schema";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Kiểm tra, hỗ trợ cơ sở" };

const REGISTERS = ["inspections", "visits", "evaluations"] as const satisfies Register[];
const NEW: Record<Register, string> = {
  inspections: "Ghi lần kiểm tra",
  visits: "Ghi lần hỗ trợ",
  evaluations: "Ghi đánh giá",
};

export default async function OversightPage({ searchParams }: PageProps<"/oversight">) {
  const query = await searchParams;
  const filter = oversightFilterSchema.parse(query);
  const register = filter.show ?? "inspections";
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.read")
      ? {
          inspections: register === "inspections" ? await listInspections(viewer, tx, filter) : null,
          visits: register === "visits" ? await listVisits(viewer, tx, filter) : null,
          evaluations: register === "evaluations" ? await listEvaluations(viewer, tx, filter) : null,
          units: await reportingUnits(viewer, tx),
          tabs: deskTabsOf(viewer, "/oversight"),
          mayWrite: can(viewer, "desk.write"),
        }
      : null,
  );
  if (!page) notFound();
  const { inspections, visits, evaluations, units, tabs, mayWrite } = page;
  const { after, show, remedy, ...narrowing } = filter;
  const isFiltered = remedy !== undefined || Object.values(narrowing).some((value) => value !== undefined);
  const next = (inspections ?? visits ?? evaluations)?.next;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Kiểm tra, hỗ trợ cơ sở"
        help="Đã kiểm tra, hỗ trợ, đánh giá ai, còn yêu cầu nào chưa khắc phục; quá hạn đứng ở bộ lọc riêng."
        printNote={`${REGISTER_LABELS[register]}, in ngày ${formatDate(today())}`}
        actions={
          <>
            {mayWrite && <LinkButton href={`/oversight/${register}/new`}>{NEW[register]}</LinkButton>}
            <ExportLinks list="oversight" filter={filter} />
          </>
        }
      />
      <DeskTabs tabs={tabs} />
      {query["done"] === "taken-back" && <Notice tone="good" title="Đã bỏ." />}
      <Tabs
        label="Loại"
        tabs={REGISTERS.map((one) => ({
          href: href({ ...narrowing, show: one }),
          label: REGISTER_LABELS[one],
          isCurrent: one === register,
        }))}
      />
      <FilterBar
        action="/oversight"
        hidden={{ show, ...(narrowing.branch && { branch: narrowing.branch }) }}
        isFiltered={isFiltered}
      >
        {register === "inspections" && (
          <FilterSelect
            name="remedy"
            label="Khắc phục"
            value={remedy}
            options={[
              { value: "open", label: "Còn yêu cầu chưa xong" },
              { value: "late", label: "Quá hạn" },
            ]}
          />
        )}
        <FilterText name="year" label="Năm" value={filter.year?.toString()} />
        <FilterSelect name="line" label="Phần" value={filter.line} options={optionsOf(LINE_LABELS)} />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <div className="card">
        {inspections && <InspectionTable {...inspections} isFiltered={isFiltered} />}
        {visits && <VisitTable {...visits} isFiltered={isFiltered} />}
        {evaluations && <EvaluationTable {...evaluations} isFiltered={isFiltered} />}
        <Pagination
          first={after ? href({ ...narrowing, remedy, show }) : undefined}
          next={next && href({ ...narrowing, remedy, show, after: next })}
        />
      </div>
    </div>
  );
}

const href = (filter: Partial<OversightFilter>) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  return `/oversight?${new URLSearchParams(said)}` as const;
};
