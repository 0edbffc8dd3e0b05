import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/** When a number is asked for: true on `asOf` (a day), as known at `knownAt` (a moment; now unless asked). */
export type TwoTimes = { asOf: string; knownAt?: Date | undefined };

/** The row of table alias `alias` is true on the day: half-open [valid_from, valid_to). */
export const validOn = (alias: string, day: string): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.valid_from <= ${day}::date and (${row}.valid_to is null or ${row}.valid_to > ${day}::date))`;
};

/** The row was recorded by the moment and not yet voided then. Without a moment: not voided. */
export const knownAt = (alias: string, moment?: Date): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return moment
    ? Prisma.sql`(${row}.recorded_at <= ${moment} and (${row}.voided_at is null or ${row}.voided_at > ${moment}))`
    : Prisma.sql`${row}.voided_at is null`;
};

/** True on the day and known at the moment. */
export const standing = (alias: string, when: TwoTimes): Prisma.Sql =>
  Prisma.sql`(${validOn(alias, when.asOf)} and ${knownAt(alias, when.knownAt)})`;
