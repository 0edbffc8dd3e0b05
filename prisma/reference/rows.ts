import type { ClientBase } from "pg";

/** Column names as in the database; every row of one call has the same columns. */
export type Row = Readonly<Record<string, unknown>>;

const names = (columns: readonly string[], alias?: string): string =>
  columns.map((column) => (alias ? `${alias}."${column}"` : `"${column}"`)).join(", ");

const columnsOf = (rows: readonly Row[]): string[] => Object.keys(rows[0] ?? {});

/** `$1` as rows of the table: the database itself reads dates, enums and arrays from the text. */
const given = (table: string): string => `jsonb_populate_recordset(null::"${table}", $1::jsonb)`;

/**
 * Inserts rows, or updates those whose id is there and whose content differs: a row that is already so is not touched,
 * and leaves no line in the trace. Columns in `settled` are left alone once somebody changed the row in the program
 * (its `version` is no longer 1).
 */
export async function put(
  client: ClientBase,
  table: string,
  rows: readonly Row[],
  { settled = [] }: { settled?: readonly string[] } = {},
): Promise<void> {
  const columns = columnsOf(rows);
  if (columns.length === 0) return;
  const target = (column: string) =>
    settled.includes(column)
      ? `case when t.version = 1 then excluded."${column}" else t."${column}" end`
      : `excluded."${column}"`;
  await client.query(
    `insert into "${table}" as t (${names(columns)}) select ${names(columns)} from ${given(table)}
     on conflict (id) do update set ${columns.map((column) => `"${column}" = ${target(column)}`).join(", ")}
     where row(${names(columns, "t")}) is distinct from row(${columns.map(target).join(", ")})`,
    [JSON.stringify(rows)],
  );
}

/** Inserts the rows that are not there; what is there is somebody's work or an equal link. */
export async function putOnce(client: ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const columns = columnsOf(rows);
  if (columns.length === 0) return;
  await client.query(
    `insert into "${table}" (${names(columns)}) select ${names(columns)} from ${given(table)} on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

/**
 * Makes the rows that hang on `owners` exactly these, for tables nothing else refers to. Rows that differ go before any
 * comes: two versions that trade a day would otherwise overlap for a moment, which the database refuses.
 */
export async function replace(
  client: ClientBase,
  table: string,
  [owner, owners]: readonly [column: string, ids: readonly string[]],
  rows: readonly Row[],
): Promise<void> {
  await prune(client, table, [owner, owners], rows);
  await putOnce(client, table, rows);
}

/** Deletes the rows that hang on `owners` and are not, column by column, among these. */
export async function prune(
  client: ClientBase,
  table: string,
  [owner, owners]: readonly [column: string, ids: readonly string[]],
  rows: readonly Row[],
  columns: readonly string[] = columnsOf(rows),
): Promise<void> {
  const same =
    columns.length > 0
      ? `row(${names(columns, "n")}) is not distinct from row(${names(columns, "t")})`
      : "false";
  await client.query(
    `delete from "${table}" t where t."${owner}" = any ($2::uuid[])
       and not exists (select from ${given(table)} n where ${same})`,
    [JSON.stringify(rows), owners],
  );
}
