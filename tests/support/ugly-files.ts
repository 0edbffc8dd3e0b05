import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import Excel from "exceljs";
import { readTable } from "@/lib/files/read-table";
import type { Workbook } from "@/lib/files/table";
import { odsOf } from "@/tests/support/zips";

/** What a cell of an ugly sheet holds; a day becomes a serial number formatted as one. */
type Cell = string | number | boolean | null | { day: string } | { formula: string; result: string | number };

export type UglySheet = {
  name: string;
  rows: readonly (readonly Cell[])[];
  merges?: readonly string[];
  hiddenRows?: readonly number[];
  hiddenColumns?: readonly number[];
  hidden?: true;
  /** The old font of whole columns, by number. */
  fonts?: Readonly<Record<number, string>>;
};

/** The sheets as a real .xlsx. */
export async function uglyXlsx(sheets: readonly UglySheet[]): Promise<Buffer> {
  const book = new Excel.Workbook();
  for (const { name, rows, merges = [], hiddenRows = [], hiddenColumns = [], hidden, fonts = {} } of sheets) {
    const page = book.addWorksheet(name, { state: hidden ? "hidden" : "visible" });
    for (const [index, row] of rows.entries()) {
      for (const [at, cell] of row.entries()) {
        const written = page.getCell(index + 1, at + 1);
        if (cell !== null && typeof cell === "object" && "day" in cell) {
          written.value = new Date(`${cell.day}T00:00:00Z`);
          written.numFmt = "dd/mm/yyyy";
        } else if (cell !== null && cell !== "") written.value = cell;
        const font = fonts[at + 1];
        if (font) written.font = { name: font };
      }
    }
    for (const merge of merges) page.mergeCells(merge);
    for (const row of hiddenRows) page.getRow(row).hidden = true;
    for (const column of hiddenColumns) page.getColumn(column).hidden = true;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const shown = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell !== "object") return String(cell);
  return "day" in cell ? cell.day.split("-").reverse().join("/") : String(cell.result);
};

/** One sheet as text, in bytes of an encoding; with "latin1" the letters of the old fonts stand as they are. */
export function uglyCsv(
  { rows }: Pick<UglySheet, "rows">,
  {
    encoding = "utf8",
    delimiter = ";",
  }: { encoding?: "utf8" | "utf16le" | "latin1"; delimiter?: string } = {},
): Buffer {
  const quoted = (text: string) =>
    new RegExp(`["\\n${delimiter}]`).test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  const text = rows.map((row) => row.map((cell) => quoted(shown(cell))).join(delimiter)).join("\r\n");
  const mark = encoding === "utf16le" ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0);
  return Buffer.concat([mark, Buffer.from(text, encoding)]);
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** One sheet as LibreOffice writes it. */
export const uglyOds = ({ name, rows }: UglySheet): Buffer =>
  odsOf(
    `<table:table table:name="${escaped(name)}">${rows
      .map(
        (row) =>
          `<table:table-row>${row
            .map((cell) => {
              if (typeof cell === "number") {
                return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
              }
              if (cell !== null && typeof cell === "object" && "day" in cell) {
                return `<table:table-cell office:value-type="date" office:date-value="${cell.day}"><text:p>${shown(cell)}</text:p></table:table-cell>`;
              }
              const text = shown(cell);
              return text
                ? `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`
                : "<table:table-cell/>";
            })
            .join("")}</table:table-row>`,
      )
      .join("")}</table:table>`,
  );

