import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatMoment } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { deskOf } from "@/lib/privacy/policy";
import { listExports } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Các lần xuất dữ liệu" };

const COLUMNS: Column<Awaited<ReturnType<typeof listExports>>[number]>[] = [
  {
    key: "at",
    label: "Lúc",
    isName: true,
    cell: ({ id, createdAt }) => (
      <Link href={`/privacy/exports/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
        {formatMoment(createdAt)}
      </Link>
    ),
  },
  { key: "person", label: "Dữ liệu của", cell: ({ person }) => person.fullName },
  { key: "by", label: "Người xuất", cell: ({ createdBy }) => createdBy },
  { key: "reason", label: "Lý do", cell: ({ reason }) => reason },
];

export default async function ExportsPage() {
  const rows = await readAsViewer(async (viewer, tx) =>
    deskOf(viewer) ? await listExports(viewer, tx) : null,
  );
  if (!rows) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Các lần xuất dữ liệu"
        help="Ai xuất mọi dữ liệu của ai, khi nào, để làm gì. Bản xuất chỉ mở được trong một giờ, bởi người đã xuất."
      />
      <div className="card">
        <Table
          caption="Mới nhất trước"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="Chưa có lần xuất nào">
              Mở hồ sơ một người, bấm Quyền riêng tư rồi Xuất dữ liệu.
            </EmptyState>
          }
        />
      </div>
    </div>
  );
}
