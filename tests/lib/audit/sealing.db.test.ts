import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client, type PoolClient } from "pg";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keepSealing } from "@/lib/audit/sealing";
import { verifyTrace } from "@/lib/audit/verification";
import { newId } from "@/lib/db/id";
import { owner, ownerUrl } from "@/tests/support/database";
import { area } from "@/tests/support/factories";

const folder = mkdtempSync(path.join(tmpdir(), "doanhoi-anchor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each test starts from a whole trace of several blocks, anchored. */
let anchorFile = "";
let anchor = "";
beforeEach(async () => {
  anchorFile = path.join(folder, `${newId()}.log`);
  for (let block = 0; block < 3; block += 1) {
    await area();
    await seal();
  }
  anchor = readFileSync(anchorFile, "utf8");
});

async function seal() {
  const stop = await keepSealing(anchorFile);
  stop();
}

/** What somebody with the owner's password can do: take the triggers away and write. Undone when the work is. */
async function tampered<Value>(
  statements: readonly string[],
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await owner.connect();
  try {
    await client.query("begin");
    await client.query("alter table audit_entry disable trigger user");
    await client.query("alter table audit_block disable trigger user");
    for (const statement of statements) await client.query(statement);
    return await work(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** What the check finds after such writing. */
const found = (...statements: string[]): Promise<string[]> =>
  tampered(statements, async (client) => (await verifyTrace(client, anchor)).findings);

const verify = () => tampered([], (client) => verifyTrace(client, readFileSync(anchorFile, "utf8")));

const values = async (sql: string): Promise<string[]> => {
  const { rows } = await owner.query<unknown[]>({ text: sql, rowMode: "array" });
  return (rows[0] ?? []).map(String);
};

/** The block before the last: its first and second row, and its number. */
async function middle() {
  const [one = "", two = "", block = ""] = await values(
    "select row_ids[1], row_ids[2], number from audit_block order by number desc limit 1 offset 1",
  );
  return { one, two, block };
}

describe("the trace", () => {
  it("is whole when nobody touched it: blocks, rows, head and anchor agree", async () => {
    const { blocks, rows, head, anchored, waiting, findings } = await verify();

    expect(findings).toEqual([]);
    expect({ waiting, anchored }).toEqual({ waiting: 0, anchored: 3 });
    expect(head?.number).toBe(blocks);
    expect(await values("select count(*) from audit_entry")).toEqual([String(rows)]);
  });

  it("cannot be changed, not even by the owner, while its triggers stand", async () => {
    for (const statement of [
      "update audit_entry set reason = 'x'",
      "delete from audit_entry",
      "truncate audit_entry",
      "update audit_block set hash = ''",
      "delete from audit_block",
      "truncate audit_block",
    ]) {
      await expect(owner.query(statement), statement).rejects.toThrow(/append-only/);
    }
  });

  it("gives the role that owns the functions nothing to rewrite it with", async () => {
    const { rows } = await owner.query(
      `select r, t, p from unnest(array['doanhoi_definer', 'doanhoi_app']) r, unnest(array['audit_entry', 'audit_block']) t,
         unnest(array['update', 'delete', 'truncate']) p where has_table_privilege(r, t, p)`,
    );
    expect(rows).toEqual([]);
  });
});

describe("npm run audit:verify finds and names", () => {
  it("a changed row, whichever of its columns was changed", async () => {
    const { rows: columns } = await owner.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = 'audit_entry'::regclass and attnum > 0 and not attisdropped and attname <> 'id'`,
    );
    const { one, block } = await middle();
    const other: Record<string, string> = {
      uuid: "gen_random_uuid()",
      text: "'sửa'",
      jsonb: `'{"sửa": true}'`,
      integer: "-1",
      xid8: "'3'",
      audit_operation: "'DELETE'",
      "timestamp(6) with time zone": "now() - interval '1 day'",
    };
    expect(columns.length).toBeGreaterThan(15);
    for (const { name, type } of columns) {
      const value = other[type] ?? `no other value is known for ${type}`;
      expect(await found(`update audit_entry set ${name} = ${value} where id = ${one}`), name).toEqual([
        `khối ${block}, dòng ${one} bị sửa`,
      ]);
    }
  });

  it("a removed row", async () => {
    const { one, block } = await middle();
    expect(await found(`delete from audit_entry where id = ${one}`)).toEqual([
      `khối ${block}, dòng ${one} bị xoá`,
    ]);
  });

  it("two rows that changed places", async () => {
    const { one, two, block } = await middle();
    expect(
      await found(
        `update audit_entry set id = -1 where id = ${one}`,
        `update audit_entry set id = ${one} where id = ${two}`,
        `update audit_entry set id = ${two} where id = -1`,
      ),
    ).toEqual([
      `khối ${block}, dòng ${one} bị đổi chỗ với dòng ${two}`,
      `khối ${block}, dòng ${two} bị đổi chỗ với dòng ${one}`,
    ]);
  });

  it("a row put into the middle under the number of a transaction long past, which sealing does not take in", async () => {
    const { one, block } = await middle();
    const forged = `insert into audit_entry (id, table_name, row_id, operation, xid)
      select -7, table_name, row_id, operation, xid from audit_entry where id = ${one}`;
    const finding = [`khối ${block}, dòng -7 bị chèn thêm`];

    expect(await found(forged)).toEqual(finding);
    expect(await found(forged, "select access.seal_audit()")).toEqual(finding);
  });

  it("a row under the number of a transaction that is yet to come", async () => {
    expect(
      await found(
        "insert into audit_entry (id, table_name, row_id, operation, xid) values (-7, 'unit', '', 'INSERT', '900000000')",
      ),
    ).toEqual(["dòng -7 bị chèn thêm"]);
  });

  it("a tail cut off, the last block with its rows, of which only the anchor knows", async () => {
    const [number, rows] = await values(
      "select number, row_ids::text from audit_block order by number desc limit 1",
    );
    const cut = [
      `delete from audit_entry where id = any ('${rows}')`,
      `delete from audit_block where number = ${number}`,
    ];

    expect(await found(...cut)).toEqual([`neo, dòng 3: khối ${number} không còn trong cơ sở dữ liệu`]);
    const withoutAnchor = await tampered(cut, (client) => verifyTrace(client, anchor.split("\n")[1] ?? ""));
    expect(withoutAnchor.findings, "the chain itself does not tell").toEqual([]);
  });

  it("a block that was changed, with or without its rows, and one that was taken out", async () => {
    const { block } = await middle();
    const next = Number(block) + 1;
    expect((await found(`update audit_block set sealed_at = now() where number = ${block}`))[0]).toBe(
      `khối ${block} bị sửa`,
    );
    expect((await found(`update audit_block set row_digests[1] = '\\x00' where number = ${block}`))[0]).toBe(
      `khối ${block} bị sửa danh sách dòng`,
    );
    expect((await found(`delete from audit_block where number = ${block}`))[0]).toBe(
      `trước khối ${next} thiếu khối ${block}`,
    );
  });

  it("a chain made anew from changed rows, which agrees with itself and not with the anchor", async () => {
    const { one, block } = await middle();
    expect(
      await found(
        `update audit_entry set reason = 'khác' where id = ${one}`,
        `delete from audit_block where number >= ${block}`,
        "select access.seal_audit()",
      ),
    ).toEqual([
      `neo, dòng 2: khối ${block} không phải khối đã neo`,
      `neo, dòng 3: khối ${Number(block) + 1} không còn trong cơ sở dữ liệu`,
    ]);
  });

  it("an anchor that was changed, made unreadable, cut or taken away", async () => {
    const [first = "", second = "", third = ""] = anchor.split("\n");
    const { block } = await middle();
    const foundWith = (text: string | null) =>
      // Blocks of this very moment may still be on their way to the anchor; these are not.
      tampered(
        [],
        async (client) => (await verifyTrace(client, text, new Date(Date.now() + 60_000))).findings,
      );

    expect(await foundWith([first, second.replace(/ .../, " 0f0"), third, ""].join("\n"))).toEqual([
      `neo, dòng 2: khối ${block} không phải khối đã neo`,
    ]);
    expect(await foundWith([first, "?", third, ""].join("\n"))).toEqual(["neo, dòng 2: không đọc được"]);
    expect(await foundWith(`${first}\n`)).toEqual([`neo: thiếu từ khối ${block}`]);
    expect(await foundWith(null)).toEqual(["neo: thiếu từ khối 1"]);
    expect(await foundWith(anchor)).toEqual([]);
  });
});

describe("the command", () => {
  const command = (anchored: string) =>
    spawnSync(
      process.execPath,
      ["--import", "tsx", "--conditions=react-server", "prisma/commands/audit-verify.ts"],
      {
        encoding: "utf8",
        env: {
          ...{ NODE_ENV: "test", PATH: process.env["PATH"], DATA_DIR: folder, AUDIT_ANCHOR_FILE: anchored },
          ...{ DATABASE_URL: ownerUrl, APP_DATABASE_URL: process.env["APP_DATABASE_URL"] },
        },
      },
    );

  it("prints blocks, rows, head and anchor and ends well; names what is wrong and ends with 1", async () => {
    await area();
    const whole = command(anchorFile);
    expect(whole.stdout).toMatch(/^Khối: \d+ · dòng đã niêm phong: \d+ · dòng chờ niêm phong: 0\n/);
    expect(whole.stdout).toMatch(/Đầu chuỗi: khối \d+ [0-9a-f]{64}\n/);
    expect(whole.stdout).toContain("Vết nguyên vẹn.");
    expect(whole.status).toBe(0);

    const forged = path.join(folder, "forged.log");
    const { block } = await middle();
    writeFileSync(forged, `${block} ${"0".repeat(64)} 2014-12-15T00:00:00Z\n`);
    const contradicted = command(forged);
    expect(contradicted.stderr).toContain(`neo, dòng 1: khối ${block} không phải khối đã neo`);
    expect(contradicted.status).toBe(1);
  }, 60_000);
});

describe("sealing", () => {
  const secondsUntilSealed = (id: string | undefined) =>
    values(
      `select extract(epoch from b.sealed_at - e.at) from audit_entry e join audit_block b on e.id = any (b.row_ids) where e.id = ${id}`,
    );

  it("seals a row within a second of its writing, while somebody else is still writing", async () => {
    const other = new Client({ connectionString: ownerUrl });
    await other.connect();
    await other.query("begin");
    await other.query("update unit set is_demo = not is_demo where id = (select id from unit limit 1)");
    const [open] = await values("select last_value from audit_entry_id_seq");
    const stop = await keepSealing(anchorFile);
    try {
      await area();
      const [written] = await values("select max(id) from audit_entry");
      await wait(1000);
      const [seconds] = await secondsUntilSealed(written);
      expect(Number(seconds)).toBeLessThan(1);
      expect(await secondsUntilSealed(open), "what is not committed is not sealed").toEqual([]);

      await other.query("commit");
      await wait(1000);
      expect(await secondsUntilSealed(open)).toHaveLength(1);
      expect((await verify()).findings).toEqual([]);
    } finally {
      stop();
      await other.end();
    }
  });

  it("is done by one at a time, whoever else tries, and leaves one unbroken chain", async () => {
    const clients = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const client = new Client({ connectionString: ownerUrl });
        await client.connect();
        return client;
      }),
    );
    const [before] = await values("select count(*) from audit_entry");
    await Promise.all([
      ...clients.map(async (client) => {
        for (let turn = 0; turn < 30; turn += 1) await client.query("select access.seal_audit()");
      }),
      (async () => {
        for (let turn = 0; turn < 30; turn += 1) await area();
      })(),
    ]);
    await Promise.all(clients.map((client) => client.end()));
    await seal();
    const { findings, rows, waiting } = await verify();

    expect(findings).toEqual([]);
    expect(waiting).toBe(0);
    expect(rows).toBe(Number(before) + 60);
  });

  it("goes on where the database was restored elsewhere and counts its transactions anew", async () => {
    const restored =
      "update audit_block set snapshot = '900000000:900000000:' where number = (select max(number) from audit_block)";
    const { rows, era } = await tampered([restored], async (client) => {
      const written = `insert into audit_entry (table_name, row_id, operation, xid)
        values ('unit', '', 'INSERT', (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text::xid8)`;
      await client.query("select access.seal_audit()");
      await client.query(written);
      const { rows: made } = await client.query("select era from audit_entry order by id desc limit 1");
      return { rows: await verifyTrace(client, anchor), era: made[0] };
    });

    expect(era).toEqual({ era: 1 });
    // The block was changed for this test, and that is all there is to find; the new row waits to be sealed.
    expect(rows).toMatchObject({ waiting: 1, findings: [expect.stringMatching(/^khối \d+ bị sửa$/)] });
  });
});
