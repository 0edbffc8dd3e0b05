import type { PlainDate } from "@/lib/dates/plain-date";

/**
 * What hangs on a piece of work, the gravest first: others cannot go on before it is done; its day has passed; it has a
 * day to come; it should be done, with no day given.
 */
export const CONSEQUENCES = ["blocks_others", "late", "due", "open"] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

/** One thing that waits for somebody, from whichever part of the product. */
export type WorkItem = {
  /** Of the record, unique in the list: "override:0192…". */
  key: string;
  /** What is to be done, as a verb phrase: "Quyết định ngoại lệ V06". */
  title: string;
  /** Which record: the name of the enterprise, organisation or unit, and what tells it from its neighbours. */
  subject: string;
  href: `/${string}`;
  /** Who holds it now, in words: "Bạn", "Ban Tổ chức – Kiểm tra". */
  heldBy: string;
  consequence: Consequence;
  /** Since when it waits. */
  since: PlainDate | null;
  /** A day, only if one was ever given. */
  dueOn: PlainDate | null;
};

/** By what hangs on it, then by its day, then by how long it has waited; the key makes the order whole. */
export const byConsequence = (one: WorkItem, other: WorkItem): number =>
  CONSEQUENCES.indexOf(one.consequence) - CONSEQUENCES.indexOf(other.consequence) ||
  compare(one.dueOn, other.dueOn) ||
  compare(one.since, other.since) ||
  compare(one.key, other.key);

/** Earlier first, and what has no day last. */
function compare(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

/** Of one kind no more are listed; a list as long as this says "1.000+". */
export const MOST_WORK = 1001;

/** Which kind of work it is: what stands before the colon of its key, "override-decide". */
export const kindOf = ({ key }: Pick<WorkItem, "key">): string => key.slice(0, key.indexOf(":"));

/** Past the day it was given, whatever else hangs on it. */
export const isLate = ({ dueOn }: Pick<WorkItem, "dueOn">, on: PlainDate): boolean =>
  dueOn !== null && dueOn < on;

/** What hangs on work that nobody waits for: by its day, if it was ever given one. */
export const consequenceOf = (dueOn: PlainDate | null, on: PlainDate): Consequence => {
  if (dueOn === null) return "open";
  return dueOn < on ? "late" : "due";
};

/** How many there are of each kind, for the list's filter and for the home page. */
export function countByKind(items: readonly WorkItem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
  return counts;
}
