import "server-only";
import { database } from "@/lib/db/client";

const HOUR_MS = 3_600_000;

/**
 * Lets what waits longer than was asked for climb to the level above (plan row 61), now and every hour as long as the process
 * lives; of several processes each finds what the others left. Returns how to stop.
 */
export async function keepEscalating(): Promise<() => void> {
  const tick = async (): Promise<void> => {
    try {
      await database().$queryRaw`select access.escalate_issues()`;
    } catch (error) {
      console.error("Chưa chuyển được kiến nghị quá hạn:", error instanceof Error ? error.message : error);
    }
  };
  await tick();
  const timer = setInterval(tick, HOUR_MS).unref();
  return () => clearInterval(timer);
}
