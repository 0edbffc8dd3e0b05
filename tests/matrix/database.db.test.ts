import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { owner } from "@/tests/support/database";
import { allRows, type Expected, expected, type Rows } from "./expected";
import { type Change, MYSELF, type Row, type Ruling, TABLES } from "./tables";
import { buildWorld, type Person, type World } from "./world";

/**
 * The matrix asked of the database itself: as the program's role, by raw SQL, in each viewer's own session. Every row of
 * every table is tried by everybody: read, added beside, changed and deleted.
 */

// Hundreds of questions in one test: slow where many others run.
vi.setConfig({ testTimeout: 180_000 });

let world: World;
let program: Client;
let rows: Rows;
let due: Expected;
let tried = 0;

beforeAll(async () => {
  world = await buildWorld();
  await owner.query(TRY_EACH);
  rows = await allRows();
  due = expected(world, rows);
  program = new Client({ connectionString: process.env["APP_DATABASE_URL"] });
  await program.connect();
}, 120_000);

afterAll(async () => {
  await program?.end();
  process.stdout.write(
    `The database was asked ${tried} cells: ${rows.size} tables, ${world.persons.length} viewers\n`,
  );
});

/** Tries a statement on each row and undoes it: rows it reached, or the state in which the database refused it. */
const TRY_EACH = `
create function public.try_each(statement text, keys text[]) returns table (key text, outcome text)
language plpgsql security invoker as $$
declare n int;
begin
  foreach key in array keys loop
    begin
      execute statement using key;
      get diagnostics n = row_count;
      raise exception using errcode = 'ZZ001', message = n::text;
    exception when others then
      outcome := case sqlstate when 'ZZ001' then sqlerrm else sqlstate end;
      return next;
    end;
  end loop;
end $$;
grant execute on function public.try_each(text, text[]) to public`;

async function inSession<Value>(person: Person, work: () => Promise<Value>): Promise<Value> {
  await program.query("begin");
  try {
    await program.query("select set_config('app.session', $1, true)", [person.token]);
    return await work();
  } finally {
    await program.query("rollback");
  }
}

/** Rows to try to write: of what nobody writes, a few are enough. */
const written = (table: string, ruling: Ruling): Row[] =>
  (rows.get(table) ?? []).slice(0, "read" in ruling && table !== "audit_entry" ? undefined : 5);

const label = (table: string, row: Row) =>
  `${table} ${row["name"] ?? row["full_name"] ?? row["title"] ?? row["id"] ?? row.key} ${row["line"] ?? ""}`;

/** Rows where the answer and the table differ, in words. */
function differences(
  table: string,
  all: readonly Row[],
  got: (row: Row) => boolean,
  due: (row: Row) => boolean,
  verb: string,
) {
  tried += all.length;
  return all
    .filter((row) => got(row) !== due(row))
    .map((row) => `${got(row) ? "could" : "could not"} ${verb} ${label(table, row)}`);
}

const refusesAll = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "42501";

async function seen(table: string): Promise<Set<string>> {
  // The program's role reads some columns only of accounts; their own row is found by its key.
  const key = table === "account" ? "id" : "ctid";
  try {
    const found = await program.query(`select ${key}::text as key from "${table}"`);
    return new Set(found.rows.map((row) => row.key));
  } catch (error) {
    if (refusesAll(error)) return new Set();
    throw error;
  }
}

const NOT_REFUSED = /^(?!42501|0$)/;

async function tryEach(statement: string, keys: readonly string[]): Promise<Map<string, boolean>> {
  const answers = await program.query("select key, outcome from public.try_each($1, $2)", [statement, keys]);
  return new Map(answers.rows.map(({ key, outcome }) => [key, NOT_REFUSED.test(outcome)]));
}

async function copyEach(table: string, person: Person, all: readonly Row[]): Promise<Map<string, boolean>> {
  const { rows: columns } = await owner.query(
    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
    [table],
  );
  const names = columns.map(({ attname }) => attname);
  const copies = all.map((row) => {
    const copy: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, row[name]]));
    if ("id" in copy) copy["id"] = crypto.randomUUID();
    for (const name of MYSELF) if (name in copy && copy[name] !== null) copy[name] = person.accountId;
    return JSON.stringify(copy);
  });
  const answers = await tryEach(
    `insert into "${table}" select (jsonb_populate_record(null::public."${table}", $1::jsonb)).*`,
    copies,
  );
  return new Map(all.map((row, index) => [row.key, answers.get(copies[index] ?? "") === true]));
}

