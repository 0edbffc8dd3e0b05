import type { PlainDate } from "@/lib/dates/plain-date";
import type { RemedyMove, RemedyState } from "@/lib/generated/prisma/enums";

/** Who somebody is to a request: answers for the one who checked, or for the one that was checked. A unit may be both of its own. */
export const PARTIES = ["inspector", "inspected"] as const;
export type Party = (typeof PARTIES)[number];

/**
 * Every move of what a check asks for, and whose it is. What was seen on the spot is confirmed without a report; a mistake is opened
 * again, with the reason. The database holds the same table: upkeep.remedy_after.
 */
export const MOVES: Readonly<
  Record<RemedyMove, { from: readonly RemedyState[]; to: RemedyState; by: Party }>
> = {
  reported: { from: ["open"], to: "reported", by: "inspected" },
  confirmed: { from: ["open", "reported"], to: "confirmed", by: "inspector" },
  returned: { from: ["reported"], to: "open", by: "inspector" },
  extended: { from: ["open"], to: "open", by: "inspector" },
  withdrawn: { from: ["open", "reported"], to: "withdrawn", by: "inspector" },
  reopened: { from: ["confirmed", "withdrawn"], to: "open", by: "inspector" },
};

const MOVE_ORDER = ["reported", "confirmed", "returned", "extended", "withdrawn", "reopened"] as const;

/** What can be done next by somebody who is these parties, the next deed first. */
export const movesFor = (state: RemedyState, parties: readonly Party[]): RemedyMove[] =>
  MOVE_ORDER.filter((move) => MOVES[move].from.includes(state) && parties.includes(MOVES[move].by));

/** What cannot be written down without words: all but a confirmation and a new day. */
export const needsNote = (move: RemedyMove): boolean => move !== "confirmed" && move !== "extended";

/** A remedy that is open after its day; without a day it is never late. */
export const isLate = (
  { state, dueOn }: { state: RemedyState; dueOn: PlainDate | null },
  today: PlainDate,
): boolean => state === "open" && dueOn !== null && dueOn < today;
