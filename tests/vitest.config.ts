import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { "@/": root, "server-only": `${root}tests/support/empty.ts` } },
  test: {
    env: { TZ: "America/St_Johns" },
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/**/*.test.ts"], exclude: ["**/*.db.test.ts", "node_modules/**"] } },
      {
        extends: true,
        test: { name: "db", include: ["tests/**/*.db.test.ts"], setupFiles: "tests/support/database.ts", testTimeout: 20_000 },
      },
    ],
  },
});
