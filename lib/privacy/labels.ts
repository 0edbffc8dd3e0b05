import type {
  BasisEnd,
  ClockUnit,
  ConsentHow,
  DataRequestHow,
  DataRequestKind,
  DataRequestStepKind,
  ErasureState,
  PrivacyTextKind,
  RetentionClass,
  RetentionState,
} from "@/lib/generated/prisma/enums";
import type { RequestState } from "@/lib/privacy/rules";

export const SAMPLE = "Mẫu – cần pháp chế xác nhận";

export const TEXT_LABELS: Record<PrivacyTextKind, string> = {
  notice: "Thông báo cho mọi người",
  consent: "Văn bản đồng ý",
  guardian_consent: "Văn bản đồng ý của cha, mẹ, người giám hộ",
  breach_notice: "Thông báo vi phạm",
};

export const UNIT_LABELS: Record<ClockUnit, string> = {
  hours: "giờ",
  days: "ngày",
  working_days: "ngày làm việc",
  months: "tháng",
};

export const HOW_LABELS: Record<ConsentHow, string> = {
  signed_paper: "Giấy có chữ ký",
  in_person: "Nói trực tiếp, có người chứng kiến",
  electronic: "Bằng phương tiện điện tử",
};

export const BASIS_END_LABELS: Record<BasisEnd, string> = {
  withdrawn: "Người đó rút lại",
  replaced: "Thay bằng căn cứ khác",
  mistaken: "Ghi nhầm",
};

export const REQUEST_LABELS: Record<DataRequestKind, string> = {
  access: "Biết, xem dữ liệu của mình",
  edit: "Sửa dữ liệu",
  withdraw: "Rút lại sự đồng ý",
  delete: "Xoá dữ liệu",
  restrict: "Hạn chế xử lý",
  object: "Phản đối xử lý",
  complain: "Khiếu nại",
};

export const REQUEST_HOW_LABELS: Record<DataRequestHow, string> = {
  in_person: "Đến gặp",
  letter: "Đơn, thư",
  phone: "Điện thoại",
  electronic: "Thư điện tử, tin nhắn",
};

export const STEP_LABELS: Record<DataRequestStepKind, string> = {
  acknowledged: "Đã xác nhận nhận được",
  extended: "Gia hạn một lần",
  answered: "Đã thực hiện, trả lời",
  refused: "Từ chối, có lý do",
};

export const REQUEST_STATE_LABELS: Record<RequestState, string> = {
  received: "Chưa xác nhận",
  acknowledged: "Đang giải quyết",
  answered: "Đã trả lời",
  refused: "Đã từ chối",
};

export const ERASURE_LABELS: Record<ErasureState, string> = {
  proposed: "Chờ người thứ hai quyết định",
  done: "Đã xoá",
  refused: "Không xoá",
};

const KEEP_LABELS: Record<string, string> = {
  already_erased: "Hồ sơ đã xoá",
  keep_order: "Có nghĩa vụ phải giữ đang còn hiệu lực",
  still_member: "Còn đang sinh hoạt: cho thôi sinh hoạt trước",
  still_in_post: "Còn đang giữ chức vụ: kết thúc chức vụ trước",
  admission_open: "Còn đề nghị kết nạp chưa quyết định",
  must_keep: "Chưa hết thời hạn phải lưu giữ",
};

/** Why a record cannot be erased now, in words. */
export const keepLabel = (reason: string): string => KEEP_LABELS[reason] ?? "Còn nghĩa vụ phải giữ";

export const RETENTION_LABELS: Record<RetentionClass, string> = {
  closed_case: "Hồ sơ thành lập đã đóng",
  ex_member: "Người đã thôi sinh hoạt, trưởng thành",
  returned_survey: "Phiếu khảo sát bị trả lại, không nộp lại",
  sign_in_attempt: "Lần đăng nhập",
  ended_session: "Phiên đăng nhập đã kết thúc",
  command_receipt: "Biên nhận thao tác",
  person_export: "Bản ghi các lần xuất dữ liệu",
  answered_request: "Yêu cầu về dữ liệu đã trả lời",
};

export const RETENTION_STATE_LABELS: Record<RetentionState, string> = {
  proposed: "Chờ quyết định",
  executed: "Đã thực hiện",
  refused: "Giữ lại",
};

