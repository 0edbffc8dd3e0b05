import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { cookieName, cookieOptions, sealToken, sessionTokenFromCookie } from "@/lib/access/cookie";
import type { Viewer } from "@/lib/access/policy";
import { type Party, partyOf } from "@/lib/access/second-factor";
import { rememberToken } from "@/lib/access/session";
import { inSession } from "@/lib/db/transaction";
import { BranchKind, Line, LineScope, Role, UnitKind } from "@/lib/generated/prisma/enums";

const viewerRow = z.object({
  accountId: z.uuid(),
  sessionId: z.uuid(),
  login: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
  provedAt: z.coerce.date(),
  hasSecondFactor: z.boolean(),
  delegations: z.record(z.uuid(), z.string()),
  branches: z.array(z.uuid()),
  enterprises: z.array(z.uuid()),
  appointments: z.array(
    z.object({
      id: z.uuid(),
      role: z.enum(Role),
      line: z.enum(LineScope),
      provinceId: z.uuid(),
      unitId: z.uuid(),
      unitName: z.string(),
      unitShortName: z.string(),
      unitKind: z.enum(UnitKind),
      branchId: z.uuid().nullable(),
      branchName: z.string().nullable(),
      branchKind: z.enum(BranchKind).nullable(),
      branchLine: z.enum(Line).nullable(),
    }),
  ),
});

/**
 * The one place a Viewer is minted: roles and scope come from the database on every request, never from the cookie.
 * Undefined when the token opens no live session.
 */
export async function mintViewer(token: string): Promise<Viewer | undefined> {
  const row = await inSession(token, async (tx) => {
    const [answer] = await tx.$queryRaw<{ viewer: unknown }[]>`
      select access.viewer() || access.viewer_delegations() as viewer`;
    return answer?.viewer;
  });
  if (!row) return undefined;
  // The brand can only be given by a cast, and this is the only one.
  return rememberToken(viewerRow.parse(row) as unknown as Viewer, token);
}

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
