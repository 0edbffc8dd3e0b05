// Makes the Prisma client where there is none yet or the schema is newer: a fresh clone has none, and the commands read
// its enums before anything is built. The stamp is written last, so that one killed half-way is made again.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const STAMP = "lib/generated/made";
const sources = [
  "package-lock.json",
  "prisma/schema.prisma",
  ...readdirSync("prisma/models").map((name) => path.join("prisma/models", name)),
];
const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));

if (!existsSync(STAMP) || statSync(STAMP).mtimeMs < newest) {
  rmSync(STAMP, { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/prisma/build/index.js", "generate", "--no-hints"],
    { encoding: "utf8" },
  );
  if (status === 0) {
    writeFileSync(STAMP, "");
  } else {
    console.error(`${stdout}${stderr}`);
    process.exitCode = 1;
  }
}
