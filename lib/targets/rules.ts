import { addDays, addMonths, daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import type { LineScope, TargetIndicator } from "@/lib/generated/prisma/enums";
import type { LineTab } from "@/lib/indicators/rules";

/**
 * What targets may be of. A `level` is to be reached by the last day (so many enterprises have an organisation), a `sum` is
 * collected through the period (so many founded). The first of the lines is the usual one.
 */
export const MEASURES: Readonly<
  Record<TargetIndicator, { kind: "level" | "sum"; lines: readonly [LineScope, ...LineScope[]] }>
> = {
  K2: { kind: "level", lines: ["union"] },
  K3: { kind: "level", lines: ["association"] },
  K4: { kind: "level", lines: ["both"] },
  K17: { kind: "level", lines: ["both"] },
  K11: { kind: "sum", lines: ["union", "association", "both"] },
  K12: { kind: "sum", lines: ["union", "association", "both"] },
  K10: { kind: "sum", lines: ["union", "association"] },
};

/** An indicator on a line: what a form offers in one choice. */
export type Metric = { indicator: TargetIndicator; line: LineScope };

const INDICATOR_ORDER = [
  "K11",
  "K12",
  "K2",
  "K3",
  "K4",
  "K10",
  "K17",
] as const satisfies readonly TargetIndicator[];

export const METRICS: readonly Metric[] = INDICATOR_ORDER.flatMap((indicator) =>
  MEASURES[indicator].lines.map((line) => ({ indicator, line })),
);

export const metricKey = ({ indicator, line }: Metric) => `${indicator}.${line}` as const;

export const lineTab = (line: LineScope): LineTab => (line === "both" ? "all" : line);

/** A period, half open: from its first day to the first day after it. */
export type Period = { from: PlainDate; to: PlainDate };

export const lastDayOf = ({ to }: Period): PlainDate => addDays(to, -1);

/** The day a target is judged on: the last of its period once that is over. */
export const judgedOn = (period: Period, asOf: PlainDate): PlainDate =>
  asOf < lastDayOf(period) ? asOf : lastDayOf(period);

/** How many months back the pace of late is looked at. */
export const RECENT_MONTHS = 3;

/** The first day of the last three months before and with the day. */
export const recentFrom = (asOf: PlainDate): PlainDate => addDays(addMonths(asOf, -RECENT_MONTHS), 1);

/**
 * Months from a day to a later one: whole calendar months, and of the one begun the share of its days. From 15/12 to 01/01 it is
 * 17/31 of a month.
 */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to <= from) return 0;
  let months = Math.floor(daysBetween(from, to) / 31);
  while (addMonths(from, months + 1) <= to) months += 1;
  const begun = addMonths(from, months);
  return months + daysBetween(begun, to) / daysBetween(begun, addMonths(from, months + 1));
}

/** Where a target stands on a day. */
export type Standing =
  /** Its period has not begun: nothing is counted yet. */
  | { state: "not_begun" }
  | { state: "reached" }
  /** The period is over, and so many are lacking. */
  | { state: "missed"; lacking: number }
  | {
      state: "under_way";
      remaining: number;
      /** The day itself among them. */
      daysLeft: number;
      monthsLeft: number;
      /** Needed in a month, were it to go evenly: times the months left it is what remains. */
      needed: number;
      /** A month of the last three; null where nobody counted them. */
      recent: number | null;
      isBehind: boolean;
    };

/**
 * The pace of a target: what remains over the time that is left, beside what the last three months brought. The day asked about
 * still counts as time left, so that there is always some before the end.
 */
export function standingOf(
  { value, actual, recent }: { value: number; actual: number; recent: number | null },
  period: Period,
  asOf: PlainDate,
): Standing {
  if (asOf < period.from) return { state: "not_begun" };
  if (actual >= value) return { state: "reached" };
  const remaining = value - actual;
  if (asOf >= period.to) return { state: "missed", lacking: remaining };
  const monthsLeft = monthsBetween(asOf, period.to);
  const needed = remaining / monthsLeft;
  const monthly = recent === null ? null : recent / RECENT_MONTHS;
  return {
    ...{ state: "under_way", remaining, monthsLeft, needed, recent: monthly },
    daysLeft: daysBetween(asOf, period.to),
    isBehind: monthly !== null && monthly < needed,
  };
}

/** The parts of a whole beside it: their sum, how many were given, and by how much it is off; null without a whole. */
export type SumCheck = { sum: number; given: number; of: number; whole: number | null; off: number | null };

export function sumCheck(whole: number | null, parts: readonly (number | null)[]): SumCheck {
  const given = parts.filter((part) => part !== null);
  const sum = given.reduce((total, part) => total + part, 0);
  return { sum, given: given.length, of: parts.length, whole, off: whole === null ? null : sum - whole };
}

/** Targets that belong together: the same thing counted in the same period of the same plan. */
export const groupKey = ({
  planId,
  indicator,
  line,
  period: { from, to },
}: Metric & { planId: string; period: Period }): string => [planId, indicator, line, from, to].join(" ");

/** The form of one thing in one period: of the units, or of the organisations of a unit. */
export function sheetHref(
  { planId, indicator, line, period }: Metric & { planId: string; period: Period },
  unitId?: string,
) {
  const said = {
    plan: planId,
    metric: metricKey({ indicator, line }),
    from: period.from,
    until: lastDayOf(period),
  };
  return `/targets/edit?${new URLSearchParams({ ...said, ...(unitId && { unit: unitId }) }).toString()}` as const;
}
