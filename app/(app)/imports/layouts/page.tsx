import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { KIND_LABELS } from "@/lib/imports/labels";
import { importableKinds } from "@/lib/imports/policy";
import { listLayouts } from "@/lib/imports/queries";

export const metadata: Metadata = { title: "Mẫu cột đã nhớ" };

type LayoutRow = Awaited<ReturnType<typeof listLayouts>>[number];

const COLUMNS: readonly Column<LayoutRow>[] = [
  {
    key: "name",
    label: "Mẫu",
    isName: true,
    cell: ({ id, name, columns, isOwn }) => {
      const shown =
        name ??
        columns
          .slice(0, 3)
          .map(({ heading }) => heading)
          .join(", ");
      return isOwn ? (
        <Link href={`/imports/layouts/${id}`} prefetch={false}>
          {shown}
        </Link>
      ) : (
        `${shown} (của đồng nghiệp)`
      );
    },
  },
  { key: "kind", label: "Loại", cell: ({ kind }) => KIND_LABELS[kind] },
  {
    key: "columns",
    label: "Cột được đọc",
    isNumeric: true,
    cell: ({ columns }) => `${columns.filter(({ field }) => field !== null).length}/${columns.length}`,
  },
  { key: "used", label: "Dùng lần cuối", cell: ({ usedAt }) => formatMoment(usedAt) },
];

export default async function LayoutsPage() {
  const layouts = await readAsViewer(async (viewer, tx) =>
    importableKinds(viewer).length > 0 ? listLayouts(viewer, tx) : null,
  );
  if (!layouts) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/imports", label: "Nhập từ Excel" }]}
        title="Mẫu cột đã nhớ"
        help="Tệp có cùng dòng tiêu đề được ghép cột như lần trước. Đặt tên cho mẫu của phần mềm hay biểu của cấp trên để cả đơn vị dùng."
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Table
        caption="Các mẫu cột"
        columns={COLUMNS}
        rows={layouts}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Chưa có mẫu nào">Mẫu được nhớ khi bạn ghép cột của một tệp.</EmptyState>}
      />
    </div>
  );
}
