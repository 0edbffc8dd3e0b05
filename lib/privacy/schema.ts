import { z } from "zod";
import {
  checkbox,
  choice,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import {
  BasisEnd,
  ConsentHow,
  DataRequestHow,
  DataRequestKind,
  PrivacyTextKind,
  RetentionClass,
} from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const reason = (missing: string) => text(1000, { lines: true, missing });

/** A new version of a text; the earlier ones stay as they were. */
export const textSchema = z.object({
  kind: choice(Object.values(PrivacyTextKind)),
  title: text(200, { missing: "Nhập tên văn bản" }),
  body: text(20_000, { lines: true, missing: "Nhập nội dung văn bản" }),
  basis: text(500, { missing: "Ghi căn cứ: luật, nghị định, điều" }),
  validFrom: plainDate(),
});
export type TextInput = z.output<typeof textSchema>;

export const contactSchema = z.object({
  name: text(200, { missing: "Nhập đầu mối: đơn vị hoặc bộ phận" }),
  phone: optionalText(30),
  email: optionalText(200),
  address: optionalText(300),
  validFrom: plainDate(),
});
export type ContactInput = z.output<typeof contactSchema>;

export const holidaySchema = z.object({
  day: plainDate(),
  name: text(100, { missing: "Nhập tên ngày nghỉ" }),
  source: text(300, { missing: "Ghi văn bản cho nghỉ" }),
});
export type HolidayInput = z.output<typeof holidaySchema>;

export const holidayRemovalSchema = z.object({ holidayId: uuid() });
export type HolidayRemovalInput = z.output<typeof holidayRemovalSchema>;

/** A consent for one purpose: nothing is chosen beforehand, and the proof is named. */
export const consentSchema = z.object({
  personId: uuid(),
  purpose: text(50, { missing: "Chọn mục đích" }),
  how: choice(Object.values(ConsentHow), { missing: "Chọn người đó đồng ý bằng cách nào" }),
  evidence: text(500, { missing: "Ghi bằng chứng: số giấy, nơi lưu, ai chứng kiến" }),
  givenOn: plainDate(),
  guardianName: optionalText(200),
  guardianRelation: optionalText(100),
});
export type ConsentInput = z.output<typeof consentSchema>;

/** A basis of the law in place of a consent. */
export const legalBasisSchema = z.object({
  personId: uuid(),
  purpose: text(50, { missing: "Chọn mục đích" }),
  ground: text(50, { missing: "Chọn căn cứ" }),
  article: text(300, { missing: "Ghi điều, khoản của văn bản" }),
  evidence: text(500, { missing: "Ghi ai quyết định dùng căn cứ này, văn bản nào" }),
  givenOn: plainDate(),
});
export type LegalBasisInput = z.output<typeof legalBasisSchema>;

export const basisEndSchema = z.object({
  basisId: uuid(),
  endKind: choice(Object.values(BasisEnd), { missing: "Chọn vì sao kết thúc" }),
  endedOn: plainDate(),
  endReason: reason("Ghi lý do hoặc số yêu cầu rút lại"),
});
export type BasisEndInput = z.output<typeof basisEndSchema>;

/** A request about one's own data; without a person of the register the name that was given. */
export const dataRequestSchema = z
  .object({
    personId: optional(uuid()),
    subjectName: optionalText(200),
    contact: optionalText(200),
    kind: choice(Object.values(DataRequestKind), { missing: "Chọn người đó yêu cầu gì" }),
    how: choice(Object.values(DataRequestHow), { missing: "Chọn yêu cầu đến bằng cách nào" }),
    receivedOn: plainDate(),
    content: text(4000, { lines: true, missing: "Ghi lại nội dung yêu cầu" }),
    hasThirdParty: checkbox(),
  })
  .refine(({ personId, subjectName }) => personId !== null || subjectName !== null, {
    path: ["subjectName"],
    error: "Nhập họ tên người yêu cầu",
  });
export type DataRequestInput = z.output<typeof dataRequestSchema>;

export const requestStepSchema = z.object({
  dataRequestId: uuid(),
  kind: choice(["acknowledged", "extended", "answered", "refused"], { missing: "Chọn việc đã làm" }),
  on: plainDate(),
  note: text(4000, { lines: true, missing: "Ghi đã trả lời gì, hoặc lý do" }),
});
export type RequestStepInput = z.output<typeof requestStepSchema>;

export const erasureSchema = z.object({
  dataRequestId: uuid(),
  reason: reason("Ghi vì sao phải xoá"),
});
export type ErasureInput = z.output<typeof erasureSchema>;

export const erasureDecisionSchema = z.object({
  erasureId: uuid(),
  decision: choice(["done", "refused"], { missing: "Chọn xoá hoặc không xoá" }),
  decisionNote: reason("Ghi ý kiến"),
});
export type ErasureDecisionInput = z.output<typeof erasureDecisionSchema>;

export const keepOrderSchema = z.object({
  personId: uuid(),
  reason: reason("Ghi vì sao phải giữ"),
  article: text(300, { missing: "Ghi văn bản, điều khoản buộc giữ" }),
  until: optionalPlainDate(),
});
export type KeepOrderInput = z.output<typeof keepOrderSchema>;

export const keepOrderLiftSchema = z.object({ keepOrderId: uuid() });
export type KeepOrderLiftInput = z.output<typeof keepOrderLiftSchema>;

export const exportSchema = z.object({
  personId: uuid(),
  reason: reason("Ghi xuất để làm gì, theo yêu cầu nào"),
});
export type ExportInput = z.output<typeof exportSchema>;

export const retentionRuleSchema = z.object({
  class: choice(Object.values(RetentionClass)),
  months: optional(headcount()),
  mustKeep: checkbox(),
  basis: text(500, { missing: "Ghi căn cứ của thời hạn" }),
  validFrom: plainDate(),
});
export type RetentionRuleInput = z.output<typeof retentionRuleSchema>;

export const retentionSearchSchema = z.object({});
export type RetentionSearchInput = z.output<typeof retentionSearchSchema>;

export const retentionDecisionSchema = z.object({
  proposalId: uuid(),
  decision: choice(["executed", "refused"], { missing: "Chọn xoá hoặc giữ" }),
  decisionNote: reason("Ghi ý kiến"),
});
export type RetentionDecisionInput = z.output<typeof retentionDecisionSchema>;

/** A moment as typed: "14:05 23/10/2026". */
const momentText = () =>
  text(30, { missing: "Nhập giờ và ngày, ví dụ 14:05 23/10/2026" }).transform((typed, context): Date => {
    const parts = /^(\d{1,2}):(\d{2})\s+(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed.trim());
    const [, hour = "", minute = "", day = "", month = "", year = ""] = parts ?? [];
    const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const moment = new Date(`${iso}T${hour.padStart(2, "0")}:${minute}:00+07:00`);
    if (parts && !Number.isNaN(moment.getTime()) && plainDate().safeParse(iso).success) return moment;
    context.addIssue("Viết giờ rồi ngày, ví dụ 14:05 23/10/2026");
    return z.NEVER;
  });

export const breachSchema = z.object({
  discoveredAt: momentText(),
  what: text(4000, { lines: true, missing: "Ghi việc đã xảy ra, dữ liệu nào" }),
  measures: optionalText(4000, { lines: true }),
});
export type BreachInput = z.output<typeof breachSchema>;

export const breachMeasuresSchema = z.object({
  breachId: uuid(),
  version: headcount(),
  measures: text(4000, { lines: true, missing: "Ghi biện pháp đã làm" }),
  noticeDraft: optionalText(8000, { lines: true }),
});
export type BreachMeasuresInput = z.output<typeof breachMeasuresSchema>;

export const breachNoticeSchema = z.object({
  breachId: uuid(),
  version: headcount(),
  notifiedAt: momentText(),
  notifiedTo: text(300, { missing: "Ghi đã báo cho cơ quan nào" }),
  lateReason: optionalText(1000, { lines: true }),
});
export type BreachNoticeInput = z.output<typeof breachNoticeSchema>;

/** Who may be affected by a breach, asked in the address of its page. */
export const affectedSchema = z.object({
  by: said(z.enum(["unit", "branch", "export", "account"])),
  of: said(z.uuid()),
  since: said(z.iso.date()),
  until: said(z.iso.date()),
});
export type AffectedFilter = z.output<typeof affectedSchema>;
