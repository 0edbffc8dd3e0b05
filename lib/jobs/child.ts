import "server-only";
import { fork, type Serializable } from "node:child_process";
import { constants, setPriority } from "node:os";
import path from "node:path";

/** What a child may use before it is ended; in the background it leaves the processor to those whom somebody waits for. */
export type Limits = { memoryMb: number; seconds: number; isInBackground?: true };

/** Why a child gave no answer: it took too long, it took too much memory or broke off, or it said what went wrong. */
export class ChildFailed extends Error {
  readonly why: "too_slow" | "broke_off" | "said";
  constructor(why: ChildFailed["why"], message: string) {
    super(message);
    this.why = why;
  }
}

/**
 * Runs a script of the program in a process of its own and returns what it answers: what is heavy or comes from strangers
 * neither holds up the web process nor takes it along when it breaks. The script calls `answer` (lib/jobs/parent.ts).
 * `script` is its path from the project's folder. The child sees the environment it is given here and nothing else.
 * Throws ChildFailed.
 */
export function inChild<Answer>(
  script: string,
  input: Serializable,
  { limits, env = {} }: { limits: Limits; env?: Record<string, string> },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(path.resolve(script), [], {
      execArgv: ["--import", "tsx", "--conditions=react-server", `--max-old-space-size=${limits.memoryMb}`],
      // Of the parent's only what finding and running programs takes; NODE_ENV is typed as always there.
      env: { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], NODE_ENV: "production", ...env },
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    if (limits.isInBackground && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const fail = (why: ChildFailed["why"], message: string) => {
      clearTimeout(clock);
      child.kill("SIGKILL");
      reject(new ChildFailed(why, message));
    };
    const clock = setTimeout(
      () => fail("too_slow", `${script} took over ${limits.seconds} s`),
      limits.seconds * 1000,
    );
    // The other end is lib/jobs/parent.ts, which sends exactly this.
    child.on("message", (said: { value: Answer } | { error: string }) => {
      if ("error" in said) return fail("said", said.error);
      clearTimeout(clock);
      child.disconnect();
      resolve(said.value);
    });
    child.once("error", (error) => fail("broke_off", error.message));
    child.once("exit", (code, signal) =>
      fail("broke_off", `${script} ended with ${signal ?? `code ${code}`}`),
    );
    child.send(input);
  });
}
