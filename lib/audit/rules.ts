/** A row as the trace keeps it: columns as the database writes them in JSON. */
export type Facts = Readonly<Partial<Record<string, unknown>>>;

type Operation = "INSERT" | "UPDATE" | "DELETE" | "READ";

export type Entry = {
  id: bigint;
  tableName: string;
  operation: Operation;
  before: Facts | null;
  after: Facts | null;
};

/** A column that differs, or one that came or went with its row. */
export type Change = { column: string; before: unknown; after: unknown };

/** What happened to one row, in the order of its columns. */
export type RowChange = { entry: Entry; operation: Operation; changes: Change[] };

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Columns that differ between two states of a row; what was nothing and is nothing is no difference. */
export function changesBetween(before: Facts | null, after: Facts | null): Change[] {
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return columns
    .map((column) => ({ column, before: before?.[column] ?? null, after: after?.[column] ?? null }))
    .filter((change) => !same(change.before, change.after))
    .filter((change) => !(isNothing(change.before) && isNothing(change.after)));
}

/** What a row in two times is about: the one that replaces another agrees in all of these. */
const IDENTITY = ["person_id", "branch_id", "enterprise_id", "line", "title", "unit_id"] as const;

const isVoided = (facts: Facts | null): boolean => {
  const { voided_at: voidedAt } = facts ?? {};
  return Boolean(voidedAt);
};
const isVoiding = ({ operation, before, after }: Entry): boolean =>
  operation === "UPDATE" && !isVoided(before) && isVoided(after);

const replaces = (one: Entry, voided: Entry): boolean =>
  one.operation === "INSERT" &&
  one.tableName === voided.tableName &&
  IDENTITY.every((column) => column === "unit_id" || same(one.after?.[column], voided.before?.[column]));

/**
 * What one deed did, row by row. Rows in two times are corrected by voiding one and writing another: such a pair is told
 * as the change it is, and a voiding alone as a removal.
 */
export function rowChanges(entries: readonly Entry[]): RowChange[] {
  const taken = new Set<Entry>();
  const told: RowChange[] = [];
  for (const entry of entries) {
    if (taken.has(entry)) continue;
    const partner = isVoiding(entry)
      ? entries.find((other) => !taken.has(other) && replaces(other, entry))
      : entries.find((other) => !taken.has(other) && isVoiding(other) && replaces(entry, other));
    taken.add(entry);
    if (partner) {
      taken.add(partner);
      const [voided, written] = isVoiding(entry) ? [entry, partner] : [partner, entry];
      told.push({
        entry: written,
        operation: "UPDATE",
        changes: changesBetween(voided.before, written.after),
      });
    } else if (isVoiding(entry)) {
      told.push({ entry, operation: "DELETE", changes: changesBetween(entry.before, null) });
    } else {
      told.push({ entry, operation: entry.operation, changes: changesBetween(entry.before, entry.after) });
    }
  }
  return told;
}

/** What is written outside requests, by loading data, is one deed as long as it goes on. */
const PAUSE_MS = 1000;

/** Entries of one deed stand together; a deed is one request of one account. */
export function deedsOf<
  Row extends { accountId: string | null; requestId: string | null; deed: string | null; at: Date },
>(rows: readonly Row[]): Row[][] {
  const deeds: Row[][] = [];
  for (const row of rows) {
    const group = deeds.at(-1);
    const [first] = group ?? [];
    const isSame =
      first !== undefined &&
      first.accountId === row.accountId &&
      first.deed === row.deed &&
      (row.requestId === null
        ? first.requestId === null &&
          Math.abs((group?.at(-1)?.at.getTime() ?? 0) - row.at.getTime()) < PAUSE_MS
        : first.requestId === row.requestId);
    if (group && isSame) group.push(row);
    else deeds.push([row]);
  }
  return deeds;
}
