import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { EXAMPLES } from "@/tests/support/commands";
import { owner } from "@/tests/support/database";
import { signedIn } from "@/tests/support/factories";

const LIB = "lib";

/** The command modules, and the commands in each, found by reading: "domain/name". */
const modules = readdirSync(LIB)
  .map((domain) => ({ domain, file: path.join(LIB, domain, "commands.ts") }))
  .filter(({ file }) => existsSync(file))
  .map(({ domain, file }) => {
    const text = readFileSync(file, "utf8");
    const names = [...text.matchAll(/^export const (\w+) = (?:graveC|c)ommand\(/gm)].map(
      ([, name]) => name ?? "",
    );
    return {
      file,
      found: names.map((name) => ({ key: `${domain}/${name}`, domain, name })),
      made: text.match(/\b(?:graveC|c)ommand\(/g)?.length ?? 0,
    };
  });

const all = modules.flatMap(({ found }) => found);

/** Everything that is kept: each table's rows, whatever their order. Two digests agree when nothing at all was written. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname not like '\\_prisma%' and relname <> 'session' order by relname`,
  );
  const { rows } = await owner.query<{ name: string; digest: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from "${name}" t`,
      )
      .join(" union all "),
  );
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

const traced = async (requestId: string): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::int as count from audit_entry where request_id = $1",
    [requestId],
  );
  return rows[0]?.count ?? 0;
};

/** Does the work, commits it, and loses the answer on the way back. */
async function losingTheAnswer(work: () => Promise<unknown>): Promise<void> {
  // The one client of the process is kept there; the program asks for it anew for each transaction.
  const kept = globalThis as { db?: unknown };
  const real = database();
  kept.db = new Proxy(real, {
    get: (client, name, receiver) =>
      name === "$transaction"
        ? async (...given: unknown[]) => {
            await Reflect.apply(Reflect.get(client, name, client), client, given);
            throw new Error("the connection broke after the commit");
          }
        : Reflect.get(client, name, receiver),
  });
  try {
    await expect(work()).rejects.toThrow("the connection broke after the commit");
  } finally {
    kept.db = real;
  }
}

const rehearse = async (key: string) => {
  const found = EXAMPLES[key];
  if (!found) throw new Error(`No example of ${key} in tests/support/commands.ts`);
  return found.prepare();
};

/** Deeds in one's own inbox only: tests/lib/audit/trace.db.test.ts says why its tables are not traced. */
const UNTRACED = ["inbox/readNotice", "inbox/readAllNotices"];

describe("every command", () => {
  it("has one example of a deed that succeeds, and every example is of a command", () => {
    expect(all.length).toBeGreaterThan(30);
    for (const { file, found, made } of modules) {
      expect(found.length, `${file}: each command is \`export const name = command(…)\``).toBe(made);
    }
    expect(
      all.filter(({ key }) => !EXAMPLES[key]).map(({ key }) => key),
      'add one line to EXAMPLES in tests/support/commands.ts: "domain/name": example(name)(async () => ({ viewer, input }))',
    ).toEqual([]);
    expect(
      Object.keys(EXAMPLES).filter((key) => !all.some((command) => command.key === key)),
      "an example without a command",
    ).toEqual([]);
  });

  it.each(all)("$key: its example is of this very command", async ({ key, domain, name }) => {
    const module: Record<string, unknown> = await import(`@/lib/${domain}/commands.ts`);
    expect(EXAMPLES[key]?.command).toBe(module[name]);
  });
});

describe.each(all)("$key", ({ key }) => {
  it("returns the first result when it is sent again, at once and later, and writes nothing; other input is told apart", async () => {
    const { viewer, run, runOther } = await rehearse(key);
    const deed = { requestId: newId(), reason: "Lý do thử" };
    const first = await run(viewer, deed);
    expect(first).toMatchObject({ ok: true });
    if (!UNTRACED.includes(key)) expect(await traced(deed.requestId)).toBeGreaterThan(0);
    const before = await everything();

    expect(await run(viewer, deed)).toEqual(first);
    // Later: another session of the same account, after others have written.
    expect(await run(await signedIn(viewer.accountId), deed)).toEqual(first);
    expect(await runOther(viewer, deed)).toMatchObject({ ok: false, refusal: "request_reused" });
    expect(await everything()).toEqual(before);
  });

  it("is done once when it is sent twice at the same moment", async () => {
    const alone = await rehearse(key);
    const single = newId();
    await alone.run(alone.viewer, { requestId: single });
    const { viewer, run } = await rehearse(key);
    const deed = { requestId: newId() };
    const [one, other] = await Promise.all([run(viewer, deed), run(viewer, deed)]);

    expect(one).toMatchObject({ ok: true });
    expect(other).toEqual(one);
    expect(await traced(deed.requestId)).toBe(await traced(single));
  });

  it("gives the first result to who never got the answer, and does nothing again", async () => {
    const { viewer, run } = await rehearse(key);
    const deed = { requestId: newId() };
    await losingTheAnswer(() => run(viewer, deed));
    const before = await everything();
    const { rows } = await owner.query("select result from command_receipt where request_id = $1", [
      deed.requestId,
    ]);

    const again = await run(viewer, deed);
    expect(again).toMatchObject({ ok: true });
    expect(JSON.parse(JSON.stringify(again))).toEqual({ ok: true, value: rows[0].result });
    expect(await everything()).toEqual(before);
  });
});
