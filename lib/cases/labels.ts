import { LINE_LABELS } from "@/lib/access/labels";
import type { CasePlace, CaseSide, Condition, ReasonWhy } from "@/lib/cases/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";
import { formatNumber } from "@/lib/format";
import type {
  CaseMove,
  CaseOutcome,
  CasePaperKind,
  CasePartyAnswer,
  CaseStage,
  IssueCategory,
  Line,
  OverrideState,
} from "@/lib/generated/prisma/enums";

export const CASE_STAGE_LABELS: Record<CaseStage, string> = {
  not_surveyed: "Chưa khảo sát",
  surveyed: "Đã khảo sát",
  not_eligible: "Chưa đủ điều kiện",
  eligible: "Đủ điều kiện",
  reported: "Đã báo cáo cấp ủy",
  mobilising: "Đang vận động",
  submitted: "Đã trình hồ sơ",
  appraised: "Đã thẩm định",
  decided: "Đã có quyết định",
  launched: "Đã ra mắt",
  first_congress: "Đã đại hội lần đầu",
  stable: "Hoạt động ổn định",
};

const CASE_SIDE_LABELS: Record<CaseSide, string> = {
  hard: "Khó khăn, chuyển tổ chức kia",
  paused: "Tạm dừng",
  refused: "Doanh nghiệp từ chối",
  closed: "Đã đóng hồ sơ",
};

/** Where a case is, in words. */
export const CASE_PLACE_LABELS: Record<CasePlace, string> = { ...CASE_STAGE_LABELS, ...CASE_SIDE_LABELS };

/** The same with the line it was passed to: "Khó khăn, chuyển Hội". */
export const placeLabel = (place: CasePlace, line: Line): string =>
  place === "hard"
    ? `Khó khăn, chuyển ${LINE_LABELS[line === "union" ? "association" : "union"]}`
    : CASE_PLACE_LABELS[place];

export const CASE_PLACE_TONES = {
  not_surveyed: "calm",
  surveyed: "accent",
  not_eligible: "warn",
  eligible: "accent",
  reported: "accent",
  mobilising: "accent",
  submitted: "accent",
  appraised: "accent",
  decided: "good",
  launched: "good",
  first_congress: "good",
  stable: "good",
  hard: "warn",
  paused: "warn",
  refused: "warn",
  closed: "calm",
} as const satisfies Record<CasePlace, string>;

/** What is done by a move: the button, and the line of the history. */
export const CASE_MOVE_LABELS: Record<CaseMove, string> = {
  eligible: "Ghi đủ điều kiện thành lập",
  not_eligible: "Ghi chưa đủ điều kiện",
  reported: "Báo cáo cấp ủy",
  mobilising: "Bắt đầu vận động",
  submitted: "Trình hồ sơ",
  appraised: "Thẩm định, chấp nhận hồ sơ",
  returned: "Trả lại hồ sơ để bổ sung",
  launched: "Ghi lễ ra mắt",
  stable: "Ghi hoạt động ổn định",
  resumed: "Vận động trở lại",
  hard: "Nơi khó khăn: chuyển sang vận động tổ chức kia",
  paused: "Tạm dừng",
  refused: "Ghi doanh nghiệp từ chối",
  closed: "Đóng hồ sơ",
};

/** What a page says after a step. */
export const CASE_DONE: ReadonlyMap<string, string> = new Map([
  ["opened", "Đã mở hồ sơ vận động."],
  ["eligible", "Đã ghi đủ điều kiện. Bước sau: báo cáo cấp ủy."],
  ["not_eligible", "Đã ghi chưa đủ điều kiện."],
  ["reported", "Đã ghi báo cáo cấp ủy."],
  ["mobilising", "Đã ghi bắt đầu vận động. Chuẩn bị sáu giấy tờ rồi trình hồ sơ."],
  ["submitted", "Đã trình hồ sơ. Ban phụ trách của tỉnh thẩm định."],
  ["appraised", "Đã chấp nhận hồ sơ. Đơn vị ghi quyết định thành lập."],
  ["returned", "Đã trả lại hồ sơ kèm lý do."],
  ["launched", "Đã ghi lễ ra mắt."],
  ["stable", "Đã ghi hoạt động ổn định."],
  ["resumed", "Đã vận động trở lại."],
  ["hard", "Đã ghi khó khăn và mở hồ sơ vận động tổ chức thay thế."],
  ["paused", "Đã ghi tạm dừng."],
  ["refused", "Đã ghi doanh nghiệp từ chối."],
  ["closed", "Đã đóng hồ sơ."],
  ["voided", "Đã bỏ bước cuối; vết vẫn còn trong lịch sử."],
  ["paper", "Đã cập nhật giấy tờ."],
]);

export const PARTY_ANSWER_LABELS: Record<CasePartyAnswer, string> = {
  waiting: "Chưa có ý kiến",
  agreed: "Đồng ý",
  supplement: "Yêu cầu bổ sung",
  declined: "Không đồng ý",
};

export const CASE_OUTCOME_LABELS: Record<CaseOutcome, string> = {
  done: "Hoàn thành",
  dropped: "Không tiếp tục",
};

