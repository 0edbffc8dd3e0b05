/**
 * What a large export costs: 100,000 rows of twelve columns laid down batch by batch and made into an .xlsx and a .csv by
 * the program's own child, beside a plain `COPY` of the same rows to a .csv. Goal: the child stays within 300 MB. Runs on an
 * embedded database of its own, thrown away afterwards.
 */
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startEmbeddedServer } from "@/lib/db/embedded-server";
import { type FileColumn, spool, tableFile } from "@/lib/files/table-file";

const ROWS = 100_000;
const BATCH = 10_000;
const CEILING_MB = 300;

const COLUMNS: readonly FileColumn[] = [
  { label: "Mã", kind: "id" },
  ...["Tên", "Mã số thuế", "Loại hình", "Sở hữu", "Tình trạng", "Đơn vị", "Nơi đặt", "Đoàn", "Hội"].map(
    (label) => ({ label }),
  ),
  { label: "Lao động", kind: "number" },
  { label: "Ngày khảo sát", kind: "day" },
];

const say = (text: string) => console.log(text);
const number = (value: number) => value.toLocaleString("vi-VN", { maximumFractionDigits: 2 });
const seconds = (from: number) => (performance.now() - from) / 1000;

const folder = mkdtempSync(path.join(tmpdir(), "doanhoi-bench-"));
// As root the server runs under another uid, which must be able to enter and to write the plain copy.
chmodSync(folder, 0o777);
const server = await startEmbeddedServer(folder);
const client = new Client({ connectionString: server.ownerUrl });
try {
  await client.connect();
  await client.query(
    `create table wide as select n, gen_random_uuid() as id, 'Công ty trách nhiệm hữu hạn Thử số ' || n as name,
       lpad(n::text, 10, '0') as code, 'Công ty TNHH một thành viên' as form, 'Ngoài nhà nước (trong nước)' as owned,
       'Đang hoạt động' as status, 'Huyện đoàn Thử' as unit, 'Xã Thử ' || n % 200 as area, 'Có' as union_, 'Chưa' as hoi,
       (n % 500)::int as workers, (date '2014-01-01' + (n % 300)::int)::text as day
     from generate_series(1, ${ROWS}) n`,
  );
  await client.query("create unique index on wide (n)");
  const plain = path.join(folder, "plain.csv");
  const copying = performance.now();
  await client.query(`copy (select * from wide order by n) to '${plain}' csv header`);
  const copySeconds = seconds(copying);
  say(`COPY of ${number(ROWS)} rows: ${number(copySeconds)} s, ${number(statSync(plain).size / 2 ** 20)} MB`);
  for (const format of ["csv", "xlsx"] as const) {
    const begun = performance.now();
    const laid = await spool([{ name: "Bảng", columns: COLUMNS, rows: batches() }]);
    const laidSeconds = seconds(begun);
    const { peakMb, size, body } = await tableFile(laid, format);
    await body.cancel();
    const all = seconds(begun);
    say(
      `.${format}: ${number(all)} s (${number(laidSeconds)} s of it to lay the rows down), ${number(all / copySeconds)} × COPY, ` +
        `${number(size / 2 ** 20)} MB; the child at most ${number(peakMb)} MB`,
    );
    if (peakMb > CEILING_MB) {
      say(`over the ${CEILING_MB} MB allowed`);
      process.exitCode = 1;
    }
  }
  say(`the process that asked: at most ${number(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  await client.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function* batches() {
  for (let after = 0; after < ROWS; after += BATCH) {
    const { rows } = await client.query<{ row: (string | number)[] }>(
      `select json_build_array(id, name, code, form, owned, status, unit, area, union_, hoi, workers, day) as row
       from wide where n > $1 order by n limit $2`,
      [after, BATCH],
    );
    for (const { row } of rows) yield row;
  }
}
