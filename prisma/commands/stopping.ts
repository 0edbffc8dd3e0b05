import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** Somebody asked the program to stop; not a failure. */
class Stopped extends Error {}

const children = new Set<ChildProcess>();
let isServing = false;

/** Rejects when the program is told to stop, having told its children. A second time it stops at once. */
const stopped = new Promise<never>((_resolve, reject) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      for (const child of children) child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      reject(new Stopped());
      // Work given up half-way loses its database: what it has to say about that is of no interest.
      process.on("uncaughtException", () => undefined);
      process.on("unhandledRejection", () => undefined);
      process.on(signal, () => process.exit(130));
    });
  }
});
stopped.catch(() => undefined);

/** Does the work unless told to stop; returns only when no child is left, so that what they use can be taken away. */
export async function untilStopped(work: () => Promise<void>): Promise<void> {
  try {
    await Promise.race([work(), stopped]);
  } finally {
    const ended = [...children].map((child) => new Promise((resolve) => child.once("exit", resolve)));
    await Promise.race([Promise.all(ended), wait(10_000, undefined, { ref: false })]);
    for (const child of children) child.kill("SIGKILL");
  }
}

/** Runs a program to its end and returns its code. It ends with us. */
export function runProgram(command: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  const child = spawn(command, args, options);
  children.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** From now on being told to stop is how the program is meant to end. */
export function startServing(): void {
  isServing = true;
}

/** Runs a command to its end: a failure is a sentence on the terminal and a code for scripts, never a stack. */
export async function finish(command: () => Promise<void>): Promise<never> {
  try {
    await command();
    process.exit(0);
  } catch (error) {
    if (error instanceof Stopped) process.exit(isServing ? 0 : 130);
    console.error(inWords(error));
    if (process.env.DEBUG) console.error(error);
    process.exit(1);
  }
}

function inWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  if ((code === "EACCES" || code === "EPERM") && "path" in error) {
    return `Không có quyền với ${error.path}: nó thuộc về người dùng khác. Chạy bằng người đó, hoặc đặt DATA_DIR vào thư mục khác.`;
  }
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "28P01" || code === "3D000") {
    return `Không nối được tới PostgreSQL trong DATABASE_URL: ${error.message}`;
  }
  return error.message;
}
