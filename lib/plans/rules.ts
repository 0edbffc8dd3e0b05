import { covers, type Period } from "@/lib/dates/period";
import { addDays, daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import type {
  BranchKind,
  EnterpriseStatus,
  GoalKind,
  LegalForm,
  Line,
  Ownership,
} from "@/lib/generated/prisma/enums";

/** K1's scope rule: which enterprises count under a plan. Editable, and printed beside every number. */
export type ScopeRule = {
  legalForms: readonly LegalForm[];
  ownerships: readonly Ownership[];
  countsSuspended: boolean;
};

/** Kinds of organisation of the Hội side; a plan says which of them count (K3). */
export const ASSOCIATION_KINDS = ["chapter", "club"] as const satisfies readonly BranchKind[];

/** Whether an organisation of the kind counts under the plan: every Đoàn organisation, and Hội's as the plan says (K3). */
export const countsAsOrganisation = (kind: BranchKind, associationKinds: readonly BranchKind[]): boolean =>
  !ASSOCIATION_KINDS.some((one) => one === kind) || associationKinds.includes(kind);

/** Whether an enterprise with these facts counts under the rule (K1). */
export const isInScope = (
  rule: ScopeRule,
  facts: { legalForm: LegalForm; ownership: Ownership; status: EnterpriseStatus },
): boolean =>
  rule.legalForms.includes(facts.legalForm) &&
  rule.ownerships.includes(facts.ownership) &&
  (facts.status === "active" || (facts.status === "suspended" && rule.countsSuspended));

/** Where a living organisation of the line covered the enterprise on that day it is consolidated, else established. */
export const goalKind = (coverages: readonly Period[], fixedOn: PlainDate): GoalKind =>
  coverages.some((coverage) => covers(coverage, fixedOn)) ? "consolidate" : "establish";

export const GOAL_STATES = [
  "at_risk",
  "not_started",
  "under_way",
  "achieved_by_fallback",
  "achieved",
] as const;

/** From worst to best, the order lists and bars use. */
export type GoalState = (typeof GOAL_STATES)[number];

export type Goal = {
  line: Line;
  kind: GoalKind;
  /** The day whose facts fixed the kind. */
  fixedOn: PlainDate;
  /** A deadline, if one was ever given. */
  dueOn: PlainDate | null;
};

/** One thing that happened; the state of a goal follows from all of them, in whatever order they became known. */
export type Evidence =
  | { type: "survey_accepted"; on: PlainDate }
  | { type: "case_opened"; line: Line; on: PlainDate; hard: boolean }
  | { type: "case_moved"; line: Line; on: PlainDate }
  | { type: "covered"; line: Line; branchId: string; from: PlainDate; to: PlainDate | null; decided: boolean }
  | { type: "measure_started"; line: Line; branchId: string; on: PlainDate }
  | { type: "measure_done"; line: Line; branchId: string; on: PlainDate }
  | { type: "activity"; line: Line; branchId: string; on: PlainDate }
  | { type: "health"; branchId: string; healthy: boolean; reasons: readonly string[] };

/** Why a goal is where it is; lib/plans/labels turns each into a sentence. */
export type GoalReason =
  | { code: "nothing_begun" }
  | { code: "surveyed"; on: PlainDate }
  | { code: "case_open"; on: PlainDate }
  | { code: "measure_under_way"; on: PlainDate }
  | { code: "measure_completed"; on: PlainDate }
  | { code: "measure_missing" }
  | { code: "organisation_lives"; line: Line; from: PlainDate }
  | { code: "organisation_undecided"; line: Line; from: PlainDate }
  | { code: "organisation_healthy" }
  | { code: "organisation_weak"; reasons: readonly string[] }
  | { code: "organisation_ended"; on: PlainDate }
  | { code: "fell_back_after_measure"; on: PlainDate }
  | { code: "fallback_active"; line: Line; from: PlainDate; activityOn: PlainDate }
  | { code: "fallback_without_activity"; line: Line; from: PlainDate }
  | { code: "past_deadline"; dueOn: PlainDate }
  | { code: "idle"; since: PlainDate; days: number };

export type GoalVerdict = { state: GoalState; reasons: GoalReason[]; lastEvidenceOn: PlainDate | null };

type Setting = { asOf: PlainDate; idleDays: number };

/**
 * The state of a goal on a day, from evidence alone (plan rows 37, 40–43; V35). A function of the set of evidence: the
 * order of arrival does not matter. Achieved beats everything; a goal not achieved is at risk when its deadline has
 * passed, when what was reached was lost, or when work that had begun lies idle longer than the province allows.
 */
export function goalVerdict(goal: Goal, evidence: readonly Evidence[], setting: Setting): GoalVerdict {
  const known = evidence.filter((item) => happened(item, setting.asOf));
  const lastEvidenceOn = latest(known.map(dayOf));
  const reached =
    goal.kind === "establish" ? established(goal, known, setting) : consolidated(goal, known, setting);
  if (reached.state) return { state: reached.state, reasons: reached.reasons, lastEvidenceOn };

  const work = workBegun(goal, known);
  const risks = [...reached.lost, ...overdue(goal, work, lastEvidenceOn, setting)];
  const reasons = [...risks, ...reached.reasons, ...work];
  if (risks.length > 0) return { state: "at_risk", reasons, lastEvidenceOn };
  if (work.length > 0 || reached.begun) return { state: "under_way", reasons, lastEvidenceOn };
  return { state: "not_started", reasons: [{ code: "nothing_begun" }, ...reasons], lastEvidenceOn };
}

/** `state` when the goal is reached; else what speaks of it, what was lost, and whether anything shows work. */
type Reached = {
  state?: "achieved" | "achieved_by_fallback";
  reasons: GoalReason[];
  lost: GoalReason[];
  begun: boolean;
};

type Covered = Extract<Evidence, { type: "covered" }>;

/** Achieved by a living organisation with its decision; by fallback with the other line's organisation at work. */
function established(goal: Goal, known: readonly Evidence[], { asOf }: Setting): Reached {
  const own = coveredBy(known, goal.line);
  const living = own.filter((coverage) => isLiving(coverage, asOf));
  const decided = living.filter((coverage) => coverage.decided);
  const first = earliest(decided.map((coverage) => coverage.from));
  if (first) {
    return {
      state: "achieved",
      reasons: [{ code: "organisation_lives", line: goal.line, from: first }],
      lost: [],
      begun: true,
    };
  }
  const fallback = fellBack(goal, known, asOf);
  if (fallback?.code === "fallback_active") {
    return { state: "achieved_by_fallback", reasons: [fallback], lost: [], begun: true };
  }
  const undecided = earliest(living.map((coverage) => coverage.from));
  const ended = latest(own.flatMap((coverage) => (coverage.to && coverage.to <= asOf ? [coverage.to] : [])));
  return {
    reasons: [
      ...(fallback ? [fallback] : []),
      ...(undecided ? [{ code: "organisation_undecided", line: goal.line, from: undecided } as const] : []),
    ],
    lost: !undecided && ended && ended > goal.fixedOn ? [{ code: "organisation_ended", on: ended }] : [],
    begun: Boolean(undecided ?? fallback),
  };
}

/**
 * Where a line is hard, the other line's organisation counts once it has an activity (row 43, V35). "Hard" is said by a
 * case of this line that names the difficulty; without it the other organisation is welcome, but no substitute.
 */
function fellBack(goal: Goal, known: readonly Evidence[], asOf: PlainDate): GoalReason | undefined {
  const hard = known.some((item) => item.type === "case_opened" && item.line === goal.line && item.hard);
  const other: Line = goal.line === "union" ? "association" : "union";
  const living = hard ? coveredBy(known, other).filter((coverage) => isLiving(coverage, asOf)) : [];
  const from = earliest(living.map((coverage) => coverage.from));
  if (!from) return undefined;
  const branches = new Set(living.map((coverage) => coverage.branchId));
  const activityOn = latest(
    known.flatMap((item) => (item.type === "activity" && branches.has(item.branchId) ? [item.on] : [])),
  );
  return activityOn
    ? { code: "fallback_active", line: other, from, activityOn }
    : { code: "fallback_without_activity", line: other, from };
}

/** Achieved by a measure done since the goal was fixed, with the organisation healthy now. */
function consolidated(goal: Goal, known: readonly Evidence[], { asOf }: Setting): Reached {
  const own = coveredBy(known, goal.line);
  const living = own.filter((coverage) => isLiving(coverage, asOf));
  const branches = new Set(living.map((coverage) => coverage.branchId));
  const doneOn = latest(
    known.flatMap((item) =>
      item.type === "measure_done" && branches.has(item.branchId) && item.on >= goal.fixedOn ? [item.on] : [],
    ),
  );
  if (living.length === 0) {
    const ended = latest(
      own.flatMap((coverage) => (coverage.to && coverage.to <= asOf ? [coverage.to] : [])),
    );
    return { reasons: [], lost: ended ? [{ code: "organisation_ended", on: ended }] : [], begun: false };
  }
  const health = known.filter((item) => item.type === "health" && branches.has(item.branchId));
  const healthy = health.some((item) => item.type === "health" && item.healthy);
  const weaknesses = [
    ...new Set(health.flatMap((item) => (item.type === "health" ? item.reasons : []))),
  ].sort();
  const shape: GoalReason = healthy
    ? { code: "organisation_healthy" }
    : { code: "organisation_weak", reasons: weaknesses };
  if (doneOn && healthy) {
    return {
      state: "achieved",
      reasons: [{ code: "measure_completed", on: doneOn }, shape],
      lost: [],
      begun: true,
    };
  }
  return {
    reasons: [shape, ...(doneOn ? [] : [{ code: "measure_missing" } as const])],
    lost: doneOn ? [{ code: "fell_back_after_measure", on: doneOn }] : [],
    begun: false,
  };
}

/** Work that has begun on the goal: an accepted survey, a case or a measure of its line. */
function workBegun(goal: Goal, known: readonly Evidence[]): GoalReason[] {
  const surveyed = latest(known.flatMap((item) => (item.type === "survey_accepted" ? [item.on] : [])));
  const opened = latest(
    known.flatMap((item) => (item.type === "case_opened" && item.line === goal.line ? [item.on] : [])),
  );
  const measured = latest(
    known.flatMap((item) => (item.type === "measure_started" && item.line === goal.line ? [item.on] : [])),
  );
  return [
    ...(surveyed ? [{ code: "surveyed", on: surveyed } as const] : []),
    ...(opened ? [{ code: "case_open", on: opened } as const] : []),
    ...(measured ? [{ code: "measure_under_way", on: measured } as const] : []),
  ];
}

/** Past its deadline if one was given; or begun and then left longer than the province's setting. */
function overdue(
  goal: Goal,
  work: readonly GoalReason[],
  lastEvidenceOn: PlainDate | null,
  { asOf, idleDays }: Setting,
): GoalReason[] {
  const late: GoalReason[] =
    goal.dueOn && goal.dueOn < asOf ? [{ code: "past_deadline", dueOn: goal.dueOn }] : [];
  // Idleness is counted from the fixing of the goal at the earliest: nobody was idle on a goal that did not exist.
  const since = lastEvidenceOn && (lastEvidenceOn > goal.fixedOn ? lastEvidenceOn : goal.fixedOn);
  if (work.length === 0 || !since || addDays(since, idleDays) >= asOf) return late;
  return [...late, { code: "idle", since, days: daysBetween(since, asOf) }];
}

const coveredBy = (known: readonly Evidence[], line: Line): Covered[] =>
  known.filter((item): item is Covered => item.type === "covered" && item.line === line);

const isLiving = (coverage: Covered, asOf: PlainDate): boolean =>
  covers({ validFrom: coverage.from, validTo: coverage.to }, asOf);

const happened = (item: Evidence, asOf: PlainDate): boolean => {
  const on = dayOf(item);
  return on === null || on <= asOf;
};

function dayOf(item: Evidence): PlainDate | null {
  switch (item.type) {
    case "health":
      return null;
    case "covered":
      return item.from;
    default:
      return item.on;
  }
}

const latest = (days: readonly (PlainDate | null)[]): PlainDate | null =>
  days.reduce<PlainDate | null>((best, day) => (day && (!best || day > best) ? day : best), null);

const earliest = (days: readonly PlainDate[]): PlainDate | null =>
  days.reduce<PlainDate | null>((best, day) => (!best || day < best ? day : best), null);

/** The three work lists the plan asks for (row 13), one enterprise and line each. */
export const WORK_LISTS = ["consolidate", "maintain", "develop"] as const;
export type WorkList = (typeof WORK_LISTS)[number];

/**
 * Where the plan's work lies today: develop where no organisation of the line lives, consolidate where it is weak,
 * maintain where it is stable. By the present state, not by the kind fixed at the baseline.
 */
export function workListOf(line: Line, evidence: readonly Evidence[], asOf: PlainDate): WorkList {
  const living = coveredBy(evidence, line).filter((coverage) => isLiving(coverage, asOf));
  if (living.length === 0) return "develop";
  const branches = new Set(living.map((coverage) => coverage.branchId));
  const healthy = evidence.some(
    (item) => item.type === "health" && branches.has(item.branchId) && item.healthy,
  );
  return healthy ? "maintain" : "consolidate";
}

/** A line of a plan's paper. */
export type TaskLine = { id: string; parentId: string | null; section: string; text: string };
export type TaskOutline<Line extends TaskLine> = Line & { children: TaskOutline<Line>[] };

/** The lines under one another as on paper, in the order given. */
export const outlineOf = <Line extends TaskLine>(
  lines: readonly Line[],
  parentId: string | null = null,
): TaskOutline<Line>[] =>
  lines
    .filter((line) => line.parentId === parentId)
    .map((line) => ({ ...line, children: outlineOf(lines, line.id) }));

/**
 * How a line is marked on paper: "I", "1" for II.1 under II; null for one that shares its parent's section, which the
 * paper marks with a dash.
 */
export const markOf = (section: string, parentSection: string | null): string | null =>
  section === parentSection ? null : (section.split(".").at(-1) ?? section);
