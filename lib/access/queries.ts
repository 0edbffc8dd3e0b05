import "server-only";
import { z } from "zod";
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

const ownAccount = z.object({
  passwordSetAt: z.coerce.date(),
  secondFactorAt: z.coerce.date().nullable(),
  codesLeft: z.number(),
  /** Names of the units the account answers for: no password contains one. */
  words: z.array(z.string()),
});

/** What the page about the account shows besides the viewer. */
export async function getOwnAccount(_viewer: Viewer, tx: Tx): Promise<z.output<typeof ownAccount>> {
  const [answer] = await tx.$queryRaw<{ mine: unknown }[]>`select access.my_account() as mine`;
  return ownAccount.parse(answer?.mine);
}

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
