import type { PairKey } from "@/lib/duplicates/schema";
import type { DuplicateState } from "@/lib/generated/prisma/enums";

/** What whoever asked is told: never whose the other record is, nor where. */
export const DUPLICATE_STATE_LABELS: Record<DuplicateState, string> = {
  open: "Cấp trên đang xác minh",
  different: "Hai người khác nhau",
  same: "Cùng một người",
};

export const DUPLICATE_NEXT: Record<DuplicateState, string> = {
  open: "Đề nghị kết nạp người này chờ kết quả xác minh.",
  different: "Tiếp tục như thường.",
  same: "Người này đã có hồ sơ: rút đề nghị kết nạp và làm thủ tục chuyển sinh hoạt qua cấp trên.",
};

/** What two records have in common. */
export const PAIR_KEY_LABELS: Record<PairKey, string> = {
  name_birth: "cùng tên, cùng ngày sinh",
  phone: "cùng số điện thoại",
  name_place: "cùng tên, cùng xã phường",
};
