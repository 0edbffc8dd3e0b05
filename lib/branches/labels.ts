import type { Condition, Finding, NextStep, Obstacles, SkippedStep } from "@/lib/branches/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type {
  BranchBeginning,
  BranchEnding,
  BranchKind,
  MeasureKind,
  MeetingRhythm,
} from "@/lib/generated/prisma/enums";

export const BRANCH_KIND_LABELS: Record<BranchKind, string> = {
  cell: "Chi đoàn",
  grassroots_cell: "Chi đoàn cơ sở",
  grassroots_union: "Đoàn cơ sở",
  chapter: "Chi hội",
  club: "Câu lạc bộ, đội, nhóm",
};

/** What whoever leads an organisation of the kind is called. */
export const HEAD_LABELS: Record<BranchKind, string> = {
  cell: "Bí thư",
  grassroots_cell: "Bí thư",
  grassroots_union: "Bí thư",
  chapter: "Chi hội trưởng",
  club: "Chủ nhiệm",
};

/** What its members are called: đoàn viên of trade unions are another matter (domain §1.12 C). */
export const MEMBER_LABELS: Record<BranchKind, string> = {
  cell: "đoàn viên",
  grassroots_cell: "đoàn viên",
  grassroots_union: "đoàn viên",
  chapter: "hội viên",
  club: "hội viên",
};

export const MEETING_RHYTHM_LABELS: Record<MeetingRhythm, string> = {
  monthly: "Hằng tháng",
  quarterly: "Ba tháng một lần (vùng núi, phân tán, được cấp trên đồng ý)",
  irregular: "Không định kỳ",
};

export const BEGINNING_LABELS: Record<BranchBeginning, string> = {
  established: "Thành lập mới",
  reorganised: "Tổ chức lại (tách, nhập, đổi tên): không tính là thành lập mới",
};

export const ENDING_LABELS: Record<BranchEnding, string> = {
  dissolved: "Giải thể",
  reorganised: "Tổ chức lại (tách, nhập vào tổ chức khác)",
};

export const MEASURE_KIND_LABELS: Record<MeasureKind, string> = {
  renew_committee: "Kiện toàn ban chấp hành",
  add_members: "Bổ sung đoàn viên, hội viên",
  renew_content: "Giúp đổi mới nội dung",
  merge: "Ghép với tổ chức khác",
  dissolve: "Giải thể",
  other: "Biện pháp khác",
};

const STEP_LABELS: Record<SkippedStep, string> = {
  survey: "khảo sát doanh nghiệp",
  party_report: "báo cáo cấp ủy",
};

/** What a rule has against a founding, as a sentence to the officer. */
export function explainFinding(finding: Finding): string {
  switch (finding.rule) {
    case "V06":
      return `Chi đoàn phải có từ ${finding.minimum} đoàn viên, danh sách mới có ${finding.members}.`;
    case "V07":
      return `Đoàn cơ sở cần ít nhất ${finding.minimumCells} chi đoàn và ${finding.minimumMembers} đoàn viên, ở đây có ${finding.cells} chi đoàn và ${finding.members} đoàn viên.`;
    case "chapter_minimum":
      return `Danh sách có ${finding.members} hội viên; phần mềm tạm nhắc ở mức ${finding.minimum} (chưa tìm thấy quy định).`;
    case "V20":
      return `Quyết định có trước bước ${finding.skipped.map((step) => STEP_LABELS[step]).join(" và bước ")}: bước bị bỏ qua. Nêu lý do ở ô bên dưới.`;
    case "V21":
      return "Cơ quan ra quyết định không phải cấp trên trực tiếp vào ngày đó.";
  }
}

/** A decision as a line: "12 -QĐ/HĐ, 05/03/2014". */
export const decisionLine = (number: string | null, on: PlainDate | null): string =>
  number ? `${number}${on ? `, ${formatDate(on)}` : ""}` : "Chưa có quyết định";

/** What must be settled before an organisation can end (V34). */
export function explainObstacles(
  { members, admissions, children, cases, transfers }: Obstacles,
  kind: BranchKind,
): string[] {
  return [
    members > 0 && `Còn ${members} ${MEMBER_LABELS[kind]} chưa chuyển đi hoặc cho thôi.`,
    admissions > 0 && `Còn ${admissions} đề nghị kết nạp chưa giải quyết.`,
    children > 0 && `Còn ${children} chi đoàn trực thuộc đang hoạt động.`,
    cases > 0 && `Còn ${cases} hồ sơ vận động đang mở ở doanh nghiệp của tổ chức này.`,
    transfers > 0 && `Còn ${transfers} lần chuyển sinh hoạt đi hoặc đến chưa xong.`,
  ].filter((sentence) => sentence !== false);
}

export const NEXT_STEP_LABELS: Record<Exclude<NextStep, "none">, string> = {
  complete_measure: "Ghi kết quả củng cố",
  start_measure: "Đề ra biện pháp củng cố",
  record_activity: "Ghi hoạt động",
};

export const HEALTH_LABELS: Record<"weak" | "watch" | "healthy", string> = {
  weak: "Yếu",
  watch: "Vững, cần theo dõi",
  healthy: "Vững",
};

export const CONDITION_LABELS: Record<Condition, string> = {
  ended: "Đã thôi hoạt động",
  weak: "Yếu",
  watch: "Vững, cần theo dõi",
  sound: "Vững",
};
