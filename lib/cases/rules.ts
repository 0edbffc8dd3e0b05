import { addDays, daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import type {
  CaseMove,
  CaseOutcome,
  CasePaperKind,
  CasePartyAnswer,
  CaseStage,
  IssueCategory,
  Line,
} from "@/lib/generated/prisma/enums";

/** The way of a case, in order (§1.10 (1)). "Not eligible" stands beside "eligible". */
export const STAGES = [
  "not_surveyed",
  "surveyed",
  "not_eligible",
  "eligible",
  "reported",
  "mobilising",
  "submitted",
  "appraised",
  "decided",
  "launched",
  "first_congress",
  "stable",
] as const satisfies readonly CaseStage[];

/** Beside the way: hard here and passed to the other line, resting, refused by the enterprise; closed for good. */
export const SIDES = ["hard", "paused", "refused", "closed"] as const;
export type CaseSide = (typeof SIDES)[number];

/** A case is in exactly one place. */
export type CasePlace = CaseStage | CaseSide;
export const PLACES: readonly CasePlace[] = [...STAGES, ...SIDES];

/** Stages a province may do without; it says which it takes (row 42: "quy trình" is the place's own). */
export const OPTIONAL_STAGES = ["mobilising", "appraised", "launched", "first_congress"] as const;
export type OptionalStage = (typeof OPTIONAL_STAGES)[number];

/** Stages somebody has to move on from, so that they can lie idle. */
export const MOVING_STAGES: readonly CaseStage[] = STAGES.slice(0, -1);

/** The managing unit of the line, or the department that accepts dossiers of the line (§1.11). */
export type CaseParty = "unit" | "department";

const BEFORE_FOUNDING = STAGES.slice(0, STAGES.indexOf("decided"));
const otherThan = (stage: CaseStage): readonly CasePlace[] => BEFORE_FOUNDING.filter((one) => one !== stage);

type MoveRule = { by: CaseParty; from: readonly CasePlace[] };

/**
 * Every move there is, from where, and whose it is (§1.10 (1), §1.11). Said again, a report brings the committee's answer.
 * The database holds the same table: upkeep.case_moves_from, upkeep.may_move_case.
 */
export const MOVES: Readonly<Record<CaseMove, MoveRule>> = {
  eligible: { by: "unit", from: otherThan("eligible") },
  not_eligible: { by: "unit", from: otherThan("not_eligible") },
  reported: { by: "unit", from: BEFORE_FOUNDING },
  mobilising: { by: "unit", from: otherThan("mobilising") },
  submitted: { by: "unit", from: otherThan("submitted") },
  appraised: { by: "department", from: ["submitted"] },
  returned: { by: "department", from: ["submitted", "appraised"] },
  launched: { by: "unit", from: ["decided", "first_congress", "stable"] },
  stable: { by: "unit", from: ["decided", "launched", "first_congress"] },
  resumed: { by: "unit", from: ["hard", "paused", "refused"] },
  hard: { by: "unit", from: BEFORE_FOUNDING },
  paused: { by: "unit", from: BEFORE_FOUNDING },
  refused: { by: "unit", from: BEFORE_FOUNDING },
  closed: { by: "unit", from: PLACES.filter((place) => place !== "closed") },
};

export const CASE_MOVES = Object.keys(MOVES).filter((key): key is CaseMove => key in MOVES);

export const mayMove = (place: CasePlace, move: CaseMove, parties: readonly CaseParty[]): boolean =>
  MOVES[move].from.includes(place) && parties.includes(MOVES[move].by);

/** What somebody who is these parties can do with a case, in the order of the way. */
export const movesFor = (place: CasePlace, parties: readonly CaseParty[]): CaseMove[] =>
  CASE_MOVES.filter((move) => mayMove(place, move, parties));

/** Which optional stages are taken, and after how many idle days each stage is stalled; of the day a case was opened. */
export type Scheme = {
  stages: readonly OptionalStage[];
  idleDays: Readonly<Partial<Record<CaseStage, number>>>;
};

/** Where a province has said nothing: every stage is taken, and none is called stalled by a number nobody gave. */
export const WHOLE_WAY: Scheme = { stages: OPTIONAL_STAGES, idleDays: {} };

const isOptional = (stage: CaseStage): stage is OptionalStage =>
  OPTIONAL_STAGES.some((optional) => optional === stage);

/** The stages of a scheme in order; a case that is not eligible goes on only by being so. */
export const wayOf = ({ stages }: Scheme): CaseStage[] =>
  STAGES.filter((stage) => stage !== "not_eligible" && (!isOptional(stage) || stages.includes(stage)));

/** The stage after this one, by the scheme; null at the end. */
export function nextStage(stage: CaseStage, scheme: Scheme): CaseStage | null {
  if (stage === "not_eligible") return "eligible";
  const rank = STAGES.indexOf(stage);
  return wayOf(scheme).find((one) => STAGES.indexOf(one) > rank) ?? null;
}

/** Moves that always say why: who goes back, gives up or sends back. */
const ALWAYS_REASONED: readonly CaseMove[] = ["returned", "hard", "paused", "refused", "closed"];

/** Why a reason is asked for: stages left out, a way gone back, the committee's missing agreement. */
export type ReasonWhy = "always" | "skips" | "goes_back" | "not_agreed";

/** Whether a move needs its reason, and why (row 42: "skippable with a reason"); null when it goes the next step. */
export function reasonNeeded(
  move: CaseMove,
  { stage, answer }: { stage: CaseStage; answer: CasePartyAnswer | null },
  scheme: Scheme,
): ReasonWhy | null {
  if (ALWAYS_REASONED.includes(move)) return "always";
  if (move === "resumed" || move === "launched") return null;
  const target = stageOfMove(move);
  if (!target || target === stage) return null;
  if (target === "not_eligible" && stage === "surveyed") return null;
  if (nextStage(stage, scheme) !== target) {
    return STAGES.indexOf(target) > STAGES.indexOf(stage) ? "skips" : "goes_back";
  }
  return stage === "reported" && answer !== "agreed" ? "not_agreed" : null;
}

/** The stage a move leads to; none for those beside the way. */
export function stageOfMove(move: CaseMove): CaseStage | null {
  if (move === "returned") return "mobilising";
  return STAGES.find((stage) => stage === move) ?? null;
}

/** A step as recorded and not voided. */
export type StepFacts = {
  move: CaseMove;
  on: PlainDate;
  order: number;
  answer: CasePartyAnswer | null;
  until: PlainDate | null;
  category: IssueCategory | null;
};

/** What happened without a step of the case: access.case_evidence. */
export type CaseEvidence = {
  surveyedOn: PlainDate | null;
  /** Since when the line's organisation, with its decision, covers the enterprise. */
  organisedOn: PlainDate | null;
  congressOn: PlainDate | null;
  activityOn: PlainDate | null;
  /** The same of the other line, with or without a decision (row 43). */
  otherOrganisedOn: PlainDate | null;
  otherActivityOn: PlainDate | null;
};

/** Of the case itself: what columns repeat of its steps. */
export type CaseFacts = {
  openedOn: PlainDate;
  closedOn: PlainDate | null;
  difficulty: string | null;
  reportedToPartyOn: PlainDate | null;
};

export type Standing = {
  place: CasePlace;
  /** The stage underneath: where a case that rests would go on. */
  stage: CaseStage;
  /** Since when it is in that place. */
  since: PlainDate;
  /** The Party committee's last answer. */
  answer: CasePartyAnswer | null;
  until: PlainDate | null;
  category: IssueCategory | null;
  /** When each stage was first reached, in the order of the way; stages left out are missing. */
  reached: readonly { stage: CaseStage; on: PlainDate }[];
};

const byDay = (one: { on: PlainDate; order: number }, other: { on: PlainDate; order: number }) =>
  one.on === other.on ? one.order - other.order : one.on < other.on ? -1 : 1;

const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);

