import Link from "next/link";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { ACTIVITY_KIND_LABELS, benefitLine } from "@/lib/activities/labels";
import type { ActivitiesPage } from "@/lib/activities/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";

type Row = ActivitiesPage["activities"][number];

/** What an organisation did, the latest first. */
export function ActivityList({ page, isFirst }: { page: ActivitiesPage; isFirst: boolean }) {
  const base = `/branches/${page.branch.id}/activities` as const;
  const columns: Column<Row>[] = [
    { key: "on", label: "Ngày", cell: ({ on }) => formatDate(on) },
    {
      key: "title",
      label: "Hoạt động",
      isName: true,
      cell: ({ id, title, kind, result }) => (
        <>
          <Link href={`/activities/${id}`} prefetch={false}>
            {title}
          </Link>
          <span className="block font-normal text-(--ink-soft) text-sm">
            {[ACTIVITY_KIND_LABELS[kind], result].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      key: "participants",
      label: "Người dự",
      isNumeric: true,
      cell: ({ participants }) => (participants === null ? "–" : formatNumber(participants)),
    },
    { key: "benefits", label: "Có lợi cho", cell: (activity) => benefitLine(activity) || "–" },
    { key: "by", label: "Người ghi", cell: ({ recordedBy }) => recordedBy ?? "–" },
    ...(page.canRecord
      ? [
          {
            key: "undo",
            label: "Ghi nhầm",
            cell: ({ id, title }: Row) => (
              <Link href={`${base}/${id}`} prefetch={false} className="no-print">
                Bỏ<span className="sr-only">{` ${title}`}</span>
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="card">
      <Table
        caption="Hoạt động, mới nhất trước"
        columns={columns}
        rows={page.activities}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title="Chưa ghi hoạt động nào"
            action={page.canRecord && <LinkButton href={`${base}/new`}>Ghi hoạt động</LinkButton>}
          >
            Tổ chức chỉ được coi là có hoạt động khi có ghi ở đây.
          </EmptyState>
        }
      />
      <Pagination
        first={isFirst ? undefined : base}
        next={page.next ? `${base}?after=${page.next}` : undefined}
      />
    </div>
  );
}
