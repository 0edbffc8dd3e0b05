import type {
  EnterpriseGrant,
  EnterpriseStatus,
  LegalForm,
  OwnerAttitude,
  Ownership,
} from "@/lib/generated/prisma/enums";

export const LEGAL_FORM_LABELS: Record<LegalForm, string> = {
  llc_one_member: "Công ty TNHH một thành viên",
  llc_two_members: "Công ty TNHH hai thành viên trở lên",
  joint_stock: "Công ty cổ phần",
  partnership: "Công ty hợp danh",
  private_enterprise: "Doanh nghiệp tư nhân",
  cooperative: "Hợp tác xã",
  cooperative_union: "Liên hiệp hợp tác xã",
  household_business: "Hộ kinh doanh",
  dependent_office: "Chi nhánh, văn phòng đại diện",
  non_public_service: "Đơn vị sự nghiệp ngoài công lập",
};

export const OWNERSHIP_LABELS: Record<Ownership, string> = {
  state: "Nhà nước",
  non_state: "Ngoài nhà nước (trong nước)",
  foreign_invested: "Có vốn đầu tư nước ngoài",
};

export const STATUS_LABELS: Record<EnterpriseStatus, string> = {
  not_started: "Chưa hoạt động",
  active: "Đang hoạt động",
  suspended: "Tạm ngừng",
  dissolving: "Chờ giải thể",
  closed: "Đã giải thể, phá sản",
  moved_away: "Chuyển khỏi địa bàn",
};

export const ATTITUDE_LABELS: Record<OwnerAttitude, string> = {
  supports: "Ủng hộ",
  neutral: "Trung lập",
  not_yet: "Chưa ủng hộ",
  refuses: "Từ chối",
};

export const GRANT_LABELS: Record<EnterpriseGrant, string> = {
  working_time: "Thời gian sinh hoạt",
  room: "Phòng, địa điểm",
  fund: "Kinh phí",
  secretary_allowance: "Phụ cấp cho bí thư, chi hội trưởng",
  other: "Khác",
};

/** Options of a select or radio field from a table of labels, in the table's order. */
export const optionsOf = <Value extends string>(
  labels: Record<Value, string>,
): { value: Value; label: string }[] =>
  // The keys of a Record<Value, …> are Values; Object.entries forgets it.
  (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }));
