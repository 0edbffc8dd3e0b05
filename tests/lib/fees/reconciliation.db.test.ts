import fc from "fast-check";
import { expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { answerFeePayment, collectFees, payFee, voidFeePayment } from "@/lib/fees/commands";
import { feeShares } from "@/lib/fees/reports";
import { owner } from "@/tests/support/database";
import { deed } from "@/tests/support/factories";
import { collecting, feesOf, feeWorld } from "@/tests/support/factories-fees";

const MONTHS = ["2014-10-01", "2014-11-01", "2014-12-01"];

const act = fc.oneof(
  fc.record({
    what: fc.constant("collect" as const),
    at: fc.nat(3),
    month: fc.constantFrom(...MONTHS),
    amounts: fc.array(fc.option(fc.integer({ min: 1, max: 9999 })), { minLength: 3, maxLength: 3 }),
  }),
  fc.record({ what: fc.constant("pay" as const), at: fc.nat(4), amount: fc.integer({ min: 1, max: 9999 }) }),
  fc.record({
    what: fc.constantFrom("accept" as const, "decline" as const, "void" as const),
    which: fc.nat(9),
  }),
);

it("sum of parts = whole: whatever is collected, corrected, paid, declined or taken back, at every level and in all", async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      const world = await feeWorld();
      const { officer, upperSecretary, lowerSecretary, department, districtA } = world;
      const branches = [world.cell, world.lower, world.upper, world.grassroots];
      const payers = [world.secretary, lowerSecretary, upperSecretary, world.grassrootsSecretary];
      for (const one of acts) {
        let answer: { ok: boolean } = { ok: false };
        if (one.what === "collect") {
          const branchId = branches[one.at] ?? "";
          const standing = (await feesOf(branchId)).filter(({ month }) => month === one.month);
          const rows = (world.people[branchId] ?? []).map((personId, index) => ({
            ...{ personId, amount: one.amounts[index] ?? null },
            shown: standing.find((fee) => fee.person_id === personId)?.id ?? null,
          }));
          const given = { month: one.month, reason: "Sửa" };
          answer = await collectFees(officer, deed("Sửa"), collecting(branchId, rows, given));
        } else if (one.what === "pay") {
          const span = { fromMonth: "2014-10-01", toMonth: "2014-12-01", paidOn: "2014-12-01", note: null };
          const branchId = branches[one.at];
          answer = await payFee(payers[one.at] ?? officer, deed(), {
            ...{ ...span, amount: one.amount },
            ...(branchId ? { payer: "branch", payerId: branchId } : { payer: "unit", payerId: districtA }),
          });
        } else {
          const { rows } = await owner.query(
            "select id, to_unit_id = province_id as top from fee_payment where province_id = $1 order by recorded_at, id",
            [world.provinceId],
          );
          const payment = rows[one.which % Math.max(rows.length, 1)];
          if (!payment) continue;
          const who = payment.top ? department : officer;
          const paymentId = payment.id;
          answer =
            one.what === "void"
              ? await voidFeePayment(who, deed("Nhầm"), { paymentId, reason: "Nhầm" })
              : await answerFeePayment(who, deed(), {
                  paymentId,
                  verdict: one.what,
                  on: "2014-12-02",
                  note: "x",
                });
        }
        if (answer.ok) reached.add(one.what);
      }
      // The owner's own sums, against the sheet of whoever sees all and of whoever sees a part.
      const { rows } = await owner.query(
        `select (select coalesce(sum(amount), 0)::int from fee where province_id = $1 and voided_at is null) as collected,
           (select coalesce(sum(amount), 0)::int from fee_payment where province_id = $1 and voided_at is null and state = 'sent') as waiting`,
        [world.provinceId],
      );
      for (const who of [department, officer, upperSecretary, lowerSecretary]) {
        const sheet = await withViewer(who, (tx) => feeShares(who, tx, "2014-10-01"));
        expect(sheet?.holds).toBe(true);
        if (who !== department || !sheet) continue;
        const { totals } = sheet;
        const sum = (pick: (level: (typeof totals)[number]) => number) =>
          totals.reduce((total, level) => total + pick(level), 0);
        expect(sum((level) => level.collected)).toBe(rows[0].collected);
        expect(sum((level) => level.waiting)).toBe(rows[0].waiting);
        // What the levels below paid is what the levels above booked.
        expect(sum((level) => level.paid)).toBe(sum((level) => level.received));
        expect(sheet.beyond).toBe(0);
      }
    }),
    { numRuns: 6, seed: Date.now() % 0x7fffffff },
  );
  expect([...reached]).toEqual(expect.arrayContaining(["collect", "pay"]));
}, 120_000);
