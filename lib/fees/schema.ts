import { z } from "zod";
import { amountField, monthOf, paidField } from "@/lib/fees/rules";
import {
  AMOUNT_HINT,
  choice,
  dong,
  optionalText,
  partialDate,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { said } from "@/lib/http/params";

const MOST = 10_000_000;
/** A month typed as 10/2014, kept as its first day. */
const month = (missing = "Nhập tháng, ví dụ 10/2014") =>
  partialDate({ missing })
    .refine(({ precision }) => precision !== "year", { error: missing })
    .transform(({ date }) => monthOf(date));

const firstDay = z.iso.date("Chọn tháng").refine((day) => day.endsWith("-01"), "Chọn tháng");
const day = () => plainDate({ missing: "Nhập ngày, ví dụ 15/12/2014" });

/** `save` takes the ticks as they are; `all` ticks everybody who has not paid. */
const head = z.object({
  branchId: uuid(),
  month: firstDay,
  collectedOn: day(),
  reason: optionalText(500),
  intent: choice(["save", "all"]),
});

type Row = { personId: string; amount: number | null; shown: string | null };

/** All members of a month in one form. Without an amount a tick is a mistake; without a tick the amount is not looked at. */
export const collectionSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const given = head.safeParse(values);
  for (const { path, message } of given.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [String(path[0])], message });
  }
  const rows: Row[] = [];
  for (const name of Object.keys(values)) {
    const [, personId] = /^w_(.+)$/.exec(name) ?? [];
    if (personId === undefined) continue;
    const shown = values[name] === "" ? null : values[name];
    const ids = z.object({ personId: z.uuid(), shown: z.uuid().nullable() }).safeParse({ personId, shown });
    if (!ids.success) {
      context.addIssue({ code: "custom", path: [name], message: "Mã không hợp lệ, hãy tải lại trang" });
      continue;
    }
    const isTicked = values[paidField(personId)] !== undefined;
    if (!isTicked && given.data?.intent !== "all") {
      rows.push({ ...ids.data, amount: null });
      continue;
    }
    const amount = dong(MOST).safeParse(values[amountField(personId)]);
    if (amount.success) rows.push({ ...ids.data, amount: amount.data });
    else {
      const [issue] = amount.error.issues;
      context.addIssue({
        code: "custom",
        path: [amountField(personId)],
        message: issue?.message ?? AMOUNT_HINT,
      });
    }
  }
  if (!given.success) return z.NEVER;
  const { intent: _, ...input } = given.data;
  return { ...input, rows };
});
export type CollectionInput = {
  branchId: string;
  month: string;
  collectedOn: string;
  reason: string | null;
  rows: Row[];
};

export const exemptionSchema = z.object({
  membershipId: uuid(),
  fromMonth: month(),
  toMonth: month(),
  reason: text(500, { missing: "Ghi lý do miễn, ví dụ: nghỉ sinh con, ốm đau" }),
  decidedOn: day(),
});
export type ExemptionInput = z.output<typeof exemptionSchema>;

export const exemptionEndSchema = z.object({
  exemptionId: uuid(),
  reason: text(500, { missing: "Nêu lý do" }),
});
export type ExemptionEndInput = z.output<typeof exemptionEndSchema>;

/** From an organisation, or from a unit to the province. */
export const paymentSchema = z.object({
  payer: choice(["branch", "unit"]),
  payerId: uuid(),
  fromMonth: month(),
  toMonth: month(),
  amount: dong(2_000_000_000),
  paidOn: day(),
  note: optionalText(500),
});
export type PaymentInput = z.output<typeof paymentSchema>;

export const paymentAnswerSchema = z.object({
  paymentId: uuid(),
  verdict: choice(["accept", "decline"]),
  on: day(),
  note: optionalText(500),
});
export type PaymentAnswerInput = z.output<typeof paymentAnswerSchema>;

export const paymentVoidSchema = z.object({
  paymentId: uuid(),
  reason: text(500, { missing: "Nêu lý do" }),
});
export type PaymentVoidInput = z.output<typeof paymentVoidSchema>;

/** The month, the quarter or the year an address asks for. */
export const feeQuerySchema = z
  .object({
    month: said(firstDay),
    quarter: said(firstDay),
    year: said(z.coerce.number().int().min(2000).max(2100)),
  })
  .catch({});
