import type { PlainDate } from "@/lib/dates/plain-date";
import type {
  BranchKind,
  EnterpriseGrant,
  Line,
  MeetingRhythm,
  OwnerAttitude,
  SurveyState,
} from "@/lib/generated/prisma/enums";

/** The numbers of sections B, C and E of the form (domain §1.12), in the order they are asked. */
export const COUNT_FIELDS = [
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
export type CountField = (typeof COUNT_FIELDS)[number];

export const YES_NO_FIELDS = ["hasPartyCell", "hasTradeUnion"] as const;
export type YesNoField = (typeof YES_NO_FIELDS)[number];

/** Answers in words, by the names of their columns. */
export const TEXT_FIELDS = [
  "elsewhereNote",
  "grantNote",
  "contactName",
  "contactPhone",
  "nucleusName",
  "nucleusPhone",
  "assessment",
  "proposal",
  "surveyor",
  "informant",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Section A, as found on the spot. */
export const FACT_FIELDS = [
  "name",
  "shortName",
  "taxCode",
  "legalForm",
  "ownership",
  "industry",
  "area",
  "address",
  "startedYear",
  "status",
  "representative",
  "phone",
  "office",
  "entrepreneurSince",
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

/** A number, the answer "không rõ", or null where nobody has asked yet: three different things (§1.12). */
export type Count = number | "unknown" | null;
export type YesNo = "yes" | "no" | "unknown" | null;

export type FactTexts = Readonly<Record<FactField, string | null>>;
/** Section A; `confirmed` when the officer has checked it on the spot. */
export type Facts = FactTexts & { readonly confirmed: boolean };

/** Section D: an organisation found in the enterprise. */
export type OrganisationAnswer = {
  kind: BranchKind;
  name: string | null;
  foundedOn: PlainDate | null;
  committeeSize: Count;
  members: Count;
  meetingRhythm: MeetingRhythm | null;
  lastActivityOn: PlainDate | null;
  paysFee: YesNo;
  rating: string | null;
  difficulty: string | null;
};

/** Section F: a need somebody named, by how many; its code is the catalogue's. */
export type NeedAnswer = { need: string; persons: Count; note: string | null };

/** Everything a survey says, the same for the form, the page and the API. */
export type Answers = Readonly<Record<CountField, Count>> &
  Readonly<Record<YesNoField, YesNo>> &
  Readonly<Record<TextField, string | null>> & {
    readonly facts: Facts;
    readonly organisations: readonly OrganisationAnswer[];
    readonly needs: readonly NeedAnswer[];
    readonly ownerAttitude: OwnerAttitude | "unknown" | null;
    readonly grants: readonly EnterpriseGrant[];
    readonly surveyedOn: PlainDate | null;
  };

/** Names of the form's repeated fields; the same names stand in a survey's list of unknowns. */
export const factField = (fact: FactField | "confirmed"): string => `fact_${fact}`;
/** Rows are numbered from 1, as people number them. */
export const organisationField = (row: number, field: keyof OrganisationAnswer): string =>
  `org${row}_${field}`;
export const needField = (need: string): string => `need_${need}`;
export const needNoteField = (need: string): string => `needNote_${need}`;

/** The need that is none of the others, and so has to be said in words. */
export const OTHER_NEED = "other";

/** Rows of section D in a form that nobody has added to. */
export const ORGANISATION_ROWS = 4;
export const MOST_ORGANISATIONS = 12;

const MAIN_LINE: Readonly<Record<BranchKind, Line>> = {
  cell: "union",
  grassroots_cell: "union",
  grassroots_union: "union",
  chapter: "association",
  club: "association",
};
export const lineOf = (kind: BranchKind): Line => MAIN_LINE[kind];

/** Questions that have no answer yet: what stands between a draft and sending it. */
export function missingAnswers(answers: Answers): string[] {
  const open = (isOpen: boolean, field: string) => (isOpen ? [field] : []);
  const asked = COUNT_FIELDS.filter(
    (field) =>
      (field !== "partyMembers" || answers.hasPartyCell === "yes") &&
      (field !== "tradeUnionMembers" || answers.hasTradeUnion === "yes"),
  );
  return [
    ...open(answers.facts.name === null, factField("name")),
    ...open(!answers.facts.confirmed, factField("confirmed")),
    ...asked.filter((field) => answers[field] === null),
    ...YES_NO_FIELDS.filter((field) => answers[field] === null),
    ...answers.organisations.flatMap(({ members }, index) =>
      open(members === null, organisationField(index + 1, "members")),
    ),
    ...answers.needs.flatMap(({ need, persons }) => open(persons === null, needField(need))),
    ...open(answers.ownerAttitude === null, "ownerAttitude"),
    ...open(answers.surveyedOn === null, "surveyedOn"),
    ...open(answers.surveyor === null, "surveyor"),
    ...open(answers.informant === null, "informant"),
  ];
}

/** Days that have not come yet (V26): a survey tells what was found. */
export function futureDates(answers: Answers, today: PlainDate): string[] {
  const days: [string, PlainDate | null][] = [
    ...answers.organisations.flatMap((row, index): [string, PlainDate | null][] => [
      [organisationField(index + 1, "foundedOn"), row.foundedOn],
      [organisationField(index + 1, "lastActivityOn"), row.lastActivityOn],
    ]),
    ["surveyedOn", answers.surveyedOn],
  ];
  return days.flatMap(([field, day]) => (day !== null && day > today ? [field] : []));
}

/** What may be added up: numbers of the form, and the members found in it in several places. */
export type Quantity = CountField | "unionMembers" | "associationMembers" | { need: string };

/** Parts that together are more than the whole they are parts of (V25); `at` is the field to put right. */
export type SumProblem = {
  at: string;
  parts: readonly Quantity[];
  sum: number;
  whole: CountField;
  limit: number;
};

type SumRule = { parts: readonly CountField[]; whole: CountField; at: CountField };

/** V25 within the numbers of the form. The database holds the same rules (constraint survey_sums). */
export const SUM_RULES: readonly SumRule[] = [
  { parts: ["womenWorkers"], whole: "workers", at: "womenWorkers" },
  { parts: ["ethnicMinorityWorkers"], whole: "workers", at: "ethnicMinorityWorkers" },
  { parts: ["seasonalWorkers"], whole: "workers", at: "seasonalWorkers" },
  { parts: ["shiftWorkers"], whole: "workers", at: "shiftWorkers" },
  { parts: ["youth16To30", "youth31To35"], whole: "workers", at: "youth31To35" },
  {
    parts: ["untrainedWorkers", "vocationalWorkers", "collegeWorkers"],
    whole: "workers",
    at: "collegeWorkers",
  },
  { parts: ["lodgingWorkers"], whole: "workers", at: "lodgingWorkers" },
];

/** What is known of a count: an unknown part adds nothing, for what is known of the parts must fit by itself. */
const known = (count: Count): number => (typeof count === "number" ? count : 0);

export type Counts = Readonly<Record<CountField, Count>>;

/** The sums of the form's own numbers that cannot be (V25, blocks). A whole that is not known limits nothing. */
export const sumProblems = (counts: Counts): SumProblem[] =>
  SUM_RULES.flatMap(({ parts, whole, at }) => {
    const sum = parts.reduce((total, part) => total + known(counts[part]), 0);
    return tooMany({ at, parts, sum, whole }, counts);
  });

function tooMany(part: Omit<SumProblem, "limit">, counts: Counts): SumProblem[] {
  const limit = counts[part.whole];
  return typeof limit === "number" && part.sum > limit ? [{ ...part, limit }] : [];
}

/**
 * Everything of a survey that cannot be (V25, blocks): its own sums, more members than workers, more people with a need
 * than workers.
 */
export const answerProblems = (answers: Answers): SumProblem[] => [
  ...sumProblems(answers),
  ...tooMany(
    { at: "unionMembersElsewhere", parts: ["unionMembers"], sum: unionMembers(answers), whole: "workers" },
    answers,
  ),
  ...tooMany(
    {
      at: "associationMembersElsewhere",
      parts: ["associationMembers"],
      sum: associationMembers(answers),
      whole: "workers",
    },
    answers,
  ),
  ...answers.needs.flatMap(({ need, persons }) =>
    tooMany({ at: needField(need), parts: [{ need }], sum: known(persons), whole: "workers" }, answers),
  ),
];

const membersIn = (answers: Answers, kinds: readonly BranchKind[]): number[] =>
  answers.organisations.flatMap(({ kind, members }) => (kinds.includes(kind) ? [known(members)] : []));

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/**
 * Đoàn viên TNCS working here, at least: nobody belongs to two chi đoàn (V14), but those of a đoàn cơ sở are those of its
 * chi đoàn over again; members without an organisation here come on top.
 */
export const unionMembers = (answers: Answers): number =>
  Math.max(
    total(membersIn(answers, ["cell", "grassroots_cell"])),
    ...membersIn(answers, ["grassroots_union"]),
  ) + known(answers.unionMembersElsewhere);

/** Hội viên working here, at least: one may belong to a chi hội and to a club at once. */
const associationMembers = (answers: Answers): number =>
  Math.max(0, ...membersIn(answers, ["chapter", "club"])) + known(answers.associationMembersElsewhere);

/** More đoàn viên than young people: true only where a cadre of the Đoàn is over 35, so it is asked about, not refused. */
export type Doubt = { at: CountField; members: number; youth: number };

export function doubts(answers: Answers): Doubt[] {
  const { youth16To30, youth31To35 } = answers;
  if (typeof youth16To30 !== "number" || typeof youth31To35 !== "number") return [];
  const members = unionMembers(answers);
  const youth = youth16To30 + youth31To35;
  return members > youth ? [{ at: "unionMembersElsewhere", members, youth }] : [];
}

/**
 * Whether a chi đoàn may be founded with members who have no organisation here (domain §2.2, enterprise rule 2);
 * `minimum` is of the rule set of the day, null where none was loaded.
 */
export const couldFoundCell = (
  answers: Pick<Answers, "unionMembersElsewhere" | "organisations">,
  minimum: number | null,
): boolean =>
  minimum !== null &&
  typeof answers.unionMembersElsewhere === "number" &&
  answers.unionMembersElsewhere >= minimum &&
  !answers.organisations.some(({ kind }) => lineOf(kind) === "union");

/** Where section A says something else than the register. */
export const factDifferences = (found: FactTexts, registered: FactTexts): FactField[] =>
  FACT_FIELDS.filter((field) => found[field] !== registered[field]);

/** What can be done with a survey (domain §1.10 (9)). */
export const MOVES = {
  /** Written on: it stays what it is. */
  save: { by: "unit", from: ["draft", "returned"] },
  submit: { by: "unit", from: ["draft", "returned"] },
  accept: { by: "department", from: ["submitted"] },
  return: { by: "department", from: ["submitted"] },
  /** Accepted once, and found wrong since: from then on it counts as not accepted, until it is accepted anew. */
  reopen: { by: "department", from: ["accepted"] },
} as const satisfies Record<string, { by: "unit" | "department"; from: readonly SurveyState[] }>;
export type Move = keyof typeof MOVES;

/** Who wants to make a move, as far as this survey is concerned. */
export type Mover = { accountId: string; isUnit: boolean; isDepartment: boolean };

export type Movable = { state: SurveyState; recordedById: string; submittedById: string | null };

export type MoveRefusal = "out_of_reach" | "own_survey" | "wrong_state";

/** Why a move may not be made, or null: whose right it is, then that nobody reviews their own work, then the state. */
export function moveRefusal(move: Move, survey: Movable, mover: Mover): MoveRefusal | null {
  const { by, from } = MOVES[move];
  if (by === "unit" ? !mover.isUnit : !mover.isDepartment) return "out_of_reach";
  const isOwn = mover.accountId === survey.recordedById || mover.accountId === survey.submittedById;
  if (by === "department" && isOwn) return "own_survey";
  const states: readonly SurveyState[] = from;
  return states.includes(survey.state) ? null : "wrong_state";
}

export type CampaignPeriod = { opensOn: PlainDate; dueOn: PlainDate | null; closedOn: PlainDate | null };
export type CampaignState = "planned" | "open" | "closed";

export function campaignState({ opensOn, closedOn }: CampaignPeriod, on: PlainDate): CampaignState {
  if (closedOn !== null && closedOn <= on) return "closed";
  return opensOn <= on ? "open" : "planned";
}

/** Past its date, where somebody gave one: nothing is refused because of it, it is shown. */
export const isLate = (campaign: CampaignPeriod, on: PlainDate): boolean =>
  campaign.dueOn !== null && campaign.dueOn < on;

/** Why several surveys were not all accepted. */
export type SkipReason = "not_found" | "own_survey" | "wrong_state" | "changed" | "sums_wrong";
