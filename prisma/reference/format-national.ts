import { z } from "zod";
import { day, key, line } from "@/prisma/reference/format";

/** `none`: no source was found, the value is ours and may only warn. */
const confidence = z.enum(["high", "medium", "low", "none"]);
const rule = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value, source: z.string(), confidence });

const count = z.int().min(0);
const size = z.strictObject({ min: count, max: count });
/** What every congress is prepared and held by: the share of those called that must come, and what to have ready. */
const congress = {
  congressQuorum: rule(z.strictObject({ present: z.int().min(1), of: z.int().min(1) })),
  congressTasks: rule(
    z.array(
      z.strictObject({
        code: z.string().regex(/^[a-z_]+$/),
        label: line,
        note: line.optional(),
        link: z.url().optional(),
      }),
    ),
  ),
};

/** V32: below this age, from this day on, a parent or guardian has consented before anybody is admitted. */
const guardianConsent = rule(z.strictObject({ underAge: count, from: day })).optional();

/** The monthly fee in đồng, months of exemption at a time, what a level keeps of it; null where no source says. */
const feeParams = {
  monthlyFee: rule(z.strictObject({ unpaid: count, paid: count }).nullable()),
  feeExemptMaxMonths: rule(count.nullable()),
  feeShare: rule(z.strictObject({ kept: count, of: z.int().min(1) }).nullable()),
};

/** Rules of the Union's charter and guides (domain §2.2–2.5); the ids are those of domain §2.7. */
const unionParams = z.strictObject({
  /** V01: full years, and days on top. */
  admissionMinAge: rule(z.strictObject({ years: count, days: count })),
  /** V02: older than this is refused without an override. */
  admissionMaxAge: rule(count),
  /** V03: warns only. */
  admissionMinEducation: rule(z.enum(["primary"])),
  /** V12: older than this is on the list of those to leave with honour; never automatic. */
  maturityAge: rule(count),
  /** V13: who wished to stay stays at most until this age. */
  stayUntilAge: rule(count),
  /** V06. */
  cellMinMembers: rule(count),
  /** Members living in one area who can be the nucleus of an enterprise's organisation (survey E). */
  cellNucleusMinMembers: rule(count),
  /** V07. */
  grassrootsMinCells: rule(count),
  grassrootsMinMembers: rule(count),
  /** V09: a cell with fewer members has no committee, only a secretary and at most a deputy. */
  smallCellBelow: rule(count),
  smallCellMaxPosts: rule(count),
  /** V08: sizes of committees; a standing committee from that size of the committee on. */
  cellCommittee: rule(size),
  grassrootsCommittee: rule(size),
  grassrootsStandingFrom: rule(count),
  districtCommittee: rule(size),
  districtStanding: rule(size),
  /** How often a cell meets; the second where the level above has approved it. */
  meetingEveryMonths: rule(count),
  meetingEveryMonthsApproved: rule(count),
  /** Term between congresses. */
  enterpriseTermMonths: rule(count),
  districtTermMonths: rule(count),
  /** V23: an extension is at most this share of the term. */
  termExtensionMaxShare: rule(z.number().min(0).max(1)),
  /** Months without activity or fee in a year after which a member may be struck off. */
  strikeOffAfterMonths: rule(count),
  /** V17: months in which somebody who was sent should be received. */
  transferReceiptMonths: rule(count),
  /** Months of temporary residence from which a place counts as where somebody lives. */
  temporaryResidenceMonths: rule(count),
  guardianConsent,
  ...congress,
  ...feeParams,
});

/** Rules of the Youth Federation (Hội). All of them only warn. */
const associationParams = z.strictObject({
  memberMinAge: rule(count),
  memberMaxAge: rule(count),
  chapterMinMembers: rule(count),
  transferReceiptMonths: rule(count),
  guardianConsent,
  ...congress,
  ...feeParams,
});

const ruleSet = {
  code: key,
  name: line,
  from: day,
  to: day.optional(),
  confidence,
  source: line,
};

/** Charter rules with the days they are in force. A rule names its source by a key of `sources`; loaded, by its text. */
export const ruleSetsFile = z.strictObject({
  sources: z.record(z.string(), line),
  ruleSets: z.array(
    z.discriminatedUnion("line", [
      z.strictObject({ line: z.literal("union"), ...ruleSet, params: unionParams }),
      z.strictObject({ line: z.literal("association"), ...ruleSet, params: associationParams }),
    ]),
  ),
});

export const ethnicGroupsFile = z.strictObject({
  source: line,
  groups: z.array(z.tuple([z.string().regex(/^\d{2}$/), line])),
});

/** Lists of words: code and label, in the order in which they are shown. */
export const cataloguesFile = z.strictObject({
  catalogues: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z0-9_]+$/),
      name: line,
      source: line,
      from: day.optional(),
      to: day.optional(),
      entries: z.array(z.tuple([z.string().regex(/^[a-z0-9_]+$/), line])),
    }),
  ),
});

const prose = z.string().trim().min(1).normalize("NFC");

/** Samples for the personal-data law: clocks, purposes, texts, fixed holidays, periods of keeping (domain §8). */
export const privacyFile = z.strictObject({
  from: day,
  sources: line,
  clocks: z.array(
    z.tuple([
      z.string().regex(/^TH-\d{2}$/),
      z.string().regex(/^[a-z_.]+$/),
      z.int().min(1),
      z.enum(["hours", "days", "working_days", "months"]),
      line,
    ]),
  ),
  purposes: z.array(z.tuple([key, line, line, line, line])),
  textBasis: line,
  texts: z.array(z.tuple([z.enum(["notice", "consent", "guardian_consent", "breach_notice"]), line, prose])),
  holidaySource: line,
  holidays: z.array(z.tuple([day, line])),
  /** Months missing: kept until somebody with a mandate says otherwise. */
  retention: z.array(z.tuple([z.string().regex(/^[a-z_]+$/), z.int().min(1).nullable(), line])),
});
