import type {
  WorkingGroupProductKind,
  WorkingGroupRole,
  WorkingGroupState,
} from "@/lib/generated/prisma/enums";
import type { Move } from "@/lib/working-groups/rules";

export const GROUP_STATE_LABELS: Record<WorkingGroupState, string> = {
  planned: "Dự kiến",
  established: "Đã thành lập",
  surveying: "Đang khảo sát",
  reported: "Đã báo cáo",
  dissolved: "Đã giải thể",
};

export const GROUP_STATE_TONES = {
  planned: "calm",
  established: "accent",
  surveying: "accent",
  reported: "good",
  dissolved: "calm",
} as const satisfies Record<WorkingGroupState, string>;

/** What is to be done, as a button says it. */
export const MOVE_LABELS: Record<Move, string> = {
  established: "Ghi quyết định thành lập",
  surveying: "Bắt đầu khảo sát",
  reported: "Ghi đã báo cáo",
  dissolved: "Giải thể tổ",
};

export const GROUP_ROLE_LABELS: Record<WorkingGroupRole, string> = {
  head: "Tổ trưởng",
  deputy: "Tổ phó",
  secretary: "Thư ký",
  member: "Thành viên",
};

export const PRODUCT_KIND_LABELS: Record<WorkingGroupProductKind, string> = {
  advice: "Tham mưu cấp uỷ",
  report: "Báo cáo",
  other: "Sản phẩm khác",
};
