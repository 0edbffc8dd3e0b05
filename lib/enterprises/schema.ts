import { z } from "zod";
import {
  checkbox,
  choice,
  choices,
  headcount,
  optional,
  optionalPlainDate,
  optionalText,
  phone,
  plainDate,
  taxCode,
  text,
  uuid,
} from "@/lib/forms/fields";
import {
  EnterpriseGrant,
  EnterpriseStatus,
  LegalForm,
  Line,
  OwnerAttitude,
  Ownership,
} from "@/lib/generated/prisma/enums";
import { normalizeText } from "@/lib/text/normalize";

const facts = {
  name: text(200, { missing: "Nhập tên đầy đủ của doanh nghiệp" }),
  shortName: optionalText(100),
  taxCode: optional(taxCode({ allowPersonal: true })),
  hasNoTaxCode: checkbox(),
  legalForm: choice(Object.values(LegalForm), { missing: "Chọn loại hình" }),
  ownership: choice(Object.values(Ownership), { missing: "Chọn khu vực sở hữu" }),
  industry: optionalText(200),
  areaId: uuid({ missing: "Chọn xã, phường, thị trấn" }),
  address: optionalText(200),
  startedYear: optional(
    headcount().refine((year) => year >= 1900 && year <= 2200, "Nhập một năm, ví dụ 2008"),
  ),
  representative: optionalText(120),
  phone: optional(phone()),
  isHeadOffice: checkbox(),
  entrepreneurSince: optionalPlainDate(),
};

type Identity = {
  taxCode: { code10: string; branch: string | null } | null;
  hasNoTaxCode: boolean;
  legalForm: LegalForm;
};

/** V18: a code with its check digit, or the tick "chưa có mã số thuế", never both and never neither. */
function checkTaxCode({ taxCode: code, hasNoTaxCode, legalForm }: Identity, context: z.RefinementCtx) {
  const at = (message: string) => context.addIssue({ code: "custom", path: ["taxCode"], message });
  if (code && hasNoTaxCode) at("Hoặc nhập mã số thuế, hoặc chọn “chưa có mã số thuế”");
  if (!code && !hasNoTaxCode) at("Nhập mã số thuế, hoặc chọn “chưa có mã số thuế”");
  if (code && code.code10.length === 12 && legalForm !== "household_business") {
    at("Chỉ hộ kinh doanh dùng số định danh 12 chữ số làm mã số thuế");
  }
}

/** Registering an enterprise (§1.12 A). */
export const registrationSchema = z
  .object({
    ...facts,
    status: choice(Object.values(EnterpriseStatus), { missing: "Chọn tình trạng" }),
    /** From when it works here; empty: from today. */
    validFrom: optionalPlainDate(),
    unitId: uuid({ missing: "Chọn đơn vị quản lý" }),
    confirmed: checkbox(),
  })
  .superRefine(checkTaxCode);
export type RegistrationInput = z.output<typeof registrationSchema>;

/** Changing it: what it is from a day on, or a correction of what was written. */
export const changeSchema = z
  .object({
    ...facts,
    enterpriseId: uuid(),
    version: headcount(),
    status: choice(Object.values(EnterpriseStatus), { missing: "Chọn tình trạng" }),
    /** Asked for only when what counts in the numbers differs; nothing rewrites history without being told to. */
    kind: optional(choice(["change", "correction"])),
    /** The day a change is true from; a correction needs none. */
    validFrom: optionalPlainDate(),
    reason: optionalText(500, { lines: true }),
  })
  .superRefine(checkTaxCode)
  .superRefine(({ kind, validFrom }, context) => {
    if (kind === "change" && !validFrom) {
      context.addIssue({ code: "custom", path: ["validFrom"], message: "Nhập ngày bắt đầu thay đổi" });
    }
  });
export type ChangeInput = z.output<typeof changeSchema>;

/** A contact or visit (plan row 10). */
export const visitSchema = z.object({
  enterpriseId: uuid(),
  on: plainDate(),
  met: text(200, { missing: "Ghi đã gặp ai" }),
  purpose: text(500, { lines: true, missing: "Ghi mục đích" }),
  result: text(2000, { lines: true, missing: "Ghi kết quả" }),
  attitude: optional(choice(Object.values(OwnerAttitude))),
  grants: choices(Object.values(EnterpriseGrant)),
  grantNote: optionalText(500, { lines: true }),
});
export type VisitInput = z.output<typeof visitSchema>;

/** What the list is narrowed by, from the address; what does not fit is left out, never an error. */
export const enterpriseFilterSchema = z.object({
  q: z.string().max(500).transform(normalizeText).optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  status: z.enum(EnterpriseStatus).optional().catch(undefined),
  form: z.enum(LegalForm).optional().catch(undefined),
  ownership: z.enum(Ownership).optional().catch(undefined),
  has: z.enum(["union", "association", "both", "none"]).optional().catch(undefined),
  survey: z.enum(["accepted", "none"]).optional().catch(undefined),
  dnt: z.literal("1").optional().catch(undefined),
  area: z.uuid().optional().catch(undefined),
  sort: z.enum(["name", "survey", "workers"]).catch("name"),
  after: z.string().max(600).optional().catch(undefined),
});
export type EnterpriseFilter = z.output<typeof enterpriseFilterSchema>;

/** The last row of a page, its key in the order asked for and its id: where the next one begins. */
export const enterpriseCursor = z.tuple([z.union([z.string(), z.number()]), z.uuid()]);

export const LINES = Object.values(Line);
