import "server-only";
import { z } from "zod";
import {
  can,
  departmentsOf,
  peopleProvincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleOfPeople,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { addMonths, fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { bookedBy, mayExempt, visiblePayments } from "@/lib/fees/policy";
import { type FeeRules, monthOf, monthState } from "@/lib/fees/rules";
import { formatNumber } from "@/lib/format";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { findMembership, memberBranch } from "@/lib/members/queries";
import { unitNamesOn } from "@/lib/units/queries";
import { MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

/** What a rule says, without its source. */
const ruled = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((stored) => z.object({ value: z.unknown() }).safeParse(stored).data?.value, value);
const whole = z.int().min(0);
const feeRules = z
  .object({
    monthlyFee: ruled(z.object({ unpaid: whole, paid: whole }).nullable()),
    feeExemptMaxMonths: ruled(whole.nullable()),
    feeShare: ruled(z.object({ kept: whole, of: z.int().min(1) }).nullable()),
    strikeOffAfterMonths: ruled(whole.optional()),
  })
  .transform(
    ({ monthlyFee, feeExemptMaxMonths, feeShare, strikeOffAfterMonths }): FeeRules => ({
      monthlyFee,
      ...{ exemptMaxMonths: feeExemptMaxMonths, share: feeShare },
      strikeOffAfterMonths: strikeOffAfterMonths ?? null,
    }),
  );

/** The fee's rules of a line on a day: data of the rule sets, with their sources (domain §2.1, §2.5). */
export async function feeRulesOn(_viewer: Viewer, tx: Tx, line: Line, on: PlainDate): Promise<FeeRules> {
  const sets = await tx.ruleSet.findMany({
    where: { line },
    orderBy: { validFrom: "asc" },
    select: { validFrom: true, params: true },
  });
  const set = sets.findLast(({ validFrom }) => validFrom <= toDatabase(on)) ?? sets[0];
  if (!set) throw new Error("No rule sets are loaded: run the reference loader");
  return feeRules.parse(set.params);
}

/** Months that a transfer's remark says were paid where a member of this organisation came from, by person. */
async function coveredMonths(viewer: Viewer, tx: Tx, branchId: string) {
  const transfers = await tx.transfer.findMany({
    where: {
      ...{ toBranchId: branchId, branchId: { not: branchId }, state: { in: ["received", "arrived"] } },
      OR: [
        {
          toProvinceId: {
            in: [...peopleProvincesOf(viewer, "union"), ...peopleProvincesOf(viewer, "association")],
          },
        },
        { toUnitId: { in: unitsOf(viewer) } },
        { toBranchId: { in: [...viewer.branches] } },
      ],
    },
    select: { personId: true, steps: { select: { state: true, on: true, feeUntil: true } } },
  });
  return transfers.flatMap(({ personId, steps }) => {
    const received = steps.find(({ state }) => state === "received")?.on;
    const until = steps.flatMap(({ feeUntil }) => feeUntil ?? []).at(-1);
    return received && until ? [{ personId, from: fromDatabase(received), to: fromDatabase(until) }] : [];
  });
}

/** Everybody who was in an organisation in a month, by given name, with how they stand. For the page and for the command. */
export async function feeMonth(viewer: Viewer, tx: Tx, branchId: string, month: PlainDate) {
  const during = {
    validFrom: { lt: toDatabase(addMonths(month, 1)) },
    OR: [{ validTo: null }, { validTo: { gt: toDatabase(month) } }],
  } satisfies Prisma.MembershipWhereInput;
  // Whoever paid, and of whom a correction says since that they were no member then, is there to be put right.
  const paidFor = { branchId, voidedAt: null, month: toDatabase(month) } satisfies Prisma.FeeWhereInput;
  const memberships = await tx.membership.findMany({
    where: {
      AND: [visibleOfPeople(viewer), { OR: [during, { person: { fees: { some: paidFor } } }] }],
      ...{ branchId, voidedAt: null },
    },
    orderBy: [{ person: { sortKey: "asc" } }, { personId: "asc" }, { validFrom: "asc" }],
    select: {
      ...{ id: true, personId: true, validFrom: true, validTo: true },
      person: { select: { fullName: true, isDemo: true } },
    },
  });
  const personId = { in: memberships.map((membership) => membership.personId) };
  const fees = await tx.fee.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      branchId,
      personId,
      voidedAt: null,
      month: { lte: toDatabase(month) },
    },
    orderBy: [{ month: "desc" }, { id: "asc" }],
    select: { id: true, personId: true, month: true, amount: true, collectedOn: true },
  });
  const exemptions = await tx.feeExemption.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, personId, voidedAt: null },
    select: { personId: true, fromMonth: true, toMonth: true },
  });
  const covered = await coveredMonths(viewer, tx, branchId);
  const people = new Map<string, typeof memberships>();
  for (const membership of memberships) {
    people.set(membership.personId, [...(people.get(membership.personId) ?? []), membership]);
  }
  return [...people].flatMap(([id, stays]) => {
    const last = stays.at(-1);
    if (!last) return [];
    const own = fees.filter((fee) => fee.personId === id);
    const paid = own.filter((fee) => fromDatabase(fee.month) === month);
    const [fee] = paid;
    const exempt = exemptions
      .filter((exemption) => exemption.personId === id)
      .map(({ fromMonth, toMonth }) => ({ from: fromDatabase(fromMonth), to: fromDatabase(toMonth) }));
    const state = monthState(month, {
      periods: stays.map(({ validFrom, validTo }) => ({
        validFrom: fromDatabase(validFrom),
        validTo: validTo && fromDatabase(validTo),
      })),
      paid: fee ? [month] : [],
      exempt,
      covered: covered.filter((span) => span.personId === id),
    });
    return [
      {
        ...{
          personId: id,
          membershipId: last.id,
          fullName: last.person.fullName,
          isDemo: last.person.isDemo,
        },
        ...{ state, exemptUntil: exempt.find(({ from, to }) => from <= month && month <= to)?.to ?? null },
        fee: fee ? { id: fee.id, amount: fee.amount, collectedOn: fromDatabase(fee.collectedOn) } : null,
        /** After a merge of two records of one person both payments stand. */
        others: paid.slice(1).reduce((sum, { amount }) => sum + amount, 0),
        lastAmount: own[0]?.amount ?? null,
      },
    ];
  });
}

