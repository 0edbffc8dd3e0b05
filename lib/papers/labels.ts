import type { BranchPaperKind, BranchPaperState } from "@/lib/generated/prisma/enums";
import type { PaperFigures, PaperMove } from "@/lib/papers/rules";

export const PAPER_KIND_LABELS: Record<BranchPaperKind, string> = {
  plan: "Kế hoạch của tổ chức",
  report: "Tự báo cáo",
};

export const PAPER_STATE_LABELS: Record<BranchPaperState, string> = {
  draft: "Đang viết",
  sent: "Đã gửi",
  returned: "Bị trả lại",
  noted: "Cấp trên đã ghi nhận",
};

export const PAPER_STATE_TONES = {
  draft: "calm",
  sent: "accent",
  returned: "warn",
  noted: "good",
} as const satisfies Record<BranchPaperState, string>;

export const PAPER_MOVE_LABELS: Record<PaperMove, string> = {
  sent: "Gửi cấp trên",
  noted: "Ghi nhận",
  returned: "Trả lại",
};

export const FIGURE_LABELS: Record<keyof PaperFigures, string> = {
  meetings: "Lần sinh hoạt",
  activities: "Hoạt động khác",
  participants: "Lượt người tham gia",
  joined: "Người vào",
  left: "Người ra",
  members: "Số người cuối kỳ",
  feePayers: "Người đóng phí",
  feeSum: "Tiền phí đã thu (đồng)",
};
