import { addMonths, formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormState } from "@/lib/forms/state";
import type { BranchKind, Line, MeetingRhythm, PostTitle } from "@/lib/generated/prisma/enums";

type Size = { min: number; max: number };
/** V32: below this age, from this day on, a parent or guardian must have consented. */
type GuardianConsent = { underAge: number; from: PlainDate };

/** A step of a congress's preparation, as the charter's guides name it; `link` leads to the guide. */
export type CongressTask = {
  code: string;
  label: string;
  note?: string | undefined;
  link?: string | undefined;
};

type CongressRules = {
  /** Of those called, at least `present` of every `of` must be there. */
  congressQuorum: { present: number; of: number };
  congressTasks: readonly CongressTask[];
};

/** The Union's charter of a period, as far as it is checked (domain §2.2–2.5). Ages in full years. */
export type UnionRules = CongressRules & {
  admissionMinAge: { years: number; days: number };
  admissionMaxAge: number;
  admissionMinEducation: "primary";
  maturityAge: number;
  stayUntilAge: number;
  cellMinMembers: number;
  grassrootsMinCells: number;
  grassrootsMinMembers: number;
  smallCellBelow: number;
  smallCellMaxPosts: number;
  cellCommittee: Size;
  grassrootsCommittee: Size;
  enterpriseTermMonths: number;
  /** Of a term, by how much it may be extended: 0.5 is half. */
  termExtensionMaxShare: number;
  /** V17: months in which somebody who was sent should be received. */
  transferReceiptMonths: number;
  guardianConsent?: GuardianConsent | undefined;
};

/** The Hội's charter; none of its numbers was found in a source, so they only warn. */
export type AssociationRules = CongressRules & {
  memberMinAge: number;
  memberMaxAge: number;
  chapterMinMembers: number;
  transferReceiptMonths: number;
  guardianConsent?: GuardianConsent | undefined;
};

/** Rules of one line in force in a period; lib/branches/queries reads the set of a day. */
export type UnionRuleSet = { line: "union"; code: string; name: string; rules: UnionRules };
export type AssociationRuleSet = {
  line: "association";
  code: string;
  name: string;
  rules: AssociationRules;
};
export type RuleSet = UnionRuleSet | AssociationRuleSet;

export const KINDS_OF_LINE: Readonly<Record<Line, readonly BranchKind[]>> = {
  union: ["cell", "grassroots_cell", "grassroots_union"],
  association: ["chapter", "club"],
};

/** The post of whoever leads an organisation of the line. */
export const HEAD_TITLE: Readonly<Record<Line, PostTitle>> = {
  union: "secretary",
  association: "chapter_head",
};

/** In a form's "decided by": the direct superior, whoever that is, so that nobody has to know it. */
export const SUPERIOR = "superior";

/** Rows of a founding list that fit one form; a longer list goes on after the founding. */
export const MOST_FOUNDERS = 60;
/** Rows shown at first: what a chi đoàn needs, and two to spare. */
export const FOUNDER_ROWS = 5;

export type FounderField = "name" | "gender" | "birth" | "occupation" | "person";

/** "p3_birth": the name of a field in a row of the founding list. */
export const founderField = (row: number, field: FounderField): string => `p${row}_${field}`;

/** A record that may be the person written in a row: what it takes to tell two people of one name apart. */
export type PersonMatch = {
  row: number;
  id: string;
  name: string;
  birth: PartialDate | null;
  /** Organisations they belong to, as far as the viewer sees. */
  of: string[];
};

/** What the founding form is told beyond the usual: who may be meant, and what it takes to go on. */
export type FoundingState = FormState & {
  matches?: PersonMatch[];
  /** Rules that block until the organisation department grants an override. */
  blocked?: string[];
  /** An override was asked for. */
  asked?: boolean;
  /** More rows were wanted. */
  rowsAdded?: boolean;
  /** People were looked up. */
  searched?: boolean;
};

/**
 * Months without an activity after which an organisation no longer counts as living by its own rhythm. A chi đoàn meets
 * monthly, in the mountains every three months where approved (domain §2.2); how long a silence may last is written
 * nowhere. Ours: two meetings missed monthly, one missed quarterly, a year for a club without rhythm.
 */
export const ACTIVITY_GRACE_MONTHS: Readonly<Record<MeetingRhythm, number>> = {
  monthly: 3,
  quarterly: 6,
  irregular: 12,
};

export type Minimum = {
  members: number;
  /** V06 blocks a founding; the other two only warn. */
  rule: "V06" | "V07" | "chapter_minimum";
};

