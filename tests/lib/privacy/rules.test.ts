import { describe, expect, it } from "vitest";
import type { ClockUnit } from "@/lib/generated/prisma/enums";
import {
  type Clock,
  clockOf,
  inForce,
  isWorkingDay,
  lastDay,
  needsGuardian,
  notifyBy,
  standingOf,
} from "@/lib/privacy/rules";
import { readNational } from "@/prisma/reference/read";

const national = readNational("prisma/reference/national").privacy;
/** The clocks as they are loaded: what is tested is the table, not a copy of it. */
const clocks: Clock[] = national.clocks.map(([rule, duty, amount, unit]) => ({
  ...{ rule, duty, amount, unit: unit as ClockUnit },
  validFrom: national.from,
  validTo: null,
}));
const none = new Set<string>();

describe("the law's clocks", () => {
  it("TH-01: two working days pass over a weekend and a holiday", () => {
    const acknowledge = { amount: 2, unit: "working_days" as const };
    expect(lastDay(acknowledge, "2026-11-16", none)).toBe("2026-11-18");
    // Thursday: Friday and Monday.
    expect(lastDay(acknowledge, "2026-11-19", none)).toBe("2026-11-23");
    // Wednesday before 30/4 and 1/5, which are followed by a weekend.
    expect(lastDay(acknowledge, "2026-04-29", new Set(["2026-04-30", "2026-05-01"]))).toBe("2026-05-05");
    // Received on a Sunday.
    expect(lastDay(acknowledge, "2026-11-15", none)).toBe("2026-11-17");
  });

  it("knows Saturdays, Sundays and the holidays of the table as no working days", () => {
    expect(isWorkingDay("2026-11-21", none)).toBe(false);
    expect(isWorkingDay("2026-11-22", none)).toBe(false);
    expect(isWorkingDay("2026-11-23", none)).toBe(true);
    expect(isWorkingDay("2026-11-23", new Set(["2026-11-23"]))).toBe(false);
  });

  it.each([
    ["access", false, "2026-11-12"],
    ["edit", false, "2026-11-12"],
    ["withdraw", false, "2026-11-17"],
    ["restrict", false, "2026-11-17"],
    ["object", false, "2026-11-17"],
    ["delete", false, "2026-11-17"],
    ["withdraw", true, "2026-11-22"],
    ["restrict", true, "2026-11-22"],
    ["object", true, "2026-11-22"],
    ["delete", true, "2026-11-22"],
    ["access", true, "2026-11-12"],
    ["complain", false, null],
  ] as const)("a request to %s, third party %s, is answered by %s", (kind, hasThirdParty, by) => {
    const standing = standingOf({ kind, hasThirdParty, receivedOn: "2026-11-02" }, [], clocks, none);
    expect(standing.answerBy).toBe(by);
    expect(standing.next).toEqual({ what: "acknowledge", by: "2026-11-04" });
  });

  it("TH-12: one extension adds fifteen days, and the state follows from the steps", () => {
    const request = { kind: "access", hasThirdParty: false, receivedOn: "2026-11-02" } as const;
    const acknowledged = { kind: "acknowledged", on: "2026-11-04" } as const;
    const extended = { kind: "extended", on: "2026-11-10" } as const;
    const after = standingOf(request, [acknowledged, extended], clocks, none);
    expect(after).toMatchObject({ state: "acknowledged", isExtended: true, wasLate: false });
    expect(after.next).toEqual({ what: "answer", by: "2026-11-27" });
    const answered = standingOf(
      request,
      [acknowledged, extended, { kind: "answered", on: "2026-11-28" }],
      clocks,
      none,
    );
    expect(answered).toMatchObject({ state: "answered", next: null, wasLate: true });
    expect(standingOf(request, [{ kind: "refused", on: "2026-11-05" }], clocks, none)).toMatchObject({
      state: "refused",
      wasLate: true,
    });
  });

  it("gives no limit from before the law was in force", () => {
    expect(clockOf(clocks, "request.access", "2025-12-31")).toBeUndefined();
    expect(clockOf(clocks, "request.access", "2026-01-01")?.rule).toBe("TH-02");
    expect(
      standingOf({ kind: "access", hasThirdParty: false, receivedOn: "2025-06-01" }, [], clocks, none),
    ).toMatchObject({ acknowledgeBy: null, answerBy: null });
  });

  it("TH-13: a breach is told of within 72 hours of its discovery", () => {
    const discovered = new Date("2026-11-20T16:30:00+07:00");
    expect(notifyBy(clocks, discovered, "2026-11-20")?.toISOString()).toBe("2026-11-23T09:30:00.000Z");
    expect(notifyBy([], discovered, "2026-11-20")).toBeNull();
  });
});

describe("what is in force", () => {
  const row = (provinceId: string | null, validFrom: string) => ({ provinceId, validFrom });
  it("takes the province's own before the sample, the latest that has begun, one on every day", () => {
    const rows = [row(null, "2026-01-01"), row("p", "2026-06-01"), row("p", "2026-09-01")];
    expect(inForce(rows, "2025-12-31")).toBeUndefined();
    expect(inForce(rows, "2026-05-31")).toEqual(row(null, "2026-01-01"));
    expect(inForce(rows, "2026-08-31")).toEqual(row("p", "2026-06-01"));
    expect(inForce(rows, "2026-09-01")).toEqual(row("p", "2026-09-01"));
  });
});

describe("V32", () => {
  it("asks for a guardian while somebody may be under sixteen", () => {
    const on = "2026-11-20";
    expect(needsGuardian({ date: "2010-11-20", precision: "day" }, on)).toBe(false);
    expect(needsGuardian({ date: "2010-11-21", precision: "day" }, on)).toBe(true);
    // Born in 2010, on a day nobody knows: perhaps in December.
    expect(needsGuardian({ date: "2010-01-01", precision: "year" }, on)).toBe(true);
    expect(needsGuardian({ date: "2009-01-01", precision: "year" }, on)).toBe(false);
    expect(needsGuardian(null, on)).toBe(false);
  });
});
