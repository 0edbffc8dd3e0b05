import "server-only";
import { can, visibleOfPeople } from "@/lib/access/policy";
import { holdBranches } from "@/lib/branches/commands";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { visiblePayments } from "@/lib/fees/policy";
import { feeMonth, feeRulesOn } from "@/lib/fees/queries";
import type {
  CollectionInput,
  ExemptionEndInput,
  ExemptionInput,
  PaymentAnswerInput,
  PaymentInput,
  PaymentVoidInput,
} from "@/lib/fees/schema";
import { currentMembership, memberBranch } from "@/lib/members/queries";
import { done, refuse } from "@/lib/result";

/** The database's own word on V31 and on months paid twice, should somebody else have written meanwhile. */
const CONFLICTS = {
  fee_in_future: "month_ahead",
  fee_membership: "outside_membership",
  fee_paid_before: "not_owed",
  fee_once: "paid_elsewhere",
} as const;

/**
 * Writes down who of an organisation paid for a month, all in one form, all or nothing. A payment that was there and is changed or
 * taken away is voided, with the reason; what is unchanged is not written again. V31: nobody pays for a month outside the membership.
 */
export const collectFees = command(
  "fee.collect",
  async (viewer, tx, input: CollectionInput) => {
    const { branchId, month, collectedOn, reason } = input;
    await holdBranches(tx, [branchId]);
    const branch = await memberBranch(viewer, tx, branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    if (month > today()) return refuse("month_ahead");
    if (collectedOn > today()) return refuse("date_in_future");
    const members = new Map((await feeMonth(viewer, tx, branchId, month)).map((one) => [one.personId, one]));
    const voids: string[] = [];
    const inserts: { personId: string; amount: number }[] = [];
    for (const { personId, amount, shown } of input.rows) {
      const member = members.get(personId);
      if (!member || member.state === "outside") return refuse("outside_membership");
      const { fee, state } = member;
      if ((fee?.id ?? null) !== shown) return refuse("changed_meanwhile");
      if (amount === (fee?.amount ?? null)) continue;
      if (amount !== null && state !== "owed" && state !== "paid") return refuse("not_owed");
      if (fee) voids.push(fee.id);
      if (amount !== null) inserts.push({ personId, amount });
    }
    if (voids.length > 0 && reason === null) return refuse("reason_missing");
    await tx.fee.updateMany({
      where: { AND: visibleOfPeople(viewer), id: { in: voids }, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    // In one order everywhere, so that two forms with the same people wait for each other and never both.
    const sorted = inserts.toSorted((one, other) => (one.personId < other.personId ? -1 : 1));
    await tx.fee.createMany({
      data: sorted.map((row) => ({
        ...{ ...row, id: newId(), branchId, isDemo: branch.isDemo, recordedById: viewer.accountId },
        ...{ month: toDatabase(month), collectedOn: toDatabase(collectedOn) },
      })),
    });
    return done({ branchId, month, written: inserts.length, voided: voids.length });
  },
  CONFLICTS,
);

const EXEMPTING = [
  ...["in_future", "months_reversed", "too_long", "not_a_member", "already_exempt", "already_paid"],
] as const;

/** Frees a member from the fee for some months, by the level above; not longer at a time than the rules of the day allow. */
export const exemptFromFee = command("fee.exempt", async (viewer, tx, input: ExemptionInput) => {
  const membership = await currentMembership(viewer, tx, input.membershipId);
  if (!membership || !can(viewer, "member.write")) return refuse("membership_not_found");
  const { personId, branchId, line } = membership;
  const { fromMonth, toMonth, reason, decidedOn } = input;
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.exempt_fee(${newId()}::uuid, ${personId}::uuid, ${branchId}::uuid, ${fromMonth}::date, ${toMonth}::date, ${reason},
      ${decidedOn}::date) as outcome`;
  if (answer?.outcome === "done") return done({ branchId, membershipId: membership.id });
  const refusal = EXEMPTING.find((each) => each === answer?.outcome);
  if (refusal !== "too_long") return refuse(refusal ?? "membership_not_found");
  const { exemptMaxMonths } = await feeRulesOn(viewer, tx, line, decidedOn);
  return refuse("too_long", { months: exemptMaxMonths ?? 0 });
});

/** Takes an exemption back; the months are owed again. */
export const endExemption = command("fee.end-exemption", async (viewer, tx, input: ExemptionEndInput) => {
  const exemption = await tx.feeExemption.findFirst({
    where: { id: input.exemptionId, AND: visibleOfPeople(viewer) },
    select: { id: true, branchId: true },
  });
  if (!exemption) return refuse("exemption_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.void_exemption(${exemption.id}::uuid) as outcome`;
  return answer?.outcome === "done" ? done({ branchId: exemption.branchId }) : refuse("exemption_not_found");
});

const PAYING = ["no_share", "in_future", "months_outside_quarter"] as const;

/** Pays up to the level above; booked at once where the same account answers for that level too. */
export const payFee = command("fee.pay", async (viewer, tx, input: PaymentInput) => {
  const { payer, payerId, fromMonth, toMonth, amount, paidOn, note } = input;
  if (!can(viewer, "member.write")) return refuse("payer_not_found");
  const [branchId, unitId] = payer === "branch" ? [payerId, null] : [null, payerId];
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.pay_fee(${newId()}::uuid, ${branchId}::uuid, ${unitId}::uuid, ${fromMonth}::date, ${toMonth}::date, ${amount}::int,
      ${paidOn}::date, ${note}) as outcome`;
  if (answer?.outcome === "done") return done({ payer, payerId });
  return refuse(PAYING.find((refusal) => refusal === answer?.outcome) ?? "payer_not_found");
});

const ANSWERING = ["not_possible", "in_future", "before_paid", "reason_missing"] as const;

/** The receiver books a payment, or declines it with the reason. */
export const answerFeePayment = command("fee.answer", async (viewer, tx, input: PaymentAnswerInput) => {
  const payment = await tx.feePayment.findFirst({
    where: { id: input.paymentId, AND: visiblePayments(viewer) },
    select: { id: true },
  });
  if (!payment) return refuse("payment_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.answer_fee_payment(${payment.id}::uuid, ${input.verdict === "accept"}, ${input.on}::date, ${input.note}) as outcome`;
  if (answer?.outcome === "done") return done({ paymentId: payment.id });
  return refuse(ANSWERING.find((refusal) => refusal === answer?.outcome) ?? "payment_not_found");
});

/** A payment written down by mistake: voided by who paid until it is booked, by who booked it afterwards. */
export const voidFeePayment = command("fee.void-payment", async (viewer, tx, input: PaymentVoidInput) => {
  const payment = await tx.feePayment.findFirst({
    where: { id: input.paymentId, AND: visiblePayments(viewer) },
    select: { id: true, branchId: true },
  });
  if (!payment) return refuse("payment_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.void_fee_payment(${payment.id}::uuid) as outcome`;
  if (answer?.outcome === "done") return done({ paymentId: payment.id, branchId: payment.branchId });
  return refuse(answer?.outcome === "not_possible" ? "not_possible" : "payment_not_found");
});
