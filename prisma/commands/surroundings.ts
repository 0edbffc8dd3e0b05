import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { forgetEmbeddedServer, startEmbeddedServer } from "@/lib/db/embedded-server";
import { commandEnv } from "@/lib/env";
import { finish, untilStopped } from "./stopping";

/** What a web process is told. */
export type Web = {
  appUrl: string;
  authSecret: string;
  dataKey: string;
  oldDataKeys: string[];
  port: number;
  publicUrl: string;
  anchorFile: string;
};

/** The database a command works on, besides. */
export type Surroundings = Web & {
  ownerUrl: string;
  /** Where the embedded server and the demo keep their files. */
  dataDir: string;
  isEmbedded: boolean;
};

/** Runs a command on the database that the surroundings name, and lets go of it at the end. */
export const run = (work: (surroundings: Surroundings) => Promise<void>): Promise<never> =>
  finish(() => withSurroundings(work));

/** Your own PostgreSQL where DATABASE_URL and APP_DATABASE_URL are set, else the embedded one. */
export async function withSurroundings(work: (surroundings: Surroundings) => Promise<void>): Promise<void> {
  const given = commandEnv();
  const dataDir = path.resolve(given.DATA_DIR);
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const common = {
    port: given.PORT,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${given.PORT}`,
    authSecret: given.NEXTAUTH_SECRET ?? keptSecret(dataDir, "auth-secret", "hex"),
    dataKey: given.DATA_KEY ?? keptSecret(dataDir, "data-key", "base64"),
    oldDataKeys: given.OLD_DATA_KEYS,
    anchorFile: anchorFile(given),
    dataDir,
  };
  const { DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl } = given;
  if (ownerUrl && appUrl) {
    return untilStopped(() => work({ ...common, ownerUrl, appUrl, isEmbedded: false }));
  }
  if (ownerUrl || appUrl) {
    throw new Error(
      "Đặt cả DATABASE_URL (chủ sở hữu) và APP_DATABASE_URL (tài khoản của chương trình), hoặc bỏ cả hai để dùng PostgreSQL kèm theo.",
    );
  }
  const server = await startEmbeddedServer(dataDir);
  try {
    await untilStopped(() =>
      work({ ...common, ownerUrl: server.ownerUrl, appUrl: server.appUrl, isEmbedded: true }),
    );
  } finally {
    await server.stop();
  }
}

/** Starts over: forgets the embedded server's data and the demo's accounts, and nothing else. */
export async function forgetData(): Promise<void> {
  const { DATABASE_URL, APP_DATABASE_URL, DATA_DIR } = commandEnv();
  if (DATABASE_URL || APP_DATABASE_URL) {
    throw new Error(
      "--reset chỉ dùng với PostgreSQL kèm theo; dữ liệu trong PostgreSQL của bạn do bạn quản lý.",
    );
  }
  const dataDir = path.resolve(DATA_DIR);
  await forgetEmbeddedServer(dataDir);
  // The heads of a chain that is gone would accuse the next one.
  rmSync(path.join(dataDir, ANCHOR), { force: true });
}

const ANCHOR = "audit-anchor.log";

/** Where the heads of the sealed trace are written down, outside the database. */
export const anchorFile = (given: { DATA_DIR: string; AUDIT_ANCHOR_FILE?: string | undefined }): string =>
  path.resolve(given.AUDIT_ANCHOR_FILE ?? path.join(given.DATA_DIR, ANCHOR));

/** A secret that was not given: made once and kept, so that a restart signs nobody out and opens what it sealed. */
function keptSecret(dataDir: string, name: string, encoding: "hex" | "base64"): string {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString(encoding), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
