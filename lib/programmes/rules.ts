import { addDays, type PlainDate } from "@/lib/dates/plain-date";
import { NEEDS, type Need } from "@/lib/surveys/labels";

/** What the surveys say of one need, and what was done about it. */
export type NeedFacts = {
  need: Need;
  /** Persons who named it, as far as they were counted. */
  persons: number;
  /** Enterprises whose survey names it, those that call it urgent, and those that counted nobody. */
  enterprises: number;
  urgent: number;
  uncounted: number;
  /** Activities that answered it since the surveys, and items of programmes that are to. */
  activities: number;
  planned: number;
};

/**
 * The order of needs (row 22): by persons, then by how many enterprises call it urgent, then by how many name it; the form's own
 * order last, so that it never depends on which survey came first.
 */
export const byNeed = (one: NeedFacts, other: NeedFacts): number =>
  other.persons - one.persons ||
  other.urgent - one.urgent ||
  other.enterprises - one.enterprises ||
  NEEDS.indexOf(one.need) - NEEDS.indexOf(other.need);

/** Needs with their place, and apart those nobody did anything about (row 23). */
export function rankNeeds(facts: readonly NeedFacts[]) {
  const ranked = [...facts]
    .filter(({ enterprises }) => enterprises > 0)
    .sort(byNeed)
    .map((row, index) => ({ ...row, rank: index + 1 }));
  return { ranked, unanswered: ranked.filter(({ activities }) => activities === 0) };
}

export const ITEM_STATES = ["done", "late", "planned"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** An item is done when an activity says so, never by a tick. */
export const itemState = (
  { plannedOn, activities }: { plannedOn: PlainDate; activities: number },
  on: PlainDate,
): ItemState => (activities > 0 ? "done" : plannedOn < on ? "late" : "planned");

/** How long before its day an item is work that waits. */
const AHEAD_DAYS = 14;

export const isNear = (plannedOn: PlainDate, on: PlainDate): boolean => plannedOn <= addDays(on, AHEAD_DAYS);
