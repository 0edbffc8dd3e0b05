import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { readAsViewer } from "@/lib/db/scope";
import { personsWithoutBasis } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Người chưa ghi căn cứ" };

type Row = Awaited<ReturnType<typeof personsWithoutBasis>>["rows"][number];

const COLUMNS: Column<Row>[] = [
  {
    key: "name",
    label: "Họ và tên",
    isName: true,
    cell: ({ id, fullName }) => (
      <Link href={`/members/${id}/privacy`} prefetch={false} className="inline-flex min-h-6 items-center">
        {fullName}
      </Link>
    ),
  },
  {
    key: "basis",
    label: "Quản lý đoàn vụ, hội vụ",
    cell: ({ isMinor }) => (
      <span className="flex flex-wrap gap-2">
        <Badge tone="warn">Chưa ghi nhận</Badge>
        {isMinor && <Badge tone="bad">Có thể chưa đủ 16 tuổi: cần người giám hộ</Badge>}
      </span>
    ),
  },
];

export default async function MissingPage() {
  const list = await readAsViewer(async (viewer, tx) =>
    can(viewer, "privacy.register") ? await personsWithoutBasis(viewer, tx) : null,
  );
  if (!list) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Người chưa ghi căn cứ"
        help="Đang sinh hoạt mà chưa ghi sự đồng ý hoặc căn cứ của luật. Mở từng người để ghi; danh sách cũ không được coi là đã đồng ý."
      />
      <div className="card">
        <Table
          caption={`${list.total.toLocaleString("vi-VN")} người${list.total > list.rows.length ? `, hiện ${list.rows.length} người đầu theo tên` : ""}`}
          columns={COLUMNS}
          rows={list.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Ai cũng đã có căn cứ" />}
        />
      </div>
    </div>
  );
}
