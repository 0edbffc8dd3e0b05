import { z } from "zod";
import { MOVING_STAGES, OPTIONAL_STAGES } from "@/lib/cases/rules";
import {
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
import {
  CaseMove,
  CaseOutcome,
  CasePaperKind,
  CasePartyAnswer,
  CaseStage,
  IssueCategory,
  Line,
} from "@/lib/generated/prisma/enums";

/** Opening the work of establishing one line's organisation in an enterprise. */
export const caseSchema = z.object({
  enterpriseId: uuid(),
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
  openedOn: plainDate(),
  note: optionalText(2000, { lines: true }),
});
export type CaseInput = z.output<typeof caseSchema>;

type Fact = "documentNumber" | "documentOn" | "place" | "until" | "answer" | "category" | "outcome";

/** What is asked at which move; whatever else a form carries is left behind. */
const OF_MOVE: Partial<Record<CaseMove, readonly Fact[]>> = {
  reported: ["answer", "documentNumber", "documentOn"],
  submitted: ["documentNumber", "documentOn"],
  appraised: ["documentNumber", "documentOn"],
  launched: ["place"],
  hard: ["category"],
  paused: ["category", "until"],
  refused: ["category"],
  closed: ["outcome"],
};

/** Said where a move misses what it cannot do without. */
const NEEDED: Partial<Record<CaseMove, Partial<Record<Fact | "reason", string>>>> = {
  reported: { answer: "Chọn ý kiến của cấp ủy, hoặc “Chưa có ý kiến”" },
  appraised: {
    documentNumber: "Nhập số biên bản thẩm định",
    documentOn: "Nhập ngày của biên bản, ví dụ 23/10/2014",
  },
  returned: { reason: "Nêu điều phải bổ sung" },
  launched: { place: "Nhập nơi tổ chức lễ ra mắt" },
  hard: { category: "Chọn loại khó khăn", reason: "Nêu khó khăn cụ thể" },
  paused: { category: "Chọn loại khó khăn", reason: "Nêu lý do tạm dừng" },
  refused: { category: "Chọn loại khó khăn", reason: "Nêu lý do doanh nghiệp từ chối" },
  closed: { outcome: "Chọn kết quả", reason: "Nêu lý do đóng hồ sơ" },
};

/** One step of a case. */
export const caseMoveSchema = z
  .object({
    caseId: uuid(),
    version: headcount(),
    move: choice(Object.values(CaseMove), { missing: "Chọn bước" }),
    on: plainDate(),
    reason: optionalText(1000, { lines: true }),
    documentNumber: optionalText(60),
    documentOn: optionalPlainDate(),
    place: optionalText(200),
    until: optionalPlainDate(),
    answer: optional(choice(Object.values(CasePartyAnswer))),
    category: optional(choice(Object.values(IssueCategory))),
    outcome: optional(choice(Object.values(CaseOutcome))),
  })
  .superRefine((given, context) => {
    const values = new Map<string, unknown>(Object.entries(given));
    for (const [field, message] of Object.entries(NEEDED[given.move] ?? {})) {
      if (values.get(field) === null) context.addIssue({ code: "custom", path: [field], message });
    }
    if (given.move === "paused" && given.until && given.until <= given.on) {
      context.addIssue({ code: "custom", path: ["until"], message: "Phải sau ngày bắt đầu tạm dừng" });
    }
  })
  .transform((given) => {
    const asked = OF_MOVE[given.move] ?? [];
    const of = <Value>(fact: Fact, value: Value) => (asked.includes(fact) ? value : null);
    return {
      ...given,
      documentNumber: of("documentNumber", given.documentNumber),
      documentOn: of("documentOn", given.documentOn),
      place: of("place", given.place),
      until: of("until", given.until),
      answer: of("answer", given.answer),
      category: of("category", given.category),
      outcome: of("outcome", given.outcome),
    };
  });
export type CaseMoveInput = z.output<typeof caseMoveSchema>;

export const voidStepSchema = z.object({
  stepId: uuid(),
  caseId: uuid(),
  version: headcount(),
  reason: text(500, { lines: true, missing: "Nêu lý do bỏ bước này" }),
});
export type VoidStepInput = z.output<typeof voidStepSchema>;

/** A paper of the dossier that is there, with its day; without a day it is not there any more. */
export const paperSchema = z.object({
  caseId: uuid(),
  kind: choice(Object.values(CasePaperKind), { missing: "Chọn giấy tờ" }),
  on: optionalPlainDate(),
  note: optionalText(200),
});
export type PaperInput = z.output<typeof paperSchema>;

/** Idle days by stage, as stored; a stage without a number is never called stalled. */
export const idleDaysSchema = z.partialRecord(z.enum(CaseStage), z.int().min(1).max(3650));

const days = () =>
  optional(
    z.coerce
      .number("Nhập số ngày")
      .int("Nhập số ngày tròn")
      .min(1, "Ít nhất 1 ngày")
      .max(3650, "Nhiều nhất 3650 ngày"),
  );

/** The form's days_surveyed … for every stage that can lie idle, and the optional stages that are taken. */
export const schemeSchema = z
  .object({
    provinceId: uuid(),
    validFrom: plainDate(),
    stages: choices([...OPTIONAL_STAGES]),
    reason: text(500, { lines: true, missing: "Nêu lý do, văn bản hướng dẫn nếu có" }),
    ...Object.fromEntries(MOVING_STAGES.map((stage) => [`days_${stage}`, days()])),
  })
  .transform(({ provinceId, validFrom, stages, reason, ...typed }) => {
    const said = new Map(Object.entries(typed));
    const idleDays = MOVING_STAGES.flatMap((stage) => {
      const given = said.get(`days_${stage}`);
      return typeof given === "number" ? [[stage, given] as const] : [];
    });
    return { provinceId, validFrom, stages, reason, idleDays: Object.fromEntries(idleDays) };
  });
export type SchemeInput = z.output<typeof schemeSchema>;

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
