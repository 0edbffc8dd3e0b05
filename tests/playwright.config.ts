import { defineConfig } from "@playwright/test";

/** The journeys' own server: a built program with fresh demo data on an embedded database of its own. */
export const E2E_PORT = Number(process.env["E2E_PORT"] ?? 3210);
export const E2E_DATA = ".data/e2e";

export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${E2E_PORT}`,
    locale: "vi-VN",
    timezoneId: "America/St_Johns",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    },
  },
  webServer: {
    command:
      "node prisma/commands/generate.mjs && exec node --import tsx --conditions=react-server prisma/commands/demo.ts --reset",
    cwd: "..",
    url: `http://localhost:${E2E_PORT}/api/ready`,
    // Empty addresses: a developer's own database in .env is not for tests.
    env: { PORT: String(E2E_PORT), DATA_DIR: E2E_DATA, DATABASE_URL: "", APP_DATABASE_URL: "" },
    timeout: 420_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
