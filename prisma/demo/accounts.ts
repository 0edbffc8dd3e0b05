import { randomBytes } from "node:crypto";
import { ROLE_LABELS } from "@/lib/access/labels";
import { hashPassword } from "@/lib/access/password";
import type { LineScope, Role } from "@/lib/generated/prisma/enums";
import { morningOf, type Writer } from "./rows";

/** The plan is eight weeks old and all 14 units are alive. */
export const DEMO_BUSINESS_DATE = "2014-12-15";

export type DemoAccount = { login: string; password: string; role: Role; name: string };

export type AccountWriterOf = ReturnType<typeof accountsOf>;

/** Accounts with random passwords: no default password exists anywhere, not even in a demo. */
export const accountsOf =
  (write: Writer, accounts: DemoAccount[]) =>
  (provinceId: string) =>
  async (
    login: string,
    role: Role,
    unitId: string,
    given: { name?: string; branchId?: string; line?: LineScope } = {},
  ): Promise<string> => {
    const password = randomBytes(9).toString("base64url");
    const name = `${given.name ?? ROLE_LABELS[role]} (minh hoạ)`;
    const id = await write.insert("account", {
      login,
      display_name: name,
      password_hash: await hashPassword(password),
      is_demo: true,
    });
    await write.insert("appointment", {
      account_id: id,
      role,
      line: given.line ?? "both",
      province_id: provinceId,
      unit_id: unitId,
      branch_id: given.branchId ?? null,
      valid_from: "2014-10-23",
      recorded_at: morningOf("2014-10-23"),
    });
    accounts.push({ login, password, role, name });
    return id;
  };
