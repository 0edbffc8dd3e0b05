import { z } from "zod";
import { founderField, KINDS_OF_LINE, MOST_FOUNDERS, type RuleSet, SUPERIOR } from "@/lib/branches/rules";
import {
  checkbox,
  choice,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  partialDate,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import {
  BranchBeginning,
  BranchEnding,
  BranchKind,
  Gender,
  Line,
  MeasureKind,
  MeetingRhythm,
} from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

/** A rule as stored: its value, and what says so. Only the value judges. */
const rule = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (stored) => (typeof stored === "object" && stored !== null && "value" in stored ? stored.value : stored),
    value,
  );
const count = z.int().min(0);
const size = z.object({ min: count, max: count });
const guardianConsent = rule(z.object({ underAge: count, from: z.iso.date() }).optional());

const congress = {
  congressQuorum: rule(z.object({ present: z.int().min(1), of: z.int().min(1) })),
  congressTasks: rule(
    z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        note: z.string().optional(),
        link: z.url().optional(),
      }),
    ),
  ),
};

/** Rule sets as the reference data store them (prisma/reference/national/rule-sets.json; domain §2.1–2.5). */
export const ruleSetSchema = z.discriminatedUnion("line", [
  z.object({
    line: z.literal("union"),
    code: z.string(),
    name: z.string(),
    rules: z.object({
      admissionMinAge: rule(z.object({ years: count, days: count })),
      admissionMaxAge: rule(count),
      admissionMinEducation: rule(z.enum(["primary"])),
      maturityAge: rule(count),
      stayUntilAge: rule(count),
      cellMinMembers: rule(count),
      grassrootsMinCells: rule(count),
      grassrootsMinMembers: rule(count),
      smallCellBelow: rule(count),
      smallCellMaxPosts: rule(count),
      cellCommittee: rule(size),
      grassrootsCommittee: rule(size),
      enterpriseTermMonths: rule(count),
      termExtensionMaxShare: rule(z.number().min(0).max(1)),
      transferReceiptMonths: rule(count),
      guardianConsent,
      ...congress,
    }),
  }),
  z.object({
    line: z.literal("association"),
    code: z.string(),
    name: z.string(),
    rules: z.object({
      memberMinAge: rule(count),
      memberMaxAge: rule(count),
      chapterMinMembers: rule(count),
      transferReceiptMonths: rule(count),
      guardianConsent,
      ...congress,
    }),
  }),
]) satisfies z.ZodType<RuleSet>;

const uuids = z.preprocess(
  (posted) => [posted].flat().filter((value) => typeof value === "string" && value !== ""),
  z.array(z.uuid("Mã không hợp lệ, hãy tải lại trang")).max(500),
);
const words = z.preprocess(
  (posted) => [posted].flat().filter((value) => typeof value === "string" && value !== ""),
  z.array(z.string().max(40)).max(50),
);

/** What is said of an organisation when it is founded and when its facts are corrected. */
const facts = {
  kind: choice(Object.values(BranchKind), { missing: "Chọn loại tổ chức" }),
  name: text(200, { missing: "Nhập tên tổ chức, ví dụ Chi đoàn Công ty TNHH …" }),
  beginning: choice(Object.values(BranchBeginning), { missing: "Chọn thành lập mới hay tổ chức lại" }),
  establishedOn: plainDate({ missing: "Nhập ngày thành lập, ví dụ 23/10/2014" }),
  decisionNumber: optionalText(60),
  decisionOn: optionalPlainDate(),
  decidedBy: z.union([z.literal(SUPERIOR), uuid()], "Chọn cơ quan ra quyết định"),
  provisional: checkbox(),
  parentId: optional(uuid()),
  meetingRhythm: choice(Object.values(MeetingRhythm), { missing: "Chọn kỳ sinh hoạt" }),
  note: optionalText(1000, { lines: true }),
  /** Rules whose warnings were read and ticked. */
  confirmed: words,
  skipReason: optionalText(500, { lines: true }),
};

/** Half a decision is none: what to say, and at which field. */
function halfDecision(given: {
  decisionNumber: string | null;
  decisionOn: string | null;
}): [string, string][] {
  if (given.decisionNumber && !given.decisionOn) return [["decisionOn", "Nhập ngày của quyết định"]];
  if (given.decisionOn && !given.decisionNumber) {
    return [["decisionNumber", "Nhập số, ký hiệu của quyết định"]];
  }
  return [];
}

