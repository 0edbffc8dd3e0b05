import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runProgram, startServing } from "./stopping";
import { say, type Web } from "./surroundings";

const NEXT = path.join("node_modules", "next", "dist", "bin", "next");

/** Throws a sentence when the port is not to be had, before minutes are spent on anything. */
export const claimPort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === "EACCES"
            ? `Không được phép mở cổng ${port}. Chạy với PORT=<cổng khác, từ 1024>.`
            : `Cổng ${port} đang được chương trình khác dùng. Dừng chương trình đó, hoặc chạy với PORT=<cổng khác>.`,
        ),
      ),
    );
    probe.listen(port, () => probe.close(() => resolve()));
  });

/** What of the terminal's variables a child may know: none of the owner's. */
function plainEnvironment(): Record<string, string> {
  const names = [
    "PATH",
    "HOME",
    "TMPDIR",
    "NODE_OPTIONS",
    "NODE_EXTRA_CA_CERTS",
    "LOG_LEVEL",
    "TRUSTED_PROXY",
    "CI",
  ];
  const kept = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" };
}

/** Starts Next and waits until it ends. `announce` is called once it answers. */
export async function serve(
  mode: "start" | "dev",
  { appUrl, authSecret, dataKey, oldDataKeys, port, publicUrl, anchorFile }: Web,
  { businessDate, announce }: { businessDate?: string; announce?: () => void } = {},
): Promise<void> {
  startServing();
  const ended = runProgram(process.execPath, [NEXT, mode, "-p", String(port)], {
    stdio: "inherit",
    env: {
      ...plainEnvironment(),
      NODE_ENV: mode === "dev" ? "development" : "production",
      APP_DATABASE_URL: appUrl,
      // Empty on purpose: Next reads an .env file for what is not set, and the owner's address is not for the web.
      DATABASE_URL: "",
      AUDIT_ANCHOR_FILE: anchorFile,
      NEXTAUTH_SECRET: authSecret,
      DATA_KEY: dataKey,
      OLD_DATA_KEYS: oldDataKeys.join(),
      NEXTAUTH_URL: publicUrl,
      PUBLIC_URL: publicUrl,
      ...(businessDate && { BUSINESS_DATE: businessDate }),
    },
  });
  const code = await Promise.race([ended, answering(port)]);
  if (code === undefined) announce?.();
  if (await ended) throw new Error(`Máy chủ web dừng với mã ${await ended}.`);
}

/** Resolves when the web process answers that it is ready; never, when it never does. */
async function answering(port: number): Promise<undefined> {
  for (;;) {
    await wait(200, undefined, { ref: false });
    const isReady = await fetch(`http://127.0.0.1:${port}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return undefined;
  }
}

const STAMP = path.join(".next", "built-from");

/** Builds when there is no build or it was made from other sources: a build killed half-way leaves no stamp. */
export async function buildIfNeeded(): Promise<void> {
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return;
  say("Đang dựng chương trình (một, hai phút ở lần đầu)…");
  rmSync(STAMP, { force: true });
  const code = await runProgram(process.execPath, [NEXT, "build"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...plainEnvironment(), NODE_ENV: "production" },
  });
  if (code) throw new Error("Không dựng được chương trình; chạy `npm run build` để xem vì sao.");
  writeFileSync(STAMP, sources);
}

const SOURCES = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "prisma/models",
  "prisma/schema.prisma",
  "proxy.ts",
  "public",
  "tsconfig.json",
];

/** A hash over names and contents of all that goes into a build; generated code follows from the models. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const add = (entry: string): void => {
    if (!existsSync(entry) || entry === path.join("lib", "generated")) return;
    if (statSync(entry).isDirectory()) {
      for (const name of readdirSync(entry).sort()) add(path.join(entry, name));
    } else {
      hash.update(`${entry}\0`).update(readFileSync(entry));
    }
  };
  for (const entry of SOURCES) add(entry);
  return hash.digest("hex");
}
