import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PaymentForm } from "@/components/fees/fee-forms";
import { PaymentList } from "@/components/fees/payment-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, EmptyState, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { answerFeePaymentAction, payFeeAction, voidFeePaymentAction } from "@/lib/fees/actions";
import { formatMonth } from "@/lib/fees/labels";
import { paymentDesk } from "@/lib/fees/queries";
import { monthOf } from "@/lib/fees/rules";

export const metadata: Metadata = { title: "Ghi sổ đoàn phí nộp lên" };

const DONE = new Map([
  ["accept", "Đã ghi sổ."],
  ["decline", "Đã trả lời không ghi sổ."],
  ["paid", "Đã ghi khoản nộp."],
  ["voided", "Đã bỏ khoản ghi nhầm; vẫn còn trong lịch sử."],
]);

export default async function PaymentsPage({ searchParams }: PageProps<"/fees/payments">) {
  const { done } = await searchParams;
  const desk = await readAsViewer((viewer, tx) => paymentDesk(viewer, tx));
  if (!desk) notFound();
  const told = DONE.get(String(done));
  const list = {
    answer: answerFeePaymentAction,
    takeBack: voidFeePaymentAction,
    newRequestId: newId,
    today: formatDate(today()),
  };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/fees", label: "Đoàn phí" }]}
        title="Ghi sổ đoàn phí nộp lên"
        help="Nhận đủ tiền thì ghi sổ: cấp dưới nộp bao nhiêu, cấp trên ghi đúng bấy nhiêu."
        actions={<ExportLinks list="payments" />}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      <Card title={`Chờ ghi sổ (${desk.toBook.length})`}>
        <PaymentList
          rows={desk.toBook}
          {...list}
          empty={<EmptyState title="Không có khoản nào chờ bạn ghi sổ" />}
        />
      </Card>
      {desk.units.length > 0 && (
        <Card title="Đơn vị nộp lên tỉnh">
          <PaymentForm
            action={payFeeAction}
            requestId={newId()}
            payer="unit"
            payers={desk.units.map(({ id, name }) => ({ value: id, label: name }))}
            today={formatDate(today())}
            month={formatMonth(monthOf(today()))}
            amount={null}
          />
          <PaymentList rows={desk.ofUnits} {...list} empty={null} />
        </Card>
      )}
      {desk.answered.length > 0 && (
        <Disclosure summary={`Đã trả lời (${desk.answered.length})`}>
          <PaymentList rows={desk.answered} {...list} empty={null} />
        </Disclosure>
      )}
    </div>
  );
}