const foundingHead = z.object({
  enterpriseId: uuid(),
  /** Founded as a nucleus where its members live: the commune. */
  residenceAreaId: optional(uuid()),
  coveredIds: uuids,
  childIds: uuids,
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hay Hội" }),
  ...facts,
  secretary: optional(
    z
      .string()
      .regex(/^\d{1,2}$/, "Chọn bí thư trong danh sách")
      .transform(Number),
  ),
});

const founder = z.object({
  name: text(100, { missing: "Nhập họ và tên" }),
  gender: optional(choice(Object.values(Gender))),
  birth: optional(partialDate()),
  occupation: optionalText(100),
  /** A record that exists, "new" for somebody else of the same name, null while nobody has said. */
  person: optional(z.union([z.literal("new"), uuid()])),
});
export type Founder = z.output<typeof founder> & { row: number };

/** Rows that somebody wrote in, by their number. */
function filledRows(values: Readonly<Record<string, unknown>>): Map<number, Record<string, unknown>> {
  const rows = new Map<number, Record<string, unknown>>();
  for (const [name, value] of Object.entries(values)) {
    const [, row, field] = /^p(\d{1,2})_([a-z]+)$/.exec(name) ?? [];
    if (row === undefined || field === undefined || typeof value !== "string" || value.trim() === "")
      continue;
    rows.set(Number(row), { ...rows.get(Number(row)), [field]: value });
  }
  return new Map([...rows].sort(([one], [other]) => one - other));
}

/**
 * The founding form: its facts and its list of founding members, p0_name, p0_birth … p59_name. Empty rows are left out.
 * Read in one step, so that all mistakes of the whole form are told at once, each under its own field.
 */
export const foundingSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  let clean = true;
  const complain = (field: string, message: string) => {
    clean = false;
    context.addIssue({ code: "custom", path: [field], message });
  };
  const head = foundingHead.safeParse(values);
  for (const issue of head.error?.issues ?? []) complain(String(issue.path[0]), issue.message);
  for (const [field, message] of head.success ? halfDecision(head.data) : []) complain(field, message);
  if (head.success && !KINDS_OF_LINE[head.data.line].includes(head.data.kind)) {
    complain(
      "kind",
      head.data.line === "union" ? "Đây là loại tổ chức của Hội" : "Đây là loại tổ chức của Đoàn",
    );
  }

  const founders: Founder[] = [];
  for (const [row, cells] of filledRows(values)) {
    const read = founder.safeParse(cells);
    for (const issue of read.error?.issues ?? []) complain(`p${row}_${String(issue.path[0])}`, issue.message);
    if (read.success) founders.push({ ...read.data, row });
  }
  if (founders.length > MOST_FOUNDERS) complain("p0_name", `Nhiều nhất ${MOST_FOUNDERS} người trong một lần`);
  const leads = head.data?.secretary ?? null;
  if (clean && leads !== null && !founders.some(({ row }) => row === leads)) {
    complain("secretary", "Người được chọn làm bí thư chưa có trong danh sách");
  }
  for (const [field, message] of clean ? repeated(founders) : []) complain(field, message);
  return clean && head.success ? { ...head.data, founders } : z.NEVER;
});
export type FoundingInput = z.output<typeof foundingSchema>;

/** The same record chosen in two rows. */
function repeated(founders: readonly Founder[]): [string, string][] {
  const seen = new Map<string, number>();
  return founders.flatMap(({ person, row }): [string, string][] => {
    if (person === null || person === "new") return [];
    const first = seen.get(person);
    seen.set(person, first ?? row);
    return first === undefined ? [] : [[founderField(row, "name"), `Trùng với dòng ${first + 1}`]];
  });
}

/** The rows as far as they are written, for looking up who has a record already; mistakes can wait. */
export const founderSearchSchema = z.record(z.string(), z.unknown()).transform((values) => ({
  founders: [...filledRows(values)].flatMap(([row, { name, birth }]): Founder[] => {
    const read = founder.safeParse({ name, birth: partialDate().safeParse(birth).success ? birth : "" });
    return read.success ? [{ ...read.data, row }] : [];
  }),
}));

const override = z.object({
  enterpriseId: uuid(),
  line: choice(Object.values(Line)),
  kind: choice(Object.values(BranchKind), { missing: "Chọn loại tổ chức" }),
  name: text(200, { missing: "Nhập tên tổ chức" }),
  establishedOn: plainDate({ missing: "Nhập ngày thành lập" }),
  overrideReason: text(1000, { lines: true, missing: "Nêu lý do xin phép ngoại lệ" }),
  blocked: words,
});

