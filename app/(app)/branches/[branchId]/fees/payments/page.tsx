import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PaymentForm } from "@/components/fees/fee-forms";
import { PaymentList } from "@/components/fees/payment-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { answerFeePaymentAction, payFeeAction, voidFeePaymentAction } from "@/lib/fees/actions";
import { formatMonth, NO_SHARE_RULE, REMAINDER_NOTE } from "@/lib/fees/labels";
import { branchPayments } from "@/lib/fees/queries";
import { feeShares } from "@/lib/fees/reports";
import { monthOf, outstanding } from "@/lib/fees/rules";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Nộp đoàn phí lên cấp trên" };

const DONE = new Map([
  ["paid", "Đã ghi khoản nộp."],
  ["voided", "Đã bỏ khoản ghi nhầm; vẫn còn trong lịch sử."],
]);

export default async function BranchPaymentsPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/fees/payments">) {
  const { branchId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const view = await branchPayments(viewer, tx, branchId);
    const shares = view && (await feeShares(viewer, tx));
    return view && { ...view, account: shares?.rows.find(({ id }) => id === view.branch.id) };
  });
  if (!page) notFound();
  const { branch, rules, payments, account } = page;
  const told = DONE.get(String(done));
  const due = account ? outstanding(account) : 0;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/fees", label: "Đoàn phí" },
          { href: `/branches/${branch.id}/fees`, label: branch.name },
        ]}
        title="Nộp đoàn phí lên cấp trên"
        help="Ghi từng lần nộp: số tiền, ngày, cho các tháng nào. Nơi nhận ghi sổ thì hai bên khớp nhau."
        actions={
          <>
            <LinkButton href="/fees/shares" tone="quiet">
              Bảng chia theo cấp
            </LinkButton>
            <ExportLinks list="branch-payments" filter={{ branch: branch.id }} />
          </>
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      {due > 0 && <Notice tone="warn">Quý này còn phải nộp {formatNumber(due)} đ.</Notice>}
      {rules.share === null ? (
        <Notice tone="calm">{NO_SHARE_RULE}</Notice>
      ) : (
        branch.canKeep && (
          <Card title="Ghi một lần nộp">
            <PaymentForm
              action={payFeeAction}
              requestId={newId()}
              payer="branch"
              payers={[{ value: branch.id, label: branch.name }]}
              today={formatDate(today())}
              month={formatMonth(monthOf(today()))}
              amount={due > 0 ? formatNumber(due) : null}
            />
            <p className="mt-3 text-(--ink-soft) text-sm">{REMAINDER_NOTE}</p>
          </Card>
        )
      )}
      <Card title="Các lần đã nộp">
        <PaymentList
          rows={payments}
          answer={answerFeePaymentAction}
          takeBack={voidFeePaymentAction}
          newRequestId={newId}
          today={formatDate(today())}
          empty={<EmptyState title="Chưa nộp lần nào" />}
        />
      </Card>
    </div>
  );
}
