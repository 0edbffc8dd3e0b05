import type { PlainDate } from "@/lib/dates/plain-date";

/** What the plan puts first: member of Hội Doanh nhân trẻ (row 44), size (row 45), many members and young workers (row 46). */
export const FACTORS = ["entrepreneur", "size", "concentration"] as const;
export type FactorName = (typeof FACTORS)[number];

/** Points of each factor, 100 together, and from how many persons on a factor has all of its points. */
export type Weights = Readonly<Record<FactorName, number> & { workersFull: number; peopleFull: number }>;

/**
 * What counts where the province has set nothing: 30/30/40 (domain §1.9). The two numbers of persons are in no source; they
 * are chosen so that the enterprises of a mountain province still differ from one another.
 */
export const SUGGESTED: Weights = {
  ...{ entrepreneur: 30, size: 30, concentration: 40 },
  ...{ workersFull: 100, peopleFull: 50 },
};

export const TOTAL_POINTS = 100;

/** Đoàn viên, hội viên, and young workers in the two bands of the survey form. */
export const CROWDS = ["union", "association", "to30", "to35"] as const;
export type Crowd = (typeof CROWDS)[number];

/** A count of persons as far as it is known: not whole where a part of it was never told. */
export type Count = Readonly<{ known: number; isWhole: boolean }>;

/** What the accepted survey of the day says; a null number was not asked or answered "không rõ". */
export type Surveyed = Readonly<{
  /** The day the figures are true for. */
  on: PlainDate;
  workers: number | null;
  crowds: Readonly<Record<Crowd, Count>>;
}>;

export type PriorityFacts = Readonly<{
  /** Since when it is a member of Hội Doanh nhân trẻ; null where no membership is recorded for the day. */
  entrepreneurSince: PlainDate | null;
  survey: Surveyed | null;
}>;

/** A factor's points of its weight. Not known: some or all of what it counts was never told, so that it may be worth more. */
export type Factor = Readonly<{ name: FactorName; points: number; weight: number; isKnown: boolean }>;

export type Score = Readonly<{
  points: number;
  /** What it would be if all that is not known turned out to be plenty. */
  most: number;
  factors: readonly Factor[];
}>;

export const NOT_COUNTED: Count = { known: 0, isWhole: false };

/** Everybody of the four groups, as the formula adds them: one person may be in several. */
export const peopleOf = ({ crowds }: Surveyed): Count => ({
  known: CROWDS.reduce((sum, crowd) => sum + crowds[crowd].known, 0),
  isWhole: CROWDS.every((crowd) => crowds[crowd].isWhole),
});

/** Young workers as far as they are known: what decides between equal scores. */
export const youngWorkers = ({ survey }: PriorityFacts): number =>
  survey ? survey.crowds.to30.known + survey.crowds.to35.known : 0;

/**
 * The score of rows 44–46: w1·member + w2·f(workers) + w3·g(ĐV + HV + TNCN). f and g grow evenly with the persons and are
 * full from `workersFull`, `peopleFull` on. Each factor is rounded to whole points, so that the points shown add up.
 */
export function score({ entrepreneurSince, survey }: PriorityFacts, weights: Weights): Score {
  const workers: Count = survey?.workers == null ? NOT_COUNTED : { known: survey.workers, isWhole: true };
  const people = survey ? peopleOf(survey) : NOT_COUNTED;
  const factors: Factor[] = [
    {
      ...{ name: "entrepreneur", weight: weights.entrepreneur, isKnown: true },
      points: entrepreneurSince === null ? 0 : weights.entrepreneur,
    },
    factor("size", weights.size, workers, weights.workersFull),
    factor("concentration", weights.concentration, people, weights.peopleFull),
  ];
  return {
    points: sum(factors.map(({ points }) => points)),
    most: sum(factors.map(({ points, weight, isKnown }) => (isKnown ? points : weight))),
    factors,
  };
}

const factor = (name: FactorName, weight: number, { known, isWhole }: Count, full: number): Factor => {
  const points = Math.round((weight * Math.min(known, full)) / full);
  // What has all its points cannot be worth more, whoever else is there.
  return { name, weight, points, isKnown: isWhole || points === weight };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export type Ranked = { id: string; sortKey: string; facts: PriorityFacts; score: Score };

/** The most points first; of equals who has more young workers, then by name; the id makes the order whole. */
export const byPriority = (one: Ranked, other: Ranked): number =>
  other.score.points - one.score.points ||
  youngWorkers(other.facts) - youngWorkers(one.facts) ||
  compare(one.sortKey, other.sortKey) ||
  compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Weights true in a period, from one day until the day before another or for good. */
export type Period = { validFrom: PlainDate; validTo: PlainDate | null };

/**
 * What becomes of the periods that stand when other weights hold from a day on: those that reach beyond it are voided, and of
 * the one that had begun earlier the part before the day is kept.
 */
export function replacedFrom<Row extends Period>(rows: readonly Row[], from: PlainDate) {
  const voided = rows.filter(({ validTo }) => validTo === null || validTo > from);
  return {
    voided,
    kept: voided.filter(({ validFrom }) => validFrom < from).map((row) => ({ ...row, validTo: from })),
  };
}
