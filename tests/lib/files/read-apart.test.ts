import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTableApart, rowsOf } from "@/lib/files/read-apart";
import type { Row } from "@/lib/files/table";
import { compoundOf, xlsxOf } from "@/tests/support/zips";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "apart-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("a table is read in a process of its own, which answers with its outline and leaves its rows in a file", async () => {
  const file = path.join(folder, "a.xlsx");
  await writeFile(
    file,
    xlsxOf(`<row r="3"><c><v>7</v></c></row><row hidden="1"><c t="b"><v>0</v></c></row>`),
  );
  const rows = path.join(folder, "a.rows");
  const read = await readTableApart(file, rows);
  expect(read).toMatchObject({
    ok: true,
    // A row that nobody sees is read, and said.
    value: { format: "xlsx", notices: ["hidden_rows"], sheets: [{ name: "Danh sách", rowCount: 2 }] },
  });
  const found: Row[] = [];
  for await (const row of rowsOf(rows, 0)) found.push(row);
  expect(found).toEqual([
    { number: 3, isHidden: false, cells: [{ value: 7 }] },
    { number: 4, isHidden: true, cells: [{ value: false }] },
  ]);

  await writeFile(file, compoundOf(["EncryptedPackage"]));
  expect(await readTableApart(file, rows)).toMatchObject({ ok: false, refusal: "password" });
}, 60_000);

it("50,000 rows of 15 columns are read within the child's limits and 400 MB, and this process goes on meanwhile", async () => {
  const file = path.join(folder, "large.xlsx");
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: createWriteStream(file),
    useSharedStrings: true,
  });
  const sheet = writer.addWorksheet("Doanh nghiệp");
  for (let at = 1; at <= 50_000; at++) {
    const texts = Array.from(
      { length: 10 },
      (_, column) => `Giá trị ${(at * 7 + column) % 9000} của cột ${column}`,
    );
    sheet
      .addRow([at, ...texts, new Date(Date.UTC(1990, 0, at % 9000)), at * 1.5, true, `riêng ${at}`])
      .commit();
  }
  await writer.commit();

  const rows = path.join(folder, "large.rows");
  let turns = 0;
  const watch = setInterval(() => {
    turns += 1;
  }, 20);
  const read = await readTableApart(file, rows);
  clearInterval(watch);
  if (!read.ok) throw new Error(read.refusal);
  const { sheets, peakMb } = read.value;
  expect(sheets).toMatchObject([{ rowCount: 50_000 }]);
  expect(peakMb).toBeLessThan(400);
  expect(turns).toBeGreaterThan(10);
}, 120_000);
