import type { DigestState, NoticeKind } from "@/lib/generated/prisma/enums";

export const NOTICE_KIND_LABELS: Record<NoticeKind, string> = {
  issue: "Khó khăn, kiến nghị",
  override: "Ngoại lệ",
  survey: "Phiếu khảo sát",
  transfer: "Chuyển sinh hoạt",
  referral: "Giới thiệu về nơi cư trú",
  congress: "Đại hội",
  admission: "Kết nạp",
  case: "Hồ sơ vận động thành lập",
  plan: "Kế hoạch nhận được",
  reminder: "Đôn đốc",
  assignment: "Phân công khảo sát, tổ công tác",
  branch_paper: "Kế hoạch, báo cáo của chi đoàn, chi hội",
  model_cell: "Chi đoàn mạnh",
  remedy: "Khắc phục sau kiểm tra",
};

export const DIGEST_STATE_LABELS: Record<DigestState, string> = {
  kept: "đọc tại đây",
  waiting: "chờ gửi thư",
  claimed: "chờ gửi thư",
  handed: "đang gửi thư",
  sent: "đã gửi thư",
  failed: "không gửi được thư",
};
