import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTaxCode, parseTaxCode } from "@/lib/text/tax-code";

/** Real, well-known codes, then the synthetic ones for demo data, all of §4.2. */
const VALID = `
0300588569 0101248141 0100109106 0100684378 0100112437 0100230800 0101243150 0305795054
4899999017 4899999024 4899999031 4899999049 4899999056 4899999063 4899999070 4899999088 4899999095 4899999105
4899999112 4899999137 4899999144 4899999151 4899999169 4899999176 4899999183 4899999190 4899999200 4899999218
4899999225 4899999232 4899999257 4899999264 4899999271 4899999289 4899999296 4899999306 4899999313 4899999320
4899999338 4899999345 4899999352 4899999377 4899999384 4899999391 4899999401 4899999419 4899999426 4899999433
4800000013`
  .trim()
  .split(/\s+/);

const validCode = fc.constantFrom(...VALID);
const position = fc.integer({ min: 0, max: 9 });
const replaceAt = (code: string, index: number, digit: string) =>
  code.slice(0, index) + digit + code.slice(index + 1);

describe("parseTaxCode (V18)", () => {
  it.each(VALID)("accepts %s", (code) => {
    expect(parseTaxCode(code)).toEqual({ ok: true, code10: code });
  });

  it.each(["4899999017-001", "4899999017001", "4899999017–001", " 4899 999 017 - 001 ", "4899.999.017-001"])(
    "reads the dependent unit %j",
    (written) => {
      expect(parseTaxCode(written)).toEqual({ ok: true, code10: "4899999017", branch: "001" });
    },
  );

  it.each([
    ["", "missing"],
    ["   ", "missing"],
    ["48999990l7", "not_digits"],
    ["4899999017-", "not_digits"],
    ["-4899999017", "not_digits"],
    ["489-9999017", "not_digits"],
    ["４８９９９９９０１７", "not_digits"],
    ["MST 4899999017", "not_digits"],
    ["300588569", "wrong_length"],
    ["48999990170", "wrong_length"],
    ["4899999017-01", "wrong_length"],
    ["4899999017-0011", "wrong_length"],
    ["4899999018", "wrong_check_digit"],
    ["0000000000", "never_issued"],
    ["4800000006", "never_issued"],
    ["4899999017-000", "no_such_branch"],
    ["004190000123", "personal_not_allowed"],
  ])("refuses %j: %s", (written, reason) => {
    expect(parseTaxCode(written)).toEqual({ ok: false, reason });
  });

  it("takes a personal number of twelve digits only for a household business", () => {
    expect(parseTaxCode("004 190 000 123", { allowPersonal: true })).toEqual({
      ok: true,
      code10: "004190000123",
    });
    expect(parseTaxCode("904190000123", { allowPersonal: true })).toEqual({
      ok: false,
      reason: "not_a_personal_number",
    });
    expect(parseTaxCode("4899999017-01", { allowPersonal: true })).toEqual({
      ok: false,
      reason: "wrong_length",
    });
    expect(parseTaxCode("4899999017", { allowPersonal: true })).toEqual({ ok: true, code10: "4899999017" });
  });

  it("notices every single wrong digit", () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    fc.assert(
      fc.property(validCode, position, digit, (code, index, wrong) => {
        fc.pre(code[index] !== wrong);
        expect(parseTaxCode(replaceAt(code, index, wrong)).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("notices any two neighbouring digits swapped", () => {
    for (const code of VALID) {
      for (let index = 0; index < 9; index++) {
        const [one = "", other = ""] = [code[index], code[index + 1]];
        if (one === other) continue;
        expect(parseTaxCode(replaceAt(replaceAt(code, index, other), index + 1, one)).ok).toBe(false);
      }
    }
  });

  it("cannot notice the second and the seventh digit swapped: their weights are equal mod 11", () => {
    expect(parseTaxCode("0305795054").ok).toBe(true);
    expect(parseTaxCode("0505793054").ok).toBe(true);
  });

  it("finds exactly one check digit for each serial, or none for one in eleven", () => {
    let issued = 0;
    for (let serial = 0; serial < 9900; serial++) {
      const nine = `48${String(serial + 100_000).padStart(7, "0")}`;
      const fitting = [..."0123456789"].filter((check) => parseTaxCode(nine + check).ok).length;
      expect(fitting).toBeLessThanOrEqual(1);
      issued += fitting;
    }
    expect(issued / 9900).toBeCloseTo(10 / 11, 2);
  });

  it("reads back what it writes", () => {
    const branch = fc.option(
      fc.integer({ min: 1, max: 999 }).map((number) => String(number).padStart(3, "0")),
    );
    fc.assert(
      fc.property(validCode, branch, (code10, unit) => {
        expect(parseTaxCode(formatTaxCode(code10, unit))).toEqual({
          ok: true,
          code10,
          ...(unit && { branch: unit }),
        });
      }),
    );
  });
});