export type FeeMember = Awaited<ReturnType<typeof feeMonth>>[number];

/** The page on which an organisation's fee of a month is collected; null for whoever does not read its members. */
export async function feePage(viewer: Viewer, tx: Tx, branchId: string, asked?: PlainDate) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canRead) return null;
  const now = monthOf(today());
  const month = asked && asked <= now ? asked : now;
  const rules = await feeRulesOn(viewer, tx, branch.line, month);
  const members = await feeMonth(viewer, tx, branch.id, month);
  const collected = members.reduce((sum, { fee, others }) => sum + (fee?.amount ?? 0) + others, 0);
  return { branch, month, rules, members, collected, mayExempt: mayExempt(viewer, branch) };
}

export type FeePage = NonNullable<Awaited<ReturnType<typeof feePage>>>;

/** Organisations whose fees the viewer keeps or reads, each with what came in for a month. */
export async function feeOverview(viewer: Viewer, tx: Tx, asked?: PlainDate) {
  if (!can(viewer, "member.read")) return null;
  const now = monthOf(today());
  const month = asked && asked <= now ? asked : now;
  const fees = await tx.fee.groupBy({
    by: ["branchId"],
    where: { AND: visibleOfPeople(viewer), voidedAt: null, month: toDatabase(month) },
    _sum: { amount: true },
    _count: { _all: true },
  });
  const memberships = await tx.membership.groupBy({
    by: ["branchId"],
    where: {
      AND: visibleOfPeople(viewer),
      ...{ voidedAt: null, validFrom: { lt: toDatabase(addMonths(month, 1)) } },
      OR: [{ validTo: null }, { validTo: { gt: toDatabase(month) } }],
    },
    _count: { _all: true },
  });
  const members = new Map(memberships.map(({ branchId, _count }) => [branchId, _count._all]));
  const sums = new Map(fees.map((row) => [row.branchId, row]));
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: [...members.keys()] } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, name: true, line: true, kind: true, unitId: true },
  });
  const units = await unitNamesOn(viewer, tx, month);
  return {
    month,
    rows: branches.map(({ unitId, ...branch }) => ({
      ...branch,
      unitName: units.get(unitId)?.shortName ?? null,
      members: members.get(branch.id) ?? 0,
      payers: sums.get(branch.id)?._count._all ?? 0,
      collected: sums.get(branch.id)?._sum.amount ?? 0,
    })),
    toBook: await tx.feePayment.count({
      where: { AND: [visiblePayments(viewer), bookedBy(viewer)], state: "sent", voidedAt: null },
    }),
    paysForUnit: unitsOf(viewer, "union").length > 0,
  };
}

/** Payments up that the viewer books: until then the level below does not know that they came. */
export async function feesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const rows = await listedPayments(viewer, tx, { AND: bookedBy(viewer), state: "sent" }, MOST_WORK);
  return rows.map((row) => ({
    key: `fee-book:${row.id}`,
    title: "Ghi sổ đoàn phí cấp dưới nộp",
    subject: `${row.payerName}, ${formatNumber(row.amount)} đ`,
    href: "/fees/payments",
    heldBy: "Bạn",
    consequence: "blocks_others",
    since: row.paidOn,
    dueOn: null,
  }));
}

