import { randomBytes } from "node:crypto";
import path from "node:path";
import { startEmbeddedServer } from "@/lib/db/embedded-server";
import { commandEnv } from "@/lib/env";

/** The database a command works on, and what a web process needs to be told. */
export type Surroundings = {
  ownerUrl: string;
  appUrl: string;
  authSecret: string;
  port: number;
  publicUrl: string;
  /** Where the embedded server and the demo keep their files. */
  dataDir: string;
  isEmbedded: boolean;
  stop(options?: { evenAdopted?: boolean }): Promise<void>;
};

/** Your own PostgreSQL where DATABASE_URL and APP_DATABASE_URL are set, else the embedded one, started here. */
export async function openSurroundings(): Promise<Surroundings> {
  const given = commandEnv();
  const dataDir = path.resolve(given.DATA_DIR);
  const common = {
    port: given.PORT,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${given.PORT}`,
    dataDir,
  };
  if (given.DATABASE_URL || given.APP_DATABASE_URL) {
    const { DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl } = given;
    if (!ownerUrl || !appUrl) {
      throw new Error(
        "Đặt cả DATABASE_URL (chủ sở hữu) và APP_DATABASE_URL (tài khoản của chương trình), hoặc bỏ cả hai để dùng PostgreSQL kèm theo.",
      );
    }
    return {
      ...common,
      ownerUrl,
      appUrl,
      // A secret made anew at each start signs everybody out; production sets its own.
      authSecret: given.NEXTAUTH_SECRET ?? randomBytes(32).toString("hex"),
      isEmbedded: false,
      stop: async () => undefined,
    };
  }
  const server = await startEmbeddedServer(dataDir);
  return {
    ...common,
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    authSecret: given.NEXTAUTH_SECRET ?? server.authSecret,
    isEmbedded: true,
    stop: server.stop,
  };
}

/**
 * Runs a command to its end: a failure is a sentence on the terminal and a code for scripts, never a stack. A command
 * that is the server (`evenAdopted`) takes the embedded PostgreSQL down with it, also one left behind by a killed start.
 */
export async function run(
  work: (surroundings: Surroundings) => Promise<void>,
  options: { evenAdopted?: boolean } = {},
): Promise<void> {
  let surroundings: Surroundings | undefined;
  try {
    surroundings = await openSurroundings();
    await work(surroundings);
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
    if (process.env["DEBUG"]) console.error(error);
  } finally {
    await surroundings?.stop(options);
  }
  process.exit();
}

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
