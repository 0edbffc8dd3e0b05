import { z } from "zod";
import { CLAUSE_MOVES, numberOf } from "@/lib/composing/rules";
import {
  checkbox,
  choice,
  choices,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { LegalForm, Ownership } from "@/lib/generated/prisma/enums";

const year = () => z.coerce.number("Nhập năm").int("Nhập năm").min(2000, "Nhập năm").max(2100, "Nhập năm");
const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });
const version = headcount();
const title = () => text(500, { lines: true, missing: "Nhập trích yếu: kế hoạch về việc gì" });
/** Any number of records the form itself offers. */
const uuids = () =>
  z.preprocess(
    (posted) => [posted].flat().filter((value) => typeof value === "string" && value !== ""),
    z.array(z.uuid("Mã không hợp lệ, hãy tải lại trang")).max(500),
  );

/** A plan begun: whose, about what, of which year. Everything else may come later. */
export const planBeginningSchema = z.object({
  unitId: uuid({ missing: "Chọn đơn vị ban hành" }),
  title: title(),
  year: year(),
});
export type PlanBeginningInput = z.output<typeof planBeginningSchema>;

/** Of the head nothing but the title is needed before the paper goes out; no deadline, ever. */
export const planHeadSchema = z.object({
  planId: uuid(),
  version,
  symbol: optionalText(60).refine(
    (symbol) => symbol === null || numberOf(symbol) !== null,
    "Bắt đầu bằng số, ví dụ 12-KH/TĐTN-TCKT",
  ),
  issuedOn: optionalPlainDate(),
  title: title(),
  year: year(),
  place: optionalText(100),
  issuer: text(200, { missing: "Nhập cơ quan ban hành" }),
  onBehalfOf: optionalText(200),
  signatoryPost: optionalText(100),
  signatoryName: optionalText(100),
  preamble: optionalText(4000, { lines: true }),
  specifics: optionalText(4000, { lines: true }),
  setsGoals: checkbox(),
  scopeLegalForms: choices(Object.values(LegalForm)).refine(
    (chosen) => chosen.length > 0,
    "Chọn ít nhất một loại hình",
  ),
  scopeOwnerships: choices(Object.values(Ownership)).refine(
    (chosen) => chosen.length > 0,
    "Chọn ít nhất một khu vực kinh tế",
  ),
  scopeSuspended: checkbox(),
});
export type PlanHeadInput = z.output<typeof planHeadSchema>;

const clause = {
  text: text(4000, { lines: true, missing: "Nhập nội dung của mục" }),
  isNumbered: checkbox(),
  unitIds: uuids(),
  dueOn: optionalPlainDate(),
};
export const newClauseSchema = z.object({ planId: uuid(), parentId: optional(uuid()), ...clause });
export type NewClauseInput = z.output<typeof newClauseSchema>;

/** `version`: which words the form was shown, so that somebody else's are not written over unseen. */
export const clauseSchema = z.object({
  taskId: uuid(),
  version,
  ...clause,
});
export type ClauseInput = z.output<typeof clauseSchema>;

export const clauseMoveSchema = z.object({
  taskId: uuid(),
  move: choice(CLAUSE_MOVES, { missing: "Chọn đưa mục này đi đâu" }),
});
export type ClauseMoveInput = z.output<typeof clauseMoveSchema>;

export const taskIdSchema = z.object({ taskId: uuid() });

export const basisSchema = z.object({
  planId: uuid(),
  basisId: optional(uuid()),
  symbol: optionalText(60),
  issuedOn: optionalPlainDate(),
  issuer: optionalText(200),
  abstract: text(1000, { lines: true, missing: "Nhập trích yếu của văn bản" }),
  relatedId: optional(uuid()),
});
export type BasisInput = z.output<typeof basisSchema>;

export const basisIdSchema = z.object({ basisId: uuid() });

/** Where the paper goes: units of the register by the program, other bodies as lines of the paper. */
export const recipientsSchema = z
  .object({
    planId: uuid(),
    unitsText: optionalText(300),
    unitIds: uuids(),
    others: optionalText(2000, { lines: true }),
  })
  .refine(({ unitsText, unitIds }) => unitIds.length === 0 || unitsText !== null, {
    path: ["unitsText"],
    error: "Ghi các đơn vị này như trên văn bản, ví dụ: Các huyện, thành Đoàn",
  });
export type RecipientsInput = z.output<typeof recipientsSchema>;

export const planIdSchema = z.object({ planId: uuid() });
export const dropSchema = z.object({
  planId: uuid(),
  reason: text(1000, { lines: true, missing: "Nêu lý do bỏ dự thảo" }),
});
export type DropInput = z.output<typeof dropSchema>;

/** A unit's own plan from one it received. */
export const cascadeSchema = z.object({
  planId: uuid(),
  unitId: uuid({ missing: "Chọn đơn vị triển khai" }),
});
export type CascadeInput = z.output<typeof cascadeSchema>;

export const correctionSchema = z.object({
  planId: uuid(),
  taskId: optional(uuid()),
  text: text(4000, { lines: true, missing: "Nhập nội dung đúng" }),
  reason: text(1000, { lines: true, missing: "Nêu lý do đính chính" }),
  documentNumber: optionalText(60),
  on: day(),
});
export type CorrectionInput = z.output<typeof correctionSchema>;

export const listingSchema = z.object({
  planId: uuid(),
  goalIds: uuids().refine((ids) => ids.length > 0, "Chọn ít nhất một dòng"),
  reason: optionalText(1000, { lines: true }),
});
export type ListingInput = z.output<typeof listingSchema>;

export const unlistingSchema = z.object({ itemId: uuid(), reason: optionalText(1000, { lines: true }) });
export type UnlistingInput = z.output<typeof unlistingSchema>;
