import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";

export const ROLE_LABELS: Record<Role, string> = {
  province_board: "Ban Thường vụ Tỉnh Đoàn",
  org_department: "Ban Tổ chức – Kiểm tra",
  association_department: "Ban Đoàn kết tập hợp thanh niên",
  province_editor: "Ban chuyên môn, biên tập",
  province_clerk: "Văn phòng, văn thư",
  unit_officer: "Cán bộ đơn vị",
  branch_secretary: "Bí thư, chi hội trưởng",
  party_viewer: "Cấp ủy theo dõi",
  system_admin: "Quản trị kỹ thuật",
};

export const LINE_LABELS: Record<Line, string> = { union: "Đoàn", association: "Hội" };

export const LINE_SCOPE_LABELS: Record<LineScope, string> = {
  union: "phần Đoàn",
  association: "phần Hội",
  both: "cả Đoàn và Hội",
};
