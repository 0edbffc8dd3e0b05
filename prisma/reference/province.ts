import type { z } from "zod";
import { covers, type Period } from "@/lib/dates/period";
import type { PlainDate } from "@/lib/dates/plain-date";
import type { Line, UnitKind } from "@/lib/generated/prisma/enums";
import type {
  areaSuccessionsFile,
  planFile,
  provinceFile,
  reorganisationsFile,
} from "@/prisma/reference/format";

/**
 * Stands for "not known, before anything we hold" where the database wants a day; the row says `validFromKnown` false, so
 * that no screen shows it. A day no act of the Union, founded in 1931, can carry by mistake.
 */
export const BEGINNING: PlainDate = "1900-01-01";

/** A period and whether its first day is really known. */
export type Validity = Period & { validFromKnown: boolean };

export type UnitVersion = Validity & {
  kind: UnitKind;
  name: string;
  shortName: string;
  parent: string | null;
  code: string | null;
  symbol: string | null;
  ownsLine: Line | null;
  inferred: boolean;
  note: string | null;
};

export type AreaVersion = Validity & {
  level: "province" | "district" | "commune";
  type: string;
  code: string;
  name: string;
  parent: string | null;
  note: string | null;
};

/** Something with a key that lived, once, through one or more versions in the order of time. */
export type Lived<Version extends Validity> = { key: string; versions: Version[] };

export type Province = z.output<typeof provinceFile> & {
  units: Lived<UnitVersion>[];
  areas: Lived<AreaVersion>[];
  successions: z.output<typeof areaSuccessionsFile>["rows"];
  reorganisations: z.output<typeof reorganisationsFile>["reorganisations"];
  plan: z.output<typeof planFile> | null;
};

/** The versions that are true on a day, one at most for each key. */
export const livingOn = <Version extends Validity>(
  lived: readonly Lived<Version>[],
  on: PlainDate,
): (Version & { key: string })[] =>
  lived.flatMap(({ key, versions }) =>
    versions.filter((version) => covers(version, on)).map((version) => ({ key, ...version })),
  );

/** The units that answer to the province for enterprises: those the plan calls huyện, thành Đoàn and Đoàn Khối. */
const REPORTING_KINDS: readonly UnitKind[] = ["district", "city", "enterprise_bloc"];
const DISTRICT_KINDS: readonly UnitKind[] = ["district", "city"];

/** Unit keys a paper means, its groups replaced by the units of the group that live on the day. */
export function expandUnits(
  charged: readonly string[],
  units: readonly Lived<UnitVersion>[],
  on: PlainDate,
): string[] {
  const living = livingOn(units, on);
  const ofKinds = (kinds: readonly UnitKind[]) =>
    living.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key);
  return charged.flatMap((name) => {
    if (name === "@reporting_units") return ofKinds(REPORTING_KINDS);
    if (name === "@districts") return ofKinds(DISTRICT_KINDS);
    return [name];
  });
}
