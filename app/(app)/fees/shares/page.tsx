import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { LevelTotals, ShareTable } from "@/components/fees/share-table";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Notice, Tabs } from "@/components/ui/basics";
import { addMonths, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatDong, formatQuarter, REMAINDER_NOTE } from "@/lib/fees/labels";
import { feeShares } from "@/lib/fees/reports";
import { quarterOf } from "@/lib/fees/rules";
import { feeQuerySchema } from "@/lib/fees/schema";

export const metadata: Metadata = { title: "Đoàn phí theo cấp" };

export default async function SharesPage({ searchParams }: PageProps<"/fees/shares">) {
  const asked = feeQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => feeShares(viewer, tx, asked.quarter));
  if (!page) notFound();
  const { quarter, rows, totals, beyond, holds } = page;
  const now = quarterOf(today());
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/fees", label: "Đoàn phí" }]}
        title={`Đoàn phí ${formatQuarter(quarter)} theo cấp`}
        help="Mỗi nơi thu được, nhận từ dưới, phải nộp, đã nộp và đang giữ bao nhiêu; bấm vào tên để xem các lần nộp."
        actions={<ExportLinks list="shares" filter={{ quarter }} />}
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Tabs
        label="Quý"
        tabs={[...new Set([now, addMonths(now, -3), addMonths(now, -6), addMonths(now, -9), quarter])].map(
          (one) => ({
            href: `/fees/shares?quarter=${one}`,
            label: formatQuarter(one),
            isCurrent: one === quarter,
          }),
        )}
      />
      <Notice tone={holds ? "good" : "bad"}>
        {holds
          ? "Khớp: tiền thu của đoàn viên bằng tiền các cấp đang giữ, tiền đang trên đường nộp"
          : "Không khớp: tiền thu của đoàn viên khác tiền các cấp đang giữ, tiền đang trên đường nộp"}
        {beyond !== 0 && ` và ${formatDong(beyond)} đã nộp ra ngoài phạm vi đang xem`}.
      </Notice>
      <Card>
        <LevelTotals rows={totals} />
      </Card>
      <Card>
        <ShareTable rows={rows} caption={REMAINDER_NOTE} />
      </Card>
    </div>
  );
}
