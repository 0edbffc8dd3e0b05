import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTsv, parseTsv } from "@/lib/text/tsv";
import { NAUGHTY } from "@/tests/support/naughty-strings";

const cell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom('"', "\t", "\n", "\r", "a", " ") }),
  fc.constantFrom(...NAUGHTY),
);
const block = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 6 });

describe("a block of cells as text", () => {
  it("comes back as it was, whatever stands in its cells", () => {
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(formatTsv(rows))).toEqual(rows);
      }),
    );
  });

  it.each([
    ["nothing", "", []],
    [
      "what Excel copies",
      "An\t5/3/1990\r\nBình\t1991\r\n",
      [
        ["An", "5/3/1990"],
        ["Bình", "1991"],
      ],
    ],
    [
      "a last line without its end, as Google Sheets copies",
      "a\tb\nc\t",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ["a cell with lines and quotes", '"Tổ 3\nxã ""Mới"""\tx\n', [['Tổ 3\nxã "Mới"', "x"]]],
    ["a name in quotes that need not be", '"Hoa Mai"\tx\n', [['"Hoa Mai"', "x"]]],
    ["a quote that never closes", '"abc\tx\n', [['"abc', "x"]]],
    ["an inch inside a cell", '5" ống\tx', [['5" ống', "x"]]],
    ["empty rows in between", "a\n\nb\n", [["a"], [""], ["b"]]],
  ])("reads %s", (_, text, rows) => {
    expect(parseTsv(text)).toEqual(rows);
  });
});
