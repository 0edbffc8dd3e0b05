import "server-only";
import { hashUnderSalt } from "@/lib/access/password";
import { hashToken, newSessionToken, SESSION_HOURS } from "@/lib/access/session";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";

/**
 * Opens a session for the right password and returns its token; undefined for every failure alike. The work is the
 * same whether the login exists or not: the database gives a salt either way, and compares the hash itself.
 */
export async function openSession(
  login: string,
  password: string,
  device: string,
): Promise<string | undefined> {
  const db = database();
  const [answer] = await db.$queryRaw<{ salt: string }[]>`select access.password_salt(${login}) as salt`;
  if (!answer) return undefined;
  const hash = await hashUnderSalt(password, answer.salt);
  const token = newSessionToken();
  const [opened] = await db.$queryRaw<{ ok: boolean }[]>`
    select access.open_session(${newId()}::uuid, ${login}, ${hash}, ${hashToken(token)}, ${device}, ${SESSION_HOURS}::int) as ok`;
  return opened?.ok ? token : undefined;
}
