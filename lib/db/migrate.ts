import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { migrationsList, NO_FILTERS, withSchemaEngine } from "@/lib/db/schema-engine";

/** The group role every login of the program is a member of, and the role that owns the definer functions. */
const GROUPS = ["doanhoi_app", "doanhoi_definer"] as const;

/** One number for all databases of a cluster: roles belong to the cluster, and parallel migrations must not race. */
const ROLE_LOCK = 105_2014;

/**
 * Brings a database to the state of the committed migrations: extensions, roles, then Prisma's migrations by its own
 * engine. Idempotent. Returns the names of the migrations it applied. Throws an Error with a sentence where the owner
 * may not do what is needed.
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await prepareRoles(client, appUrl);
    for (const extension of ["btree_gist", "pg_trgm"]) {
      await client.query(`create extension if not exists ${extension}`).catch((error: Error) => {
        throw new Error(`Không cài được phần mở rộng ${extension} của PostgreSQL: ${error.message}`);
      });
    }
    // Two processes migrating one database: the second waits, then finds nothing to do.
    await client.query("select pg_advisory_lock($1)", [ROLE_LOCK]);
    try {
      await forgetInterrupted(client);
      const applied = await withSchemaEngine(ownerUrl, (engine) =>
        engine.applyMigrations({ migrationsList: migrationsList(), filters: NO_FILTERS }),
      );
      return applied.appliedMigrationNames;
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ROLE_LOCK]);
    }
  } finally {
    await client.end();
  }
}

/**
 * A migration that was started and not finished left nothing behind (script and mark are one transaction, see
 * schema-engine.ts): a killed or refused one is tried again, not waited for.
 */
async function forgetInterrupted(client: Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as exists",
  );
  if (!rows[0]?.exists) return;
  await client.query(
    "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null",
  );
}

/** What a race between two migrations of one cluster looks like: advisory locks end at the database's walls. */
const RACED = ["42710", "23505", "XX000"];

async function prepareRoles(client: Client, appUrl: string): Promise<void> {
  const { login, password } = credentials(appUrl);
  const { rows } = await client.query<{ me: string; version: number }>(
    "select current_user as me, current_setting('server_version_num')::int as version",
  );
  const { me = "", version = 0 } = rows[0] ?? {};
  if (version < 150_000) throw new Error("Cần PostgreSQL 15 trở lên.");
  if (login === me) {
    throw new Error(
      "APP_DATABASE_URL phải dùng một tài khoản khác với DATABASE_URL: chương trình không được chạy bằng chủ sở hữu.",
    );
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await createRoles(client, { me, login, password, become: version >= 160_000 ? "set" : "member" });
      break;
    } catch (error) {
      await client.query("rollback");
      const raced = error instanceof Error && "code" in error && RACED.includes(String(error.code));
      if (raced && attempt < 5) {
        await wait(50 * attempt);
        continue;
      }
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `Chủ sở hữu trong DATABASE_URL không tạo được vai trò cho chương trình (${why}). Nhờ quản trị PostgreSQL chạy: CREATE ROLE doanhoi_app NOLOGIN; CREATE ROLE doanhoi_definer NOLOGIN; CREATE ROLE ${login} LOGIN PASSWORD '…'; GRANT doanhoi_app TO ${login}; GRANT doanhoi_definer TO ${me};`,
      );
    }
  }
  await refuseTooMuchPower(client, login);
}

function credentials(appUrl: string): { login: string; password: string } {
  const { username, password } = new URL(appUrl);
  if (!username) throw new Error("APP_DATABASE_URL phải nêu tài khoản của chương trình.");
  return { login: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** Creates and grants only what is missing: an owner who may do neither passes where an administrator did both. */
async function createRoles(
  client: Client,
  { me, login, password, become }: { me: string; login: string; password: string; become: "set" | "member" },
): Promise<void> {
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1)", [ROLE_LOCK]);
  for (const group of GROUPS) {
    if (!(await roleExists(client, group))) await client.query(`create role ${group} nologin`);
  }
  if (!(await roleExists(client, login))) {
    await client.query(
      `create role ${escapeIdentifier(login)} login nosuperuser nocreatedb nocreaterole password ${escapeLiteral(password)}`,
    );
  }
  if (!(await isMember(client, login, "doanhoi_app", "member"))) {
    await client.query(`grant doanhoi_app to ${escapeIdentifier(login)}`);
  }
  // The owner hands functions to the definer role, for which it must be able to become that role.
  if (!(await isMember(client, me, "doanhoi_definer", become))) {
    await client.query(`grant doanhoi_definer to ${escapeIdentifier(me)}`);
  }
  await client.query("commit");
}

async function isMember(client: Client, role: string, of: string, how: "set" | "member"): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>("select pg_has_role($1::name, $2::name, $3) as is", [
    role,
    of,
    how,
  ]);
  return rows[0]?.is ?? false;
}

const roleExists = async (client: Client, name: string): Promise<boolean> =>
  Boolean((await client.query("select from pg_roles where rolname = $1", [name])).rowCount);

/** Row-level security means nothing for a role that may step around it. */
async function refuseTooMuchPower(client: Client, login: string): Promise<void> {
  const { rowCount } = await client.query(
    "select from pg_roles where rolname = $1 and (rolsuper or rolbypassrls or pg_has_role(rolname, 'doanhoi_definer', 'member'))",
    [login],
  );
  if (rowCount) {
    throw new Error(
      `Tài khoản ${login} trong APP_DATABASE_URL có quyền vượt qua hàng rào của cơ sở dữ liệu; dùng một tài khoản thường.`,
    );
  }
}
