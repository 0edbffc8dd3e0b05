import type { ActivityKind } from "@/lib/generated/prisma/enums";

export const ACTIVITY_KIND_LABELS: Record<ActivityKind, string> = {
  meeting: "Sinh hoạt chi đoàn, chi hội",
  cultural: "Văn hoá, thể thao",
  volunteering: "Tình nguyện",
  production: "Phát triển sản xuất, sáng tạo trẻ",
  training: "Học tập, tập huấn",
  care: "Chăm lo đời sống",
  other: "Hoạt động khác",
};

/** Whom an activity serves (plan row 11). */
export const benefitLine = (activity: { benefitsYouth: boolean; benefitsEnterprise: boolean }): string =>
  [activity.benefitsYouth && "thanh niên", activity.benefitsEnterprise && "doanh nghiệp"]
    .filter(Boolean)
    .join(", ");
