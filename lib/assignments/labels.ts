import type { Show } from "@/lib/assignments/rules";

export const SHOW_LABELS: Record<Show, string> = {
  all: "Phải khảo sát",
  assigned: "Đã giao",
  unassigned: "Chưa giao cho ai",
  waiting: "Đã giao, chưa gửi phiếu",
  late: "Quá hạn",
  surveyed: "Đã khảo sát",
};
