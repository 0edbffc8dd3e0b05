import { addDays, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind, EnterpriseStatus, LegalForm, Line, Ownership } from "@/lib/generated/prisma/enums";
import { GOAL_STATES, type GoalState } from "@/lib/plans/rules";

/** Indicators that count enterprises (domain §1.9). K7 is not among them: it is made of the others. */
export const ENTERPRISE_INDICATORS = ["K1", "K2", "K3", "K4", "K5", "K6", "K8", "K17"] as const;
/** Indicators that count organisations. */
export const ORGANISATION_INDICATORS = ["K11", "K12", "K13", "K15", "K16"] as const;
export const INDICATORS = [...ENTERPRISE_INDICATORS, ...ORGANISATION_INDICATORS] as const;

export type EnterpriseIndicator = (typeof ENTERPRISE_INDICATORS)[number];
export type OrganisationIndicator = (typeof ORGANISATION_INDICATORS)[number];
export type Indicator = EnterpriseIndicator | OrganisationIndicator;

export const countsOrganisations = (indicator: Indicator): indicator is OrganisationIndicator =>
  (ORGANISATION_INDICATORS as readonly Indicator[]).includes(indicator);

/** Both lines together, or the part of one (plan rows 54, 55). */
export const LINE_TABS = ["all", "union", "association"] as const;
export type LineTab = (typeof LINE_TABS)[number];

/** In place of a unit's id: what no unit managed on that day. */
export const NO_UNIT = "none";

/** In place of a level: organisations whose rating of the year is not concluded (K15). */
export const NOT_RATED = "none";

/** What a number is asked for. Everything is said, nothing is left to the day on which a link is opened. */
export type IndicatorParams = {
  /** The day the numbers are true for. */
  asOf: PlainDate;
  /** First day of the period of K11, K12 and K13; its last day is `asOf`. */
  from: PlainDate;
  /** As known at the end of this day; as known now when null. */
  knownAt: PlainDate | null;
  line: LineTab;
  /** A unit's id, NO_UNIT, or every unit when null. */
  unit: string | null;
  /** The survey campaign of K17; the latest one when null. */
  campaign: string | null;
  /** Only organisations of this kind. */
  kind: BranchKind | null;
  /** The year of the ratings (K15); that of `asOf` when null. */
  year: number | null;
  /** Only organisations concluded at this level (K15), NOT_RATED, or all that are to be rated when null. */
  level: string | null;
  /** The plan whose scope rule counts, where it is not the one in force: a target is judged by the plan it belongs to. */
  plan?: string;
};

/** What an address says of it: anything may be left out. */
export type GivenParams = { [Name in keyof IndicatorParams]?: IndicatorParams[Name] | undefined };

/**
 * The question in full. A day still to come has no figures, and a period that ends before it begins is none: both are
 * answered as if nobody had said them.
 */
export function completeParams(
  given: GivenParams,
  { today, planIssuedOn }: { today: PlainDate; planIssuedOn: PlainDate },
): IndicatorParams {
  const asOf = given.asOf && given.asOf <= today ? given.asOf : today;
  const from = [given.from, planIssuedOn].find((day) => day !== undefined && day <= asOf) ?? asOf;
  return {
    asOf,
    from,
    knownAt: given.knownAt ?? null,
    line: given.line ?? "all",
    unit: given.unit ?? null,
    campaign: given.campaign ?? null,
    kind: given.kind ?? null,
    year: given.year ?? null,
    level: given.level ?? null,
    ...(given.plan && { plan: given.plan }),
  };
}

/**
 * The line whose managing unit an enterprise is counted under. On the Hội side it is the unit of the Hội line; on the
 * Đoàn side, and for both lines together, that of the Đoàn line: the plan charges the units of the Đoàn with the whole.
 */
export const attributionLine = (tab: LineTab): Line => (tab === "association" ? "association" : "union");

/** The last moment of a day in Vietnam, to which "as known at" that day looks. */
export const endOfDay = (day: PlainDate): Date =>
  new Date(Date.parse(`${addDays(day, 1)}T00:00:00+07:00`) - 1);

/** The parameters as an address carries them, in one order, what is not said left out. */
export function toQuery(params: IndicatorParams): string {
  const { line, ...others } = params;
  const said = Object.entries({ ...others, line: line === "all" ? null : line });
  return new URLSearchParams(
    said.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)]])),
  ).toString();
}

/** The year whose ratings are counted, and the day on which an organisation must have lived to be rated for it. */
export function ratingYear({ year, asOf }: Pick<IndicatorParams, "year" | "asOf">) {
  const rated = year ?? Number(asOf.slice(0, 4));
  const lastDay = `${rated}-12-31`;
  return { year: rated, aliveOn: lastDay < asOf ? lastDay : asOf };
}

/** The records behind a number. */
export const recordsHref = (indicator: Indicator, params: IndicatorParams) =>
  `/records/${indicator}?${toQuery(params)}` as const;

export const dashboardHref = (params: IndicatorParams) => `/dashboard?${toQuery(params)}` as const;

