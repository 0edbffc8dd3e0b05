import { z } from "zod";
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
import { Line, PartnerKind } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const day = (missing: string) => plainDate({ missing });
const name = {
  name: text(200, { missing: "Nhập tên cơ quan" }),
  contact: optionalText(300),
  validFrom: day("Nhập ngày, ví dụ 1/1/2014"),
};

export const partnerSchema = z.object({
  unitId: uuid({ missing: "Chọn đơn vị" }),
  kind: choice(Object.values(PartnerKind), { missing: "Chọn loại cơ quan" }),
  ...name,
});
export type PartnerInput = z.output<typeof partnerSchema>;

export const renameSchema = z.object({ partnerId: uuid(), ...name });
export type RenameInput = z.output<typeof renameSchema>;

const by = {
  partnerId: uuid(),
  unitId: uuid({ missing: "Chọn đơn vị" }),
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
};
export const agreementSchema = z.object({
  ...by,
  documentNumber: optionalText(60),
  signedOn: day("Nhập ngày ký, ví dụ 15/11/2014"),
  untilOn: optionalPlainDate(),
  content: text(2000, { lines: true, missing: "Ghi nội dung phối hợp" }),
});
export type AgreementInput = z.output<typeof agreementSchema>;

export const jointSchema = z.object({
  ...by,
  on: day("Nhập ngày, ví dụ 15/11/2014"),
  content: text(500, { lines: true, missing: "Ghi đã cùng làm gì" }),
  participants: optional(headcount()),
  activityId: optional(uuid()),
});
export type JointInput = z.output<typeof jointSchema>;

const why = text(300, { missing: "Nêu vì sao bỏ, ví dụ: ghi nhầm" });
export const agreementBackSchema = z.object({ agreementId: uuid(), why });
export type AgreementBackInput = z.output<typeof agreementBackSchema>;
export const jointBackSchema = z.object({ jointId: uuid(), why });
export type JointBackInput = z.output<typeof jointBackSchema>;

/** The list's address. */
export const partnerFilterSchema = z
  .object({ q: said(z.string().trim().min(1).max(100)), kind: said(z.enum(PartnerKind)) })
  .catch({});
export type PartnerFilter = z.output<typeof partnerFilterSchema>;
