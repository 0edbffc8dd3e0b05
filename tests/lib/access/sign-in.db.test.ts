import { describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/access/password";
import { closeSessions, openSession } from "@/lib/access/sign-in";
import { mintViewer } from "@/lib/access/viewer";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { owner } from "@/tests/support/database";
import { province, row } from "@/tests/support/factories";

const FROM = { device: "máy thử", address: null };
const PASSWORD = "mật khẩu rất dài";

async function account() {
  const { provinceId, districtA } = await province();
  const login = `can-bo-${newId()}`;
  const accountId = await row("account", {
    login,
    display_name: "Cán bộ thử",
    password_hash: await hashPassword(PASSWORD),
  });
  await row("appointment", {
    account_id: accountId,
    role: "unit_officer",
    province_id: provinceId,
    unit_id: districtA,
    valid_from: "2000-01-01",
  });
  return { login, accountId, districtA };
}

/** The token of a session opened the way the door does it. */
async function open(login: string, password = PASSWORD): Promise<string | undefined> {
  const opened = await openSession({ login, password }, FROM);
  return opened.ok ? opened.value : undefined;
}

describe("signing in", () => {
  it("opens a session for the right password, typed in any Unicode form and any case of the login", async () => {
    const { login, accountId, districtA } = await account();
    const token = await open(login.toUpperCase(), PASSWORD.normalize("NFD"));
    const viewer = token && (await mintViewer(token));

    expect(viewer).toMatchObject({ accountId, appointments: [{ role: "unit_officer", unitId: districtA }] });
  });

  it("answers a wrong password, an unknown login and a disabled account alike", async () => {
    const { login, accountId } = await account();

    const answer = (name: string, password: string) => openSession({ login: name, password }, FROM);

    const wrong = await answer(login, "sai");
    expect(wrong).toEqual({ ok: false, refusal: "wrong", details: undefined });
    expect(await answer("khong-co-ai", PASSWORD)).toEqual(wrong);
    await owner.query("update account set disabled_at = now() where id = $1", [accountId]);
    expect(await answer(login, PASSWORD)).toEqual(wrong);
  });

  it("shows an unknown login a salt of the same form, always the same one", async () => {
    const { login } = await account();
    const salt = async (name: string) => {
      const [answer] = await database().$queryRaw<{ salt: string }[]>`
        select salt from access.begin_attempt(${newId()}::uuid, 'sign_in', ${name}, null)`;
      return answer?.salt;
    };

    const form = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}$/;
    expect(await salt(login)).toMatch(form);
    expect(await salt("khong-co-ai-khac")).toMatch(form);
    expect(await salt("khong-co-ai-khac")).toBe(await salt("khong-co-ai-khac"));
  });

  it("ends this session, or every session of the account, at once", async () => {
    const { login } = await account();
    const enter = async () => {
      const token = await open(login);
      if (!token) throw new Error("did not open");
      const viewer = await mintViewer(token);
      if (!viewer) throw new Error("did not mint");
      return { token, viewer };
    };
    const [first, second, third] = [await enter(), await enter(), await enter()];

    expect(await closeSessions(first.token, false)).toBe(1);
    expect(await mintViewer(first.token)).toBeUndefined();
    expect(await mintViewer(second.token)).toBeDefined();
    expect(await closeSessions(second.token, true)).toBe(2);
    expect(await mintViewer(third.token)).toBeUndefined();
  });

  it("gives an officer nothing once the appointment has ended or the unit is dissolved (§1.11 rule a)", async () => {
    const { login, accountId, districtA } = await account();
    const token = (await open(login)) ?? "";

    await owner.query("update unit_version set valid_to = '2001-01-01' where unit_id = $1", [districtA]);
    expect((await mintViewer(token))?.appointments).toEqual([]);
    await owner.query("update unit_version set valid_to = null where unit_id = $1", [districtA]);
    expect((await mintViewer(token))?.appointments).toHaveLength(1);
    await owner.query("update appointment set valid_to = '2001-01-01' where account_id = $1", [accountId]);
    expect((await mintViewer(token))?.appointments).toEqual([]);
  });
});
