import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earliest, formatPartialDate, latest, parsePartialDate } from "@/lib/dates/partial-date";

describe("parsePartialDate (V05)", () => {
  it.each([
    ["1990", "1990-01-01", "year", "1990-12-31", "1990"],
    [" 1990 ", "1990-01-01", "year", "1990-12-31", "1990"],
    ["3/1990", "1990-03-01", "month", "1990-03-31", "03/1990"],
    ["02.1992", "1992-02-01", "month", "1992-02-29", "02/1992"],
    ["2-1990", "1990-02-01", "month", "1990-02-28", "02/1990"],
    ["1990-03", "1990-03-01", "month", "1990-03-31", "03/1990"],
    ["5/3/1990", "1990-03-05", "day", "1990-03-05", "05/03/1990"],
    ["1/1/1990", "1990-01-01", "day", "1990-01-01", "01/01/1990"],
  ])("reads %j", (typed, date, precision, last, shown) => {
    const partial = parsePartialDate(typed);
    expect(partial).toEqual({ date, precision });
    if (!partial) return;
    expect([earliest(partial), latest(partial)]).toEqual([date, last]);
    expect(formatPartialDate(partial)).toBe(shown);
  });

  it.each([
    "",
    "90",
    "3/90",
    "13/1990",
    "0/1990",
    "31/2/1990",
    "1990/3",
    "1990-3",
    "19900",
    "0990",
    "năm 1990",
    "?/1990",
  ])("refuses %j", (typed) => {
    expect(parsePartialDate(typed)).toBeNull();
  });

  it("reads back what formatPartialDate wrote, without gaining or losing precision", () => {
    const two = (max: number) => fc.integer({ min: 1, max }).map((number) => String(number).padStart(2, "0"));
    const precisions = ["day", "month", "year"] as const;
    const typed = fc.tuple(
      fc.integer({ min: 1900, max: 2100 }),
      two(12),
      two(28),
      fc.constantFrom(...precisions),
    );
    fc.assert(
      fc.property(typed, ([year, month, day, precision]) => {
        const first = { year: `${year}-01-01`, month: `${year}-${month}-01`, day: `${year}-${month}-${day}` };
        const partial = { date: first[precision], precision };
        expect(parsePartialDate(formatPartialDate(partial))).toEqual(partial);
      }),
    );
  });
});
