import "server-only";
import { hashPassword, hashUnderSalt } from "@/lib/access/password";
import { passwordProblem } from "@/lib/access/password-policy";
import type { Viewer } from "@/lib/access/policy";
import { getOwnAccount } from "@/lib/access/queries";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { type Done, done, type Refused, refuse } from "@/lib/result";

/**
 * What somebody does to their own sessions and password. These are no `command`s: doing one twice changes nothing more, and
 * what they answer (a token) must not be kept with a receipt.
 */

/** Ends one session of the viewer's account; false when there is none such any more. */
export const closeSession = (viewer: Viewer, sessionId: string): Promise<boolean> =>
  withViewer(viewer, async (tx) => {
    const [answer] = await tx.$queryRaw<
      { closed: boolean }[]
    >`select access.close_session(${sessionId}::uuid) as closed`;
    return answer?.closed ?? false;
  });

/** Ends every session of the account but this one; returns how many ended. */
export const closeOtherSessions = (viewer: Viewer): Promise<number> =>
  withViewer(viewer, async (tx) => {
    const [answer] = await tx.$queryRaw<{ closed: number }[]>`select access.close_other_sessions() as closed`;
    return answer?.closed ?? 0;
  });

/** A new password by the old one. The other sessions end; this one goes on under the token that is returned. */
export async function changePassword(
  viewer: Viewer,
  input: { currentPassword: string; newPassword: string },
): Promise<
  Done<string> | Refused<"wrong"> | Refused<"locked_out", number> | Refused<"password_refused", string>
> {
  const { words } = await withViewer(viewer, (tx) => getOwnAccount(viewer, tx));
  const problem = passwordProblem(input.newPassword, { ...viewer, words });
  if (problem) return refuse("password_refused", problem);
  const ticket = newId();
  const [begun] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ salt: string | null; waitSeconds: number }[]>`
      select salt, wait_seconds as "waitSeconds" from access.begin_attempt(${ticket}::uuid, 'proof', null, null)`,
  );
  if (!begun?.salt) return refuse("locked_out", begun?.waitSeconds ?? 0);
  const old = await hashUnderSalt(input.currentPassword, begun.salt);
  const anew = await hashPassword(input.newPassword);
  const token = newSessionToken();
  const [changed] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`
      select access.change_password(${ticket}::uuid, ${old}, ${anew}, ${hashToken(token)}) as ok`,
  );
  return changed?.ok ? done(token) : refuse("wrong");
}
