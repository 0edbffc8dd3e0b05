import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import type { GoalKind, Line } from "@/lib/generated/prisma/enums";
import type { GoalReason, GoalState, GoalVerdict, WorkList } from "@/lib/plans/rules";

export const GOAL_KIND_LABELS: Record<GoalKind, string> = {
  consolidate: "Củng cố",
  establish: "Thành lập",
};

export const GOAL_STATE_LABELS: Record<GoalState, string> = {
  not_started: "Chưa bắt đầu",
  under_way: "Đang làm",
  achieved: "Đạt",
  achieved_by_fallback: "Đạt bằng tổ chức thay thế",
  at_risk: "Có nguy cơ",
};

export const WORK_LIST_LABELS: Record<WorkList, string> = {
  consolidate: "Củng cố",
  maintain: "Duy trì",
  develop: "Phát triển",
};

/** The goal in words: "Củng cố Đoàn", "Thành lập Hội". */
export const goalTitle = (kind: GoalKind, line: Line): string =>
  `${GOAL_KIND_LABELS[kind]} ${LINE_LABELS[line]}`;

/** Why the goal is where it is, a sentence each. */
export const explainGoal = (verdict: GoalVerdict): string[] => verdict.reasons.map(sentence);

function sentence(reason: GoalReason): string {
  switch (reason.code) {
    case "nothing_begun":
      return "Chưa có phiếu khảo sát được duyệt, hồ sơ vận động hay biện pháp củng cố nào.";
    case "surveyed":
      return `Phiếu khảo sát được duyệt, số liệu ngày ${formatDate(reason.on)}.`;
    case "case_open":
      return `Hồ sơ vận động mở ngày ${formatDate(reason.on)}.`;
    case "measure_under_way":
      return `Biện pháp củng cố bắt đầu ngày ${formatDate(reason.on)}.`;
    case "measure_completed":
      return `Biện pháp củng cố hoàn thành ngày ${formatDate(reason.on)}.`;
    case "measure_missing":
      return "Chưa có biện pháp củng cố nào hoàn thành.";
    case "organisation_lives":
      return `Có tổ chức ${LINE_LABELS[reason.line]} đang hoạt động, có quyết định, từ ${formatDate(reason.from)}.`;
    case "organisation_undecided":
      return `Tổ chức ${LINE_LABELS[reason.line]} từ ${formatDate(reason.from)} chưa có quyết định thành lập.`;
    case "organisation_healthy":
      return "Tổ chức đang vững.";
    case "organisation_weak":
      return `Tổ chức còn yếu${reason.reasons.length > 0 ? `: ${reason.reasons.join("; ")}` : ""}.`;
    case "organisation_ended":
      return `Tổ chức đã thôi hoạt động từ ${formatDate(reason.on)}.`;
    case "fell_back_after_measure":
      return `Đã củng cố ngày ${formatDate(reason.on)} nhưng nay tổ chức lại yếu.`;
    case "fallback_active":
      return `Nơi khó khăn: tổ chức ${LINE_LABELS[reason.line]} thay thế từ ${formatDate(reason.from)}, có hoạt động ngày ${formatDate(reason.activityOn)}.`;
    case "fallback_without_activity":
      return `Tổ chức ${LINE_LABELS[reason.line]} thay thế từ ${formatDate(reason.from)} chưa có hoạt động nào nên chưa được tính.`;
    case "past_deadline":
      return `Đã quá hạn ${formatDate(reason.dueOn)}.`;
    case "idle":
      return `Không có việc gì mới từ ${formatDate(reason.since)}, đã ${reason.days} ngày.`;
  }
}
