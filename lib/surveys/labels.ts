import { BRANCH_KIND_LABELS, MEETING_RHYTHM_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import {
  ATTITUDE_LABELS,
  GRANT_LABELS,
  LEGAL_FORM_LABELS,
  OWNERSHIP_LABELS,
  STATUS_LABELS,
} from "@/lib/enterprises/labels";
import { formatNumber, formatPhone } from "@/lib/format";
import type { SurveyState } from "@/lib/generated/prisma/enums";
import {
  type Answers,
  type CampaignState,
  type Count,
  type CountField,
  type Doubt,
  FACT_FIELDS,
  type FactField,
  factField,
  needField,
  needNoteField,
  organisationField,
  type Quantity,
  type SkipReason,
  SUM_RULES,
  type SumProblem,
  type TextField,
  type YesNo,
  type YesNoField,
} from "@/lib/surveys/rules";

export const SURVEY_STATE_LABELS: Record<SurveyState, string> = {
  draft: "Nháp",
  submitted: "Chờ duyệt",
  returned: "Cần sửa",
  accepted: "Đã duyệt",
};

export const SURVEY_STATE_TONES = {
  draft: "calm",
  submitted: "accent",
  returned: "bad",
  accepted: "good",
} as const satisfies Record<SurveyState, string>;

/** What a move was, in its history. */
export const SURVEY_EVENT_LABELS: Record<SurveyState, string> = {
  draft: "Bắt đầu ghi phiếu",
  submitted: "Gửi duyệt",
  returned: "Trả lại để sửa",
  accepted: "Duyệt",
};

export const CAMPAIGN_STATE_LABELS: Record<CampaignState, string> = {
  planned: "Chưa mở",
  open: "Đang mở",
  closed: "Đã đóng",
};

export const UNKNOWN = "không rõ";
export const NOT_ASKED = "chưa hỏi";

export const YES_NO_LABELS: Record<NonNullable<YesNo>, string> = {
  yes: "Có",
  no: "Không",
  unknown: "Không rõ",
};

export const SECTIONS = ["A", "B", "C", "D", "E", "F", "G", "H"] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_LABELS: Record<Section, string> = {
  A: "Doanh nghiệp",
  B: "Lao động",
  C: "Tổ chức Đảng, công đoàn",
  D: "Tổ chức Đoàn, Hội hiện có",
  E: "Đoàn viên TNCS, hội viên LHTN chưa có tổ chức ở đây",
  F: "Nhu cầu của người lao động trẻ",
  G: "Chủ doanh nghiệp và điều kiện hỗ trợ",
  H: "Đánh giá của cán bộ khảo sát",
};

type FieldBase<Key extends string> = { key: Key; section: Section; label: string };

/** Where a number may not be more than another (V25): the fields it is added up with, and the whole. */
type PartOf = (typeof SUM_RULES)[number];

export type CountFieldLabel = FieldBase<CountField> & { unit: "người"; partOf: PartOf | null };

const count = (section: Section, key: CountField, label: string): CountFieldLabel => ({
  key,
  section,
  label,
  unit: "người",
  partOf: SUM_RULES.find(({ parts }) => parts.includes(key)) ?? null,
});

/**
 * The numbers of the form: one table for form, page and API. "Đoàn viên" alone could mean the trade union's, so every
 * label says which (domain §1.12 C).
 */
export const COUNT_LABELS: readonly CountFieldLabel[] = [
  count("B", "workers", "Tổng số lao động"),
  count("B", "womenWorkers", "Lao động nữ"),
  count("B", "ethnicMinorityWorkers", "Lao động dân tộc thiểu số"),
  count("B", "seasonalWorkers", "Lao động hợp đồng thời vụ"),
  count("B", "shiftWorkers", "Lao động làm ca"),
  count("B", "youth16To30", "Thanh niên 16–30 tuổi"),
  count("B", "youth31To35", "Thanh niên 31–35 tuổi"),
  count("B", "untrainedWorkers", "Lao động chưa qua đào tạo"),
  count("B", "vocationalWorkers", "Trình độ sơ cấp, trung cấp"),
  count("B", "collegeWorkers", "Trình độ cao đẳng, đại học trở lên"),
  count("B", "lodgingWorkers", "Lao động ở trọ hoặc ở tại xưởng"),
  count("C", "partyMembers", "Số đảng viên"),
  count("C", "tradeUnionMembers", "Số đoàn viên công đoàn"),
  count("E", "unionMembersElsewhere", "Đoàn viên TNCS sinh hoạt ở nơi khác"),
  count("E", "associationMembersElsewhere", "Hội viên LHTN sinh hoạt ở nơi khác"),
];

const LABEL_OF_COUNT = new Map(COUNT_LABELS.map(({ key, label }) => [key, label]));
export const countLabel = (field: CountField): string => LABEL_OF_COUNT.get(field) ?? field;

export const YES_NO_FIELD_LABELS: Record<YesNoField, string> = {
  hasPartyCell: "Chi bộ Đảng trong doanh nghiệp",
  hasTradeUnion: "Công đoàn trong doanh nghiệp",
};

export const TEXT_LABELS: Record<TextField, { section: Section; label: string }> = {
  elsewhereNote: { section: "E", label: "Đang sinh hoạt ở đâu" },
  grantNote: { section: "G", label: "Nói rõ điều kiện hỗ trợ" },
  contactName: { section: "G", label: "Người liên hệ" },
  contactPhone: { section: "G", label: "Điện thoại người liên hệ" },
  nucleusName: { section: "G", label: "Người có khả năng làm bí thư, chi hội trưởng" },
  nucleusPhone: { section: "G", label: "Điện thoại người đó" },
  assessment: { section: "H", label: "Đánh giá" },
  proposal: { section: "H", label: "Kiến nghị" },
  surveyor: { section: "H", label: "Người khảo sát" },
  informant: { section: "H", label: "Người cung cấp thông tin" },
};

const OFFICE_LABELS = { head: "Trụ sở chính", branch: "Chi nhánh, cơ sở" } as const;

/** Section A; `words` where the answer is one of a list and stored as its code. */
export const FACT_LABELS: Record<FactField, { label: string; words?: Readonly<Record<string, string>> }> = {
  name: { label: "Tên đầy đủ" },
  shortName: { label: "Tên viết tắt" },
  taxCode: { label: "Mã số thuế" },
  legalForm: { label: "Loại hình", words: LEGAL_FORM_LABELS },
  ownership: { label: "Khu vực sở hữu", words: OWNERSHIP_LABELS },
  industry: { label: "Ngành nghề chính" },
  area: { label: "Xã, phường, thị trấn" },
  address: { label: "Thôn, tổ, đường" },
  startedYear: { label: "Năm bắt đầu hoạt động" },
  status: { label: "Tình trạng", words: STATUS_LABELS },
  representative: { label: "Chủ hoặc người đại diện" },
  phone: { label: "Điện thoại" },
  office: { label: "Trụ sở chính hay chi nhánh", words: OFFICE_LABELS },
  entrepreneurSince: { label: "Hội viên Hội Doanh nhân trẻ từ năm" },
};

export function factInWords(field: FactField, value: string | null): string {
  if (value === null) return "";
  if (field === "phone") return formatPhone(value);
  return FACT_LABELS[field].words?.[value] ?? value;
}

export const ORGANISATION_LABELS = {
  kind: "Loại tổ chức",
  name: "Tên tổ chức",
  foundedOn: "Ngày thành lập",
  committeeSize: "Số ủy viên ban chấp hành",
  members: "Số đoàn viên TNCS (hội viên, nếu là tổ chức Hội) làm ở đây",
  meetingRhythm: "Sinh hoạt",
  lastActivityOn: "Hoạt động gần nhất",
  paysFee: "Thu nộp đoàn phí, hội phí",
  rating: "Xếp loại gần nhất",
  difficulty: "Khó khăn",
} as const;

export const ATTITUDE_ANSWER_LABELS = { ...ATTITUDE_LABELS, unknown: "Chưa gặp được, không rõ" } as const;

/** Words of the needs catalogue, by code. */
export type NeedLabels = Readonly<Record<string, string>>;

/** One answer, ready to be read or compared; `field` is its name in the form, `text` is empty where there is none. */
export type AnswerLine = { field: string; section: Section; label: string; text: string; count?: Count };

export const countInWords = (value: Count): string => {
  if (value === null) return "";
  return value === "unknown" ? UNKNOWN : formatNumber(value);
};
const yesNoInWords = (value: YesNo): string => (value === null ? "" : YES_NO_LABELS[value]);
const dateInWords = (value: string | null): string => (value === null ? "" : formatDate(value));

/** A whole survey as lines of words, section by section: what the page shows and what a stale form compares. */
export function answerLines(answers: Answers, needs: NeedLabels): AnswerLine[] {
  const line = (section: Section, field: string, label: string, text: string): AnswerLine => ({
    section,
    field,
    label,
    text,
  });
  const counts = (section: Section) =>
    COUNT_LABELS.filter((field) => field.section === section).map(({ key, label }) => ({
      ...line(section, key, label, countInWords(answers[key])),
      count: answers[key],
    }));
  const texts = (section: Section) =>
    (Object.entries(TEXT_LABELS) as [TextField, { section: Section; label: string }][])
      // The keys of a Record<TextField, …> are TextFields; Object.entries forgets it.
      .filter(([, field]) => field.section === section)
      .map(([key, { label }]) => {
        const text = answers[key] ?? "";
        return line(section, key, label, key.endsWith("Phone") && text ? formatPhone(text) : text);
      });
  const yesNo = (field: YesNoField) =>
    line("C", field, YES_NO_FIELD_LABELS[field], yesNoInWords(answers[field]));
  const [party = [], tradeUnion = []] = counts("C").map((field) => [field]);
  return [
    ...FACT_FIELDS.map((field) =>
      line("A", factField(field), FACT_LABELS[field].label, factInWords(field, answers.facts[field])),
    ),
    ...counts("B"),
    yesNo("hasPartyCell"),
    ...party,
    yesNo("hasTradeUnion"),
    ...tradeUnion,
    ...answers.organisations.flatMap((row, index) => organisationLines(row, index + 1)),
    ...counts("E"),
    ...texts("E"),
    ...answers.needs.map(({ need, persons, note }) => ({
      ...line("F", needField(need), needs[need] ?? need, countInWords(persons)),
      count: persons,
      ...(note !== null && { label: `${needs[need] ?? need}: ${note}` }),
    })),
    line(
      "G",
      "ownerAttitude",
      "Thái độ của chủ doanh nghiệp",
      answers.ownerAttitude ? ATTITUDE_ANSWER_LABELS[answers.ownerAttitude] : "",
    ),
    line(
      "G",
      "grants",
      "Doanh nghiệp tạo điều kiện về",
      answers.grants.map((grant) => GRANT_LABELS[grant]).join(", "),
    ),
    ...texts("G"),
    ...texts("H"),
    line("H", "surveyedOn", "Ngày khảo sát", dateInWords(answers.surveyedOn)),
  ];
}

function organisationLines(row: Answers["organisations"][number], number: number): AnswerLine[] {
  const texts: Record<keyof typeof ORGANISATION_LABELS, string> = {
    kind: BRANCH_KIND_LABELS[row.kind],
    name: row.name ?? "",
    foundedOn: dateInWords(row.foundedOn),
    committeeSize: countInWords(row.committeeSize),
    members: countInWords(row.members),
    meetingRhythm: row.meetingRhythm ? MEETING_RHYTHM_LABELS[row.meetingRhythm] : "",
    lastActivityOn: dateInWords(row.lastActivityOn),
    paysFee: yesNoInWords(row.paysFee),
    rating: row.rating ?? "",
    difficulty: row.difficulty ?? "",
  };
  return (
    (Object.keys(texts) as (keyof typeof texts)[])
      // The keys of the table above; Object.keys forgets it.
      .map((field) => ({
        section: "D" as const,
        field: organisationField(number, field),
        label: `Tổ chức thứ ${number}: ${lowered(ORGANISATION_LABELS[field])}`,
        text: texts[field],
      }))
  );
}

/** First letter small, but "LHTN" and the like as they are. */
const lowered = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase("vi") + text.slice(1);
const raised = (text: string): string => text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);

