import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { decrypt, encrypt } from "@/lib/crypto/cipher";
import { newId } from "@/lib/db/id";
import { inSession } from "@/lib/db/transaction";
import { type Done, done, type Refused, refuse } from "@/lib/result";

/**
 * The second factor: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, one step either way, each once)
 * and recovery codes. Whoever asks is known by the session's token, which may still be pending. Secrets are encrypted under
 * DATA_KEY; the database accepts a code only from a program that could read the secret, and remembers the last step.
 */

const partyRow = z.object({
  accountId: z.uuid(),
  login: z.string(),
  name: z.string(),
  /** Signed in by password only, and good for nothing but the second factor. */
  isPending: z.boolean(),
  isRequired: z.boolean(),
  /** Since when there is a second factor. */
  since: z.coerce.date().nullable(),
  secret: z.string().nullable(),
  codesLeft: z.number(),
});

/** Who is adding or showing a second factor. */
export type Party = z.output<typeof partyRow>;

/** The account of the session, whole or pending; undefined when the token opens neither. */
export async function partyOf(token: string): Promise<Party | undefined> {
  const row = await inSession(token, async (tx) => {
    const [answer] = await tx.$queryRaw<{ party: unknown }[]>`select access.second_factor() as party`;
    return answer?.party;
  });
  return row ? partyRow.parse(row) : undefined;
}

const placeOf = (accountId: string) => `second_factor/${accountId}`;

const totp = (secret: Secret, login = "") =>
  new TOTP({ issuer: "Doan-Hoi", label: login, secret, algorithm: "SHA1", digits: 6, period: 30 });

const digestOf = (secret: Secret): Buffer => createHash("sha256").update(secret.bytes).digest();

const secretOf = ({ accountId, secret }: Pick<Party, "accountId" | "secret">): Secret | undefined =>
  secret ? Secret.fromBase32(decrypt(secret, placeOf(accountId))) : undefined;

/** What an authenticator app is told: the address in the QR code and the key to type by hand, in groups of four. */
export function enrolmentOf(party: Party): { uri: string; key: string } | undefined {
  const secret = party.since ? undefined : secretOf(party);
  return secret && { uri: totp(secret, party.login).toString(), key: inGroups(secret.base32) };
}

const inGroups = (text: string): string => text.match(/.{1,4}/g)?.join(" ") ?? "";

/** 120 random bits in base32, as they are written down: no letter is taken for a digit. */
const newRecoveryCode = (): string => new Secret({ buffer: Uint8Array.from(randomBytes(15)).buffer }).base32;

const hashRecoveryCode = (code: string): Buffer => createHash("sha256").update(code).digest();

/** What the database compares: of a code that cannot be right it gets what matches nothing, and counts the guess. */
export type CodeProof = { digest: Buffer; step: number; recovery: Buffer | null };

export function readCode(party: Pick<Party, "accountId" | "secret">, typed: string): CodeProof {
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  const none = { digest: Buffer.alloc(0), step: 0, recovery: null };
  if (/^[A-Z2-7]{24}$/.test(code)) return { ...none, recovery: hashRecoveryCode(code) };
  const secret = secretOf(party);
  const delta = secret && /^\d{6}$/.test(code) ? totp(secret).validate({ token: code, window: 1 }) : null;
  if (!secret || delta === null) return none;
  return { ...none, digest: digestOf(secret), step: Math.floor(Date.now() / 30_000) + delta };
}

/** Makes a new secret for somebody who has no second factor yet, until a code confirms it. */
export async function startSecondFactor(token: string, accountId: string): Promise<boolean> {
  const secret = new Secret({ size: 20 });
  const sealed = encrypt(secret.base32, placeOf(accountId));
  const [started] = await inSession(
    token,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`
      select access.start_second_factor(${sealed}, ${digestOf(secret)}) as ok`,
  );
  return started?.ok ?? false;
}

type CodeAnswer = Promise<Done<string> | Refused<"wrong"> | Refused<"locked_out", number>>;

/** The first code of a new secret; from then on it counts. Returns the session's new token. */
export const confirmSecondFactor = (token: string, party: Party, typed: string): CodeAnswer =>
  withTicket(token, (ticket, next) => {
    const { digest, step } = readCode(party, typed);
    return inSession(
      token,
      (tx) => tx.$queryRaw<{ ok: boolean }[]>`
        select access.confirm_second_factor(${ticket}::uuid, ${digest}, ${step}::bigint, ${hashToken(next)}) as ok`,
    );
  });

/** A code or a recovery code completes a pending session. Returns its new token. */
export const passSecondFactor = (token: string, party: Party, typed: string): CodeAnswer =>
  withTicket(token, (ticket, next) => {
    const { digest, step, recovery } = readCode(party, typed);
    return inSession(
      token,
      (tx) => tx.$queryRaw<{ ok: boolean }[]>`
        select access.pass_second_factor(${ticket}::uuid, ${digest}, ${step}::bigint, ${recovery}, ${hashToken(next)}) as ok`,
    );
  });

/** Counts the guess before it is looked at, in a transaction of its own. */
async function withTicket(
  token: string,
  guess: (ticket: string, next: string) => Promise<{ ok: boolean }[]>,
): CodeAnswer {
  const ticket = newId();
  const [begun] = await inSession(
    token,
    (tx) => tx.$queryRaw<{ salt: string | null; waitSeconds: number }[]>`
      select salt, wait_seconds as "waitSeconds" from access.begin_attempt(${ticket}::uuid, 'code', null, null)`,
  );
  if (!begun) return refuse("wrong");
  if (!begun.salt) return refuse("locked_out", begun.waitSeconds);
  const next = newSessionToken();
  const [answer] = await guess(ticket, next);
  return answer?.ok ? done(next) : refuse("wrong");
}

/** Ten new recovery codes, shown once; undefined when the session did not prove itself lately. */
export async function renewRecoveryCodes(token: string): Promise<string[] | undefined> {
  const codes = Array.from({ length: 10 }, newRecoveryCode);
  const [renewed] = await inSession(
    token,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`
      select access.renew_recovery_codes(${codes.map(hashRecoveryCode)}::bytea[]) as ok`,
  );
  return renewed?.ok ? codes.map(inGroups) : undefined;
}

/** Takes the second factor and its recovery codes away. */
export async function removeSecondFactor(token: string): Promise<boolean> {
  const [removed] = await inSession(
    token,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`select access.remove_second_factor() as ok`,
  );
  return removed?.ok ?? false;
}
