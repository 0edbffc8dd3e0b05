import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import {
  answerFeePayment,
  collectFees,
  endExemption,
  exemptFromFee,
  payFee,
  voidFeePayment,
} from "@/lib/fees/commands";
import { feeOverview, feePage, feeRulesOn, feesWork, paymentDesk } from "@/lib/fees/queries";
import { feeArrears, feeShares } from "@/lib/fees/reports";
import { receiveTransfer } from "@/lib/transfers/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row, viewer } from "@/tests/support/factories";
import { collected, collecting, feesOf, feeWorld } from "@/tests/support/factories-fees";
import { sentTransfer, transferWorld, value } from "@/tests/support/factories-transfers";

const payment = (payerId: string, given: Partial<Parameters<typeof payFee>[2]> = {}) => ({
  ...{ payer: "branch" as const, payerId, fromMonth: "2014-11-01", toMonth: "2014-11-01" },
  ...{ amount: 5000, paidOn: "2014-12-05", note: null },
  ...given,
});

describe("collecting a month", () => {
  it("writes one row a member in one save; the same again writes nothing", async () => {
    const { secretary, cell, people } = await feeWorld();
    const rows = (people[cell] ?? []).map((personId) => ({ personId }));
    expect(value(await collectFees(secretary, deed(), collecting(cell, rows)))).toMatchObject({
      written: 3,
      voided: 0,
    });
    const shown = (await feesOf(cell)).map(({ id, person_id: personId }) => ({ personId, shown: id }));
    expect(value(await collectFees(secretary, deed(), collecting(cell, shown)))).toMatchObject({
      written: 0,
      voided: 0,
    });
    expect(await feesOf(cell)).toHaveLength(3);
    const page = await withViewer(secretary, (tx) => feePage(secretary, tx, cell, "2014-11-01"));
    expect(page).toMatchObject({ collected: 15_000, rules: { monthlyFee: { unpaid: 2000, paid: 5000 } } });
    const overview = await withViewer(secretary, (tx) => feeOverview(secretary, tx, "2014-11-01"));
    expect(overview?.rows).toMatchObject([{ id: cell, members: 3, payers: 3, collected: 15_000 }]);
  });

  it("saves all or nothing: one stranger among them and nobody's payment is there", async () => {
    const { secretary, cell, otherCell, people } = await feeWorld();
    const stranger = await member({ branchId: otherCell });
    const rows = [...(people[cell] ?? []), stranger.personId].map((personId) => ({ personId }));
    expect(await collectFees(secretary, deed(), collecting(cell, rows))).toMatchObject({
      refusal: "outside_membership",
    });
    expect(await feesOf(cell)).toEqual([]);
  });

  it("corrects by voiding and inserting, with the reason, and takes a payment away the same way", async () => {
    const { secretary, cell, people } = await feeWorld();
    const [personId = "", second = ""] = people[cell] ?? [];
    await collectFees(secretary, deed(), collecting(cell, [{ personId }, { personId: second }]));
    const fees = await feesOf(cell);
    const shownOf = (id: string) => fees.find((fee) => fee.person_id === id)?.id ?? null;
    const corrected = [
      { personId, amount: 2000, shown: shownOf(personId) },
      { personId: second, amount: null, shown: shownOf(second) },
    ];
    expect(await collectFees(secretary, deed(), collecting(cell, corrected))).toMatchObject({
      refusal: "reason_missing",
    });
    const again = collecting(cell, corrected, { reason: "Ghi nhầm mức" });
    expect(value(await collectFees(secretary, deed("Ghi nhầm mức"), again))).toMatchObject({
      written: 1,
      voided: 2,
    });
    expect(await feesOf(cell)).toMatchObject([{ person_id: personId, amount: 2000 }]);
    const { rows } = await owner.query("select count(*)::int as n from fee where branch_id = $1", [cell]);
    expect(rows[0].n).toBe(3);
  });

  it("a form made before somebody else's save takes nothing away and writes nothing twice", async () => {
    const { secretary, officer, cell, people } = await feeWorld();
    const [personId = ""] = people[cell] ?? [];
    value(await collectFees(officer, deed(), collecting(cell, [{ personId }])));
    for (const amount of [null, 5000]) {
      expect(await collectFees(secretary, deed(), collecting(cell, [{ personId, amount }]))).toMatchObject({
        refusal: "changed_meanwhile",
      });
    }
    const answers = await Promise.all(
      [secretary, officer].map((who) =>
        collectFees(who, deed(), collecting(cell, [{ personId }], { month: "2014-10-01" })),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("V31 a month before the admission, after the exit or to come is refused, by the program and by the database", async () => {
    const { secretary, cell } = await feeWorld();
    const { personId, membershipId } = await member({ branchId: cell, validFrom: "2014-03-20" });
    await owner.query("update membership set valid_to = '2014-09-01', end_kind = 'left' where id = $1", [
      membershipId,
    ]);
    const collect = (month: string) =>
      collectFees(secretary, deed(), collecting(cell, [{ personId }], { month }));
    for (const month of ["2014-02-01", "2014-09-01"]) {
      expect(await collect(month), month).toMatchObject({ refusal: "outside_membership" });
    }
    expect(await collect("2099-01-01")).toMatchObject({ refusal: "month_ahead" });
    expect((await collect("2014-03-01")).ok).toBe(true);
    expect((await collect("2014-08-01")).ok).toBe(true);
    const insert = (month: string) =>
      withViewer(
        secretary,
        (tx) => tx.$executeRaw`
        insert into fee (id, person_id, branch_id, month, amount, collected_on, recorded_by_id)
        values (${newId()}::uuid, ${personId}::uuid, ${cell}::uuid, ${month}::date, 5000, '2014-12-01', ${secretary.accountId}::uuid)`,
      );
    // A correction says since that they came later: the payment is shown, and can only be taken away.
    await owner.query("update membership set valid_from = '2014-05-02' where id = $1", [membershipId]);
    const page = await withViewer(secretary, (tx) => feePage(secretary, tx, cell, "2014-03-01"));
    const paid = page?.members.find((one) => one.personId === personId);
    expect(paid?.state).toBe("paid");
    const change = (amount: number | null) =>
      collectFees(
        secretary,
        deed("Sửa"),
        collecting(cell, [{ personId, amount, shown: paid?.fee?.id ?? null }], {
          month: "2014-03-01",
          reason: "Vào sau tháng này",
        }),
      );
    expect(await change(2000)).toMatchObject({ refusal: "outside_membership" });
    expect(value(await change(null))).toMatchObject({ written: 0, voided: 1 });
    await expect(insert("2014-02-01")).rejects.toThrow("no member in that month");
    await expect(insert("2014-08-01")).rejects.toThrow("paid already");
    await expect(insert("2099-01-01")).rejects.toThrow("a month to come");
  });

  it("V31 months that the transfer's remark says were paid are not collected again where the member came to", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world, { on: "2014-07-01" });
    await owner.query(
      "update transfer_step set fee_until = '2014-10-01' where transfer_id = $1 and state = 'remarked'",
      [transferId],
    );
    value(
      await receiveTransfer(world.receiver, deed(), {
        transferId,
        on: "2014-08-10",
        note: null,
        confirmed: [],
      }),
    );
    const { receiver, target, personId } = world;
    const page = await withViewer(receiver, (tx) => feePage(receiver, tx, target, "2014-09-01"));
    expect(page?.members).toMatchObject([{ personId, state: "covered" }]);
    const collect = (month: string) =>
      collectFees(receiver, deed(), collecting(target, [{ personId }], { month }));
    expect(await collect("2014-09-01")).toMatchObject({ refusal: "not_owed" });
    expect(await collect("2014-07-01")).toMatchObject({ refusal: "outside_membership" });
    expect((await collect("2014-11-01")).ok).toBe(true);
  });
});

describe("an exemption", () => {
  const exempt = (who: Viewer, membershipId: string, fromMonth = "2014-06-01", toMonth = "2014-11-01") =>
    exemptFromFee(who, deed("Nghỉ sinh con"), {
      ...{ membershipId, fromMonth, toMonth, reason: "Nghỉ sinh con", decidedOn: "2014-06-01" },
    });

  it("is the level above's, of six months at most, and its months are not owed until it is taken back", async () => {
    const { secretary, officer, upperSecretary, lower, cell } = await feeWorld();
    const here = await member({ branchId: cell });
    const below = await member({ branchId: lower });
    expect(await exempt(secretary, here.membershipId)).toMatchObject({ refusal: "membership_not_found" });
    expect(await exempt(officer, here.membershipId, "2014-05-01")).toMatchObject({
      refusal: "too_long",
      details: { months: 6 },
    });
    value(await exempt(officer, here.membershipId));
    value(await exempt(upperSecretary, below.membershipId));
    expect(await exempt(officer, here.membershipId, "2014-11-01", "2014-12-01")).toMatchObject({
      refusal: "already_exempt",
    });
    const rows = [{ personId: here.personId }];
    expect(await collectFees(secretary, deed(), collecting(cell, rows))).toMatchObject({
      refusal: "not_owed",
    });
    const { rows: written } = await owner.query("select id from fee_exemption where person_id = $1", [
      here.personId,
    ]);
    const end = { exemptionId: written[0].id, reason: "Ghi nhầm người" };
    expect(await endExemption(secretary, deed(), end)).toMatchObject({ refusal: "exemption_not_found" });
    value(await endExemption(officer, deed(), end));
    expect((await collectFees(secretary, deed(), collecting(cell, rows))).ok).toBe(true);
  });
});

describe("paying up", () => {
  it("is booked by the level above: what a chi đoàn paid is what the đoàn cơ sở received, at every level", async () => {
    const world = await feeWorld();
    const { lowerSecretary, upperSecretary, officer, department, lower, upper, districtA } = world;
    await collected(world, lower, [5000, 5000, 5000]);
    value(await payFee(lowerSecretary, deed(), payment(lower)));
    expect(await withViewer(upperSecretary, (tx) => feesWork(upperSecretary, tx))).toHaveLength(1);
    const waiting = await withViewer(department, (tx) => feeShares(department, tx, "2014-10-01"));
    expect(waiting?.rows.find(({ id }) => id === lower)).toMatchObject({ due: 5000, paid: 0, waiting: 5000 });
    expect(waiting?.holds).toBe(true);
    const desk = await withViewer(upperSecretary, (tx) => paymentDesk(upperSecretary, tx));
    const paymentId = desk?.toBook[0]?.id ?? "";
    const accept = { paymentId, verdict: "accept" as const, on: "2014-12-06", note: null };
    expect(await answerFeePayment(lowerSecretary, deed(), accept)).toMatchObject({
      refusal: "payment_not_found",
    });
    value(await answerFeePayment(upperSecretary, deed(), accept));
    expect(await answerFeePayment(upperSecretary, deed(), accept)).toMatchObject({ refusal: "not_possible" });
    const quarter = { fromMonth: "2014-10-01", toMonth: "2014-12-01" };
    // The officer answers for the unit that books: booked at once.
    value(await payFee(officer, deed(), payment(upper, { ...quarter, amount: 1666 })));
    value(
      await payFee(officer, deed(), { ...payment(districtA, { ...quarter, amount: 555 }), payer: "unit" }),
    );
    const { toBook = [] } = (await withViewer(department, (tx) => paymentDesk(department, tx))) ?? {};
    expect(toBook).toMatchObject([{ amount: 555, state: "sent" }]);
    const last = { paymentId: toBook[0]?.id ?? "", verdict: "accept" as const, on: "2014-12-10", note: null };
    value(await answerFeePayment(department, deed(), last));
    const shares = await withViewer(department, (tx) => feeShares(department, tx, "2014-10-01"));
    const of = (id: string) => shares?.rows.find((one) => one.id === id);
    expect(of(lower)).toMatchObject({ collected: 15_000, due: 5000, paid: 5000 });
    expect(of(upper)).toMatchObject({ received: 5000, due: 1666, paid: 1666 });
    expect(of(districtA)).toMatchObject({ received: 1666, due: 555, paid: 555 });
    expect(of(world.provinceId)).toMatchObject({ level: "province", received: 555, paid: 0 });
    expect(shares).toMatchObject({ holds: true, beyond: 0 });
  });

  it("declined with the reason or withdrawn it counts nowhere; once booked only the receiver takes it back", async () => {
    const world = await feeWorld();
    const { lowerSecretary, upperSecretary, lower } = world;
    const paid = async () => {
      value(await payFee(lowerSecretary, deed(), payment(lower)));
      const desk = await withViewer(upperSecretary, (tx) => paymentDesk(upperSecretary, tx));
      return desk?.toBook[0]?.id ?? "";
    };
    const answer = (paymentId: string, verdict: "accept" | "decline", note: string | null = null) =>
      answerFeePayment(upperSecretary, deed(), { paymentId, verdict, on: "2014-12-06", note });
    const first = await paid();
    expect(await answer(first, "decline")).toMatchObject({ refusal: "reason_missing" });
    value(await answer(first, "decline", "Chưa nhận được tiền"));
    const second = await paid();
    value(await voidFeePayment(lowerSecretary, deed(), { paymentId: second, reason: "Ghi nhầm" }));
    const third = await paid();
    value(await answer(third, "accept"));
    const take = { paymentId: third, reason: "Ghi nhầm" };
    expect(await voidFeePayment(lowerSecretary, deed(), take)).toMatchObject({ refusal: "not_possible" });
    value(await voidFeePayment(upperSecretary, deed(), take));
    const shares = await withViewer(upperSecretary, (tx) => feeShares(upperSecretary, tx, "2014-10-01"));
    expect(shares?.totals.every(({ paid: sum, waiting, received }) => sum + waiting + received === 0)).toBe(
      true,
    );
  });

  it("is of one quarter, never to come, only one's own, and not of the Hội, whose share nobody knows", async () => {
    const { secretary, outsiders, cell, provinceId, districtA } = await feeWorld();
    const span = payment(cell, { fromMonth: "2014-09-01", toMonth: "2014-10-01" });
    expect(await payFee(secretary, deed(), span)).toMatchObject({ refusal: "months_outside_quarter" });
    expect(await payFee(secretary, deed(), payment(cell, { paidOn: "2099-01-01" }))).toMatchObject({
      refusal: "in_future",
    });
    for (const [name, who] of Object.entries(outsiders)) {
      expect(await payFee(who, deed(), payment(cell)), name).toMatchObject({ refusal: "payer_not_found" });
      expect(await payFee(who, deed(), { ...payment(districtA), payer: "unit" }), name).toMatchObject({
        refusal: "payer_not_found",
      });
    }
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const head = await viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId: chapter });
    expect(await payFee(head, deed(), payment(chapter))).toMatchObject({ refusal: "no_share" });
    const { personId } = await member({ branchId: chapter });
    value(await collectFees(head, deed(), collecting(chapter, [{ personId, amount: 10_000 }])));
    const rules = await withViewer(head, (tx) => feeRulesOn(head, tx, "association", "2014-12-01"));
    expect(rules).toEqual({
      monthlyFee: null,
      exemptMaxMonths: null,
      share: null,
      strikeOffAfterMonths: null,
    });
  });
});