describe("the tables of the schema", () => {
  it("are all decided about", async () => {
    const found = [...rows.keys()];
    const missing = found.filter((table) => !(table in TABLES));
    const gone = Object.keys(TABLES).filter((table) => !found.includes(table));
    expect(
      missing,
      "add each to TABLES in tests/matrix/tables.ts: who reads, adds to and changes it",
    ).toEqual([]);
    expect(gone, "take out of TABLES in tests/matrix/tables.ts").toEqual([]);
  });

  it("all stand behind row-level security, with a row of each to try", async () => {
    const bare = await owner.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity and relname not like '\\_prisma%'",
    );
    expect(bare.rows).toEqual([]);
    const empty = [...rows].filter(([, found]) => found.length === 0).map(([table]) => table);
    expect(empty.sort()).toEqual([
      "account_link",
      "audit_block",
      "command_receipt",
      // Of the account itself, as the notices are: tests/lib/inbox.
      "digest",
      "digest_address",
      "duplicate_case",
      // Of the account itself, written and read by nobody else: tests/lib/imports/engine.db.test.ts.
      "import",
      "import_layout",
      "import_row",
      "notice_mute",
      "person_pair",
      "recovery_code",
      "second_factor",
      "sign_in_attempt",
    ]);
  });
});

describe.each(Object.entries(TABLES))("%s", (table, ruling) => {
  it("is read by whom the matrix names, and by nobody else", async () => {
    const all = rows.get(table) ?? [];
    const wrong: string[] = [];
    for (const person of world.persons) {
      const found = await inSession(person, () => seen(table));
      const isSeen = (row: Row) => found.has(table === "account" ? String(row["id"]) : row.key);
      const isDue = (row: Row) => due.isReadable(person, table, row);
      // The trace is stricter than the records in it, by rules of its own; it never shows more.
      const got = (row: Row) => isSeen(row) || (table === "audit_entry" && isDue(row));
      wrong.push(...differences(table, all, got, isDue, "read").map((what) => `${person.name} ${what}`));
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it("is added to by whom the matrix names, and by nobody else", async () => {
    const all = written(table, ruling);
    const rules = "read" in ruling ? [ruling.add ?? []].flat() : [];
    const wrong: string[] = [];
    for (const person of world.persons) {
      const answers = await inSession(person, () => copyEach(table, person, all));
      const isDue = (row: Row) =>
        rules.some((rule) => rule.rows?.(row) !== false && mayTry(person, table, rule, row));
      wrong.push(
        ...differences(table, all, (row) => answers.get(row.key) === true, isDue, "add to").map(
          (what) => `${person.name} ${what}`,
        ),
      );
    }
    expect(wrong).toEqual([]);
  });

  it("is changed by whom the matrix names, and by nobody else", async () => {
    const all = written(table, ruling);
    const changes: readonly Change[] = "read" in ruling ? (ruling.changes ?? []) : [];
    const [column] = Object.keys(all[0] ?? {});
    // A table nobody changes is tried all the same, by a change that would change nothing.
    const tries: readonly Change[] =
      changes.length > 0 ? changes : [{ set: `"${column}" = "${column}"`, by: "nobody" }];
    const wrong: string[] = [];
    for (const person of world.persons) {
      for (const change of tries) {
        const asked = all.filter((row) => change.rows?.(row) !== false);
        const answers = await inSession(person, () =>
          tryEach(
            `update "${table}" set ${change.set} where ctid = $1::tid`,
            asked.map(({ key }) => key),
          ),
        );
        const isDue = (row: Row) => mayTry(person, table, change, row);
        wrong.push(
          ...differences(
            table,
            asked,
            (row) => answers.get(row.key) === true,
            isDue,
            `change (${change.set})`,
          ).map((what) => `${person.name} ${what}`),
        );
      }
    }
    expect(wrong).toEqual([]);
  });

  it("is deleted from by whom the matrix names, and by nobody else", async () => {
    const all = written(table, ruling);
    const rules = "read" in ruling ? [ruling.remove ?? []].flat() : [];
    const wrong: string[] = [];
    for (const person of world.persons) {
      const answers = await inSession(person, () =>
        tryEach(
          `delete from "${table}" where ctid = $1::tid`,
          all.map(({ key }) => key),
        ),
      );
      const isDue = (row: Row) =>
        rules.some((rule) => rule.rows?.(row) !== false && mayTry(person, table, rule, row));
      wrong.push(
        ...differences(table, all, (row) => answers.get(row.key) === true, isDue, "delete").map(
          (what) => `${person.name} ${what}`,
        ),
      );
    }
    expect(wrong).toEqual([]);
  });
});

function mayTry(person: Person, table: string, rule: Omit<Change, "set"> | undefined, row: Row): boolean {
  const { held } = person;
  if (!rule || !held || rule.by === "nobody" || rule.exceptWhen?.(held, row)) return false;
  return due.isGranted(person, rule.by, table, row) || rule.alsoWhen?.(held, row) === true;
}