/** The six papers (§2.2). */
export const PAPER_LABELS: Record<CasePaperKind, string> = {
  request: "Văn bản đề nghị",
  scheme: "Đề án thành lập",
  direction: "Dự thảo phương hướng lâm thời",
  committee: "Danh sách Ban Chấp hành lâm thời",
  profiles: "Lý lịch bí thư, phó bí thư, ủy viên",
  members: "Danh sách đoàn viên",
};

const HOI_PAPERS: Partial<Record<CasePaperKind, string>> = {
  committee: "Danh sách người phụ trách lâm thời",
  profiles: "Lý lịch người phụ trách",
  members: "Danh sách hội viên",
};

/** The same as each line calls them. */
export const paperLabel = (kind: CasePaperKind, line: Line): string =>
  (line === "association" && HOI_PAPERS[kind]) || PAPER_LABELS[kind];

export const REASON_WHY_LABELS: Record<ReasonWhy, string> = {
  always: "Nêu lý do",
  skips: "Bước này bỏ qua bước trước nó: nêu lý do",
  goes_back: "Bước này quay lại: nêu lý do",
  not_agreed: "Cấp ủy chưa đồng ý: nêu lý do vẫn vận động",
};

/** A condition in words, as a line of a list that is ticked. */
export function conditionInWords(condition: Condition, line: Line): string {
  switch (condition.code) {
    case "survey":
      return "Phiếu khảo sát được duyệt";
    case "members": {
      const called = line === "union" ? "đoàn viên" : "hội viên";
      return `Từ ${condition.minimum} ${called} làm việc ở đây (V06): đang biết ${formatNumber(condition.known)}`;
    }
    case "party_report":
      return "Báo cáo cấp ủy, ghi ngày và ý kiến";
    case "party_agrees":
      return `Cấp ủy đồng ý: ${condition.answer ? PARTY_ANSWER_LABELS[condition.answer].toLowerCase() : "chưa báo cáo"}`;
    case "papers":
      return condition.met
        ? "Đủ sáu giấy tờ của hồ sơ"
        : `Còn thiếu: ${condition.missing.map((kind) => paperLabel(kind, line).toLowerCase()).join(", ")}`;
    case "appraisal":
      return line === "union"
        ? "Ban Tổ chức – Kiểm tra thẩm định, có biên bản"
        : "Ban Đoàn kết tập hợp thanh niên thẩm định, có biên bản";
    case "founding":
      return "Quyết định thành lập của cấp trên trực tiếp, có số và ngày (V06, V07, V20, V21)";
    case "launch":
      return "Lễ ra mắt, ghi ngày và nơi tổ chức";
    case "congress":
      return line === "union" ? "Đại hội lần thứ nhất" : "Hiệp thương lần thứ nhất";
    case "healthy":
      return condition.met
        ? "Tổ chức vững"
        : `Tổ chức chưa vững${condition.reasons.length > 0 ? `: ${condition.reasons.join("; ")}` : ""}`;
  }
}

/** "Đã 12 ngày, quá 5 ngày so với mức 7 ngày": the age of a stage. */
export function ageInWords(
  { days, allowed, isStalled }: { days: number; allowed: number | null; isStalled: boolean },
  { until }: { until: PlainDate | null },
): string {
  const age = days === 0 ? "từ hôm nay" : `đã ${formatNumber(days)} ngày`;
  if (until)
    return isStalled ? `${age}, quá hạn tạm dừng ${formatDate(until)}` : `${age}, đến ${formatDate(until)}`;
  if (allowed === null) return age;
  return isStalled
    ? `${age}, quá mức ${formatNumber(allowed)} ngày`
    : `${age}, mức ${formatNumber(allowed)} ngày`;
}

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

/** A case in a line of an enterprise's page. */
export const caseInWords = (found: {
  line: Line;
  openedOn: PlainDate;
  difficulty: string | null;
  isFallback: boolean;
  closedOn: PlainDate | null;
  closingReason: string | null;
}): string =>
  [
    `Vận động thành lập ${LINE_LABELS[found.line]}, mở ${formatDate(found.openedOn)}`,
    found.difficulty && `khó khăn: ${found.difficulty}`,
    found.isFallback && "thay cho tổ chức kia",
    found.closedOn && `đóng ${formatDate(found.closedOn)}: ${found.closingReason ?? ""}`,
  ]
    .filter(Boolean)
    .join("; ");

type StepInWords = {
  answer: CasePartyAnswer | null;
  documentNumber: string | null;
  documentOn: PlainDate | null;
  place: string | null;
  category: IssueCategory | null;
  until: PlainDate | null;
  outcome: CaseOutcome | null;
  reason: string | null;
};

/** What a step carried, and why it was made: "Cấp ủy: đồng ý. Số 15 -CV/HU". */
export const stepInWords = (step: StepInWords): string =>
  [
    step.answer && `Cấp ủy: ${PARTY_ANSWER_LABELS[step.answer].toLowerCase()}`,
    step.documentNumber && `Số ${step.documentNumber}`,
    step.documentOn && `Ngày ${formatDate(step.documentOn)}`,
    step.place && `Tại ${step.place}`,
    step.category && ISSUE_CATEGORY_LABELS[step.category],
    step.until && `Đến ${formatDate(step.until)}`,
    step.outcome && CASE_OUTCOME_LABELS[step.outcome],
    step.reason,
  ]
    .filter(Boolean)
    .join(". ");
