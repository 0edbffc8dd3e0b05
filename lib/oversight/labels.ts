import type { RemedyMove, RemedyState } from "@/lib/generated/prisma/enums";

export const REMEDY_STATE_LABELS: Record<RemedyState, string> = {
  open: "Chờ khắc phục",
  reported: "Đã báo khắc phục, chờ xác nhận",
  confirmed: "Đã khắc phục",
  withdrawn: "Thôi yêu cầu",
};

export const REMEDY_STATE_TONES = {
  open: "warn",
  reported: "accent",
  confirmed: "good",
  withdrawn: "calm",
} as const satisfies Record<RemedyState, string>;

/** What happened, as the history tells it. */
export const REMEDY_STEP_LABELS: Record<RemedyMove, string> = {
  reported: "Báo đã khắc phục",
  returned: "Chưa đạt, trả lại",
  confirmed: "Xác nhận đã khắc phục",
  extended: "Gia hạn",
  withdrawn: "Thôi yêu cầu",
  reopened: "Mở lại",
};

/** The three registers of this place. */
export const REGISTER_LABELS = {
  inspections: "Kiểm tra",
  visits: "Hỗ trợ cơ sở",
  evaluations: "Đánh giá, rút kinh nghiệm",
} as const;
export type Register = keyof typeof REGISTER_LABELS;
