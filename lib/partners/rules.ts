import type { PlainDate } from "@/lib/dates/plain-date";

/** The version of a name in force on a day: the latest begun by then; before the first, the first, so that nobody is nameless. */
export function nameOn<Version extends { validFrom: PlainDate }>(
  versions: readonly Version[],
  on: PlainDate,
): Version | undefined {
  const ordered = [...versions].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  return ordered.findLast(({ validFrom }) => validFrom <= on) ?? ordered[0];
}

/** An agreement holds from its signing to its last day, both counted; without a last day it goes on. */
export const isInForce = (
  { signedOn, untilOn }: { signedOn: PlainDate; untilOn: PlainDate | null },
  on: PlainDate,
): boolean => signedOn <= on && (untilOn === null || on <= untilOn);
