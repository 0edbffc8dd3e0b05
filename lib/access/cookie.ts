import "server-only";
import { decode, encode } from "next-auth/jwt";
import { SESSION_HOURS } from "@/lib/access/session";
import { env } from "@/lib/env";

type CookieJar = { get(name: string): { value: string } | undefined };

const MAX_AGE_SECONDS = SESSION_HOURS * 3600;

/** Under https the name binds the cookie to this host; plain http (a demo on one machine) cannot set such a name. */
export const isSecure = (): boolean => env.PUBLIC_URL?.startsWith("https://") ?? false;
export const cookieName = (): string => (isSecure() ? "__Host-session" : "session");

export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), maxAge: MAX_AGE_SECONDS }) as const;

/** The cookie's content: next-auth's encrypted token, which carries nothing but the session's random token. */
export const sealToken = (token: string): Promise<string> =>
  encode({ token: { session: token }, secret: env.NEXTAUTH_SECRET, maxAge: MAX_AGE_SECONDS });

export async function sessionTokenFromCookie(jar: CookieJar): Promise<string | undefined> {
  const sealed = jar.get(cookieName())?.value;
  if (!sealed) return undefined;
  try {
    const opened = await decode({ token: sealed, secret: env.NEXTAUTH_SECRET });
    return typeof opened?.session === "string" ? opened.session : undefined;
  } catch {
    // A cookie sealed with another secret, expired or tampered with is no cookie.
    return undefined;
  }
}
