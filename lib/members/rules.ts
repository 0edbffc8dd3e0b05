import type { RuleSet, UnionRules } from "@/lib/branches/rules";
import { covers, type Period } from "@/lib/dates/period";
import {
  addDays,
  addYears,
  ageOn,
  type DatePrecision,
  latest,
  type PartialDate,
  type PlainDate,
} from "@/lib/dates/plain-date";
import type { FormState } from "@/lib/forms/state";
import type {
  BranchKind,
  Line,
  MembershipEnd,
  MembershipStatusKind,
  PostTitle,
} from "@/lib/generated/prisma/enums";
import { Education } from "@/lib/generated/prisma/enums";

/** A birth date as the database holds it, or null. */
export const birthOf = (
  date: PlainDate | null | undefined,
  precision: DatePrecision | null | undefined,
): PartialDate | null => (date && precision ? { date, precision } : null);

/** V04: no day of it can be a living person's birth: before 1900, after today, more than a hundred years ago. */
export const isImpossibleBirth = (birth: PartialDate, today: PlainDate): boolean =>
  birth.date < "1900-01-01" || birth.date > today || ageOn(birth, today).min > 100;

/**
 * What a rule says of an act: it stops it, or asks for a second look. With a birth date known only by month or year a
 * rule stops only what no possible day would allow (V05).
 */
export type AdmissionFinding =
  | { rule: "V01"; stops: boolean; finding: "too_young" | "maybe_too_young"; allowedFrom: PlainDate }
  | { rule: "V02"; stops: boolean; finding: "too_old" | "maybe_too_old"; maxAge: number }
  | { rule: "V01"; stops: false; finding: "birth_unknown" }
  | { rule: "V03"; stops: false; finding: "education_too_low" };

/**
 * V01, V02, V03 for somebody admitted on a day, under the rule set of that day. V02 reads "quá 30 tuổi" as having had the
 * 31st birthday, the same reading as for leaving Đoàn (V12). The Hội's ages were found in no source and only warn.
 */
export function admissionFindings(
  candidate: { birth: PartialDate | null; education: Education | null },
  admitOn: PlainDate,
  ruleSet: RuleSet,
): AdmissionFinding[] {
  const { birth, education } = candidate;
  const findings: AdmissionFinding[] = birth
    ? ageFindings(birth, admitOn, ruleSet)
    : [{ rule: "V01", stops: false, finding: "birth_unknown" }];
  if (ruleSet.line === "union" && education && isLower(education, ruleSet.rules.admissionMinEducation)) {
    findings.push({ rule: "V03", stops: false, finding: "education_too_low" });
  }
  return findings;
}

const ageLimits = (ruleSet: RuleSet) =>
  ruleSet.line === "union"
    ? { min: ruleSet.rules.admissionMinAge, maxAge: ruleSet.rules.admissionMaxAge, stops: true }
    : {
        min: { years: ruleSet.rules.memberMinAge, days: 0 },
        maxAge: ruleSet.rules.memberMaxAge,
        stops: false,
      };

function ageFindings(birth: PartialDate, admitOn: PlainDate, ruleSet: RuleSet): AdmissionFinding[] {
  const { min, maxAge, stops } = ageLimits(ruleSet);
  const oldEnoughOn = (born: PlainDate) => addDays(addYears(born, min.years), min.days);
  const possiblyFrom = oldEnoughOn(birth.date);
  const surelyFrom = oldEnoughOn(latest(birth));
  if (admitOn < possiblyFrom)
    return [{ rule: "V01", stops, finding: "too_young", allowedFrom: possiblyFrom }];
  if (admitOn < surelyFrom) {
    return [{ rule: "V01", stops: false, finding: "maybe_too_young", allowedFrom: surelyFrom }];
  }
  const age = ageOn(birth, admitOn);
  if (age.min > maxAge) return [{ rule: "V02", stops, finding: "too_old", maxAge }];
  return age.max > maxAge ? [{ rule: "V02", stops: false, finding: "maybe_too_old", maxAge }] : [];
}

/** What deserves a second look before somebody is admitted, once each. */
export type AdmissionWarning =
  | AdmissionFinding
  | { rule: "V16"; finding: "known_here" | "known_elsewhere" }
  | { rule: "V16"; finding: "same_row"; row: number }
  | { rule: "V33"; finding: "legacy_letters" };

