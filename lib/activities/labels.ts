import type { ActivityForm, ActivityKind, CareKind } from "@/lib/generated/prisma/enums";
import { NEED_LABELS, type Need } from "@/lib/surveys/labels";

export const ACTIVITY_KIND_LABELS: Record<ActivityKind, string> = {
  meeting: "Sinh hoạt chi đoàn, chi hội",
  cultural: "Văn hoá, thể thao",
  volunteering: "Tình nguyện",
  production: "Phát triển sản xuất, sáng tạo trẻ",
  training: "Học tập, tập huấn",
  care: "Chăm lo đời sống",
  other: "Hoạt động khác",
};

/** Row 30: forms that suit people who work in shifts. */
export const ACTIVITY_FORM_LABELS: Record<ActivityForm, string> = {
  gathered: "Tập trung",
  by_shift: "Theo ca",
  online: "Trực tuyến",
  combined: "Ghép nhiều tổ chức",
  thematic: "Theo chủ điểm",
  other: "Hình thức khác",
};

export const CARE_KIND_LABELS: Record<CareKind, string> = {
  gift: "Tặng quà",
  lodging: "Nhà trọ, chỗ ở",
  health: "Khám bệnh, sức khoẻ",
  counselling: "Tư vấn",
  jobs: "Việc làm",
  culture: "Văn nghệ, giao lưu",
  other: "Chăm lo khác",
};

/** Whom an activity serves (plan row 11). */
export const benefitLine = (activity: { benefitsYouth: boolean; benefitsEnterprise: boolean }): string =>
  [activity.benefitsYouth && "thanh niên", activity.benefitsEnterprise && "doanh nghiệp"]
    .filter(Boolean)
    .join(", ");

/** Needs an activity answers, as a sentence lists them. */
export const needLine = (needs: readonly Need[]): string =>
  needs.map((need) => NEED_LABELS[need].toLocaleLowerCase("vi")).join(", ");
