import { describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/access/password";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { linkOf, openSession, redeemLink } from "@/lib/access/sign-in";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { owner } from "@/tests/support/database";
import { province, row } from "@/tests/support/factories";

const FROM = { device: "máy thử", address: null };
const PASSWORD = "con suối nhỏ chảy qua bản";

/** An account with one link, as the superior's deed leaves it. */
async function invited(changed: Record<string, unknown> = {}) {
  const { provinceId, districtA } = await province();
  const login = `can-bo-${newId()}`;
  const accountId = await row("account", {
    login,
    display_name: "Cán bộ thử",
    password_hash: await hashPassword("mật khẩu cũ rất dài"),
  });
  await row("appointment", {
    account_id: accountId,
    role: "unit_officer",
    province_id: provinceId,
    unit_id: districtA,
    valid_from: "2000-01-01",
  });
  const link = async (given: Record<string, unknown> = {}) => {
    const token = newSessionToken();
    await row("account_link", {
      account_id: accountId,
      purpose: "invitation",
      token_hash: hashToken(token),
      issued_by_id: newId(),
      expires_at: new Date(Date.now() + 72 * 3_600_000),
      ...given,
    });
    return token;
  };
  return { login, accountId, link, token: await link(changed) };
}

const enters = async (login: string, password: string) => (await openSession({ login, password }, FROM)).ok;

describe("a one-time link", () => {
  it("says whom it is for, and sets the password once", async () => {
    const { login, token } = await invited();

    expect(await linkOf(token)).toMatchObject({ login, name: "Cán bộ thử", purpose: "invitation" });
    expect(await redeemLink(token, PASSWORD)).toMatchObject({ ok: true });
    expect(await enters(login, PASSWORD)).toBe(true);
    expect(await enters(login, "mật khẩu cũ rất dài")).toBe(false);
    expect(await linkOf(token)).toBeUndefined();
    expect(await redeemLink(token, "một mật khẩu khác nữa")).toMatchObject({ refusal: "link_spent" });
    expect(await enters(login, PASSWORD)).toBe(true);
  });

  it.each([
    ["used", { used_at: new Date() }],
    ["replaced by a newer one", { revoked_at: new Date() }],
    ["past its hours", { expires_at: new Date(Date.now() - 1000) }],
  ])("that is %s is refused like one that never was", async (_, changed) => {
    const { token } = await invited(changed);

    expect(await linkOf(token)).toBeUndefined();
    expect(await redeemLink(token, PASSWORD)).toEqual(await redeemLink(newSessionToken(), PASSWORD));
  });

  it("of a disabled account is refused", async () => {
    const { accountId, token } = await invited();
    await owner.query("update account set disabled_at = now() where id = $1", [accountId]);

    expect(await redeemLink(token, PASSWORD)).toMatchObject({ refusal: "link_spent" });
  });

  it("stays open when the new password is refused", async () => {
    const { login, token } = await invited();

    expect(await redeemLink(token, "anhyeuem123456")).toMatchObject({ refusal: "password_refused" });
    expect(await redeemLink(token, `${login} chảy qua bản`)).toMatchObject({ refusal: "password_refused" });
    expect(await redeemLink(token, PASSWORD)).toMatchObject({ ok: true });
  });

  it("ends every session and spends the account's other links", async () => {
    const { login, accountId, token, link } = await invited();
    const other = await link();
    expect(await enters(login, "mật khẩu cũ rất dài")).toBe(true);
    await redeemLink(token, PASSWORD);

    const { rows } = await owner.query(
      "select count(*)::int as open from session where account_id = $1 and revoked_at is null",
      [accountId],
    );
    expect(rows[0].open).toBe(0);
    expect(await linkOf(other)).toBeUndefined();
  });

  it("posted twice at once sets one password", async () => {
    const { login, token } = await invited();
    const answers = await Promise.all([
      redeemLink(token, PASSWORD),
      redeemLink(token, "một mật khẩu khác nữa"),
    ]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const entered = [await enters(login, PASSWORD), await enters(login, "một mật khẩu khác nữa")];
    expect(entered).toEqual(answers.map(({ ok }) => ok));
  });

  it("leaves a trace without the hash, and its rows are out of the program's reach", async () => {
    const { accountId, token } = await invited();
    await redeemLink(token, PASSWORD);

    const { rows } = await owner.query(
      "select table_name, deed, after::text as after from audit_entry where deed = 'access.redeemLink' and (row_id = $1 or after ->> 'account_id' = $1)",
      [accountId],
    );
    expect(rows.map(({ table_name }) => table_name).sort()).toEqual(["account", "account_link"]);
    expect(rows.map(({ after }) => after).join()).not.toMatch(/argon2id|token_hash/);
    await expect(database().$queryRaw`select * from account_link`).rejects.toThrow(/permission denied/);
    await expect(database().$queryRaw`select access.password_salt('x')`).rejects.toThrow(/permission denied/);
  });
});
