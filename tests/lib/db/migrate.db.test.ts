import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { migrationNames } from "@/lib/db/schema-engine";
import { owner } from "@/tests/support/database";
import { onDatabase } from "@/tests/support/database-template";

const made: { databases: string[]; roles: string[] } = { databases: [], roles: [] };

async function role(attributes = ""): Promise<string> {
  const name = `doanhoi_test_${randomBytes(6).toString("hex")}`;
  await owner.query(`create role ${name} login password 'p' ${attributes}`);
  made.roles.push(name);
  return name;
}

/** An owner who may create roles, and has the groups that an earlier migration of the cluster made. */
async function administrator(): Promise<string> {
  const name = await role("createrole");
  await owner.query(`grant doanhoi_app, doanhoi_definer to ${name} with admin option`);
  return name;
}

async function database(ownedBy: string): Promise<string> {
  const name = `doanhoi_test_${randomBytes(6).toString("hex")}`;
  await owner.query(`grant ${ownedBy} to current_user`);
  await owner.query(`create database ${name} owner ${ownedBy}`);
  made.databases.push(name);
  return name;
}

function url(login: string, name: string): string {
  const address = new URL(onDatabase(inject("ownerUrl"), name));
  address.username = login;
  address.password = "p";
  return address.href;
}

async function ask(address: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  for (const name of made.databases) await owner.query(`drop database ${name} with (force)`);
  // The program's login first: its membership was granted by the owner's.
  for (const name of made.roles.reverse()) await owner.query(`drop role if exists ${name}`);
});

describe("migrate", () => {
  it("brings an empty database up as an owner who is no superuser, creates the program's login, and then has nothing to do", async () => {
    const boss = await administrator();
    const web = `${boss}_web`;
    made.roles.push(web);
    const name = await database(boss);

    expect(await migrate(url(boss, name), url(web, name))).toEqual(migrationNames());
    expect(await migrate(url(boss, name), url(web, name))).toEqual([]);
    expect(await ask(url(web, name), "select access.migrations_applied() as names")).toMatchObject([
      { names: expect.arrayContaining(migrationNames()) },
    ]);
    expect(
      await ask(
        url(web, name),
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user",
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  }, 60_000);

  it("tells an owner who may not create roles what to ask the administrator for, and passes once it is done", async () => {
    const [boss, web] = [await role(), `doanhoi_test_${randomBytes(6).toString("hex")}`];
    const name = await database(boss);
    await expect(migrate(url(boss, name), url(web, name))).rejects.toThrow(
      `CREATE ROLE ${web} LOGIN PASSWORD '…'; GRANT doanhoi_app TO ${web}; GRANT doanhoi_definer TO ${boss};`,
    );

    await owner.query(`create role ${web} login password 'p'`);
    made.roles.push(web);
    await owner.query(`grant doanhoi_app to ${web}`);
    await owner.query(`grant doanhoi_definer to ${boss}`);
    expect(await migrate(url(boss, name), url(web, name))).toEqual(migrationNames());
  }, 60_000);

  it("refuses to let the program log in as the owner, or without a name", async () => {
    const boss = await role();
    const name = await database(boss);
    await expect(migrate(url(boss, name), url(boss, name))).rejects.toThrow(
      /APP_DATABASE_URL.*tài khoản khác/,
    );
    await expect(migrate(url(boss, name), url("", name))).rejects.toThrow(/APP_DATABASE_URL/);
  });

  it("refuses a login of the program that may become the definer and so step around the fences", async () => {
    const [boss, web] = [await role("createrole"), await role()];
    const name = await database(boss);
    await owner.query(`grant doanhoi_app, doanhoi_definer to ${web}`);
    await owner.query(`grant doanhoi_definer to ${boss}`);
    await expect(migrate(url(boss, name), url(web, name))).rejects.toThrow(`Tài khoản ${web}`);
  });

  it("tries a migration again that was killed half-way, instead of refusing for ever", async () => {
    const boss = await role();
    const web = await role();
    const name = await database(boss);
    await owner.query(`grant doanhoi_app to ${web}`);
    await owner.query(`grant doanhoi_definer to ${boss}`);
    await migrate(url(boss, name), url(web, name));
    await ask(
      url(boss, name),
      `insert into _prisma_migrations (id, checksum, migration_name, started_at) values ('killed', 'x', '20991231000000_killed', now())`,
    );

    expect(await migrate(url(boss, name), url(web, name))).toEqual([]);
    expect(
      await ask(
        url(boss, name),
        "select rolled_back_at is not null as forgotten from _prisma_migrations where id = 'killed'",
      ),
    ).toEqual([{ forgotten: true }]);
  }, 60_000);

  it("prepares the cluster's roles for two databases at the same moment", async () => {
    const boss = await administrator();
    const web = `${boss}_web`;
    made.roles.push(web);
    const [here, there] = [await database(boss), await database(boss)];
    const answers = await Promise.all([here, there].map((name) => migrate(url(boss, name), url(web, name))));
    expect(answers).toEqual([migrationNames(), migrationNames()]);
  }, 90_000);
});
