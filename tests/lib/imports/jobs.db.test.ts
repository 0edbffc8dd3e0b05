import { fork } from "node:child_process";
import { describe, expect, it } from "vitest";
import { decrypt } from "@/lib/crypto/cipher";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { LIST_TABLES } from "@/lib/exports/tables";
import { commitImport, fixRows, resumeImport } from "@/lib/imports/commands";
import { work } from "@/lib/imports/engine";
import { suggestLayout } from "@/lib/imports/queries";
import { tokenPlace } from "@/lib/imports/staging";
import { workOnce } from "@/lib/imports/worker";
import { owner } from "@/tests/support/database";
import { deed, signedIn } from "@/tests/support/factories";
import {
  checkedImport,
  committed,
  countsOf,
  laidImport,
  mapped,
  office,
  recordOf,
  registerHash,
  rowsOfImport,
  taxCode,
  undone,
  workAll,
} from "@/tests/support/factories-imports";

const HEAD = ["Tên doanh nghiệp", "Mã số thuế", "Loại hình", "Khu vực sở hữu", "Tình trạng", "Nơi đặt"];
const { officer, places } = await office();
const line = (name: string, code: string | null, place = places[0] ?? "") => [
  ...[name, code, "Công ty cổ phần", "Ngoài nhà nước (trong nước)", "Đang hoạt động", place],
];
const many = (count: number, from: number) => [
  HEAD,
  ...Array.from({ length: count }, (_, n) => line(`Công ty Hàng Loạt ${from + n}`, taxCode(from + n))),
];

const made = async (name: string): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::int as count from enterprise where name like $1",
    [`${name}%`],
  );
  return rows[0]?.count ?? 0;
};

async function claimed(seconds = 30) {
  const holder = newId();
  const [found] = await database().$queryRaw<{ id: string; sealed: string }[]>`
    select id, sealed from access.claim_import(${holder}::uuid, ${seconds})`;
  if (!found) throw new Error("Nothing waits");
  return { importId: found.id, holder, token: decrypt(found.sealed, tokenPlace(found.id)) };
}

/** As if the worker had been silent for longer than its lease. */
const letTheLeaseRunOut = (importId: string) =>
  owner.query("update import set lease_until = now() - interval '1 second' where id = $1", [importId]);

