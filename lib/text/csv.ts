/**
 * A table as CSV that a spreadsheet opens as text: UTF-8 with a byte order mark, commas, CRLF, every cell quoted. A cell that a
 * spreadsheet would run as a formula gets an apostrophe in front, which shows it for text; nothing else is changed.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

const cell = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

/** Also after blanks and in full width: some programs read those as the sign itself. */
const FORMULA = /^[\s\u00A0\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
