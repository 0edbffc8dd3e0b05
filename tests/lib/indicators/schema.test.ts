import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeParams, recordsHref } from "@/lib/indicators/rules";
import { indicatorParamsSchema, indicatorSchema } from "@/lib/indicators/schema";

const unit = "0193a3c4-5a00-7000-8000-000000000001";

describe("the parameters of a number, from an address", () => {
  it("are read as they stand", () => {
    const address = {
      asOf: "2014-12-15",
      from: "2014-10-23",
      knownAt: "2014-12-01",
      line: "association",
      unit,
    };
    expect(indicatorParamsSchema.parse(address)).toEqual(address);
  });

  it("may be dates as a person writes them", () => {
    expect(indicatorParamsSchema.parse({ asOf: "15/12/2014" })).toEqual({ asOf: "2014-12-15" });
  });

  it("count once where they are repeated", () => {
    expect(indicatorParamsSchema.parse({ line: ["union", "association"] })).toEqual({ line: "union" });
  });

  it.each([
    { asOf: "31/02/2014" },
    { asOf: "2014-13-01" },
    { from: "12/25/2014" },
    { knownAt: "hôm qua" },
    { line: "both" },
    { unit: "1 or 1=1" },
    { campaign: [] },
    { kind: "party_cell" },
    { asOf: "" },
  ])("are left out where they make no sense: %j", (address) => {
    expect(
      Object.values(indicatorParamsSchema.parse(address)).filter((value) => value !== undefined),
    ).toEqual([]);
  });

  it("never throw, whatever stands there", () => {
    fc.assert(
      fc.property(fc.anything(), (address) => {
        const given = indicatorParamsSchema.parse(address);
        expect(completeParams(given, { today: "2014-12-15", planIssuedOn: "2014-10-23" }).line).toBeTruthy();
      }),
    );
  });

  it("survive the way into an address and back", () => {
    const day = fc.constantFrom("2014-10-23", "2014-11-05", "2014-12-15");
    const params = fc.record({
      asOf: day,
      from: day,
      knownAt: fc.option(day),
      line: fc.constantFrom("all" as const, "union" as const, "association" as const),
      unit: fc.constantFrom(null, "none", unit),
      campaign: fc.constantFrom(null, unit),
      kind: fc.constantFrom(null, "club" as const),
      year: fc.constantFrom(null, 2013),
      level: fc.constantFrom(null, "none", unit),
    });
    fc.assert(
      fc.property(params, (asked) => {
        const url = new URL(recordsHref("K11", asked), "http://localhost");
        const said = indicatorParamsSchema.parse(Object.fromEntries(url.searchParams));
        const nothingElse = { today: asked.asOf, planIssuedOn: asked.from };
        expect(completeParams(said, nothingElse)).toEqual(completeParams(asked, nothingElse));
      }),
    );
  });
});

describe("an indicator's name in an address", () => {
  it("is one that has records of its own: K7 and K9 are made of others", () => {
    expect(["K1", "K17", "K7", "K9", "k1", "", undefined].map((name) => indicatorSchema.parse(name))).toEqual(
      ["K1", "K17", ...Array.from({ length: 5 }, () => undefined)],
    );
  });
});
