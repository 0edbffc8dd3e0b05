import type { TransferState } from "@/lib/generated/prisma/enums";
import type { Move } from "@/lib/transfers/rules";

export const TRANSFER_STATE_LABELS: Record<TransferState, string> = {
  requested: "Đã yêu cầu",
  remarked: "Chi đoàn đã nhận xét",
  introduced: "Đã giới thiệu",
  sent: "Đã gửi, chờ tiếp nhận",
  received: "Đã tiếp nhận",
  arrived: "Đã về chi đoàn",
  returned: "Bị trả lại",
  cancelled: "Đã huỷ",
};

/** What is to be done, as a button says it. */
export const MOVE_LABELS: Record<Move, string> = {
  remarked: "Ghi nhận xét",
  introduced: "Giới thiệu",
  sent: "Gửi đi",
  received: "Tiếp nhận",
  arrived: "Đã về chi đoàn",
  returned: "Trả lại",
  cancelled: "Huỷ chuyển sinh hoạt",
};

export const VIOLATION_LABELS = {
  two_at_once: "Sinh hoạt ở hai chi đoàn cùng lúc",
  received_without_membership: "Đã tiếp nhận mà chưa có tên ở nơi đến",
  left_for_nowhere: "Ghi chuyển đi mà không có nơi nào nhận",
  transfer_of_no_member: "Đang chuyển mà không còn sinh hoạt ở nơi chuyển đi",
} as const;
