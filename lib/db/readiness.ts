import "server-only";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { database } from "@/lib/db/client";

export type Readiness = { isReady: boolean; database: boolean; missingMigrations: string[] };

/** Whether the database answers as the program's own role and holds every migration this build was made with. */
export async function readiness(): Promise<Readiness> {
  const folder = path.join(process.cwd(), "prisma", "migrations");
  const expected = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "migration.sql")));
  try {
    const [answer] = await database().$queryRaw<
      { applied: string[] }[]
    >`select access.migrations_applied() as applied`;
    const missingMigrations = expected.filter((name) => !answer?.applied.includes(name));
    return { isReady: missingMigrations.length === 0, database: true, missingMigrations };
  } catch {
    return { isReady: false, database: false, missingMigrations: [] };
  }
}
