import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ClauseList, OwnReceipt, ReceiptList } from "@/components/receipts/receipts";
import { Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { acknowledgePlanAction } from "@/lib/receipts/actions";
import { planObligations, planReceipts } from "@/lib/receipts/queries";

export const metadata: Metadata = { title: "Tiếp nhận, thực hiện kế hoạch" };

const DONE = new Map([
  ["seen", "Đã ghi là đã xem."],
  ["assigned", "Đã ghi giao việc."],
  ["under_way", "Đã ghi triển khai."],
  ["step", "Đã ghi việc đã làm."],
]);

export default async function PlanProgressPage({
  params,
  searchParams,
}: PageProps<"/plans/[planId]/progress">) {
  const { planId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => ({
    receipts: await planReceipts(viewer, tx, planId),
    obligations: await planObligations(viewer, tx, planId),
  }));
  const { receipts, obligations } = page;
  if (!receipts || !obligations) notFound();
  const told = DONE.get(String(done));
  const mine = receipts.rows.filter(({ moves }) => moves.length > 0);
  const others = receipts.rows.filter(({ moves }) => moves.length === 0);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${planId}`, label: planName(receipts.plan) },
        ]}
        title="Tiếp nhận, thực hiện"
        help="Đơn vị nào đã xem, đã giao việc, đã triển khai; từng nhiệm vụ được giao đã đến đâu."
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      {mine.map((row) => (
        <OwnReceipt
          key={row.id}
          row={row}
          today={formatDate(today())}
          requestId={newId()}
          action={acknowledgePlanAction}
        />
      ))}
      {(others.length > 0 || mine.length === 0) && <ReceiptList rows={others} />}
      <ClauseList planId={planId} clauses={obligations.clauses} />
    </div>
  );
}
