import { z } from "zod";
import { choice, optional, optionalPlainDate, plainDate, text, uuid } from "@/lib/forms/fields";
import { LineScope, Role } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";
import { loginKey } from "@/lib/text/login";

const reason = () => text(500, { lines: true, missing: "Ghi lý do" });

const LOGIN_HINT =
  "Dùng số điện thoại Việt Nam, hoặc 3–40 chữ không dấu, chữ số, dấu chấm, gạch ngang, bắt đầu bằng chữ";

const login = (missing: string) =>
  text(60, { missing })
    .transform(loginKey)
    .pipe(z.string().regex(/^(?:\+84\d{9,10}|[a-z][a-z0-9._-]{2,39})$/, LOGIN_HINT));

/** A role, where, on which line and for how long; which of unit and organisation is meant follows from the role. */
const given = {
  role: choice(Object.values(Role), { missing: "Chọn vai trò" }),
  unitId: optional(uuid()),
  branchId: optional(uuid()),
  line: optional(choice(Object.values(LineScope), { missing: "Chọn phần Đoàn, phần Hội hoặc cả hai" })),
  validFrom: plainDate(),
  validTo: optionalPlainDate(),
};

/** A secretary has an organisation and its line; everybody else a unit and a line. */
function placeMissing(
  value: { role: Role; unitId: string | null; branchId: string | null; line: LineScope | null },
  context: z.RefinementCtx,
) {
  const ask = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (value.role === "branch_secretary") {
    if (!value.branchId) ask("branchId", "Chọn tổ chức");
    return;
  }
  if (!value.unitId) ask("unitId", "Chọn đơn vị");
  if (!value.line) ask("line", "Chọn phần Đoàn, phần Hội hoặc cả hai");
}

export const accountSchema = z
  .object({
    displayName: text(100, { missing: "Nhập họ tên" }),
    login: login("Nhập tên đăng nhập hoặc số điện thoại"),
    ...given,
  })
  .superRefine(placeMissing);
export type AccountInput = z.output<typeof accountSchema>;

export const appointmentSchema = z.object({ accountId: uuid(), ...given }).superRefine(placeMissing);
export type AppointmentInput = z.output<typeof appointmentSchema>;

export const endingSchema = z.object({ appointmentId: uuid(), on: plainDate(), reason: reason() });
export type EndingInput = z.output<typeof endingSchema>;

export const periodSchema = z.object({
  appointmentId: uuid(),
  validFrom: plainDate(),
  validTo: optionalPlainDate(),
  reason: reason(),
});
export type PeriodInput = z.output<typeof periodSchema>;

export const linkSchema = z.object({ accountId: uuid() });
export type LinkInput = z.output<typeof linkSchema>;

export const lockSchema = z.object({ accountId: uuid(), reason: reason() });
export type LockInput = z.output<typeof lockSchema>;

export const delegationSchema = z.object({
  appointmentId: uuid({ missing: "Chọn nhiệm vụ" }),
  login: login("Nhập tên đăng nhập hoặc số điện thoại của người nhận"),
  line: choice(Object.values(LineScope), { missing: "Chọn phần Đoàn, phần Hội hoặc cả hai" }),
  validFrom: plainDate(),
  validTo: plainDate(),
  reason: reason(),
});
export type DelegationInput = z.output<typeof delegationSchema>;

/** What the list of accounts is narrowed by. */
export const accountFilterSchema = z.object({
  q: said(z.string().trim().min(1).max(100)),
  role: said(z.enum(Role)),
  state: said(z.enum(["active", "invited", "locked", "idle"])),
  unit: said(z.uuid()),
  page: said(z.coerce.number().int().min(1).max(1000)),
});
export type AccountFilter = z.output<typeof accountFilterSchema>;
