import type { MonthState } from "@/lib/fees/rules";
import { formatNumber } from "@/lib/format";
import type { FeePaymentState } from "@/lib/generated/prisma/enums";

/** 5.000 đ */
export const formatDong = (amount: number): string => `${formatNumber(amount)} đ`;

/** 12/2014 of 2014-12-01. */
export const formatMonth = (month: string): string => `${month.slice(5, 7)}/${month.slice(0, 4)}`;

/** Quý IV/2014 of 2014-10-01. */
export const formatQuarter = (quarter: string): string =>
  `Quý ${["I", "II", "III", "IV"][Math.floor((Number(quarter.slice(5, 7)) - 1) / 3)]}/${quarter.slice(0, 4)}`;

export const formatMonths = (from: string, to: string): string =>
  from === to ? formatMonth(from) : `${formatMonth(from)} – ${formatMonth(to)}`;

export const MONTH_STATE_LABELS: Record<MonthState, string> = {
  outside: "Không phải đóng",
  paid: "Đã đóng",
  exempt: "Được miễn",
  covered: "Đã đóng ở nơi cũ",
  owed: "Chưa đóng",
};

export const PAYMENT_STATE_LABELS: Record<FeePaymentState, string> = {
  sent: "Chờ nơi nhận xác nhận",
  acknowledged: "Nơi nhận đã ghi sổ",
  declined: "Nơi nhận không ghi",
};

export const FEE_LEVEL_LABELS = {
  cell: "Chi đoàn",
  grassroots: "Đoàn cơ sở, chi đoàn cơ sở",
  unit: "Huyện, thành Đoàn, Đoàn khối",
  province: "Tỉnh Đoàn",
} as const;

export const REMAINDER_NOTE =
  "Mỗi cấp giữ hai phần ba, nộp lên một phần ba; phần lẻ không chia hết để lại cấp thu. Chi đoàn tính theo tháng; chi đoàn cơ sở, đoàn cơ sở và đơn vị tính theo quý.";

export const NO_SHARE_RULE =
  "Chưa tìm thấy quy định về mức hội phí và tỷ lệ nộp lên của Hội; chỉ ghi số đã thu.";
