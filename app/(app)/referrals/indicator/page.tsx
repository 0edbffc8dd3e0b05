import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks, PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { ResidenceTable } from "@/components/referrals/residence-table";
import { Card, EmptyState } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { Pagination, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { NUMBER_LABELS } from "@/lib/referrals/labels";
import {
  type ResidenceParams,
  type ResidenceRecords,
  residenceIndicator,
  residenceRecords,
} from "@/lib/referrals/reports";
import type { ResidenceNumber } from "@/lib/referrals/rules";
import { residenceQuerySchema } from "@/lib/referrals/schema";

export const metadata: Metadata = { title: "Số liệu giới thiệu về nơi cư trú" };

export default async function ResidenceIndicatorPage({ searchParams }: PageProps<"/referrals/indicator">) {
  const given = residenceQuerySchema.parse(await searchParams);
  const view = await readAsViewer(async (viewer, tx) => {
    const indicator = await residenceIndicator(viewer, tx, { ...given, unit: undefined });
    const records = given.show && (await residenceRecords(viewer, tx, given.show, given));
    return indicator && { ...indicator, records: records || null };
  });
  if (!view) notFound();
  const { params, units, total, records } = view;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/referrals", label: "Giới thiệu về nơi cư trú" }]}
        title={`Sinh hoạt nơi cư trú đến ngày ${formatDate(params.asOf)}`}
        help="Bao nhiêu đoàn viên ở ngoài xã của doanh nghiệp đã được giới thiệu, tiếp nhận, nhận xét; bấm vào số để xem từng người."
        actions={
          <ExportLinks
            list="residence"
            filter={{ ...params, knownAt: params.knownAt ?? undefined, unit: undefined }}
          />
        }
        printNote={`Nhận xét của năm ${params.year}`}
      />
      <FilterBar
        action="/referrals/indicator"
        isFiltered={given.asOf !== undefined || given.year !== undefined || given.knownAt !== undefined}
      >
        <FilterText name="asOf" label="Đến ngày" value={formatDate(params.asOf)} />
        <FilterText name="year" label="Nhận xét của năm" value={String(params.year)} />
        <FilterText
          name="knownAt"
          label="Như đã biết hết ngày"
          value={params.knownAt ? formatDate(params.knownAt) : undefined}
          placeholder="để trống: như biết hôm nay"
        />
      </FilterBar>
      <Card>
        <ResidenceTable
          units={units}
          total={total}
          href={(show, unit) => hrefOfNumber({ ...params, unit }, show)}
        />
      </Card>
      {records && given.show && (
        <Persons
          records={records}
          show={given.show}
          unitName={units.find(({ unitId }) => unitId === given.unit)?.name ?? null}
          isFirst={given.after === undefined}
        />
      )}
    </div>
  );
}

function hrefOfNumber(params: ResidenceParams, show: ResidenceNumber, after?: string) {
  const said = Object.entries({ ...params, show, after }).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  return `/referrals/indicator?${new URLSearchParams(said).toString()}#persons` as const;
}

const filterOf = ({ asOf, knownAt, year, unit }: ResidenceParams, show: ResidenceNumber) => ({
  ...{ show, asOf, year, knownAt: knownAt ?? undefined, unit: unit ?? undefined },
});

const Persons = ({
  records,
  show,
  unitName,
  isFirst,
}: {
  records: ResidenceRecords;
  show: ResidenceNumber;
  unitName: string | null;
  isFirst: boolean;
}) => (
  <Card
    id="persons"
    title={unitName ? `${NUMBER_LABELS[show].title}: ${unitName}` : NUMBER_LABELS[show].title}
    action={
      records.total > 0 && <PersonExport list="residence-people" filter={filterOf(records.params, show)} />
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
        { key: "branch", label: "Chi đoàn", cell: ({ branchName }) => branchName },
        {
          key: "referral",
          label: "Giới thiệu về",
          cell: ({ referralId, placeName }) =>
            referralId ? (
              <Link href={`/referrals/${referralId}`} prefetch={false}>
                {placeName}
              </Link>
            ) : (
              "Chưa giới thiệu"
            ),
        },
      ]}
      rows={records.rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Không có ai" />}
    />
    <Pagination
      first={isFirst ? null : hrefOfNumber(records.params, show)}
      next={records.next && hrefOfNumber(records.params, show, records.next)}
    />
  </Card>
);
