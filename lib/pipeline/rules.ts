import { type CasePlace, SIDES, STAGES, type Standing } from "@/lib/cases/rules";
import { daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import type { CaseStage } from "@/lib/generated/prisma/enums";

/**
 * What became of a case after a stage it reached: it went on, stands there still, went back before it, or left the way there
 * to one side. Each case that reached the stage has exactly one of them.
 */
export const FATES = ["on", "here", "back", ...SIDES] as const;
export type Fate = (typeof FATES)[number];

type Path = Pick<Standing, "place" | "stage" | "reached">;

/** Null for a case that never reached the stage. Who went on and came back has gone on: the way was not closed there. */
export function fateAt({ place, stage: now, reached }: Path, stage: CaseStage): Fate | null {
  if (!reached.some((one) => one.stage === stage)) return null;
  const rank = STAGES.indexOf(stage);
  if (reached.some((one) => STAGES.indexOf(one.stage) > rank)) return "on";
  const side = SIDES.find((one) => one === place);
  if (side) return side;
  return now === stage ? "here" : "back";
}

export type Drop = { stage: CaseStage; reached: number; fates: Readonly<Record<Fate, number>> };

/** Drop-off, stage by stage: how many reached it, and what became of them; the fates add up to those who reached it. */
export const dropOff = (paths: readonly Path[]): Drop[] =>
  STAGES.map((stage) => {
    const fates: Record<Fate, number> = {
      ...{ on: 0, here: 0, back: 0, hard: 0, paused: 0, refused: 0, closed: 0 },
    };
    for (const path of paths) {
      const fate = fateAt(path, stage);
      if (fate) fates[fate] += 1;
    }
    return { stage, fates, reached: FATES.reduce((sum, fate) => sum + fates[fate], 0) };
  });

type Founded = {
  openedOn: PlainDate;
  evidence: { surveyedOn: PlainDate | null; organisedOn: PlainDate | null };
};

/**
 * The founding a case led to, and how many days after the survey it came (K23); no days where no survey came before it. An
 * organisation that was there before the case is nobody's founding.
 */
export function foundingOf({ openedOn, evidence }: Founded): { on: PlainDate; days: number | null } | null {
  const { surveyedOn, organisedOn } = evidence;
  if (!organisedOn || organisedOn < openedOn) return null;
  const isAfter = surveyedOn !== null && surveyedOn <= organisedOn;
  return { on: organisedOn, days: isAfter ? daysBetween(surveyedOn, organisedOn) : null };
}

/** Of an even number the mean of the two in the middle; null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Days beyond those allowed: since the day until which a case rested, else of its time in the stage. */
export const daysOver = (
  { days, allowed, until }: { days: number; allowed: number | null; until: PlainDate | null },
  today: PlainDate,
): number => (until ? daysBetween(until, today) : days - (allowed ?? 0));

type Stall = { over: number; days: number; sortKey: string; id: string };

/** The worst stall first: who has stood longest beyond the days allowed, then by age and name. */
export const worstStallFirst = (one: Stall, other: Stall): number =>
  other.over - one.over ||
  other.days - one.days ||
  (one.sortKey < other.sortKey ? -1 : one.sortKey > other.sortKey ? 1 : one.id < other.id ? -1 : 1);

/** Who has to make the next step: the department a dossier lies with, the unit of the line otherwise. */
export const isWithDepartment = (place: CasePlace): boolean => place === "submitted";