/**
 * Where a case is, from its steps and what happened: a function of both, in whatever order they became known. Before the
 * founding the last step counts, since a case may go back; after it the furthest milestone, since a launch ceremony may be
 * written down after the congress. An organisation that lives ends difficulty and rest by itself; one that ended takes the
 * case back to where it was. The database has the same: upkeep.case_place.
 */
export function standingOf(
  found: CaseFacts,
  recorded: readonly StepFacts[],
  evidence: CaseEvidence,
): Standing {
  const steps = [...recorded].sort(byDay);
  const milestones = milestonesOf(found, steps, evidence);
  const reached = firstReached(found, steps, evidence, milestones);
  const furthest = milestones.at(-1) ?? lastBefore(found, steps, evidence);
  const answer = steps.findLast(({ move }) => move === "reported")?.answer ?? null;
  const beside = found.closedOn ? null : sideOf(found, steps, milestones.length > 0);
  const side = beside ?? { place: furthest.stage, since: furthest.on };
  const step = beside?.step;
  return {
    place: found.closedOn ? "closed" : side.place,
    stage: furthest.stage,
    since: found.closedOn ?? side.since,
    answer,
    until: step?.until ?? null,
    category: step?.category ?? null,
    reached,
  };
}

type Reached = { stage: CaseStage; on: PlainDate };

