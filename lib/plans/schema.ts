import { z } from "zod";
import {
  checkbox,
  choice,
  choices,
  headcount,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { GoalKind, LegalForm, Line, Ownership } from "@/lib/generated/prisma/enums";
import { readCursor } from "@/lib/http/cursor";
import { said, saidDay } from "@/lib/http/params";
import { NO_UNIT } from "@/lib/indicators/rules";
import { ASSOCIATION_KINDS, GOAL_STATES, WORK_LISTS } from "@/lib/plans/rules";

/** What of a plan is the province's to set: scope rule, baseline, a deadline if one was given, idle days. */
export const planSettingsSchema = z
  .object({
    planId: uuid(),
    version: headcount(),
    scopeLegalForms: choices(Object.values(LegalForm)).refine(
      (chosen) => chosen.length > 0,
      "Chọn ít nhất một loại hình",
    ),
    scopeOwnerships: choices(Object.values(Ownership)).refine(
      (chosen) => chosen.length > 0,
      "Chọn ít nhất một khu vực kinh tế",
    ),
    scopeSuspended: checkbox(),
    scopeNote: optionalText(1000, { lines: true }),
    associationKinds: choices(ASSOCIATION_KINDS).refine(
      (chosen) => chosen.length > 0,
      "Chọn ít nhất một loại tổ chức Hội",
    ),
    baselineOn: plainDate(),
    baselineNote: optionalText(1000, { lines: true }),
    dueOn: optionalPlainDate(),
    idleDays: headcount({ missing: "Nhập số ngày, ví dụ 60" }).refine(
      (days) => days >= 1 && days <= 3650,
      "Nhập số ngày từ 1 đến 3.650",
    ),
  })
  .refine(({ baselineOn, dueOn }) => dueOn === null || dueOn > baselineOn, {
    path: ["dueOn"],
    error: "Thời hạn phải sau ngày chốt hiện trạng",
  });
export type PlanSettingsInput = z.output<typeof planSettingsSchema>;

/** The six tasks of the attachment were not found; whoever has the paper types them in. */
export const resolutionTaskSchema = z.object({
  taskId: uuid(),
  version: headcount(),
  text: optionalText(2000, { lines: true }),
});
export type ResolutionTaskInput = z.output<typeof resolutionTaskSchema>;

/** The kind of a goal is correctable, with a reason. */
export const goalKindSchema = z.object({
  goalId: uuid(),
  version: headcount(),
  kind: choice(Object.values(GoalKind), { missing: "Chọn loại mục tiêu" }),
  reason: text(1000, { lines: true, missing: "Nêu lý do sửa loại mục tiêu" }),
});
export type GoalKindInput = z.output<typeof goalKindSchema>;

export const planIdSchema = z.object({ planId: uuid() });

/** Filters of the goal list, from the address; what does not fit is left out, never an error. */
export const goalFilterSchema = z
  .object({
    asOf: saidDay(),
    /** As known at the end of this day. */
    knownAt: saidDay(),
    unit: said(z.union([z.uuid(), z.literal(NO_UNIT)])),
    line: said(z.enum(Line)),
    state: said(z.enum(GOAL_STATES)),
    list: said(z.enum(WORK_LISTS)),
    /** The plan whose goals they are; the one in force unless said. */
    plan: said(z.uuid()),
    after: said(z.string().max(500)),
  })
  .catch({});
export type GoalFilterInput = z.output<typeof goalFilterSchema>;

/** The address of the list under these filters; what is not said is left out. */
export function goalsAddress(filter: GoalFilterInput) {
  const said = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/goals${said.length > 0 ? `?${new URLSearchParams(said)}` : ""}` as const;
}

/** State by its rank, sort key and id of the enterprise, line: the place of a goal in the list. */
const goalCursorSchema = z.tuple([z.int().min(0), z.string(), z.uuid(), z.enum(Line)]);
export type GoalCursor = z.output<typeof goalCursorSchema>;
export const readGoalCursor = (text: string | undefined): GoalCursor | undefined =>
  readCursor(goalCursorSchema, text);
