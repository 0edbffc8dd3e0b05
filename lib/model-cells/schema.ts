import { z } from "zod";
import { choice, headcount, optional, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { ModelCellFact, ModelCellState } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import {
  type CriterionField,
  criterionField,
  MODEL_CELL_NUMBERS,
  MOST_CRITERIA,
} from "@/lib/model-cells/rules";

const year = z.coerce.number("Nhập năm").int("Nhập năm").min(2000, "Nhập năm từ 2000").max(2100, "Nhập năm");
const reason = () => text(1000, { lines: true, missing: "Nêu lý do" });
const note = optionalText(1000, { lines: true });

export const registrationSchema = z.object({
  branchId: uuid(),
  year,
  on: plainDate({ missing: "Nhập ngày đăng ký" }),
  note,
});
export type RegistrationInput = z.output<typeof registrationSchema>;

const step = { modelCellId: uuid(), on: plainDate({ missing: "Nhập ngày, ví dụ 15/12/2014" }) };

export const decisionSchema = z.object({
  ...step,
  documentNumber: text(60, { missing: "Nhập số, ký hiệu quyết định" }),
  note,
});
export type DecisionInput = z.output<typeof decisionSchema>;

/** Returned, not recognised, revoked, withdrawn: said with the reason. */
export const refusalSchema = z.object({ ...step, note: reason(), documentNumber: optionalText(60) });
export type RefusalInput = z.output<typeof refusalSchema>;

const points = headcount({ missing: "Chấm điểm; không đạt thì ghi 0" });

export type Score = { criterionId: string; points: number; note: string | null };

/** Points and words of every criterion in one form, "p_<id>" and "n_<id>". Which criteria there are the command knows. */
export const scoresSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const head = z.object({ ...step, note }).safeParse(values);
  for (const { path, message } of head.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const scores: Score[] = [];
  for (const [name, value] of Object.entries(values)) {
    const [, criterionId] = /^p_(.+)$/.exec(name) ?? [];
    if (criterionId === undefined || !z.uuid().safeParse(criterionId).success) continue;
    const read = z
      .object({ points, said: note })
      .safeParse({ points: value, said: values[`n_${criterionId}`] });
    if (read.success) scores.push({ criterionId, points: read.data.points, note: read.data.said });
    for (const issue of read.error?.issues ?? []) {
      const field = issue.path[0] === "said" ? `n_${criterionId}` : name;
      context.addIssue({ code: "custom", path: [field], message: issue.message });
    }
  }
  return head.success ? { ...head.data, scores } : z.NEVER;
});
export type ScoresInput = z.output<typeof scoresSchema>;

const criterion = z.object({
  text: text(500, { missing: "Ghi nội dung tiêu chí" }),
  points: headcount({ missing: "Ghi điểm tối đa" }).refine(
    (most) => most >= 1 && most <= 1000,
    "Từ 1 đến 1000 điểm",
  ),
  required: z.preprocess((posted) => posted === "on", z.boolean()),
  fact: optional(choice(Object.values(ModelCellFact))),
});
const FIELDS: readonly CriterionField[] = ["text", "points", "required", "fact"];

const setHead = z.object({
  year,
  name: text(200, { missing: "Ghi tên bộ tiêu chí, văn bản ban hành" }),
  passPoints: optional(headcount()),
  note,
  version: optional(headcount()),
});

/** A set of criteria in one form, "c0_text" and so on; a row without words is no row. */
export const criteriaSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const head = setHead.safeParse(values);
  for (const { path, message } of head.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const criteria: z.output<typeof criterion>[] = [];
  for (let row = 0; row < MOST_CRITERIA; row += 1) {
    const cells = Object.fromEntries(FIELDS.map((field) => [field, values[criterionField(row, field)]]));
    if ([cells["text"], cells["points"]].every((cell) => cell === undefined || cell === "")) continue;
    const read = criterion.safeParse(cells);
    if (read.success) criteria.push(read.data);
    for (const { path, message } of read.error?.issues ?? []) {
      const [field] = path;
      const name = FIELDS.find((one) => one === field) ?? "text";
      context.addIssue({ code: "custom", path: [criterionField(row, name)], message });
    }
  }
  if (criteria.length === 0) {
    context.addIssue({
      code: "custom",
      path: [criterionField(0, "text")],
      message: "Ghi ít nhất một tiêu chí",
    });
  }
  return head.success ? { ...head.data, criteria } : z.NEVER;
});
export type CriteriaInput = z.output<typeof criteriaSchema>;

export const cloneSchema = z.object({ fromYear: year, year });
export type CloneInput = z.output<typeof cloneSchema>;

/** What an address of the register and of K14 asks for. */
export const modelCellQuerySchema = z
  .object({
    year: said(z.coerce.number().int().min(2000).max(2100)),
    state: said(z.enum(ModelCellState)),
    unit: said(z.uuid()),
    asOf: saidDay(),
    knownAt: saidDay(),
    show: said(z.enum(MODEL_CELL_NUMBERS)),
  })
  .catch({});
export type ModelCellQuery = z.output<typeof modelCellQuerySchema>;
