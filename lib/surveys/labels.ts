import { formatNumber } from "@/lib/format";
import type { SurveyState } from "@/lib/generated/prisma/enums";
import type { NumberField, SumProblem, YesNoField } from "@/lib/surveys/rules";

export const SURVEY_STATE_LABELS: Record<SurveyState, string> = {
  draft: "Nháp",
  submitted: "Chờ duyệt",
  returned: "Bị trả lại",
  accepted: "Đã duyệt",
};

export const SURVEY_STATE_TONES = {
  draft: "calm",
  submitted: "accent",
  returned: "bad",
  accepted: "good",
} as const satisfies Record<SurveyState, string>;

/** "Đoàn viên" alone could mean the trade union's: every label says which. */
export const NUMBER_LABELS: Record<NumberField, string> = {
  workers: "Tổng số lao động",
  womenWorkers: "Lao động nữ",
  ethnicMinorityWorkers: "Lao động dân tộc thiểu số",
  seasonalWorkers: "Hợp đồng thời vụ",
  shiftWorkers: "Làm ca",
  youth16To30: "Thanh niên 16–30 tuổi",
  youth31To35: "Thanh niên 31–35 tuổi",
  untrainedWorkers: "Chưa qua đào tạo",
  vocationalWorkers: "Sơ cấp, trung cấp",
  collegeWorkers: "Cao đẳng, đại học trở lên",
  lodgingWorkers: "Ở trọ hoặc ở tại xưởng",
  partyMembers: "Số đảng viên",
  tradeUnionMembers: "Số đoàn viên công đoàn",
  unionMembersElsewhere: "Đoàn viên TNCS làm ở đây, sinh hoạt nơi khác",
  associationMembersElsewhere: "Hội viên LHTN làm ở đây, sinh hoạt nơi khác",
};

export const YES_NO_LABELS: Record<YesNoField, string> = {
  hasPartyCell: "Có chi bộ Đảng",
  hasTradeUnion: "Có công đoàn",
};

/** Section A as found on the spot; values are kept as text, in the words of the paper. */
export const FACT_FIELDS = [
  { key: "name", label: "Tên đầy đủ" },
  { key: "shortName", label: "Tên viết tắt" },
  { key: "taxCode", label: "Mã số thuế" },
  { key: "legalForm", label: "Loại hình" },
  { key: "ownership", label: "Khu vực sở hữu" },
  { key: "industry", label: "Ngành nghề chính" },
  { key: "area", label: "Xã, phường" },
  { key: "address", label: "Thôn, tổ" },
  { key: "startedYear", label: "Năm hoạt động" },
  { key: "status", label: "Tình trạng" },
  { key: "representative", label: "Chủ hoặc người đại diện" },
  { key: "phone", label: "Điện thoại" },
  { key: "headOffice", label: "Trụ sở chính hay chi nhánh" },
  { key: "entrepreneur", label: "Hội viên Hội Doanh nhân trẻ (có, không, từ năm)" },
] as const;

/** Section F; the same codes as the catalogue `survey_need`. */
export const NEED_LABELS = {
  income_jobs: "Việc làm, thu nhập",
  housing: "Nhà ở",
  childcare: "Nhà trẻ",
  vocational_training: "Học nghề, nâng bậc",
  labour_law: "Pháp luật lao động",
  culture_sport: "Văn hoá, thể thao",
  social_life: "Giao lưu, kết bạn",
  health: "Sức khoẻ",
  join_party: "Vào Đảng",
  other: "Khác",
} as const;
export type Need = keyof typeof NEED_LABELS;
// The keys of the table above, which Object.keys forgets.
export const NEEDS = Object.keys(NEED_LABELS) as Need[];

/** The problem in words that name both numbers: "Lao động nữ (12) không thể nhiều hơn tổng số lao động (10)". */
export function sumProblemInWords({ parts, wholes, sum, limit }: SumProblem): string {
  const words = (fields: readonly NumberField[]) =>
    fields.map((field) => lowered(NUMBER_LABELS[field])).join(" + ");
  const text = `${words(parts)} (${formatNumber(sum)}) không thể nhiều hơn ${words(wholes)} (${formatNumber(limit)})`;
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}

/** First letter small, but "TNCS" and the like as they are. */
const lowered = (text: string): string => text.charAt(0).toLocaleLowerCase("vi") + text.slice(1);