/** How many members the rule set of the day asks of a kind; null for a club, for which no number was found. */
export function minimumMembers(kind: BranchKind, ruleSet: RuleSet): Minimum | null {
  if (ruleSet.line === "association") {
    return kind === "chapter" ? { members: ruleSet.rules.chapterMinMembers, rule: "chapter_minimum" } : null;
  }
  return kind === "grassroots_union"
    ? { members: ruleSet.rules.grassrootsMinMembers, rule: "V07" }
    : { members: ruleSet.rules.cellMinMembers, rule: "V06" };
}

/** What must be known of an organisation to judge its health on a day: counts and dates, nobody's name. */
export type BranchEvidence = {
  branchId: string;
  line: Line;
  kind: BranchKind;
  meetingRhythm: MeetingRhythm;
  establishedOn: PlainDate;
  hasDecision: boolean;
  alive: boolean;
  endedOn: PlainDate | null;
  /** Distinct persons; for a đoàn cơ sở with those of its chi đoàn. */
  members: number;
  /** By the rule set of the day; null where no number is asked for. */
  minimumMembers: number | null;
  hasHead: boolean;
  firstActivityOn: PlainDate | null;
  lastActivityOn: PlainDate | null;
  /** With its extension, if one was granted; null while nobody gave a date. */
  congressDueOn: PlainDate | null;
  measures: readonly { startedOn: PlainDate; doneOn: PlainDate | null }[];
};

export type BranchHealth = { healthy: boolean; reasons: string[] };

/**
 * Whether an organisation is sound (vững) on a day, and in words why not. It is when it lives, has the members the rule
 * set asks for, somebody leads it, it did something within the grace of its rhythm, and its congress is not overdue. A
 * young organisation has the whole grace from its founding before silence counts.
 */
export function branchHealth(evidence: BranchEvidence, on: PlainDate): BranchHealth {
  if (!evidence.alive) {
    const ended = evidence.endedOn
      ? `đã thôi hoạt động từ ${formatDate(evidence.endedOn)}`
      : "chưa hoạt động";
    return { healthy: false, reasons: [ended] };
  }
  const reasons = [
    ...tooFewMembers(evidence),
    ...(evidence.hasHead ? [] : [evidence.line === "union" ? "chưa có bí thư" : "chưa có người đứng đầu"]),
    ...silence(evidence, on),
    ...(evidence.congressDueOn && evidence.congressDueOn < on
      ? [`quá hạn đại hội từ ${formatDate(evidence.congressDueOn)}`]
      : []),
  ];
  return { healthy: reasons.length === 0, reasons };
}

function tooFewMembers({ members, minimumMembers: minimum, line }: BranchEvidence): string[] {
  const called = line === "union" ? "đoàn viên" : "hội viên";
  if (members === 0) return [`chưa có ${called} nào`];
  return minimum !== null && members < minimum ? [`chỉ có ${members} ${called}, cần ít nhất ${minimum}`] : [];
}

function silence(evidence: BranchEvidence, on: PlainDate): string[] {
  const { lastActivityOn, establishedOn, meetingRhythm } = evidence;
  const since = lastActivityOn && lastActivityOn > establishedOn ? lastActivityOn : establishedOn;
  const grace = ACTIVITY_GRACE_MONTHS[meetingRhythm];
  if (addMonths(since, grace) >= on) return [];
  return [
    lastActivityOn
      ? `hơn ${grace} tháng không có hoạt động, lần cuối ngày ${formatDate(lastActivityOn)}`
      : `hơn ${grace} tháng từ khi thành lập chưa có hoạt động nào`,
  ];
}

/** What a founding looks like to the charter; gathered by the command, judged here. */
export type FoundingFacts = {
  kind: BranchKind;
  /** Persons on the founding list; for a đoàn cơ sở with the members of the chi đoàn placed under it. */
  members: number;
  /** Chi đoàn placed under a đoàn cơ sở. */
  cells: number;
  /** Null while there is no decision. */
  decision: { on: PlainDate; bySuperior: boolean } | null;
  /** Reorganised organisations skip the steps towards an establishment (K11). */
  isNew: boolean;
  /** First survey of any of the enterprises, and when the Party committee was told, as far as recorded. */
  surveyedOn: PlainDate | null;
  reportedToPartyOn: PlainDate | null;
};

export type SkippedStep = "survey" | "party_report";

/**
 * Whether members who work in one enterprise and live in one commune are enough for a nucleus of a future organisation there
 * (§2.2, enterprise rule 2): as many as a chi đoàn needs. Somebody without a known residence does not count.
 */
