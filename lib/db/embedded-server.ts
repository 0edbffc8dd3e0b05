import "server-only";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { chooseHome, type Home, removeData } from "@/lib/db/embedded-home";

/** What is remembered of an embedded server between starts; readable by its owner only. */
type Remembered = {
  port: number;
  ownerPassword: string;
  appPassword: string;
};

export type EmbeddedServer = {
  /** The owner's URL: for migrations and set-up, never for the web process. */
  ownerUrl: string;
  /** The restricted role's URL: all the web process gets. */
  appUrl: string;
  /** Lets go of the server; the last one to let go stops it, whoever started it. */
  stop(): Promise<void>;
};

const DATABASE = "doanhoi";
const OWNER = "postgres";
const APP_LOGIN = "doanhoi_web";

/** Held, shared, by every process that uses the server; who gets it alone is the last and puts out the light. */
const USERS_LOCK = 105_2015;

/** PostgreSQL writes its lock file at once after making it; one still empty after so long was left by a killed start. */
const HALF_WRITTEN_MS = 3_000;

/** Recovery after a crash may take minutes; a server that is silent for so long will not speak. */
const PATIENCE_MS = 600_000;

/**
 * Starts the program's own PostgreSQL (the real server's binaries from the npm registry) with its data in `folder`, or
 * joins the one already running there. Survives being killed: the server recovers from its log, and what a killed start
 * left behind is cleared away. `settings` are of the kind "fsync=off". Throws an Error with a sentence for the person at
 * the terminal.
 */
export async function startEmbeddedServer(
  folder: string,
  settings: readonly string[] = [],
): Promise<EmbeddedServer> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const home = chooseHome(folder);
  const remembered = await recall(folder, home);
  initialise(home, remembered);
  const user = await join(folder, home, remembered, settings);
  await createDatabase(user);
  return {
    ownerUrl: url(remembered, OWNER, remembered.ownerPassword, DATABASE),
    appUrl: url(remembered, APP_LOGIN, remembered.appPassword, DATABASE),
    stop: () => letGo(user, remembered, home),
  };
}

/** Forgets the server of the folder and its data. Throws a sentence when somebody is using it. */
export async function forgetEmbeddedServer(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const home = chooseHome(folder);
  if (running(home.data) && existsSync(stateFile(folder))) {
    await (await startEmbeddedServer(folder)).stop();
    if (running(home.data)) {
      throw new Error(`Chương trình đang chạy trên dữ liệu ở ${folder}; dừng nó trước khi làm lại từ đầu.`);
    }
  }
  await shutDown(home.data);
  removeData(home);
  rmSync(stateFile(folder), { force: true });
}

