import { HEAD_LABELS, MEMBER_LABELS } from "@/lib/branches/labels";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatPhone } from "@/lib/format";
import type {
  BranchKind,
  Education,
  Gender,
  Line,
  MembershipEnd,
  MembershipStart,
  PostTitle,
} from "@/lib/generated/prisma/enums";
import type { AdmissionWarning, CommitteeFinding, Maturity } from "@/lib/members/rules";

export const GENDER_LABELS: Record<Gender, string> = { male: "Nam", female: "Nữ" };

export const EDUCATION_LABELS: Record<Education, string> = {
  below_primary: "Chưa tốt nghiệp tiểu học",
  primary: "Tốt nghiệp tiểu học",
  lower_secondary: "Tốt nghiệp trung học cơ sở",
  upper_secondary: "Tốt nghiệp trung học phổ thông",
  vocational: "Sơ cấp, trung cấp, công nhân kỹ thuật",
  college: "Cao đẳng",
  university: "Đại học",
  postgraduate: "Sau đại học",
};

export const START_LABELS: Record<MembershipStart, string> = {
  admitted: "Kết nạp",
  founding: "Có từ khi thành lập tổ chức",
  transferred_in: "Chuyển đến",
  restored: "Khôi phục",
  on_record: "Ghi theo sổ",
};

/** How somebody comes into the list by the grid: admitted now, or a member already whom the list did not have. */
export const ENTRY_LABELS = { admitted: "Kết nạp", on_record: "Ghi nhận có sẵn" } as const;

/** The columns of the grid, called as in the files that go out and come in. */
export const GRID_LABELS = {
  fullName: "Họ và tên",
  gender: "Giới tính",
  birth: "Ngày sinh",
  start: "Cách vào",
  from: "Từ ngày",
  phone: "Điện thoại",
  area: "Nơi ở",
  education: "Trình độ",
  occupation: "Nghề nghiệp",
  cardNumber: "Số thẻ",
  joined: "Ngày vào Đoàn, Hội",
} as const;
export type GridField = keyof typeof GRID_LABELS;

type GridFacts = {
  fullName: string;
  gender: Gender | null;
  birth: PartialDate | null;
  phone: string | null;
  area: string | null;
  education: Education | null;
  occupation: string | null;
  cardNumber: string | null;
  joined: PartialDate | null;
};

/** A member's row of the grid, as it is typed. */
export const gridCells = (facts: GridFacts): Record<keyof GridFacts, string> => ({
  fullName: facts.fullName,
  gender: facts.gender ? GENDER_LABELS[facts.gender] : "",
  birth: typedDate(facts.birth),
  phone: facts.phone ? formatPhone(facts.phone) : "",
  area: facts.area ?? "",
  education: facts.education ? EDUCATION_LABELS[facts.education] : "",
  occupation: facts.occupation ?? "",
  cardNumber: facts.cardNumber ?? "",
  joined: typedDate(facts.joined),
});

/** A full date as it is typed; a partial one as far as it is known. */
const typedDate = (date: PartialDate | null): string =>
  date ? (date.precision === "day" ? formatDate(date.date) : formatPartialDate(date)) : "";

/** How a membership ends; of a hội viên, "thôi" is the ordinary way (§1.10 (3)). */
export const END_LABELS: Record<MembershipEnd, string> = {
  matured: "Trưởng thành Đoàn",
  transferred_out: "Chuyển đi",
  left: "Thôi tham gia",
  struck_off: "Xóa tên",
  expelled: "Khai trừ",
  deceased: "Từ trần",
};

/** A post is called by the organisation it is held in: the head of a club is no chi hội trưởng. */
export function postLabel(title: PostTitle, kind: BranchKind): string {
  switch (title) {
    case "secretary":
    case "chapter_head":
      return HEAD_LABELS[kind];
    case "deputy_secretary":
      return "Phó bí thư";
    case "committee_member":
      return "Ủy viên Ban Chấp hành";
    case "deputy_chapter_head":
      return kind === "club" ? "Phó chủ nhiệm" : "Chi hội phó";
  }
}

/** "đoàn viên" or "hội viên", of whatever organisation of the line. */
export const memberWord = (line: Line): string => MEMBER_LABELS[line === "union" ? "cell" : "chapter"];

/** A birth date with what is known of it; "chưa rõ" is not an empty cell. */
export const birthLabel = (birth: PartialDate | null): string =>
  birth ? formatPartialDate(birth) : "Chưa rõ";

/** V12, V13 as a word beside a name; nothing where nothing is due. */
export const MATURITY_LABELS: Record<Exclude<Maturity, "none">, string> = {
  maybe_due: "Có thể đã quá tuổi",
  due: "Quá 30 tuổi",
  overdue: "Quá 35 tuổi",
};

/** What a rule has against an admission, as a sentence to whoever proposes it. */
export function explainWarning(warning: AdmissionWarning): string {
  switch (warning.finding) {
    case "too_young":
      return `Chưa đủ tuổi: đủ tuổi từ ngày ${formatDate(warning.allowedFrom)}.`;
    case "maybe_too_young":
      return `Ngày sinh chỉ biết một phần, nên chưa chắc đã đủ tuổi: chắc chắn đủ từ ngày ${formatDate(warning.allowedFrom)}.`;
    case "too_old":
      return `Quá ${warning.maxAge} tuổi.`;
    case "maybe_too_old":
      return `Ngày sinh chỉ biết một phần: có thể đã quá ${warning.maxAge} tuổi.`;
    case "birth_unknown":
      return "Hồ sơ chưa có ngày sinh, nên chưa kiểm tra được tuổi.";
    case "education_too_low":
      return "Chưa tốt nghiệp tiểu học: chỉ linh hoạt với vùng cao, dân tộc thiểu số, nơi đặc biệt khó khăn.";
    case "known_here":
      return "Đã có hồ sơ trùng họ tên, ngày sinh. Nếu là cùng một người, dùng hồ sơ đã có ở bên dưới.";
    case "known_elsewhere":
      return "Có hồ sơ trùng ở nơi khác; nếu gửi, cấp trên chung sẽ xác minh trước khi chuẩn y.";
    case "same_row":
      return `Giống người ở dòng ${warning.row}. Nếu là cùng một người, xóa một dòng.`;
    case "legacy_letters":
      return "Có ký tự của phông chữ cũ (TCVN3, VNI). Xem lại chính tả họ tên, nghề nghiệp.";
  }
}

/** V08, V09 as a sentence. */
export function explainCommittee(finding: CommitteeFinding): string {
  if (finding.rule === "V09") {
    return `Chi đoàn dưới ${finding.below} đoàn viên có bí thư và, nếu cần, một phó bí thư: nhiều nhất ${finding.max} người, ở đây là ${finding.posts}.`;
  }
  const size = `Ban Chấp hành có từ ${finding.min} đến ${finding.max} người`;
  return finding.finding === "too_many"
    ? `${size}, ở đây là ${finding.posts}.`
    : `${size}, hiện có ${finding.posts}. Bổ sung cho đủ.`;
}

/** "05/03/2014 – 23/10/2014" or "từ 05/03/2014"; the second day is the first that no longer counts. */
export const periodLabel = (from: PlainDate, to: PlainDate | null): string =>
  to ? `${formatDate(from)} – ${formatDate(to)}` : `từ ${formatDate(from)}`;
