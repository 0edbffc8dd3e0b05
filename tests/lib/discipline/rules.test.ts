import { describe, expect, it } from "vitest";
import { isDecidedAbove, isPastUntil, kindsFor } from "@/lib/discipline/rules";

describe("forms of discipline (§2.5)", () => {
  const all = { keeps: true, decidesAbove: true };

  it("are four for a member and three for an organisation, the lightest first", () => {
    expect(kindsFor("person", all)).toEqual(["reprimand", "warning", "dismissal", "expulsion"]);
    expect(kindsFor("organisation", all)).toEqual(["reprimand", "warning", "dissolution"]);
  });

  it("the organisation decides the lighter ones of its members, the level above the rest", () => {
    expect(kindsFor("person", { keeps: true, decidesAbove: false })).toEqual(["reprimand", "warning"]);
    expect(kindsFor("organisation", { keeps: true, decidesAbove: false })).toEqual([]);
    expect(kindsFor("person", { keeps: false, decidesAbove: false })).toEqual([]);
    expect(isDecidedAbove("organisation", "reprimand")).toBe(true);
  });

  it("a time that is over is said while nobody lifted the decision", () => {
    const until = "2014-12-01";
    expect(isPastUntil({ until, validTo: null }, "2014-11-30")).toBe(false);
    expect(isPastUntil({ until, validTo: null }, "2014-12-01")).toBe(true);
    expect(isPastUntil({ until, validTo: "2014-12-05" }, "2014-12-10")).toBe(false);
    expect(isPastUntil({ until: null, validTo: null }, "2014-12-10")).toBe(false);
  });
});
