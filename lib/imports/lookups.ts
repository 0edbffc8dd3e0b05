import "server-only";
import { type Viewer, visibleBranches, visibleEnterprises, visibleOfBranches } from "@/lib/access/policy";
import { listCommunes } from "@/lib/areas/queries";
import type { RuleSet } from "@/lib/branches/rules";
import { ruleSetSchema } from "@/lib/branches/schema";
import type { Period } from "@/lib/dates/period";
import { fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import type { Problem, RowValues, Value } from "@/lib/imports/fields";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { unitNamesOn } from "@/lib/units/queries";

/** What the kinds look up by name, each read once for the whole file and only as far as the viewer sees. */

export type Memory = Map<string, unknown>;

/** Reads once for the file what does not change while it is planned. */
async function once<Value>(memory: Memory, name: string, read: () => Promise<Value>): Promise<Value> {
  if (!memory.has(name)) memory.set(name, await read());
  // Only ever put there by the line above, under the same name.
  return memory.get(name) as Value;
}

/** A map that lives for the file, for what earlier rows brought. */
export function kept<Kept>(memory: Memory, name: string): Map<string, Kept> {
  // Only ever put there by the line below, under the same name.
  const known = (memory.get(name) as Map<string, Kept> | undefined) ?? new Map<string, Kept>();
  memory.set(name, known);
  return known;
}

export type Lookup<Row> = {
  all: readonly Row[];
  byId(id: string): Row | undefined;
  /** Everything a text may name; more than one is for a person to tell apart. */
  named(text: string): readonly Row[];
};

function lookupOf<Row extends { id: string }>(
  rows: readonly Row[],
  namesOf: (row: Row) => readonly string[],
  keysOf: (text: string) => readonly string[] = (text) => [searchKey(text)],
): Lookup<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byKey = new Map<string, Set<Row>>();
  for (const row of rows) {
    for (const key of namesOf(row).flatMap(keysOf)) {
      if (key) byKey.set(key, (byKey.get(key) ?? new Set()).add(row));
    }
  }
  return {
    all: rows,
    byId: (id) => byId.get(id),
    // The whole name first; what is left without its kind only where nothing bears the whole.
    named: (text) => {
      for (const key of keysOf(text)) {
        const found = byKey.get(key);
        if (found) return [...found];
      }
      return [];
    },
  };
}

export type KnownBranch = {
  id: string;
  name: string;
  kind: BranchKind;
  line: Line;
  unitId: string;
  provinceId: string;
  parentId: string | null;
  establishedOn: PlainDate;
  lives: Period[];
};

const KIND_WORDS = /^(?:chi doan co so|chi doan|chi hoi|doan co so|doan|hoi|clb|cau lac bo|cd|ch|dcs|cdcs) /;
const branchKeys = (text: string): string[] => {
  const key = searchKey(text);
  return [key, `~${key.replace(KIND_WORDS, "")}`, `=${enterpriseNameKey(key.replace(KIND_WORDS, ""))}`];
};

/** Organisations in sight by name, also without "chi đoàn" and the words of a legal form. */
export const branchLookup = (viewer: Viewer, tx: Tx, memory: Memory): Promise<Lookup<KnownBranch>> =>
  once(memory, "branches", async () => {
    const rows = await tx.branch.findMany({
      where: visibleBranches(viewer),
      orderBy: [{ sortKey: "asc" }, { id: "asc" }],
      select: {
        ...{ id: true, name: true, kind: true, line: true, unitId: true, provinceId: true, parentId: true },
        establishedOn: true,
        lives: {
          where: { AND: visibleOfBranches(viewer), voidedAt: null },
          select: { validFrom: true, validTo: true },
        },
      },
    });
    const branches = rows.map(({ lives, establishedOn, ...branch }) => ({
      ...branch,
      establishedOn: fromDatabase(establishedOn),
      lives: lives.map(({ validFrom, validTo }) => ({
        validFrom: fromDatabase(validFrom),
        validTo: validTo && fromDatabase(validTo),
      })),
    }));
    return lookupOf(branches, ({ name }) => [name], branchKeys);
  });

/** Units of the viewer's provinces under today's names, long and short. */
export const unitLookup = (viewer: Viewer, tx: Tx, memory: Memory) =>
  once(memory, "units", async () =>
    lookupOf([...(await unitNamesOn(viewer, tx, today())).values()], ({ name, shortName }) => [
      name,
      shortName,
    ]),
  );

const areaKeys = (text: string): string[] => {
  const key = searchKey(text);
  return [key, `~${key.replace(/^(?:xa|phuong|thi tran|tt|p|x) /, "")}`];
};

/** Communes of the viewer's provinces today, with or without their district and the word "xã". */
export const areaLookup = (viewer: Viewer, tx: Tx, memory: Memory) =>
  once(memory, "areas", async () =>
    lookupOf(await listCommunes(viewer, tx), ({ name, label }) => [label, name], areaKeys),
  );

