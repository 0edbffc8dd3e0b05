import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivitySums, ActivityTable } from "@/components/activities/activity-register";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { ACTIVITY_FORM_LABELS, ACTIVITY_KIND_LABELS } from "@/lib/activities/labels";
import { activityTotals, listActivities } from "@/lib/activities/queries";
import { type ActivityFilter, activityFilterSchema } from "@/lib/activities/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";
import { NEED_LABELS } from "@/lib/surveys/labels";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Hoạt động" };

export default async function ActivitiesPage({ searchParams }: PageProps<"/activities">) {
  const query = await searchParams;
  const filter = activityFilterSchema.parse(query);
  const { item, branch, after, ...narrowing } = filter;
  const shown = await readAsViewer(async (viewer, tx) =>
    can(viewer, "branch.read")
      ? {
          list: await listActivities(viewer, tx, filter),
          totals: await activityTotals(viewer, tx, filter),
          units: await reportingUnits(viewer, tx),
          mayRecord: can(viewer, "activity.record"),
          mayPlan: can(viewer, "dashboard.read"),
        }
      : null,
  );
  if (!shown) notFound();
  const { list, totals, units, mayRecord, mayPlan } = shown;
  const isFiltered = Object.values(filter).some((value) => value !== undefined && value !== after);
  const written = (day: string | undefined) => day && formatDate(day);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Hoạt động"
        help="Việc các tổ chức và đơn vị đã làm vì thanh niên và doanh nghiệp. Lọc theo nhu cầu để xem nhu cầu nào đã có hoạt động."
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayRecord && <LinkButton href="/activities/new">Ghi hoạt động</LinkButton>}
            {mayPlan && (
              <>
                <LinkButton href="/needs" tone="quiet">
                  Nhu cầu của thanh niên
                </LinkButton>
                <LinkButton href="/programmes" tone="quiet">
                  Chương trình hoạt động
                </LinkButton>
              </>
            )}
            <ExportLinks list="activity-register" filter={{ ...narrowing, branch, item }} />
          </>
        }
      />
      {query["done"] === "taken-back" && <Notice tone="good" title="Đã bỏ hoạt động ghi nhầm." />}
      <FilterBar action="/activities" isFiltered={isFiltered} hidden={{ item, branch }}>
        <FilterSelect
          name="kind"
          label="Loại"
          value={filter.kind}
          options={optionsOf(ACTIVITY_KIND_LABELS)}
        />
        <FilterSelect name="need" label="Nhu cầu" value={filter.need} options={optionsOf(NEED_LABELS)} />
        <FilterSelect
          name="form"
          label="Hình thức"
          value={filter.form}
          options={optionsOf(ACTIVITY_FORM_LABELS)}
        />
        <FilterSelect name="line" label="Đoàn, Hội" value={filter.line} options={optionsOf(LINE_LABELS)} />
        <FilterSelect
          name="joint"
          label="Phối hợp"
          value={filter.joint}
          options={[{ value: "yes", label: "Đoàn và Hội cùng tổ chức" }]}
        />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <FilterText name="from" label="Từ ngày" value={written(filter.from)} placeholder="1/1/2014" />
        <FilterText name="to" label="Đến ngày" value={written(filter.to)} placeholder="31/12/2014" />
      </FilterBar>
      <Card>
        <ActivitySums totals={totals} />
        <ActivityTable
          caption={`${formatNumber(totals.activities)} hoạt động${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
          rows={list.rows}
        />
        <Pagination
          first={after ? href({ ...narrowing, branch, item }) : undefined}
          next={list.next && href({ ...narrowing, branch, item, after: list.next })}
        />
      </Card>
    </div>
  );
}

const href = (filter: ActivityFilter) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/activities?${new URLSearchParams(said)}` as const;
};
