import type { BranchKind, Line, LineScope, Role, UnitKind } from "@/lib/generated/prisma/enums";

/** A role held today at a unit or an organisation, on one line or both. */
export type Appointment = Readonly<{
  id: string;
  role: Role;
  line: LineScope;
  provinceId: string;
  unitId: string;
  unitName: string;
  unitShortName: string;
  unitKind: UnitKind;
  branchId: string | null;
  branchName: string | null;
  branchKind: BranchKind | null;
  branchLine: Line | null;
}>;

declare const minted: unique symbol;

/**
 * Somebody signed in, with what they answer for today. Minted in one place from the database on every request
 * (lib/access/viewer.ts); nothing in it can be made up by a caller.
 */
export type Viewer = Readonly<{
  accountId: string;
  sessionId: string;
  login: string;
  name: string;
  isDemo: boolean;
  /** When this session last proved whose it is, by password and, where there is one, by code. */
  provedAt: Date;
  hasSecondFactor: boolean;
  appointments: readonly Appointment[];
  /** Which of them are held on somebody's behalf, by id, and whose they are. */
  delegations: Readonly<Record<string, string>>;
  /** A secretary's own organisations and those below them. */
  branches: readonly string[];
  /** Enterprises those organisations cover today. */
  enterprises: readonly string[];
  [minted]: true;
}>;

/** What a role may do, and a sentence that can be shown. Where it may is the appointment's place and line. */
const PERMISSIONS = {
  "enterprise.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xem doanh nghiệp",
  },
  "enterprise.write": { roles: ["unit_officer"], says: "đăng ký, sửa doanh nghiệp của đơn vị mình" },
  "survey.record": { roles: ["unit_officer"], says: "ghi phiếu khảo sát" },
  "survey.review": { roles: ["org_department"], says: "duyệt hoặc trả lại phiếu khảo sát" },
  "survey.assign": {
    roles: ["org_department", "unit_officer"],
    says: "giao doanh nghiệp cho người khảo sát",
  },
  "campaign.write": { roles: ["org_department"], says: "mở đợt khảo sát" },
  "branch.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xem tổ chức Đoàn, Hội",
  },
  "branch.write": { roles: ["unit_officer"], says: "thành lập, củng cố tổ chức của đơn vị mình" },
  // A dossier is accepted by the department of its line (§1.11): TCKT for the Đoàn, ĐKTH for the Hội.
  "case.appraise_union": { roles: ["org_department"], says: "thẩm định hồ sơ thành lập tổ chức Đoàn" },
  "case.appraise_association": {
    roles: ["association_department"],
    says: "thẩm định hồ sơ thành lập tổ chức Hội",
  },
  "case.scheme": { roles: ["org_department"], says: "sửa các bước vận động thành lập của tỉnh" },
  "activity.record": { roles: ["unit_officer", "branch_secretary"], says: "ghi hoạt động" },
  "workingGroup.write": { roles: ["unit_officer"], says: "lập tổ công tác của đơn vị mình" },
  "programme.write": { roles: ["unit_officer"], says: "lập chương trình hoạt động của đơn vị mình" },
  "member.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xem đoàn viên, hội viên",
  },
  "member.export": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xuất danh sách đoàn viên, hội viên trong phạm vi của mình",
  },
  // §1.11: with a purpose, for everybody; the Hội department not at all.
  "sensitive.read": {
    roles: ["province_board", "org_department", "unit_officer", "branch_secretary"],
    says: "xem thông tin nhạy cảm, có nêu lý do",
  },
  "member.write": { roles: ["unit_officer", "branch_secretary"], says: "cập nhật đoàn viên, hội viên" },
  "admission.decide": { roles: ["unit_officer"], says: "chuẩn y kết nạp" },
  // The database asks besides whether both records are below the one who decides.
  "duplicate.decide": { roles: ["org_department", "unit_officer"], says: "xác minh hồ sơ trùng" },
  "override.ask": { roles: ["unit_officer", "branch_secretary"], says: "xin phép ngoại lệ" },
  "override.decide": { roles: ["org_department"], says: "cho phép ngoại lệ" },
  // Kept from the committee and the Hội department: who answers for the person, and the department of inspection.
  "discipline.read": { roles: ["org_department"], says: "xem sổ kỷ luật" },
  "feedback.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xem khó khăn, kiến nghị",
  },
  "desk.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer", "branch_secretary"],
    says: "xem kiểm tra, hỗ trợ, tập huấn, phối hợp",
  },
  "desk.write": {
    roles: ["org_department", "association_department", "unit_officer"],
    says: "ghi tham mưu, kiểm tra, hỗ trợ, tập huấn, phối hợp",
  },
  "feedback.raise": { roles: ["unit_officer", "branch_secretary"], says: "nêu khó khăn, kiến nghị" },
  "plan.write": { roles: ["org_department"], says: "sửa kế hoạch" },
  "priority.write": { roles: ["org_department"], says: "đặt trọng số ưu tiên" },
  "plan.compose": {
    roles: ["org_department", "unit_officer"],
    says: "soạn, ban hành kế hoạch của tỉnh hoặc của đơn vị mình",
  },
  "privacy.record": {
    roles: ["unit_officer", "branch_secretary"],
    says: "ghi sự đồng ý, căn cứ xử lý dữ liệu",
  },
  "privacy.register": {
    roles: ["org_department", "unit_officer", "branch_secretary"],
    says: "ghi yêu cầu về dữ liệu cá nhân",
  },
  "dashboard.read": {
    roles: ["province_board", "org_department", "association_department", "unit_officer"],
    says: "xem bảng điều hành",
  },
  "audit.search": { roles: ["org_department"], says: "tra cứu vết: ai đã làm gì, lúc nào" },
  "account.read": {
    roles: ["org_department", "unit_officer", "system_admin"],
    says: "xem tài khoản cấp dưới",
    isPersonal: true,
  },
  "account.give": {
    roles: ["org_department", "unit_officer"],
    says: "cấp tài khoản, giao nhiệm vụ",
    isPersonal: true,
  },
  "person.access": {
    roles: ["org_department", "unit_officer", "branch_secretary"],
    says: "xem ai mở được hồ sơ một người",
  },
} as const satisfies Record<string, { roles: readonly Role[]; says: string; isPersonal?: true }>;

