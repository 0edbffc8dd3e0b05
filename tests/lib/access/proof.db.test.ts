import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { closeSessionsAction } from "@/lib/access/actions";
import { cookieName, sealToken } from "@/lib/access/cookie";
import { hashPassword } from "@/lib/access/password";
import { proofNeeded } from "@/lib/access/proof";
import { hashToken, newSessionToken, sessionTokenOf } from "@/lib/access/session";
import { mintViewer } from "@/lib/access/viewer";
import { graveCommand } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { formAction } from "@/lib/forms/action";
import { done } from "@/lib/result";
import { owner } from "@/tests/support/database";
import { province, signedIn, viewer } from "@/tests/support/factories";

const PASSWORD = "con suối nhỏ chảy qua bản";

const jar = vi.hoisted(() => ({
  value: "",
  get: (_name: string): { value: string } | undefined => ({ value: jar.value }),
  set: (_name: string, value: string) => {
    jar.value = value;
  },
}));
vi.mock("next/headers", () => ({ cookies: async () => jar, headers: async () => new Headers() }));

/** Somebody signed in on this request's cookie, whose last proof is so many minutes old. */
async function somebody(minutesAgo: number) {
  const { provinceId, districtA } = await province();
  const { accountId } = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  await owner.query("update account set password_hash = $2 where id = $1", [
    accountId,
    await hashPassword(PASSWORD),
  ]);
  const who = await signedIn(accountId);
  await owner.query("update session set proved_at = now() - make_interval(mins => $2) where id = $1", [
    who.sessionId,
    minutesAgo,
  ]);
  jar.value = await sealToken(sessionTokenOf(who));
  expect(jar.get(cookieName())).toBeDefined();
  return who;
}

const provedAgain = async (sessionId: string) => {
  const { rows } = await owner.query(
    "select proved_at > now() - interval '1 minute' as fresh from session where id = $1",
    [sessionId],
  );
  return rows[0].fresh;
};

let deeds = 0;
const graveDeed = graveCommand("test.grave", async (_viewer, _tx, _input: { note: string }) => {
  deeds += 1;
  return done(deeds);
});
/** A form for it, as any domain has one. */
const graveAction = formAction(
  z.object({ note: z.string().min(1, "Nhập ghi chú") }),
  async (who, input, deed) => {
    const answer = await graveDeed(who, deed, input);
    return { message: answer.ok ? "làm rồi" : answer.refusal };
  },
  { proof: true },
);

const post = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ requestId: newId(), note: "vì sao", ...fields }))
    form.set(name, value);
  return graveAction({}, form);
};

describe("a grave deed", () => {
  it("asks for nothing while the last proof is fresh", async () => {
    const who = await somebody(1);

    expect(proofNeeded(who)).toBe("none");
    expect(await post({})).toMatchObject({ message: "làm rồi", proof: "none" });
  });

  it("is refused by the command itself when the proof is older than ten minutes, whatever the program forgot to ask", async () => {
    const who = await somebody(11);
    const before = deeds;

    expect(await graveDeed(who, { requestId: newId() }, { note: "" })).toMatchObject({
      refusal: "proof_needed",
    });
    expect(deeds).toBe(before);
  });

  it("asks for the password in the same form, keeps what was typed and gives no password back", async () => {
    await somebody(30);

    expect(await post({})).toEqual({
      proof: "password",
      errors: { proofPassword: ["Nhập mật khẩu của bạn để xác nhận"] },
      values: { note: "vì sao", requestId: expect.any(String) },
    });
    const wrong = await post({ proofPassword: "không phải mật khẩu này" });
    expect(wrong).toMatchObject({ proof: "password", errors: { proofPassword: ["Mật khẩu không đúng"] } });
    expect(JSON.stringify(wrong)).not.toContain("không phải");
    // What the form itself gets wrong is said first; the password is then not looked at.
    expect(await post({ note: "", proofPassword: PASSWORD })).toMatchObject({
      errors: { note: ["Nhập ghi chú"] },
    });
  });

  it("is done with the right password, which then is good for ten minutes", async () => {
    const who = await somebody(30);

    const before = jar.value;
    expect(await provedAgain(who.sessionId)).toBe(false);
    expect(await post({ proofPassword: PASSWORD })).toMatchObject({ message: "làm rồi", proof: "none" });
    expect(await provedAgain(who.sessionId)).toBe(true);
    // It goes on under a new token; the old one opens nothing any more.
    expect(jar.value).not.toBe(before);
    expect(await mintViewer(sessionTokenOf(who))).toBeUndefined();
    expect(await post({})).toMatchObject({ message: "làm rồi" });
  });

  it("is needed to end the account's other sessions, one or all", async () => {
    const who = await somebody(30);
    const [phone, tablet] = [await signedIn(who.accountId), await signedIn(who.accountId)];
    const end = (fields: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return closeSessionsAction({}, form);
    };
    const isOpen = async (session: typeof phone) =>
      (await mintViewer(sessionTokenOf(session)))?.sessionId === session.sessionId;

    expect(await end({ session: phone.sessionId })).toMatchObject({
      errors: { proofPassword: ["Nhập mật khẩu của bạn để xác nhận"] },
    });
    expect(await isOpen(phone)).toBe(true);
    await expect(end({ session: phone.sessionId, proofPassword: PASSWORD })).rejects.toThrow("NEXT_REDIRECT");
    expect([await isOpen(phone), await isOpen(tablet)]).toEqual([false, true]);
    await expect(end({ session: "others" })).rejects.toThrow("NEXT_REDIRECT");
    expect(await isOpen(tablet)).toBe(false);
  });

  it("locks guesses out after five, the right password too", async () => {
    await somebody(30);

    for (let guess = 1; guess <= 5; guess += 1) {
      expect(await post({ proofPassword: `sai lần ${guess}` })).toMatchObject({
        errors: { proofPassword: ["Mật khẩu không đúng"] },
      });
    }
    expect(await post({ proofPassword: PASSWORD })).toMatchObject({
      errors: { proofPassword: ["Đã thử sai quá nhiều lần. Thử lại sau 1 phút."] },
    });
  });

  it("cannot be proved without the right hash, nor with another's ticket or a ticket twice", async () => {
    const who = await somebody(30);
    const other = await somebody(30);
    const ticket = async (viewer: typeof who) => {
      const id = newId();
      await withViewer(
        viewer,
        (tx) => tx.$queryRaw`select salt from access.begin_attempt(${id}::uuid, 'proof', null, null)`,
      );
      return id;
    };
    const { rows } = await owner.query("select password_hash as hash from account where id = $1", [
      who.accountId,
    ]);
    const right: string = rows[0].hash;
    const prove = (viewer: typeof who, id: string, hash: string) =>
      withViewer(viewer, async (tx) => {
        const [answer] = await tx.$queryRaw<
          { ok: boolean }[]
        >`select access.prove(${id}::uuid, ${hash}, null, null, null, ${hashToken(newSessionToken())}) as ok`;
        return answer?.ok;
      });

    expect(await prove(who, newId(), right)).toBe(false);
    expect(await prove(other, await ticket(who), right)).toBe(false);
    const used = await ticket(who);
    expect(await prove(who, used, "$argon2id$wrong")).toBe(false);
    expect(await prove(who, used, right)).toBe(false);
    expect(await prove(who, await ticket(who), right)).toBe(true);
  });
});
