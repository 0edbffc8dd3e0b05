import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PlainDate } from "@/lib/dates/plain-date";
import { contradictions } from "@/prisma/reference/consistency";
import {
  areaSuccessionsFile,
  areasFile,
  planFile,
  provinceFile,
  reorganisationsFile,
  unitsFile,
} from "@/prisma/reference/format";
import {
  cataloguesFile,
  ethnicGroupsFile,
  privacyFile,
  ruleSetsFile,
} from "@/prisma/reference/format-national";
import {
  type AreaVersion,
  BEGINNING,
  type Lived,
  type Province,
  type UnitVersion,
  type Validity,
} from "@/prisma/reference/province";

/** Reads a province's folder. Throws an Error that names the file and every fault, for nobody may load half a province. */
export function readProvince(folder: string): Province {
  const successions = read(folder, "area-successions.json", areaSuccessionsFile);
  const province: Province = {
    ...read(folder, "province.json", provinceFile),
    units: unitsOf(read(folder, "units.json", unitsFile)),
    areas: areasOf(read(folder, "areas.json", areasFile)),
    successions: successions.rows.map((row) => ({ ...row, note: textOf(row.note, successions.notes) })),
    reorganisations: read(folder, "reorganisations.json", reorganisationsFile).reorganisations,
    plan: existsSync(join(folder, "plan.json")) ? read(folder, "plan.json", planFile) : null,
  };
  const faults = contradictions(province);
  if (faults.length > 0) throw new Error(`${folder} contradicts itself:\n${faults.join("\n")}`);
  return province;
}

/** Reads what holds in the whole country: charter rules (a source key replaced by its text), ethnic groups, catalogues. */
export function readNational(folder: string) {
  const { sources, ruleSets } = read(folder, "rule-sets.json", ruleSetsFile);
  return {
    ruleSets: ruleSets.map(({ params, ...ruleSet }) => ({
      ...ruleSet,
      params: Object.fromEntries(
        Object.entries(params).flatMap(([name, rule]) =>
          rule ? [[name, { ...rule, source: textOf(rule.source, sources) }]] : [],
        ),
      ),
    })),
    ethnicGroups: read(folder, "ethnic-groups.json", ethnicGroupsFile),
    catalogues: read(folder, "catalogues.json", cataloguesFile).catalogues,
    privacy: read(folder, "privacy.json", privacyFile),
  };
}

export type National = ReturnType<typeof readNational>;

function read<Schema extends z.ZodType>(folder: string, file: string, schema: Schema): z.output<Schema> {
  const path = join(folder, file);
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is not in form:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The text a key of the file stands for; none for no key. */
function textOf(key: string, texts: Readonly<Record<string, string>>): string;
function textOf(key: string | null, texts: Readonly<Record<string, string>>): string | null;
function textOf(key: string | null, texts: Readonly<Record<string, string>>): string | null {
  if (key === null) return null;
  const text = texts[key];
  if (text === undefined) throw new Error(`No text is given for "${key}"`);
  return text;
}

const validity = ({ from, to }: { from: PlainDate | null; to: PlainDate | null }): Validity => ({
  validFrom: from ?? BEGINNING,
  validFromKnown: from !== null,
  validTo: to,
});

function gather<Row extends { key: string }, Version extends Validity>(
  rows: readonly Row[],
  version: (row: Row) => Version,
): Lived<Version>[] {
  const byKey = new Map<string, Version[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), version(row)]);
  return [...byKey].map(([key, versions]) => ({ key, versions }));
}

const unitsOf = ({ rows, details, inferences }: z.output<typeof unitsFile>) =>
  gather(rows, (row): UnitVersion => {
    const detail = details[row.key];
    return {
      ...validity(row),
      kind: row.kind,
      name: row.name,
      shortName: detail?.shortName ?? shortNameOf(row.name),
      parent: row.parent,
      code: row.code,
      symbol: detail?.symbol ?? null,
      ownsLine: detail?.ownsLine ?? null,
      inferred: row.inferred !== null,
      note: textOf(row.inferred, inferences) ?? detail?.note ?? null,
    };
  });

/** What stands in a table's narrow column: "Hà Quảng" for Huyện Đoàn Hà Quảng, "Xã Hà Quảng" for Đoàn xã Hà Quảng. */
const shortNameOf = (name: string): string =>
  name
    .replace(/^(?:Huyện|Thành|Thị|Quận) Đoàn /, "")
    .replace(/^Đoàn (xã|phường|đặc khu) /, (_, type: string) => `${capital(type)} `);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const areasOf = ({ rows, notes }: z.output<typeof areasFile>) =>
  gather(
    rows,
    (row): AreaVersion => ({
      ...validity(row),
      level: LEVELS[row.code.length] ?? "commune",
      type: typeOf(row.name),
      code: row.code,
      name: row.name,
      parent: row.in,
      note: textOf(row.note, notes),
    }),
  );

/** Official codes have two digits for a province, three for a district, five for a commune. */
const LEVELS: Readonly<Record<number, AreaVersion["level"]>> = { 2: "province", 3: "district", 5: "commune" };

const AREA_TYPE = /^(?:Tỉnh|Thành phố|Thị xã|Quận|Huyện|Phường|Thị trấn|Xã|Đặc khu)(?= )/;

const typeOf = (name: string): string => AREA_TYPE.exec(name)?.[0].toLowerCase() ?? "";
