import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { cookieName, cookieOptions, sealToken, sessionTokenFromCookie } from "@/lib/access/cookie";
import { mintViewer } from "@/lib/access/minting";
import type { Viewer } from "@/lib/access/policy";
import { type Party, partyOf } from "@/lib/access/second-factor";
import { rememberToken } from "@/lib/access/session";

export { mintViewer } from "@/lib/access/minting";

/** The session's token in this request's cookie; it may open nothing any more. */
export const currentToken = cache(async () => sessionTokenFromCookie(await cookies()));

/** The session goes on under a new token, in the database already: in this browser, and for the viewer if there is one. */
export async function goOnUnder(token: string, viewer?: Viewer): Promise<void> {
  if (viewer) rememberToken(viewer, token);
  (await cookies()).set(cookieName(), await sealToken(token), cookieOptions());
}

/** Who is asking in this request, or nobody. */
export const currentViewer = cache(async (): Promise<Viewer | undefined> => {
  const token = await currentToken();
  return token ? mintViewer(token) : undefined;
});

/** The account of this request's session, whole or pending: for the pages of the second factor. */
export const currentParty = cache(async (): Promise<Party | undefined> => {
  const token = await currentToken();
  return token ? partyOf(token) : undefined;
});

/** Who is asking; somebody signed out is sent to sign in, somebody half signed in to the second factor. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const party = await currentParty();
  if (!party) redirect("/login");
  redirect(party.since ? "/login/code" : "/account/second-factor");
}

/**
 * Who sent a form. Nobody, where the session ended while it was being filled in and the page's own script sent it: the page
 * stays and keeps what was typed. Without the script the answer is a new page, and that is the sign-in page.
 */
export async function senderOfForm(): Promise<Viewer | undefined> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const isKept = (await headers()).has("next-action") && !(await currentParty());
  return isKept ? undefined : requireViewer();
}