/** What the admission form is told besides: records that may be the same person, and that an exception may be asked. */
export type AdmissionState = FormState & {
  duplicates?: { personId: string; text: string }[];
  exception?: "V02";
};

/** Whether an organisation lives on from the day. */
export const livesOnFrom = (lives: readonly Period[], on: PlainDate): boolean =>
  lives.some(({ validFrom, validTo }) => validFrom <= on && validTo === null);

const EDUCATION_ORDER = Object.values(Education);
const isLower = (one: Education, other: Education) =>
  EDUCATION_ORDER.indexOf(one) < EDUCATION_ORDER.indexOf(other);

/** V16: what makes two records look like one person; whatever is unknown in one of them may be the same. */
export type Identity = { searchKey: string; birth: PartialDate | null; areaId: string | null };

export const couldBeSame = (one: Identity, other: Identity): boolean =>
  one.searchKey === other.searchKey &&
  (!one.birth || !other.birth || shareADay(one.birth, other.birth)) &&
  (!one.areaId || !other.areaId || one.areaId === other.areaId);

const shareADay = (one: PartialDate, other: PartialDate) =>
  one.date <= latest(other) && other.date <= latest(one);

/** A chi đoàn cơ sở and a đoàn cơ sở admit their own members; everybody else proposes to the level above (§2.5). */
export const decidesAlone = (kind: BranchKind): boolean =>
  kind === "grassroots_cell" || kind === "grassroots_union";

/**
 * V12, V13: "due" past the age of leaving Đoàn without a decision to stay, "maybe_due" when only some possible birth
 * days say so, "overdue" past the age until which one may stay. Somebody who holds a post goes on. Never automatic.
 */
export type Maturity = "none" | "maybe_due" | "due" | "overdue";

export function maturityOf(
  member: { birth: PartialDate | null; staysAfterThirty: boolean; holdsPost: boolean },
  on: PlainDate,
  rules: Pick<UnionRules, "maturityAge" | "stayUntilAge">,
): Maturity {
  if (!member.birth || member.holdsPost) return "none";
  const { min, max } = ageOn(member.birth, on);
  if (min > rules.stayUntilAge) return "overdue";
  if (member.staysAfterThirty) return max > rules.stayUntilAge ? "maybe_due" : "none";
  if (min > rules.maturityAge) return "due";
  return max > rules.maturityAge ? "maybe_due" : "none";
}

/** The last birth day of those who on a day are older than `age` full years. */
export function lastBirthOver(age: number, on: PlainDate): PlainDate {
  const day = addYears(on, -(age + 1));
  // Who was born on 29/02 is a year older on 28/02 of a common year.
  const next = addDays(day, 1);
  return addYears(next, age + 1) <= on ? next : day;
}

const UNION_TITLES = ["secretary", "deputy_secretary", "committee_member"] as const;
const ASSOCIATION_TITLES = ["chapter_head", "deputy_chapter_head"] as const;

/** Posts an organisation of the line has. */
export const titlesOf = (line: Line): readonly PostTitle[] =>
  line === "union" ? UNION_TITLES : ASSOCIATION_TITLES;

/** V10: posts that some of their time lie outside every period of membership; an appointed exception never does. */
export const uncoveredPosts = <Held extends Period & { exceptionReason: string | null }>(
  posts: readonly Held[],
  memberships: readonly Period[],
): Held[] =>
  posts.filter(({ exceptionReason, validFrom, validTo }) => {
    const isMember = (on: PlainDate) => memberships.some((period) => covers(period, on));
    const holdsOut = validTo ? isMember(addDays(validTo, -1)) : memberships.some((period) => !period.validTo);
    return exceptionReason === null && !(isMember(validFrom) && holdsOut);
  });

/** V11: the one post of which there is never a second. */
export const isHead = (title: PostTitle): boolean => title === "secretary" || title === "chapter_head";

/**
 * Where somebody stands on one line in one organisation (§1.10 (2), (3)). "Đã quyết định" is no state of its own: a decision
 * begins the membership on the day of admission. Suspended and out of contact are times within a membership: they count as
 * members and, suspended, still pay the fee (§2.5).
 */
