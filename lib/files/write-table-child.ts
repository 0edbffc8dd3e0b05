import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type Excel from "exceljs";
import { formatDate } from "@/lib/dates/plain-date";
import { columnName } from "@/lib/files/table";
import type { FileColumn, FileFormat, Spool } from "@/lib/files/table-file";
import { answer } from "@/lib/jobs/parent";
import { CSV_MARK, csvLine } from "@/lib/text/csv";

type Sheet = Spool["sheets"][number];
type Value = string | number | null;

/** Writes the sheets that lie on the disk into one file. */
answer(async ({ sheets, format, filePath }: { sheets: Sheet[]; format: FileFormat; filePath: string }) => {
  await (format === "csv" ? writeCsv(sheets.slice(0, 1), filePath) : writeXlsx(sheets, filePath));
  return { peakMb: process.resourceUsage().maxRSS / 1024 };
});

async function* rowsOf({ rowsPath }: Sheet): AsyncGenerator<Value[]> {
  const lines = createInterface({
    input: createReadStream(rowsPath, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  // Written by `spool` as exactly this.
  for await (const line of lines) yield JSON.parse(line) as Value[];
}

const isDay = (value: Value): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

async function writeCsv(sheets: readonly Sheet[], filePath: string): Promise<void> {
  const out = createWriteStream(filePath, { mode: 0o600 });
  out.write(CSV_MARK);
  for (const sheet of sheets) {
    out.write(csvLine(sheet.columns.map(({ label }) => label)));
    for await (const row of rowsOf(sheet)) {
      const texts = sheet.columns.map(({ kind }, index) => {
        const value = row[index] ?? null;
        return kind === "day" && isDay(value) ? formatDate(value) : String(value ?? "");
      });
      if (!out.write(csvLine(texts))) await once(out, "drain");
    }
  }
  out.end();
  await finished(out);
}

const LISTS = "Danh mục";
/** Rows below the last that still offer the lists: what is added is checked too. */
const ROOM = 1000;

async function writeXlsx(sheets: readonly Sheet[], filePath: string): Promise<void> {
  // Loaded only where it is used: a .csv is there the sooner.
  const { default: exceljs } = await import("exceljs");
  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: filePath, useStyles: true });
  const lists: (readonly string[])[] = [];
  for (const { name, columns, title = [], ...sheet } of sheets) {
    const headAt = title.length + 1;
    const page = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: headAt }] });
    page.columns = columns.map(({ kind, width }) => ({
      width: width ?? WIDTHS[kind ?? "text"],
      style: { numFmt: FORMATS[kind ?? "text"], protection: { locked: kind === "id" } },
    }));
    await page.protect("", OPEN);
    for (const line of title) {
      const row = page.addRow([value(undefined, line)]);
      Object.assign(row.getCell(1), TITLE);
      page.mergeCells(row.number, 1, row.number, Math.max(columns.length, 1));
      row.commit();
    }
    const head = page.addRow(columns.map(({ label }) => value(undefined, label)));
    for (let column = 1; column <= columns.length; column++) Object.assign(head.getCell(column), HEAD);
    head.commit();
    let last = headAt;
    for await (const row of rowsOf({ name, columns, ...sheet })) {
      const added = page.addRow(columns.map(({ kind }, index) => value(kind, row[index] ?? null)));
      for (const [index, { tones }] of columns.entries()) {
        const argb = tones?.[String(row[index] ?? "")];
        if (argb) added.getCell(index + 1).fill = { type: "pattern", pattern: "solid", fgColor: { argb } };
      }
      added.commit();
      last++;
    }
    for (const [index, { options }] of columns.entries()) {
      if (!options || options.length === 0) continue;
      const column = columnName(index + 1);
      // The type declares what a sheet in memory has; the streaming writer keeps the same collection by ranges.
      const { dataValidations } = page as unknown as { dataValidations: Validations };
      dataValidations.add(`${column}${headAt + 1}:${column}${last + ROOM}`, {
        type: "list",
        allowBlank: true,
        formulae: [`'${LISTS}'!${listRange(lists.length + 1, options.length)}`],
        showErrorMessage: true,
        errorTitle: "Không có trong danh mục",
        error: "Chọn một giá trị trong danh sách.",
      });
      lists.push(options);
    }
    page.autoFilter = { from: { row: headAt, column: 1 }, to: { row: last, column: columns.length } };
    page.commit();
  }
  if (lists.length > 0) {
    const page = book.addWorksheet(LISTS, { state: "hidden" });
    for (let row = 0; row < Math.max(...lists.map(({ length }) => length)); row++) {
      page.addRow(lists.map((list) => value(undefined, list[row] ?? null))).commit();
    }
    page.commit();
  }
  await book.commit();
}

type Validations = { add(range: string, rule: Excel.DataValidation): void };

const listRange = (column: number, length: number): string =>
  `$${columnName(column)}$1:$${columnName(column)}$${length}`;

/** "@" keeps a text a text also when somebody edits it. */
const FORMATS = { text: "@", id: "@", day: "dd/mm/yyyy", number: "#,##0" } as const;
const WIDTHS = { text: 24, id: 10, day: 13, number: 12 } as const;

const HEAD = {
  numFmt: "@",
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFDDE7F3" } },
  alignment: { vertical: "middle", wrapText: true },
  protection: { locked: true },
} as const satisfies Partial<Excel.Style>;

const TITLE = {
  numFmt: "@",
  font: { bold: true },
  alignment: { vertical: "middle" },
  protection: { locked: true },
} as const satisfies Partial<Excel.Style>;

/** Only the headings and the ids are locked, against slips and without a password; rows may be added and sorted. */
const OPEN = {
  ...{ formatColumns: true, formatRows: true, formatCells: true, insertRows: true, deleteRows: true },
  ...{ sort: true, autoFilter: true, selectLockedCells: true, selectUnlockedCells: true },
};

/** What a cell holds: never a formula. What XML cannot hold is written as the format says, and so is what looks like that. */
function value(kind: FileColumn["kind"], given: Value): string | number | Date | null {
  if (typeof given !== "string") return given;
  if (kind === "day" && isDay(given)) return new Date(`${given}T00:00:00Z`);
  return given
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x")
    .replace(UNSPEAKABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

const UNSPEAKABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;
