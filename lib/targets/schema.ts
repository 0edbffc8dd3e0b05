import { z } from "zod";
import { addDays } from "@/lib/dates/plain-date";
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
import { said, saidDay } from "@/lib/http/params";
import { METRICS, type Metric, metricKey, type Period } from "@/lib/targets/rules";

const METRIC_KEYS = METRICS.map(metricKey);

const metricOf = (key: string): Metric | undefined => METRICS.find((metric) => metricKey(metric) === key);

/** What an address asks for; what makes no sense is left out. */
export const targetFilterSchema = z
  .object({ plan: said(z.uuid()), asOf: saidDay(), knownAt: saidDay(), unit: said(z.uuid()) })
  .catch({});
export type TargetFilter = z.output<typeof targetFilterSchema>;

/** Which thing in which period a form is about; the last day is written, as papers do. */
export const sheetQuerySchema = z
  .object({
    plan: said(z.uuid()),
    metric: said(z.enum(METRIC_KEYS)),
    from: saidDay(),
    until: saidDay(),
    unit: said(z.uuid()),
  })
  .catch({})
  .transform(({ plan, metric, from, until, unit }) => ({
    planId: plan ?? null,
    metric: (metric && metricOf(metric)) ?? null,
    period: from && until && from <= until ? ({ from, to: addDays(until, 1) } satisfies Period) : null,
    unitId: unit ?? null,
  }));
export type SheetQuery = z.output<typeof sheetQuerySchema>;

/** The names of a place's boxes in the form: its number, and the target that stood there when the form was shown. */
export const cellField = (placeId: string): string => `c_${placeId}`;
export const wasField = (placeId: string): string => `was_${placeId}`;

const atLeastOne = "Nhập số từ 1 trở lên; để trống nếu chưa giao";
const cell = optional(headcount().refine((value) => value >= 1, atLeastOne));
const was = optional(uuid());

const head = z
  .object({
    planId: uuid(),
    metric: choice(METRIC_KEYS, { missing: "Chọn việc được giao" }),
    from: plainDate({ missing: "Nhập ngày đầu kỳ, ví dụ 01/01/2015" }),
    until: plainDate({ missing: "Nhập ngày cuối kỳ, ví dụ 31/12/2015" }),
    unitId: optional(uuid()),
    taskId: optional(uuid()),
    baseline: optional(headcount()),
    sourceText: text(300, { missing: "Ghi văn bản giao chỉ tiêu, ví dụ Quyết định giao chỉ tiêu năm 2015" }),
    sourceNumber: optionalText(60),
    sourceOn: optionalPlainDate(),
    reason: optionalText(1000, { lines: true }),
  })
  .refine(({ from, until }) => from <= until, {
    path: ["until"],
    error: "Ngày cuối kỳ không được trước ngày đầu kỳ",
  });

/**
 * A sheet of targets: what, when and by which document, and a number for each place. A box left empty is no target; `was` is what
 * stood there when the form was made, so that nobody overwrites what they did not see.
 */
export const targetSheetSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const about = head.safeParse(values);
  for (const { path, message } of about.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const cells: { placeId: string; value: number | null; wasId: string | null }[] = [];
  for (const [name, typed] of Object.entries(values)) {
    const placeId = /^c_(.+)$/.exec(name)?.[1];
    if (placeId === undefined) continue;
    const [value, stood] = [cell.safeParse(typed), was.safeParse(values[wasField(placeId)])];
    for (const { message } of value.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [name], message });
    }
    if (z.uuid().safeParse(placeId).success && value.success && stood.success) {
      cells.push({ placeId, value: value.data, wasId: stood.data });
    }
  }
  const metric = about.success && metricOf(about.data.metric);
  if (!about.success || !metric) return z.NEVER;
  const { until, from, ...others } = about.data;
  return { ...others, metric, period: { from, to: addDays(until, 1) } satisfies Period, cells };
});
export type TargetSheetInput = Exclude<z.output<typeof targetSheetSchema>, never>;
