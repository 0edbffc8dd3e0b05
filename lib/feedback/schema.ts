import { z } from "zod";
import {
  checkbox,
  choice,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  text,
  uuid,
} from "@/lib/forms/fields";
import { IssueCategory, IssueKind, IssueMove, IssueStage, Line } from "@/lib/generated/prisma/enums";

/** "unit:<id>" or "branch:<id>": in whose name it is raised. */
const raisedFor = z
  .string("Chọn nơi nêu")
  .regex(/^(?:unit|branch):[0-9a-f-]{36}$/, "Chọn nơi nêu")
  .transform((given) => {
    const [kind = "", id = ""] = given.split(":");
    return { kind: kind === "unit" ? ("unit" as const) : ("branch" as const), id };
  });

export const issueSchema = z.object({
  raisedFor,
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
  kind: choice(Object.values(IssueKind), { missing: "Chọn khó khăn hay kiến nghị" }),
  category: choice(Object.values(IssueCategory), { missing: "Chọn nhóm việc" }),
  text: text(3000, { lines: true, missing: "Nêu cụ thể: việc gì, cần ai làm gì" }),
  isUrgent: checkbox(),
  answerBy: optionalPlainDate(),
  enterpriseId: optional(uuid()),
  caseId: optional(uuid()),
  taskId: optional(uuid()),
});
export type IssueInput = z.output<typeof issueSchema>;

/** A turn as the form names it: what is done, and where the issue then is. */
const turn = z.string("Chọn việc cần làm").transform((given, context) => {
  const [move, to] = given.split(":");
  const parsed = z.object({ move: z.enum(IssueMove), to: z.enum(IssueStage) }).safeParse({ move, to });
  if (parsed.success) return parsed.data;
  context.addIssue("Chọn việc cần làm");
  return z.NEVER;
});

export const issueTurnSchema = z.object({
  issueId: uuid(),
  version: headcount(),
  turn,
  text: optionalText(3000, { lines: true }),
  outsideBody: optionalText(200),
});
export type IssueTurnInput = z.output<typeof issueTurnSchema>;

export const issueNoteSchema = z.object({
  issueId: uuid(),
  text: text(3000, { lines: true, missing: "Viết điều cần trao đổi" }),
});
export type IssueNoteInput = z.output<typeof issueNoteSchema>;

/** The list's address. `waiting` shows what waits for the viewer, `open` what nobody has answered. */
export const issueFilterSchema = z.object({
  show: z.enum(["waiting", "open"]).optional().catch(undefined),
  stage: z.enum(IssueStage).optional().catch(undefined),
  category: z.enum(IssueCategory).optional().catch(undefined),
  line: z.enum(Line).optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  enterprise: z.uuid().optional().catch(undefined),
  task: z.uuid().optional().catch(undefined),
  case: z.uuid().optional().catch(undefined),
  after: z.string().max(300).optional().catch(undefined),
});
export type IssueFilter = z.output<typeof issueFilterSchema>;

/** What the groups of like difficulties are narrowed by. */
export const issueGroupSchema = issueFilterSchema.pick({ line: true, unit: true, task: true });
export type IssueGroupFilter = z.output<typeof issueGroupSchema>;

/** The last row of a page: when it was raised, and its id. */
export const issueCursor = z.tuple([z.iso.datetime(), z.uuid()]);
