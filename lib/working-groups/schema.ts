import { z } from "zod";
import { choice, optional, optionalPlainDate, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { WorkingGroupProductKind, WorkingGroupRole, WorkingGroupState } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });
const lines = (max: number) => optionalText(max, { lines: true });

export const groupSchema = z.object({
  unitId: uuid({ missing: "Chọn đơn vị" }),
  name: text(200, { missing: "Nhập tên tổ công tác" }),
  purpose: lines(1000),
  on: day(),
});
export type GroupInput = z.output<typeof groupSchema>;

export const groupMoveSchema = z.object({
  groupId: uuid(),
  on: day(),
  documentNumber: optionalText(60),
  note: lines(1000),
});
export type GroupMoveInput = z.output<typeof groupMoveSchema>;

export const groupUndoSchema = z.object({
  groupId: uuid(),
  why: text(300, { missing: "Nêu vì sao bỏ bước này, ví dụ: ghi nhầm" }),
});

export const groupMemberSchema = z
  .object({
    groupId: uuid(),
    accountId: optional(uuid()),
    name: optionalText(120),
    body: optionalText(200),
    role: choice(Object.values(WorkingGroupRole), { missing: "Chọn vai trò" }),
    validFrom: day(),
    validTo: optionalPlainDate(),
  })
  .refine(({ accountId, name }) => accountId !== null || name !== null, {
    path: ["name"],
    error: "Ghi tên, hoặc chọn một tài khoản",
  })
  .refine(({ validFrom, validTo }) => validTo === null || validTo > validFrom, {
    path: ["validTo"],
    error: "Ngày thôi phải sau ngày vào",
  });
export type GroupMemberInput = z.output<typeof groupMemberSchema>;

export const memberEndSchema = z.object({
  memberId: uuid({ missing: "Chọn thành viên" }),
  on: day(),
  why: text(300, { missing: "Nêu vì sao thôi" }),
});
export type MemberEndInput = z.output<typeof memberEndSchema>;

export const groupVisitSchema = z.object({
  groupId: uuid(),
  enterpriseId: optional(uuid()),
  plannedOn: day(),
  content: text(300, { missing: "Ghi nội dung, ví dụ: khảo sát, gặp chủ doanh nghiệp" }),
});
export type GroupVisitInput = z.output<typeof groupVisitSchema>;

export const groupProductSchema = z.object({
  groupId: uuid(),
  kind: choice(Object.values(WorkingGroupProductKind), { missing: "Chọn loại" }),
  on: day(),
  text: text(1000, { lines: true, missing: "Ghi nội dung" }),
  documentNumber: optionalText(60),
});
export type GroupProductInput = z.output<typeof groupProductSchema>;

/** A line of the schedule or of the products that was written by mistake, or is to be written anew. */
export const lineRemovalSchema = z.object({
  groupId: uuid(),
  line: z
    .string({ error: "Chọn dòng" })
    .regex(/^(?:visit|product):[0-9a-f-]{36}$/, "Chọn dòng")
    .transform((value) => ({ kind: value.split(":")[0] ?? "", id: value.split(":")[1] ?? "" })),
  why: text(300, { missing: "Nêu vì sao bỏ" }),
});
export type LineRemovalInput = z.output<typeof lineRemovalSchema>;

export const groupFilterSchema = z
  .object({ state: said(z.enum(WorkingGroupState)), unit: said(z.uuid()) })
  .catch({});
export type GroupFilter = z.output<typeof groupFilterSchema>;
