import type { PlainDate } from "@/lib/dates/plain-date";

/** When something is true in the world: from the first day up to, but not on, `validTo`; null is open. */
export type Period = { validFrom: PlainDate; validTo: PlainDate | null };

/** When we held a row for true: from the moment it was recorded up to the moment it was voided; null is still. */
export type Recorded = { recordedAt: Date; voidedAt: Date | null };

export const covers = ({ validFrom, validTo }: Period, on: PlainDate): boolean =>
  validFrom <= on && (validTo === null || on < validTo);

/** Whether some day lies in both; periods that only touch share none, and an empty one shares none with any. */
export function overlaps(one: Period, other: Period): boolean {
  const [earlier, later] = one.validFrom <= other.validFrom ? [one, other] : [other, one];
  return covers(earlier, later.validFrom) && covers(later, later.validFrom);
}

/** Whether the row was held for true at the moment: how last year's figure stays last year's after a correction. */
export const knownAt = ({ recordedAt, voidedAt }: Recorded, moment: Date): boolean =>
  recordedAt <= moment && (voidedAt === null || moment < voidedAt);
