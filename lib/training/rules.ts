import type { PlainDate } from "@/lib/dates/plain-date";

/** What the numbers of K21 count, each of them persons in office on the day. */
export const TRAINED_NUMBERS = ["in_office", "trained", "untrained"] as const;
export type TrainedNumber = (typeof TRAINED_NUMBERS)[number];

/** The question in full: nothing is left to the day on which a link is opened. */
export type TrainedParams = {
  /** Who is in office on this day; courses begun by it. */
  asOf: PlainDate;
  /** Courses begun since this day; ever, when null. */
  from: PlainDate | null;
  knownAt: PlainDate | null;
  unit: string | null;
  line: "union" | "association" | null;
  /** Only heads: bí thư, chi hội trưởng. */
  headsOnly: boolean;
  ownership: "state" | "non_state" | "foreign_invested" | null;
};

type Given = { [Name in keyof TrainedParams]?: TrainedParams[Name] | undefined };

/** A day still to come has no figures; a beginning after the day is none. */
export function completeTrained(given: Given, today: PlainDate): TrainedParams {
  const asOf = given.asOf && given.asOf <= today ? given.asOf : today;
  return {
    asOf,
    from: given.from && given.from <= asOf ? given.from : null,
    ...{ knownAt: given.knownAt ?? null, unit: given.unit ?? null, line: given.line ?? null },
    ...{ headsOnly: given.headsOnly ?? false, ownership: given.ownership ?? null },
  };
}

/** The question as an address carries it, what is not said left out. */
export function trainedQuery(params: TrainedParams, more: Record<string, string | undefined> = {}): string {
  const { headsOnly, ...others } = params;
  const said = Object.entries({ ...others, heads: headsOnly ? "only" : null, ...more });
  return new URLSearchParams(said.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

/** Days of a course, both counted. */
export const courseProblem = (
  course: { fromOn: PlainDate; toOn: PlainDate },
  today: PlainDate,
): "days_reversed" | "in_future" | null => {
  if (course.toOn < course.fromOn) return "days_reversed";
  return course.fromOn > today ? "in_future" : null;
};
