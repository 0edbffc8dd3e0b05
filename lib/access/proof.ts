import "server-only";
import { hashUnderSalt } from "@/lib/access/password";
import type { Viewer } from "@/lib/access/policy";
import { waitSentence } from "@/lib/access/rules";
import { readCode } from "@/lib/access/second-factor";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { goOnUnder } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { FormState, FormValues, ProofNeeded } from "@/lib/forms/state";

/** A minute less than the database's ten: what is not asked for here is still good when the deed is done. */
const PROOF_MINUTES = 9;

/** What must be typed before a grave deed: nothing while the last proof is fresh, else all that signing in needed. */
export function proofNeeded(viewer: Viewer, now = new Date()): ProofNeeded {
  if (now.getTime() - viewer.provedAt.getTime() < PROOF_MINUTES * 60_000) return "none";
  return viewer.hasSecondFactor ? "password_and_code" : "password";
}

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

/**
 * Proves by what was typed into the form whose session this is, where that is needed; the errors to show when it does not.
 * Guesses are counted as at sign-in, and the session goes on under a new token.
 */
export async function prove(viewer: Viewer, posted: FormValues): Promise<FormState["errors"]> {
  const needed = proofNeeded(viewer);
  if (needed === "none") return undefined;
  const [password, code] = [single(posted["proofPassword"]), single(posted["proofCode"])];
  if (password === "") return { proofPassword: ["Nhập mật khẩu của bạn để xác nhận"] };
  if (needed === "password_and_code" && code.trim() === "") {
    return { proofCode: ["Nhập mã của ứng dụng xác thực để xác nhận"] };
  }
  const ticket = newId();
  const [begun] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ salt: string | null; waitSeconds: number; secret: string | null }[]>`
      select a.salt, a.wait_seconds as "waitSeconds", access.second_factor() ->> 'secret' as secret
      from access.begin_attempt(${ticket}::uuid, 'proof', null, null) a`,
  );
  if (!begun?.salt) return { proofPassword: [waitSentence(begun?.waitSeconds ?? 0)] };
  const hash = await hashUnderSalt(password, begun.salt);
  const { digest, step, recovery } = readCode({ accountId: viewer.accountId, secret: begun.secret }, code);
  const token = newSessionToken();
  const [proved] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`
      select access.prove(${ticket}::uuid, ${hash}, ${digest}, ${step}::bigint, ${recovery}, ${hashToken(token)}) as ok`,
  );
  if (!proved?.ok) {
    return { proofPassword: [needed === "password" ? "Mật khẩu không đúng" : "Mật khẩu hoặc mã không đúng"] };
  }
  await goOnUnder(token, viewer);
  return undefined;
}
