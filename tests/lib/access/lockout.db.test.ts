import { beforeEach, describe, expect, it, vi } from "vitest";
import { authOptions } from "@/lib/access/options";
import { hashPassword } from "@/lib/access/password";
import { credentialsSchema } from "@/lib/access/schema";
import { openSession } from "@/lib/access/sign-in";
import { newId } from "@/lib/db/id";
import { owner } from "@/tests/support/database";
import { row } from "@/tests/support/factories";

const PASSWORD = "con suối nhỏ chảy qua bản";

/** How often argon2 was asked: the work of a sign-in, told without a clock. */
const work = vi.hoisted(() => ({ hashes: 0 }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return {
    ...real,
    hash: (...args: Parameters<typeof real.hash>) => {
      work.hashes += 1;
      return real.hash(...args);
    },
  };
});

async function somebody(): Promise<string> {
  const login = `can-bo-${newId()}`;
  await row("account", {
    login,
    display_name: "Cán bộ thử",
    password_hash: await hashPassword(PASSWORD),
    password_set_at: "2020-01-01T00:00:00Z",
  });
  return login;
}

const guess = (login: string, password: string, address: string | null = null) =>
  openSession({ login, password }, { device: "", address });

/** Lets time pass for all that was tried so far. */
const later = (seconds: number) =>
  owner.query("update sign_in_attempt set at = at - make_interval(secs => $1)", [seconds]);

beforeEach(async () => {
  await owner.query("delete from sign_in_attempt");
  work.hashes = 0;
});

describe("guessing at a password", () => {
  it("gets five tries of forty made at once, no more", async () => {
    const login = await somebody();
    work.hashes = 0;
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, number) => guess(login, `sai lần ${number}`)),
    );

    expect(answers.filter((answer) => !answer.ok && answer.refusal === "wrong")).toHaveLength(5);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "locked_out")).toHaveLength(35);
    expect(work.hashes).toBe(5);
  });

  it("is answered alike and costs alike whether the login exists or not", async () => {
    const told = async (login: string) => {
      work.hashes = 0;
      const answers: unknown[] = [];
      for (let number = 0; number < 7; number += 1) answers.push(await guess(login, `sai lần ${number}`));
      return { answers, hashes: work.hashes };
    };
    const [known, unknown] = [await told(await somebody()), await told("khong-co-ai")];

    expect(known.hashes).toBe(5);
    expect(unknown).toEqual(known);
  });

  it("waits a minute after five, then twice as long each time, to a quarter of an hour", async () => {
    const login = await somebody();
    for (let number = 0; number < 5; number += 1) await guess(login, "sai");
    const waits: unknown[] = [];
    for (const seconds of [60, 120, 240, 480, 900, 900]) {
      const answer = await guess(login, "sai");
      waits.push(!answer.ok && answer.details);
      await later(seconds);
      expect(await guess(login, "sai")).toMatchObject({ refusal: "wrong" });
    }

    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
  });

  it("refuses the right password while it is locked out, and forgets after it was right", async () => {
    const login = await somebody();
    for (let number = 0; number < 5; number += 1) await guess(login, "sai");
    expect(await guess(login, PASSWORD)).toEqual({ ok: false, refusal: "locked_out", details: 60 });

    await later(61);
    expect(await guess(login, PASSWORD)).toMatchObject({ ok: true });
    for (let number = 0; number < 5; number += 1) {
      expect(await guess(login, "sai")).toMatchObject({ refusal: "wrong" });
    }
  });

  it("locks the login out by however it is written", async () => {
    const login = await somebody();
    for (let number = 0; number < 5; number += 1) await guess(login.toUpperCase(), "sai");
    expect(await guess(login, PASSWORD)).toMatchObject({ refusal: "locked_out" });
    expect(credentialsSchema.parse({ login: " 0912 345 678 ", password: "x" }).login).toBe("+84912345678");
    expect(credentialsSchema.parse({ login: "+84 912.345.678", password: "x" }).login).toBe("+84912345678");
  });

  it("of many logins from one address is stopped after a hundred, for that address only", async () => {
    const login = await somebody();
    await owner.query(
      `insert into sign_in_attempt (id, kind, account_key, address_key, outcome)
       select gen_random_uuid(), 'sign_in', sha256(convert_to(n::text, 'UTF8')),
         (select sha256(pepper || convert_to('address:192.0.2.1', 'UTF8')) from access.secret), 'wrong' from generate_series(1, 100) n`,
    );

    expect(await guess(login, PASSWORD, "192.0.2.1")).toMatchObject({ refusal: "locked_out", details: 60 });
    expect(await guess(login, PASSWORD, "192.0.2.2")).toMatchObject({ ok: true });
    expect(await guess(login, PASSWORD, null)).toMatchObject({ ok: true });
  });

  it("through next-auth's own route goes through the same door", async () => {
    const login = await somebody();
    const [provider] = authOptions().providers;
    const authorize = provider?.type === "credentials" ? provider.options?.["authorize"] : undefined;
    const enter = (password: string) =>
      authorize({ login, password }, { headers: { "user-agent": "Mozilla/5.0" } });

    expect(await enter(PASSWORD)).toEqual({ id: expect.any(String) });
    for (let number = 0; number < 5; number += 1) expect(await enter("sai")).toBeNull();
    expect(await enter(PASSWORD)).toBeNull();
    expect(await guess(login, PASSWORD)).toMatchObject({ refusal: "locked_out" });
  });

  it("keeps neither what was typed nor where it came from", async () => {
    await guess("mật khẩu gõ nhầm chỗ", "sai", "192.0.2.9");
    const { rows } = await owner.query("select a::text as kept from sign_in_attempt a");

    expect(rows).toHaveLength(1);
    expect(rows[0].kept).not.toMatch(/gõ nhầm|192\.0\.2/);
  });

  it("is let in by nobody without a ticket, with another's, or with an old one", async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    const { rows } = await owner.query("select password_hash as hash from account where login = $1", [mine]);
    const begin = async (login: string) => {
      const id = newId();
      await program(`select * from access.begin_attempt('${id}', 'sign_in', '${login}', null)`);
      return id;
    };
    const open = async (ticket: string) => {
      const [answer] = await program<{ ok: boolean }>(
        `select access.open_session('${ticket}', '${newId()}', '${rows[0].hash}', sha256('${newId()}'), '', 1) as ok`,
      );
      return answer?.ok;
    };

    expect(await open(newId())).toBe(false);
    expect(await open(await begin(theirs))).toBe(false);
    const old = await begin(mine);
    await later(61);
    expect(await open(old)).toBe(false);
    const fresh = await begin(mine);
    expect(await open(fresh)).toBe(true);
    expect(await open(fresh)).toBe(false);
  });
});

async function program<Row>(query: string): Promise<Row[]> {
  const { database } = await import("@/lib/db/client");
  return database().$queryRawUnsafe<Row[]>(query);
}
