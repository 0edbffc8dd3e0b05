import { z } from "zod";
import {
  choice,
  dong,
  optional,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { Line, RemedyMove } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

/** "unit:<id>", "branch:<id>" or "enterprise:<id>": what it is about. */
const target = z
  .string("Chọn đơn vị, tổ chức")
  .regex(/^(?:unit|branch|enterprise):[0-9a-f-]{36}$/, "Chọn đơn vị, tổ chức")
  .transform((given) => {
    const [kind = "", id = ""] = given.split(":");
    const named = kind === "unit" || kind === "branch" ? kind : ("enterprise" as const);
    return { kind: named, id };
  });
export type Target = z.output<typeof target>;

const line = choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" });
const byUnitId = uuid({ missing: "Chọn đơn vị thực hiện" });
const day = (missing: string) => plainDate({ missing });
const why = text(300, { missing: "Nêu vì sao bỏ, ví dụ: ghi nhầm" });

export const inspectionSchema = z.object({
  target,
  line,
  byUnitId,
  on: day("Nhập ngày kiểm tra, ví dụ 15/11/2014"),
  decisionNumber: optionalText(60),
  team: text(500, { lines: true, missing: "Ghi đoàn kiểm tra gồm những ai" }),
  findings: text(5000, { lines: true, missing: "Ghi kết quả kiểm tra" }),
});
export type InspectionInput = z.output<typeof inspectionSchema>;
export const inspectionBackSchema = z.object({ inspectionId: uuid(), why });
export type InspectionBackInput = z.output<typeof inspectionBackSchema>;

export const requestSchema = z.object({
  inspectionId: uuid(),
  text: text(1000, { lines: true, missing: "Ghi việc cần khắc phục" }),
  dueOn: optionalPlainDate(),
});
export type RequestInput = z.output<typeof requestSchema>;

export const remedyMoveSchema = z.object({
  remedyId: uuid(),
  move: choice(Object.values(RemedyMove), { missing: "Chọn việc cần ghi" }),
  on: day("Nhập ngày, ví dụ 15/12/2014"),
  note: optionalText(2000, { lines: true }),
  dueOn: optionalPlainDate(),
});
export type RemedyMoveInput = z.output<typeof remedyMoveSchema>;

export const visitSchema = z.object({
  target,
  line,
  byUnitId,
  on: day("Nhập ngày hỗ trợ, ví dụ 15/11/2014"),
  visitors: text(500, { lines: true, missing: "Ghi ai đến: chức danh, đơn vị" }),
  money: optional(dong()),
  material: optionalText(500, { lines: true }),
  staff: optionalText(500, { lines: true }),
  result: optionalText(2000, { lines: true }),
});
export type SupportInput = z.output<typeof visitSchema>;
export const visitBackSchema = z.object({ visitId: uuid(), why });
export type SupportBackInput = z.output<typeof visitBackSchema>;

export const evaluationSchema = z.object({
  target,
  line,
  byUnitId,
  fromOn: day("Nhập ngày đầu kỳ, ví dụ 1/7/2014"),
  toOn: day("Nhập ngày cuối kỳ, ví dụ 30/9/2014"),
  assessment: text(5000, { lines: true, missing: "Ghi đánh giá" }),
  lessons: text(3000, { lines: true, missing: "Ghi điều rút kinh nghiệm" }),
});
export type EvaluationInput = z.output<typeof evaluationSchema>;
export const evaluationBackSchema = z.object({ evaluationId: uuid(), why });
export type EvaluationBackInput = z.output<typeof evaluationBackSchema>;

/** The list's address. */
export const oversightFilterSchema = z
  .object({
    show: said(z.enum(["inspections", "visits", "evaluations"])),
    /** Of inspections: only with a remedy that is open, or open after its day. */
    remedy: said(z.enum(["open", "late"])),
    line: said(z.enum(Line)),
    unit: said(z.uuid()),
    branch: said(z.uuid()),
    year: said(z.coerce.number().int().min(2000).max(2100)),
    after: said(z.string().max(300)),
  })
  .catch({});
export type OversightFilter = z.output<typeof oversightFilterSchema>;
export const oversightCursor = z.tuple([z.iso.date(), z.uuid()]);

/** What an address says a new row is about. */
export const oversightAboutSchema = z
  .object({ branch: said(z.uuid()), unit: said(z.uuid()), enterprise: said(z.uuid()) })
  .catch({});
export type OversightAbout = z.output<typeof oversightAboutSchema>;
