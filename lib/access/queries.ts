import "server-only";
import type { Viewer } from "@/lib/access/policy";
import type { Tx } from "@/lib/db/scope";

export type OpenSession = {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
};

/** The account's open sessions, the latest used first. */
export const listSessions = (_viewer: Viewer, tx: Tx): Promise<OpenSession[]> =>
  tx.$queryRaw<OpenSession[]>`
    select id, device, created_at as "createdAt", last_seen_at as "lastSeenAt", is_this as "isThis" from access.my_sessions()`;

/** Names of the accounts that did something, by id; an account of another province has no name here. */
export async function accountNames(
  _viewer: Viewer,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from access.account_names(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}
