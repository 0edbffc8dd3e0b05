import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/lib/generated/prisma/client";

const globalForDb = globalThis as { db?: PrismaClient };

const connect = () =>
  new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env.APP_DATABASE_URL,
      // pg waits for ever by default; a person in front of a screen does not.
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
      max: 8,
    }),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  });

/** The one client of the process, made on first use: building the program needs no database. */
export function database(): PrismaClient {
  globalForDb.db ??= connect();
  return globalForDb.db;
}