/** From the founding on: what was reached, nearest first; empty while no organisation lives. */
function milestonesOf(
  { openedOn }: CaseFacts,
  steps: readonly StepFacts[],
  { organisedOn, congressOn }: CaseEvidence,
): Reached[] {
  if (!organisedOn) return [];
  const dayOf = (move: CaseMove) => steps.find((step) => step.move === move)?.on ?? null;
  const days: [CaseStage, PlainDate | null][] = [
    ["decided", later(organisedOn, openedOn)],
    ["launched", dayOf("launched")],
    ["first_congress", congressOn && later(congressOn, openedOn)],
    ["stable", dayOf("stable")],
  ];
  return days.flatMap(([stage, on]) => (on ? [{ stage, on }] : []));
}

const isBeforeFounding = (stage: CaseStage): boolean => BEFORE_FOUNDING.includes(stage);

/** Before the founding: the last step's stage, else what the survey and the columns of an old case say. */
function lastBefore(found: CaseFacts, steps: readonly StepFacts[], { surveyedOn }: CaseEvidence): Reached {
  const last = steps.findLast(({ move }) => isBeforeFounding(stageOfMove(move) ?? "stable"));
  const stage = last && stageOfMove(last.move);
  if (last && stage) return { stage, on: last.on };
  if (found.reportedToPartyOn) return { stage: "reported", on: found.reportedToPartyOn };
  return surveyedOn
    ? { stage: "surveyed", on: later(surveyedOn, found.openedOn) }
    : { stage: "not_surveyed", on: found.openedOn };
}

/** Beside the way, unless an organisation lives: the last of hard, paused and refused that nobody took up again. */
function sideOf(found: CaseFacts, steps: readonly StepFacts[], isOrganised: boolean) {
  if (isOrganised) return null;
  const last = steps.findLast(({ move }) => ["hard", "paused", "refused", "resumed"].includes(move));
  if (!last) return found.difficulty ? { place: "hard" as const, since: found.openedOn } : null;
  return last.move === "hard" || last.move === "paused" || last.move === "refused"
    ? { place: last.move, since: last.on, step: last }
    : null;
}

function firstReached(
  found: CaseFacts,
  steps: readonly StepFacts[],
  { surveyedOn }: CaseEvidence,
  milestones: readonly Reached[],
): Reached[] {
  const all: Reached[] = [
    { stage: "not_surveyed", on: found.openedOn },
    ...(surveyedOn ? [{ stage: "surveyed", on: later(surveyedOn, found.openedOn) } as const] : []),
    ...(found.reportedToPartyOn ? [{ stage: "reported", on: found.reportedToPartyOn } as const] : []),
    ...steps.flatMap(({ move, on }) => {
      const stage = move === "returned" ? null : stageOfMove(move);
      return stage && isBeforeFounding(stage) ? [{ stage, on }] : [];
    }),
    ...milestones,
  ];
  return STAGES.flatMap((stage) => {
    const days = all.filter((one) => one.stage === stage).map(({ on }) => on);
    const first = days.sort()[0];
    return first ? [{ stage, on: first }] : [];
  });
}

/** Days in its place, and whether that is longer than the scheme of the case allows; what rests until a day is not stalled before. */
export function ageOf(
  { place, since, until }: Pick<Standing, "place" | "since" | "until">,
  scheme: Scheme,
  today: PlainDate,
): { days: number; allowed: number | null; isStalled: boolean } {
  const days = Math.max(0, daysBetween(since, today));
  if (place === "paused") return { days, allowed: null, isStalled: until !== null && until < today };
  const moving = MOVING_STAGES.find((stage) => stage === place);
  const allowed = (moving && scheme.idleDays[moving]) ?? null;
  return { days, allowed, isStalled: allowed !== null && addDays(since, allowed) < today };
}

