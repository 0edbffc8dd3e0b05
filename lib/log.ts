import "server-only";
import { env } from "@/lib/env";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** What the server says of itself besides the trace: attempts that were turned away. Names, never what was typed. */
type Event = "command.refused" | "api.refused" | "request.refused";

/** One line of JSON: whatever stands in a value, it cannot begin another line or pretend to be a field. */
export const logLine = (
  level: Level,
  event: Event,
  facts: Readonly<Record<string, string | number>>,
  now = new Date(),
): string => `${JSON.stringify({ time: now.toISOString(), level, event, ...facts })}\n`;

/** Writes one line to the server's own output, unless LOG_LEVEL asks for graver ones only. */
export function logEvent(level: Level, event: Event, facts: Readonly<Record<string, string | number>>): void {
  if (LEVELS.indexOf(level) >= LEVELS.indexOf(env.LOG_LEVEL))
    process.stdout.write(logLine(level, event, facts));
}
