import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, EmptyState } from "@/components/ui/basics";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { type NeedItems, type NeedRecords, needItems, needRecords } from "@/lib/programmes/reports";
import { needFilterSchema } from "@/lib/programmes/schema";
import { NEED_LABELS, NEEDS } from "@/lib/surveys/labels";

export const metadata: Metadata = { title: "Doanh nghiệp nêu nhu cầu" };

const COLUMNS: Column<NeedRecords["rows"][number]>[] = [
  {
    key: "name",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, name, unitName }) => (
      <>
        <Link href={`/enterprises/${id}`} prefetch={false}>
          {name}
        </Link>
        {unitName && <span className="block font-normal text-(--ink-soft) text-sm">{unitName}</span>}
      </>
    ),
  },
  {
    key: "persons",
    label: "Số người nêu",
    isNumeric: true,
    cell: ({ persons }) => (persons === null ? "không đếm" : formatNumber(persons)),
  },
  {
    key: "urgent",
    label: "Mức độ",
    cell: ({ isUrgent, note }) => (
      <>
        {isUrgent ? <Badge tone="warn">Cần gấp</Badge> : "–"}
        {note && <span className="block text-sm">{note}</span>}
      </>
    ),
  },
  {
    key: "survey",
    label: "Phiếu",
    cell: ({ surveyId, surveyedOn, name }) => (
      <Link href={`/surveys/${surveyId}`} prefetch={false}>
        {formatDate(surveyedOn)}
        <span className="sr-only">{`: phiếu của ${name}`}</span>
      </Link>
    ),
  },
];

const PLANNED: Column<NeedItems[number]>[] = [
  {
    key: "title",
    label: "Hoạt động dự kiến",
    isName: true,
    cell: ({ itemId, programmeId, title }) => (
      <Link href={`/programmes/${programmeId}/items/${itemId}`} prefetch={false}>
        {title}
      </Link>
    ),
  },
  { key: "on", label: "Dự kiến ngày", cell: ({ plannedOn }) => formatDate(plannedOn) },
  { key: "programme", label: "Chương trình", cell: ({ programmeTitle }) => programmeTitle },
];

export default async function NeedPage({ params, searchParams }: PageProps<"/needs/[need]">) {
  const { need: code } = await params;
  const need = NEEDS.find((one) => one === code);
  const filter = needFilterSchema.parse(await searchParams);
  const found =
    need &&
    (await readAsViewer(async (viewer, tx) => ({
      list: await needRecords(viewer, tx, need, filter),
      items: await needItems(viewer, tx, need, filter),
    })));
  if (!need || !found?.list) notFound();
  const { list, items } = found;
  const { unit, asOf } = list.params;
  const href = (after?: string) =>
    `/needs/${need}?${new URLSearchParams({ ...(unit && { unit }), asOf, ...(after && { after }) })}` as const;
  return (
    <div className="space-y-5">
      <PageHeader
        title={NEED_LABELS[need]}
        help="Doanh nghiệp có phiếu khảo sát đã duyệt nêu nhu cầu này, nơi nhiều người nêu xếp trước."
        trail={[
          { href: "/activities", label: "Hoạt động" },
          {
            href: `/needs?${new URLSearchParams({ ...(unit && { unit }), asOf })}`,
            label: "Nhu cầu của thanh niên",
          },
        ]}
        printNote={`Tính đến ${formatDate(asOf)}`}
        actions={<ExportLinks list="need-enterprises" filter={{ need, unit: unit ?? undefined, asOf }} />}
      />
      <div className="card">
        <Table
          caption={`${formatNumber(list.persons)} người ở ${formatNumber(list.enterprises)} doanh nghiệp`}
          columns={COLUMNS}
          rows={list.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có doanh nghiệp nào nêu nhu cầu này" />}
        />
        <Pagination first={filter.after ? href() : undefined} next={list.next && href(list.next)} />
      </div>
      <Card id="planned" title="Trong chương trình hoạt động">
        <Table
          caption={`${formatNumber(items.length)} việc dự kiến đáp ứng nhu cầu này từ khi khảo sát`}
          columns={PLANNED}
          rows={items}
          rowKey={({ itemId }) => itemId}
          empty={<EmptyState title="Chưa có việc nào trong chương trình" />}
        />
      </Card>
    </div>
  );
}
