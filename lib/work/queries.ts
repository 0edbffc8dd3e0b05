import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { overridesWork } from "@/lib/cases/queries";
import { remindersWork } from "@/lib/coordination/queries";
import type { Tx } from "@/lib/db/scope";
import { plansWork } from "@/lib/receipts/queries";
import { byConsequence, type WorkItem } from "@/lib/work/rules";

/** Where work comes from: each part of the product tells what of it waits for this person. */
const SOURCES: readonly ((viewer: Viewer, tx: Tx) => Promise<WorkItem[]>)[] = [
  overridesWork,
  plansWork,
  remindersWork,
];

/** Everything that waits for this person, the gravest first. */
export async function listWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  // One after another: they share the transaction's one connection.
  for (const source of SOURCES) items.push(...(await source(viewer, tx)));
  return items.sort(byConsequence);
}