export type Standing =
  | "unknown"
  | "sympathiser"
  | "proposed"
  | "active"
  | MembershipStatusKind
  | MembershipEnd;

/** What moves somebody from one standing to another. */
export type LifeMove =
  | "register"
  | "propose"
  | "withdraw"
  | "refuse"
  | "approve"
  | "suspend"
  | "resume"
  | "lose_contact"
  | "find"
  | "mature"
  | "transfer"
  | "leave"
  | "strike_off"
  | "expel"
  | "die"
  | "restore";

/**
 * Whose decision a move is: the organisation's own (its committee, its meeting), the level above, or the organisation that
 * receives. A chi đoàn cơ sở and a đoàn cơ sở are their own level above.
 */
export type Decider = "organisation" | "level_above" | "receiver";

type LifeRule = { from: readonly Standing[]; to: Standing; by: Decider };
type LifeTable = Partial<Record<LifeMove, LifeRule>>;

const WITHIN = ["active", "suspended", "lost_contact"] as const satisfies readonly Standing[];

/**
 * Every move there is in a membership of Đoàn: who is not in the table does not move. Who was struck off, left or was expelled
 * may be proposed again like anybody; restoring instead keeps the first day in Đoàn, and of an expulsion needs its decision
 * lifted. That chi đoàn strike off and that the level above expels and restores is the charter's order of decisions as
 * commonly known, not looked up.
 */
const UNION_LIFE: LifeTable = {
  register: { from: ["unknown"], to: "sympathiser", by: "organisation" },
  propose: {
    from: ["unknown", "sympathiser", "left", "struck_off", "expelled", "transferred_out", "matured"],
    to: "proposed",
    by: "organisation",
  },
  withdraw: { from: ["proposed"], to: "sympathiser", by: "organisation" },
  refuse: { from: ["proposed"], to: "sympathiser", by: "level_above" },
  approve: { from: ["proposed"], to: "active", by: "level_above" },
  suspend: { from: ["active"], to: "suspended", by: "organisation" },
  resume: { from: ["suspended"], to: "active", by: "organisation" },
  lose_contact: { from: ["active"], to: "lost_contact", by: "organisation" },
  find: { from: ["lost_contact"], to: "active", by: "organisation" },
  mature: { from: WITHIN, to: "matured", by: "organisation" },
  transfer: { from: WITHIN, to: "transferred_out", by: "receiver" },
  leave: { from: WITHIN, to: "left", by: "organisation" },
  strike_off: { from: WITHIN, to: "struck_off", by: "organisation" },
  expel: { from: WITHIN, to: "expelled", by: "level_above" },
  die: { from: WITHIN, to: "deceased", by: "organisation" },
  restore: { from: ["struck_off", "left", "expelled", "matured"], to: "active", by: "level_above" },
};

/** Of the Hội: proposed, a hội viên, no longer one (§1.10 (3)). */
const ASSOCIATION_LIFE: LifeTable = {
  register: { from: ["unknown"], to: "sympathiser", by: "organisation" },
  propose: {
    from: ["unknown", "sympathiser", "left", "transferred_out"],
    to: "proposed",
    by: "organisation",
  },
  withdraw: { from: ["proposed"], to: "sympathiser", by: "organisation" },
  refuse: { from: ["proposed"], to: "sympathiser", by: "level_above" },
  approve: { from: ["proposed"], to: "active", by: "level_above" },
  transfer: { from: ["active"], to: "transferred_out", by: "receiver" },
  leave: { from: ["active"], to: "left", by: "organisation" },
  die: { from: ["active"], to: "deceased", by: "organisation" },
  restore: { from: ["left"], to: "active", by: "level_above" },
};

const LIVES: Readonly<Record<Line, LifeTable>> = { union: UNION_LIFE, association: ASSOCIATION_LIFE };

/** Where a move leads from a standing; null where it is not possible. */
export function moveFrom(line: Line, standing: Standing, move: LifeMove): LifeRule | null {
  const rule = LIVES[line][move];
  return rule?.from.includes(standing) ? rule : null;
}

