import { z } from "zod";
import { checkbox, choice, choices, headcount, optional, optionalText, text, uuid } from "@/lib/forms/fields";
import { IDENTITY_PROBLEMS, PURPOSE_LABELS, RELIGION_LABELS } from "@/lib/sensitive/labels";
import { parseIdentityNumber, SENSITIVE_FIELDS } from "@/lib/sensitive/rules";

type Purpose = keyof typeof PURPOSE_LABELS;
// Object.keys only says string; the keys of the labels are exactly the purposes.
const PURPOSES = Object.keys(PURPOSE_LABELS) as Purpose[];

/** A CMND or CCCD, as digits only. */
const identityNumber = () =>
  text(40, { missing: "Nhập số CMND hoặc CCCD" }).transform((typed, context) => {
    const parsed = parseIdentityNumber(typed);
    if (parsed.ok) return parsed.number;
    const proposal = parsed.proposal ? `. Có phải là ${parsed.proposal}?` : "";
    context.addIssue(`${IDENTITY_PROBLEMS[parsed.reason]}${proposal}`);
    return z.NEVER;
  });

export const revealSchema = z
  .object({
    personId: uuid(),
    fields: choices(SENSITIVE_FIELDS).pipe(
      z.array(z.enum(SENSITIVE_FIELDS)).min(1, "Chọn ít nhất một mục cần xem"),
    ),
    purpose: choice(PURPOSES, { missing: "Chọn vì sao cần xem" }),
    note: optionalText(300),
  })
  .refine(({ purpose, note }) => purpose !== "other" || note !== null, {
    path: ["note"],
    error: "Ghi rõ vì sao cần xem",
  });

/** Chosen in a list to take away what is written; an empty choice leaves it as it is. */
export const FORGET = "forget";
const kept = <Field extends z.ZodType>(field: Field) => optional(z.union([z.literal(FORGET), field]));

export const sensitiveSchema = z.object({
  personId: uuid(),
  version: headcount(),
  ethnicity: kept(z.string().regex(/^\d{2}$/, "Mục đã chọn không có trong danh sách")),
  religion: kept(choice(Object.keys(RELIGION_LABELS))),
  partyMember: kept(choice(["yes", "no"])),
  identityNumber: optional(identityNumber()),
  forgetIdentity: checkbox(),
  /** Said to have been read: the number contradicts the record. */
  confirmed: checkbox(),
});
export type SensitiveInput = z.output<typeof sensitiveSchema>;

export const identitySearchSchema = z.object({ identityNumber: identityNumber() });
