import "server-only";
import { hashUnderSalt } from "@/lib/access/password";
import type { Viewer } from "@/lib/access/policy";
import { waitSentence } from "@/lib/access/rules";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { FormState, FormValues, ProofNeeded } from "@/lib/forms/state";

/** A minute less than the database's ten: what is not asked for here is still good when the deed is done. */
const PROOF_MINUTES = 9;

/** What must be typed before a grave deed: nothing while the last proof is fresh. */
export const proofNeeded = (viewer: Viewer, now = new Date()): ProofNeeded =>
  now.getTime() - viewer.provedAt.getTime() < PROOF_MINUTES * 60_000 ? "none" : "password";

/**
 * Proves by what was typed into the form whose session this is, where that is needed; the errors to show when it does not.
 * Guesses are counted as at sign-in.
 */
export async function prove(viewer: Viewer, posted: FormValues): Promise<FormState["errors"]> {
  if (proofNeeded(viewer) === "none") return undefined;
  const password = posted["proofPassword"];
  if (typeof password !== "string" || password === "") {
    return { proofPassword: ["Nhập mật khẩu của bạn để xác nhận"] };
  }
  const ticket = newId();
  const [begun] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ salt: string | null; waitSeconds: number }[]>`
      select salt, wait_seconds as "waitSeconds" from access.begin_attempt(${ticket}::uuid, 'proof', null, null)`,
  );
  if (!begun?.salt) return { proofPassword: [waitSentence(begun?.waitSeconds ?? 0)] };
  const hash = await hashUnderSalt(password, begun.salt);
  const [proved] = await withViewer(
    viewer,
    (tx) => tx.$queryRaw<{ ok: boolean }[]>`select access.prove(${ticket}::uuid, ${hash}) as ok`,
  );
  return proved?.ok ? undefined : { proofPassword: ["Mật khẩu không đúng"] };
}
