import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDong, formatMonths, formatQuarter } from "@/lib/fees/labels";
import {
  divide,
  dueOf,
  holdings,
  isMemberIn,
  type LevelAccount,
  monthState,
  monthsFrom,
  monthsOfQuarter,
  outstanding,
  quarterOf,
  reconciles,
} from "@/lib/fees/rules";
import { collectionSchema, paymentSchema } from "@/lib/fees/schema";

const TWO_THIRDS = { kept: 2, of: 3 };
const dong = fc.integer({ min: 0, max: 2_000_000_000 });
const runs = { numRuns: 300, seed: Date.now() % 0x7fffffff };

describe("dividing what came in", () => {
  it("loses nothing, in whole đồng, and the remainder stays with the level that collected", () => {
    expect(divide(15_000, TWO_THIRDS)).toEqual({ up: 5000, kept: 10_000 });
    expect(divide(5000, TWO_THIRDS)).toEqual({ up: 1666, kept: 3334 });
    const parts = fc
      .integer({ min: 1, max: 9 })
      .chain((of) => fc.record({ of: fc.constant(of), kept: fc.nat(of) }));
    fc.assert(
      fc.property(dong, parts, (amount, share) => {
        const { up, kept } = divide(amount, share);
        expect(up + kept).toBe(amount);
        expect(Number.isInteger(up) && Number.isInteger(kept)).toBe(true);
        // Less than one part's đồng is what stays beyond the share.
        expect(up * share.of).toBeLessThanOrEqual(amount * (share.of - share.kept));
        expect((up + 1) * share.of).toBeGreaterThan(amount * (share.of - share.kept));
      }),
      runs,
    );
  });

  it("is done month by month in a chi đoàn and by the quarter above", () => {
    expect(dueOf([5000, 5000, 5000], "cell", TWO_THIRDS)).toBe(3 * 1666);
    expect(dueOf([5000, 5000, 5000], "grassroots_cell", TWO_THIRDS)).toBe(5000);
    expect(dueOf([5000, 5000, 5000], "unit", TWO_THIRDS)).toBe(5000);
  });

  it("sum of parts = whole at every level of a random tree, whatever is paid, late, too little or not booked", () => {
    // A level: what its members paid, and which share of what it owes it pays and the level above books.
    const level = fc.record({
      collected: dong,
      pays: fc.integer({ min: 0, max: 120 }),
      isBooked: fc.boolean(),
    });
    const trees = fc.array(fc.record({ above: level, below: fc.array(level, { maxLength: 4 }) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(trees, (families) => {
        const accounts: LevelAccount[] = [];
        const account = (
          one: typeof level extends fc.Arbitrary<infer Made> ? Made : never,
          received: number,
        ) => {
          const due = dueOf([one.collected + received], "unit", TWO_THIRDS);
          const sent = Math.min(Math.floor((due * one.pays) / 100), one.collected + received);
          const [paid, waiting] = one.isBooked ? [sent, 0] : [0, sent];
          const made = { collected: one.collected, received, due, paid, waiting };
          accounts.push(made);
          expect(holdings(made)).toBeGreaterThanOrEqual(0);
          expect(outstanding(made)).toBe(due - sent);
          return paid;
        };
        const atTop = families.reduce((sum, { above, below }) => {
          const received = below.reduce((all, one) => all + account(one, 0), 0);
          return sum + account(above, received);
        }, 0);
        expect(reconciles(accounts, atTop)).toBe(true);
        expect(reconciles(accounts, atTop + 1)).toBe(false);
      }),
      runs,
    );
  });
});

describe("months", () => {
  it("V31 the month of the admission and the last day's month are inside, the months around them are not", () => {
    const periods = [{ validFrom: "2014-03-20", validTo: "2014-11-01" }];
    expect(isMemberIn("2014-02-01", periods)).toBe(false);
    expect(isMemberIn("2014-03-01", periods)).toBe(true);
    expect(isMemberIn("2014-10-01", periods)).toBe(true);
    // The last day of the membership is 31/10: the day it ends on is no member's.
    expect(isMemberIn("2014-11-01", periods)).toBe(false);
    expect(isMemberIn("2014-11-01", [{ validFrom: "2014-03-20", validTo: "2014-11-02" }])).toBe(true);
  });

  it("are paid, exempt, paid where the member came from, or owed", () => {
    const standing = {
      periods: [{ validFrom: "2014-05-10", validTo: null }],
      paid: ["2014-08-01"],
      exempt: [{ from: "2014-09-01", to: "2014-10-01" }],
      covered: [{ from: "2014-05-10", to: "2014-06-01" }],
    };
    const states = monthsFrom("2014-04-01", "2014-11-01").map((month) => monthState(month, standing));
    expect(states).toEqual(["outside", "covered", "covered", "owed", "paid", "exempt", "exempt", "owed"]);
  });

  it("have quarters, and words", () => {
    expect(quarterOf("2014-12-15")).toBe("2014-10-01");
    expect(quarterOf("2014-01-01")).toBe("2014-01-01");
    expect(monthsOfQuarter("2014-10-01")).toEqual(["2014-10-01", "2014-11-01", "2014-12-01"]);
    expect(formatQuarter("2014-10-01")).toBe("Quý IV/2014");
    expect(formatMonths("2014-10-01", "2014-12-01")).toBe("10/2014 – 12/2014");
    expect(formatDong(1_234_567)).toBe("1.234.567 đ");
  });
});

describe("the form of a month", () => {
  const [tick, other] = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"];
  const head = { branchId: tick, month: "2014-11-01", collectedOn: "1/12/2014", reason: "" };
  const boxes = { [`w_${tick}`]: "", [`a_${tick}`]: "5.000", [`w_${other}`]: "", [`a_${other}`]: "2000 đ" };

  it("takes the ticks as they are, or everybody by the second button", () => {
    const parsed = collectionSchema.parse({ ...head, ...boxes, [`p_${tick}`]: "on", intent: "save" });
    expect(parsed.rows).toEqual([
      { personId: tick, amount: 5000, shown: null },
      { personId: other, amount: null, shown: null },
    ]);
    const everybody = collectionSchema.parse({ ...head, ...boxes, intent: "all" });
    expect(everybody.rows.map(({ amount }) => amount)).toEqual([5000, 2000]);
  });

  it("refuses a tick without whole đồng at the member's own box, and does not look at amounts nobody ticked", () => {
    const wrong = { ...head, ...boxes, [`a_${tick}`]: "5,5", [`a_${other}`]: "", intent: "save" };
    expect(collectionSchema.safeParse(wrong).success).toBe(true);
    for (const typed of ["", "0", "5,5", "-5000", "5.00", "1e4", "99.999.999"]) {
      const answer = collectionSchema.safeParse({ ...wrong, [`a_${tick}`]: typed, [`p_${tick}`]: "on" });
      expect(
        answer.error?.issues.map(({ path }) => path),
        typed,
      ).toEqual([[`a_${tick}`]]);
    }
  });

  it("reads a payment's months as they are written", () => {
    const payment = { payer: "branch", payerId: tick, amount: "10.000", paidOn: "5/12/2014", note: "" };
    const parsed = paymentSchema.parse({ ...payment, fromMonth: "10/2014", toMonth: "12/2014" });
    expect(parsed).toMatchObject({ fromMonth: "2014-10-01", toMonth: "2014-12-01", amount: 10_000 });
    expect(paymentSchema.safeParse({ ...payment, fromMonth: "2014", toMonth: "12/2014" }).success).toBe(
      false,
    );
  });
});
