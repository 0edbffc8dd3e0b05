import { z } from "zod";
import { choices, optional, optionalPlainDate, plainDate, text, uuid } from "@/lib/forms/fields";
import { CoordinationColumn } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";

/** What the matrix is narrowed by. */
export const coordinationFilterSchema = z
  .object({
    plan: said(z.uuid()),
    asOf: saidDay(),
    missing: said(z.enum(CoordinationColumn)),
    /** Whose reminders are listed. */
    unit: said(z.uuid()),
  })
  .catch({});
export type CoordinationFilter = z.output<typeof coordinationFilterSchema>;

const ids = z.preprocess(
  (value) => [value].flat().filter((one) => one !== undefined),
  z.array(z.uuid()).max(50).catch([]),
);

/** Which units a reminder is written to. */
export const remindQuerySchema = z.object({ plan: said(z.uuid()), unit: ids }).catch({ unit: [] });

/** The names of a unit's fields in the form. */
export const textField = (unitId: string): string => `text_${unitId}`;
export const asksField = (unitId: string): string => `asks_${unitId}`;

const head = z
  .object({ planId: uuid(), on: plainDate(), dueOn: optionalPlainDate() })
  .refine(({ on, dueOn }) => dueOn === null || dueOn >= on, {
    path: ["dueOn"],
    error: "Thời hạn không được trước ngày đôn đốc",
  });
const words = optional(text(2000, { lines: true }));
const asked = choices(Object.values(CoordinationColumn));

/** Reminders to several units in one form: for each its words and what is asked. A unit left without words is left out. */
export const remindersSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const about = head.safeParse(values);
  for (const { path, message } of about.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const units: { unitId: string; text: string; asks: CoordinationColumn[] }[] = [];
  for (const [name, typed] of Object.entries(values)) {
    const unitId = /^text_(.+)$/.exec(name)?.[1];
    if (unitId === undefined || !z.uuid().safeParse(unitId).success) continue;
    const [says, asks] = [words.safeParse(typed), asked.safeParse(values[asksField(unitId)])];
    for (const { message } of says.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [name], message });
    }
    if (!says.success || says.data === null) continue;
    if (asks.success && asks.data.length > 0) units.push({ unitId, text: says.data, asks: asks.data });
    else context.addIssue({ code: "custom", path: [name], message: "Chọn ít nhất một việc được nhắc" });
  }
  return about.success ? { ...about.data, units } : z.NEVER;
});
export type RemindersInput = Exclude<z.output<typeof remindersSchema>, never>;

export const takeBackReminderSchema = z.object({
  reminderId: uuid(),
  reason: text(1000, { lines: true, missing: "Nêu lý do rút" }),
});
export type TakeBackReminderInput = z.output<typeof takeBackReminderSchema>;
