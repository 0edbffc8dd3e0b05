/**
 * What the trace costs: the check of 100,000 sealed rows beside a plain scan of the same rows, and what eight writers
 * through the program's own commands get done with the trace's triggers beside without them, the two in turn. Runs on an
 * embedded database of its own, thrown away afterwards.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { verifyTrace } from "@/lib/audit/verification";
import { startEmbeddedServer } from "@/lib/db/embedded-server";
import { newId } from "@/lib/db/id";
import { migrate } from "@/lib/db/migrate";

const ROWS = 100_000;
/** Rows that are written between two sealings: a busy half second. */
const BATCH = 200;
const WRITERS = 8;
const ROUNDS = 12;
const ROUND_MS = 1500;

const say = (text: string) => console.log(text);
const number = (value: number) => value.toLocaleString("vi-VN", { maximumFractionDigits: 2 });

const folder = mkdtempSync(path.join(tmpdir(), "doanhoi-bench-"));
// As root the server runs under another uid, which must be able to enter.
chmodSync(folder, 0o755);
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Of pairs measured one after the other: what else the machine does changes both. */
const ratio = (ones: readonly number[], others: readonly number[]): number =>
  median(ones.map((one, index) => one / (others[index] ?? Number.NaN)));

const server = await startEmbeddedServer(folder);
try {
  await migrate(server.ownerUrl, server.appUrl);
  process.env["APP_DATABASE_URL"] = server.appUrl;
  process.env["NEXTAUTH_SECRET"] = "only for the benchmark: this secret seals nothing";
  process.env["DATA_KEY"] = Buffer.alloc(32).toString("base64");
  const owner = new Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await measureWriters(owner);
  await measureCheck(owner);
  await owner.end();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

async function measureCheck(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ count: number }>("select count(*)::int as count from audit_entry");
  for (let written = rows[0]?.count ?? 0; written < ROWS; written += BATCH) {
    // Half are persons entered, half the same persons changed: rows with one and with two states.
    await owner.query(
      `with made as (insert into person (id, full_name, search_key, sort_key, gender, birth_date, birth_precision, phone, occupation)
         select gen_random_uuid(), 'Nông Văn Thử ' || n, 'nong van thu ' || n, 'thu' || n, 'male', '1990-05-03', 'day',
           '+8491234' || lpad(n::text, 4, '0'), 'Công nhân' from generate_series(1, ${BATCH / 2}) n returning id) select count(*) from made`,
    );
    await owner.query(
      `update person set occupation = 'Tổ trưởng', version = version + 1 where occupation = 'Công nhân'`,
    );
    await owner.query("select from access.seal_audit()");
  }
  await owner.query("vacuum analyze audit_entry");
  await owner.query("vacuum analyze audit_block");
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const { rows: heads } = await owner.query<{ number: string; hash: string }>(
    "select number, encode(hash, 'hex') as hash from audit_block order by number desc limit 1",
  );
  const [head] = heads;
  const anchor = `${head?.number} ${head?.hash} now\n`;
  const found = await verifyTrace(owner, anchor);
  if (found.findings.length > 0) throw new Error(found.findings.join("\n"));
  const times = { check: [] as number[], scan: [] as number[], count: [] as number[] };
  for (let turn = 0; turn < 7; turn += 1) {
    times.check.push(await timed(() => verifyTrace(owner, anchor)));
    times.scan.push(await timed(() => owner.query("select sum(length(e::text)) from audit_entry e")));
    times.count.push(await timed(() => owner.query("select count(*) from audit_entry")));
  }
  const [check, scan, count] = [median(times.check), median(times.scan), median(times.count)];
  say(
    `Đối chiếu ${number(found.rows)} dòng trong ${number(found.blocks)} khối: ${number(check)} ms; đọc hết các cột của cùng số dòng: ${number(scan)} ms; chỉ đếm: ${number(count)} ms.`,
  );
  say(
    `Tỷ lệ đối chiếu / đọc hết (trung vị của từng cặp): ${number(ratio(times.check, times.scan))}; đối chiếu / đếm: ${number(ratio(times.check, times.count))}.`,
  );
}

