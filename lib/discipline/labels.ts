import type { DisciplineKind } from "@/lib/generated/prisma/enums";

export const DISCIPLINE_LABELS: Record<DisciplineKind, string> = {
  reprimand: "Khiển trách",
  warning: "Cảnh cáo",
  dismissal: "Cách chức",
  expulsion: "Khai trừ",
  dissolution: "Giải tán",
};

/** What a decision does by itself, as the form tells it beforehand. */
export const DISCIPLINE_EFFECTS: Partial<Record<DisciplineKind, string>> = {
  dismissal: "Mọi chức vụ ở tổ chức này kết thúc từ ngày quyết định",
  expulsion: "Không còn là đoàn viên từ ngày quyết định; chức vụ kết thúc cùng ngày",
  dissolution: "Sau đó ghi tổ chức thôi hoạt động, khi đoàn viên đã được chuyển đi",
};
