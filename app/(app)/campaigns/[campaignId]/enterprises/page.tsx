import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AssignForm, ReleaseForm } from "@/components/assignments/assignment-forms";
import { EnterpriseTick } from "@/components/assignments/enterprise-tick";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { assignSurveysAction, releaseSurveysAction } from "@/lib/assignments/actions";
import { SHOW_LABELS } from "@/lib/assignments/labels";
import { findCampaign, listSurveyors } from "@/lib/assignments/queries";
import { type CampaignTask, campaignTasks } from "@/lib/assignments/reports";
import { type AssignmentFilter, assignmentFilterSchema } from "@/lib/assignments/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { areasToFilter } from "@/lib/enterprises/queries";
import { SURVEY_STATE_LABELS, SURVEY_STATE_TONES } from "@/lib/surveys/labels";
import { reportingUnits } from "@/lib/surveys/queries";
import { groupsToAssign } from "@/lib/working-groups/queries";

export const metadata: Metadata = { title: "Doanh nghiệp của đợt khảo sát" };

export default async function CampaignEnterprisesPage({
  params,
  searchParams,
}: PageProps<"/campaigns/[campaignId]/enterprises">) {
  const { campaignId } = await params;
  const query = await searchParams;
  const filter = assignmentFilterSchema.parse(query);
  const { unit, area } = filter;
  const shown = await readAsViewer(async (viewer, tx) => {
    const campaign = await findCampaign(viewer, tx, campaignId);
    const list = campaign && (await campaignTasks(viewer, tx, campaign.id, filter));
    if (!campaign || !list) return null;
    const waiting = campaign.mayAssign
      ? await campaignTasks(viewer, tx, campaign.id, { unit, area, show: "unassigned" }, 0)
      : undefined;
    return {
      ...{ campaign, list, waiting: waiting?.total ?? 0 },
      units: await reportingUnits(viewer, tx),
      areas: await areasToFilter(viewer, tx),
      surveyors: await listSurveyors(viewer, tx),
      groups: await groupsToAssign(viewer, tx),
    };
  });
  if (!shown) notFound();
  const { campaign, list, units, areas, surveyors, groups } = shown;
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const people = [...new Map([...surveyors, ...groups].map(({ id, name }) => [id, name]))];
  const placed = (unitId: string) => unitNames.get(unitId) ?? "Đơn vị khác";
  const { after, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  const done = typeof query["done"] === "string" ? DONE[query["done"]] : undefined;
  const title = filter.person === "me" ? "Doanh nghiệp giao cho tôi" : SHOW_LABELS[filter.show ?? "all"];
  const table = (
    <Table
      caption={`${list.total} doanh nghiệp: ${title.toLocaleLowerCase("vi")}`}
      columns={columns(campaign.mayAssign)}
      rows={list.rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Không có doanh nghiệp nào theo bộ lọc này" />}
    />
  );
  const assigned = list.rows.filter(({ surveyor, former }) => surveyor ?? former);
  return (
    <div className="space-y-5">
      <PageHeader
        title={title}
        help="Giao từng doanh nghiệp cho người khảo sát; chưa giao thì đơn vị quản lý vẫn khảo sát được."
        trail={[
          { href: "/campaigns", label: "Các đợt khảo sát" },
          { href: `/campaigns/${campaign.id}`, label: campaign.name },
        ]}
        printNote={`${campaign.name} · In ngày ${formatDate(today())}`}
        actions={<ExportLinks list="assignments" filter={{ campaign: campaign.id, ...narrowing }} />}
      />
      {done && <Notice tone="good" title={done(String(query["count"] ?? ""))} />}
      {!campaign.runs && (
        <Notice tone="warn">Đợt này đã đóng hoặc chưa mở: không giao được và không mở phiếu mới.</Notice>
      )}
      <FilterBar action={`/campaigns/${campaign.id}/enterprises`} isFiltered={isFiltered}>
        <FilterSelect
          name="show"
          label="Tình trạng"
          value={filter.show}
          options={optionsOf(SHOW_LABELS)}
          empty="Phải khảo sát (tất cả)"
        />
        <FilterSelect
          name="person"
          label="Người, tổ khảo sát"
          value={filter.person}
          options={[{ value: "me", label: "Tôi" }, ...people.map(([value, label]) => ({ value, label }))]}
        />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <FilterSelect
          name="area"
          label="Xã, phường"
          value={area}
          options={areas.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FilterBar>
      <div className="card">
        {campaign.mayAssign && list.rows.length > 0 ? (
          <AssignForm
            action={assignSurveysAction}
            requestId={newId()}
            campaignId={campaign.id}
            unit={unit}
            area={area}
            surveyors={[
              ...surveyors.map(({ id, name, unitId }) => ({ value: id, label: name, group: placed(unitId) })),
              ...groups.map(({ id, name, unitId }) => ({
                ...{ value: `group:${id}`, label: `Tổ: ${name}`, group: placed(unitId) },
              })),
            ]}
            waiting={shown.waiting}
          >
            {table}
          </AssignForm>
        ) : (
          table
        )}
        <Pagination
          first={after ? href(campaign.id, narrowing) : undefined}
          next={list.next && href(campaign.id, { ...narrowing, after: list.next })}
        />
      </div>
      {campaign.mayAssign && assigned.length > 0 && (
        <ReleaseForm
          action={releaseSurveysAction}
          requestId={newId()}
          campaignId={campaign.id}
          enterprises={assigned.map(({ id, name, surveyor, former }) => ({
            value: id,
            label: `${name} (${surveyor ?? former})`,
          }))}
        />
      )}
    </div>
  );
}

const DONE: Record<string, (count: string) => string> = {
  assigned: (count) => `Đã giao ${count} doanh nghiệp.`,
  released: (count) => `Đã thôi giao ${count} doanh nghiệp.`,
};

const href = (campaignId: string, filter: AssignmentFilter) => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/campaigns/${campaignId}/enterprises?${new URLSearchParams(said)}` as const;
};

const columns = (hasTicks: boolean): Column<CampaignTask>[] => [
  ...(hasTicks
    ? [
        {
          key: "tick",
          label: "Chọn",
          cell: ({ id, name }: CampaignTask) => <EnterpriseTick id={id} name={name} />,
        },
      ]
    : []),
  {
    key: "name",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, name, areaName, unitName }) => (
      <>
        <Link href={`/enterprises/${id}`} prefetch={false}>
          {name}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {[areaName, unitName].filter(Boolean).join(" · ")}
        </span>
      </>
    ),
  },
  {
    key: "surveyor",
    label: "Giao cho",
    cell: ({ surveyor, former, assignedOn }) =>
      surveyor ? (
        <>
          {surveyor}
          {assignedOn && <span className="block text-(--ink-soft) text-sm">từ {formatDate(assignedOn)}</span>}
        </>
      ) : former ? (
        <>
          <Badge tone="warn">Cần giao lại</Badge>
          <span className="block text-(--ink-soft) text-sm">{former} không còn phụ trách</span>
        </>
      ) : (
        "–"
      ),
  },
  {
    key: "due",
    label: "Hạn",
    cell: ({ dueOn, isLate, state }) =>
      dueOn ? (
        <>
          {formatDate(dueOn)}{" "}
          {isLate && state !== "submitted" && state !== "accepted" && <Badge tone="bad">Quá hạn</Badge>}
        </>
      ) : (
        "chưa đặt hạn"
      ),
  },
  {
    key: "form",
    label: "Phiếu",
    cell: ({ id, surveyId, state, name }) =>
      surveyId && state ? (
        <Link href={`/surveys/${surveyId}`} prefetch={false}>
          <Badge tone={SURVEY_STATE_TONES[state]}>{SURVEY_STATE_LABELS[state]}</Badge>
          <span className="sr-only">{` phiếu của ${name}`}</span>
        </Link>
      ) : (
        <Link href={`/enterprises/${id}/surveys/new`} prefetch={false}>
          Chưa có<span className="sr-only">{` phiếu của ${name}: ghi phiếu`}</span>
        </Link>
      ),
  },
];
