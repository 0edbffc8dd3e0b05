import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { keepSealing } from "@/lib/audit/sealing";
import { checkEnv } from "@/lib/env";
import { keepEscalating } from "@/lib/feedback/escalation";
import { stampClientAddress } from "@/lib/http/client-address";
import { keepImporting } from "@/lib/imports/worker";
import { keepDigesting } from "@/lib/inbox/digest";

/**
 * What a server does before it answers: what is missing stops it, requests are told from then on where they came from, and
 * the trace is sealed, late answers climb, digests are written and imports are worked on as long as it lives.
 */
export async function start(): Promise<void> {
  stopUnlessConfigured();
  subscribe("http.server.request.start", stampClientAddress);
  await keepSealing();
  await keepEscalating();
  await keepDigesting();
  await keepImporting();
}

/** Ends the process with a sentence when a variable is missing or wrong: at start, not for a user later. */
function stopUnlessConfigured(): void {
  try {
    checkEnv();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
