import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { inSession, type Tx } from "@/lib/db/transaction";

const open = new AsyncLocalStorage<true>();

/**
 * One transaction in which the database knows who is asking: both fences stand inside it. A page opens one and does
 * all its reads inside. Opening another inside is refused: with a full pool both would wait for each other and fail.
 */
export async function withViewer<Value>(viewer: Viewer, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  if (open.getStore()) throw new Error("withViewer inside withViewer: pass the transaction on instead");
  return open.run(true, () => inSession(sessionTokenOf(viewer), work));
}