async function measureWriters(owner: Client): Promise<void> {
  // Only now: the program reads its surroundings when it is first used.
  const { mintViewer } = await import("@/lib/access/viewer");
  const { hashToken, newSessionToken } = await import("@/lib/access/session");
  const { recordVisit } = await import("@/lib/enterprises/commands");
  const { recordActivity } = await import("@/lib/activities/commands");
  const { activitySchema } = await import("@/lib/activities/schema");
  const { keepSealing } = await import("@/lib/audit/sealing");
  const { database } = await import("@/lib/db/client");

  const [provinceId, unitId] = [newId(), newId()];
  await owner.query("insert into unit (id, province_id) values ($1, $1), ($2, $1)", [provinceId, unitId]);
  await owner.query(
    `insert into unit_version (id, unit_id, valid_from, kind, name, short_name, sort_key, parent_id)
     values (gen_random_uuid(), $1, '2000-01-01', 'province', 'Tỉnh thử', 'Tỉnh thử', 'tinh thu', null),
       (gen_random_uuid(), $2, '2000-01-01', 'district', 'Huyện thử', 'Huyện thử', 'huyen thu', $1)`,
    [provinceId, unitId],
  );
  const areaId = newId();
  await owner.query("insert into area (id) values ($1)", [areaId]);
  const writers: (() => Promise<void>)[] = [];
  for (let index = 0; index < WRITERS; index += 1) {
    const [accountId, enterpriseId, branchId, token] = [newId(), newId(), newId(), newSessionToken()];
    await owner.query(
      "insert into account (id, login, display_name, password_hash) values ($1, $2, 'Cán bộ thử', 'none')",
      [accountId, `can-bo-${index}`],
    );
    await owner.query(
      "insert into session (id, account_id, token_hash, device, expires_at) values (gen_random_uuid(), $1, $2, 'thử', now() + interval '1 hour')",
      [accountId, hashToken(token)],
    );
    await owner.query(
      "insert into appointment (id, account_id, role, province_id, unit_id, valid_from) values (gen_random_uuid(), $1, 'unit_officer', $2, $3, '2000-01-01')",
      [accountId, provinceId, unitId],
    );
    await owner.query(
      `insert into enterprise (id, province_id, union_unit_id, association_unit_id, name, search_key, name_key, sort_key,
           has_no_tax_code, legal_form, ownership, status, area_id, created_by_id)
         values ($1, $2, $3, $3, 'Công ty thử', 'cong ty thu', 'cong ty thu', 'cong ty thu', true, 'joint_stock', 'non_state', 'active', $4, $5)`,
      [enterpriseId, provinceId, unitId, areaId, accountId],
    );
    await owner.query(
      `insert into branch (id, province_id, unit_id, line, kind, name, search_key, sort_key, established_on, created_by_id)
         values ($1, $2, $3, 'union', 'cell', 'Chi đoàn thử', 'chi doan thu', 'chi doan thu', '2012-01-01', $4)`,
      [branchId, provinceId, unitId, accountId],
    );
    await owner.query(
      "insert into branch_life (id, branch_id, valid_from, recorded_at) values (gen_random_uuid(), $1, '2012-01-01', '2012-01-01')",
      [branchId],
    );
    const viewer = await mintViewer(token);
    if (!viewer) throw new Error("No session for a writer");
    writers.push(async () => {
      const visit = await recordVisit(
        viewer,
        { requestId: newId() },
        {
          ...{ enterpriseId, on: "2014-11-01", met: "Giám đốc", purpose: "Vận động", result: "Đồng ý" },
          ...{ attitude: null, grants: [], grantNote: null },
        },
      );
      const activity = await recordActivity(
        viewer,
        { requestId: newId() },
        {
          ...activitySchema.parse({
            place: `branch:${branchId}`,
            kind: "meeting",
            on: "20/11/2014",
            title: "Sinh hoạt",
          }),
          ...{ participants: 7, benefitsYouth: true },
        },
      );
      if (!visit.ok || !activity.ok) throw new Error("A writer was refused");
    });
  }
  const stop = await keepSealing(path.join(folder, "anchor.log"));
  const switchTrace = async (isOn: boolean) => {
    for (const table of ["visit", "activity"]) {
      await owner.query(`alter table ${table} ${isOn ? "enable" : "disable"} trigger z_trace`);
    }
  };
  /** Deeds done in a round by all writers together, per second. */
  const round = async (milliseconds: number): Promise<number> => {
    const started = performance.now();
    let done = 0;
    await Promise.all(
      writers.map(async (write) => {
        while (performance.now() - started < milliseconds) {
          await write();
          done += 2;
        }
      }),
    );
    return (done / (performance.now() - started)) * 1000;
  };
  await round(2000);
  const rates = { with: [] as number[], without: [] as number[] };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    // Each goes first as often as the other: what else the machine does falls on both.
    for (const isOn of turn % 2 === 0 ? [true, false] : [false, true]) {
      await switchTrace(isOn);
      (isOn ? rates.with : rates.without).push(await round(ROUND_MS));
    }
  }
  await switchTrace(true);
  stop();
  await database().$disconnect();
  say(`Tám người ghi, việc mỗi giây, có vết: ${rates.with.map(Math.round).join(" · ")}`);
  say(`Tám người ghi, việc mỗi giây, không vết: ${rates.without.map(Math.round).join(" · ")}`);
  say(`Tỷ lệ có vết / không vết (trung vị của từng cặp): ${number(ratio(rates.with, rates.without))}.`);
}