/** Where a membership stands on a day, by its row and the times within it. */
export function standingOf(
  membership: Period & { endKind: MembershipEnd | null },
  statuses: readonly (Period & { kind: MembershipStatusKind })[],
  on: PlainDate,
): Standing {
  if (membership.endKind && membership.validTo && membership.validTo <= on) return membership.endKind;
  return statuses.find((status) => covers(status, on))?.kind ?? "active";
}

/** How each way out is called as a move. */
export const MOVE_OF_END: Readonly<Record<MembershipEnd, LifeMove>> = {
  matured: "mature",
  transferred_out: "transfer",
  struck_off: "strike_off",
  expelled: "expel",
  deceased: "die",
  left: "leave",
};

/** Months a "hoãn sinh hoạt" may last each time (§2.5); the database holds the same. */
export const SUSPENSION_MAX_MONTHS = 12;

/** Days before its end from which a "hoãn sinh hoạt" is on the work list; ours, so that there is time for a meeting. */
export const SUSPENSION_NOTICE_DAYS = 30;

/** Whether the times of being put off run out soon, or ran out unheard: then somebody should ask the person back. */
export const runsOutSoon = (validTo: PlainDate, on: PlainDate): boolean =>
  validTo <= addDays(on, SUSPENSION_NOTICE_DAYS);

/** V32: whether a parent or guardian must have consented before somebody is admitted; stops only what no possible birth day allows (V05). */
export function needsGuardianConsent(
  birth: PartialDate | null,
  admitOn: PlainDate,
  ruleSet: RuleSet,
): boolean {
  const rule = ruleSet.rules.guardianConsent;
  return (
    rule !== undefined && birth !== null && admitOn >= rule.from && ageOn(birth, admitOn).max < rule.underAge
  );
}

/** Ways out of a membership. A hội viên ends by "thôi" (§1.10 (3)), by moving or by death. */
export const endKindsOf = (line: Line): readonly MembershipEnd[] =>
  line === "union"
    ? ["matured", "transferred_out", "left", "struck_off", "expelled", "deceased"]
    : ["left", "transferred_out", "deceased"];

/** Ways out that are written down as such: an expulsion follows from the decision in the register of discipline, and only from it. */
export const recordableEndsOf = (line: Line): readonly MembershipEnd[] =>
  endKindsOf(line).filter((kind) => kind !== "expelled");

/** Those that are decided against somebody need the reason. */
export const endNeedsReason = (kind: MembershipEnd): boolean => kind === "struck_off" || kind === "expelled";

/** V08, V09: a committee larger or smaller than its organisation's size allows (§2.3); nothing is known of the Hội's. */
export type CommitteeFinding =
  | { rule: "V08"; finding: "too_many" | "too_few"; min: number; max: number; posts: number }
  | { rule: "V09"; finding: "too_many"; below: number; max: number; posts: number };

export function committeeFinding(
  committee: { kind: BranchKind; members: number; posts: number },
  ruleSet: RuleSet,
): CommitteeFinding | null {
  const { kind, members, posts } = committee;
  if (ruleSet.line === "association") return null;
  const { rules } = ruleSet;
  if (kind !== "grassroots_union" && members < rules.smallCellBelow) {
    const { smallCellBelow: below, smallCellMaxPosts: max } = rules;
    return posts > max ? { rule: "V09", finding: "too_many", below, max, posts } : null;
  }
  const { min, max } = kind === "grassroots_union" ? rules.grassrootsCommittee : rules.cellCommittee;
  if (posts > max) return { rule: "V08", finding: "too_many", min, max, posts };
  return posts < min ? { rule: "V08", finding: "too_few", min, max, posts } : null;
}

/**
 * V33: letters that only a text typed with the old TCVN3 or VNI fonts has. Latin-1 letters outside the Vietnamese
 * alphabet, a marked capital inside a word (NguyÔn), a VNI pair (aâ, oâ, aù). A hint, for foreign names have some too.
 */
export const looksLegacyEncoded = (text: string): boolean =>
  LEGACY.some((sign) => sign.test(text.normalize("NFC")));

const LEGACY = [
  /[\u00a1-\u00b6\u00b8-\u00bf×÷ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ\u00ad]/,
  /\p{Ll}[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐ]/u,
  /[ae][àáãâèéêùõ]|o[âùõ]|yù|[uy]õ/i,
];
