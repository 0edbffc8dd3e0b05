import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { type Surroundings, say } from "./surroundings";

const NEXT = path.join("node_modules", "next", "dist", "bin", "next");

/** Throws a sentence when the port is somebody else's, before minutes are spent on anything. */
export const claimPort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(
        new Error(
          `Cổng ${port} đang được chương trình khác dùng. Dừng chương trình đó, hoặc chạy với PORT=<cổng khác>.`,
        ),
      ),
    );
    probe.listen(port, () => probe.close(() => resolve()));
  });

/**
 * Starts Next and waits until it ends. The web process is told what it needs and nothing more: no owner's URL, and
 * none of the terminal's other variables.
 */
export async function serve(
  mode: "start" | "dev",
  { appUrl, authSecret, port, publicUrl }: Surroundings,
  extra: Record<string, string> = {},
): Promise<void> {
  const { PATH = "", HOME = "", LOG_LEVEL, NODE_OPTIONS } = process.env;
  const child = spawn(process.execPath, [NEXT, mode, "-p", String(port)], {
    stdio: "inherit",
    env: {
      PATH,
      HOME,
      ...(LOG_LEVEL && { LOG_LEVEL }),
      ...(NODE_OPTIONS && { NODE_OPTIONS }),
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      APP_DATABASE_URL: appUrl,
      NEXTAUTH_SECRET: authSecret,
      NEXTAUTH_URL: publicUrl,
      PUBLIC_URL: publicUrl,
      ...extra,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const code = await ended(child);
  if (code) throw new Error(`Máy chủ web dừng với mã ${code}.`);
}

/** Builds when there is no build or a source is newer than it. */
export async function buildIfNeeded(): Promise<void> {
  const built = path.join(".next", "BUILD_ID");
  if (existsSync(built) && newest(SOURCES) < statSync(built).mtimeMs) return;
  say("Đang dựng chương trình (một, hai phút ở lần đầu)…");
  const child = spawn("npm", ["run", "build"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    shell: process.platform === "win32",
  });
  if (await ended(child))
    throw new Error("Không dựng được chương trình; chạy `npm run build` để xem vì sao.");
}

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/models",
  "prisma/schema.prisma",
  "next.config.ts",
  "proxy.ts",
  "instrumentation.ts",
  "package-lock.json",
];

const newest = (paths: readonly string[]): number =>
  Math.max(
    0,
    ...paths
      .filter((entry) => existsSync(entry) && !entry.endsWith(path.join("lib", "generated")))
      .map((entry) =>
        statSync(entry).isDirectory()
          ? newest(readdirSync(entry).map((name) => path.join(entry, name)))
          : statSync(entry).mtimeMs,
      ),
  );

/** The exit code; a child ended by our own signal ended well. */
const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      resolve(signal === "SIGINT" || signal === "SIGTERM" || code === 130 || code === 143 ? 0 : (code ?? 1)),
    );
  });
