import type { ReactNode } from "react";
import { AnswerPaymentForm, VoidPaymentForm } from "@/components/fees/fee-forms";
import { Badge, Disclosure, type Tone } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatDong, formatMonths, PAYMENT_STATE_LABELS } from "@/lib/fees/labels";
import type { FormAction } from "@/lib/forms/state";
import type { FeePaymentState } from "@/lib/generated/prisma/enums";

const TONES: Record<FeePaymentState, Tone> = { sent: "warn", acknowledged: "good", declined: "bad" };

export type ListedPayment = {
  id: string;
  payerName: string;
  receiverName: string;
  from: PlainDate;
  to: PlainDate;
  amount: number;
  paidOn: PlainDate;
  note: string | null;
  state: FeePaymentState;
  answeredOn: PlainDate | null;
  answerNote: string | null;
  recordedBy: string | null;
  isDemo: boolean;
  isBooker: boolean;
  isPayer: boolean;
};

/** Payments up with what whoever looks may do: answer one that waits, take back one that was a mistake. */
export const PaymentList = ({
  rows,
  answer,
  takeBack,
  newRequestId,
  today,
  empty,
}: {
  rows: readonly ListedPayment[];
  answer: FormAction;
  takeBack: FormAction;
  newRequestId: () => string;
  today: string;
  empty: ReactNode;
}) =>
  rows.length === 0 ? (
    empty
  ) : (
    <ul className="divide-y divide-(--line)">
      {rows.map((row) => (
        <li key={row.id} className="space-y-1 py-3">
          <p className="flex flex-wrap items-center gap-x-2">
            <strong className="tabular-nums">{formatDong(row.amount)}</strong>
            <span>tháng {formatMonths(row.from, row.to)}</span>
            <Badge tone={TONES[row.state]}>{PAYMENT_STATE_LABELS[row.state]}</Badge>
            {row.isDemo && <Badge>Minh hoạ</Badge>}
          </p>
          <p className="text-sm">
            {row.payerName} <span aria-hidden="true">→</span>
            <span className="sr-only">nộp cho</span> {row.receiverName}
          </p>
          <p className="text-(--ink-soft) text-sm">
            {[
              `Nộp ngày ${formatDate(row.paidOn)}`,
              row.note,
              row.answeredOn && `trả lời ngày ${formatDate(row.answeredOn)}`,
              row.answerNote,
              `${row.recordedBy ?? "tài khoản khác"} ghi`,
            ]
              .filter(Boolean)
              .join("; ")}
          </p>
          <div className="no-print space-y-2">
            {row.state === "sent" && row.isBooker && (
              <AnswerPaymentForm
                action={answer}
                requestId={newRequestId()}
                paymentId={row.id}
                today={today}
              />
            )}
            {(row.state === "acknowledged" ? row.isBooker : row.isPayer) && (
              <Disclosure summary="Bỏ khoản ghi nhầm">
                <VoidPaymentForm action={takeBack} requestId={newRequestId()} paymentId={row.id} />
              </Disclosure>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
