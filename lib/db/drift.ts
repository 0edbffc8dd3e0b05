import "server-only";
import { Client } from "pg";
import { migrate } from "@/lib/db/migrate";
import { migrationNames, NO_FILTERS, schemaFiles, withSchemaEngine } from "@/lib/db/schema-engine";

/**
 * What disagrees between the Prisma schema, the committed migrations and a live database; empty when nothing does.
 * Prisma's diff sees tables, columns, keys and plain indexes; policies, checks, exclusions, partial indexes, functions,
 * triggers and grants are compared through the catalogues of a scratch database that is migrated afresh and dropped.
 */
export const findDrift = (ownerUrl: string, appUrl: string): Promise<string[]> =>
  withScratch(ownerUrl, appUrl, async (scratchUrl) => {
    const unmigrated = (await missingSql(scratchUrl))
      .split("\n")
      .filter((line) => !/^\s*(--.*)?$/.test(line));
    const [fresh, live] = [await catalogue(scratchUrl), await catalogue(ownerUrl)];
    return [
      ...unmigrated.map((line) => `schema.prisma và migrations khác nhau: ${line}`),
      ...(await missingMigrations(ownerUrl)).map((name) => `migration chưa áp dụng: ${name}`),
      ...[...fresh].filter((item) => !live.has(item)).map((item) => `cơ sở dữ liệu thiếu: ${item}`),
      ...[...live].filter((item) => !fresh.has(item)).map((item) => `cơ sở dữ liệu có thêm: ${item}`),
    ];
  });

/** The SQL that the committed migrations lack to reach the Prisma schema; empty when they agree. */
export const draftMigration = (ownerUrl: string, appUrl: string): Promise<string> =>
  withScratch(ownerUrl, appUrl, missingSql);

/** Lends a freshly migrated database beside the owner's, and drops it afterwards. */
async function withScratch<Value>(
  ownerUrl: string,
  appUrl: string,
  work: (scratchUrl: string) => Promise<Value>,
): Promise<Value> {
  const scratch = `doanhoi_scratch_${process.pid}_${Date.now()}`;
  const scratchUrl = onDatabase(ownerUrl, scratch);
  await inDatabase(ownerUrl, (client) => client.query(`create database ${scratch}`)).catch((error: Error) => {
    throw new Error(`Chủ sở hữu trong DATABASE_URL cần quyền CREATEDB để so sánh: ${error.message}`);
  });
  try {
    await migrate(scratchUrl, onDatabase(appUrl, scratch));
    return await work(scratchUrl);
  } finally {
    await inDatabase(ownerUrl, (client) => client.query(`drop database ${scratch} with (force)`));
  }
}

async function missingSql(migratedUrl: string): Promise<string> {
  const { stdout = "" } = await withSchemaEngine(migratedUrl, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files: schemaFiles(), configDir: process.cwd() },
      to: { tag: "schemaDatamodel", files: schemaFiles() },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  // An empty migration is a comment that says so.
  return /^\s*[^-\s]/m.test(stdout) ? stdout : "";
}

async function missingMigrations(url: string): Promise<string[]> {
  const applied = await inDatabase(url, async (client) => {
    const { rows } = await client.query<{ exists: boolean }>(
      "select to_regclass('_prisma_migrations') is not null as exists",
    );
    if (!rows[0]?.exists) return [];
    const names = await client.query<{ name: string }>(
      "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    return names.rows.map(({ name }) => name);
  });
  return migrationNames().filter((name) => !applied.includes(name));
}

/** Everything the catalogues hold of ours, one line of text each; what belongs to an extension or the system is not. */
async function catalogue(url: string): Promise<Set<string>> {
  return inDatabase(url, async (client) => {
    const { rows } = await client.query<{ item: string }>(`
      with ours as (select oid, nspname, nspacl from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
      rel as (
        select c.*, format('%I.%I', o.nspname, c.relname) as name from pg_class c join ours o on o.oid = c.relnamespace
          where not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
      select format('schema %s %s', nspname, nspacl) as item from ours
      union all select format('relation %s %s owner %s rls %s forced %s grants %s', name, relkind, pg_get_userbyid(relowner),
          relrowsecurity, relforcerowsecurity, relacl) from rel where relkind in ('r', 'p', 'v', 'm', 'S')
      union all select format('column %s.%s %s not null %s collation %s generated %s%s default %s grants %s', r.name, a.attname,
          format_type(a.atttypid, a.atttypmod), a.attnotnull, (select collname from pg_collation where oid = a.attcollation),
          a.attgenerated, a.attidentity, (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = r.oid and adnum = a.attnum),
          a.attacl)
        from pg_attribute a join rel r on r.oid = a.attrelid where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      union all select format('view %s %s', name, pg_get_viewdef(oid)) from rel where relkind in ('v', 'm')
      union all select format('policy %s on %s.%s %s %s to %s using %s check %s', policyname, schemaname, tablename, permissive, cmd,
          roles, qual, with_check) from pg_policies
      union all select format('constraint %s on %s %s', conname, r.name, pg_get_constraintdef(k.oid))
        from pg_constraint k join rel r on r.oid = k.conrelid
      union all select format('index %s', pg_get_indexdef(oid)) from rel where relkind = 'i'
      union all select format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled)
        from pg_trigger t join rel r on r.oid = t.tgrelid where not t.tgisinternal
      union all select format('function %s owner %s grants %s', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.proacl)
        from pg_proc p join ours o on o.oid = p.pronamespace
        where p.prokind in ('f', 'p') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all select format('enum %s %s', format_type(t.oid, null), string_agg(e.enumlabel, ',' order by e.enumsortorder))
        from pg_type t join ours o on o.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid group by t.oid
      union all select format('domain %s %s', format_type(t.oid, null), format_type(t.typbasetype, t.typtypmod))
        from pg_type t join ours o on o.oid = t.typnamespace where t.typtype = 'd'`);
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
