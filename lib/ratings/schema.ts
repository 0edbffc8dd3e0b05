import { z } from "zod";
import { choice, optionalText, plainDate, uuid } from "@/lib/forms/fields";
import { RatingStage } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const year = z.coerce.number("Chọn năm").int().min(2000).max(2100);

export const branchRatingSchema = z.object({
  branchId: uuid(),
  year,
  stage: choice(Object.values(RatingStage)),
  levelId: uuid({ missing: "Chọn mức xếp loại" }),
  decidedOn: plainDate({ missing: "Nhập ngày, ví dụ 15/12/2014" }),
  reason: optionalText(1000, { lines: true }),
});
export type BranchRatingInput = z.output<typeof branchRatingSchema>;

/** The name of a member's field in the form of the year: "m_" and the person's id. */
export const memberField = (personId: string): string => `m_${personId}`;

const memberRows = { branchId: uuid(), year };

/**
 * Levels of all members in one form, by person. A person left blank is left as they are: nobody's level is made up by
 * forgetting a box.
 */
export const memberRatingsSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const head = z.object({ ...memberRows, intent: choice(["propose", "confirm"]) }).safeParse(values);
  for (const { path, message } of head.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const levels: { personId: string; levelId: string }[] = [];
  for (const [name, value] of Object.entries(values)) {
    const [, personId] = /^m_(.+)$/.exec(name) ?? [];
    if (personId === undefined || value === "") continue;
    const read = z.object({ personId: z.uuid(), levelId: z.uuid() }).safeParse({ personId, levelId: value });
    if (read.success) levels.push(read.data);
    else context.addIssue({ code: "custom", path: [name], message: "Chọn mức trong danh sách" });
  }
  return head.success ? { ...head.data, levels } : z.NEVER;
});
export type MemberRatingsInput = {
  branchId: string;
  year: number;
  levels: { personId: string; levelId: string }[];
};

/** The year an address asks for. */
export const ratingQuerySchema = z
  .object({ year: said(year), unit: said(z.uuid()), asOf: said(z.iso.date()) })
  .catch({});
