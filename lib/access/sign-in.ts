import "server-only";
import { hashPassword, hashUnderSalt, isOutdated } from "@/lib/access/password";
import { passwordProblem } from "@/lib/access/password-policy";
import type { Credentials } from "@/lib/access/schema";
import { hashToken, newSessionToken, SESSION_HOURS } from "@/lib/access/session";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { inSession } from "@/lib/db/transaction";
import type { AccountLinkPurpose } from "@/lib/generated/prisma/enums";
import { clientAddress } from "@/lib/http/client-address";
import { type Done, done, type Refused, refuse } from "@/lib/result";

/** The device as it calls itself, and the address it came from as far as that is known. */
export const cameFrom = (headers: Headers): { device: string; address: string | null } => ({
  device: headers.get("user-agent") ?? "",
  address: clientAddress(headers),
});

/**
 * Opens a session for the right password and returns its token. Every failure is "wrong", and the work is the same
 * whether the login exists or not: the database counts the attempt before it gives a salt, gives one either way, and
 * compares the hash itself. While a login or an address is locked out nothing is compared; `details` are the seconds.
 */
export async function openSession(
  { login, password }: Credentials,
  from: { device: string; address: string | null },
): Promise<Done<string> | Refused<"wrong"> | Refused<"locked_out", number>> {
  const db = database();
  const ticket = newId();
  // Committed before the password is looked at, so that attempts made at once see one another.
  const [begun] = await db.$queryRaw<{ salt: string | null; waitSeconds: number }[]>`
    select salt, wait_seconds as "waitSeconds" from access.begin_attempt(${ticket}::uuid, 'sign_in', ${login}, ${from.address})`;
  if (!begun?.salt) return refuse("locked_out", begun?.waitSeconds ?? 0);
  const hash = await hashUnderSalt(password, begun.salt);
  const token = newSessionToken();
  const [opened] = await db.$queryRaw<{ ok: boolean }[]>`
    select access.open_session(${ticket}::uuid, ${newId()}::uuid, ${hash}, ${hashToken(token)}, ${from.device}, ${SESSION_HOURS}::int) as ok`;
  if (!opened?.ok) return refuse("wrong");
  if (isOutdated(begun.salt)) await rehash(token, password, hash);
  return done(token);
}

/** The password was just typed: the one moment at which its hash can be made anew at today's cost. */
async function rehash(token: string, password: string, old: string): Promise<void> {
  const anew = await hashPassword(password);
  await inSession(token, (tx) => tx.$queryRaw`select access.rehash_password(${old}, ${anew})`);
}

type Link = { login: string; name: string; purpose: AccountLinkPurpose; words: string[] };

/** Whom a one-time link is for, while it may be used. */
export async function linkOf(token: string): Promise<Link | undefined> {
  const [link] = await database().$queryRaw<Link[]>`
    select login, name, purpose, words from access.link(${hashToken(token)})`;
  return link;
}

/** Sets the password by a one-time link, which is spent by it; every session of the account ends. */
export async function redeemLink(
  token: string,
  password: string,
): Promise<Done<null> | Refused<"link_spent"> | Refused<"password_refused", string>> {
  // Before the costly hash: whoever makes up tokens gets nothing done.
  const link = await linkOf(token);
  if (!link) return refuse("link_spent");
  const problem = passwordProblem(password, link);
  if (problem) return refuse("password_refused", problem);
  const hash = await hashPassword(password);
  const [redeemed] = await database().$queryRaw<{ ok: boolean }[]>`
    select access.redeem_link(${hashToken(token)}, ${hash}) as ok`;
  return redeemed?.ok ? done(null) : refuse("link_spent");
}

/** Ends the token's session, whole or pending, or all sessions of its account; returns how many. Doing it twice ends none. */
export const closeSessions = (token: string, everywhere: boolean): Promise<number> =>
  inSession(token, async (tx) => {
    const [answer] = await tx.$queryRaw<
      { closed: number }[]
    >`select access.close_sessions(${everywhere}) as closed`;
    return answer?.closed ?? 0;
  });

/** Roles that need a second factor here; none in the demo. */
export async function secondFactorRoles(): Promise<string[]> {
  const [answer] = await database().$queryRaw<
    { roles: string[] }[]
  >`select access.second_factor_roles() as roles`;
  return answer?.roles ?? [];
}