/**
 * The same where stages without days of their own have the plan's: the days by which a goal is at risk too. No plan is in force
 * where they are null. The one place that says when a case is stalled, for its page, the board and the list of work alike.
 */
export const ageUnder = (
  standing: Pick<Standing, "place" | "since" | "until">,
  scheme: Scheme,
  planDays: number | null,
  today: PlainDate,
) =>
  ageOf(
    standing,
    planDays === null
      ? scheme
      : {
          ...scheme,
          idleDays: {
            ...Object.fromEntries(MOVING_STAGES.map((stage) => [stage, planDays])),
            ...scheme.idleDays,
          },
        },
    today,
  );

/** The six papers of a dossier, as §2.2 lists them. */
export const PAPERS = [
  "request",
  "scheme",
  "direction",
  "committee",
  "profiles",
  "members",
] as const satisfies readonly CasePaperKind[];

/** Papers are ticked until the dossier is handed in; sent back, it is open again. */
export const ticksPapers = (place: CasePlace): boolean =>
  MOVES.resumed.from.includes(place) || (MOVES.submitted.from.includes(place) && place !== "appraised");

export const papersMissing = (there: readonly CasePaperKind[]): CasePaperKind[] =>
  PAPERS.filter((kind) => !there.includes(kind));

/** What is asked before a stage is entered, in the order of the way. */
export type Condition =
  | { code: "survey"; met: boolean }
  | { code: "members"; met: boolean; known: number; minimum: number; blocks: boolean }
  | { code: "party_report"; met: boolean }
  | { code: "party_agrees"; met: boolean; answer: CasePartyAnswer | null }
  | { code: "papers"; met: boolean; missing: CasePaperKind[] }
  | { code: "appraisal"; met: boolean }
  | { code: "founding"; met: boolean }
  | { code: "launch"; met: boolean }
  | { code: "congress"; met: boolean }
  | { code: "healthy"; met: boolean; reasons: readonly string[] };

export type ConditionFacts = {
  line: Line;
  surveyedOn: PlainDate | null;
  /** Members of the place known from the survey and from memberships (V06 counts them). */
  members: number;
  minimum: number;
  answer: CasePartyAnswer | null;
  papers: readonly CasePaperKind[];
  /** Of the organisation that was founded; null while there is none. */
  health: { healthy: boolean; reasons: readonly string[] } | null;
};

/** What the next stage asks, in words a list can tick: the stage itself decides which. */
export function conditionsFor(next: CaseStage, facts: ConditionFacts): Condition[] {
  switch (next) {
    case "surveyed":
      return [{ code: "survey", met: facts.surveyedOn !== null }];
    case "eligible":
    case "not_eligible":
      return [
        { code: "survey", met: facts.surveyedOn !== null },
        {
          code: "members",
          met: facts.members >= facts.minimum,
          known: facts.members,
          minimum: facts.minimum,
          // No number of hội viên was found in a source (§2.2), so it warns only.
          blocks: facts.line === "union",
        },
      ];
    case "reported":
      return [{ code: "party_report", met: false }];
    case "mobilising":
      return [{ code: "party_agrees", met: facts.answer === "agreed", answer: facts.answer }];
    case "submitted": {
      const missing = papersMissing(facts.papers);
      return [{ code: "papers", met: missing.length === 0, missing }];
    }
    case "appraised":
      return [{ code: "appraisal", met: false }];
    case "decided":
      return [{ code: "founding", met: false }];
    case "launched":
      return [{ code: "launch", met: false }];
    case "first_congress":
      return [{ code: "congress", met: false }];
    case "stable":
      return [{ code: "healthy", met: facts.health?.healthy ?? false, reasons: facts.health?.reasons ?? [] }];
    case "not_surveyed":
      return [];
  }
}

/**
 * Why a case cannot be closed as done; null when it can. A case that is hard here, or stands in for the other line's, counts
 * only with an activity of the organisation that stands in (V35).
 */
export function closingObstacle(
  outcome: CaseOutcome,
  { place, isFallback }: { place: CasePlace; isFallback: boolean },
  evidence: CaseEvidence,
): "not_founded" | "no_activity" | null {
  if (outcome === "dropped") return null;
  if (place === "hard") {
    if (!evidence.otherOrganisedOn) return "not_founded";
    return evidence.otherActivityOn ? null : "no_activity";
  }
  if (!evidence.organisedOn) return "not_founded";
  return isFallback && !evidence.activityOn ? "no_activity" : null;
}
