import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { keyedHash, keyedHashes } from "@/lib/crypto/cipher";
import { withViewer } from "@/lib/db/as-viewer";
import { violatedConstraint } from "@/lib/db/errors";
import type { Tx } from "@/lib/db/scope";
import { logEvent } from "@/lib/log";
import { type Done, done, type Refused, refuse } from "@/lib/result";

/** What makes a deed one deed: the id its form was given, and why it was done where a reason is asked for. */
export type Deed = { requestId: string; reason?: string | undefined };

type Outcome = Done<unknown> | Refused<string, unknown>;

/**
 * A write, as one transaction: its request id first, then the work, then its result beside the id. The same request
 * again returns the first result and writes nothing; the same id with other input is refused as `request_reused`.
 * A refusal rolls everything back. Audit rows are written by the database under the deed's name.
 * Values must survive JSON: a replay returns what was stored.
 */
export const command =
  <Input, Answer extends Outcome, Conflict extends string = never>(
    /** The deed's name in the trace, e.g. "survey.submit". */
    name: `${string}.${string}`,
    handle: (viewer: Viewer, tx: Tx, input: Input) => Promise<Answer>,
    /** Constraint or index name → the refusal to return when the database refuses because of it. */
    conflicts: Readonly<Record<string, Conflict>> = {},
  ) =>
  async (
    viewer: Viewer,
    deed: Deed,
    input: Input,
  ): Promise<Answer | Refused<"request_reused"> | Refused<Conflict>> => {
    // Keyed, because an input may be nine digits long and personal: a plain hash of it could be turned back by trying.
    const question = JSON.stringify([name, input]);
    try {
      return await withViewer(viewer, async (tx) => {
        const earlier = await claim(tx, viewer, deed, name, keyedHash(question));
        // The stored result was an Answer when it was stored; the hash says the question is the same.
        if (earlier) {
          const isSame = keyedHashes(question).some((hash) => earlier.inputHash.equals(hash));
          return isSame ? (done(earlier.result) as Answer) : refuse("request_reused");
        }
        const answer = await handle(viewer, tx, input);
        if (!answer.ok) throw new RolledBack(answer);
        await tx.$executeRaw`
          update command_receipt set result = ${JSON.stringify(answer.value ?? null)}::jsonb
          where account_id = ${viewer.accountId}::uuid and request_id = ${deed.requestId}::uuid`;
        return answer;
      });
    } catch (error) {
      // Only an Answer that refused is ever thrown as RolledBack.
      if (error instanceof RolledBack) {
        const { refusal } = error.refused;
        const { accountId, sessionId } = viewer;
        if (OVERREACHED.test(refusal))
          logEvent("warn", "command.refused", { ...{ deed: name, refusal }, accountId, sessionId });
        return error.refused as Answer;
      }
      const constraint = violatedConstraint(error, Object.keys(conflicts));
      const refusal = constraint && conflicts[constraint];
      if (refusal) return refuse(refusal) as Refused<Conflict>;
      throw error;
    }
  };

/**
 * A command for a grave deed: refused as `proof_needed` unless the session proved itself in the last ten minutes. The
 * database knows when it did; a program that forgets to ask the person cannot do the deed.
 */
export const graveCommand = <Input, Answer extends Outcome, Conflict extends string = never>(
  name: `${string}.${string}`,
  handle: (viewer: Viewer, tx: Tx, input: Input) => Promise<Answer>,
  conflicts: Readonly<Record<string, Conflict>> = {},
) =>
  command<Input, Answer | Refused<"proof_needed">, Conflict>(
    name,
    async (viewer, tx, input) => {
      const [answer] = await tx.$queryRaw<{ proved: boolean }[]>`select access.proved() as proved`;
      return answer?.proved ? handle(viewer, tx, input) : refuse("proof_needed");
    },
    conflicts,
  );

/** Refusals of somebody who reached for what is not theirs, unlike those of an input that breaks a rule. */
const OVERREACHED = /^not_(?:allowed|yours)$|_not_found$|^proof_needed$/;

/** A refusal leaves the transaction as an exception, so that nothing of it stays. */
class RolledBack extends Error {
  readonly refused: Refused<string, unknown>;
  constructor(refused: Refused<string, unknown>) {
    super(refused.refusal);
    this.refused = refused;
  }
}

/** Takes the request id, or finds what was done under it: a second one at the same moment waits here for the first. */
async function claim(tx: Tx, viewer: Viewer, deed: Deed, name: string, hash: Buffer) {
  await tx.$queryRaw`select set_config('app.request', ${deed.requestId}, true),
    set_config('app.deed', ${name}, true), set_config('app.reason', ${deed.reason ?? ""}, true)`;
  const claimed = await tx.$executeRaw`
    insert into command_receipt (account_id, request_id, command, input_hash, result)
    values (${viewer.accountId}::uuid, ${deed.requestId}::uuid, ${name}, ${hash}, 'null') on conflict do nothing`;
  if (claimed === 1) return undefined;
  const [earlier] = await tx.$queryRaw<{ inputHash: Uint8Array; result: unknown }[]>`
    select input_hash as "inputHash", result from command_receipt
    where account_id = ${viewer.accountId}::uuid and request_id = ${deed.requestId}::uuid`;
  if (!earlier) throw new Error("A request id is taken and cannot be read");
  return { inputHash: Buffer.from(earlier.inputHash), result: earlier.result };
}