describe("a job", () => {
  it("killed at any moment is taken up where its last whole batch ended, and nothing is there twice", async () => {
    const before = await registerHash();
    const importId = await checkedImport(officer, many(1_050, 10_000));
    expect((await commitImport(officer, deed(), { importId })).ok).toBe(true);
    const job = await claimed();
    const child = fork("lib/imports/job-child.ts", [], {
      execArgv: ["--import", "tsx", "--conditions=react-server"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.send(job);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    // Killed while the second batch is being written, or as near to it as this machine gets.
    while ((await recordOf(officer, importId)).done === 0)
      await new Promise((resolve) => setTimeout(resolve, 25));
    child.kill("SIGKILL");
    await ended;
    const half = await made("Công ty Hàng Loạt");
    expect(half % 1000 === 0 || half === 1_050).toBe(true);

    await letTheLeaseRunOut(importId);
    await workAll();
    expect(await recordOf(officer, importId)).toMatchObject({ state: "committed" });
    expect(await made("Công ty Hàng Loạt")).toBe(1_050);
    expect(await countsOf(officer, importId)).toMatchObject({ written: 1_050 });
    const { rows: traced } = await owner.query<{ most: number }>(
      "select max(n)::int as most from (select count(*) as n from audit_entry where deed = 'import.commit' group by table_name, row_id, operation) t",
    );
    expect(traced[0]?.most).toBe(1);

    await undone(officer, importId);
    expect(await countsOf(officer, importId)).toMatchObject({ undone: 1_050, kept: 0 });
    expect(await registerHash()).toEqual(before);
  }, 120_000);

  it("outlives the signing out of whoever asked for it, by a session that the account's list shows and its end closes", async () => {
    const asker = await signedIn(officer.accountId);
    const importId = await laidImport(asker, many(3, 20_000));
    expect((await mapped(asker, importId)).ok).toBe(true);
    await withViewer(asker, (tx) => tx.$queryRaw`select access.close_sessions(false)`);
    await workAll();
    expect(await recordOf(officer, importId)).toMatchObject({ state: "checked" });
    const { rows } = await owner.query(
      "select revoked_at is not null as closed, expires_at <= created_at + interval '24 hours' as short from session where device = 'Nhập từ Excel (việc nền)' and account_id = $1 order by created_at desc limit 1",
      [officer.accountId],
    );
    expect(rows).toEqual([{ closed: true, short: true }]);
  });

  it("stops with the account's lock, says so, and goes on when it is asked to after that", async () => {
    const { officer: other } = await office();
    const importId = await laidImport(other, many(2, 30_000));
    await mapped(other, importId);
    await owner.query("update account set disabled_at = now() where id = $1", [other.accountId]);
    await workAll();
    await owner.query("update account set disabled_at = null where id = $1", [other.accountId]);
    expect(await recordOf(other, importId)).toMatchObject({
      state: "failed",
      failedIn: "checking",
      failure: "session",
    });
    expect(await resumeImport(other, deed(), { importId })).toMatchObject({ ok: true });
    await workAll();
    expect(await recordOf(other, importId)).toMatchObject({ state: "checked" });
  });

  it("gives up after five stops without getting any further", async () => {
    const importId = await laidImport(officer, many(1, 40_000));
    await mapped(officer, importId);
    for (let stop = 0; stop < 5; stop++) {
      await claimed();
      await letTheLeaseRunOut(importId);
    }
    await workAll();
    expect(await recordOf(officer, importId)).toMatchObject({ state: "failed", failure: "stopped" });
  });

  it("that lost its lease to another writes nothing any more", async () => {
    const importId = await checkedImport(officer, many(2, 50_000));
    await commitImport(officer, deed(), { importId });
    const slow = await claimed();
    await letTheLeaseRunOut(importId);
    const quick = await claimed();
    await work(slow);
    expect(await made("Công ty Hàng Loạt 5000")).toBe(0);
    await work(quick);
    expect(await made("Công ty Hàng Loạt 5000")).toBe(2);
  });

  it("runs in a process of its own, within its memory", async () => {
    const importId = await laidImport(officer, many(5, 60_000));
    await mapped(officer, importId);
    const ran = await workOnce();
    expect(ran?.peakMb).toBeGreaterThan(0);
    expect(ran?.peakMb).toBeLessThan(400);
    expect(await recordOf(officer, importId)).toMatchObject({ state: "checked" });
  }, 60_000);
});

describe("a file", () => {
  it("that was exported changes nothing when it is imported as it is", async () => {
    await committed(officer, await checkedImport(officer, many(30, 70_000)));
    const before = await registerHash();
    const table = await withViewer(officer, async (tx) => {
      const [sheet] = [await LIST_TABLES.get("enterprises")?.table(officer, tx, {})].flat();
      if (!sheet) throw new Error("No such list");
      const rows: (string | number | null)[][] = [];
      for await (const row of sheet.rows) rows.push([...row]);
      return [sheet.columns.map(({ label }) => label), ...rows];
    });
    const importId = await checkedImport(officer, table);
    const { by } = await countsOf(officer, importId);
    expect(by).toMatchObject({ identical: table.length - 1, create: 0, update: 0, conflict: 0, error: 0 });
    expect(await registerHash()).toEqual(before);
  });

  it("is put right cell by cell in the page and checked again; its layout is remembered for the next one", async () => {
    const head = HEAD.map((heading, at) => (at === 0 ? "Cột lạ" : heading));
    const rows = [
      head,
      line("Công ty Sửa Một", taxCode(80_000), "Xã Không Có"),
      line("Công ty Sửa Hai", taxCode(80_001)),
    ];
    const importId = await laidImport(officer, rows);
    expect(await mapped(officer, importId)).toMatchObject({
      refusal: "fields_missing",
      details: { missing: ["name"] },
    });
    const columns = {
      "1": "name",
      "2": "taxCode",
      "3": "legalForm",
      "4": "ownership",
      "5": "status",
      "6": "area",
    };
    expect(await mapped(officer, importId, { columns })).toMatchObject({ ok: true });
    await workAll();
    expect((await countsOf(officer, importId)).by).toMatchObject({ error: 1, create: 1 });
    const fix = (text: string) =>
      fixRows(officer, deed(), { importId, cells: [{ row: 2, column: 6, text }] });
    expect(await fix("Xã Không Có")).toMatchObject({ refusal: "nothing_changed" });
    expect(await fix(places[1] ?? "")).toMatchObject({ ok: true, value: { rows: 1 } });
    await workAll();
    expect((await countsOf(officer, importId)).by).toMatchObject({ error: 0, create: 2 });

    const next = await laidImport(officer, rows);
    const record = await recordOf(officer, next);
    const layout = await withViewer(officer, (tx) => suggestLayout(officer, tx, record, 0));
    expect(layout?.columns[0]).toMatchObject({ heading: "Cột lạ", field: "name" });
  });

  it("is thrown away 30 days after anything last happened to its import, and cannot be undone then", async () => {
    const importId = await checkedImport(officer, many(2, 90_000));
    await committed(officer, importId);
    await owner.query("update import set touched_at = now() - interval '31 days' where id = $1", [importId]);
    await owner.query("select access.purge_imports()");
    expect(await rowsOfImport(officer, importId)).toEqual([]);
    const record = await recordOf(officer, importId);
    expect(record).toMatchObject({ state: "committed", layout: null });
    expect(record.purgedAt).not.toBeNull();
    await expect(undone(officer, importId)).rejects.toThrow("import_not_found");
  });
});