/** What to say at a question that was left open (see `missingAnswers`). */
export function missingInWords(field: string, needs: NeedLabels): string {
  const asCount = COUNT_LABELS.find(({ key }) => key === field);
  if (asCount) return `${asCount.label}: nhập số, hoặc chọn “không rõ”`;
  const fixed = MISSING[field];
  if (fixed) return fixed;
  const row = /^org(\d+)_/.exec(field)?.[1];
  if (row) return `Tổ chức thứ ${row}: nhập số đoàn viên TNCS, hội viên, hoặc chọn “không rõ”`;
  const need = Object.entries(needs).find(([code]) => needField(code) === field)?.[1];
  return `${need ?? "Nhu cầu"}: nhập số người nêu, hoặc chọn “không rõ”`;
}

const MISSING: Readonly<Record<string, string>> = {
  [factField("name")]: "Nhập tên đầy đủ của doanh nghiệp",
  [factField("confirmed")]: "Kiểm tra phần A tại chỗ rồi xác nhận",
  hasPartyCell: "Chi bộ Đảng: chọn có, không hoặc không rõ",
  hasTradeUnion: "Công đoàn: chọn có, không hoặc không rõ",
  ownerAttitude: "Chọn thái độ của chủ doanh nghiệp, hoặc “chưa gặp được, không rõ”",
  surveyedOn: "Nhập ngày khảo sát",
  surveyor: "Ghi người khảo sát",
  informant: "Ghi người cung cấp thông tin (chức danh là đủ)",
};

