import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { draftMigration } from "@/lib/db/drift";
import { run, say } from "./surroundings";

/** For developers: writes the migration that brings the database to the changed Prisma schema, to be read and completed. */
await run(async ({ ownerUrl, appUrl }) => {
  const name = process.argv[2] ?? "";
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("Dùng: npm run db:draft -- <ten_migration>");
  const sql = await draftMigration(ownerUrl, appUrl);
  if (sql === "") return say("schema.prisma và migrations đã khớp nhau; không có gì để viết.");
  const moment = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join("prisma", "migrations", `${moment}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  say(`Đã viết ${folder}/migration.sql. Xem lại; chính sách, ràng buộc và trigger viết thêm bằng tay.`);
});
