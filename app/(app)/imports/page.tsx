import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { KIND_LABELS, STATE_LABELS } from "@/lib/imports/labels";
import { importableKinds } from "@/lib/imports/policy";
import { listImports } from "@/lib/imports/queries";
import { rowFilterSchema } from "@/lib/imports/schema";

export const metadata: Metadata = { title: "Nhập từ Excel" };

type ImportRow = Awaited<ReturnType<typeof listImports>>[number];

const COLUMNS: readonly Column<ImportRow>[] = [
  {
    key: "file",
    label: "Tệp",
    isName: true,
    cell: ({ id, fileName }) => (
      <Link href={`/imports/${id}`} prefetch={false}>
        {fileName}
      </Link>
    ),
  },
  { key: "kind", label: "Loại", cell: ({ kind }) => KIND_LABELS[kind] },
  {
    key: "state",
    label: "Tình trạng",
    cell: ({ state, purgedAt }) => (
      <Badge tone={state === "failed" ? "bad" : state === "committed" ? "good" : "calm"}>
        {STATE_LABELS[state]}
        {purgedAt && state === "committed" ? ", đã xoá nội dung tệp" : ""}
      </Badge>
    ),
  },
  { key: "rows", label: "Số dòng", isNumeric: true, cell: ({ total }) => formatNumber(total) },
  { key: "at", label: "Tải lên lúc", cell: ({ createdAt }) => formatMoment(createdAt) },
];

export default async function ImportsPage({ searchParams }: PageProps<"/imports">) {
  const { done } = rowFilterSchema.parse(await searchParams);
  const imports = await readAsViewer(async (viewer, tx) =>
    importableKinds(viewer).length > 0 ? listImports(viewer, tx) : null,
  );
  if (!imports) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Nhập từ Excel"
        help="Tải bảng lên, ghép cột, xem trước từng dòng sẽ ra sao, rồi mới ghi. Chỉ bạn thấy các tệp của mình; nội dung tệp được xoá sau 30 ngày."
        actions={
          <>
            <LinkButton href="/imports/new">Tải tệp lên</LinkButton>
            <LinkButton href="/imports/layouts" tone="quiet">
              Mẫu cột đã nhớ
            </LinkButton>
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {done === "cancelled" && <Notice tone="good">Đã bỏ tệp. Không có gì được ghi.</Notice>}
      <Table
        caption="Các tệp đã tải lên"
        columns={COLUMNS}
        rows={imports}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Chưa có tệp nào">
            Nhận tệp .xlsx, .ods và .csv. Tải mẫu trống ở trang “Tải tệp lên” nếu chưa có bảng.
          </EmptyState>
        }
      />
    </div>
  );
}
