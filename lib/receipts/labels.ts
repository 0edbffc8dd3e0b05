import type { ObligationState, PlanReceipt } from "@/lib/generated/prisma/enums";
import type { Obligation, ReceiptMove } from "@/lib/receipts/rules";

export const RECEIPT_LABELS: Record<PlanReceipt, string> = {
  sent: "Chưa xem",
  seen: "Đã xem",
  assigned: "Đã giao việc",
  under_way: "Đã triển khai",
};

export const RECEIPT_TONES = {
  sent: "warn",
  seen: "calm",
  assigned: "accent",
  under_way: "good",
} as const satisfies Record<PlanReceipt, string>;

/** What is to be done, as a button says it. */
export const RECEIPT_MOVE_LABELS: Record<ReceiptMove, string> = {
  seen: "Ghi đã xem",
  assigned: "Ghi đã giao việc",
  under_way: "Ghi đã triển khai",
};

export const OBLIGATION_LABELS: Record<Obligation, string> = {
  not_begun: "Chưa làm",
  under_way: "Đang làm",
  done: "Đã xong",
};

export const OBLIGATION_TONES = {
  not_begun: "warn",
  under_way: "accent",
  done: "good",
} as const satisfies Record<Obligation, string>;

export const OBLIGATION_MOVE_LABELS: Record<ObligationState, string> = {
  under_way: "Đang làm",
  done: "Đã xong",
};
