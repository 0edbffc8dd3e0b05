import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { changePassword, closeOtherSessions, closeSession } from "@/lib/access/commands";
import { deviceName } from "@/lib/access/labels";
import { authOptions } from "@/lib/access/options";
import { hashPassword } from "@/lib/access/password";
import type { Viewer } from "@/lib/access/policy";
import { getOwnAccount, listSessions } from "@/lib/access/queries";
import { sessionTokenOf } from "@/lib/access/session";
import { openSession } from "@/lib/access/sign-in";
import { mintViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { province, row } from "@/tests/support/factories";

const PASSWORD = "con suối nhỏ chảy qua bản";
const ANOTHER = "bếp lửa hồng giữa nhà sàn";

async function account(passwordHash?: string) {
  const { provinceId, districtA } = await province();
  const login = `can-bo-${newId()}`;
  const accountId = await row("account", {
    login,
    display_name: "Cán bộ thử",
    password_hash: passwordHash ?? (await hashPassword(PASSWORD)),
  });
  const appointmentId = await row("appointment", {
    account_id: accountId,
    role: "unit_officer",
    province_id: provinceId,
    unit_id: districtA,
    valid_from: "2000-01-01",
  });
  return { login, accountId, appointmentId };
}

async function enter(login: string, password = PASSWORD, device = ""): Promise<Viewer> {
  const opened = await openSession({ login, password }, { device, address: null });
  const minted = opened.ok && (await mintViewer(opened.value));
  if (!minted) throw new Error("did not open");
  return minted;
}

const isAlive = async (viewer: Viewer) => (await mintViewer(sessionTokenOf(viewer))) !== undefined;
const set = (viewer: Viewer, change: string) =>
  owner.query(`update session set ${change} where id = $1`, [viewer.sessionId]);

describe("a session", () => {
  it("ends after two hours without use, and lives on by use", async () => {
    const viewer = await enter((await account()).login);

    await set(viewer, "last_seen_at = now() - interval '1 hour 59 minutes'");
    expect(await isAlive(viewer)).toBe(true);
    // That look was use.
    await set(viewer, "last_seen_at = last_seen_at - interval '1 hour 59 minutes'");
    expect(await isAlive(viewer)).toBe(true);
    await set(viewer, "last_seen_at = now() - interval '2 hours'");
    expect(await isAlive(viewer)).toBe(false);
  });

  it("ends after another time where the setting says so", async () => {
    const viewer = await enter((await account()).login);
    await set(viewer, "last_seen_at = now() - interval '20 minutes'");
    await owner.query("insert into setting (key, value) values ('session_idle_minutes', '15')");
    try {
      expect(await isAlive(viewer)).toBe(false);
    } finally {
      await owner.query("delete from setting where key = 'session_idle_minutes'");
    }
  });

  it("ends twelve hours after signing in, however much it is used", async () => {
    const viewer = await enter((await account()).login);
    const { rows } = await owner.query(
      "select extract(epoch from expires_at - created_at)::int as seconds from session where id = $1",
      [viewer.sessionId],
    );

    expect(rows[0].seconds).toBe(12 * 3600);
    await set(viewer, "expires_at = now()");
    expect(await isAlive(viewer)).toBe(false);
  });

  it("opens nothing from the very next request once the account is disabled", async () => {
    const { login, accountId } = await account();
    const viewer = await enter(login);
    await owner.query("update account set disabled_at = now() where id = $1", [accountId]);

    expect(await isAlive(viewer)).toBe(false);
    expect(await withViewer(viewer, (tx) => tx.unit.count())).toBe(0);
  });

  it("has the new role, and not the old one, from the very next request", async () => {
    const { login, appointmentId } = await account();
    const viewer = await enter(login);
    const mine = () => withViewer(viewer, (tx) => tx.unit.count());
    expect(await mine()).toBeGreaterThan(0);

    await owner.query("update appointment set role = 'party_viewer' where id = $1", [appointmentId]);
    expect((await mintViewer(sessionTokenOf(viewer)))?.appointments).toMatchObject([
      { role: "party_viewer" },
    ]);
    await owner.query("update appointment set valid_to = '2001-01-01' where id = $1", [appointmentId]);
    expect((await mintViewer(sessionTokenOf(viewer)))?.appointments).toEqual([]);
    expect(await mine()).toBe(0);
  });

  it("ends when next-auth's own route signs out, too", async () => {
    const viewer = await enter((await account()).login);
    const session = { session: sessionTokenOf(viewer) };
    await authOptions().events?.signOut?.({ token: session, session: { expires: "" } });

    expect(await isAlive(viewer)).toBe(false);
  });

  it("is listed for its own account with the device, and ended alone or with all others", async () => {
    const { login } = await account();
    const phone = await enter(login, PASSWORD, "Mozilla/5.0 (iPhone) Safari/604.1");
    const [office, home] = [await enter(login), await enter(login)];
    const stranger = await enter((await account()).login);
    const listed = await withViewer(office, (tx) => listSessions(office, tx));

    expect(listed.map(({ id, isThis }) => [id, isThis]).sort()).toEqual(
      [phone, office, home].map(({ sessionId }) => [sessionId, sessionId === office.sessionId]).sort(),
    );
    expect(listed.map(({ device }) => deviceName(device))).toContain("Safari trên iPhone");
    expect(await closeSession(stranger, phone.sessionId)).toBe(false);
    expect(await closeSession(office, phone.sessionId)).toBe(true);
    expect(await closeSession(office, phone.sessionId)).toBe(false);
    expect(await Promise.all([phone, office, home, stranger].map(isAlive))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(await closeOtherSessions(office)).toBe(1);
    expect(await Promise.all([office, home, stranger].map(isAlive))).toEqual([true, false, true]);
  });
});

describe("a password", () => {
  it("is changed by the old one; the other sessions end and this one goes on under a new token", async () => {
    const { login } = await account();
    const [elsewhere, here] = [await enter(login), await enter(login)];
    const changed = await changePassword(here, { currentPassword: PASSWORD, newPassword: ANOTHER });

    expect(await isAlive(elsewhere)).toBe(false);
    expect(await isAlive(here)).toBe(false);
    expect(changed.ok && (await mintViewer(changed.value))).toMatchObject({ sessionId: here.sessionId });
    expect(await isAlive(await enter(login, ANOTHER))).toBe(true);
    expect(await openSession({ login, password: PASSWORD }, { device: "", address: null })).toMatchObject({
      ok: false,
    });
  });

  it("is not changed by a wrong old one, nor to one that is easy to guess", async () => {
    const viewer = await enter((await account()).login);
    const change = (currentPassword: string, newPassword: string) =>
      changePassword(viewer, { currentPassword, newPassword });

    expect(await change("sai", ANOTHER)).toMatchObject({ refusal: "wrong" });
    expect(await change(PASSWORD, "anhyeuem123456")).toMatchObject({ refusal: "password_refused" });
    expect(await change(PASSWORD, `${viewer.login} bếp lửa`)).toMatchObject({ refusal: "password_refused" });
    for (let guess = 0; guess < 4; guess += 1) await change("sai", ANOTHER);
    expect(await change(PASSWORD, ANOTHER)).toMatchObject({ refusal: "locked_out", details: 60 });
    expect(await isAlive(viewer)).toBe(true);
  });

  it("hashed at another cost is hashed anew when it is typed, and only then", async () => {
    const { login, accountId } = await account(
      await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 }),
    );
    const cost = async () => {
      const { rows } = await owner.query("select password_hash from account where id = $1", [accountId]);
      return rows[0].password_hash.split("$")[3];
    };
    await openSession({ login, password: "sai" }, { device: "", address: null });
    expect(await cost()).toBe("m=8192,t=1,p=1");

    const first = await enter(login);
    expect(await cost()).toBe("m=19456,t=2,p=1");
    expect((await enter(login)).accountId).toBe(accountId);
    // Nobody set a new password: the day it was set stays.
    const own = await withViewer(first, (tx) => getOwnAccount(first, tx));
    expect(own.passwordSetAt.getTime()).toBeLessThan(Date.now());
  });
});

describe("a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
      "Edge trên Windows",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
      "Samsung Internet trên Android",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36",
      "Cốc Cốc trên Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari trên iPhone",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox trên Linux"],
    ["", "Thiết bị không rõ"],
    ["<script>alert(1)</script>", "Thiết bị không rõ"],
  ])("is called by its name: %s", (agent, name) => {
    expect(deviceName(agent)).toBe(name);
  });
});
