import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isId, paramsOf, said, saidDay, strangeParams } from "@/lib/http/params";

const filter = z.object({
  unit: said(z.uuid()),
  line: said(z.enum(["union", "association"])),
  asOf: saidDay(),
  sort: z.enum(["name", "workers"]).catch("name"),
});

const UNIT = "01890a5d-ac96-774b-bcce-b302099a8057";

describe("filters from an address", () => {
  it.each([
    ["nothing", "", {}],
    ["what makes sense", `unit=${UNIT}&line=union`, { unit: UNIT, line: "union" }],
    ["a day as a person types it", "asOf=5/3/2014", { asOf: "2014-03-05" }],
    ["a day as the program writes it", "asOf=2014-03-05", { asOf: "2014-03-05" }],
    ["a day that does not exist", "asOf=31/02/2014", {}],
    ["nonsense", "unit=abc&line=both&asOf=mai", {}],
    ["the first of two", "line=association&line=union", { line: "association" }],
    ["a blank, as a form sends it", "unit=&line=%20", {}],
  ])("%s", (_, address, expected) => {
    const { sort, ...read } = filter.parse(paramsOf(new URLSearchParams(address)));
    expect(JSON.parse(JSON.stringify(read))).toEqual(expected);
    expect(sort).toBe("name");
  });
});

describe("strangeParams", () => {
  it.each([
    ["", []],
    [`unit=${UNIT}&line=union&asOf=05/03/2014&sort=workers`, []],
    ["sort=name", []],
    ["unit=&line=", []],
    ["unit=abc", ["unit"]],
    ["asOf=31/02/2014&line=both", ["asOf", "line"]],
    ["sort=age", ["sort"]],
    ["colour=red", ["colour"]],
    ["line=union&line=association", ["line"]],
    ["__proto__=1&constructor=2", ["__proto__", "constructor"]],
  ])("of %s", (address, expected) => {
    expect(strangeParams(filter, new URLSearchParams(address))).toEqual(expected);
  });
});

describe("cursors", () => {
  const place = z.tuple([z.string(), z.uuid()]);

  it("come back as they went, whatever the alphabet", () => {
    expect(readCursor(place, writeCursor(["đoàn ă", UNIT]))).toEqual(["đoàn ă", UNIT]);
  });

  it.each([undefined, "", "abc", "eyJ9", writeCursor(["a"]), writeCursor([1, UNIT]), "%00"])(
    "%s is none of this list",
    (text) => {
      expect(readCursor(place, text)).toBeUndefined();
    },
  );
});

describe("isId", () => {
  it.each([
    [UNIT, true],
    [UNIT.toUpperCase(), true],
    ["", false],
    ["abc", false],
    [`${UNIT}'`, false],
    ["new", false],
  ])("%s: %s", (piece, expected) => {
    expect(isId(piece)).toBe(expected);
  });
});
