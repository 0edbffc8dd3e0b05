import { z } from "zod";
import {
  checkbox,
  choice,
  choiceByLabel,
  formGrid,
  headcount,
  optional,
  optionalText,
  partialDate,
  phone,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { Education, Gender, Line, MembershipEnd, PostTitle } from "@/lib/generated/prisma/enums";
import { EDUCATION_LABELS, ENTRY_LABELS, GENDER_LABELS } from "@/lib/members/labels";
import { endNeedsReason } from "@/lib/members/rules";

const posted = (values: unknown) =>
  [values].flat().filter((value) => typeof value === "string" && value !== "");
/** Rules whose warnings were read and ticked. */
const confirmed = z.preprocess(posted, z.array(z.string().max(10)).max(20));

const reason = (missing: string) => text(1000, { lines: true, missing });
const optionalReason = optionalText(1000, { lines: true });

/** What is kept of a person: the minimum of domain §4.8, nothing sensitive. */
const person = {
  fullName: text(100, { missing: "Nhập họ và tên" }),
  gender: choice(Object.values(Gender), { missing: "Chọn nam hoặc nữ" }),
  birth: partialDate({ missing: "Nhập ngày sinh; chỉ biết năm thì nhập năm, ví dụ 1990" }),
  phone: optional(phone()).transform((typed) => typed?.e164 ?? null),
  areaId: optional(uuid()),
  education: optional(choice(Object.values(Education))),
  occupation: optionalText(100),
};
export type PersonFacts = z.output<z.ZodObject<typeof person>>;

const admission = {
  branchId: uuid(),
  admitOn: plainDate({ missing: "Nhập ngày kết nạp, ví dụ 23/10/2014" }),
  note: optionalText(1000, { lines: true }),
  confirmed,
  /** Why somebody older than the charter allows is to be admitted; asked for only where V02 stops the form. */
  overrideReason: optionalReason,
};

/** Somebody without a record. */
export const newAdmissionSchema = z.object({ ...admission, ...person });
/** Somebody whose record the viewer sees. */
export const knownAdmissionSchema = z.object({ ...admission, personId: uuid() });

/** What the command takes: a record, or the facts of a new one. */
export type AdmissionInput = Omit<z.output<z.ZodObject<typeof admission>>, "overrideReason"> & {
  person: { id: string } | PersonFacts;
};
export type CandidateInput = Pick<AdmissionInput, "branchId" | "person" | "confirmed">;

export const decisionSchema = z
  .object({
    admissionIds: z.preprocess(posted, z.array(z.uuid()).min(1, "Chọn ít nhất một người").max(200)),
    verdict: choice(["approve", "refuse"], { missing: "Chọn chuẩn y hoặc không chuẩn y" }),
    decisionNumber: optionalText(60),
    reason: optionalReason,
  })
  .refine(({ verdict, reason: given }) => verdict === "approve" || given !== null, {
    path: ["reason"],
    error: "Nêu lý do không chuẩn y, để nơi đề nghị biết",
  });
export type DecisionInput = z.output<typeof decisionSchema>;

export const admissionIdSchema = z.object({ admissionId: uuid(), branchId: uuid() });

export const endingSchema = z
  .object({
    membershipId: uuid(),
    endKind: choice(Object.values(MembershipEnd), { missing: "Chọn lý do thôi là đoàn viên, hội viên" }),
    on: plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" }),
    reason: optionalReason,
  })
  .refine(({ endKind, reason: given }) => !endNeedsReason(endKind) || given !== null, {
    path: ["reason"],
    error: "Nêu lý do, số quyết định nếu có",
  });
export type EndingInput = z.output<typeof endingSchema>;

export const membershipSchema = z.object({
  membershipId: uuid(),
  version: headcount(),
  validFrom: plainDate({ missing: "Nhập ngày vào, ví dụ 23/10/2014" }),
  /** Asked for only where the membership has ended. */
  validTo: optional(plainDate()),
  endKind: optional(choice(Object.values(MembershipEnd))),
  endReason: optionalReason,
  joined: optional(partialDate()),
  cardNumber: optionalText(30),
  why: reason("Nêu lý do sửa, ví dụ: nhập nhầm ngày"),
});
export type MembershipInput = z.output<typeof membershipSchema>;

export const takingBackSchema = z.object({
  membershipId: uuid(),
  why: reason("Nêu vì sao người này chưa từng là đoàn viên, hội viên ở đây"),
});
export type TakingBackInput = z.output<typeof takingBackSchema>;

/** "Ở lại" after the age of leaving (V12); not ticked takes it back. */
export const stayingSchema = z.object({ membershipId: uuid(), stays: checkbox() });
export type StayingInput = z.output<typeof stayingSchema>;

export const profileSchema = z.object({ ...person, personId: uuid(), version: headcount(), confirmed });
export type ProfileInput = z.output<typeof profileSchema>;

/** The grid's name, before the names of its cells. */
export const MEMBER_GRID = "members";
/** As many as an office keys in at a sitting, and one transaction bears. */
export const MOST_GRID_ROWS = 200;

/** The same facts as in the forms, choices and places by their words, as they are pasted. */
const gridPerson = {
  fullName: person.fullName,
  gender: choiceByLabel(GENDER_LABELS, { missing: "Nhập Nam hoặc Nữ" }),
  birth: person.birth,
  phone: person.phone,
  area: optionalText(200),
  education: optional(choiceByLabel(EDUCATION_LABELS)),
  occupation: person.occupation,
  cardNumber: optionalText(30),
  joined: optional(partialDate()),
};

/** The columns in which a present member's row is told to be as it was shown. */
export const PRESENT_COLUMNS = Object.keys(gridPerson) as readonly (keyof typeof gridPerson)[];

const grid = {
  branchId: uuid(),
  /** Warnings that were read, each of one row: "V16.3". */
  confirmed: z.preprocess(posted, z.array(z.string().max(20)).max(5 * MOST_GRID_ROWS)),
  isConfirmed: checkbox(),
};

const enteredRow = z.object({
  start: choiceByLabel(ENTRY_LABELS, { missing: "Nhập Kết nạp hoặc Ghi nhận có sẵn" }),
  from: plainDate({ missing: "Nhập ngày kết nạp, hoặc ngày bắt đầu sinh hoạt ở đây" }),
  ...gridPerson,
});
export type EnteredRow = { number: number } & z.output<typeof enteredRow>;

const correctedRow = z.object({
  ...gridPerson,
  personId: uuid(),
  version: headcount(),
  membershipId: uuid(),
  membershipVersion: headcount(),
});
export type CorrectedRow = { number: number } & z.output<typeof correctedRow>;

const withNumbers = <Cells>(rows: readonly { number: number; cells: Cells }[]) =>
  rows.map(({ number, cells }) => ({ number, ...cells }));

/** New people, a row each. */
export const enteringGridSchema = formGrid(grid, {
  ...{ name: MEMBER_GRID, row: enteredRow, most: MOST_GRID_ROWS },
}).transform(({ rows, ...fields }) => ({ ...fields, entered: withNumbers(rows), corrected: [] }));

/** Present members, a row each; those nobody touched are left out. */
export const correctingGridSchema = formGrid(grid, {
  ...{ name: MEMBER_GRID, row: correctedRow, most: MOST_GRID_ROWS },
  hidden: ["personId", "version", "membershipId", "membershipVersion"],
}).transform(({ rows, ...fields }) => ({ ...fields, entered: [], corrected: withNumbers(rows) }));

export type MemberGridInput = {
  branchId: string;
  confirmed: readonly string[];
  entered: readonly EnteredRow[];
  corrected: readonly CorrectedRow[];
};

export const postSchema = z.object({
  branchId: uuid(),
  personId: uuid({ missing: "Chọn người giữ chức vụ" }),
  title: choice(Object.values(PostTitle), { missing: "Chọn chức vụ" }),
  from: plainDate({ missing: "Nhập ngày nhận chức vụ, ví dụ 23/10/2014" }),
  /** V10: why somebody who is no member of the organisation is appointed. */
  exceptionReason: optionalReason,
  /** V11: the present head's post ends that day, in the same deed. */
  endPresentHead: checkbox(),
  confirmed,
});
export type PostInput = z.output<typeof postSchema>;

export const postEndingSchema = z.object({
  postId: uuid(),
  on: plainDate({ missing: "Nhập ngày thôi giữ chức vụ" }),
  reason: optionalReason,
});
export type PostEndingInput = z.output<typeof postEndingSchema>;

/** One value of an address; what does not fit is left out, never an error. */
const said = <Value>(schema: z.ZodType<Value>) =>
  z
    .preprocess((value) => [value].flat()[0], schema)
    .optional()
    .catch(undefined);

export const MEMBER_STATES = ["active", "over30", "proposed", "ended"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** Filters of the lists of members, from the address. */
export const memberFilterSchema = z
  .object({
    q: said(z.string().trim().min(1).max(100)),
    state: said(z.enum(MEMBER_STATES)),
    line: said(z.enum(Line)),
    unit: said(z.uuid()),
    after: said(z.string().max(2000)),
  })
  .catch({});
export type MemberFilter = z.output<typeof memberFilterSchema>;

/** Which of the two grids is asked for, and where its page begins. */
export const gridQuerySchema = z
  .object({ rows: said(z.enum(["present"])), after: said(z.string().max(2000)) })
  .catch({});

/** What /branches/…/admissions/new and …/posts/new are asked for. */
export const personQuerySchema = z
  .object({ q: said(z.string().trim().min(1).max(100)), person: said(z.uuid()) })
  .catch({});

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** Where a page of a list ended: the sort key of its last row, and its id. */
export type Cursor = z.output<typeof cursorSchema>;

/** Opaque on purpose: nobody should build one by hand. */
export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor), "utf8").toString("base64url");

/** Undefined for what is no cursor of ours: the list then begins at its beginning. */
export function readCursor(given: string | undefined): Cursor | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(given ?? "", "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