export type Permission = keyof typeof PERMISSIONS;

type Grant = { roles: readonly Role[]; isPersonal?: true };

/** The place a deed happens in; what is left out is not asked about. */
export type Place = {
  provinceId?: string;
  unitIds?: readonly string[];
  branchId?: string;
  line?: Line;
};

/** Whether the viewer holds a role that may do this, there, on that line. Pure: facts come from the viewer and the place. */
export const can = (viewer: Viewer, permission: Permission, place: Place = {}): boolean =>
  viewer.appointments.some((appointment) => {
    const { roles, isPersonal }: Grant = PERMISSIONS[permission];
    // Accounts outlast a delegation, so they are given by those who hold the role themselves.
    if (isPersonal && viewer.delegations[appointment.id] !== undefined) return false;
    return roles.includes(appointment.role) && reaches(viewer, appointment, place);
  });

function reaches(viewer: Viewer, appointment: Appointment, place: Place): boolean {
  if (place.line && appointment.line !== "both" && appointment.line !== place.line) return false;
  if (place.provinceId && appointment.provinceId !== place.provinceId) return false;
  switch (appointment.role) {
    case "unit_officer":
      return !place.unitIds || place.unitIds.includes(appointment.unitId);
    case "branch_secretary":
      return !place.branchId || viewer.branches.includes(place.branchId);
    default:
      return true;
  }
}

const placesOf = (
  viewer: Viewer,
  roles: readonly Role[],
  pick: (held: Appointment) => string,
  line?: Line,
): string[] => [
  ...new Set(
    viewer.appointments
      .filter((held) => roles.includes(held.role) && (!line || held.line === "both" || held.line === line))
      .map(pick),
  ),
];

/** Provinces whose enterprises, surveys and organisations the viewer reads whole. */
export const provincesOf = (viewer: Viewer): string[] =>
  placesOf(viewer, ["province_board", "org_department", "association_department"], (held) => held.provinceId);