/** The same for a correction that names a decision of somebody else than the direct superior (V21). */
export const correctionOverrideSchema = z.object({
  branchId: uuid(),
  name: text(200, { missing: "Nhập tên tổ chức" }),
  decisionNumber: text(60, { missing: "Nhập số, ký hiệu của quyết định" }),
  decisionOn: plainDate({ missing: "Nhập ngày của quyết định" }),
  overrideReason: text(1000, { lines: true, missing: "Nêu lý do xin phép ngoại lệ" }),
});

/** Asking the organisation department to let a founding pass a rule that blocks it; nothing else need be complete. */
export const foundingOverrideSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const read = override.safeParse(values);
  for (const { path, message } of read.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  return read.success ? { ...read.data, founders: filledRows(values).size } : z.NEVER;
});

const versioned = { branchId: uuid(), version: headcount() };

export const correctionSchema = z
  .object({
    ...versioned,
    ...facts,
    lastCongressOn: optionalPlainDate(),
    congressDueOn: optionalPlainDate(),
    congressExtendedTo: optionalPlainDate(),
  })
  .superRefine((given, context) => {
    for (const [field, message] of halfDecision(given)) {
      context.addIssue({ code: "custom", path: [field], message });
    }
    if (given.congressExtendedTo && !given.congressDueOn) {
      context.addIssue({
        code: "custom",
        path: ["congressDueOn"],
        message: "Nhập hạn đại hội trước khi gia hạn",
      });
    }
  });
export type CorrectionInput = z.output<typeof correctionSchema>;

export const coverageSchema = z.object({
  branchId: uuid(),
  enterpriseId: uuid({ missing: "Chọn doanh nghiệp" }),
  on: plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" }),
});
export type CoverageInput = z.output<typeof coverageSchema>;

export const dissolutionSchema = z.object({
  ...versioned,
  on: plainDate({ missing: "Nhập ngày thôi hoạt động" }),
  ending: choice(Object.values(BranchEnding), { missing: "Chọn giải thể hay tổ chức lại" }),
  reason: text(1000, { lines: true, missing: "Nêu lý do, số quyết định nếu có" }),
});
export type DissolutionInput = z.output<typeof dissolutionSchema>;

const rating = optionalText(60);

export const measureSchema = z.object({
  branchId: uuid(),
  kind: choice(Object.values(MeasureKind), { missing: "Chọn biện pháp" }),
  weakness: text(1000, { lines: true, missing: "Nêu điểm yếu của tổ chức" }),
  measure: text(1000, { lines: true, missing: "Nêu việc sẽ làm" }),
  responsible: text(200, { missing: "Nhập người phụ trách" }),
  startedOn: plainDate({ missing: "Nhập ngày bắt đầu" }),
  dueOn: optionalPlainDate(),
  ratingBefore: rating,
});
export type MeasureInput = z.output<typeof measureSchema>;

export const measureResultSchema = z.object({
  measureId: uuid(),
  version: headcount(),
  doneOn: plainDate({ missing: "Nhập ngày hoàn thành" }),
  result: text(1000, { lines: true, missing: "Nêu kết quả đạt được" }),
  ratingAfter: rating,
});
export type MeasureResultInput = z.output<typeof measureResultSchema>;

/** Filters of the list of organisations, from the URL. */
export const branchFilterSchema = z
  .object({
    q: said(z.string().trim().min(1).max(100)),
    line: said(z.enum(Line)),
    kind: said(z.enum(BranchKind)),
    unit: said(z.uuid()),
    health: said(z.enum(["weak", "healthy"])),
    state: said(z.enum(["ended"])),
    after: said(z.string().max(2000)),
  })
  .catch({});
export type BranchFilter = z.output<typeof branchFilterSchema>;

/** What /branches/new is asked for. */
export const foundingQuerySchema = z
  .object({
    enterprise: said(z.uuid()),
    line: said(z.enum(Line)),
    rows: said(z.coerce.number().int().min(1).max(MOST_FOUNDERS)),
    q: said(z.string().trim().min(1).max(100)),
  })
  .catch({});

/** Where a page of the list ended: 1 when its last row was sound, its sort key, its id. */
export const cursorSchema = z.tuple([z.int(), z.string(), z.uuid()]);
