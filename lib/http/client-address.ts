import "server-only";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/lib/env";

/** What the socket said, written over whatever a client sent under this name. */
const STAMP = "x-client-address";

const isRequestStart = (message: unknown): message is { request: IncomingMessage } =>
  typeof message === "object" && message !== null && "request" in message;

/** For the server's channel "http.server.request.start": notes on each request where it came from, before Next sees it. */
export function stampClientAddress(message: unknown): void {
  if (isRequestStart(message)) message.request.headers[STAMP] = message.request.socket.remoteAddress ?? "";
}

/**
 * Where a request came from: the header that TRUSTED_PROXY names (its last entry, which the nearest proxy wrote), else the
 * socket. A header that nobody vouches for is not believed. One subscriber has a whole /64 of IPv6, so that is one address.
 */
export function clientAddress(headers: Headers): string | null {
  const said = env.TRUSTED_PROXY
    ? headers.get(env.TRUSTED_PROXY)?.split(",").at(-1)?.trim()
    : headers.get(STAMP)?.trim();
  const address = said?.replace(/^::ffff:(?=\d+\.)/i, "") ?? "";
  if (isIP(address) === 4) return address;
  return isIP(address) === 6 ? networkOf(address) : null;
}

function networkOf(address: string): string {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const [before, after] = [head, tail ?? ""].map((part) => (part ? part.split(":") : []));
  const written = (before?.length ?? 0) + (after?.length ?? 0);
  const groups =
    tail === undefined
      ? (before ?? [])
      : [...(before ?? []), ...Array(8 - written).fill("0"), ...(after ?? [])];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
