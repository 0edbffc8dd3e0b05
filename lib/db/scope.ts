import "server-only";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/policy";
import { requireViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/as-viewer";
import { isMalformedId } from "@/lib/db/errors";
import { inSession, type Tx } from "@/lib/db/transaction";

export { withViewer } from "@/lib/db/as-viewer";
export type { Tx } from "@/lib/db/transaction";

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
