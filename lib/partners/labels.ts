import type { PartnerKind } from "@/lib/generated/prisma/enums";

export const PARTNER_KIND_LABELS: Record<PartnerKind, string> = {
  trade_union: "Liên đoàn Lao động, công đoàn",
  department: "Sở, phòng chuyên môn",
  young_entrepreneurs: "Hội Doanh nhân trẻ",
  fatherland_front: "Mặt trận Tổ quốc",
  women: "Hội Liên hiệp Phụ nữ",
  economic_zone: "Ban quản lý khu kinh tế, khu công nghiệp",
  party_body: "Cấp ủy, ban của Đảng",
  government: "Ủy ban nhân dân",
  other: "Cơ quan khác",
};
