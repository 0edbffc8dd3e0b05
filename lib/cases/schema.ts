import { z } from "zod";
import { choice, headcount, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { Line } from "@/lib/generated/prisma/enums";

/** Opening the work of establishing one line's organisation in an enterprise. */
export const caseSchema = z.object({
  enterpriseId: uuid(),
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
  openedOn: plainDate(),
  note: optionalText(2000, { lines: true }),
});
export type CaseInput = z.output<typeof caseSchema>;

export const partyReportSchema = z.object({
  caseId: uuid(),
  version: headcount(),
  reportedToPartyOn: plainDate(),
});
export type PartyReportInput = z.output<typeof partyReportSchema>;

/** The line is hard here: says why, and opens the other line's case in its stead (row 43). */
export const difficultySchema = z.object({
  caseId: uuid(),
  version: headcount(),
  difficulty: text(1000, { lines: true, missing: "Nêu khó khăn cụ thể" }),
  on: plainDate(),
});
export type DifficultyInput = z.output<typeof difficultySchema>;

export const caseClosingSchema = z.object({
  caseId: uuid(),
  version: headcount(),
  closedOn: plainDate(),
  closingReason: text(1000, { lines: true, missing: "Nêu lý do đóng hồ sơ" }),
});
export type CaseClosingInput = z.output<typeof caseClosingSchema>;

/** What a unit or an organisation asks to be let past. */
export type OverrideInput = {
  /** Rule id, e.g. "V06". */
  rule: string;
  enterpriseId?: string | undefined;
  branchId?: string | undefined;
  line: Line;
  /** What would be done, so that the one who grants knows what is granted. */
  subject: string;
  reason: string;
};

export const overrideDecisionSchema = z.object({
  overrideId: uuid(),
  version: headcount(),
  decision: choice(["granted", "refused"], { missing: "Chọn đồng ý hoặc không đồng ý" }),
  decisionNote: text(1000, { lines: true, missing: "Ghi ý kiến" }),
});
export type OverrideDecisionInput = z.output<typeof overrideDecisionSchema>;
