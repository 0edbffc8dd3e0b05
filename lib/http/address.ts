import "server-only";
import { env } from "@/lib/env";

/**
 * Where people reach the program, without a slash at the end: as configured, else as this request came. Set PUBLIC_URL
 * in production, because the name a request bears is the sender's word.
 */
export function publicAddress(headers: Headers): string {
  if (env.PUBLIC_URL) return env.PUBLIC_URL.replace(/\/+$/, "");
  return `http://${headers.get("host") ?? "localhost"}`;
}
