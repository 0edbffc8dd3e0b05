import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeskTabs, deskTabsOf } from "@/components/desk/desk-tabs";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { CourseTable } from "@/components/training/course-list";
import { LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { reportingUnits } from "@/lib/surveys/queries";
import { listCourses } from "@/lib/training/queries";
import { type CourseFilter, courseFilterSchema } from "@/lib/training/schema";

export const metadata: Metadata = { title: "Tập huấn, bồi dưỡng" };

export default async function TrainingPage({ searchParams }: PageProps<"/training">) {
  const query = await searchParams;
  const filter = courseFilterSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.read")
      ? {
          list: await listCourses(viewer, tx, filter),
          units: await reportingUnits(viewer, tx),
          tabs: deskTabsOf(viewer, "/training"),
          mayWrite: can(viewer, "desk.write"),
        }
      : null,
  );
  if (!page) notFound();
  const { list, units, tabs, mayWrite } = page;
  const { after, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tập huấn, bồi dưỡng cán bộ"
        help="Lớp đã mở, ai đã dự; tỷ lệ cán bộ được tập huấn mở từ nút bên dưới."
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayWrite && <LinkButton href="/training/new">Ghi lớp tập huấn</LinkButton>}
            <LinkButton href="/training/indicator" tone="quiet">
              Tỷ lệ cán bộ được tập huấn
            </LinkButton>
            <ExportLinks list="training" filter={filter} />
          </>
        }
      />
      <DeskTabs tabs={tabs} />
      {query["done"] === "taken-back" && <Notice tone="good" title="Đã bỏ." />}
      <FilterBar action="/training" isFiltered={isFiltered}>
        <FilterText name="q" label="Nội dung" value={filter.q} />
        <FilterText name="year" label="Năm" value={filter.year?.toString()} />
        <FilterSelect name="line" label="Phần" value={filter.line} options={optionsOf(LINE_LABELS)} />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị tổ chức"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <div className="card">
        <CourseTable rows={list.rows} count={list.count} isFiltered={isFiltered} />
        <Pagination
          first={after ? href(narrowing) : undefined}
          next={list.next && href({ ...narrowing, after: list.next })}
        />
      </div>
    </div>
  );
}

const href = (filter: Partial<CourseFilter>) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  return `/training?${new URLSearchParams(said)}` as const;
};