/** Another page of figures, for the same days and unit. */
export function periodHref<Path extends `/${string}`>(
  path: Path,
  params: Pick<IndicatorParams, "asOf" | "from" | "knownAt" | "unit" | "plan">,
) {
  const { asOf, from, knownAt, unit, plan } = params;
  const said = Object.entries({ asOf, from, knownAt, unit: unit === NO_UNIT ? null : unit, plan });
  const query = new URLSearchParams(said.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return `${path}?${query.toString()}` as const;
}

/** The goals of a state behind a number, in the list of the plan's goals; every state without one. */
export function goalsHref({ asOf, knownAt, unit, line, plan }: IndicatorParams, state?: GoalState) {
  const said = {
    ...{ asOf, knownAt, unit, line: line === "all" ? null : line },
    ...{ state: state ?? null, plan: plan ?? null },
  };
  const query = new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return `/goals?${query.toString()}` as const;
}

/** The numbers of one unit, or of all together. K7 is K2, K3 and K4 in proportion to K1. */
export type Numbers = Record<Indicator, number> & {
  /** K8: young people by the latest accepted surveys of the enterprises that K8 counts, in the two bands of the form. */
  youth: Youth;
  /** K11 by kind of organisation; kinds of which none was founded are left out. */
  founded: Partial<Record<BranchKind, number>>;
  /** K15 by level's id, NOT_RATED among them; levels that nobody has are left out. */
  rated: Readonly<Record<string, number>>;
};

/** Young people in two bands: those of the Youth Law, and those whom the Hội gathers beyond it. */
export type Youth = { to30: number; to35: number };

/** The whole that K9 is a share of: everybody up to 35. */
export const allYouth = ({ to30, to35 }: Youth): number => to30 + to35;

/** A unit as it was called on the day. */
export type NamedUnit = { id: string; name: string; shortName: string; sortKey: string };

export type UnitNumbers = {
  /** Null for enterprises that no unit managed on the day, and for the total. */
  unit: NamedUnit | null;
  numbers: Numbers;
  /** The day on which the newest survey of these enterprises was accepted; null when none was. */
  lastAcceptedOn: PlainDate | null;
};

export type GoalCounts = Record<GoalState, number>;

export const countGoals = (states: readonly GoalState[]): GoalCounts => {
  const counts: GoalCounts = {
    ...{ at_risk: 0, not_started: 0, under_way: 0, achieved_by_fallback: 0, achieved: 0 },
  };
  for (const state of states) counts[state] += 1;
  return counts;
};

export const totalGoals = (counts: GoalCounts): number =>
  GOAL_STATES.reduce((sum, state) => sum + counts[state], 0);

/** A unit's line on the dashboard. */
export type UnitRow = UnitNumbers & {
  goals: GoalCounts;
  /** Members of Đoàn, Hội or both, each person once (K9); null for who does not read both lines. */
  persons: number | null;
};

/** Units with the most left to begin or to save come first; then those with more at risk; then by name. */
export function worstFirst(one: UnitRow, other: UnitRow): number {
  const left = ({ goals }: UnitRow) => goals.at_risk + goals.not_started;
  const name = ({ unit }: UnitRow) => unit?.sortKey ?? "~";
  if (left(one) !== left(other)) return left(other) - left(one);
  if (one.goals.at_risk !== other.goals.at_risk) return other.goals.at_risk - one.goals.at_risk;
  return name(one) < name(other) ? -1 : 1;
}

/** One record behind a number. */
export type IndicatorRecord =
  | {
      type: "enterprise";
      id: string;
      name: string;
      unitName: string | null;
      legalForm: LegalForm;
      ownership: Ownership;
      status: EnterpriseStatus;
      /** Kinds of the organisations that covered it on the day. */
      kinds: BranchKind[];
      /** The day of its accepted survey in the campaign. */
      surveyedOn: PlainDate | null;
      /** Of its latest accepted survey, and the day these are true for (K8); null where it has none, or it does not say. */
      youthTo30: number | null;
      youthTo35: number | null;
      youthOn: PlainDate | null;
    }
  | {
      type: "organisation";
      id: string;
      name: string;
      unitName: string | null;
      line: Line;
      kind: BranchKind;
      decisionNumber: string | null;
      /** The day in the period on which it was founded (K11), or on which its last measure was done (K12). */
      foundedOn: PlainDate | null;
      doneOn: PlainDate | null;
      /** The day in the period on which it was dissolved (K13). */
      dissolvedOn: PlainDate | null;
      /** Its concluded level of the year (K15). */
      level: string | null;
      /** When its congress was due, extension included (K16). */
      congressDueOn: PlainDate | null;
    };

/** What must hold between the numbers; its words are in labels. */
export type Check = { name: "lines" | "complement" | "ratings" | "units"; holds: boolean };

/** Shown beside the numbers, so that an error cannot hide: K2 + K3 − K5 = K4, K4 + K6 = K1, the units are the whole. */
export const selfChecks = (total: Numbers, units: readonly Numbers[]): Check[] => [
  { name: "lines", holds: total.K2 + total.K3 - total.K5 === total.K4 },
  { name: "complement", holds: total.K4 + total.K6 === total.K1 },
  {
    name: "ratings",
    holds: Object.values(total.rated).reduce((sum, count) => sum + count, 0) === total.K15,
  },
  {
    name: "units",
    holds: INDICATORS.every((name) => units.reduce((sum, unit) => sum + unit[name], 0) === total[name]),
  },
];