describe("arrears", () => {
  it("are those of three months in a year: not before the first month on record, not exempt, not the running month", async () => {
    const world = await feeWorld();
    const { officer, secretary, outsiders, cell, people } = world;
    const [first = "", second = "", third = ""] = people[cell] ?? [];
    const late = await member({ branchId: cell, validFrom: "2014-10-20" });
    await row("fee_exemption", {
      ...{ person_id: third, branch_id: cell, from_month: "2014-08-01", to_month: "2014-10-01" },
      ...{ reason: "x", decided_on: "2014-08-01", recorded_by_id: newId() },
    });
    // The organisation begins to record in August: nothing is known of the months before.
    value(
      await collectFees(secretary, deed(), collecting(cell, [{ personId: first }], { month: "2014-08-01" })),
    );
    const arrears = async (who: Viewer, year = 2014) =>
      ((await withViewer(who, (tx) => feeArrears(who, tx, year)))?.rows ?? []).map((one) => [
        one.personId,
        one.months,
      ]);
    const through =
      (await withViewer(officer, (tx) => feeArrears(officer, tx, 2014)))?.rows[0]?.months.at(-1) ?? "";
    const found = new Map(await arrears(officer).then((rows) => rows as [string, string[]][]));
    expect(found.get(second)?.slice(0, 4)).toEqual(["2014-08-01", "2014-09-01", "2014-10-01", "2014-11-01"]);
    expect(found.get(first)?.[0]).toBe("2014-09-01");
    expect(found.get(third)?.[0] ?? "2014-11-01").toBe("2014-11-01");
    expect(found.get(late.personId)?.[0] ?? "2014-11-01").toBe("2014-11-01");
    expect(through >= "2014-11-01").toBe(true);
    for (const name of [
      "the sibling district's officer",
      "another chi đoàn's secretary",
      "the Hội department",
    ] as const) {
      expect(await arrears(outsiders[name]), name).toEqual([]);
    }
  });
});