/** The tables of an export in words. */
export const TABLE_LABELS: Record<string, string> = {
  person: "Hồ sơ cơ bản",
  person_scope: "Nơi quản lý",
  person_sensitive: "Thông tin nhạy cảm",
  membership: "Sinh hoạt Đoàn, Hội",
  membership_status: "Hoãn sinh hoạt, mất liên lạc",
  admission: "Đề nghị kết nạp",
  post: "Chức vụ",
  member_rating: "Xếp loại hằng năm",
  discipline: "Kỷ luật",
  award: "Khen thưởng",
  transfer: "Chuyển sinh hoạt",
  referral: "Giới thiệu về nơi cư trú",
  congress_seat: "Được đại hội chọn",
  fee: "Đoàn phí, hội phí đã đóng",
  fee_exemption: "Miễn đoàn phí",
  training_participant: "Dự tập huấn",
  duplicate_case: "Xác minh hồ sơ trùng",
  person_pair: "Kết luận về hai hồ sơ, việc gộp",
  privacy_basis: "Sự đồng ý, căn cứ",
  data_request: "Yêu cầu về dữ liệu",
  erasure: "Đề nghị xoá",
  erased_person: "Việc đã xoá",
  keep_order: "Nghĩa vụ phải giữ",
  person_export: "Các lần xuất dữ liệu",
  audit_entry: "Nhật ký",
  account: "Tài khoản",
};

/** How personal a column is: "basic" and "sensitive" as the law says, "technical" keys and marks the program needs. */
type Described = readonly [what: string, kind: "basic" | "sensitive" | "technical", purposes?: string];

const KEY: Described = ["Khoá, mốc thời gian, người ghi", "technical"];
const rows = (names: string): Record<string, Described> =>
  Object.fromEntries(names.split(" ").map((name) => [name, KEY]));

/**
 * Every column of every table that holds something about a person, described: the fields of the processing register. A
 * test fails when a table about persons or accounts has a column that is not here.
 */
