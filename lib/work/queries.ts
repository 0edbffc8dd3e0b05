import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { adviceWork } from "@/lib/advice/queries";
import { overridesWork } from "@/lib/cases/queries";
import type { Tx } from "@/lib/db/scope";
import { remediesWork } from "@/lib/oversight/queries";
import { byConsequence, type WorkItem } from "@/lib/work/rules";

/** Where work comes from: each part of the product tells what of it waits for this person. */
const SOURCES: readonly ((viewer: Viewer, tx: Tx) => Promise<WorkItem[]>)[] = [
  adviceWork,
  overridesWork,
  remediesWork,
];

/** Everything that waits for this person, the gravest first. */
export async function listWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  // One after another: they share the transaction's one connection.
  for (const source of SOURCES) items.push(...(await source(viewer, tx)));
  return items.sort(byConsequence);
}
