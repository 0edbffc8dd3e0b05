import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import Excel from "exceljs";
import { describe, expect, it, vi } from "vitest";
import { type FileFormat, type FileSheet, spool, tableFile } from "@/lib/files/table-file";
import { readBack } from "@/tests/support/files";
import { NAUGHTY } from "@/tests/support/naughty-strings";

// A process of its own takes its time to begin.
vi.setConfig({ testTimeout: 30_000 });

const made = async (sheet: FileSheet, format: FileFormat) => {
  const { body } = await tableFile(await spool([sheet]), format);
  return new Response(body);
};
const texts = (column: readonly string[]): FileSheet => ({
  name: "Chữ",
  columns: [{ label: "Dòng", kind: "number" }, { label: "Chữ" }],
  rows: column.map((text, index) => [index + 1, text]),
});

/** What a spreadsheet would run, and what only looks like the marks we use against it. */
const DANGEROUS = [
  ...["=1+1", "+84 206 385 2222", "-2", "@SUM(A1)", "\t=1", "\tx", "\r=1", "\rx", " =1", "\u00a0=1", "＝1+1"],
  ...["'=1", "''=1", "'thường", "_x000D_", "_x005F_x000D_", "a\rb", "a\nb", "a\u0001b"],
  '=HYPERLINK("http://evil.example","Xem")',
];

describe.each(["xlsx", "csv"] as const)("a .%s that leaves the program", (format) => {
  it("gives back every text as it was, however naughty, and runs none", async () => {
    const written = [...DANGEROUS, ...NAUGHTY].map((text) => text.normalize("NFC"));
    // A cell of nothing but blanks is an empty one to the reader.
    const kept = written.filter((text) => !/^[\s\u00A0\u200B]*$/.test(text));
    const file = await readBack(await made(texts(kept), format));

    expect(file.notices).toEqual([]);
    const [head, ...rows] = file.sheets[0]?.rows ?? [];
    expect(head?.cells.map(({ value }) => value)).toEqual(["Dòng", "Chữ"]);
    expect(rows.map(({ cells }) => cells[1]?.value)).toEqual(kept);
    expect(rows.some(({ cells }) => cells.some(({ isFormula }) => isFormula))).toBe(false);
  });

  it("leaves nothing behind on the disk", async () => {
    const laid = await spool([texts(["một"])]);
    await new Response((await tableFile(laid, format)).body).arrayBuffer();
    await expect(access(laid.folder)).rejects.toThrow("ENOENT");
  });
});

describe("a workbook", () => {
  const sheet: FileSheet = {
    name: "Thử",
    columns: [
      { label: "Mã", kind: "id" },
      { label: "Ngày", kind: "day" },
      { label: "Số", kind: "number" },
      { label: "Loại", options: ["Một", "Hai, ba"] },
    ],
    rows: [
      ["x1", "2014-10-23", 1234, "Một"],
      ["x2", "1990", null, null],
    ],
  };

  it("holds days as days and numbers as numbers; what is no whole day stays text", async () => {
    const rows = (await readBack(await made(sheet, "xlsx"))).sheets[0]?.rows ?? [];
    expect(rows[1]?.cells[1]?.day).toBe("2014-10-23");
    expect(rows[1]?.cells[2]?.value).toBe(1234);
    expect(rows[2]?.cells[1]).toMatchObject({ value: "1990" });
  });

  it("freezes its headings, offers its lists, locks the ids and nothing below the headings besides", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "book-"));
    const filePath = path.join(folder, "book.xlsx");
    await writeFile(filePath, Buffer.from(await (await made(sheet, "xlsx")).arrayBuffer()));
    const book = new Excel.Workbook();
    await book.xlsx.readFile(filePath);
    await rm(folder, { recursive: true });
    const page = book.getWorksheet("Thử");
    expect(page?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(page?.getCell("D2").dataValidation).toMatchObject({
      type: "list",
      formulae: ["'Danh mục'!$A$1:$A$2"],
    });
    expect(page?.getCell("D900").dataValidation).toMatchObject({ type: "list" });
    expect(book.getWorksheet("Danh mục")?.getCell("A2").value).toBe("Hai, ba");
    // Excel locks what does not say otherwise.
    expect(page?.getCell("A2").protection?.locked ?? true).toBe(true);
    expect(page?.getCell("C1").protection?.locked ?? true).toBe(true);
    expect(page?.getCell("C2").protection?.locked).toBe(false);
    expect(page?.getCell("C3").protection?.locked).toBe(false);
  });
});
