// The checks without tests, one after another; all are run, and one that fails fails the whole.
import { spawnSync } from "node:child_process";

const STEPS = [
  ["generate", "node", ["prisma/commands/generate.mjs"]],
  ["format", "npm", ["run", "--silent", "format"]],
  ["lint", "npm", ["run", "--silent", "lint"]],
  ["types", "npm", ["run", "--silent", "types"]],
  ["layers", "npm", ["run", "--silent", "layers"]],
  ["dependencies", "node", ["tests/dependencies.mjs"]],
  ["unused", "npm", ["run", "--silent", "unused"]],
];

const failed = [];
for (const [name, command, args] of STEPS) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  // What could not be asked is said even where nothing failed.
  if (status === 0 && name === "dependencies" && stdout) console.log(`  ${stdout.trim()}`);
  if (status !== 0) {
    failed.push(name);
    console.log(`${stdout}${stderr}`.trim());
  }
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}`);
  process.exit(1);
}
