import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks, PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { TrainedTable } from "@/components/training/trained-table";
import { Badge, Card, EmptyState } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { OWNERSHIP_LABELS, optionsOf } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";
import { postLabel } from "@/lib/members/labels";
import { TRAINED_LABELS } from "@/lib/training/labels";
import { type TrainedRecords, trainedIndicator, trainedRecords } from "@/lib/training/reports";
import { type TrainedNumber, type TrainedParams, trainedQuery } from "@/lib/training/rules";
import { trainedQuerySchema } from "@/lib/training/schema";

export const metadata: Metadata = { title: "Tỷ lệ cán bộ được tập huấn" };

const hrefOf = (params: TrainedParams, show: TrainedNumber, after?: string) =>
  `/training/indicator?${trainedQuery(params, { show, after })}#persons` as const;

export default async function TrainedPage({ searchParams }: PageProps<"/training/indicator">) {
  const given = trainedQuerySchema.parse(await searchParams);
  const view = await readAsViewer(async (viewer, tx) => {
    const indicator = await trainedIndicator(viewer, tx, { ...given, unit: undefined });
    const records = given.show && (await trainedRecords(viewer, tx, given.show, given));
    return indicator && { ...indicator, records: records || null };
  });
  if (!view) notFound();
  const { params, units, total, records } = view;
  const { show: _, after, ...asked } = given;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/training", label: "Tập huấn" }]}
        title={`Cán bộ được tập huấn đến ngày ${formatDate(params.asOf)}`}
        help="Trong số cán bộ Đoàn, Hội đang giữ chức vụ, bao nhiêu người đã dự tập huấn; bấm vào số để xem từng người."
        printNote={params.from ? `Lớp mở từ ngày ${formatDate(params.from)}` : "Lớp mở từ trước đến nay"}
        actions={
          <ExportLinks
            list="trained"
            filter={Object.fromEntries(new URLSearchParams(trainedQuery(params)))}
          />
        }
      />
      <FilterBar
        action="/training/indicator"
        isFiltered={Object.values(asked).some((value) => value !== undefined)}
      >
        <FilterText name="asOf" label="Đến ngày" value={formatDate(params.asOf)} />
        <FilterText
          name="from"
          label="Lớp mở từ ngày"
          value={params.from ? formatDate(params.from) : undefined}
          placeholder="để trống: từ trước đến nay"
        />
        <FilterSelect
          name="line"
          label="Phần"
          value={params.line ?? undefined}
          options={optionsOf(LINE_LABELS)}
        />
        <FilterSelect
          name="heads"
          label="Chức vụ"
          value={params.headsOnly ? "only" : undefined}
          options={[{ value: "only", label: "Bí thư, chi hội trưởng" }]}
        />
        <FilterSelect
          name="ownership"
          label="Khu vực doanh nghiệp"
          value={params.ownership ?? undefined}
          options={optionsOf(OWNERSHIP_LABELS)}
        />
        <FilterText
          name="knownAt"
          label="Như đã biết hết ngày"
          value={params.knownAt ? formatDate(params.knownAt) : undefined}
          placeholder="để trống: như biết hôm nay"
        />
      </FilterBar>
      <Card>
        <TrainedTable units={units} total={total} href={(show, unit) => hrefOf({ ...params, unit }, show)} />
      </Card>
      {records && given.show && (
        <Persons
          records={records}
          show={given.show}
          unitName={units.find(({ unitId }) => unitId === given.unit)?.name ?? null}
          isFirst={after === undefined}
        />
      )}
    </div>
  );
}

const Persons = ({
  records,
  show,
  unitName,
  isFirst,
}: {
  records: TrainedRecords;
  show: TrainedNumber;
  unitName: string | null;
  isFirst: boolean;
}) => (
  <Card
    id="persons"
    title={unitName ? `${TRAINED_LABELS[show].title}: ${unitName}` : TRAINED_LABELS[show].title}
    action={
      records.total > 0 && (
        <PersonExport
          list="training-people"
          filter={Object.fromEntries(new URLSearchParams(trainedQuery(records.params, { show })))}
        />
      )
    }
  >
    <Table
      caption={`${formatNumber(records.total)} người`}
      columns={[
        {
          key: "name",
          label: "Họ và tên",
          isName: true,
          cell: ({ id, fullName }) => (
            <Link href={`/members/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
              {fullName}
            </Link>
          ),
        },
        { key: "post", label: "Chức vụ", cell: ({ title, kind }) => postLabel(title, kind) },
        { key: "branch", label: "Tổ chức", cell: ({ branchName }) => branchName },
        {
          key: "trained",
          label: "Tập huấn",
          cell: ({ trained }) => (
            <Badge tone={trained ? "good" : "warn"}>{trained ? "đã tập huấn" : "chưa tập huấn"}</Badge>
          ),
        },
      ]}
      rows={records.rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Không có ai" />}
    />
    <Pagination
      first={isFirst ? null : hrefOf(records.params, show)}
      next={records.next && hrefOf(records.params, show, records.next)}
    />
  </Card>
);
