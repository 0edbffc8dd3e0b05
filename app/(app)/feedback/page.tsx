import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { CategoryShares, IssueTable } from "@/components/feedback/issue-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, LinkButton, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { ISSUE_CATEGORY_LABELS, ISSUE_STAGE_LABELS } from "@/lib/feedback/labels";
import { listIssues, openByCategory } from "@/lib/feedback/queries";
import { type IssueFilter, issueFilterSchema } from "@/lib/feedback/schema";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Khó khăn, kiến nghị" };

export default async function FeedbackPage({ searchParams }: PageProps<"/feedback">) {
  const filter = issueFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "feedback.read")
      ? {
          list: await listIssues(viewer, tx, filter),
          groups: await openByCategory(viewer, tx, filter),
          units: await reportingUnits(viewer, tx),
          mayRaise: can(viewer, "feedback.raise"),
        }
      : null,
  );
  if (!page) notFound();
  const { list, groups, units } = page;
  const { after, show, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  const tab = (value: IssueFilter["show"], label: string) => ({
    href: href({ ...narrowing, show: value }),
    label,
    isCurrent: show === value,
  });
  return (
    <div className="space-y-5">
      <PageHeader
        title="Khó khăn, kiến nghị"
        help="Nêu việc không tự gỡ được, theo dõi nó đang ở đâu, đọc trả lời. Chưa có trả lời thì không đóng được."
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {page.mayRaise && <LinkButton href="/feedback/new">Nêu khó khăn, kiến nghị</LinkButton>}
            <ExportLinks list="feedback" filter={filter} />
          </>
        }
      />
      <Tabs
        label="Nhóm"
        tabs={[tab(undefined, "Tất cả"), tab("open", "Chưa trả lời"), tab("waiting", "Chờ tôi")]}
      />
      <FilterBar action="/feedback" hidden={{ show }} isFiltered={isFiltered}>
        <FilterSelect
          name="stage"
          label="Đang ở đâu"
          value={filter.stage}
          options={optionsOf(ISSUE_STAGE_LABELS)}
        />
        <FilterSelect
          name="category"
          label="Nhóm việc"
          value={filter.category}
          options={optionsOf(ISSUE_CATEGORY_LABELS)}
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
      {groups.length > 0 && (
        <Card
          title="Chưa trả lời, cùng một lý do"
          action={
            <LinkButton href={groupsHref(filter)} tone="quiet">
              Doanh nghiệp nào nêu
            </LinkButton>
          }
        >
          <CategoryShares
            groups={groups}
            hrefOf={(category) => href({ ...narrowing, show: "open", category })}
          />
        </Card>
      )}
      <div className="card">
        <IssueTable rows={list.rows} count={list.count} isFiltered={isFiltered || show !== undefined} />
        <Pagination
          first={after ? href({ ...narrowing, show }) : undefined}
          next={list.next && href({ ...narrowing, show, after: list.next })}
        />
      </div>
    </div>
  );
}

const groupsHref = ({ line, unit, task }: IssueFilter): `/${string}` => {
  const said = Object.entries({ line, unit, task }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  return `/feedback/groups?${new URLSearchParams(said)}`;
};

const href = (filter: IssueFilter) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/feedback?${new URLSearchParams(said)}` as const;
};
