import type { SurveyState } from "@/lib/generated/prisma/enums";

/** The numbers of the form (§1.12), by section, in the order they are asked. */
export const NUMBER_FIELDS = [
  "workers",
  "womenWorkers",
  "ethnicMinorityWorkers",
  "seasonalWorkers",
  "shiftWorkers",
  "youth16To30",
  "youth31To35",
  "untrainedWorkers",
  "vocationalWorkers",
  "collegeWorkers",
  "lodgingWorkers",
  "partyMembers",
  "tradeUnionMembers",
  "unionMembersElsewhere",
  "associationMembersElsewhere",
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** Asked in every survey: a number or "không rõ", which is neither zero nor silence. */
export const REQUIRED_NUMBERS: readonly NumberField[] = [
  "workers",
  "womenWorkers",
  "ethnicMinorityWorkers",
  "seasonalWorkers",
  "shiftWorkers",
  "youth16To30",
  "youth31To35",
  "lodgingWorkers",
  "unionMembersElsewhere",
  "associationMembersElsewhere",
];

/** Answered yes, no or "không rõ". */
export const YES_NO_FIELDS = ["hasPartyCell", "hasTradeUnion"] as const;
export type YesNoField = (typeof YES_NO_FIELDS)[number];

/** A count, the answer "không rõ", or not asked yet: three different things. */
export type Count = number | "unknown" | undefined;
export type Counts = Readonly<Partial<Record<NumberField, Count>>>;

type SumRule = { parts: readonly NumberField[]; wholes: readonly NumberField[]; at: NumberField };

/** V25: what cannot be more than what. Parts are added up, wholes too. */
export const SUM_RULES: readonly SumRule[] = [
  { parts: ["womenWorkers"], wholes: ["workers"], at: "womenWorkers" },
  { parts: ["ethnicMinorityWorkers"], wholes: ["workers"], at: "ethnicMinorityWorkers" },
  { parts: ["seasonalWorkers"], wholes: ["workers"], at: "seasonalWorkers" },
  { parts: ["shiftWorkers"], wholes: ["workers"], at: "shiftWorkers" },
  { parts: ["lodgingWorkers"], wholes: ["workers"], at: "lodgingWorkers" },
  { parts: ["youth16To30", "youth31To35"], wholes: ["workers"], at: "youth16To30" },
  {
    parts: ["untrainedWorkers", "vocationalWorkers", "collegeWorkers"],
    wholes: ["workers"],
    at: "untrainedWorkers",
  },
  { parts: ["unionMembersElsewhere"], wholes: ["youth16To30", "youth31To35"], at: "unionMembersElsewhere" },
];

export type SumProblem = SumRule & { sum: number; limit: number };

/**
 * The sums that cannot be (V25, blocks). Parts that are not known add nothing: what is known of them must fit already.
 * A whole that is not known limits nothing.
 */
export function sumProblems(counts: Counts): SumProblem[] {
  return SUM_RULES.flatMap((rule) => {
    const wholes = rule.wholes.map((field) => counts[field]);
    if (!wholes.every((whole) => typeof whole === "number")) return [];
    const limit = wholes.reduce((sum, whole) => sum + whole, 0);
    const sum = rule.parts.reduce((total, field) => {
      const part = counts[field];
      return total + (typeof part === "number" ? part : 0);
    }, 0);
    return sum > limit ? [{ ...rule, sum, limit }] : [];
  });
}

/** At least this many members working here without an organisation here: a chi đoàn may be founded (§2.2). */
export const ENOUGH_FOR_A_CELL = 3;

export const couldFoundCell = (counts: Counts): boolean => {
  const elsewhere = counts.unionMembersElsewhere;
  return typeof elsewhere === "number" && elsewhere >= ENOUGH_FOR_A_CELL;
};

export type SurveyMove = "save" | "submit" | "accept" | "return";

/** §1.10 (9): NHAP → GUI → {TRA_LAI | DUYET}. An accepted survey is final: the next campaign asks anew. */
const MOVES: Record<SurveyMove, { from: readonly SurveyState[]; to: SurveyState | "same" }> = {
  save: { from: ["draft", "returned"], to: "same" },
  submit: { from: ["draft", "returned"], to: "submitted" },
  accept: { from: ["submitted"], to: "accepted" },
  return: { from: ["submitted"], to: "returned" },
};

/** Where a move leads from a state, or null where it may not be made. */
export function stateAfter(state: SurveyState, move: SurveyMove): SurveyState | null {
  const { from, to } = MOVES[move];
  if (!from.includes(state)) return null;
  return to === "same" ? state : to;
}

/** Never accepted or returned by who recorded or submitted it. */
export const mayReview = (
  reviewerId: string,
  survey: { recordedById: string; submittedById: string | null },
): boolean => reviewerId !== survey.recordedById && reviewerId !== survey.submittedById;

/** How many organisations section D has room for. */
export const ORGANISATION_ROWS = 4;

/** Names of the form's repeated fields, shared by the form and by what reads it. */
export const organisationField = (row: number, field: string): string => `org${row}_${field}`;
export const needField = (need: string): string => `need_${need}`;
export const needPersonsField = (need: string): string => `needPersons_${need}`;
export const needUrgentField = (need: string): string => `needUrgent_${need}`;
/** What "khác" is, in words. */
export const NEED_NOTE_FIELD = "needNote_other";
export const factField = (fact: string): string => `fact_${fact}`;
