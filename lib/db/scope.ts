import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { requireViewer } from "@/lib/access/viewer";
import { isMalformedId } from "@/lib/db/errors";
import { inSession, type Tx } from "@/lib/db/transaction";

export type { Tx } from "@/lib/db/transaction";

const open = new AsyncLocalStorage<true>();

/**
 * One transaction in which the database knows who is asking: both fences stand inside it. A page opens one and does
 * all its reads inside. Opening another inside is refused: with a full pool both would wait for each other and fail.
 */
export async function withViewer<Value>(viewer: Viewer, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  if (open.getStore()) throw new Error("withViewer inside withViewer: pass the transaction on instead");
  return open.run(true, () => inSession(sessionTokenOf(viewer), work));
}

/**
 * What a page does: find out who asks (or send them to sign in), then read in one transaction. An address whose id is no
 * id at all leads nowhere, like any other that does not exist.
 */
export async function readAsViewer<Value>(work: (viewer: Viewer, tx: Tx) => Promise<Value>): Promise<Value> {
  const viewer = await requireViewer();
  try {
    return await withViewer(viewer, (tx) => work(viewer, tx));
  } catch (error) {
    if (isMalformedId(error)) notFound();
    throw error;
  }
}

/**
 * What somebody may read who is not signed in: a transaction without a session, in which the database shows nothing but
 * what its public functions say.
 */
export const readPublicly = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> => inSession("", work);
