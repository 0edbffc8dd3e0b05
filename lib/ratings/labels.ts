import type { RatingStage } from "@/lib/generated/prisma/enums";
import type { Level, RatingState } from "@/lib/ratings/rules";

export const STAGE_LABELS: Record<RatingStage, string> = {
  self: "Tự xếp loại",
  superior: "Cấp trên xếp loại",
  final: "Kết luận",
};

export const STATE_LABELS: Record<RatingState, string> = {
  open: "Chưa xếp loại",
  self_rated: "Đã tự xếp loại, chờ cấp trên",
  rated: "Cấp trên đã xếp loại, chờ kết luận",
  final: "Đã kết luận",
};

/** A level beside those of years with other words: "Khá (bậc 2)". */
export const levelWithStep = ({ label, step }: Pick<Level, "label" | "step">): string =>
  `${label} (bậc ${step})`;

export const STEPS_NOTE =
  "Mỗi năm xếp loại theo hướng dẫn của năm đó. Khi đặt các năm cạnh nhau, phần mềm ghi thêm bậc 1…4 (bậc 1 cao nhất) để so sánh; bậc không phải là xếp loại.";

export const NO_SCHEME =
  "Chưa có các mức xếp loại của năm này: giai đoạn chuyển tiếp 2019–2022 chưa tìm được đủ nguồn. Ban Tổ chức – Kiểm tra bổ sung danh mục rồi mới xếp loại.";

export const NO_ASSOCIATION_SCHEME =
  "Các hướng dẫn xếp loại là của Đoàn; chưa tìm thấy quy định xếp loại tổ chức Hội.";