/** Provinces whose members of one line the viewer reads: the Hội department reads hội viên only (§1.11). */
export const peopleProvincesOf = (viewer: Viewer, line: Line): string[] =>
  placesOf(
    viewer,
    line === "union"
      ? ["province_board", "org_department"]
      : ["province_board", "org_department", "association_department"],
    (held) => held.provinceId,
    line,
  );

/** Provinces where the viewer sits in the plan's standing department (row 52), for one line where that is asked. */
export const departmentsOf = (viewer: Viewer, line?: Line): string[] =>
  placesOf(viewer, ["org_department"], (held) => held.provinceId, line);

/** Every province the viewer belongs to in any role. */
export const ownProvincesOf = (viewer: Viewer): string[] => [
  ...new Set(viewer.appointments.map((held) => held.provinceId)),
];

/** The Hội department answers for the Hội side (row 55): the line of somebody who holds nothing beside a seat there. */
export const onlyLineOf = ({ appointments }: Viewer): "association" | undefined =>
  appointments.some(({ role }) => role === "association_department") &&
  appointments.every(({ line }) => line === "association")
    ? "association"
    : undefined;

/**
 * Units the viewer is an officer of; on one line those that the appointment is for. Enterprises and organisations of a unit
 * are read by all its officers, its people and whatever names them only on the appointment's line.
 */
export const unitsOf = (viewer: Viewer, line?: Line): string[] =>
  placesOf(viewer, ["unit_officer"], (held) => held.unitId, line);

/**
 * In whose name the viewer writes papers of a line: the own units; the province itself (its id is a unit's too) for the department of
 * that line. The database's access.desks.
 */
export const desksOf = (viewer: Viewer, line: Line): string[] => [
  ...new Set([
    ...unitsOf(viewer, line),
    ...departmentsOf(viewer, line),
    ...(line === "association"
      ? placesOf(viewer, ["association_department"], (held) => held.provinceId)
      : []),
  ]),
];

/** Papers of the units one reads: of the province for its committee and departments, of the own unit for its officers. */
export const visiblePapers = (viewer: Viewer) => ({
  OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: unitsOf(viewer) } }],
});

/** Authorisation as a where clause on enterprises: what lies outside does not exist. */
export const visibleEnterprises = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: provincesOf(viewer) } },
    { unionUnitId: { in: unitsOf(viewer) } },
    { associationUnitId: { in: unitsOf(viewer) } },
    { id: { in: [...viewer.enterprises] } },
  ],
});

/** The same for rows that hang on an enterprise (surveys, visits, coverage, goals, cases …). */
export const visibleOfEnterprises = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: provincesOf(viewer) } },
    { unionUnitId: { in: unitsOf(viewer) } },
    { associationUnitId: { in: unitsOf(viewer) } },
    { enterpriseId: { in: [...viewer.enterprises] } },
  ],
});

/** Organisations of Đoàn and Hội the viewer reads. */
export const visibleBranches = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: provincesOf(viewer) } },
    { unitId: { in: unitsOf(viewer) } },
    { id: { in: [...viewer.branches] } },
  ],
});

/** Rows that hang on an organisation and are not about people (activities, measures, lives). */
export const visibleOfBranches = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: provincesOf(viewer) } },
    { unitId: { in: unitsOf(viewer) } },
    { branchId: { in: [...viewer.branches] } },
  ],
});

/** Rows about people: memberships, admissions, posts. */
export const visibleOfPeople = (viewer: Viewer) => ({
  OR: [
    { line: "union" as const, provinceId: { in: peopleProvincesOf(viewer, "union") } },
    { line: "association" as const, provinceId: { in: peopleProvincesOf(viewer, "association") } },
    { line: "union" as const, unitId: { in: unitsOf(viewer, "union") } },
    { line: "association" as const, unitId: { in: unitsOf(viewer, "association") } },
    { branchId: { in: [...viewer.branches] } },
  ],
});

/** Persons in sight. */
export const visiblePersons = (viewer: Viewer) => ({ scopes: { some: visibleOfPeople(viewer) } });
