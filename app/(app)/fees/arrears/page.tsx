import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, Notice, Tabs } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatMonth } from "@/lib/fees/labels";
import { feeArrears } from "@/lib/fees/reports";
import { feeQuerySchema } from "@/lib/fees/schema";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Nợ đoàn phí" };

export default async function ArrearsPage({ searchParams }: PageProps<"/fees/arrears">) {
  const asked = feeQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => feeArrears(viewer, tx, asked.year));
  if (!page) notFound();
  const { year, threshold, rows } = page;
  const now = Number(today().slice(0, 4));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/fees", label: "Đoàn phí" }]}
        title={`Nợ đoàn phí từ ${threshold} tháng trong năm ${year}`}
        help="Để hỏi lý do và nhắc. Chỉ là gợi ý: không ai bị xóa tên tự động; xóa tên do chi đoàn xét."
        actions={rows.length > 0 && <PersonExport list="fee-arrears" filter={{ year }} />}
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Tabs
        label="Năm"
        tabs={[...new Set([now, now - 1, year])].map((one) => ({
          href: `/fees/arrears?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      <Notice>
        Tính từ tháng đầu tiên chi đoàn ghi thu trên phần mềm và từ sau tháng vào; không tính tháng này, tháng
        được miễn, tháng đã đóng ở nơi cũ.
      </Notice>
      <Card>
        <Table
          caption={`${formatNumber(rows.length)} đoàn viên`}
          columns={[
            {
              key: "name",
              label: "Họ và tên",
              isName: true,
              cell: ({ personId, fullName }) => (
                <Link
                  href={`/members/${personId}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center"
                >
                  {fullName}
                </Link>
              ),
            },
            {
              key: "branch",
              label: "Chi đoàn",
              cell: ({ branchId, branchName }) => (
                <Link href={`/branches/${branchId}/fees`} prefetch={false}>
                  {branchName}
                </Link>
              ),
            },
            { key: "count", label: "Số tháng", isNumeric: true, cell: ({ months }) => months.length },
            { key: "months", label: "Chưa đóng", cell: ({ months }) => months.map(formatMonth).join(", ") },
          ]}
          rows={rows}
          rowKey={({ membershipId }) => membershipId}
          empty={<EmptyState title="Không ai nợ nhiều tháng" />}
        />
      </Card>
    </div>
  );
}
