import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatMoment } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { deskOf } from "@/lib/privacy/policy";
import { type BreachRow, listBreaches } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Sổ vi phạm dữ liệu" };

const COLUMNS: Column<BreachRow>[] = [
  {
    key: "number",
    label: "Số",
    isName: true,
    cell: ({ id, number }) => (
      <Link href={`/privacy/breaches/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
        {number}
      </Link>
    ),
  },
  { key: "what", label: "Việc đã xảy ra", cell: ({ what }) => what.slice(0, 120) },
  { key: "discovered", label: "Phát hiện", cell: ({ discoveredAt }) => formatMoment(discoveredAt) },
  {
    key: "notified",
    label: "Báo cơ quan chuyên trách",
    cell: ({ notifiedAt, notifyBy, isLate }) => (
      <span className="flex flex-wrap gap-2">
        {notifiedAt
          ? `Đã báo ${formatMoment(notifiedAt)}`
          : notifyBy
            ? `Trước ${formatMoment(notifyBy)}`
            : "Luật không định giờ"}
        {isLate && <Badge tone="bad">Quá thời hạn</Badge>}
      </span>
    ),
  },
];

export default async function BreachesPage() {
  const rows = await readAsViewer(async (viewer, tx) =>
    deskOf(viewer) ? await listBreaches(viewer, tx) : null,
  );
  if (!rows) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Sổ vi phạm dữ liệu"
        help="Dữ liệu cá nhân đến nơi không được đến: ghi ngay khi phát hiện, vì thời hạn báo 72 giờ tính từ lúc đó."
        actions={<LinkButton href="/privacy/breaches/new">Ghi vi phạm</LinkButton>}
      />
      <div className="card">
        <Table
          caption="Vi phạm, mới nhất trước"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có vi phạm nào được ghi" />}
        />
      </div>
    </div>
  );
}
