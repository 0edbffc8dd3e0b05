import { Secret, TOTP } from "otpauth";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hashPassword } from "@/lib/access/password";
import {
  confirmSecondFactor,
  enrolmentOf,
  partyOf,
  passSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from "@/lib/access/second-factor";
import { openSession } from "@/lib/access/sign-in";
import { mintViewer } from "@/lib/access/viewer";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { inSession } from "@/lib/db/transaction";
import type { Role } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { province, row } from "@/tests/support/factories";

const FROM = { device: "máy thử", address: null };
const PASSWORD = "con suối nhỏ chảy qua bản";

async function account(role: Role) {
  const { provinceId, districtA } = await province();
  const login = `can-bo-${newId()}`;
  const accountId = await row("account", {
    login,
    display_name: "Cán bộ thử",
    password_hash: await hashPassword(PASSWORD),
  });
  const unitId = role === "unit_officer" ? districtA : provinceId;
  const appoint = (other: Role) =>
    row("appointment", {
      account_id: accountId,
      role: other,
      province_id: provinceId,
      unit_id: other === "unit_officer" ? districtA : provinceId,
      valid_from: "2000-01-01",
    });
  await appoint(role);
  return { login, accountId, unitId, appoint };
}

async function enter(login: string): Promise<string> {
  const opened = await openSession({ login, password: PASSWORD }, FROM);
  if (!opened.ok) throw new Error(`did not open: ${opened.refusal}`);
  return opened.value;
}

async function party(token: string) {
  const found = await partyOf(token);
  if (!found) throw new Error("nobody there");
  return found;
}

/** What the app on the phone shows. */
const appOf = (key: string) => {
  const app = new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")), digits: 6, period: 30 });
  return (stepsAway = 0) => app.generate({ timestamp: Date.now() + stepsAway * 30_000 });
};

/** Enrols by the pages' own road; the session's new token and the app. */
async function enrol(token: string) {
  expect(await startSecondFactor(token, (await party(token)).accountId)).toBe(true);
  const key = enrolmentOf(await party(token))?.key ?? "";
  const app = appOf(key);
  const confirmed = await confirmSecondFactor(token, await party(token), app(-1));
  if (!confirmed.ok) throw new Error(`not confirmed: ${confirmed.refusal}`);
  return { token: confirmed.value, app, key };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a role that needs a second factor", () => {
  it("gets nothing from a password alone: no viewer, no row of any table, no deed", async () => {
    const { login } = await account("org_department");
    const token = await enter(login);

    expect(await mintViewer(token)).toBeUndefined();
    expect(await party(token)).toMatchObject({ login, isPending: true, isRequired: true, since: null });
    const seen = await inSession(token, async (tx) => [
      await tx.unit.count(),
      await tx.appointment.count(),
      await tx.account.count(),
      await tx.plan.count(),
    ]);
    expect(seen).toEqual([0, 0, 0, 0]);
    expect(await renewRecoveryCodes(token)).toBeUndefined();
  });

  it("is led through enrolment, and then the same session works under a new token", async () => {
    const { login, accountId } = await account("province_board");
    const pending = await enter(login);
    const { token } = await enrol(pending);

    expect(await mintViewer(token)).toMatchObject({ accountId, hasSecondFactor: true });
    expect(await partyOf(pending)).toBeUndefined();
  });

  it("asks for a code at the next sign-in, and takes each code once, one step early or late", async () => {
    const { login, accountId } = await account("org_department");
    const { app } = await enrol(await enter(login));
    const token = await enter(login);

    expect(await mintViewer(token)).toBeUndefined();
    expect(await passSecondFactor(token, await party(token), app(3))).toMatchObject({ refusal: "wrong" });
    // The code that confirmed the app was one step old.
    expect(await passSecondFactor(token, await party(token), app(-1))).toMatchObject({ refusal: "wrong" });
    const code = app();
    const passed = await passSecondFactor(token, await party(token), code);
    expect(passed.ok && (await mintViewer(passed.value))).toMatchObject({ accountId });
    const again = await enter(login);
    expect(await passSecondFactor(again, await party(again), code)).toMatchObject({ refusal: "wrong" });
    expect(await passSecondFactor(again, await party(again), app(1))).toMatchObject({ ok: true });
  });

  it("takes a code typed twice at the same moment once", async () => {
    const { login } = await account("org_department");
    const { app } = await enrol(await enter(login));
    const [first, second] = [await enter(login), await enter(login)];
    const code = app();
    const answers = await Promise.all([
      passSecondFactor(first, await party(first), code),
      passSecondFactor(second, await party(second), code),
    ]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("locks codes out after five wrong ones, the right one too, whichever session asks", async () => {
    const { login } = await account("org_department");
    const { app } = await enrol(await enter(login));
    const token = await enter(login);
    const here = await party(token);
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await passSecondFactor(token, here, "000 00x")).toMatchObject({ refusal: "wrong" });
    }

    expect(await passSecondFactor(token, here, app())).toMatchObject({ refusal: "locked_out", details: 60 });
    const other = await enter(login);
    expect(await passSecondFactor(other, await party(other), app())).toMatchObject({ refusal: "locked_out" });
  });

  it("has a quarter of an hour for it", async () => {
    const { login, accountId } = await account("org_department");
    const token = await enter(login);
    await owner.query("update session set proved_at = now() - interval '16 minutes' where account_id = $1", [
      accountId,
    ]);

    expect(await partyOf(token)).toBeUndefined();
  });

  it("is asked of a session that is open when the role is given, and no more when it ends", async () => {
    const { login, accountId, appoint } = await account("unit_officer");
    const token = await enter(login);
    expect(await mintViewer(token)).toBeDefined();

    const appointment = await appoint("system_admin");
    expect(await mintViewer(token)).toBeUndefined();
    await owner.query("update appointment set valid_to = '2001-01-01' where id = $1", [appointment]);
    expect(await mintViewer(token)).toMatchObject({ accountId });
  });

  it("is a setting: with no roles in it nobody is asked, but who has a second factor is", async () => {
    const [optional, enrolled] = [await account("org_department"), await account("org_department")];
    await enrol(await enter(enrolled.login));
    await owner.query("insert into setting (key, value) values ('second_factor_roles', '')");
    try {
      expect(await mintViewer(await enter(optional.login))).toBeDefined();
      expect(await mintViewer(await enter(enrolled.login))).toBeUndefined();
    } finally {
      await owner.query("delete from setting where key = 'second_factor_roles'");
    }
  });
});

describe("recovery codes", () => {
  it("are ten, each good once, and new ones replace them", async () => {
    const { login, accountId } = await account("org_department");
    const { token } = await enrol(await enter(login));
    const codes = (await renewRecoveryCodes(token)) ?? [];
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^(?:[A-Z2-7]{4} ){5}[A-Z2-7]{4}$/.test(code))).toBe(true);

    const use = async (code: string | undefined) => {
      const pending = await enter(login);
      return passSecondFactor(pending, await party(pending), code ?? "");
    };
    expect(await use(codes[0]?.toLowerCase().replaceAll(" ", "-"))).toMatchObject({ ok: true });
    expect(await use(codes[0])).toMatchObject({ refusal: "wrong" });
    const whole = await use(codes[1]);
    expect(whole.ok && (await party(whole.value)).codesLeft).toBe(8);
    const renewed = whole.ok ? await renewRecoveryCodes(whole.value) : undefined;
    expect(await use(codes[2])).toMatchObject({ refusal: "wrong" });
    expect(await use(renewed?.[2])).toMatchObject({ ok: true });

    const { rows } = await owner.query(
      "select encode(code_hash, 'escape') as kept from recovery_code where account_id = $1",
      [accountId],
    );
    expect(rows.map(({ kept }) => kept)).not.toContain(codes[3]);
  });

  it("of another account open nothing", async () => {
    const [mine, theirs] = [await account("org_department"), await account("org_department")];
    const { token } = await enrol(await enter(theirs.login));
    const codes = (await renewRecoveryCodes(token)) ?? [];
    await enrol(await enter(mine.login));
    const pending = await enter(mine.login);

    expect(await passSecondFactor(pending, await party(pending), codes[0] ?? "")).toMatchObject({
      refusal: "wrong",
    });
  });
});

