import Link from "next/link";
import { Age, type BoardCase, Difficulties } from "@/components/pipeline/case-board";
import { CaseMenu } from "@/components/pipeline/case-menu";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { CASE_PLACE_TONES, placeLabel } from "@/lib/cases/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { casesAddress, type PipelineFilter } from "@/lib/pipeline/schema";

export type ListedCase = BoardCase & { founding: { on: PlainDate; days: number | null } | null };

const PAGE = 50;

/** The same cases as a list: sortable, a page at a time, with their founding where it is asked for. */
export function CaseList({
  rows,
  filter,
  caption,
}: {
  rows: readonly ListedCase[];
  filter: PipelineFilter;
  caption: string;
}) {
  const { page: given = 1, ...asked } = filter;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(given, pages);
  return (
    <>
      <Table
        caption={caption}
        columns={columnsOf(asked)}
        rows={rows.slice((page - 1) * PAGE, page * PAGE)}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Không có hồ sơ nào khớp bộ lọc">
            Bỏ bớt điều kiện lọc để xem rộng hơn.
          </EmptyState>
        }
      />
      <Pagination
        {...(page > 1 && { first: casesAddress(asked) })}
        {...(page < pages && { next: casesAddress({ ...asked, page: page + 1 }) })}
      />
    </>
  );
}

function columnsOf(filter: PipelineFilter): Column<ListedCase>[] {
  const sorted = filter.sort ?? (filter.stalled ? "over" : "age");
  const sort = (by: "age" | "stage" | "name", now: "ascending" | "descending") => ({
    href: casesAddress({ ...filter, sort: by }),
    ...(sorted === by && { now }),
  });
  return [
    {
      key: "name",
      label: "Doanh nghiệp",
      isName: true,
      sort: sort("name", "ascending"),
      cell: ({ id, enterpriseName }) => (
        <Link href={`/cases/${id}`} prefetch={false}>
          {enterpriseName}
        </Link>
      ),
    },
    {
      key: "line",
      label: "Tổ chức",
      cell: ({ line, isFallback }) => `${LINE_LABELS[line]}${isFallback ? ", thay thế" : ""}`,
    },
    {
      key: "place",
      label: "Đang ở bước",
      sort: sort("stage", "ascending"),
      cell: ({ place, line }) => <Badge tone={CASE_PLACE_TONES[place]}>{placeLabel(place, line)}</Badge>,
    },
    {
      key: "age",
      label: "Ở bước này",
      sort: sort("age", "descending"),
      cell: (row) => <Age row={row} />,
    },
    { key: "difficulty", label: "Khó khăn", cell: (row) => <Difficulties row={row} /> },
    { key: "holder", label: "Ai đang giữ", cell: ({ heldBy }) => heldBy },
    { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName ?? "Chưa có đơn vị quản lý" },
    ...(filter.founded
      ? [
          {
            key: "founded",
            label: "Thành lập, từ khi khảo sát",
            cell: ({ founding }: ListedCase) =>
              founding &&
              `${formatDate(founding.on)}${founding.days === null ? ", không có khảo sát trước đó" : `, ${formatNumber(founding.days)} ngày`}`,
          },
        ]
      : []),
    {
      key: "move",
      label: "Làm tiếp",
      cell: ({ id, enterpriseName, moves }) => <CaseMenu id={id} name={enterpriseName} moves={moves} />,
    },
  ];
}
