import "server-only";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/generated/prisma/client";

export type Tx = Prisma.TransactionClient;

/** A transaction that proves itself to the database by a session's secret token; an unknown token sees nothing. */
export const inSession = <Value>(token: string, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  database().$transaction(async (tx) => {
    await tx.$queryRaw`select set_config('app.session', ${token}, true)`;
    return work(tx);
  });
