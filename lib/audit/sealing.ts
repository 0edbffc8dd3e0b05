import "server-only";
import { anchorHead } from "@/lib/audit/anchor";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";

/**
 * How often committed rows of the trace are sealed: twice a second, so that no row waits longer than a second, the
 * sealing itself included.
 */
const EVERY_MS = 500;

/** Seals what is committed and not sealed yet, and writes the head of the chain down outside the database. */
async function seal(anchorFile: string): Promise<void> {
  const [head] = await database().$queryRaw<{ number: bigint; hash: string }[]>`
    select number, encode(hash, 'hex') as hash from access.seal_audit()`;
  if (head) await anchorHead(anchorFile, { number: Number(head.number), hash: head.hash });
}

/**
 * Seals for as long as the process lives; of several processes one does it at a time. Resolves after the first sealing:
 * a process that serves nobody before that leaves no row of a restored database outside the chain. Returns how to stop.
 */
export async function keepSealing(anchorFile = env.AUDIT_ANCHOR_FILE): Promise<() => void> {
  let isDown = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const tick = async (): Promise<void> => {
    try {
      await seal(anchorFile);
      isDown = false;
    } catch (error) {
      // Once for each outage: a database that is away is told by /api/ready, every half second would drown it.
      if (!isDown) console.error("Chưa niêm phong được vết:", error instanceof Error ? error.message : error);
      isDown = true;
    }
    if (!isStopped) timer = setTimeout(tick, EVERY_MS).unref();
  };
  await tick();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
