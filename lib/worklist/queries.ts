import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { adviceWork } from "@/lib/advice/queries";
import { assignmentsWork } from "@/lib/assignments/queries";
import { branchesWork } from "@/lib/branches/queries";
import { casesWork, overridesAsked, overridesWork } from "@/lib/cases/queries";
import { congressesAsked, congressesWork } from "@/lib/congresses/queries";
import { measuresWork } from "@/lib/consolidation/queries";
import { remindersWork } from "@/lib/coordination/queries";
import type { Tx } from "@/lib/db/scope";
import { issuesAsked, issuesWork } from "@/lib/feedback/queries";
import { feesAsked, feesWork } from "@/lib/fees/queries";
import { membersAsked, membersWork } from "@/lib/members/queries";
import { modelCellsWork } from "@/lib/model-cells/queries";
import { remediesWork } from "@/lib/oversight/queries";
import { papersWork } from "@/lib/papers/queries";
import { goalsWork } from "@/lib/plans/queries";
import { programmesWork } from "@/lib/programmes/queries";
import { plansWork } from "@/lib/receipts/queries";
import { referralsAsked, referralsWork } from "@/lib/referrals/queries";
import { surveysAsked, surveysWork } from "@/lib/surveys/queries";
import { transfersAsked, transfersWork } from "@/lib/transfers/queries";
import { workingGroupsWork } from "@/lib/working-groups/queries";
import { byConsequence, countByKind, kindOf, type WorkItem } from "@/lib/worklist/rules";
import type { WorkFilter } from "@/lib/worklist/schema";

type Source = (viewer: Viewer, tx: Tx) => Promise<WorkItem[]>;

/** Where work comes from: each part of the product tells what of it waits for this person. */
const SOURCES: readonly Source[] = [
  adviceWork,
  assignmentsWork,
  branchesWork,
  casesWork,
  congressesWork,
  feesWork,
  goalsWork,
  issuesWork,
  measuresWork,
  membersWork,
  modelCellsWork,
  overridesWork,
  papersWork,
  plansWork,
  programmesWork,
  referralsWork,
  remediesWork,
  remindersWork,
  surveysWork,
  transfersWork,
  workingGroupsWork,
];

/** And what this person, or the organisations and units they answer for, asked of somebody else. */
const ASKED: readonly Source[] = [
  congressesAsked,
  feesAsked,
  issuesAsked,
  membersAsked,
  overridesAsked,
  referralsAsked,
  surveysAsked,
  transfersAsked,
];

async function gathered(viewer: Viewer, tx: Tx, sources: readonly Source[]): Promise<WorkItem[]> {
  const items = new Map<string, WorkItem>();
  // One after another: they share the transaction's one connection. What two parts tell stands once.
  for (const source of sources) {
    for (const item of await source(viewer, tx)) if (!items.has(item.key)) items.set(item.key, item);
  }
  return [...items.values()].sort(byConsequence);
}

/** Everything that waits for this person, the gravest first. */
export const listWork = (viewer: Viewer, tx: Tx): Promise<WorkItem[]> => gathered(viewer, tx, SOURCES);

/** Everything this person waits for, with who holds it now; what has waited longest first. */
export const listAsked = (viewer: Viewer, tx: Tx): Promise<WorkItem[]> => gathered(viewer, tx, ASKED);

const PAGE = 50;

/** A page of the one list or the other, and how many there are of each kind in the whole of it. */
export async function workPage(viewer: Viewer, tx: Tx, { show, kind, page }: WorkFilter) {
  const all = show === "asked" ? await listAsked(viewer, tx) : await listWork(viewer, tx);
  const asked = kind ? all.filter((item) => kindOf(item) === kind) : all;
  return {
    items: asked.slice((page - 1) * PAGE, page * PAGE),
    total: asked.length,
    kinds: [...countByKind(all)].map(([name, count]) => ({ kind: name, count })),
    hasNext: asked.length > page * PAGE,
  };
}
