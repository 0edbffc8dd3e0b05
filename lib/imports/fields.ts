import { LINE_LABELS } from "@/lib/access/labels";
import type { Viewer } from "@/lib/access/policy";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import type { Tx } from "@/lib/db/scope";
import {
  ATTITUDE_LABELS,
  GRANT_LABELS,
  LEGAL_FORM_LABELS,
  OWNERSHIP_LABELS,
  STATUS_LABELS,
} from "@/lib/enterprises/labels";
import type { PostTitle } from "@/lib/generated/prisma/enums";
import { EDUCATION_LABELS, GENDER_LABELS } from "@/lib/members/labels";
import { RELIGION_LABELS } from "@/lib/sensitive/labels";
import { NEED_LABELS, NEEDS, NUMBER_LABELS, YES_NO_LABELS } from "@/lib/surveys/labels";
import { NUMBER_FIELDS, type NumberField } from "@/lib/surveys/rules";

export const IMPORT_KINDS = ["enterprises", "surveys", "organisations", "members", "posts"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a column's cells are read (cells.ts). */
export type FieldType =
  | { type: "text"; max: number; lines?: boolean }
  | { type: "person_name" }
  /** With `several`, "01/01/2012; 05/03/2014" of an exported list is read as days joined by ";". */
  | { type: "day"; several?: true }
  | { type: "partial_date" }
  | { type: "year" }
  /** With `unknown`, "không rõ" is an answer of its own, read as "unknown" (§1.12). */
  | { type: "count"; unknown?: true }
  | { type: "yes_no"; unknown?: true }
  | { type: "tax_code" }
  | { type: "phone" }
  | { type: "identity" }
  | { type: "id" }
  /** Code → the label first, then synonyms. */
  | { type: "choice"; values: Readonly<Record<string, readonly string[]>>; several?: true }
  /** Text; the kind looks up what it names. */
  | { type: "reference"; to: "unit" | "area" | "enterprise" | "branch" | "person" | "campaign" };

export type Field = {
  name: string;
  /** The Vietnamese heading written in exports and templates. */
  label: string;
  /** Other headings and abbreviations, compared without marks. */
  synonyms: readonly string[];
  type: FieldType;
  /** A new record cannot be made without it. */
  isRequired?: true;
  isSensitive?: true;
  example: string;
};

/** A cell read. undefined in RowValues: the file has no such column; null: the cell is empty. */
export type Value =
  | string
  | number
  | boolean
  | { date: string; precision: "day" | "month" | "year" }
  | { code10: string; branch: string | null }
  | null;
export type RowValues = Readonly<Record<string, Value | undefined>>;
/** Vietnamese, says what to do; `field` is null where the whole row is meant. */
export type Problem = { field: string | null; message: string };
/** What was put right without being asked: restored zeros, NFC, odd blanks. */
export type CellNotice = { field: string; message: string };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type PlannedRow =
  | { outcome: "create"; targetId: string; write: Json; notices?: CellNotice[] }
  | {
      outcome: "update";
      targetId: string;
      changes: { field: string; from: string; to: string }[];
      write: Json;
      notices?: CellNotice[];
    }
  | { outcome: "identical"; targetId: string; notices?: CellNotice[] }
  /** A conflict contradicts what is on record or another row; an error is wrong by itself. */
  | { outcome: "conflict" | "error"; problems: Problem[] };

/** What was chosen beside the file. */
export type ImportContext = {
  importId: string;
  unitId: string | null;
  branchId: string | null;
  campaignId: string | null;
};

/** One kind's knowledge of the database. plan() decides and writes nothing; write() carries planned rows out. */
export type Kind = {
  /**
   * Rows in file order, about 1.000 at a time; `memory` lives for the whole file. `createdId` is the record a row brought
   * already, where an import goes on after a stop.
   */
  plan(
    viewer: Viewer,
    tx: Tx,
    context: ImportContext,
    rows: readonly { number: number; values: RowValues; createdId?: string }[],
    memory: Map<string, unknown>,
  ): Promise<PlannedRow[]>;
  /** In one transaction, one statement per table; throws nothing for a person's mistake, which plan() found. */
  write(
    viewer: Viewer,
    tx: Tx,
    context: ImportContext,
    rows: readonly { number: number; planned: PlannedRow & { outcome: "create" | "update" } }[],
  ): Promise<void>;
};

/** Labels of codes with further spellings, as a choice reads them. */
const choice = <Code extends string>(
  labels: Readonly<Record<Code, string>>,
  more?: Readonly<Partial<Record<Code, readonly string[]>>>,
): Extract<FieldType, { type: "choice" }> => ({
  type: "choice",
  values: Object.fromEntries(
    // The keys of a Record<Code, …> are Codes; Object.entries forgets it.
    (Object.entries(labels) as [Code, string][]).map(([code, label]) => [
      code,
      [label, ...(more?.[code] ?? [])],
    ]),
  ),
});

const text = (max: number): FieldType => ({ type: "text", max });
const lines = (max: number): FieldType => ({ type: "text", max, lines: true });

const ID: Field = {
  name: "id",
  label: "Mã (không sửa)",
  synonyms: ["Mã bản ghi", "Mã hệ thống"],
  type: { type: "id" },
  example: "",
};

const LEGAL_FORM = choice(LEGAL_FORM_LABELS, {
  llc_one_member: [
    "TNHH MTV",
    "TNHH 1 TV",
    "TNHH một thành viên",
    "TNHH 1 thành viên",
    "Cty TNHH MTV",
    "Công ty TNHH MTV",
  ],
  llc_two_members: [
    "TNHH hai thành viên trở lên",
    "TNHH 2 TV",
    "TNHH 2 thành viên",
    "TNHH 2TV trở lên",
    "Công ty TNHH hai thành viên",
  ],
  joint_stock: ["Cổ phần", "CP", "CTCP", "Cty CP", "Cty cổ phần"],
  partnership: ["Hợp danh", "Cty hợp danh"],
  private_enterprise: ["DNTN", "DN tư nhân", "Tư nhân"],
  cooperative: ["HTX"],
  cooperative_union: ["Liên hiệp HTX", "LH HTX"],
  household_business: ["HKD", "Hộ KD", "Hộ cá thể", "Hộ kinh doanh cá thể"],
  dependent_office: ["Chi nhánh", "Văn phòng đại diện", "VPĐD", "Đơn vị phụ thuộc"],
  non_public_service: ["Ngoài công lập", "Trường tư thục", "Cơ sở ngoài công lập"],
});

const OWNERSHIP = choice(OWNERSHIP_LABELS, {
  state: ["DNNN", "Doanh nghiệp nhà nước", "NN"],
  non_state: ["Ngoài nhà nước", "NNN", "Ngoài NN", "Tư nhân", "Trong nước"],
  foreign_invested: ["FDI", "Đầu tư nước ngoài", "Vốn nước ngoài", "ĐTNN"],
});

const STATUS = choice(STATUS_LABELS, {
  not_started: ["Chưa HĐ"],
  active: ["Hoạt động", "Đang HĐ", "Còn hoạt động"],
  suspended: ["Tạm ngừng hoạt động", "Tạm ngừng kinh doanh", "Tạm nghỉ", "Ngừng tạm thời"],
  dissolving: ["Đang làm thủ tục giải thể"],
  closed: ["Giải thể", "Phá sản", "Đã giải thể", "Đã phá sản", "Đã đóng mã số thuế"],
  moved_away: ["Chuyển đi nơi khác", "Chuyển địa bàn"],
});

const BRANCH_KIND = choice(BRANCH_KIND_LABELS, {
  cell: ["CĐ", "Chi đoàn doanh nghiệp"],
  grassroots_cell: ["CĐCS", "Chi đoàn CS"],
  grassroots_union: ["ĐCS", "Đoàn CS"],
  chapter: ["CH", "Chi hội LHTN"],
  club: ["CLB", "Câu lạc bộ", "Đội", "Nhóm"],
});

const LINE = choice(LINE_LABELS, {
  union: ["Đoàn TNCS", "Đoàn viên", "Đoàn Thanh niên"],
  association: ["Hội LHTN", "Hội viên", "Hội LHTNVN"],
});

const POST_TITLE = choice<PostTitle>(
  {
    secretary: "Bí thư",
    deputy_secretary: "Phó bí thư",
    committee_member: "Ủy viên Ban Chấp hành",
    chapter_head: "Chi hội trưởng",
    deputy_chapter_head: "Chi hội phó",
  },
  {
    secretary: ["BT", "Bí thư chi đoàn", "Bí thư đoàn", "Bí thư đoàn cơ sở"],
    deputy_secretary: ["PBT", "P. Bí thư", "P.BT", "Phó bí thư chi đoàn"],
    committee_member: [
      "UV BCH",
      "UVBCH",
      "Ủy viên",
      "Ủy viên BCH",
      "BCH",
      "UV",
      "Ủy viên Ban Chấp hành chi đoàn",
    ],
    chapter_head: ["CHT", "Chủ nhiệm", "Chủ nhiệm câu lạc bộ", "Chủ nhiệm CLB", "Hội trưởng"],
    deputy_chapter_head: ["CHP", "Phó chủ nhiệm", "Phó chi hội trưởng", "Chi hội phó"],
  },
);

const EDUCATION = choice(EDUCATION_LABELS, {
  below_primary: ["Chưa hết tiểu học", "Không biết chữ", "Chưa tốt nghiệp TH"],
  primary: ["Tiểu học", "Cấp 1", "Cấp I", "5/12", "5/10"],
  lower_secondary: ["THCS", "Cấp 2", "Cấp II", "9/12", "Trung học cơ sở"],
  upper_secondary: [
    "THPT",
    "Cấp 3",
    "Cấp III",
    "12/12",
    "10/10",
    "Trung học phổ thông",
    "Phổ thông trung học",
    "PTTH",
  ],
  vocational: [
    "Trung cấp",
    "Sơ cấp",
    "TC",
    "Công nhân kỹ thuật",
    "CNKT",
    "Trung cấp nghề",
    "Trung học chuyên nghiệp",
    "Học nghề",
  ],
  college: ["CĐ", "Cao đẳng nghề"],
  university: ["ĐH", "Cử nhân", "Kỹ sư", "Bác sĩ"],
  postgraduate: ["Sau ĐH", "Thạc sĩ", "Thạc sỹ", "ThS", "Tiến sĩ", "Tiến sỹ", "TS", "Cao học"],
});

const GENDER = choice(GENDER_LABELS, { male: ["M", "Male"], female: ["F", "Female"] });

const TAX_CODE = {
  name: "taxCode",
  label: "Mã số thuế",
  synonyms: [
    "MST",
    "Mã số doanh nghiệp",
    "MSDN",
    "Mã DN",
    "Mã số thuế DN",
    "Mã số thuế doanh nghiệp",
    "Mã số ĐKKD",
  ],
  type: { type: "tax_code" },
  example: "4899999017",
} as const satisfies Field;

const ENTERPRISE_NAMES = [
  "Tên doanh nghiệp",
  "Doanh nghiệp",
  "Tên DN",
  "DN",
  "Tên công ty",
  "Công ty",
  "Tên cơ sở",
  "Tên đơn vị, doanh nghiệp",
  "Tên đầy đủ",
  "Tên doanh nghiệp, HTX",
  "Nơi làm việc",
];
const without = (label: string, names: readonly string[]) => names.filter((name) => name !== label);

const UNIT = {
  name: "unit",
  label: "Đơn vị",
  synonyms: [
    "Đơn vị quản lý",
    "Đơn vị phụ trách",
    "Huyện Đoàn",
    "Huyện/Thành Đoàn",
    "Cấp trên trực tiếp",
    "Đoàn cấp trên",
    "Huyện",
  ],
  type: { type: "reference", to: "unit" },
  example: "",
} as const satisfies Field;

const FULL_NAME = {
  name: "fullName",
  label: "Họ và tên",
  synonyms: [
    "Họ tên",
    "Tên đoàn viên",
    "Tên hội viên",
    "Họ tên đoàn viên",
    "Họ và tên đoàn viên",
    "Họ và tên khai sinh",
    "Họ tên hội viên",
    "Đoàn viên",
    "Hội viên",
    "HVT",
  ],
  type: { type: "person_name" },
  isRequired: true,
  example: "Nguyễn Văn A",
} as const satisfies Field;

const BIRTH = {
  name: "birth",
  label: "Ngày sinh",
  synonyms: [
    "Ng.sinh",
    "NS",
    "Năm sinh",
    "Ngày tháng năm sinh",
    "Ngày, tháng, năm sinh",
    "NTNS",
    "Sinh ngày",
    "Ngày sinh (ngày/tháng/năm)",
    "Sinh năm",
    "N.sinh",
  ],
  type: { type: "partial_date" },
  example: "05/03/1998",
} as const satisfies Field;

const PHONE = {
  name: "phone",
  label: "Điện thoại",
  synonyms: [
    "Số điện thoại",
    "SĐT",
    "ĐT",
    "Di động",
    "Điện thoại liên hệ",
    "Số ĐT",
    "DĐ",
    "Điện thoại di động",
    "Tel",
  ],
  type: { type: "phone" },
  example: "0912 345 678",
} as const satisfies Field;

const BRANCH = {
  name: "branch",
  label: "Tổ chức",
  synonyms: [
    "Chi đoàn",
    "Chi hội",
    "Tên chi đoàn",
    "Tên chi hội",
    "Tên tổ chức",
    "Nơi sinh hoạt",
    "Chi đoàn sinh hoạt",
    "Đơn vị sinh hoạt",
    "Tổ chức Đoàn",
    "Chi đoàn/Chi hội",
  ],
  type: { type: "reference", to: "branch" },
  example: "Chi đoàn Công ty TNHH Minh hoạ",
} as const satisfies Field;

const AREA_NAMES = [
  "Xã, phường",
  "Xã/phường",
  "Xã, phường, thị trấn",
  "Xã",
  "Phường",
  "Địa bàn",
  "Xã phường thị trấn",
  "Địa bàn xã",
];

const LINE_FIELD: Field = {
  name: "line",
  label: "Đoàn, Hội",
  synonyms: ["Đoàn/Hội", "Thuộc Đoàn, Hội", "Hệ thống"],
  type: LINE,
  example: "Đoàn",
};

const enterprises: readonly Field[] = [
  ID,
  {
    name: "name",
    label: "Tên doanh nghiệp",
    synonyms: without("Tên doanh nghiệp", ENTERPRISE_NAMES).filter((name) => name !== "Nơi làm việc"),
    type: text(200),
    isRequired: true,
    example: "Công ty TNHH Minh hoạ",
  },
  {
    name: "shortName",
    label: "Tên viết tắt",
    synonyms: ["Viết tắt", "Tên gọi tắt", "Tên giao dịch"],
    type: text(100),
    example: "Minh hoạ Co.",
  },
  TAX_CODE,
  {
    name: "hasNoTaxCode",
    label: "Chưa có mã số thuế",
    synonyms: ["Không có mã số thuế", "Không có MST", "Chưa có MST"],
    type: { type: "yes_no" },
    example: "",
  },
  {
    name: "legalForm",
    label: "Loại hình",
    synonyms: ["Loại hình doanh nghiệp", "Loại hình DN", "Loại DN", "Hình thức pháp lý", "Loại hình kinh tế"],
    type: LEGAL_FORM,
    isRequired: true,
    example: LEGAL_FORM_LABELS.llc_one_member,
  },
  {
    name: "ownership",
    label: "Khu vực sở hữu",
    synonyms: ["Sở hữu", "Thành phần kinh tế", "Khu vực kinh tế", "Khu vực", "Hình thức sở hữu", "Nguồn vốn"],
    type: OWNERSHIP,
    isRequired: true,
    example: OWNERSHIP_LABELS.non_state,
  },
  {
    name: "status",
    label: "Tình trạng",
    synonyms: ["Tình trạng hoạt động", "Trạng thái", "Trạng thái hoạt động", "Hiện trạng", "Tình trạng HĐ"],
    type: STATUS,
    isRequired: true,
    example: STATUS_LABELS.active,
  },
  UNIT,
  {
    name: "area",
    label: "Nơi đặt",
    synonyms: AREA_NAMES,
    type: { type: "reference", to: "area" },
    isRequired: true,
    example: "",
  },
  {
    name: "address",
    label: "Thôn, tổ",
    synonyms: [
      "Địa chỉ",
      "Địa chỉ trụ sở",
      "Thôn, xóm, tổ",
      "Số nhà, đường",
      "Địa chỉ trụ sở chính",
      "Thôn/tổ",
      "Xóm",
      "ĐC",
    ],
    type: text(200),
    example: "Tổ 5",
  },
  {
    name: "industry",
    label: "Ngành nghề chính",
    synonyms: [
      "Ngành nghề",
      "Ngành nghề kinh doanh",
      "Lĩnh vực",
      "Lĩnh vực hoạt động",
      "Ngành, nghề kinh doanh chính",
      "Ngành nghề KD",
    ],
    type: text(200),
    example: "Chế biến nông sản",
  },
  {
    name: "startedYear",
    label: "Năm hoạt động",
    synonyms: ["Năm thành lập", "Năm bắt đầu hoạt động", "Hoạt động từ năm", "Năm TL"],
    type: { type: "year" },
    example: "2015",
  },
  {
    name: "representative",
    label: "Chủ hoặc người đại diện",
    synonyms: [
      "Người đại diện",
      "Giám đốc",
      "Chủ doanh nghiệp",
      "Đại diện pháp luật",
      "Người đại diện theo pháp luật",
      "Chủ DN",
      "Họ tên giám đốc",
      "Chủ sở hữu",
      "Người đứng đầu",
    ],
    type: text(120),
    example: "Nguyễn Văn A",
  },
  PHONE,
  {
    name: "isHeadOffice",
    label: "Trụ sở chính",
    synonyms: ["Là trụ sở chính", "Trụ sở chính tại đây"],
    type: { type: "yes_no" },
    example: "Có",
  },
  {
    name: "entrepreneurSince",
    label: "Hội viên Hội Doanh nhân trẻ từ",
    synonyms: [
      "Vào Hội Doanh nhân trẻ",
      "Hội viên DNT từ",
      "Ngày vào Hội Doanh nhân trẻ",
      "Ngày vào Hội DNT",
    ],
    type: { type: "day" },
    example: "",
  },
  {
    name: "validFrom",
    label: "Hoạt động tại đây từ",
    synonyms: ["Tính từ ngày", "Hoạt động trên địa bàn từ"],
    type: { type: "day" },
    example: "",
  },
];

/** Abbreviations of the lists that offices keep; short forms of the headings of section B. */
const NUMBER_SYNONYMS: Readonly<Record<NumberField, readonly string[]>> = {
  workers: [
    "Lao động",
    "Số lao động",
    "TSLĐ",
    "Tổng lao động",
    "Tổng số LĐ",
    "Số LĐ",
    "Tổng số",
    "Lao động › Tổng số",
    "Số công nhân",
    "Tổng số CNLĐ",
  ],
  womenWorkers: ["Nữ", "LĐ nữ", "Số lao động nữ", "Lao động › Nữ", "Trong đó nữ"],
  ethnicMinorityWorkers: [
    "DTTS",
    "Lao động DTTS",
    "Dân tộc thiểu số",
    "LĐ người DTTS",
    "Lao động › DTTS",
    "Lao động là người dân tộc thiểu số",
  ],
  seasonalWorkers: ["Thời vụ", "Lao động thời vụ", "LĐ thời vụ", "HĐ thời vụ", "Lao động › Thời vụ"],
  shiftWorkers: ["Lao động làm ca", "LĐ làm ca", "Ca kíp", "Lao động › Làm ca"],
  youth16To30: [
    "Thanh niên 16-30",
    "TN 16-30",
    "16-30 tuổi",
    "Thanh niên từ 16 đến 30 tuổi",
    "Thanh niên › 16-30",
    "16-30",
  ],
  youth31To35: [
    "Thanh niên 31-35",
    "TN 31-35",
    "31-35 tuổi",
    "Thanh niên từ 31 đến 35 tuổi",
    "Thanh niên › 31-35",
    "31-35",
  ],
  untrainedWorkers: ["Chưa đào tạo", "LĐ phổ thông", "Lao động phổ thông", "Trình độ › Chưa qua đào tạo"],
  vocationalWorkers: ["Trung cấp", "Sơ cấp", "SC, TC", "Trình độ › Sơ cấp, trung cấp", "Sơ cấp/trung cấp"],
  collegeWorkers: [
    "Cao đẳng, đại học",
    "CĐ, ĐH",
    "CĐ, ĐH trở lên",
    "Trình độ › Cao đẳng, đại học trở lên",
    "Cao đẳng/đại học",
  ],
  lodgingWorkers: ["Ở trọ", "Lao động ở trọ", "LĐ ở trọ", "Ở nhà trọ"],
  partyMembers: ["Đảng viên", "Tổng số đảng viên", "ĐV Đảng"],
  tradeUnionMembers: ["Đoàn viên công đoàn", "ĐVCĐ", "ĐV công đoàn", "Công đoàn viên"],
  unionMembersElsewhere: [
    "Đoàn viên sinh hoạt nơi khác",
    "ĐV sinh hoạt nơi khác",
    "Đoàn viên chưa có tổ chức",
    "ĐV TNCS sinh hoạt nơi khác",
  ],
  associationMembersElsewhere: [
    "Hội viên sinh hoạt nơi khác",
    "HV sinh hoạt nơi khác",
    "Hội viên chưa có tổ chức",
    "HV LHTN sinh hoạt nơi khác",
  ],
};

const surveys: readonly Field[] = [
  ID,
  {
    name: "enterprise",
    label: "Doanh nghiệp",
    synonyms: without("Doanh nghiệp", ENTERPRISE_NAMES),
    type: { type: "reference", to: "enterprise" },
    example: "Công ty TNHH Minh hoạ",
  },
  TAX_CODE,
  {
    name: "campaign",
    label: "Đợt",
    synonyms: ["Đợt khảo sát", "Tên đợt"],
    type: { type: "reference", to: "campaign" },
    example: "",
  },
  {
    name: "surveyedOn",
    label: "Ngày khảo sát",
    synonyms: ["Ngày KS", "Khảo sát ngày"],
    type: { type: "day" },
    example: "23/10/2014",
  },
  {
    name: "surveyor",
    label: "Người khảo sát",
    synonyms: ["Cán bộ khảo sát", "Người KS"],
    type: text(120),
    example: "Nguyễn Văn A",
  },
  {
    name: "informant",
    label: "Người cung cấp thông tin",
    synonyms: ["Người cung cấp", "Người cung cấp TT"],
    type: text(120),
    example: "Trần Thị B",
  },
  ...NUMBER_FIELDS.map(
    (name): Field => ({
      ...{ name, label: NUMBER_LABELS[name], synonyms: NUMBER_SYNONYMS[name] },
      type: { type: "count", unknown: true },
      example: name === "workers" ? "120" : "không rõ",
    }),
  ),
  {
    name: "hasPartyCell",
    label: YES_NO_LABELS.hasPartyCell,
    synonyms: ["Chi bộ Đảng", "Chi bộ", "Tổ chức Đảng", "Có tổ chức Đảng"],
    type: { type: "yes_no", unknown: true },
    example: "Có",
  },
  {
    name: "hasTradeUnion",
    label: YES_NO_LABELS.hasTradeUnion,
    synonyms: ["Công đoàn", "Tổ chức công đoàn", "CĐCS", "Có tổ chức công đoàn"],
    type: { type: "yes_no", unknown: true },
    example: "Không",
  },
  {
    name: "elsewhereNote",
    label: "Ghi chú sinh hoạt nơi khác",
    synonyms: ["Nơi sinh hoạt khác"],
    type: lines(500),
    example: "",
  },
  ...NEEDS.map(
    (need): Field => ({
      ...{ name: `need_${need}`, label: `Nhu cầu: ${NEED_LABELS[need].toLocaleLowerCase("vi")}` },
      synonyms: [`Nhu cầu › ${NEED_LABELS[need]}`],
      type: { type: "count" },
      example: need === "housing" ? "15" : "",
    }),
  ),
  {
    name: "ownerAttitude",
    label: "Thái độ của chủ doanh nghiệp",
    synonyms: ["Thái độ", "Thái độ chủ DN", "Ý kiến chủ doanh nghiệp"],
    type: choice(ATTITUDE_LABELS, {
      supports: ["Đồng ý", "Đồng tình"],
      neutral: ["Bình thường"],
      not_yet: ["Chưa đồng ý"],
      refuses: ["Không ủng hộ", "Không đồng ý"],
    }),
    example: ATTITUDE_LABELS.supports,
  },
  ...(Object.keys(GRANT_LABELS) as (keyof typeof GRANT_LABELS)[]).map(
    (grant): Field => ({
      ...{ name: `grant_${grant}`, label: `Tạo điều kiện: ${GRANT_LABELS[grant].toLocaleLowerCase("vi")}` },
      synonyms: [`Tạo điều kiện › ${GRANT_LABELS[grant]}`, `Cam kết › ${GRANT_LABELS[grant]}`],
      type: { type: "yes_no" },
      example: grant === "room" ? "x" : "",
    }),
  ),
  {
    name: "grantNote",
    label: "Ghi chú tạo điều kiện",
    synonyms: ["Cam kết khác"],
    type: lines(500),
    example: "",
  },
  {
    name: "contactName",
    label: "Đầu mối liên hệ",
    synonyms: ["Người liên hệ", "Đầu mối", "Họ tên đầu mối"],
    type: text(120),
    example: "",
  },
  {
    name: "contactPhone",
    label: "Điện thoại đầu mối",
    synonyms: ["SĐT đầu mối", "Điện thoại liên hệ", "SĐT liên hệ"],
    type: { type: "phone" },
    example: "",
  },
  {
    name: "nucleusName",
    label: "Nòng cốt dự kiến",
    synonyms: ["Nòng cốt", "Người nòng cốt", "Hạt nhân"],
    type: text(120),
    example: "",
  },
  {
    name: "nucleusPhone",
    label: "Điện thoại nòng cốt",
    synonyms: ["SĐT nòng cốt"],
    type: { type: "phone" },
    example: "",
  },
  {
    name: "assessment",
    label: "Đánh giá",
    synonyms: ["Nhận xét", "Đánh giá khả năng thành lập"],
    type: lines(2000),
    example: "",
  },
  {
    name: "proposal",
    label: "Đề xuất",
    synonyms: ["Kiến nghị", "Đề xuất, kiến nghị"],
    type: lines(2000),
    example: "",
  },
];

const organisations: readonly Field[] = [
  ID,
  {
    name: "name",
    label: "Tên tổ chức",
    synonyms: [
      "Tên chi đoàn",
      "Tên chi hội",
      "Chi đoàn",
      "Chi hội",
      "Tên tổ chức Đoàn, Hội",
      "Tổ chức",
      "Tên chi đoàn, chi hội",
      "Tên cơ sở Đoàn",
    ],
    type: text(200),
    isRequired: true,
    example: "Chi đoàn Công ty TNHH Minh hoạ",
  },
  LINE_FIELD,
  {
    name: "kind",
    label: "Loại",
    synonyms: ["Loại tổ chức", "Loại hình tổ chức", "Hình thức tổ chức"],
    type: BRANCH_KIND,
    isRequired: true,
    example: BRANCH_KIND_LABELS.cell,
  },
  UNIT,
  {
    name: "enterprise",
    label: "Doanh nghiệp",
    synonyms: without("Doanh nghiệp", ENTERPRISE_NAMES),
    type: { type: "reference", to: "enterprise" },
    example: "Công ty TNHH Minh hoạ",
  },
  TAX_CODE,
  {
    name: "parent",
    label: "Trực thuộc đoàn cơ sở",
    synonyms: ["Đoàn cơ sở", "Trực thuộc", "Thuộc đoàn cơ sở", "Tổ chức cấp trên", "Thuộc ĐCS"],
    type: { type: "reference", to: "branch" },
    example: "",
  },
  {
    name: "establishedOn",
    label: "Thành lập ngày",
    synonyms: ["Ngày thành lập", "Ngày TL", "Thời gian thành lập", "NTL"],
    type: { type: "day" },
    isRequired: true,
    example: "26/03/2014",
  },
  {
    name: "decisionNumber",
    label: "Số quyết định",
    synonyms: ["Số QĐ", "Quyết định số", "QĐ số", "Quyết định thành lập", "Quyết định › Số"],
    type: text(60),
    example: "12 -QĐ/HĐ",
  },
  {
    name: "decisionOn",
    label: "Ngày quyết định",
    synonyms: ["Ngày QĐ", "Ngày ký quyết định", "Ngày ký", "Quyết định › Ngày"],
    type: { type: "day" },
    example: "20/03/2014",
  },
  {
    name: "decidedBy",
    label: "Cơ quan ra quyết định",
    synonyms: ["Cơ quan quyết định", "Đơn vị ra quyết định", "Cơ quan ban hành", "Quyết định › Cơ quan"],
    type: { type: "reference", to: "unit" },
    example: "",
  },
  {
    name: "provisional",
    label: "Ban Chấp hành lâm thời",
    synonyms: ["BCH lâm thời", "Lâm thời", "Ban chấp hành chỉ định"],
    type: { type: "yes_no" },
    example: "Không",
  },
  {
    name: "meetingRhythm",
    label: "Kỳ sinh hoạt",
    synonyms: ["Định kỳ sinh hoạt", "Chế độ sinh hoạt", "Sinh hoạt định kỳ"],
    type: choice(
      { monthly: "Hằng tháng", quarterly: "Ba tháng một lần", irregular: "Không định kỳ" },
      {
        monthly: ["Hàng tháng", "1 tháng/lần", "Tháng"],
        quarterly: ["Hằng quý", "Hàng quý", "3 tháng/lần", "Quý"],
        irregular: ["Không đều", "Không thường xuyên"],
      },
    ),
    example: "Hằng tháng",
  },
  { name: "note", label: "Ghi chú", synonyms: ["GC", "Chú thích"], type: lines(1000), example: "" },
];

const members: readonly Field[] = [
  ID,
  FULL_NAME,
  { ...BIRTH, isRequired: true },
  {
    name: "gender",
    label: "Giới tính",
    synonyms: ["Nam/Nữ", "Nam, nữ", "GT", "Phái"],
    type: GENDER,
    isRequired: true,
    example: "Nam",
  },
  { ...LINE_FIELD, type: { ...LINE, several: true } },
  BRANCH,
  {
    name: "validFrom",
    label: "Từ ngày",
    synonyms: [
      "Sinh hoạt tại đây từ",
      "Ngày về chi đoàn",
      "Ngày chuyển đến",
      "Sinh hoạt từ ngày",
      "Ngày vào chi đoàn",
      "Ngày vào chi hội",
      "Ngày chuyển sinh hoạt đến",
    ],
    type: { type: "day", several: true },
    example: "26/03/2016",
  },
  {
    name: "joined",
    label: "Ngày vào Đoàn, Hội",
    synonyms: [
      "Ngày vào Đoàn",
      "NVĐ",
      "Ngày kết nạp",
      "Ngày kết nạp Đoàn",
      "Ngày kết nạp vào Đoàn",
      "Ngày vào Hội",
      "Ngày vào Đoàn TNCS HCM",
      "Vào Đoàn ngày",
      "Ngày kết nạp Hội",
      "Ngày KN",
      "Năm vào Đoàn",
      "Ngày vào Đoàn/Hội",
    ],
    type: { type: "partial_date" },
    example: "26/03/2014",
  },
  {
    name: "cardNumber",
    label: "Số thẻ",
    synonyms: [
      "Số thẻ đoàn viên",
      "Mã thẻ",
      "Thẻ đoàn viên",
      "Số thẻ Đoàn",
      "Số thẻ hội viên",
      "Mã đoàn viên",
      "Mã thẻ đoàn viên",
    ],
    type: text(30),
    example: "",
  },
  PHONE,
  {
    name: "area",
    label: "Nơi ở",
    synonyms: ["Chỗ ở hiện nay", "Nơi cư trú", "Xã, phường nơi ở", ...AREA_NAMES],
    type: { type: "reference", to: "area" },
    example: "",
  },
  {
    name: "education",
    label: "Trình độ",
    synonyms: [
      "Học vấn",
      "Trình độ học vấn",
      "Trình độ văn hoá",
      "TĐHV",
      "Trình độ văn hoá, chuyên môn",
      "TĐVH",
    ],
    type: EDUCATION,
    example: EDUCATION_LABELS.upper_secondary,
  },
  {
    name: "occupation",
    label: "Nghề nghiệp",
    synonyms: ["Công việc", "Nghề", "Công việc hiện nay", "Vị trí việc làm"],
    type: text(100),
    example: "Công nhân",
  },
  {
    name: "ethnicity",
    label: "Dân tộc",
    synonyms: ["DT", "Thành phần dân tộc"],
    type: text(60),
    isSensitive: true,
    example: "",
  },
  {
    name: "religion",
    label: "Tôn giáo",
    synonyms: ["TG"],
    type: choice(RELIGION_LABELS, {
      none: ["Không theo đạo", "Không tôn giáo"],
      buddhism: ["Phật"],
      catholicism: ["Thiên Chúa giáo"],
    }),
    isSensitive: true,
    example: "",
  },
  {
    name: "partyMember",
    label: "Đảng viên",
    synonyms: ["Là đảng viên", "Đảng viên (có/không)"],
    type: { type: "yes_no" },
    isSensitive: true,
    example: "",
  },
  {
    name: "identity",
    label: "Số định danh (CMND, CCCD)",
    synonyms: [
      "CCCD",
      "CMND",
      "Số CCCD",
      "Số CMND",
      "CMND/CCCD",
      "Số CMND/CCCD",
      "Căn cước công dân",
      "Số định danh",
      "Số định danh cá nhân",
      "Số căn cước",
      "CMTND",
      "Chứng minh nhân dân",
    ],
    type: { type: "identity" },
    isSensitive: true,
    example: "",
  },
];

const posts: readonly Field[] = [
  { ...ID, synonyms: [...ID.synonyms, "Mã người"] },
  FULL_NAME,
  BIRTH,
  BRANCH,
  {
    name: "title",
    label: "Chức vụ",
    synonyms: ["Chức danh", "CV", "Chức vụ Đoàn", "Chức vụ Hội", "Chức vụ Đoàn, Hội"],
    type: POST_TITLE,
    isRequired: true,
    example: "Bí thư",
  },
  {
    name: "from",
    label: "Ngày nhận chức vụ",
    synonyms: [
      "Ngày giữ chức vụ",
      "Giữ chức vụ từ",
      "Từ ngày",
      "Ngày bầu",
      "Ngày bổ nhiệm",
      "Ngày chỉ định",
      "Nhận chức vụ từ ngày",
    ],
    type: { type: "day" },
    isRequired: true,
    example: "26/03/2016",
  },
  {
    name: "to",
    label: "Ngày thôi chức vụ",
    synonyms: ["Đến ngày", "Thôi giữ chức vụ", "Ngày thôi giữ chức vụ"],
    type: { type: "day" },
    example: "",
  },
  {
    name: "exceptionReason",
    label: "Lý do chỉ định người ngoài tổ chức",
    synonyms: ["Lý do chỉ định", "Lý do ngoại lệ"],
    type: lines(1000),
    example: "",
  },
];

/** The columns of each kind, in the order of its template. */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  enterprises,
  surveys,
  organisations,
  members,
  posts,
};

/** Headings of our own lists and of paper ones that say nothing to be taken in; left out without a question. */
export const SILENT_HEADINGS: readonly string[] = [
  ...["STT", "TT", "Số TT", "Số thứ tự", "Dấu xuất: người, lúc, mã", "Ký tên", "Chữ ký", "Ký nhận"],
  ...[
    "Có tổ chức Đoàn",
    "Có tổ chức Hội",
    "Số người",
    "Hoạt động gần nhất",
    "Vững, yếu",
    "Thôi hoạt động từ",
  ],
  ...["Kết quả kiểm tra", "Lý do"],
  ...["Tình trạng phiếu", "Gửi lúc", "Lý do trả lại", "Củng cố ngày"],
  ...["Cách vào", "Ra ngày", "Lý do ra", "Ghi chú lý do"],
];