export type KnownEnterprise = {
  id: string;
  name: string;
  taxCode: string | null;
  taxBranch: string | null;
  unionUnitId: string;
  associationUnitId: string;
  provinceId: string;
};

const ENTERPRISE_FACTS = {
  ...{ id: true, name: true, nameKey: true, taxCode: true, taxBranch: true },
  ...{ unionUnitId: true, associationUnitId: true, provinceId: true },
} as const;

/**
 * Enterprises in sight that rows name by tax code or by name. A code decides alone; a name only where one enterprise bears it.
 */
export async function findEnterprises(
  viewer: Viewer,
  tx: Tx,
  asked: readonly { code: TaxCode | null; name: string | null }[],
): Promise<(row: { code: TaxCode | null; name: string | null }) => readonly KnownEnterprise[]> {
  const codes = [...new Set(asked.flatMap(({ code }) => (code ? [code.code10] : [])))];
  const keys = [...new Set(asked.flatMap(({ name }) => (name ? [enterpriseNameKey(name)] : [])))];
  const rows = await tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), OR: [{ taxCode: { in: codes } }, { nameKey: { in: keys } }] },
    orderBy: { id: "asc" },
    select: ENTERPRISE_FACTS,
  });
  return ({ code, name }) => {
    if (code) {
      const found = rows.filter(
        (row) => row.taxCode === code.code10 && (row.taxBranch ?? null) === (code.branch ?? null),
      );
      if (found.length > 0) return found;
    }
    if (!name) return [];
    const key = enterpriseNameKey(name);
    const alike = rows.filter((row) => row.nameKey === key && (!code || row.taxCode === null));
    const exact = alike.filter((row) => searchKey(row.name) === searchKey(name));
    return exact.length > 0 ? exact : alike;
  };
}

/** The rule sets of a line, by their day; an act is judged by the set of its own date. */
export async function ruleSetsOf(tx: Tx, memory: Memory, line: Line): Promise<(on: PlainDate) => RuleSet> {
  const sets = await once(memory, `rules ${line}`, async () => {
    const stored = await tx.ruleSet.findMany({ where: { line }, orderBy: { validFrom: "asc" } });
    return stored.map(({ code, name, params, validFrom }) => ({
      from: fromDatabase(validFrom),
      set: ruleSetSchema.parse({ line, code, name, rules: params }),
    }));
  });
  return (on) => {
    const known = sets.findLast(({ from }) => from <= on) ?? sets[0];
    if (!known) throw new Error("No rule sets are loaded: run the reference loader");
    return known.set;
  };
}

export type TaxCode = { code10: string; branch: string | null };

// Values as the cells were read; a value of another shape is as good as none.

export const textOf = (values: RowValues, field: string): string | null => {
  const value = values[field];
  return typeof value === "string" && value !== "" ? value : null;
};
export const flagOf = (values: RowValues, field: string): boolean | null => {
  const value = values[field];
  return typeof value === "boolean" ? value : null;
};
const isObject = (value: Value | undefined): value is Exclude<Value, string | number | boolean | null> =>
  typeof value === "object" && value !== null;
export const codeOf = (values: RowValues, field: string): TaxCode | null => {
  const value = values[field];
  return isObject(value) && "code10" in value ? value : null;
};
export const partialOf = (values: RowValues, field: string) => {
  const value = values[field];
  return isObject(value) && "date" in value ? value : null;
};

/** What a row has against it, gathered; a conflict contradicts the record or another row. */
export class Objections {
  readonly problems: Problem[] = [];
  private contradicts = false;
  error(field: string | null, message: string): void {
    this.problems.push({ field, message });
  }
  conflict(field: string | null, message: string): void {
    this.contradicts = true;
    this.problems.push({ field, message });
  }
  /** Null while nothing was objected to. */
  outcome() {
    if (this.problems.length === 0) return null;
    return {
      outcome: this.contradicts ? ("conflict" as const) : ("error" as const),
      problems: this.problems,
    };
  }
}

/** The one thing a text names, or what to object. */
export function theOne<Row>(
  objections: Objections,
  field: string,
  text: string,
  found: readonly Row[],
  labelOf: (row: Row) => string,
): Row | null {
  const [first] = found;
  if (found.length === 1 && first) return first;
  if (!first)
    objections.error(field, `Không tìm thấy “${text}” trong phạm vi của bạn. Xem lại tên, hoặc ghi mã`);
  else {
    const names = found.slice(0, 5).map(labelOf).join("; ");
    objections.conflict(field, `“${text}” có thể là nhiều nơi: ${names}. Ghi tên đầy đủ`);
  }
  return null;
}

export const NOT_IN_SIGHT =
  "Không tìm thấy mã này trong phạm vi của bạn. Xem lại mã, hoặc xoá mã để thêm mới";
