/**
 * A table as CSV that a spreadsheet opens as text: UTF-8 with a byte order mark, commas, CRLF, every cell quoted. A cell that a
 * spreadsheet would run as a formula gets an apostrophe in front, which shows it for text; nothing else is changed.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `${CSV_MARK}${rows.map(csvLine).join("")}`;

/** The byte order mark, which goes first. */
export const CSV_MARK = "\uFEFF";

/** One row of it. */
export const csvLine = (row: readonly string[]): string => `${row.map(cell).join(",")}\r\n`;

const cell = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

/**
 * Also after blanks and in full width: some programs read those as the sign itself. And after apostrophes: one more is put
 * before them, so that taking one away always gives back what was there.
 */
const FORMULA = /^'*(?:[\s\u00A0\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** What was there before `toCsv` made it harmless. */
export const fromCsvCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
