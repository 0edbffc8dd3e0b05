import { expect, it } from "vitest";
import { toCsv } from "@/lib/text/csv";
import { NAUGHTY } from "@/tests/support/naughty-strings";

/** What a spreadsheet reads: RFC 4180, by hand. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  for (const [, cell = "", end = ""] of text.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    const value = cell.replaceAll('""', '"');
    if (rows.length === 0 || ended) rows.push([]);
    rows.at(-1)?.push(value);
    ended = end !== ",";
  }
  return rows;
}
let ended = true;

it("begins with the mark by which Excel knows UTF-8", () => {
  expect([...Buffer.from(toCsv([["a"]]))].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
});

it("gives back every naughty string, with at most an apostrophe in front of what would be a formula", () => {
  ended = true;
  const back = read(toCsv(NAUGHTY.map((text) => [text, "sau"])));

  expect(back).toHaveLength(NAUGHTY.length);
  for (const [index, text] of NAUGHTY.entries()) {
    const [got, after] = back[index] ?? [];
    expect([text, `'${text}`]).toContain(got);
    expect(after).toBe("sau");
    expect(got ?? "").not.toMatch(/^\s*[=+\-@]/);
  }
});

it.each(["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "\uff1d1+1", "\r=1"])(
  "%j opens as text",
  (text) => {
    expect(toCsv([[text]])).toContain(`"'${text}"`);
  },
);

it.each(["Nông Văn Ân", "H'Mông", "Trần Thị Lan-Anh", "a=b", "Lý A Sùng @ Mã", "O’Neil"])(
  "a name such as %j is left alone",
  (name) => {
    expect(toCsv([[name]])).toBe(`\uFEFF"${name}"\r\n`);
  },
);
