import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdviceTable } from "@/components/advice/advice-list";
import { DeskTabs, deskTabsOf } from "@/components/desk/desk-tabs";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { ADVICE_BODY_LABELS, ADVICE_CATEGORY_LABELS, ADVICE_STATE_LABELS } from "@/lib/advice/labels";
import { listAdvice } from "@/lib/advice/queries";
import { type AdviceFilter, adviceFilterSchema } from "@/lib/advice/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Tham mưu, báo cáo" };

export default async function AdviceListPage({ searchParams }: PageProps<"/advice">) {
  const query = await searchParams;
  const filter = adviceFilterSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "dashboard.read")
      ? {
          list: await listAdvice(viewer, tx, filter),
          units: await reportingUnits(viewer, tx),
          tabs: deskTabsOf(viewer, "/advice"),
          mayWrite: can(viewer, "desk.write"),
        }
      : null,
  );
  if (!page) notFound();
  const { list, units, tabs, mayWrite } = page;
  const { after, show, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tham mưu, báo cáo cấp ủy"
        help="Đã báo cáo, xin ý kiến, đề nghị với ai, được trả lời thế nào, kết quả ra sao."
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayWrite && <LinkButton href="/advice/new">Ghi báo cáo, đề nghị</LinkButton>}
            {mayWrite && (
              <LinkButton href="/advice/report" tone="quiet">
                Soạn báo cáo từ khảo sát
              </LinkButton>
            )}
            <ExportLinks list="advice" filter={filter} />
          </>
        }
      />
      <DeskTabs tabs={tabs} />
      {query["done"] === "taken-back" && <Notice tone="good" title="Đã bỏ." />}
      <Tabs
        label="Nhóm"
        tabs={[
          { href: href({ ...narrowing }), label: "Tất cả", isCurrent: show === undefined },
          {
            href: href({ ...narrowing, show: "chase" }),
            label: "Cần hỏi lại, bổ sung",
            isCurrent: show !== undefined,
          },
        ]}
      />
      <FilterBar action="/advice" hidden={{ show }} isFiltered={isFiltered}>
        <FilterSelect
          name="category"
          label="Loại"
          value={filter.category}
          options={optionsOf(ADVICE_CATEGORY_LABELS)}
        />
        <FilterSelect
          name="state"
          label="Ý kiến"
          value={filter.state}
          options={optionsOf(ADVICE_STATE_LABELS)}
        />
        <FilterSelect
          name="body"
          label="Nơi nhận"
          value={filter.body}
          options={optionsOf(ADVICE_BODY_LABELS)}
        />
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
        <AdviceTable rows={list.rows} count={list.count} isFiltered={isFiltered || show !== undefined} />
        <Pagination
          first={after ? href({ ...narrowing, show }) : undefined}
          next={list.next && href({ ...narrowing, show, after: list.next })}
        />
      </div>
    </div>
  );
}

const href = (filter: Partial<AdviceFilter>) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/advice?${new URLSearchParams(said)}` as const;
};
