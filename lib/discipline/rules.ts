import type { PlainDate } from "@/lib/dates/plain-date";
import type { DisciplineKind } from "@/lib/generated/prisma/enums";

/** What a decision is about: a member, or the organisation itself. */
export type Subject = "person" | "organisation";

/** The forms of discipline, the lightest first (§2.5). */
const KINDS: Readonly<Record<Subject, readonly DisciplineKind[]>> = {
  person: ["reprimand", "warning", "dismissal", "expulsion"],
  organisation: ["reprimand", "warning", "dissolution"],
};

/**
 * Whether the level above decides: of a member what takes a post or the membership away, of an organisation everything. The
 * database holds the same. From common knowledge of the charter, not looked up.
 */
export const isDecidedAbove = (subject: Subject, kind: DisciplineKind): boolean =>
  subject === "organisation" || kind === "dismissal" || kind === "expulsion";

/** What somebody may decide: all of it as the level above, the lighter forms as the organisation itself. */
export const kindsFor = (
  subject: Subject,
  may: { keeps: boolean; decidesAbove: boolean },
): readonly DisciplineKind[] =>
  KINDS[subject].filter((kind) => (isDecidedAbove(subject, kind) ? may.decidesAbove : may.keeps));

/** Whether the time a decision gave itself is over and nobody has lifted it. */
export const isPastUntil = (
  { until, validTo }: { until: PlainDate | null; validTo: PlainDate | null },
  on: PlainDate,
): boolean => validTo === null && until !== null && until <= on;