/** Payments of the viewer's organisations and units that the level above has not booked. */
export async function feesAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const rows = await listedPayments(viewer, tx, { state: "sent" }, MOST_WORK);
  return rows
    .filter(({ isPayer, isBooker }) => isPayer && !isBooker)
    .map((row) => ({
      key: `fee-asked:${row.id}`,
      title: "Đoàn phí đã nộp, chờ ghi sổ",
      subject: `${row.payerName}, ${formatNumber(row.amount)} đ`,
      href: row.branchId ? `/branches/${row.branchId}/fees/payments` : "/fees/payments",
      heldBy: row.receiverName,
      consequence: "open",
      since: row.paidOn,
      dueOn: null,
    }));
}

/** Somebody's exemptions in an organisation, and whether the viewer may give one; null out of reach. */
export async function exemptionPage(viewer: Viewer, tx: Tx, branchId: string, membershipId: string) {
  const membership = await findMembership(viewer, tx, branchId, membershipId);
  if (!membership?.branch.canRead || !mayExempt(viewer, membership.branch)) return null;
  const rows = await tx.feeExemption.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, personId: membership.person.id, voidedAt: null },
    orderBy: { fromMonth: "desc" },
    select: { id: true, fromMonth: true, toMonth: true, reason: true, decidedOn: true },
  });
  return {
    membership,
    rules: await feeRulesOn(viewer, tx, membership.line, today()),
    exemptions: rows.map(({ fromMonth, toMonth, decidedOn, ...row }) => ({
      ...row,
      from: fromDatabase(fromMonth),
      to: fromDatabase(toMonth),
      decidedOn: fromDatabase(decidedOn),
    })),
  };
}

async function listedPayments(viewer: Viewer, tx: Tx, where: Prisma.FeePaymentWhereInput, most = 200) {
  const rows = await tx.feePayment.findMany({
    where: { AND: [visiblePayments(viewer), where], voidedAt: null },
    orderBy: [{ paidOn: "desc" }, { recordedAt: "desc" }, { id: "asc" }],
    take: most,
    select: {
      ...{
        id: true,
        branchId: true,
        unitId: true,
        provinceId: true,
        toBranchId: true,
        toUnitId: true,
        line: true,
      },
      ...{
        fromMonth: true,
        toMonth: true,
        amount: true,
        paidOn: true,
        note: true,
        state: true,
        isDemo: true,
      },
      ...{ answeredOn: true, answerNote: true, recordedById: true, toBranch: { select: { unitId: true } } },
    },
  });
  const branchIds = rows.flatMap(({ branchId, toBranchId }) => [branchId ?? [], toBranchId ?? []].flat());
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: branchIds } },
    select: { id: true, name: true },
  });
  const names = new Map(branches.map(({ id, name }) => [id, name]));
  const units = await unitNamesOn(viewer, tx, today());
  const recorders = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  const unitName = (id: string | null) => (id && units.get(id)?.shortName) ?? "Đơn vị";
  return rows.map(({ fromMonth, toMonth, paidOn, answeredOn, toBranch, recordedById, ...row }) => ({
    ...row,
    from: fromDatabase(fromMonth),
    to: fromDatabase(toMonth),
    paidOn: fromDatabase(paidOn),
    answeredOn: answeredOn && fromDatabase(answeredOn),
    payerName: row.branchId ? (names.get(row.branchId) ?? "Tổ chức khác") : unitName(row.unitId),
    receiverName: row.toBranchId ? (names.get(row.toBranchId) ?? "Tổ chức khác") : unitName(row.toUnitId),
    recordedBy: recorders.get(recordedById) ?? null,
    isBooker: row.toBranchId
      ? viewer.branches.includes(row.toBranchId) || unitsOf(viewer, row.line).includes(toBranch?.unitId ?? "")
      : unitsOf(viewer, row.line).includes(row.toUnitId ?? "") ||
        (row.toUnitId === row.provinceId && departmentsOf(viewer, row.line).includes(row.provinceId)),
    isPayer: row.branchId
      ? viewer.branches.includes(row.branchId) || unitsOf(viewer, row.line).includes(row.unitId)
      : unitsOf(viewer, row.line).includes(row.unitId),
  }));
}

/** What an organisation paid up, and whether the viewer pays for it; null for whoever does not read its members. */
export async function branchPayments(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canRead) return null;
  const rules = await feeRulesOn(viewer, tx, branch.line, today());
  return { branch, rules, payments: await listedPayments(viewer, tx, { branchId: branch.id }) };
}

/** Payments that wait for the viewer to be booked, those that were, and what the viewer's units paid to the province. */
export async function paymentDesk(viewer: Viewer, tx: Tx) {
  if (!can(viewer, "member.read")) return null;
  const own = unitsOf(viewer, "union");
  const names = await unitNamesOn(viewer, tx, today());
  const booked = bookedBy(viewer);
  return {
    toBook: await listedPayments(viewer, tx, { AND: booked, state: "sent" }),
    answered: await listedPayments(viewer, tx, { AND: booked, state: { not: "sent" } }),
    units: own.map((id) => ({ id, name: names.get(id)?.shortName ?? "Đơn vị" })),
    ofUnits: await listedPayments(viewer, tx, { branchId: null, unitId: { in: own } }),
  };
}
