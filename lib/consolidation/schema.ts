import { z } from "zod";
import { CONDITIONS, SIGNALS } from "@/lib/branches/rules";
import {
  choice,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { Line, MeasureKind } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const keeper = {
  responsibleId: optional(uuid()),
  responsible: optionalText(200),
};
const hasKeeper = ({
  responsibleId,
  responsible,
}: {
  responsibleId: string | null;
  responsible: string | null;
}) => responsibleId !== null || responsible !== null;
const NO_KEEPER = { path: ["responsible"], error: "Chọn hoặc ghi người phụ trách" };

const words = {
  kind: choice(Object.values(MeasureKind), { missing: "Chọn biện pháp" }),
  weakness: text(1000, { lines: true, missing: "Nêu điểm yếu của tổ chức" }),
  measure: text(1000, { lines: true, missing: "Nêu việc sẽ làm" }),
  ...keeper,
  startedOn: plainDate({ missing: "Nhập ngày bắt đầu" }),
  dueOn: optionalPlainDate(),
};

export const measureSchema = z.object({ branchId: uuid(), ...words }).refine(hasKeeper, NO_KEEPER);
export type MeasureInput = z.output<typeof measureSchema>;

const versioned = { measureId: uuid(), version: headcount() };
const result = text(1000, { lines: true, missing: "Nêu kết quả đạt được" });

export const measureResultSchema = z.object({
  ...versioned,
  doneOn: plainDate({ missing: "Nhập ngày hoàn thành" }),
  result,
});
export type MeasureResultInput = z.output<typeof measureResultSchema>;

const reason = text(1000, { lines: true, missing: "Nêu lý do" });

export const measureExtensionSchema = z.object({
  ...versioned,
  dueOn: plainDate({ missing: "Nhập thời hạn mới" }),
  reason,
});
export type MeasureExtensionInput = z.output<typeof measureExtensionSchema>;

export const measureCorrectionSchema = z
  .object({
    ...versioned,
    ...words,
    doneOn: optionalPlainDate(),
    result: optionalText(1000, { lines: true }),
    reason,
  })
  .refine(hasKeeper, NO_KEEPER)
  .refine(({ doneOn, result: said }) => (doneOn === null) === (said === null), {
    path: ["result"],
    error: "Đã hoàn thành thì có cả ngày và kết quả",
  });
export type MeasureCorrectionInput = z.output<typeof measureCorrectionSchema>;

export const measureWithdrawalSchema = z.object({ ...versioned, reason });
export type MeasureWithdrawalInput = z.output<typeof measureWithdrawalSchema>;

export const MEASURE_FILTERS = ["open", "late", "done"] as const;

/** Filters of the list of measures, from the URL. */
export const measureFilterSchema = z
  .object({
    state: said(z.enum(MEASURE_FILTERS)),
    unit: said(z.uuid()),
    line: said(z.enum(Line)),
  })
  .catch({});
export type MeasureFilter = z.output<typeof measureFilterSchema>;

/** What a repair fills into the form of a new measure. */
export const measurePrefillSchema = z
  .object({ kind: said(z.enum(MeasureKind)), measure: said(z.string().trim().min(1).max(1000)) })
  .catch({});

export const snapshotSchema = z.object({
  on: z.iso.date(),
  members: z.int(),
  condition: z.enum(CONDITIONS),
  signals: z.array(
    z.object({
      code: z.enum(SIGNALS),
      words: z.string(),
    }),
  ),
  rating: z.object({ year: z.int(), label: z.string() }).nullable(),
});
