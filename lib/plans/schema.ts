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
import { BranchKind, GoalKind, LegalForm, Line, Ownership } from "@/lib/generated/prisma/enums";
import { GOAL_STATES } from "@/lib/plans/rules";

/** What of a plan is the province's to set: scope rule, baseline, a deadline if one was given, idle days. */
export const planSettingsSchema = z.object({
  planId: uuid(),
  version: headcount(),
  scopeLegalForms: choices(Object.values(LegalForm)),
  scopeOwnerships: choices(Object.values(Ownership)),
  scopeSuspended: checkbox(),
  scopeNote: optionalText(1000, { lines: true }),
  associationKinds: choices([BranchKind.chapter, BranchKind.club]),
  baselineOn: plainDate(),
  baselineNote: optionalText(1000, { lines: true }),
  dueOn: optionalPlainDate(),
  idleDays: headcount(),
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
  kind: choice(Object.values(GoalKind)),
  reason: text(1000, { lines: true, missing: "Nêu lý do sửa loại mục tiêu" }),
});
export type GoalKindInput = z.output<typeof goalKindSchema>;

export const planIdSchema = z.object({ planId: uuid() });

/** Filters of the goal list, from the URL; what does not fit is left out, never an error. */
export const goalFilterSchema = z.object({
  asOf: z.iso.date().optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  line: z.enum(Line).optional().catch(undefined),
  state: z.enum(GOAL_STATES).optional().catch(undefined),
  list: z.enum(["consolidate", "maintain", "develop"]).optional().catch(undefined),
  after: z.string().max(500).optional().catch(undefined),
});
export type GoalFilterInput = z.output<typeof goalFilterSchema>;
