import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { addMonths, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatDong, formatMonth } from "@/lib/fees/labels";
import { feeOverview } from "@/lib/fees/queries";
import { monthOf } from "@/lib/fees/rules";
import { feeQuerySchema } from "@/lib/fees/schema";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Đoàn phí, hội phí" };

export default async function FeesPage({ searchParams }: PageProps<"/fees">) {
  const asked = feeQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => feeOverview(viewer, tx, asked.month));
  if (!page) notFound();
  const { month, rows, toBook, paysForUnit } = page;
  const now = monthOf(today());
  const total = rows.reduce((sum, { collected }) => sum + collected, 0);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title={`Đoàn phí, hội phí tháng ${formatMonth(month)}`}
        help="Chọn một tổ chức để ghi thu của tháng. Chi đoàn nộp lên hằng tháng, đoàn cơ sở và đơn vị hằng quý."
        actions={
          <>
            <LinkButton href="/fees/shares" tone="quiet">
              Bảng chia theo cấp
            </LinkButton>
            <LinkButton href="/fees/arrears" tone="quiet">
              Ai nợ nhiều tháng
            </LinkButton>
            <LinkButton href="/fees/payments" tone="quiet">
              {paysForUnit ? "Nộp lên, ghi sổ" : "Ghi sổ khoản nộp lên"}
            </LinkButton>
            <ExportLinks list="fees" filter={{ month }} />
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {toBook > 0 && (
        <Notice tone="warn">
          {formatNumber(toBook)} khoản cấp dưới nộp chờ bạn ghi sổ.{" "}
          <Link href="/fees/payments" prefetch={false}>
            Xem để ghi
          </Link>
        </Notice>
      )}
      <Tabs
        label="Tháng"
        tabs={[...new Set([now, addMonths(now, -1), addMonths(now, -2), month])].map((one) => ({
          href: `/fees?month=${one}`,
          label: formatMonth(one),
          isCurrent: one === month,
        }))}
      />
      <Card>
        <Table
          caption={`${formatNumber(rows.length)} tổ chức`}
          columns={[
            {
              key: "name",
              label: "Tổ chức",
              isName: true,
              cell: ({ id, name }) => (
                <Link
                  href={`/branches/${id}/fees?month=${month}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center"
                >
                  {name}
                </Link>
              ),
              foot: "Cộng",
            },
            { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName ?? "–" },
            {
              key: "payers",
              label: "Đã đóng",
              isNumeric: true,
              cell: ({ payers, members }) => `${formatNumber(payers)} / ${formatNumber(members)}`,
            },
            {
              key: "sum",
              label: "Thu được",
              isNumeric: true,
              cell: ({ collected }) => formatDong(collected),
              foot: formatDong(total),
            },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Không có tổ chức nào có thành viên trong phạm vi của bạn" />}
          hasFoot
        />
      </Card>
    </div>
  );
}
