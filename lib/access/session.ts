import "server-only";
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Viewer } from "@/lib/access/policy";
import { env } from "@/lib/env";

/** How long a sign-in lasts at most. */
export const SESSION_HOURS = 12;

/** 256 random bits; the cookie carries them, the database only their hash. */
export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/**
 * The token of a one-time link, made from its id by a key only the program has: nothing that is stored holds it, and yet
 * the page that shows the slip can be asked for by the link's id after an answer was lost on the way.
 */
export const linkTokenOf = (linkId: string): string => {
  const key = createHmac("sha256", env.NEXTAUTH_SECRET).update("one-time links of accounts").digest();
  return createHmac("sha256", key).update(linkId, "utf8").digest("base64url");
};

export const hashToken = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();

/** Kept beside the viewer, not in it: a viewer may be printed or passed on, a token may not. */
const tokens = new WeakMap<object, string>();

export function sessionTokenOf(viewer: Viewer): string {
  const token = tokens.get(viewer);
  if (!token) throw new Error("A viewer that was not minted here has no session");
  return token;
}

/** Only for the one place that mints viewers. */
export function rememberToken(viewer: Viewer, token: string): Viewer {
  tokens.set(viewer, token);
  return viewer;
}
