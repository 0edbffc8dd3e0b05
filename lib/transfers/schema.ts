import { z } from "zod";
import {
  checkbox,
  choice,
  optional,
  optionalText,
  partialDate,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { newAdmissionSchema } from "@/lib/members/schema";
import { OUTSIDE } from "@/lib/transfers/rules";

const posted = (values: unknown) =>
  [values].flat().filter((value) => typeof value === "string" && value !== "");
const confirmed = z.preprocess(posted, z.array(z.string().max(10)).max(20));
const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });
const note = () => optionalText(1000, { lines: true });
const documentNumber = optionalText(60);

/** The last month the fee was collected for, typed as 10/2014; kept as that month's first day. */
const feeMonth = optional(
  partialDate({ missing: "Nhập tháng, ví dụ 10/2014" }).refine(({ precision }) => precision !== "year", {
    error: "Nhập tháng, ví dụ 10/2014",
  }),
).transform((typed) => typed && `${typed.date.slice(0, 7)}-01`);

export const startSchema = z
  .object({
    membershipId: uuid(),
    destination: z.union([z.literal(OUTSIDE), uuid({ missing: "Chọn nơi chuyển đến" })], {
      error: "Chọn nơi chuyển đến",
    }),
    outside: optionalText(200),
    on: day(),
    reason: note(),
    /** The chi đoàn's remark and the fee, where they are known when the transfer is asked for. */
    remark: note(),
    feeUntil: feeMonth,
  })
  .refine(({ destination, outside }) => destination !== OUTSIDE || outside !== null, {
    path: ["outside"],
    error: "Ghi nơi đến: chi đoàn, đoàn cơ sở, huyện, tỉnh",
  });
export type StartInput = z.output<typeof startSchema>;

const arrival = {
  branchId: uuid(),
  outside: text(200, { missing: "Ghi nơi chuyển đi: chi đoàn, đoàn cơ sở, huyện, tỉnh" }),
  /** The day of the letter of introduction. */
  on: day(),
  documentNumber,
  note: note(),
  joined: optional(partialDate()),
  cardNumber: optionalText(30),
};
/** Somebody from outside whose record the viewer sees. */
export const arrivalSchema = z.object({ ...arrival, personId: uuid() });
export type ArrivalInput = z.output<typeof arrivalSchema>;
/** Somebody without a record: who they are besides. */
export const newcomerSchema = newAdmissionSchema
  .omit({ admitOn: true, overrideReason: true })
  .extend(arrival);

const move = { transferId: uuid(), on: day() };

export const remarkSchema = z.object({
  ...move,
  note: text(1000, { lines: true, missing: "Ghi nhận xét của chi đoàn" }),
  feeUntil: feeMonth,
});
export type RemarkInput = z.output<typeof remarkSchema>;

/** Introducing, and on the same day sending, as it is mostly done. */
export const introductionSchema = z.object({ ...move, documentNumber, note: note(), sends: checkbox() });
export type IntroductionInput = z.output<typeof introductionSchema>;

/** Sent, or arrived in the chi đoàn. */
export const sendingSchema = z.object({ ...move, note: note() });
export type SendingInput = z.output<typeof sendingSchema>;

export const receiptSchema = z.object({ ...move, note: note(), confirmed });
export type ReceiptInput = z.output<typeof receiptSchema>;

export const refusalSchema = z.object({
  ...move,
  verdict: choice(["returned", "cancelled"]),
  note: text(1000, { lines: true, missing: "Nêu lý do" }),
});
export type RefusalInput = z.output<typeof refusalSchema>;
