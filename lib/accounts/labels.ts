import { LINE_LABELS, LINE_SCOPE_LABELS, ROLE_LABELS } from "@/lib/access/labels";
import type { AccountState } from "@/lib/accounts/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";

export const STATE_LABELS: Record<AccountState, string> = {
  active: "Đang dùng",
  invited: "Chờ đặt mật khẩu",
  locked: "Đã khoá",
  idle: "Không còn nhiệm vụ",
};

/** What an appointment is, in one line: "Cán bộ đơn vị, Huyện Đoàn Hà Quảng (cả Đoàn và Hội)". */
export const heldLabel = (held: {
  role: Role;
  line: LineScope;
  unitName: string | null;
  branchName: string | null;
}): string => {
  const place = held.branchName ?? held.unitName;
  return `${ROLE_LABELS[held.role]}${place ? `, ${place}` : ""} (${LINE_SCOPE_LABELS[held.line]})`;
};

/** Since when, and from which day no more. */
export const heldPeriod = ({
  validFrom,
  validTo,
}: {
  validFrom: PlainDate;
  validTo: PlainDate | null;
}): string =>
  validTo ? `từ ${formatDate(validFrom)}, thôi từ ${formatDate(validTo)}` : `từ ${formatDate(validFrom)}`;

const ROW_LABELS = { membership: "sinh hoạt", admission: "đề nghị kết nạp", post: "giữ chức vụ" } as const;

/** What of a person lies in an organisation: "đoàn viên … sinh hoạt từ 01/01/2012". */
export const reasonLabel = ({
  kind,
  from,
  to,
}: {
  kind: keyof typeof ROW_LABELS;
  from: PlainDate;
  to: PlainDate | null;
}): string => `${ROW_LABELS[kind]} từ ${formatDate(from)}${to ? ` đến ${formatDate(to)}` : ""}`;

/** Why a role opens the records of an organisation's people. */
export const sightLabel = (role: Role, line: Line): string =>
  ({
    province_board: "đọc hồ sơ cả tỉnh",
    org_department: "đọc hồ sơ cả tỉnh",
    association_department: "đọc hồ sơ hội viên cả tỉnh",
    unit_officer: `phụ trách ${LINE_LABELS[line]} ở đơn vị quản lý tổ chức`,
    branch_secretary: "giữ sổ của tổ chức hoặc tổ chức cấp trên của nó",
    province_editor: "",
    province_clerk: "",
    party_viewer: "",
    system_admin: "",
  })[role];