describe("a second factor by choice", () => {
  it("ends the other sessions, is asked from then on, and can be taken away after a fresh proof", async () => {
    const { login, accountId } = await account("unit_officer");
    const [elsewhere, here] = [await enter(login), await enter(login)];
    const { token } = await enrol(here);
    expect(await mintViewer(elsewhere)).toBeUndefined();
    expect(await mintViewer(await enter(login))).toBeUndefined();

    await owner.query("update session set proved_at = now() - interval '11 minutes' where account_id = $1", [
      accountId,
    ]);
    expect(await removeSecondFactor(token)).toBe(false);
    expect(await renewRecoveryCodes(token)).toBeUndefined();
    await owner.query("update session set proved_at = now() where account_id = $1", [accountId]);
    expect(await removeSecondFactor(token)).toBe(true);
    expect(await mintViewer(await enter(login))).toMatchObject({ hasSecondFactor: false });
  });

  it("is not replaced without being taken away, and leaves a trace without its secret", async () => {
    const { login, accountId } = await account("unit_officer");
    const { token, key } = await enrol(await enter(login));

    expect(await startSecondFactor(token, accountId)).toBe(false);
    const { rows } = await owner.query("select secret from second_factor where account_id = $1", [accountId]);
    expect(rows[0].secret).not.toContain(key.replaceAll(" ", ""));
    const { rows: trace } = await owner.query(
      "select deed, account_id, after::text as after from audit_entry where table_name = 'account' and row_id = $1 and deed is not null",
      [accountId],
    );
    expect(trace).toHaveLength(1);
    expect(trace[0]).toMatchObject({ deed: "access.addSecondFactor" });
    expect(trace[0].after).not.toContain(rows[0].secret);
  });
});

it("the program cannot read secrets or say that a code was right", async () => {
  for (const query of [
    "select secret from second_factor",
    "select code_hash from recovery_code",
    "update session set second_factor_at = now()",
    "update second_factor set last_step = 0",
    `select access.accept_code('${newId()}', '', 0, null)`,
    "select access.pending_session_id()",
  ]) {
    await expect(database().$queryRawUnsafe(query)).rejects.toThrow(/permission denied/);
  }
});