export const isNucleus = (
  residences: readonly (string | null)[],
  areaId: string,
  ruleSet: UnionRuleSet,
): { isEnough: boolean; living: number; minimum: number } => {
  const living = residences.filter((residence) => residence === areaId).length;
  const minimum = ruleSet.rules.cellMinMembers;
  return { isEnough: living >= minimum, living, minimum };
};

/** What a rule has against a founding. `blocks` can be lifted by an override only; a warning by a tick. */
export type Finding =
  | { rule: "V06"; blocks: true; members: number; minimum: number }
  | {
      rule: "V07";
      blocks: false;
      members: number;
      minimumMembers: number;
      cells: number;
      minimumCells: number;
    }
  | { rule: "chapter_minimum"; blocks: false; members: number; minimum: number }
  | { rule: "V20"; blocks: false; skipped: SkippedStep[] }
  | { rule: "V21"; blocks: true };

/** V06, V07, V20 and V21 on one founding, by the rule set of its day. */
export const foundingFindings = (facts: FoundingFacts, ruleSet: RuleSet): Finding[] => [
  ...sizeFindings(facts, ruleSet),
  ...decisionFindings(facts),
];

function sizeFindings({ kind, members, cells }: FoundingFacts, ruleSet: RuleSet): Finding[] {
  const minimum = minimumMembers(kind, ruleSet);
  if (minimum?.rule === "V07" && ruleSet.line === "union") {
    const { grassrootsMinMembers: minimumMembers, grassrootsMinCells: minimumCells } = ruleSet.rules;
    return members < minimumMembers || cells < minimumCells
      ? [{ rule: "V07", blocks: false, members, minimumMembers, cells, minimumCells }]
      : [];
  }
  if (!minimum || members >= minimum.members) return [];
  return minimum.rule === "V06"
    ? [{ rule: "V06", blocks: true, members, minimum: minimum.members }]
    : [{ rule: "chapter_minimum", blocks: false, members, minimum: minimum.members }];
}

/** V20: a step dated after the decision, or not dated at all, was skipped. V21: only the direct superior decides. */
function decisionFindings({ decision, isNew, surveyedOn, reportedToPartyOn }: FoundingFacts): Finding[] {
  if (!decision) return [];
  const skipped: SkippedStep[] = [];
  if (!surveyedOn || surveyedOn > decision.on) skipped.push("survey");
  if (!reportedToPartyOn || reportedToPartyOn > decision.on) skipped.push("party_report");
  return [
    ...(decision.bySuperior ? [] : [{ rule: "V21", blocks: true } as const]),
    ...(isNew && skipped.length > 0 ? [{ rule: "V20", blocks: false, skipped } as const] : []),
  ];
}

/** The end of the term that began with a congress: "5 năm 2 lần" in enterprises is 30 months (domain §2.4). */
export const congressDue = (lastCongressOn: PlainDate, ruleSet: RuleSet): PlainDate | null =>
  ruleSet.line === "union" ? addMonths(lastCongressOn, ruleSet.rules.enterpriseTermMonths) : null;

/** V23: the last day to which a congress may be put off; null where the charter of the line names no term. */
export const latestExtension = (dueOn: PlainDate, ruleSet: RuleSet): PlainDate | null =>
  ruleSet.line === "union"
    ? addMonths(dueOn, Math.floor(ruleSet.rules.enterpriseTermMonths * ruleSet.rules.termExtensionMaxShare))
    : null;

export type CongressFacts = {
  establishedOn: PlainDate;
  lastCongressOn: PlainDate | null;
  /** Due date, extension included, that was known before this congress. */
  wasDueOn: PlainDate | null;
};

/** V22: a congress before the founding, or held after it was due. */
export const congressIsOddlyDated = ({ establishedOn, lastCongressOn, wasDueOn }: CongressFacts): boolean =>
  lastCongressOn !== null &&
  (lastCongressOn < establishedOn || (wasDueOn !== null && lastCongressOn > wasDueOn));

/** What to do next with an organisation: the primary button of its page. */
export type NextStep = "complete_measure" | "start_measure" | "record_activity" | "none";

export function nextStep(evidence: BranchEvidence, health: BranchHealth, hasOpenMeasure: boolean): NextStep {
  if (!evidence.alive) return "none";
  if (hasOpenMeasure) return "complete_measure";
  return health.healthy ? "record_activity" : "start_measure";
}

/** What stands in the way of ending an organisation (V34), counted. */
export type Obstacles = {
  members: number;
  admissions: number;
  children: number;
  cases: number;
  /** Under way from or to it. */
  transfers: number;
};
