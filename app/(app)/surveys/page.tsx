import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { AcceptManyForm } from "@/components/surveys/review-forms";
import { Badge, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, cappedCount, Pagination, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { acceptSurveysAction } from "@/lib/surveys/actions";
import { SURVEY_STATE_LABELS, SURVEY_STATE_TONES } from "@/lib/surveys/labels";
import { listCampaigns, listSurveys, reportingUnits, type SurveyRow } from "@/lib/surveys/queries";
import { type SurveyFilter, surveyFilterSchema } from "@/lib/surveys/schema";

export const metadata: Metadata = { title: "Khảo sát" };

export default async function SurveysPage({ searchParams }: PageProps<"/surveys">) {
  const query = await searchParams;
  const filter = surveyFilterSchema.parse(query);
  const { list, campaigns, units, mayLook, mayReview } = await readAsViewer(async (viewer, tx) => ({
    list: await listSurveys(viewer, tx, filter),
    campaigns: await listCampaigns(viewer, tx),
    units: await reportingUnits(viewer, tx),
    mayLook: can(viewer, "dashboard.read"),
    mayReview: can(viewer, "survey.review"),
  }));
  if (!mayLook) notFound();
  const { after, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  const reviewable = list.rows.filter(({ isReviewable }) => isReviewable);
  const accepted = typeof query["done"] === "string" ? Number(query["done"]) : 0;
  const table = (
    <Table
      caption={`${cappedCount(list.count)} phiếu${isFiltered ? " theo bộ lọc" : ""}`}
      columns={columns(reviewable.length > 0)}
      rows={list.rows}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={isFiltered ? "Không có phiếu nào khớp bộ lọc" : "Chưa có phiếu khảo sát nào"}>
          Mở một doanh nghiệp rồi bấm “Khảo sát” để ghi phiếu.
        </EmptyState>
      }
    />
  );
  return (
    <div className="space-y-5">
      <PageHeader
        title="Khảo sát"
        help={
          mayReview
            ? "Phiếu các đơn vị gửi lên. Xem từng phiếu, hoặc lọc theo đơn vị rồi duyệt nhiều phiếu một lần."
            : "Phiếu của đơn vị: phiếu bị trả lại cần sửa trước, rồi đến phiếu nháp."
        }
        printNote={`In ngày ${formatDate(today())}${filter.state ? ` · ${SURVEY_STATE_LABELS[filter.state]}` : ""}`}
        actions={
          <>
            {mayReview && <LinkButton href="/surveys?state=submitted">Phiếu chờ duyệt</LinkButton>}
            {!mayReview && <LinkButton href="/surveys?state=returned">Phiếu cần sửa</LinkButton>}
            {!mayReview && campaigns[0] && (
              <LinkButton href={`/campaigns/${campaigns[0].id}/enterprises?person=me`} tone="quiet">
                Giao cho tôi
              </LinkButton>
            )}
            <LinkButton href="/campaigns" tone="quiet">
              Các đợt khảo sát
            </LinkButton>
            <LinkButton href="/working-groups" tone="quiet">
              Tổ công tác
            </LinkButton>
            {!mayReview && (
              <LinkButton href="/imports/new?kind=surveys" tone="quiet">
                Nhập từ Excel
              </LinkButton>
            )}
            <ExportLinks list="surveys" filter={filter} />
          </>
        }
      />
      {accepted > 0 && <Notice tone="good" title={`Đã duyệt ${accepted} phiếu.`} />}
      <FilterBar action="/surveys" isFiltered={isFiltered}>
        <FilterText name="q" label="Tìm doanh nghiệp" value={filter.q} placeholder="không cần dấu" />
        <FilterSelect
          name="state"
          label="Tình trạng phiếu"
          value={filter.state}
          options={optionsOf(SURVEY_STATE_LABELS)}
        />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {campaigns.length > 1 && (
          <FilterSelect
            name="campaign"
            label="Đợt"
            value={filter.campaign}
            options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <div className="card">
        {reviewable.length > 0 ? (
          <AcceptManyForm action={acceptSurveysAction} requestId={newId()}>
            {table}
          </AcceptManyForm>
        ) : (
          table
        )}
        <Pagination
          first={after ? href(filter, undefined) : undefined}
          next={list.next && href(filter, list.next)}
        />
      </div>
    </div>
  );
}

const href = (filter: SurveyFilter, after: string | undefined) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, after })) if (value) query.set(name, value);
  return `/surveys?${query}` as const;
};

const columns = (hasTicks: boolean): Column<SurveyRow>[] => [
  ...(hasTicks
    ? [
        {
          key: "tick",
          label: "Chọn",
          cell: ({ id, enterprise, isReviewable }: SurveyRow) =>
            isReviewable && (
              <label className="tick no-print">
                <input type="checkbox" name="surveys" value={id} />
                <span className="sr-only">{`Chọn phiếu của ${enterprise.name}`}</span>
              </label>
            ),
        },
      ]
    : []),
  {
    key: "enterprise",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, enterprise }) => (
      <Link href={`/surveys/${id}`} prefetch={false}>
        {enterprise.name}
      </Link>
    ),
  },
  {
    key: "state",
    label: "Tình trạng",
    cell: ({ state, reason }) => (
      <>
        <Badge tone={SURVEY_STATE_TONES[state]}>{SURVEY_STATE_LABELS[state]}</Badge>
        {state === "returned" && reason && <span className="block text-sm">{reason}</span>}
      </>
    ),
  },
  {
    key: "surveyedOn",
    label: "Ngày khảo sát",
    cell: ({ surveyedOn }) => (surveyedOn ? formatDate(surveyedOn) : "–"),
  },
  {
    key: "submittedAt",
    label: "Gửi lúc",
    cell: ({ submittedAt }) => (submittedAt ? formatMoment(submittedAt) : "–"),
  },
];
