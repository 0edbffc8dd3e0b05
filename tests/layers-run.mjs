// Runs the layer rules, and what no import shows: the closed vocabulary of domain folders and where "use client" may
// stand. Fails when it sees fewer modules than there are files: a cruiser that sees nothing reports all clear.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOMS = ["db", "files", "forms", "text", "dates", "jobs", "http", "crypto", "generated"];
const WORDS = ["schema", "policy", "rules", "queries", "reports", "commands", "actions", "labels"];
/** Decisions beyond the eight words, explained in the README. */
const EXTRA = {
  access: [
    "cookie",
    "minting",
    "options",
    "password",
    "password-policy",
    "proof",
    "scope-sql",
    "second-factor",
    "session",
    "sign-in",
    "vietnamese-passwords",
    "viewer",
  ],
  audit: ["anchor", "sealing", "verification"],
  exports: ["person-tables", "register-tables", "tables"],
  feedback: ["escalation"],
  imports: [
    "cells",
    "engine",
    "enterprises-kind",
    "fields",
    "job-child",
    "layout",
    "lookups",
    "members-kind",
    "organisations-kind",
    "posts-kind",
    "staging",
    "surveys-kind",
    "templates",
    "upload",
    "worker",
  ],
  inbox: ["digest"],
  indicators: ["facts-sql", "movements-sql"],
};
const CLIENT_ENTRIES = ["app/error.tsx", "app/global-error.tsx"];

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));

const problems = [];
const sources = ["app", "components", "lib"]
  .flatMap(filesUnder)
  .filter((file) => !file.startsWith("lib/generated"));

for (const file of sources) {
  const [top, domain, name] = file.split("/");
  if (top === "lib" && name && !ROOMS.includes(domain)) {
    const word = name.replace(/\.tsx?$/, "");
    if (!WORDS.includes(word) && !EXTRA[domain]?.includes(word)) {
      problems.push(`${file}: a domain folder holds only ${WORDS.join(", ")}`);
    }
  }
  const isClient = /^\s*["']use client["']/.test(readFileSync(file, "utf8"));
  if (isClient && top !== "components" && !CLIENT_ENTRIES.includes(file)) {
    problems.push(`${file}: "use client" lives only under components/`);
  }
}

const output = execFileSync(
  process.execPath,
  [
    "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    "--config",
    "tests/layers.cjs",
    "--output-type",
    "json",
    "app",
    "components",
    "lib",
    "prisma",
    "tests",
    "proxy.ts",
    "instrumentation.ts",
  ],
  { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
);
const { modules, summary } = JSON.parse(output);
for (const violation of summary.violations) {
  problems.push(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
const seen = new Set(modules.map((module) => module.source));
const unseen = sources.filter((file) => !seen.has(file));
if (unseen.length > 0) problems.push(`the cruiser did not see ${unseen.length} files, ${unseen[0]} first`);

for (const problem of problems) console.error(problem);
console.log(`layers: ${seen.size} modules, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
