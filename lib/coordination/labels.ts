import type { CellState, ReminderState } from "@/lib/coordination/rules";
import type { CoordinationColumn } from "@/lib/generated/prisma/enums";

export const COLUMN_LABELS: Record<CoordinationColumn, string> = {
  plan: "Có kế hoạch",
  acknowledged: "Đã tiếp nhận",
  surveyed: "Đã khảo sát",
  reported: "Đã báo cáo",
};

/** What is asked of a unit, after "đề nghị": "ban hành kế hoạch của đơn vị". */
export const ASKED: Record<CoordinationColumn, string> = {
  plan: "ban hành kế hoạch thực hiện của đơn vị",
  acknowledged: "xác nhận đã nhận kế hoạch và phân công",
  surveyed: "hoàn thành khảo sát doanh nghiệp",
  reported: "gửi báo cáo",
};

export const LACKING_LABELS: Record<CoordinationColumn, string> = {
  plan: "Thiếu kế hoạch",
  acknowledged: "Chưa tiếp nhận",
  surveyed: "Chưa khảo sát xong",
  reported: "Chưa báo cáo",
};

export const CELL_LABELS: Record<CellState, string> = {
  done: "Xong",
  partly: "Đang làm",
  missing: "Chưa",
  not_due: "Chưa mở",
};

export const CELL_TONES = {
  done: "good",
  partly: "accent",
  missing: "warn",
  not_due: "calm",
} as const satisfies Record<CellState, string>;

export const REMINDER_LABELS: Record<ReminderState, string> = {
  taken_back: "Đã rút",
  done: "Đã làm xong",
  late: "Quá hạn",
  open: "Đang chờ",
};

export const REMINDER_TONES = {
  taken_back: "calm",
  done: "good",
  late: "bad",
  open: "warn",
} as const satisfies Record<ReminderState, string>;

/** The words a reminder begins with; whoever sends it writes on. */
export const reminderText = (unit: string, plan: string, asks: readonly CoordinationColumn[]): string =>
  `Đề nghị ${unit}, theo ${plan}: ${asks.map((column) => ASKED[column]).join("; ")}.`;
