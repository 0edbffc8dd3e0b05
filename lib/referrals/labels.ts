import type { ReferralState, ResidenceKind } from "@/lib/generated/prisma/enums";
import type { Move, ResidenceNumber } from "@/lib/referrals/rules";

export const REFERRAL_STATE_LABELS: Record<ReferralState, string> = {
  requested: "Đã yêu cầu",
  introduced: "Đã giới thiệu",
  received: "Nơi cư trú đã tiếp nhận",
  remarked: "Nơi cư trú đã nhận xét",
  ended: "Đã kết thúc",
};

/** What is to be done, as a button says it. */
export const MOVE_LABELS: Record<Move, string> = {
  introduced: "Ký giới thiệu",
  received: "Ghi đã tiếp nhận",
  remarked: "Ghi nhận xét năm",
  ended: "Kết thúc giới thiệu",
};

export const RESIDENCE_LABELS: Record<ResidenceKind, string> = {
  permanent: "Thường trú",
  temporary: "Tạm trú",
};

export const NUMBER_LABELS: Record<ResidenceNumber, { name: string; title: string }> = {
  away: {
    name: "Ở ngoài xã của doanh nghiệp",
    title: "Đoàn viên cư trú ngoài xã, phường nơi doanh nghiệp đóng",
  },
  referred: { name: "Đã giới thiệu", title: "Đã giới thiệu về sinh hoạt nơi cư trú" },
  received: { name: "Đã tiếp nhận", title: "Nơi cư trú đã tiếp nhận" },
  remarked: { name: "Có nhận xét", title: "Nơi cư trú đã nhận xét trong năm" },
  unknown: { name: "Chưa rõ nơi ở", title: "Đoàn viên chưa rõ nơi ở hoặc nơi làm việc" },
};
