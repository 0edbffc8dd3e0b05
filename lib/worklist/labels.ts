import type { Consequence } from "@/lib/worklist/rules";

/** What hangs on it, as a heading of the list. */
export const CONSEQUENCE_LABELS: Record<Consequence, string> = {
  blocks_others: "Nơi khác đang chờ bạn",
  late: "Đã quá hạn",
  due: "Có thời hạn",
  open: "Làm khi thu xếp được",
};

/** Each kind by the first part of its key, in the order in which it should be done. */
const WORK_KIND_LABELS: Readonly<Record<string, string>> = {
  "survey-return": "Phiếu khảo sát bị trả lại",
  "survey-review": "Phiếu khảo sát chờ duyệt",
  "override-decide": "Đề nghị ngoại lệ",
  "admission-decide": "Đề nghị kết nạp",
  "model-cell": "Chi đoàn mạnh chờ chấm, thẩm định, công nhận",
  "issue-answer": "Khó khăn, kiến nghị chờ trả lời",
  case: "Hồ sơ vận động thành lập",
  remedy: "Khắc phục sau kiểm tra",
  advice: "Báo cáo, đề nghị chờ bổ sung hoặc hỏi lại",
  "issue-confirm": "Trả lời chờ xác nhận",
  "transfer-move": "Chuyển sinh hoạt",
  "referral-move": "Giới thiệu về nơi cư trú",
  "congress-decide": "Đại hội chờ cho phép, công nhận",
  "congress-overdue": "Quá hạn đại hội",
  "fee-book": "Đoàn phí chờ ghi sổ",
  "goals-missing": "Mục tiêu chưa lập",
  reminder: "Được đôn đốc",
  "plan-charge": "Nhiệm vụ của kế hoạch",
  "survey-assignment": "Doanh nghiệp được phân công khảo sát",
  "working-group-visit": "Chuyến đi của tổ công tác",
  "programme-item": "Hoạt động trong chương trình",
  "measure-late": "Biện pháp củng cố quá hạn",
  measure: "Biện pháp củng cố",
  "goal-risk": "Mục tiêu có nguy cơ",
  "congress-plan": "Đại hội chưa có kế hoạch",
  "congress-move": "Đại hội đang tiến hành",
  "override-granted": "Ngoại lệ được phép, chưa dùng",
  "survey-draft": "Phiếu khảo sát ghi dở",
  "plan-delivery": "Kế hoạch nhận được",
  "plan-draft": "Kế hoạch đang soạn",
  "branch-paper": "Kế hoạch, báo cáo của chi đoàn, chi hội",
  "branch-weak": "Tổ chức còn yếu",
  "member-over30": "Đoàn viên quá tuổi",
  "suspension-ends": "Sắp hết hoãn sinh hoạt",
  "member-lost": "Mất liên lạc",
  "admission-own": "Đề nghị kết nạp đã gửi",
  "congress-asked": "Đại hội đã trình",
  "fee-asked": "Đoàn phí đã nộp",
  "issue-asked": "Khó khăn, kiến nghị đã nêu",
  "override-asked": "Ngoại lệ đã xin",
  "referral-asked": "Giới thiệu nơi cư trú đã gửi",
  "survey-asked": "Phiếu khảo sát đã gửi",
  "transfer-asked": "Chuyển sinh hoạt đã gửi",
};

export const WORK_KINDS: readonly string[] = Object.keys(WORK_KIND_LABELS);

/** A kind that has no name of its own yet is still listed. */
export const kindLabel = (kind: string): string => WORK_KIND_LABELS[kind] ?? "Việc khác";
