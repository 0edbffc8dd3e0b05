import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { owner } from "@/tests/support/database";
import { allRows, type Expected, expected, type Rows } from "./expected";
import { buildWorld, type Person, type World } from "./world";

/**
 * Somebody who can run any SQL as the program's role, in the own session: what they try to see more, or to be somebody else.
 * Each attempt is harmless: refused, or it shows what was shown before.
 */

vi.setConfig({ testTimeout: 180_000 });

let world: World;
let rows: Rows;
let due: Expected;
let program: Client;
let officer: Person;

beforeAll(async () => {
  world = await buildWorld();
  rows = await allRows();
  due = expected(world, rows);
  await owner.query("analyze");
  const found = world.persons.find(({ name }) => name === "district A's officer");
  if (!found) throw new Error("The world has no officer of district A");
  officer = found;
  program = new Client({ connectionString: process.env["APP_DATABASE_URL"] });
  await program.connect();
}, 180_000);
afterAll(() => program?.end());

/** In the officer's session, taken back afterwards. */
async function trying<Value>(work: () => Promise<Value>, token = officer.token): Promise<Value> {
  await program.query("begin");
  try {
    await program.query("select set_config('app.session', $1, true)", [token]);
    return await work();
  } finally {
    await program.query("rollback");
  }
}

/** Rows, or the state in which the database refused. */
async function attempt(statement: string, values: unknown[] = []): Promise<{ state: string; text: string }> {
  await program.query("savepoint attempt");
  try {
    const answer = await program.query(statement, values);
    await program.query("release savepoint attempt");
    return { state: "done", text: JSON.stringify(answer.rows) };
  } catch (error) {
    await program.query("rollback to savepoint attempt");
    const state =
      typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
    return { state, text: error instanceof Error ? error.message : "" };
  }
}

/** How much of everything the session shows. */
const SIGHT = `select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from branch) as branches,
  (select count(*)::int from person) as persons, (select count(*)::int from override_request) as requests,
  (select count(*)::int from audit_entry) as trace`;
const sight = async () => (await program.query(SIGHT)).rows[0];

describe("being somebody else", () => {
  it.each([
    "set app.account = 'x'; set app.account_id = 'x'; set app.level = 'province'; set app.role = 'org_department'",
    "set local app.province_id = '00000000-0000-0000-0000-000000000000'",
    "set row_security = off",
    "set session_replication_role = replica",
    "set role doanhoi_definer",
    "set role postgres",
    "set session authorization postgres",
    "reset role",
    "reset session authorization",
    "set search_path = pg_temp, public",
    "alter role current_user bypassrls",
    "alter table enterprise disable row level security",
    "alter policy reads on enterprise using (true)",
    "drop policy reads on enterprise",
    "create policy mine on enterprise using (true)",
    "grant doanhoi_definer to current_user",
    "create function access.units() returns uuid[] language sql as 'select null::uuid[]'",
    "create or replace function access.provinces() returns uuid[] language sql as 'select null::uuid[]'",
    "create schema mine",
    "create view public.everything as select * from person",
    "create function public.everything() returns setof person language sql security definer as 'select * from person'",
    "create temp table appointment as select * from public.appointment",
    "create temp table enterprise as select 1 as id",
    "create extension dblink",
    "insert into session (id, account_id, token_hash, device, expires_at) select gen_random_uuid(), gen_random_uuid(), 'x', 'x', now()",
    "insert into appointment select * from appointment",
    "update appointment set role = 'org_department'",
    "update account set disabled_at = null",
    "truncate audit_entry",
  ])("%s shows nothing more", async (statement) => {
    await trying(async () => {
      const before = await sight();
      await attempt(statement);
      // A copy of one's own making may hide a table; the tables themselves show what they showed.
      await attempt("set search_path = public");
      await attempt("drop table if exists pg_temp.enterprise, pg_temp.appointment");
      const after = await attempt(SIGHT);
      if (after.state === "done") expect(JSON.parse(after.text)).toEqual([before]);
      // "row_security = off" makes every question fail instead.
      else expect(after.state).toBe("42501");
    });
  });

  it("a guessed, empty or foreign-looking session shows nothing", async () => {
    for (const token of ["", "x", officer.accountId, "' or true --", `${officer.token} `]) {
      const seen = await trying(sight, token);
      expect(
        Object.values(seen).every((count) => count === 0),
        token,
      ).toBe(true);
    }
  });

  it("a statement prepared in one session sees in another only what that one may", async () => {
    await trying(() => program.query("prepare everything as select count(*)::int as n from enterprise"));
    const [mine] = (await trying(() => program.query("execute everything"))).rows;
    const [nobodys] = (await trying(() => program.query("execute everything"), "")).rows;
    expect(mine.n).toBeGreaterThan(0);
    expect(nobodys.n).toBe(0);
  });

  it("no other session's secret is in what the server tells of its sessions", async () => {
    const second = new Client({ connectionString: process.env["APP_DATABASE_URL"] });
    await second.connect();
    await second.query("select set_config('app.session', $1, false)", [officer.token]);
    const told = await trying(() => program.query("select * from pg_stat_activity"), "");
    await second.end();
    expect(JSON.stringify(told.rows)).not.toContain(officer.token);
  });

  it("another account's session is not ended by its id", async () => {
    const { rows: others } = await owner.query("select id from session where account_id <> $1", [
      officer.accountId,
    ]);
    for (const { id } of others) {
      const [answer] = (await trying(() => program.query("select access.close_session($1) as closed", [id])))
        .rows;
      expect(answer.closed).toBe(false);
    }
  });
});

