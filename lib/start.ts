import "server-only";
import { checkEnv } from "@/lib/env";

/** Ends the process with a sentence when a variable is missing or wrong: at start, not for a user later. */
export function stopUnlessConfigured(): void {
  try {
    checkEnv();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
