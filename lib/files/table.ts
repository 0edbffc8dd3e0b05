import type { DatePrecision, PlainDate } from "@/lib/dates/plain-date";
import type { LegacyFont } from "@/lib/text/legacy-encodings";

/** One cell as the file holds it. Nothing is ever computed: a formula's value is the one its program stored. */
export type Cell = {
  value: string | number | boolean | null;
  /** What a number formatted as a date stands for. */
  day?: PlainDate;
  /** Set where the format shows less than a day: Excel keeps "3/1990" as 1 March and shows the month only (V05). */
  dayPrecision?: Exclude<DatePrecision, "day">;
  isFormula?: true;
  hasError?: true;
  /** The old font the text was typed in, where the file says so. */
  font?: LegacyFont;
  /** Put right in the page: Unicode, whatever its column was typed in. */
  isTyped?: true;
};

/** A row with something in it; `number` counts from 1 as the spreadsheet does, `cells` begins at column A. */
export type Row = { number: number; isHidden: boolean; cells: Cell[] };

/** Cells merged into one, both corners counted from 1. */
export type Merge = { from: [row: number, column: number]; to: [row: number, column: number] };

/** `hiddenColumns` are counted from 1; left out where there are none. */
export type Sheet = {
  name: string;
  isHidden: boolean;
  rows: Row[];
  merges: Merge[];
  hiddenColumns?: number[];
};

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1258" | "tcvn3" | "vni";

/** What the reader did or left out without being asked. */
export type Notice =
  | "macros_ignored"
  | "formulas_as_values"
  | "formulas_without_value"
  | "external_ignored"
  | "hidden_rows"
  | "hidden_columns";

export type Workbook = {
  format: "xlsx" | "ods" | "csv";
  /** Of a csv; null where the format itself says it. With "tcvn3" and "vni" the cells still hold the old letters. */
  encoding: Encoding | null;
  sheets: Sheet[];
  notices: Notice[];
};

/** What a file may be; beyond that it is refused before it can do harm. */
export const LIMITS = {
  fileMb: 25,
  rows: 120_000,
  columns: 200,
  cells: 2_400_000,
  sheets: 50,
  /** Letters in one cell: Excel's own limit. */
  cellLength: 32_767,
  /** In a zip: parts, what they unpack to (one, all), and how many times its size one may grow. */
  parts: 2000,
  partMb: 250,
  unpackedMb: 500,
  ratio: 300,
} as const;

export type TableRefusal =
  | "empty"
  | "too_large"
  | "too_many_rows"
  | "too_many_columns"
  | "too_many_cells"
  | "too_many_sheets"
  | "cell_too_long"
  | "old_xls"
  | "binary_xlsb"
  | "password"
  | "web_page"
  | "not_a_table"
  | "corrupt"
  | "zip_bomb"
  | "unsafe_xml"
  | "open_quote";

/** Thrown inside the reader; `readTable` returns it as a refusal. `at` is where: a cell, a line, a sheet. */
export class Unreadable extends Error {
  readonly refusal: TableRefusal;
  readonly at: string | undefined;
  constructor(refusal: TableRefusal, at?: string) {
    super(refusal);
    this.refusal = refusal;
    this.at = at;
  }
}

/** "A", "Z", "AA": the name of a column counted from 1. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** "C214"; row and column counted from 1. */
export const cellAddress = (row: number, column: number): string => `${columnName(column)}${row}`;

/** The other way round; undefined for what is no address. */
export function parseAddress(address: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(address) ?? [];
  if (!letters || !digits) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column };
}

/**
 * Gathers rows of all sheets within the limits. Blank cells and rows take no place: a sheet formatted down to its last
 * row holds what is written in it.
 */
export class TableBuilder {
  readonly sheets: Sheet[] = [];
  readonly notices = new Set<Notice>();
  private rows = 0;
  private cells = 0;

  sheet(name: string, isHidden: boolean): Sheet {
    if (this.sheets.length >= LIMITS.sheets) throw new Unreadable("too_many_sheets");
    const sheet: Sheet = { name: storable(name).normalize("NFC"), isHidden, rows: [], merges: [] };
    this.sheets.push(sheet);
    return sheet;
  }

  /** `cells` may have holes; their places are their columns. */
  row(sheet: Sheet, number: number, isHidden: boolean, cells: readonly (Cell | undefined)[]): void {
    const filled: Cell[] = [];
    let width = 0;
    for (let index = 0; index < cells.length; index++) {
      const given = cells[index];
      const isOdd = typeof given?.value === "string" && UNSTORABLE.test(given.value);
      const cell = isOdd ? { ...given, value: storable(String(given.value)) } : given;
      if (cell && !isBlank(cell)) {
        if (index >= LIMITS.columns) {
          throw new Unreadable("too_many_columns", `${sheet.name}!${cellAddress(number, index + 1)}`);
        }
        if (typeof cell.value === "string" && cell.value.length > LIMITS.cellLength) {
          throw new Unreadable("cell_too_long", `${sheet.name}!${cellAddress(number, index + 1)}`);
        }
        if (cell.isFormula) {
          this.notices.add(cell.value === null ? "formulas_without_value" : "formulas_as_values");
        }
        width = index + 1;
        this.cells++;
      }
      if (index < LIMITS.columns) filled.push(cell ?? BLANK);
    }
    if (width === 0) return;
    filled.length = width;
    if (++this.rows > LIMITS.rows) throw new Unreadable("too_many_rows", sheet.name);
    if (this.cells > LIMITS.cells) throw new Unreadable("too_many_cells", sheet.name);
    sheet.rows.push({ number, isHidden, cells: filled });
  }
}

/** Without what no database keeps as text: a nought, half a pair of signs ("_x0000_" in an .xlsx, UTF-16 cut in two). */
const storable = (text: string): string => text.replace(ALL_UNSTORABLE, "");
const UNSTORABLE = /\0|\p{Cs}/u;
const ALL_UNSTORABLE = /\0|\p{Cs}/gu;

/** One for all blank cells; nobody writes into cells. */
const BLANK: Cell = Object.freeze({ value: null });

const isBlank = ({ value, isFormula }: Cell) =>
  (value === null && !isFormula) || (typeof value === "string" && /^[\s\u00A0\u200B]*$/.test(value));