describe("reading around the tables", () => {
  it.each([
    "select pg_read_file('postgresql.conf')",
    "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "copy enterprise to '/tmp/everything'",
    "copy (select 1) to program 'cat'",
    "copy session to stdout",
    "select * from session",
    "select * from access.secret",
    "select password_hash from account",
    "select * from person_sensitive",
    "select * from pg_authid",
    "select * from pg_statistic",
    "select last_value from audit_entry_id_seq",
    "select currval('audit_entry_id_seq')",
    "select nextval('audit_entry_id_seq')",
    "select upkeep.trace()",
    "lock table enterprise in access exclusive mode",
  ])("%s is refused", async (statement) => {
    const { state } = await trying(() => attempt(statement));
    expect(["42501", "0A000", "55000"]).toContain(state);
  });

  it("statistics, dumps of plans and errors of conditions tell nothing of other rows", async () => {
    await trying(async () => {
      const stats = await program.query("select tablename from pg_stats where schemaname = 'public'");
      const named = new Set(stats.rows.map(({ tablename }) => tablename));
      for (const table of ["enterprise", "person", "membership", "branch", "account"]) {
        expect(named.has(table), table).toBe(false);
      }
      // A condition that fails on a foreign row would tell that the row is there.
      for (const [table, column] of [
        ["person", "full_name"],
        ["enterprise", "name"],
        ["branch", "name"],
      ]) {
        const outside = (rows.get(String(table)) ?? []).filter(
          (row) => !due.isReadable(officer, String(table), row),
        );
        expect(outside.length).toBeGreaterThan(0);
        for (const row of outside) {
          const { state, text } = await attempt(
            `select count(*)::int as n from ${table} where 1 / (case when ${column} = $1 then 0 else 1 end) = 0`,
            [row[String(column)]],
          );
          expect({ state, text }).toEqual({ state: "done", text: '[{"n":0}]' });
        }
      }
    });
  });

  it("a row for an organisation out of sight is refused with the words of one that does not exist", async () => {
    const insert = (id: string) =>
      attempt(
        `insert into activity (id, branch_id, kind, "on", title, recorded_by_id) values (gen_random_uuid(), $1, 'meeting', '2014-11-02', 'x', $2)`,
        [id, officer.accountId],
      );
    await trying(async () => {
      const foreign = await insert(world.branches.cellC);
      const unknown = await insert(crypto.randomUUID());
      expect(foreign.state).toBe("42501");
      expect(unknown).toEqual(foreign);
    });
  });
});

describe("the functions of the schema access", () => {
  it("given any foreign id, tell no word of it and change nothing of it", async () => {
    const { rows: functions } = await owner.query<{ name: string; types: string[]; volatile: boolean }>(
      `select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes) t) as types, p.provolatile = 'v' as volatile
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'access' and has_function_privilege('doanhoi_app', p.oid, 'execute') and p.pronargs > 0 and p.prokind = 'f'`,
    );
    expect(functions.length).toBeGreaterThan(20);
    const outside = [...rows].flatMap(([table, all]) =>
      table === "audit_entry" ? [] : all.filter((row) => !due.isReadable(officer, table, row)),
    );
    const words = new Set(outside.flatMap((row) => JSON.stringify(row).match(/Zq[bcdghklmnp]{4}/g) ?? []));
    for (const [table, all] of rows) {
      for (const row of all) {
        if (table === "audit_entry" || !due.isReadable(officer, table, row)) continue;
        for (const word of JSON.stringify(row).match(/Zq[bcdghklmnp]{4}/g) ?? []) words.delete(word);
      }
    }
    const [place] = world.people.filter(({ branchId }) => branchId === world.branches.cellC);
    const ids = [
      ...[
        world.branches.cellC,
        world.branches.cellB,
        world.enterprises.eC,
        world.away.provinceId,
        world.districtC,
      ],
      ...[place?.personId, place?.membershipId, place?.admissionId, place?.postId, place?.candidate],
      ...world.persons.map(({ accountId }) => accountId).slice(-6),
    ];
    const told: string[] = [];
    await trying(async () => {
      for (const { name, types } of functions) {
        for (const id of ids) {
          const values = types.map((type) => `(${literal(type, id)})::${type}`).join(", ");
          const { text } = await attempt(`select to_jsonb(f) as f from access.${name}(${values}) f`);
          for (const word of text.match(/Zq[bcdghklmnp]{4}/g) ?? []) {
            if (words.has(word)) told.push(`access.${name} told ${word}`);
          }
        }
      }
      const moved = await program.query(
        `select relname, n_tup_upd + n_tup_del as n from pg_stat_xact_user_tables
         where schemaname = 'public' and n_tup_upd + n_tup_del > 0`,
      );
      // Only what is about the own session and the own guesses.
      const foreign = moved.rows.filter(({ relname }) => !["session", "sign_in_attempt"].includes(relname));
      expect(foreign).toEqual([]);
    });
    expect(told).toEqual([]);
  });
});

/** Something of the type, naming the id wherever there is room for one. */
function literal(type: string, id: string | undefined): string {
  if (type === "uuid") return `'${id}'`;
  if (type === "uuid[]") return `array['${id}']`;
  if (/^(date|timestamp)/.test(type)) return "'2014-12-01'";
  if (type === "boolean") return "true";
  if (/^(integer|bigint|smallint)$/.test(type)) return "1";
  if (type === "text" || type.startsWith("character")) return `'${id}'`;
  if (type === "jsonb") return "'{}'";
  return "null";
}
