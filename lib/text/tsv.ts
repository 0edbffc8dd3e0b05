/**
 * The text of a block of cells on the clipboard, as Excel, LibreOffice and Google Sheets write it: cells parted by tabs,
 * rows by line ends; a cell stands in quotes, its own quotes doubled, only where it holds a tab, a line end or starts with a
 * quote. A cell in quotes that needs none, "Hoa Mai", is what somebody typed.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    CELL.lastIndex = at;
    const [whole = "", quoted] = CELL.exec(text) ?? [];
    row.push(quoted !== undefined && /[\t\r\n]|""/.test(quoted) ? quoted.replaceAll('""', '"') : whole);
    at += whole.length;
    if (text[at] === "\t") {
      at += 1;
      // A tab at the very end still opens a cell.
      if (at < text.length) continue;
      row.push("");
    } else {
      at += text.startsWith("\r\n", at) ? 2 : 1;
    }
    rows.push(row);
    row = [];
  }
  return rows;
}

const CELL = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]*/y;

/** The block as such a text; `parseTsv` reads it back as it was. */
export const formatTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(formatCell).join("\t")}\n`).join("");

const formatCell = (cell: string) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
