import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, knownAt, overlaps, type Period } from "@/lib/dates/period";
import { addDays } from "@/lib/dates/plain-date";

/** A fortnight: small enough that ends meet, and to be searched day by day. */
const DAYS = Array.from({ length: 14 }, (_, index) => addDays("2014-12-25", index));
const day = fc.constantFrom(...DAYS);
const period: fc.Arbitrary<Period> = fc.record({ validFrom: day, validTo: fc.option(day) });

describe("covers", () => {
  const year: Period = { validFrom: "2014-01-01", validTo: "2015-01-01" };

  it.each([
    ["2013-12-31", false],
    ["2014-01-01", true],
    ["2014-12-31", true],
    ["2015-01-01", false],
  ])("is half-open: on %s %s", (on, expected) => {
    expect(covers(year, on)).toBe(expected);
  });

  it("has no end while validTo is null", () => {
    expect(covers({ validFrom: "2014-01-01", validTo: null }, "2999-12-31")).toBe(true);
  });
});

describe("overlaps", () => {
  it("is true exactly when some day is in both, and does not mind the order", () => {
    fc.assert(
      fc.property(period, period, (one, other) => {
        const shared = DAYS.some((on) => covers(one, on) && covers(other, on));
        expect(overlaps(one, other)).toBe(shared);
        expect(overlaps(other, one)).toBe(shared);
      }),
      { numRuns: 2000 },
    );
  });

  it("lets a period begin on the day another ends", () => {
    const before: Period = { validFrom: "2014-01-01", validTo: "2014-06-01" };
    expect(overlaps(before, { validFrom: "2014-06-01", validTo: null })).toBe(false);
    expect(overlaps(before, { validFrom: "2014-05-31", validTo: null })).toBe(true);
  });
});

describe("knownAt", () => {
  const recordedAt = new Date("2014-12-15T01:00:00Z");
  const voidedAt = new Date("2014-12-20T01:00:00Z");

  it.each([
    ["2014-12-15T00:59:59.999Z", false],
    ["2014-12-15T01:00:00.000Z", true],
    ["2014-12-20T00:59:59.999Z", true],
    ["2014-12-20T01:00:00.000Z", false],
  ])("holds from the recording to the voiding: at %s %s", (moment, expected) => {
    expect(knownAt({ recordedAt, voidedAt }, new Date(moment))).toBe(expected);
  });

  it("hands over without a gap: at any moment either the corrected row or its correction is known", () => {
    const corrected = { recordedAt, voidedAt };
    const correction = { recordedAt: voidedAt, voidedAt: null };
    const after = fc.date({ min: recordedAt, max: new Date("2016-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(after, (moment) => {
        expect(knownAt(corrected, moment)).toBe(!knownAt(correction, moment));
      }),
    );
  });
});
