import "server-only";
import { decrypt } from "@/lib/crypto/cipher";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { env } from "@/lib/env";
import { type Job, LEASE_SECONDS } from "@/lib/imports/engine";
import { tokenPlace } from "@/lib/imports/staging";
import { inChild } from "@/lib/jobs/child";

const LOOK_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Of the heap; what is outside it brings the process to 400 MB at most. The time is a ceiling for hanging, not for working. */
const CHILD = { memoryMb: 256, seconds: 3_600, isInBackground: true } as const;

/** What the job's process needs of the web process' surroundings; the owner's address is in neither. */
const surroundings = (): Record<string, string> => ({
  ...{ APP_DATABASE_URL: env.APP_DATABASE_URL, NEXTAUTH_SECRET: env.NEXTAUTH_SECRET, DATA_KEY: env.DATA_KEY },
  ...{ OLD_DATA_KEYS: env.OLD_DATA_KEYS.join(","), LOG_LEVEL: env.LOG_LEVEL },
  ...(env.BUSINESS_DATE && { BUSINESS_DATE: env.BUSINESS_DATE }),
});

/** Takes the next import that waits and works on it to its end; what the child took, or undefined where none waits. */
export async function workOnce(): Promise<{ peakMb: number } | undefined> {
  const holder = newId();
  const [claimed] = await database().$queryRaw<{ id: string; sealed: string }[]>`
    select id, sealed from access.claim_import(${holder}::uuid, ${LEASE_SECONDS})`;
  if (!claimed) return undefined;
  const job: Job = { importId: claimed.id, holder, token: decrypt(claimed.sealed, tokenPlace(claimed.id)) };
  try {
    return await inChild<{ peakMb: number }>("lib/imports/job-child.ts", job, {
      limits: CHILD,
      env: surroundings(),
    });
  } catch (error) {
    console.error("Việc nhập tệp dừng:", error instanceof Error ? error.message : error);
    // Taken up again at once, five times at most: what stopped it may have been a moment's trouble.
    await database().$queryRaw`select access.leave_import(${claimed.id}::uuid, ${holder}::uuid, null)`;
    return { peakMb: 0 };
  }
}

/**
 * Works on imports as long as the process lives, one at a time; of several processes each takes another. What a killed one
 * left is taken up when its lease has run out. Throws away what was kept long enough. Returns how to stop.
 */
export async function keepImporting(): Promise<() => void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const tick = async (): Promise<void> => {
    try {
      while (!isStopped && (await workOnce()));
    } catch (error) {
      console.error("Chưa nhận được việc nhập tệp:", error instanceof Error ? error.message : error);
    }
    if (!isStopped) timer = setTimeout(tick, LOOK_EVERY_MS).unref();
  };
  const purge = async (): Promise<void> => {
    try {
      await database().$queryRaw`select access.purge_imports()`;
    } catch (error) {
      console.error("Chưa xoá được tệp nhập cũ:", error instanceof Error ? error.message : error);
    }
  };
  await purge();
  const hourly = setInterval(purge, HOUR_MS).unref();
  timer = setTimeout(tick, LOOK_EVERY_MS).unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    clearInterval(hourly);
  };
}
