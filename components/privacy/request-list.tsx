import Link from "next/link";
import { Badge, EmptyState, type Tone } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { daysBetween, formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { REQUEST_LABELS, REQUEST_STATE_LABELS } from "@/lib/privacy/labels";
import type { DataRequestRow } from "@/lib/privacy/queries";
import type { Standing } from "@/lib/privacy/rules";

/** How long there is, in words: what is overdue is said as such. */
export function Countdown({ next, today }: { next: Standing["next"]; today: PlainDate }) {
  if (!next) return null;
  const what = next.what === "acknowledge" ? "Xác nhận" : "Trả lời";
  if (!next.by) return <Badge>{what}: luật không định số ngày</Badge>;
  const left = daysBetween(today, next.by);
  const tone: Tone = left < 0 ? "bad" : left <= 2 ? "warn" : "calm";
  const words =
    left < 0
      ? `quá hạn ${-left} ngày`
      : left === 0
        ? "hết hạn hôm nay"
        : `còn ${left} ngày, đến ${formatDate(next.by)}`;
  return (
    <Badge tone={tone}>
      {what}: {words}
    </Badge>
  );
}

/** Requests of data subjects with the law's countdown, the nearest limit first. */
export function RequestList({
  requests,
  today,
  caption,
}: {
  requests: readonly DataRequestRow[];
  today: PlainDate;
  caption: string;
}) {
  const columns: Column<DataRequestRow>[] = [
    {
      key: "number",
      label: "Số",
      isName: true,
      cell: ({ id, number }) => (
        <Link href={`/privacy/requests/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
          {number}
        </Link>
      ),
    },
    { key: "subject", label: "Người yêu cầu", cell: ({ subject }) => subject },
    { key: "kind", label: "Yêu cầu", cell: ({ kind }) => REQUEST_LABELS[kind] },
    { key: "received", label: "Ngày nhận", cell: ({ receivedOn }) => formatDate(receivedOn) },
    {
      key: "state",
      label: "Tình trạng",
      cell: ({ standing }) => (
        <span className="flex flex-wrap gap-2">
          {REQUEST_STATE_LABELS[standing.state]}
          <Countdown next={standing.next} today={today} />
          {standing.wasLate && <Badge tone="warn">Có việc làm chậm</Badge>}
        </span>
      ),
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={requests}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="Không có yêu cầu nào">
          Khi ai đó muốn xem, sửa, xoá dữ liệu của mình, ghi ngay: thời hạn của luật tính từ ngày nhận.
        </EmptyState>
      }
    />
  );
}
