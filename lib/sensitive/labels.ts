import type { IdentityProblem, SensitiveField } from "@/lib/sensitive/rules";

export const SENSITIVE_LABELS: Record<SensitiveField, string> = {
  ethnicity: "Dân tộc",
  religion: "Tôn giáo",
  partyMember: "Đảng viên",
  identity: "Số định danh (CMND, CCCD)",
};

/** Religions by code (domain.md §4.8). */
export const RELIGION_LABELS: Readonly<Record<string, string>> = {
  none: "Không",
  buddhism: "Phật giáo",
  catholicism: "Công giáo",
  protestantism: "Tin lành",
  caodaism: "Cao Đài",
  hoahao: "Phật giáo Hòa Hảo",
  islam: "Hồi giáo",
  other: "Tôn giáo khác",
};

/** Why sensitive fields are looked at; what is not here is told in the note. */
export const PURPOSE_LABELS = {
  statistics: "Lập báo cáo cơ cấu đoàn viên, hội viên",
  party: "Lập hồ sơ giới thiệu kết nạp Đảng",
  check: "Đối chiếu, sửa sai hồ sơ",
  duplicate: "Xác minh hồ sơ trùng",
  request: "Trả lời yêu cầu của chính người đó",
  other: "Việc khác (ghi rõ bên dưới)",
} as const;

export const IDENTITY_PROBLEMS: Record<IdentityProblem, string> = {
  not_digits: "Số định danh chỉ gồm chữ số: CMND 9 chữ số, CCCD 12 chữ số",
  lost_zeros: "Thiếu số 0 ở đầu (bảng tính hay làm mất)",
  wrong_length: "CMND có 9 chữ số, CCCD có 12 chữ số. Xem lại từng chữ số",
  no_such_place: "Không có CCCD nào bắt đầu bằng 000. Xem lại từng chữ số",
  never_issued: "Không có số nào toàn chữ số 0",
};

export const IDENTITY_DOUBTS = {
  year: "Số CCCD cho năm sinh khác với hồ sơ.",
  gender: "Số CCCD cho giới tính khác với hồ sơ.",
} as const;
