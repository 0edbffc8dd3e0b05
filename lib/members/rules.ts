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
import type { BranchKind, Line, MembershipEnd, PostTitle } from "@/lib/generated/prisma/enums";
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

/** Ways out of a membership. A hội viên ends by "thôi" (§1.10 (3)), by moving or by death. */
export const endKindsOf = (line: Line): readonly MembershipEnd[] =>
  line === "union"
    ? ["matured", "transferred_out", "left", "struck_off", "expelled", "deceased"]
    : ["left", "transferred_out", "deceased"];

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
