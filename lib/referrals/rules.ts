import { addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { ReferralState, ResidenceKind } from "@/lib/generated/prisma/enums";
import { lastYearToRate } from "@/lib/ratings/rules";

/** In a form's place: somewhere outside the register instead of one of its communes. */
export const ELSEWHERE = "elsewhere";

/** What a referral can be brought to; that it is asked for is its beginning. */
export type Move = Exclude<ReferralState, "requested">;

/**
 * Who somebody is in a referral: keeps the organisation's members, decides above it, answers for the place of residence. A chi
 * đoàn cơ sở and a đoàn cơ sở are their own level above (§2.5).
 */
export type Party = "sender" | "sender_above" | "residence";

const RESIDENCE_OR_PAPER: readonly Party[] = ["residence", "sender_above"];

/**
 * Every move there is, and whose it is (§1.10 (5)). What the residence answers on paper is written down by the level that signed.
 * The database holds the same table: upkeep.may_move_referral.
 */
export const MOVES: Readonly<Record<Move, { from: readonly ReferralState[]; by: readonly Party[] }>> = {
  introduced: { from: ["requested"], by: ["sender_above"] },
  received: { from: ["introduced"], by: RESIDENCE_OR_PAPER },
  remarked: { from: ["received", "remarked"], by: RESIDENCE_OR_PAPER },
  ended: { from: ["requested", "introduced", "received", "remarked"], by: ["sender", "residence"] },
};

const MOVE_ORDER = ["introduced", "received", "remarked", "ended"] as const satisfies readonly Move[];

/** What can be done next by somebody who is these parties, the next deed first. */
export const movesFor = (state: ReferralState, parties: readonly Party[]): Move[] =>
  MOVE_ORDER.filter(
    (move) => MOVES[move].from.includes(state) && MOVES[move].by.some((party) => parties.includes(party)),
  );

/** Residence is where somebody lives permanently, or temporarily for so many months by that day (HD 01-HD/BTC 2015). */
export const isResidence = (
  { residence, since }: { residence: ResidenceKind; since: PlainDate | null },
  on: PlainDate,
  months: number,
): boolean => residence === "permanent" || (since !== null && addMonths(since, months) <= on);

/** Years whose remark is missing: from the year of receipt to the last that is over, or nearly, as ratings are given. */
export function remarksDue(
  referral: { state: ReferralState; receivedOn: PlainDate | null; remarkedYears: readonly number[] },
  today: PlainDate,
): number[] {
  const { state, receivedOn, remarkedYears } = referral;
  if (receivedOn === null || (state !== "received" && state !== "remarked")) return [];
  const first = Number(receivedOn.slice(0, 4));
  const count = Math.max(0, lastYearToRate(today) - first + 1);
  return Array.from({ length: count }, (_, index) => first + index).filter(
    (year) => !remarkedYears.includes(year),
  );
}

/** Years a remark may be written for: since the introduction, the latest first, those that have one left out. */
export const yearsToRemark = (
  { introducedOn, remarkedYears }: { introducedOn: PlainDate | null; remarkedYears: readonly number[] },
  today: PlainDate,
): number[] => {
  const last = Number(today.slice(0, 4));
  const first = introducedOn ? Number(introducedOn.slice(0, 4)) : last;
  return Array.from({ length: last - first + 1 }, (_, index) => last - index).filter(
    (year) => !remarkedYears.includes(year),
  );
};

/** What the numbers of K22 count, each of them persons. `unknown` stands beside them: neither in nor out. */
export const RESIDENCE_NUMBERS = ["away", "referred", "received", "remarked", "unknown"] as const;
export type ResidenceNumber = (typeof RESIDENCE_NUMBERS)[number];
