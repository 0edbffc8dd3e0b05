import { congressDue, type RuleSet } from "@/lib/branches/rules";
import { addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind, CongressState } from "@/lib/generated/prisma/enums";

export type Move =
  | "prepare"
  | "ask"
  | "permit"
  | "hold"
  | "submit"
  | "recognise"
  | "send_back"
  | "postpone"
  | "cancel";

/** The organisation whose congress it is, or the level directly above it: nobody is above oneself here. */
export type Party = "organisation" | "superior";

type Rule = { by: Party; to: Readonly<Partial<Record<CongressState, CongressState>>> };

/**
 * Every move there is, and whose it is (§1.10 (6)); the next deed first. Held again until it is submitted: a correction.
 * The database holds the same table: upkeep.congress_after, upkeep.may_move_congress.
 */
export const MOVES: Readonly<Record<Move, Rule>> = {
  prepare: { by: "organisation", to: { planned: "preparing", postponed: "preparing" } },
  ask: { by: "organisation", to: { preparing: "asking" } },
  permit: { by: "superior", to: { asking: "permitted" } },
  submit: { by: "organisation", to: { held: "submitted" } },
  hold: { by: "organisation", to: { permitted: "held", held: "held" } },
  recognise: { by: "superior", to: { submitted: "recognised" } },
  send_back: { by: "superior", to: { asking: "preparing", submitted: "held" } },
  postpone: {
    by: "superior",
    to: { planned: "postponed", preparing: "postponed", asking: "postponed", permitted: "postponed" },
  },
  cancel: {
    by: "organisation",
    to: { planned: "cancelled", preparing: "cancelled", postponed: "cancelled" },
  },
};

const MOVE_ORDER = Object.keys(MOVES).filter((key): key is Move => key in MOVES);

/** What somebody who is these parties can do next. */
export const movesFor = (state: CongressState, parties: readonly Party[]): Move[] =>
  MOVE_ORDER.filter((move) => MOVES[move].to[state] !== undefined && parties.includes(MOVES[move].by));

/** Steps towards the recognition; sending back, postponing and dropping wait for nobody. */
export const isForward = (move: Move): boolean =>
  move !== "send_back" && move !== "postpone" && move !== "cancel";

export const isOpen = (state: CongressState): boolean => state !== "recognised" && state !== "cancelled";

/** It waits for the level above: for its permission, or its recognition. */
export const isAsked = (state: CongressState): boolean => state === "asking" || state === "submitted";

/** While it is prepared its checklist is ticked. */
export const isPrepared = (state: CongressState): boolean =>
  isOpen(state) && state !== "held" && state !== "submitted";

/** A term as papers name it, typed with any dash: 2014–2017. Null for what is none, or longer than ten years. */
export function termLabel(typed: string): string | null {
  const [, from, to] = /^(\d{4})\s*[-–—]\s*(\d{4})$/.exec(typed.trim()) ?? [];
  if (!from || !to) return null;
  const years = Number(to) - Number(from);
  return years >= 1 && years <= 10 ? `${from}–${to}` : null;
}

/** The last day of a term, where no decision names it: that of its last year. */
export const termEndOf = (label: string): PlainDate => `${label.slice(-4)}-12-31`;

/**
 * When the congress after one is due: at the end of its term, by label or decision, or as many months later as the
 * charter gives, whichever comes first (§2.4). Of the Hội only the term itself is known.
 */
export function nextDue(heldOn: PlainDate, termEndOn: PlainDate, ruleSet: RuleSet): PlainDate {
  const byCharter = congressDue(heldOn, ruleSet);
  return byCharter !== null && byCharter < termEndOn ? byCharter : termEndOn;
}

/** How near the day is (§2.4: warn 6, 3 and 1 months before); computed, never stored. */
export type DueLevel = "overdue" | "one" | "three" | "six" | "later" | "undated";

export function dueLevel(dueOn: PlainDate | null, on: PlainDate): DueLevel {
  if (dueOn === null) return "undated";
  if (dueOn < on) return "overdue";
  if (dueOn <= addMonths(on, 1)) return "one";
  if (dueOn <= addMonths(on, 3)) return "three";
  return dueOn <= addMonths(on, 6) ? "six" : "later";
}

export const isSoon = (level: DueLevel): boolean => level === "one" || level === "three" || level === "six";

/** At least two of three of those called, as the rule set says: fewer, and nothing is decided. */
export const hasQuorum = (
  { called, present }: { called: number; present: number },
  { congressQuorum }: RuleSet["rules"],
): boolean => present * congressQuorum.of >= called * congressQuorum.present;

/** A row of the form in which the committee is written: "s2_title". */
export type SeatField = "title" | "person" | "reason";
export const seatField = (row: number, field: SeatField): string => `s${row}_${field}`;

/** Rows of that form: as many as the largest committee of its size has, and one that is too many (V08, V09). */
export function seatRows(kind: BranchKind, members: number, ruleSet: RuleSet): number {
  if (ruleSet.line === "association") return 6;
  const { smallCellBelow, smallCellMaxPosts, cellCommittee, grassrootsCommittee } = ruleSet.rules;
  if (kind === "grassroots_union") return grassrootsCommittee.max + 1;
  return (members < smallCellBelow ? smallCellMaxPosts : cellCommittee.max) + 1;
}
export const MOST_SEATS = 40;
