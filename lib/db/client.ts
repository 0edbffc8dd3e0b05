import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/lib/generated/prisma/client";

const globalForDb = globalThis as { db?: PrismaClient };

/** How long a statement and a transaction may take, in seconds: somebody waits in front of a screen, nobody for a job's batch. */
type Patience = { statement: number; transaction: number };
const AT_A_SCREEN: Patience = { statement: 10, transaction: 15 };
const AT_WORK: Patience = { statement: 120, transaction: 180 };

const connect = ({ statement, transaction }: Patience) =>
  new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env.APP_DATABASE_URL,
      // pg waits for ever by default; a person in front of a screen does not.
      connectionTimeoutMillis: 5_000,
      statement_timeout: statement * 1000,
      idle_in_transaction_session_timeout: transaction * 1000,
      max: 8,
    }),
    transactionOptions: { maxWait: 5_000, timeout: transaction * 1000 },
  });

/** The one client of the process, made on first use: building the program needs no database. */
export function database(): PrismaClient {
  globalForDb.db ??= connect(AT_A_SCREEN);
  return globalForDb.db;
}

/** For the process of a job, before it asks the database anything. */
export function workPatiently(): void {
  globalForDb.db ??= connect(AT_WORK);
}