/** The file read by the program's own reader, as an upload would be. */
export async function readUgly(file: Buffer): Promise<Workbook> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ugly-"));
  try {
    const filePath = path.join(folder, "file");
    await writeFile(filePath, file);
    const read = await readTable(filePath);
    if (!read.ok) throw new Error(`refused: ${read.refusal} ${read.details.at ?? ""}`);
    return read.value;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * A list of members as a district office keeps it: titles over the table, a heading of two rows with merged cells, the line of
 * column numbers, section rows, lost zeros, NFD, odd blanks, one person twice, a hidden row, a total, and signatures.
 */
export const UGLY_MEMBERS: UglySheet = {
  name: "DS đoàn viên",
  rows: [
    ["HUYỆN ĐOÀN MINH HOẠ", null, null, null, "ĐOÀN TNCS HỒ CHÍ MINH"],
    ["DANH SÁCH ĐOÀN VIÊN NĂM 2014"],
    [],
    ["TT", "Họ và tên", null, "Năm sinh", null, "NVĐ", "Chi đoàn", "SĐT", "Số CMND/CCCD", "Ghi chú"],
    [null, null, null, "Nam", "Nữ"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
    ["I", "Chi đoàn Công ty TNHH Minh hoạ"],
    [
      1,
      "Nông Văn".normalize("NFD"),
      "A",
      "05/03/1990",
      null,
      { day: "2008-03-26" },
      "Chi đoàn Minh hoạ",
      912345678,
      4090001234,
      null,
    ],
    [2, "Hoàng\u00a0 Thị", "B", null, 1992, "26/3/2010", null, "0912 345 679", "004192000123", "x"],
    [3, "Nông Văn", "A", "5.3.1990", null, "26/03/2008", null, null, null, null],
    [4, "LÝ THỊ", "C", null, "00/00/1993", 40263, null, "84912345677", 80123456, null],
    [5, "Triệu Văn", "D", "7/13/1991", null, "26/3/08", null, "12", null, null],
    ["Tổng cộng: 5 đoàn viên"],
    [null, null, null, null, null, "Minh hoạ, ngày 15 tháng 4 năm 2014"],
    [null, "NGƯỜI LẬP BIỂU", null, null, null, "TM. BAN CHẤP HÀNH"],
    [null, "Nguyễn Văn Ký", null, null, null, "Trần Văn Duyệt"],
  ],
  merges: [
    "A2:J2",
    "A4:A5",
    "B4:C5",
    "D4:E4",
    "F4:F5",
    "G4:G5",
    "H4:H5",
    "I4:I5",
    "J4:J5",
    "B7:J7",
    "G8:G12",
  ],
  hiddenRows: [10],
  hiddenColumns: [9],
};

/** Enterprises with merged parents over the numbers, codes that lost their zero and formulas. */
export const UGLY_SURVEYS: UglySheet = {
  name: "Biểu 1",
  rows: [
    ["BIỂU TỔNG HỢP KHẢO SÁT DOANH NGHIỆP"],
    [
      "STT",
      "Tên DN",
      "MST",
      "Lao động",
      null,
      null,
      "Thanh niên",
      null,
      "Đảng viên",
      "Tổ chức công đoàn",
      "Ngày KS",
    ],
    [null, null, null, "Tổng số", "Nữ", "DTTS", "16-30", "31-35"],
    [
      1,
      "Công ty TNHH Minh hoạ",
      300588569,
      1.234,
      120,
      { formula: "2*3", result: 6 },
      "1.200",
      10,
      "không rõ",
      "x",
      "15/4/2014",
    ],
    [
      2,
      "Tổng công ty Minh hoạ 2",
      "4899999017",
      "80 người",
      null,
      "-",
      "?",
      5,
      0,
      "không",
      { day: "2014-04-20" },
    ],
    ["Cộng", null, null, { formula: "SUM(D4:D5)", result: 1314 }, 120],
  ],
  merges: ["A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:H2", "I2:I3", "J2:J3", "K2:K3"],
};

/** "Nguyễn Văn Đức" and others as a file typed in .VnTime holds them, and in VNI-Times; the headings too. */
export const UGLY_TCVN3: UglySheet = {
  name: "TCVN3",
  rows: [
    ["STT", "Hä vµ tªn", "Ngµy sinh"],
    [1, "NguyÔn V¨n \u00adu", "5/3/1990"],
    [2, "Hoµng ThÞ Hång", "6/3/1990"],
  ],
};
export const UGLY_VNI: UglySheet = {
  name: "VNI",
  rows: [
    ["STT", "Hoï vaø teân", "Ngaøy sinh"],
    [1, "Nguyeãn Vaên Ñöùc", "5/3/1990"],
    [2, "Traàn Thò Hoàng", "6/3/1990"],
  ],
};

/** A sheet that is only a cover, before the one that holds the list. */
export const COVER: UglySheet = {
  name: "Bìa",
  rows: [["Báo cáo"], ["Đơn vị: Huyện Đoàn Minh hoạ"], ["Năm", 2014]],
};
