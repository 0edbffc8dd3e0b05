import type { IssueCategory, IssueKind, IssueMove, IssueStage } from "@/lib/generated/prisma/enums";

export const ISSUE_KIND_LABELS: Record<IssueKind, string> = {
  difficulty: "Khó khăn, vướng mắc",
  proposal: "Đề xuất, kiến nghị",
};

export const ISSUE_CATEGORY_LABELS: Record<IssueCategory, string> = {
  owner_refuses: "Chủ doanh nghiệp chưa đồng ý",
  too_few_people: "Ít đoàn viên, hội viên, thanh niên",
  members_leave: "Đoàn viên, hội viên nghỉ việc, chuyển đi",
  no_leader: "Thiếu người làm bí thư, chi hội trưởng",
  no_funds: "Thiếu kinh phí",
  no_time: "Không bố trí được thời gian sinh hoạt",
  unclear_guidance: "Hướng dẫn chưa rõ",
  other: "Việc khác",
};

/** Where it is now, as the raiser reads it. */
export const ISSUE_STAGE_LABELS: Record<IssueStage, string> = {
  unit: "Đơn vị quản lý đang xử lý",
  department: "Ban Tổ chức – Kiểm tra đang xử lý",
  association_department: "Ban Đoàn kết tập hợp thanh niên đang xử lý",
  board: "Trình Ban Thường vụ",
  outside: "Đã chuyển cơ quan ngoài Đoàn",
  answered: "Đã trả lời, chờ nơi nêu xác nhận",
  closed: "Đã xong",
};

export const ISSUE_STAGE_TONES = {
  unit: "accent",
  department: "accent",
  association_department: "accent",
  board: "warn",
  outside: "warn",
  answered: "good",
  closed: "calm",
} as const satisfies Record<IssueStage, string>;

const SENT_TO: Partial<Record<IssueStage, string>> = {
  department: "Chuyển Ban Tổ chức – Kiểm tra",
  association_department: "Chuyển Ban Đoàn kết tập hợp thanh niên",
  board: "Trình Ban Thường vụ",
};

/** Whose table it lies on, where the stage alone says so; else its unit, or the body outside. */
export const ISSUE_HOLDERS: Partial<Record<IssueStage, string>> = {
  department: "Ban Tổ chức – Kiểm tra",
  association_department: "Ban Đoàn kết tập hợp thanh niên",
  board: "Ban Thường vụ",
};

/** What was done, in the thread and in the trace. */
export const ISSUE_MOVE_LABELS: Record<IssueMove, string> = {
  raised: "Nêu",
  passed_on: "Chuyển",
  sent_out: "Chuyển cơ quan ngoài Đoàn",
  answered: "Trả lời",
  confirmed: "Xác nhận đã xong",
  reopened: "Mở lại",
  escalated: "Quá hạn trả lời, tự chuyển lên",
  noted: "Trao đổi",
};

/** The same with where it went. */
export function stepLabel({ move, stage }: { move: IssueMove; stage: IssueStage }): string {
  if (move === "escalated") return `Quá hạn trả lời, tự chuyển: ${ISSUE_STAGE_LABELS[stage]}`;
  return (move === "passed_on" && SENT_TO[stage]) || ISSUE_MOVE_LABELS[move];
}

/** The same as a choice of whoever may do it. */
export const turnLabel = (turn: { move: IssueMove; to: IssueStage }): string =>
  turn.move === "reopened" ? "Chưa được, mở lại" : stepLabel({ move: turn.move, stage: turn.to });
