import "server-only";
import { Client } from "pg";
import { migrate } from "@/lib/db/migrate";
import { migrationNames, NO_FILTERS, schemaFiles, withSchemaEngine } from "@/lib/db/schema-engine";

/**
 * What disagrees between the Prisma schema, the committed migrations and a live database; empty when nothing does.
 * Prisma's diff sees tables, columns, keys and plain indexes; policies, checks, exclusions, partial indexes, functions,
 * triggers and grants are compared through the catalogues of a scratch database that is migrated afresh and dropped.
 */
export async function findDrift(ownerUrl: string, appUrl: string): Promise<string[]> {
  const scratch = `doanhoi_drift_${process.pid}`;
  const scratchUrl = onDatabase(ownerUrl, scratch);
  await inDatabase(onDatabase(ownerUrl, "postgres"), (client) => client.query(`create database ${scratch}`));
  try {
    await migrate(scratchUrl, onDatabase(appUrl, scratch));
    const [unmigrated, fresh, live] = [
      await schemaDrift(scratchUrl),
      await catalogue(scratchUrl),
      await catalogue(ownerUrl),
    ];
    return [
      ...unmigrated.map((line) => `schema.prisma và migrations khác nhau: ${line}`),
      ...(await missingMigrations(ownerUrl)).map((name) => `migration chưa áp dụng: ${name}`),
      ...[...fresh].filter((item) => !live.has(item)).map((item) => `cơ sở dữ liệu thiếu: ${item}`),
      ...[...live].filter((item) => !fresh.has(item)).map((item) => `cơ sở dữ liệu có thêm: ${item}`),
    ];
  } finally {
    await inDatabase(onDatabase(ownerUrl, "postgres"), (client) =>
      client.query(`drop database ${scratch} with (force)`),
    );
  }
}

/** The SQL that would bring a freshly migrated database to the schema, line by line; empty when they agree. */
async function schemaDrift(migratedUrl: string): Promise<string[]> {
  const { stdout } = await withSchemaEngine(migratedUrl, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files: schemaFiles(), configDir: process.cwd() },
      to: { tag: "schemaDatamodel", files: schemaFiles() },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  return (stdout ?? "").split("\n").filter((line) => line.trim() !== "" && !line.startsWith("--"));
}

async function missingMigrations(url: string): Promise<string[]> {
  const applied = await inDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    return rows.map(({ name }) => name);
  });
  return migrationNames().filter((name) => !applied.includes(name));
}

/** Everything the catalogues hold of our two kinds of schemas, one line of text each. */
async function catalogue(url: string): Promise<Set<string>> {
  return inDatabase(url, async (client) => {
    const { rows } = await client.query<{ item: string }>(
      `
      select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          (select collname from pg_collation where oid = a.attcollation)) as item
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      union all select format('policy %s on %s %s to %s using %s check %s', policyname, tablename, cmd, roles, qual, with_check)
        from pg_policies where schemaname = any ($1)
      union all select format('rls %s %s', c.relname, c.relrowsecurity) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind = 'r'
      union all select format('constraint %s %s', conname, pg_get_constraintdef(k.oid)) from pg_constraint k
        join pg_namespace n on n.oid = k.connamespace where n.nspname = any ($1)
      union all select indexdef from pg_indexes where schemaname = any ($1)
      union all select pg_get_functiondef(p.oid) || ' owner ' || pg_get_userbyid(p.proowner) || ' ' || coalesce(p.proacl::text, '')
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = any ($1) and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and not t.tgisinternal
      union all select format('grant %s %s', c.relname, c.relacl) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind in ('r', 'S')`,
      [["public", "access", "upkeep"]],
    );
    return new Set(rows.map(({ item }) => item));
  });
}

async function inDatabase<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
