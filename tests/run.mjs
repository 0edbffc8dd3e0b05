// Everything: the checks, then unit and database tests, then the journeys in a real browser on a built server.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const INSTALL = "apt-get update && apt-get install -y --no-install-recommends chromium";

let passed = 0;
let failed = 0;

const run = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;

/** Browser tests are not skipped for want of a browser: it is installed, or the run fails and says how. */
function ensureChromium() {
  if (existsSync(CHROMIUM)) return true;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium …");
    return spawnSync("sh", ["-c", INSTALL], { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  }
  console.error(`Chromium is missing at ${CHROMIUM}. As root: ${INSTALL}\n(or set CHROMIUM_PATH)`);
  return false;
}

function step(name, ok) {
  if (!ok) {
    failed += 1;
    console.error(`✗ ${name}`);
  }
}

rmSync("test-results", { recursive: true, force: true });
mkdirSync("test-results");
step("check", run("npm", ["run", "--silent", "check"]));

run("npx", [
  "vitest",
  "run",
  "-c",
  "tests/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  "--outputFile.json=test-results/vitest.json",
]);
const vitest = read("test-results/vitest.json");
step("vitest ran", vitest !== undefined && vitest.numTotalTests > 0);
passed += vitest?.numPassedTests ?? 0;
failed += vitest?.numFailedTests ?? 0;
step(
  "every test file could be loaded",
  (vitest?.testResults ?? []).every(
    ({ status, assertionResults }) => status === "passed" || assertionResults.length > 0,
  ),
);

if (ensureChromium()) {
  run("npx", ["playwright", "test", "-c", "tests/playwright.config.ts"]);
  const stats = read("test-results/e2e.json")?.stats;
  step("playwright ran", stats !== undefined && stats.expected > 0);
  passed += stats?.expected ?? 0;
  failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
} else {
  step("chromium", false);
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
