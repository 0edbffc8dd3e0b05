import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedServer } from "@/lib/db/embedded-server";
import { migrate } from "@/lib/db/migrate";
import { loadReference } from "@/prisma/reference/load";

declare module "vitest" {
  interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
  }
}

/**
 * A real PostgreSQL of the tests' own, migrated and filled with the reference data once, as a template; each worker
 * clones it, which costs milliseconds. A server given in TEST_DATABASE_URL / TEST_APP_DATABASE_URL is used instead.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const givenApp = process.env["TEST_APP_DATABASE_URL"];
  const folder = mkdtempSync(path.join(tmpdir(), "doanhoi-test-"));
  // As root the server runs under another uid, which must be able to enter.
  chmodSync(folder, 0o755);
  const server = given && givenApp ? undefined : await startEmbeddedServer(folder, THROWAWAY);
  const ownerUrl = server?.ownerUrl ?? given ?? "";
  const appUrl = server?.appUrl ?? givenApp ?? "";
  const admin = new Client({ connectionString: onDatabase(ownerUrl, "postgres") });
  await admin.connect();
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(onDatabase(ownerUrl, TEMPLATE), onDatabase(appUrl, TEMPLATE));
  await loadReference(onDatabase(ownerUrl, TEMPLATE));
  project.provide("ownerUrl", ownerUrl);
  project.provide("appUrl", appUrl);
  return async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What is lost with the machine may be lost: tests need not wait for the disk. */
const THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

export const TEMPLATE = "doanhoi_test_template";

export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
