import type { OverrideState } from "@/lib/generated/prisma/enums";

export const OVERRIDE_STATE_LABELS: Record<OverrideState, string> = {
  requested: "Chờ quyết định",
  granted: "Đã đồng ý, chưa dùng",
  refused: "Không đồng ý",
  used: "Đã đồng ý và đã dùng",
};

/** What each blocking rule says, for somebody who decides about an exception to it. */
export const RULE_LABELS: Record<string, string> = {
  V02: "Quá 30 tuổi khi kết nạp",
  V06: "Chi đoàn phải có từ 3 đoàn viên",
  V07: "Đoàn cơ sở cần từ 2 chi đoàn và 30 đoàn viên",
  V21: "Đơn vị ra quyết định không phải cấp trên trực tiếp",
};