export const COLUMNS: Readonly<Record<string, Readonly<Record<string, Described>>>> = {
  person: {
    ...rows("id is_demo version created_at updated_at search_key sort_key"),
    full_name: ["Họ tên", "basic", "management"],
    gender: ["Giới tính", "basic", "statistics"],
    birth_date: ["Ngày sinh", "basic", "management"],
    birth_precision: ["Độ chính xác của ngày sinh", "technical"],
    phone: ["Điện thoại", "basic", "contact"],
    area_id: ["Nơi ở", "basic", "contact"],
    education: ["Trình độ", "basic", "statistics"],
    occupation: ["Nghề nghiệp, bộ phận", "basic", "management"],
    joined_place: ["Nơi vào Đoàn", "basic", "management"],
    political_theory: ["Trình độ lý luận chính trị", "basic", "statistics"],
  },
  person_scope: {
    ...rows("person_id province_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    unit_id: ["Đơn vị quản lý", "basic", "management"],
  },
  person_sensitive: {
    ...rows("person_id updated_at province_id version identity_hash sealed_for"),
    identity_cipher: ["Số định danh, mã hoá", "sensitive", "sensitive"],
    identity_tail: ["Ba số cuối của số định danh", "sensitive", "sensitive"],
    ethnicity: ["Dân tộc", "sensitive", "sensitive"],
    religion: ["Tôn giáo", "sensitive", "sensitive"],
    party_member: ["Đảng viên", "sensitive", "sensitive"],
  },
  duplicate_case: {
    ...rows("id person_id other_id province_id unit_id asked_by_id asked_at decided_by_id decided_at"),
    state: ["Kết luận có trùng người hay không", "basic", "management"],
    note: ["Căn cứ của kết luận", "basic", "management"],
  },
  person_pair: {
    ...rows("id person_id other_id province_id unit_id decided_by_id decided_at undone_by_id undone_at"),
    verdict: ["Một người hay hai người", "basic", "management"],
    reason: ["Căn cứ của kết luận", "basic", "management"],
    undo_reason: ["Lý do bỏ kết luận", "basic", "management"],
    before: ["Mục của hồ sơ được giữ trước khi gộp", "basic", "management"],
    after: ["Mục lấy từ hồ sơ gộp vào", "basic", "management"],
    moved: ["Khoá của những dòng đã chuyển, để tách lại được", "technical"],
  },
  membership: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    start_kind: ["Vào bằng cách nào", "basic", "management"],
    end_kind: ["Vì sao thôi sinh hoạt (có cả khai trừ, từ trần)", "sensitive", "management"],
    end_reason: ["Lý do thôi sinh hoạt", "sensitive", "management"],
    ceremony_on: ["Ngày làm lễ trưởng thành", "basic", "management"],
    joined_on: ["Ngày vào Đoàn, Hội", "basic", "management"],
    joined_precision: ["Độ chính xác của ngày vào", "technical"],
    card_number: ["Số thẻ", "basic", "management"],
    stays_after_thirty: ["Ở lại sau 30 tuổi", "basic", "management"],
    valid_from: ["Sinh hoạt từ ngày", "basic", "management"],
    valid_to: ["Đến ngày", "basic", "management"],
  },
  membership_status: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    kind: ["Hoãn sinh hoạt hoặc mất liên lạc", "basic", "management"],
    note: ["Lý do hoãn, ghi chú", "basic", "management"],
    valid_from: ["Từ ngày", "basic", "management"],
    valid_to: ["Đến ngày", "basic", "management"],
  },
  award: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    title: ["Hình thức khen thưởng", "basic", "management"],
    decision_number: ["Số quyết định khen thưởng", "basic", "management"],
    on: ["Ngày khen thưởng", "basic", "management"],
  },
  discipline: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    kind: ["Hình thức kỷ luật", "sensitive", "management"],
    decision_number: ["Số quyết định kỷ luật", "sensitive", "management"],
    decided_by: ["Cấp ra quyết định", "basic", "management"],
    reason: ["Lý do kỷ luật", "sensitive", "management"],
    until: ["Thời hạn kỷ luật", "sensitive", "management"],
    lift_reason: ["Lý do bỏ kỷ luật", "sensitive", "management"],
    valid_from: ["Ngày quyết định", "basic", "management"],
    valid_to: ["Ngày bỏ kỷ luật", "basic", "management"],
  },
  admission: {
    ...rows("id person_id proposed_by_id proposed_at decided_by_id decided_at membership_id version is_demo"),
    ...rows("province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    admit_on: ["Ngày kết nạp", "basic", "management"],
    state: ["Kết quả đề nghị", "basic", "management"],
    note: ["Ghi chú của đề nghị", "basic", "management"],
    decision_number: ["Số quyết định", "basic", "management"],
    decision_reason: ["Lý do quyết định", "basic", "management"],
  },
  post: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    title: ["Chức vụ", "basic", "management"],
    exception_reason: ["Lý do ngoại lệ", "basic", "management"],
    valid_from: ["Giữ chức từ ngày", "basic", "management"],
    valid_to: ["Đến ngày", "basic", "management"],
  },
  member_rating: {
    ...rows("id person_id stage recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    year: ["Năm xếp loại", "basic", "management"],
    level_id: ["Mức xếp loại", "basic", "management"],
  },
  transfer: {
    ...rows("id person_id asked_at asked_by_id is_demo province_id unit_id to_province_id to_unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    to_branch_id: ["Tổ chức nhận (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    from_name: ["Nơi chuyển đi", "basic", "management"],
    to_name: ["Nơi chuyển đến", "basic", "management"],
    person_name: ["Họ tên khi chuyển", "basic", "management"],
    gender: ["Giới tính khi chuyển", "basic", "management"],
    birth_date: ["Ngày sinh khi chuyển", "basic", "management"],
    birth_precision: ["Độ chính xác của ngày sinh", "technical"],
    joined_on: ["Ngày vào Đoàn, Hội", "basic", "management"],
    joined_precision: ["Độ chính xác của ngày vào", "technical"],
    card_number: ["Số thẻ", "basic", "management"],
    state: ["Bước của việc chuyển", "basic", "management"],
    sent_on: ["Ngày gửi", "basic", "management"],
  },
  fee: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    month: ["Tháng đóng phí", "basic", "management"],
    amount: ["Số tiền đã đóng", "basic", "management"],
    collected_on: ["Ngày thu", "basic", "management"],
  },
  fee_exemption: {
    ...rows("id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    from_month: ["Miễn từ tháng", "basic", "management"],
    to_month: ["Miễn đến tháng", "basic", "management"],
    reason: ["Lý do miễn", "basic", "management"],
    decided_on: ["Ngày quyết định miễn", "basic", "management"],
  },
  training_participant: {
    ...rows("id course_id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    title: ["Chức vụ khi dự tập huấn", "basic", "management"],
    certificate_number: ["Số giấy chứng nhận", "basic", "management"],
  },
  referral: {
    ...rows("id person_id area_id to_unit_id asked_at asked_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    from_name: ["Nơi giới thiệu", "basic", "management"],
    place_name: ["Nơi cư trú", "basic", "management"],
    person_name: ["Họ tên khi giới thiệu", "basic", "management"],
    residence: ["Thường trú hay tạm trú", "basic", "management"],
    resident_since: ["Tạm trú từ ngày", "basic", "management"],
    state: ["Bước của việc giới thiệu", "basic", "management"],
    introduced_on: ["Ngày giới thiệu", "basic", "management"],
  },
  congress_seat: {
    ...rows("id congress_id person_id recorded_at voided_at recorded_by_id is_demo province_id unit_id"),
    branch_id: ["Tổ chức Đoàn, Hội (nói lên quan điểm chính trị)", "sensitive", "management"],
    line: ["Đoàn hay Hội", "sensitive", "management"],
    title: ["Chức vụ được chọn", "basic", "management"],
    exception_reason: ["Lý do ngoại lệ", "basic", "management"],
  },
  privacy_basis: {
    ...rows("id person_id text_id recorded_by_id recorded_at ended_by_id ended_at"),
    purpose: ["Mục đích xử lý", "basic", "management"],
    kind: ["Đồng ý hay căn cứ của luật", "basic", "management"],
    how: ["Đồng ý bằng cách nào", "basic", "management"],
    guardian_name: ["Họ tên cha, mẹ, người giám hộ", "basic", "management"],
    guardian_relation: ["Quan hệ với người giám hộ", "basic", "management"],
    ground: ["Căn cứ của luật", "basic", "management"],
    article: ["Điều khoản", "basic", "management"],
    evidence: ["Bằng chứng", "basic", "management"],
    given_on: ["Ngày đồng ý", "basic", "management"],
    ended_on: ["Ngày kết thúc", "basic", "management"],
    end_kind: ["Vì sao kết thúc", "basic", "management"],
    end_reason: ["Lý do kết thúc", "basic", "management"],
  },
  data_request: {
    ...rows("id province_id person_id unit_id branch_id recorded_by_id recorded_at number has_third_party"),
    kind: ["Quyền được yêu cầu", "basic", "management"],
    subject_name: ["Họ tên người yêu cầu", "basic", "management"],
    contact: ["Cách liên hệ người yêu cầu", "basic", "contact"],
    received_on: ["Ngày nhận", "basic", "management"],
    how: ["Nhận bằng cách nào", "basic", "management"],
    content: ["Nội dung yêu cầu", "basic", "management"],
  },
  erasure: {
    ...rows("id province_id person_id request_id state shown_name shown_key shown_sort_key proposed_by_id"),
    ...rows("proposed_at decided_by_id decided_at"),
    reason: ["Lý do xoá", "basic", "management"],
    decision_note: ["Ý kiến quyết định", "basic", "management"],
  },
  erased_person: rows("person_id province_id shown_name erased_at"),
  keep_order: {
    ...rows("id province_id person_id recorded_by_id recorded_at lifted_by_id lifted_at"),
    reason: ["Vì sao phải giữ", "basic", "management"],
    article: ["Văn bản buộc giữ", "basic", "management"],
    until: ["Giữ đến ngày", "basic", "management"],
  },
  person_export: {
    ...rows("id province_id person_id created_by_id created_at"),
    reason: ["Lý do xuất", "basic", "management"],
  },
  audit_entry: {
    ...rows(
      "id request_id table_name row_id operation province_id unit_id branch_id enterprise_id person_id",
    ),
    ...rows("about_account_id on_behalf_of_id era xid"),
    at: ["Lúc làm", "basic", "management"],
    account_id: ["Tài khoản đã làm", "basic", "management"],
    deed: ["Việc đã làm", "basic", "management"],
    before: ["Giá trị trước (không có mật khẩu, không có giá trị nhạy cảm)", "sensitive", "management"],
    after: ["Giá trị sau", "sensitive", "management"],
    reason: ["Lý do", "basic", "management"],
  },
  account: {
    ...rows("id is_demo created_at disabled_at password_set_at recovery_codes_at second_factor_at"),
    login: ["Tên đăng nhập hoặc số điện thoại", "basic", "management"],
    display_name: ["Tên hiện trên màn hình", "basic", "management"],
    password_hash: ["Mật khẩu đã băm (thông tin đăng nhập)", "sensitive", "management"],
  },
};

const DUTY_LABELS: Record<string, string> = {
  "request.acknowledge": "Xác nhận đã nhận yêu cầu",
  "request.extension": "Gia hạn một lần, có lý do",
  "breach.notify": "Báo vi phạm cho cơ quan chuyên trách",
  "impact.file": "Lập hồ sơ đánh giá tác động từ ngày bắt đầu xử lý",
  "impact.update": "Cập nhật hồ sơ đánh giá tác động",
};

/** What a clock is for, in words. */
export function dutyLabel(duty: string): string {
  const known = DUTY_LABELS[duty];
  if (known) return known;
  const [, kind = "", third] = duty.split(".");
  const asked = Object.entries(REQUEST_LABELS).find(([code]) => code === kind)?.[1] ?? duty;
  return third ? `${asked}, có bên thứ ba giữ dữ liệu` : asked;
}

/** A column of an export in words. */
export const fieldLabel = (table: string, field: string): string => {
  const described = COLUMNS[table]?.[field];
  return described && described[1] !== "technical" ? described[0] : field;
};

/** A value of an export as somebody reads it. */
export const valueLabel = (value: unknown): string => {
  if (value === true) return "có";
  if (value === false) return "không";
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
};
