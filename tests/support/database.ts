import { Client, Pool } from "pg";
import { afterAll, inject } from "vitest";
import { onDatabase, TEMPLATE } from "@/tests/support/database-template";

// Every test file gets a fresh copy of the template, so that none sees another's rows.
const own = `doanhoi_test_${process.env["VITEST_POOL_ID"] ?? "0"}`;
const admin = new Client({ connectionString: onDatabase(inject("ownerUrl"), "postgres") });
await admin.connect();
await admin.query(`drop database if exists ${own} with (force)`);
await admin.query(`create database ${own} template ${TEMPLATE}`);
await admin.end();

// Before anything opens a connection: the program under test logs in as its own restricted role, never as the owner.
process.env["APP_DATABASE_URL"] = onDatabase(inject("appUrl"), own);
process.env["NEXTAUTH_SECRET"] ??= "only for tests: this secret seals nothing real";
process.env["DATA_KEY"] ??= Buffer.alloc(32, "only for tests").toString("base64");

/** The owner's address of this file's database: for commands under test that are the owner's (loading, migrating). */
export const ownerUrl = onDatabase(inject("ownerUrl"), own);

/**
 * The owner: for set-up and for looking behind the fences, never for what is under test. Its current_date is Vietnam's, as the
 * program's today() is: between 17:00 and 24:00 UTC the server's own is a day behind.
 */
export const owner = new Pool({
  connectionString: ownerUrl,
  max: 4,
  options: "-c timezone=Asia/Ho_Chi_Minh",
});

afterAll(async () => {
  const { database } = await import("@/lib/db/client");
  await database().$disconnect();
  await owner.end();
});
