import type { Fate } from "@/lib/pipeline/rules";

export const FATE_LABELS: Record<Fate, string> = {
  on: "Đi tiếp",
  here: "Đang ở đây",
  back: "Quay lại bước trước",
  hard: "Khó khăn, chuyển tổ chức kia",
  paused: "Tạm dừng",
  refused: "Doanh nghiệp từ chối",
  closed: "Đóng hồ sơ",
};
