import type { MemberRatingStage, RatingStage } from "@/lib/generated/prisma/enums";

/** A level of a scheme; `step` is its place from the best, 1 to 4, by which years of different schemes are laid side by side. */
export type Level = { id: string; label: string; step: number };

/** The words in force for a year (domain §2.6); the years 2019–2022 have none, for no source of their levels was found. */
export type Scheme = { name: string; levels: readonly Level[] };

/** How far the rating of a year has come. */
export type RatingState = "open" | "self_rated" | "rated" | "final";

const STATE_OF: Readonly<Record<RatingStage, RatingState>> = {
  self: "self_rated",
  superior: "rated",
  final: "final",
};

const ORDER: readonly RatingStage[] = ["self", "superior", "final"];

/** The state that the standing ratings of a year amount to; never stored. */
export const ratingState = (stages: readonly RatingStage[]): RatingState => {
  const last = ORDER.findLast((stage) => stages.includes(stage));
  return last ? STATE_OF[last] : "open";
};

/** Who somebody is to an organisation that is rated. */
export type RaterRole = "branch" | "above" | "unit";

/**
 * Who may say what, as a table: the organisation rates itself (its unit may write it down for it), the level above rates
 * it, the unit concludes. A stage may be said again until the next one stands; a conclusion may be corrected.
 */
export const MAY_RATE: Readonly<
  Record<RatingStage, { roles: readonly RaterRole[]; in: readonly RatingState[] }>
> = {
  self: { roles: ["branch", "unit"], in: ["open", "self_rated"] },
  superior: { roles: ["above", "unit"], in: ["self_rated", "rated"] },
  final: { roles: ["unit"], in: ["rated", "final"] },
};

export const mayRate = (stage: RatingStage, roles: readonly RaterRole[], state: RatingState): boolean =>
  MAY_RATE[stage].in.includes(state) && MAY_RATE[stage].roles.some((role) => roles.includes(role));

/** What somebody may say next, the stage that moves the rating on first. */
export const stagesOpenTo = (roles: readonly RaterRole[], state: RatingState): RatingStage[] =>
  ORDER.toReversed().filter((stage) => mayRate(stage, roles, state));

/** A conclusion that is not what everybody said before, or that replaces another one, needs its reason. */
export const needsReason = (
  levelId: string,
  said: Readonly<Partial<Record<RatingStage, { levelId: string }>>>,
): boolean =>
  said.final !== undefined || said.self?.levelId !== levelId || said.superior?.levelId !== levelId;

/** A year is rated from its last quarter on: before, there is little to judge. Ours; the guides name no day. */
export const FIRST_MONTH_TO_RATE = 10;

/** The latest year that may be rated on a day. */
export const lastYearToRate = (today: string): number => {
  const year = Number(today.slice(0, 4));
  return Number(today.slice(5, 7)) >= FIRST_MONTH_TO_RATE ? year : year - 1;
};

/** Years offered, the latest first: the program knows nothing before the first scheme. */
export const FIRST_YEAR = 2011;
export const yearsToRate = (today: string): number[] => {
  const last = lastYearToRate(today);
  return Array.from({ length: Math.min(last - FIRST_YEAR + 1, 6) }, (_, index) => last - index);
};

/** Who may propose a member's level, and who confirms it. */
export const MAY_RATE_MEMBERS: Readonly<Record<MemberRatingStage, readonly RaterRole[]>> = {
  proposed: ["branch", "unit"],
  confirmed: ["above", "unit"],
};