const url = ({ port }: Remembered, user: string, password: string, database: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

const stateFile = (folder: string): string => path.join(folder, "server.json");

async function recall(folder: string, home: Home): Promise<Remembered> {
  const file = stateFile(folder);
  if (!existsSync(file)) {
    if (existsSync(path.join(home.data, "PG_VERSION"))) {
      throw new Error(
        `Thiếu ${file}, không mở được dữ liệu bên cạnh. Chạy lại với --reset để làm lại từ đầu.`,
      );
    }
    const made: Remembered = {
      port: await freePort(),
      ownerPassword: randomBytes(24).toString("hex"),
      appPassword: randomBytes(24).toString("hex"),
    };
    // Whole or not at all, and the first of two at the same moment wins: its passwords are the cluster's.
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(made, null, 2), { mode: 0o600 });
    try {
      linkSync(fresh, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(fresh);
    }
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

function remember(folder: string, remembered: Remembered): void {
  const file = stateFile(folder);
  writeFileSync(`${file}.new`, JSON.stringify(remembered, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
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

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/**
 * Makes the cluster beside its final place and moves it there whole: a start killed half-way leaves nothing in the way,
 * and of two at the same moment one finds the other's.
 */
function initialise(home: Home, { ownerPassword }: Remembered): void {
  if (existsSync(path.join(home.data, "PG_VERSION"))) return;
  removeHalfMade(home.data);
  const fresh = `${home.data}.new-${process.pid}`;
  const passwordFile = `${home.data}.pw-${process.pid}`;
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, ownerPassword, { mode: 0o600 });
  if (home.as) {
    chownSync(fresh, home.as.uid, home.as.gid);
    chownSync(passwordFile, home.as.uid, home.as.gid);
  }
  const [command, ...args] = home.run("initdb", [
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
  const done = spawnSync(command, args, { ...home.as, cwd: "/", env: bareEnvironment(), encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (done.status !== 0) {
    throw new Error(`Không khởi tạo được PostgreSQL kèm theo: ${done.error?.message ?? done.stderr.trim()}`);
  }
  try {
    renameSync(fresh, home.data);
  } catch (error) {
    if (!existsSync(path.join(home.data, "PG_VERSION"))) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
}

function removeHalfMade(data: string): void {
  const [folder, name] = [path.dirname(data), path.basename(data)];
  for (const entry of readdirSync(folder)) {
    const pid = new RegExp(`^${name}\\.(?:new|pw)-(\\d+)$`).exec(entry)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(folder, entry), { recursive: true, force: true });
  }
}

/** The server inherits nothing of the program's secrets, and always speaks English in its log. */
const bareEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
});

/** Our connection to the server that runs in this home: to the one found there, else to one started now. */
async function join(
  folder: string,
  home: Home,
  remembered: Remembered,
  settings: readonly string[],
): Promise<Client> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const found = running(home.data);
    if (found) {
      const answer = await knock({ ...remembered, port: found.port });
      if (answer instanceof Client) {
        remembered.port = found.port;
        return answer;
      }
      if (answer === "refused") throw new Error(wrongPassword(folder));
      await wait(200);
      continue;
    }
    if (!(await isFree(remembered.port))) {
      // The port is ours alone to know: when somebody took it meanwhile, we take another.
      remembered.port = await freePort();
      remember(folder, remembered);
    }
    const answer = await launch(folder, home, remembered, settings);
    if (answer) return answer;
    await wait(300);
  }
  throw new Error(`PostgreSQL kèm theo không trả lời; xem ${home.log}.`);
}

/** Starts the server and waits for it. Undefined when it gave up for a reason that passes. */
async function launch(
  folder: string,
  home: Home,
  remembered: Remembered,
  settings: readonly string[],
): Promise<Client | undefined> {
  const logStart = existsSync(home.log) ? statSync(home.log).size : 0;
  const child = spawnServer(home, remembered, settings);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const isGone = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  while (!isGone()) {
    const answer = await knock(remembered);
    if (answer instanceof Client) return answer;
    if (answer === "refused") throw new Error(wrongPassword(folder));
    await Promise.race([ended, wait(50)]);
  }
  const said = readFileSync(home.log).subarray(logStart).toString("utf8");
  // After a kill -9 old backends may hold the shared memory for a moment; another start may be a moment ahead of ours.
  if (
    /shared memory block|lock file "postmaster.pid" (?:already exists|is empty)|could not bind|in use/i.test(
      said,
    )
  ) {
    return undefined;
  }
  const why = said.trim().split("\n").slice(-8).join("\n");
  throw new Error(`PostgreSQL kèm theo không khởi động được (${home.log}):\n${why}`);
}

const wrongPassword = (folder: string): string =>
  `PostgreSQL kèm theo không nhận mật khẩu trong ${stateFile(folder)}. Chạy lại với --reset để làm lại từ đầu.`;

function spawnServer(home: Home, { port }: Remembered, settings: readonly string[]): ChildProcess {
  const [command, ...args] = home.run("postgres", [
    "-D",
    home.data,
    "-p",
    String(port),
    ...[
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_connections=60",
      "jit=off",
      ...settings,
    ].flatMap((setting) => ["-c", setting]),
  ]);
  const log = openSync(home.log, "a", 0o600);
  const child = spawn(command, args, {
    ...home.as,
    cwd: "/",
    env: bareEnvironment(),
    // Its own group: a Ctrl-C at the terminal reaches the program first, which then stops the server in order.
    detached: true,
    stdio: ["ignore", log, log],
  });
  child.unref();
  return child;
}

/**
 * The server whose lock file stands in the data; no port yet while it writes the file. A lock file whose process is no
 * server of ours (a reused process number), or one left empty by a start that was killed while writing it, would keep the
 * server from starting for ever: it is removed. One whose process is gone is PostgreSQL's own business.
 */
function running(data: string): { pid: number; port: number } | undefined {
  const file = path.join(data, "postmaster.pid");
  const lock = readMeanwhile(file);
  if (!lock) return undefined;
  const [pid = 0, , , port = 0] = lock.text.split("\n").map(Number);
  if (!(pid > 0)) {
    if (lock.ageMs > HALF_WRITTEN_MS) rmSync(file, { force: true });
    return undefined;
  }
  if (!isAlive(pid)) return undefined;
  const command = readMeanwhile(`/proc/${pid}/cmdline`);
  if (command && !command.text.split("\0").includes(data)) {
    rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port };
}

/** Undefined when there is none, also when its owner removes it under our eyes. */
function readMeanwhile(file: string): { text: string; ageMs: number } | undefined {
  try {
    return { text: readFileSync(file, "utf8"), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "ESRCH"].includes(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Opens a connection that counts as a user of the server; "later" while it starts or stops. */
async function knock(remembered: Remembered): Promise<Client | "later" | "refused"> {
  const client = new Client({
    connectionString: url(remembered, OWNER, remembered.ownerPassword, "postgres"),
    connectionTimeoutMillis: 2_000,
    application_name: "doanhoi",
  });
  // A server that goes away is noticed by whoever uses it next.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1)", [USERS_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    return error instanceof Error && "code" in error && error.code === "28P01" ? "refused" : "later";
  }
}

/** Gives up our share of the server, and stops it when nobody else has one. */
async function letGo(user: Client, remembered: Remembered, home: Home): Promise<void> {
  try {
    await user.query("select pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const { rows } = await user.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
      USERS_LOCK,
    ]);
    // The lock is kept until the server is down: who comes meanwhile waits, and then starts it again.
    if (rows[0]?.alone) await shutDown(home.data);
  } catch {
    // Our connection did not survive (the server was restarted under us): ask again by another.
    const again = await knock(remembered);
    if (again instanceof Client) await letGo(again, remembered, home);
  } finally {
    await user.end().catch(() => undefined);
  }
}

async function createDatabase(client: Client): Promise<void> {
  const exists = async () =>
    (await client.query("select from pg_database where datname = $1", [DATABASE])).rowCount === 1;
  if (await exists()) return;
  await client.query(`create database ${DATABASE}`).catch(async (error: unknown) => {
    // Another start was a moment ahead of ours.
    if (!(await exists())) throw error;
  });
}

/** "Fast" shutdown: open transactions are rolled back, everything acknowledged is on disk. */
async function shutDown(data: string): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    const found = running(data);
    if (!found) return;
    process.kill(found.pid, signal);
    const deadline = Date.now() + patienceMs;
    while (running(data) && Date.now() < deadline) await wait(50);
  }
}