function quantityLabel(quantity: Quantity, needs: NeedLabels): string {
  if (quantity === "unionMembers") return "đoàn viên TNCS ở phần D và E";
  if (quantity === "associationMembers") return "hội viên LHTN ở phần D và E";
  if (typeof quantity === "object") return `số người nêu nhu cầu ${lowered(needs[quantity.need] ?? "này")}`;
  return lowered(countLabel(quantity));
}

/** Names both numbers: "Lao động nữ (12) không thể nhiều hơn tổng số lao động (10)". */
export function sumProblemInWords({ parts, sum, whole, limit }: SumProblem, needs: NeedLabels = {}): string {
  const names = parts.map((part) => quantityLabel(part, needs)).join(" cộng ");
  return raised(
    `${names} (${formatNumber(sum)}) không thể nhiều hơn ${lowered(countLabel(whole))} (${formatNumber(limit)})`,
  );
}

export const doubtInWords = ({ members, youth }: Doubt): string =>
  `Đoàn viên TNCS ở phần D và E (${formatNumber(members)}) nhiều hơn thanh niên 16–35 tuổi (${formatNumber(youth)}): chỉ đúng khi có cán bộ Đoàn trên 35 tuổi. Xem lại, đúng thì xác nhận rồi gửi.`;

export const SKIP_REASON_LABELS: Record<SkipReason, string> = {
  not_found: "không còn trong phạm vi của bạn",
  own_survey: "bạn là người ghi hoặc gửi phiếu",
  wrong_state: "không còn chờ duyệt",
  changed: "đã thay đổi sau khi bạn mở danh sách, cần xem lại",
  sums_wrong: "số liệu cộng không khớp, cần trả lại",
};

/** "+5", "−3" or "0" between two counts; empty where one of them is not a number. */
export function changeInWords(before: Count | undefined, now: Count | undefined): string {
  if (typeof before !== "number" || typeof now !== "number") return "";
  const change = now - before;
  if (change === 0) return "0";
  return change > 0 ? `+${formatNumber(change)}` : `−${formatNumber(-change)}`;
}
