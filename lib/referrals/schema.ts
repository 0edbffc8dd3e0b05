import { z } from "zod";
import { choice, optionalPlainDate, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { ResidenceKind } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { ELSEWHERE, RESIDENCE_NUMBERS } from "@/lib/referrals/rules";

const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });
const documentNumber = optionalText(60);

export const referralSchema = z
  .object({
    membershipId: uuid(),
    place: z.union([z.literal(ELSEWHERE), uuid({ missing: "Chọn xã, phường nơi cư trú" })], {
      error: "Chọn xã, phường nơi cư trú",
    }),
    elsewhere: optionalText(200),
    residence: choice(Object.values(ResidenceKind), { missing: "Chọn thường trú hay tạm trú" }),
    since: optionalPlainDate(),
    on: day(),
    note: optionalText(1000, { lines: true }),
  })
  .refine(({ place, elsewhere }) => place !== ELSEWHERE || elsewhere !== null, {
    path: ["elsewhere"],
    error: "Ghi nơi cư trú: xã, huyện, tỉnh",
  })
  .refine(({ residence, since }) => residence === "permanent" || since !== null, {
    path: ["since"],
    error: "Nhập ngày bắt đầu tạm trú",
  });
export type ReferralInput = z.output<typeof referralSchema>;

const move = { referralId: uuid(), on: day() };

/** Signed; or confirmed by the residence itself or after its paper. */
export const signatureSchema = z.object({
  ...move,
  documentNumber,
  note: optionalText(1000, { lines: true }),
});
export type SignatureInput = z.output<typeof signatureSchema>;

export const remarkSchema = z.object({
  ...move,
  year: z.coerce.number("Chọn năm").int("Chọn năm").min(2000, "Chọn năm").max(2100, "Chọn năm"),
  note: text(1000, { lines: true, missing: "Ghi nhận xét của nơi cư trú" }),
  documentNumber,
});
export type RemarkInput = z.output<typeof remarkSchema>;

export const endSchema = z.object({ ...move, note: text(1000, { lines: true, missing: "Nêu lý do" }) });
export type EndInput = z.output<typeof endSchema>;

/** What an address of K22 asks for. */
export const residenceQuerySchema = z
  .object({
    asOf: saidDay(),
    knownAt: saidDay(),
    year: said(z.coerce.number().int().min(2000).max(2100)),
    unit: said(z.uuid()),
    show: said(z.enum(RESIDENCE_NUMBERS)),
    after: said(z.string().max(400)),
  })
  .catch({});
export type ResidenceQuery = z.output<typeof residenceQuerySchema>;

export const personCursorSchema = z.tuple([z.string(), z.uuid()]);
