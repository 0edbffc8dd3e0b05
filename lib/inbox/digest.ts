import "server-only";
import { createTransport } from "nodemailer";
import { keyedHashes } from "@/lib/crypto/cipher";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";

const MINUTE_MS = 60_000;
/** Sent in one go; the rest waits for the next minute. */
const BATCH = 100;

type Claimed = { id: string; address: string; subject: string; body: string; attempts: number };

/** Hands one letter to a mail server; throws where it did not take it. */
export type Mailer = (letter: { id: string; to: string; subject: string; text: string }) => Promise<void>;

/** By a mail server, the one the surroundings name unless told; none where they name none. */
export function mailer({
  SMTP_URL: url,
  MAIL_FROM: from,
}: Pick<typeof env, "SMTP_URL" | "MAIL_FROM"> = env): Mailer | undefined {
  if (!url || !from) return undefined;
  const transport = createTransport(url, { connectionTimeout: 20_000, socketTimeout: 60_000 });
  return async ({ id, to, subject, text }) => {
    // The same id however often it is tried: a server that looks at it drops the second.
    await transport.sendMail({ from, to, subject, text, messageId: `<${id}@ban-tin.doan-hoi>` });
  };
}

/** By what the database knows the program that has DATA_KEY, from one that only has its database password. */
export const programProofs = (): string[] =>
  keyedHashes("letters that wait").map((hash) => hash.toString("hex"));

/**
 * Sends what waits in the outbox, one after another, and returns how many the server took. Each is claimed, then marked as
 * handed over, then settled, each in a transaction of its own: a process that dies before the handing over leaves it to the
 * next, one that dies after it leaves it alone, so that nothing is sent twice.
 */
export async function sendDigests(send: Mailer): Promise<number> {
  let sent = 0;
  for (let turn = 0; turn < BATCH; turn++) {
    const [claimed] = await database().$queryRaw<Claimed[]>`
      select id, address, subject, body, attempts from access.claim_digest(${programProofs()})`;
    if (!claimed) break;
    const [handed] = await database().$queryRaw<{ isMine: boolean }[]>`
      select access.hand_digest(${claimed.id}::uuid, ${claimed.attempts}::int) as "isMine"`;
    if (!handed?.isMine) continue;
    const outcome = await outcomeOf(send, claimed);
    if (outcome === "sent") sent += 1;
    await database().$queryRaw`select access.settle_digest(${claimed.id}::uuid, ${outcome})`;
  }
  return sent;
}

/** "refused" where the server surely did not take it, and it may be tried again; "unknown" where nobody can say. */
async function outcomeOf(send: Mailer, { id, address, subject, body }: Claimed) {
  try {
    const { PUBLIC_URL: home } = env;
    await send({
      id,
      to: address,
      subject,
      text: home ? `${body}\n\nXem và làm: ${home}/work\n` : `${body}\n`,
    });
    return "sent" as const;
  } catch (error) {
    console.error("Chưa gửi được bản tin ngày:", error instanceof Error ? error.message : error);
    return isRefusal(error) ? ("refused" as const) : ("unknown" as const);
  }
}

/**
 * The server answered with an error, or was never reached: the letter did not arrive. Anything else, such as a line that
 * broke, may have come after its last word.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { responseCode, syscall } = error as { responseCode?: unknown; syscall?: unknown };
  return (
    typeof responseCode === "number" ||
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    /^(?:Connection timeout|Greeting never received)/.test(error.message)
  );
}

/** Writes the digests of the working day from 08:00 on by the real clock, once for each account (product §2.14). */
export async function writeDigests(now: Date = new Date()): Promise<number> {
  const [answer] = await database().$queryRaw<{ written: number }[]>`
    select access.write_digests(${now}) as written`;
  return answer?.written ?? 0;
}

/** Shows the database who the program is, before anybody else does. */
async function introduce(): Promise<void> {
  const [answer] = await database().$queryRaw<{ isKnown: boolean }[]>`
    select access.knows_program(${programProofs()}) as "isKnown"`;
  if (!answer?.isKnown)
    throw new Error("DATA_KEY is not the one this database knows: OLD_DATA_KEYS lacks the one before");
}

/**
 * Writes and, where a mail server is named, sends the digests, now and every minute as long as the process lives; of several
 * processes each finds what the others left. Returns how to stop.
 */
export async function keepDigesting(): Promise<() => void> {
  const send = mailer();
  let isBusy = false;
  const tick = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      await writeDigests();
      await introduce();
      if (send) await sendDigests(send);
    } catch (error) {
      console.error("Chưa lập được bản tin ngày:", error instanceof Error ? error.message : error);
    } finally {
      isBusy = false;
    }
  };
  // Not waited for: a mail server that is slow to answer must not keep the program from starting.
  void tick();
  const timer = setInterval(tick, MINUTE_MS).unref();
  return () => clearInterval(timer);
}
