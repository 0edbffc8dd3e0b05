import "server-only";
import { z } from "zod";
import {
  can,
  peopleProvincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleOfPeople,
} from "@/lib/access/policy";
import { addMonths, fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { visiblePayments } from "@/lib/fees/policy";
import { feeRulesOn } from "@/lib/fees/queries";
import { dueOf, type LevelAccount, monthOf, monthsOfQuarter, quarterOf, reconciles } from "@/lib/fees/rules";
import { Prisma } from "@/lib/generated/prisma/client";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import { unitNamesOn } from "@/lib/units/queries";

/** Who takes part in a quarter's account: an organisation, a unit, or the province, which keeps what reaches it. */
export type FeeLevel = "cell" | "grassroots" | "unit" | "province";

export type ShareRow = LevelAccount & {
  id: string;
  name: string;
  level: FeeLevel;
  /** The organisation's kind, for its name in words. */
  kind: BranchKind | null;
  unitId: string;
  parentId: string | null;
};

const LEVELS: readonly FeeLevel[] = ["cell", "grassroots", "unit", "province"];

/**
 * The Đoàn's fee of a quarter at every level the viewer reads: collected, received from below, due, paid up and booked, on its way. A
 * payment is one row for both sides, so what one level paid is what the other booked. Null for whoever reads nobody of the Đoàn.
 */
export async function feeShares(viewer: Viewer, tx: Tx, asked?: PlainDate) {
  if (!can(viewer, "member.read", { line: "union" })) return null;
  const now = quarterOf(today());
  const quarter = asked && quarterOf(asked) <= now ? quarterOf(asked) : now;
  const months = monthsOfQuarter(quarter);
  const span = { gte: toDatabase(quarter), lt: toDatabase(addMonths(quarter, 3)) };
  const { share } = await feeRulesOn(viewer, tx, "union", quarter);
  const collected = await tx.fee.groupBy({
    by: ["branchId", "month"],
    where: { AND: visibleOfPeople(viewer), line: "union", voidedAt: null, month: span },
    _sum: { amount: true },
  });
  const payments = await tx.feePayment.findMany({
    where: {
      AND: visiblePayments(viewer),
      ...{ line: "union", voidedAt: null, state: { not: "declined" }, fromMonth: span },
    },
    select: {
      ...{ branchId: true, unitId: true, toBranchId: true, toUnitId: true },
      ...{ fromMonth: true, amount: true, state: true },
    },
  });
  const branches = await tx.branch.findMany({
    where: {
      AND: [
        visibleBranches(viewer),
        {
          OR: [
            { provinceId: { in: peopleProvincesOf(viewer, "union") } },
            { unitId: { in: unitsOf(viewer, "union") } },
            { id: { in: [...viewer.branches] } },
          ],
        },
      ],
      line: "union",
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true, kind: true, unitId: true, parentId: true, provinceId: true },
  });
  const names = await unitNamesOn(viewer, tx, quarter);
  const provinces = peopleProvincesOf(viewer, "union");
  const inCharge = new Set(unitsOf(viewer, "union"));
  const unitIds = new Set([
    ...inCharge,
    ...branches.filter(({ provinceId }) => provinces.includes(provinceId)).map(({ unitId }) => unitId),
    ...(provinces.length > 0 ? payments.flatMap(({ toUnitId }) => toUnitId ?? []) : []),
  ]);
  for (const provinceId of provinces) unitIds.delete(provinceId);

  type Node = Pick<ShareRow, "id" | "name" | "level" | "kind" | "unitId" | "parentId">;
  const ofBranch = ({ id, name, kind, unitId, parentId }: (typeof branches)[number]): Node => ({
    ...{ id, name, kind, unitId, parentId, level: kind === "cell" ? "cell" : "grassroots" },
  });
  const ofUnit = (id: string, level: FeeLevel): Node => ({
    ...{ id, level, kind: null, unitId: id, parentId: null, name: names.get(id)?.shortName ?? "Đơn vị" },
  });
  const nodes: Node[] = [
    ...branches.map(ofBranch),
    ...[...unitIds].map((id) => ofUnit(id, "unit")),
    ...provinces.map((id) => ofUnit(id, "province")),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  const flows = payments.map(({ branchId, unitId, toBranchId, toUnitId, fromMonth, amount, state }) => ({
    ...{ amount, isBooked: state === "acknowledged", month: fromDatabase(fromMonth) },
    ...{ from: branchId ?? unitId, to: toBranchId ?? toUnitId ?? "" },
  }));
  const sumOf = (some: readonly { amount: number }[]) => some.reduce((sum, { amount }) => sum + amount, 0);

  const rows = nodes.map((node): ShareRow => {
    const own = collected.filter(({ branchId }) => branchId === node.id);
    const incoming = flows.filter(({ to, isBooked }) => to === node.id && isBooked);
    const outgoing = flows.filter(({ from }) => from === node.id);
    const incomes = months.map(
      (month) =>
        own.reduce(
          (sum, row) => (fromDatabase(row.month) === month ? sum + (row._sum.amount ?? 0) : sum),
          0,
        ) + sumOf(incoming.filter((flow) => flow.month === month)),
    );
    return {
      ...node,
      collected: own.reduce((sum, row) => sum + (row._sum.amount ?? 0), 0),
      received: sumOf(incoming),
      due: share && node.level !== "province" ? dueOf(incomes, node.kind ?? "unit", share) : 0,
      paid: sumOf(outgoing.filter(({ isBooked }) => isBooked)),
      waiting: sumOf(outgoing.filter(({ isBooked }) => !isBooked)),
    };
  });
  const moves = ({ collected: own, received, paid, waiting }: ShareRow) =>
    own + received + paid + waiting > 0;
  const booked = flows.filter(({ isBooked }) => isBooked);
  // What left the levels in view for one above, less what came into them from elsewhere (an organisation that moved since).
  const beyond =
    sumOf(booked.filter(({ from, to }) => known.has(from) && !known.has(to))) -
    sumOf(booked.filter(({ from, to }) => !known.has(from) && known.has(to)));
  return {
    ...{ quarter, share, isLatest: quarter === now },
    rows: inOrder(
      rows.filter((row) => moves(row) || row.level === "unit" || row.level === "province"),
      names,
    ),
    totals: LEVELS.flatMap((level) => {
      const of = rows.filter((row) => row.level === level);
      return of.length === 0 ? [] : [{ level, ...added(of) }];
    }),
    beyond,
    holds: reconciles(rows, beyond),
  };
}

const added = (rows: readonly LevelAccount[]): LevelAccount => {
  const sum = (name: keyof LevelAccount) => rows.reduce((total, row) => total + row[name], 0);
  return {
    ...{ collected: sum("collected"), received: sum("received"), due: sum("due") },
    ...{ paid: sum("paid"), waiting: sum("waiting") },
  };
};

/** The province, then unit by unit, each đoàn cơ sở before the chi đoàn below it. */
function inOrder(rows: readonly ShareRow[], names: ReadonlyMap<string, { sortKey: string }>): ShareRow[] {
  const below = (parentId: string | null, unitId: string) =>
    rows.filter((row) => row.kind !== null && row.unitId === unitId && row.parentId === parentId);
  const listed = new Set(rows.map(({ id }) => id));
  const family = (row: ShareRow): ShareRow[] => [row, ...below(row.id, row.unitId)];
  const ofUnit = (unitId: string): ShareRow[] =>
    rows
      .filter((row) => row.kind !== null && row.unitId === unitId && !listed.has(row.parentId ?? ""))
      .flatMap(family);
  const units = [
    ...new Set(rows.filter(({ level }) => level !== "province").map(({ unitId }) => unitId)),
  ].sort((one, other) => ((names.get(one)?.sortKey ?? "~") < (names.get(other)?.sortKey ?? "~") ? -1 : 1));
  return [
    ...rows.filter(({ level }) => level === "province"),
    ...units.flatMap((unitId) => [
      ...rows.filter((row) => row.level === "unit" && row.unitId === unitId),
      ...ofUnit(unitId),
    ]),
  ];
}

const arrearsRow = z.object({
  personId: z.uuid(),
  fullName: z.string(),
  branchId: z.uuid(),
  branchName: z.string(),
  membershipId: z.uuid(),
  months: z.array(z.iso.date()),
});

/**
 * Members of the Đoàn who owe for at least so many months of a year as the rules give for striking off: a hint, never a deed, for
 * there may be a reason (§2.5). Counted from the month after they came and from the first month their organisation recorded any fee;
 * the running month is not owed yet; months exempt, or paid where they came from, are not owed.
 */
export async function feeArrears(viewer: Viewer, tx: Tx, asked?: number) {
  if (!can(viewer, "member.read", { line: "union" })) return null;
  const on = today();
  const year = Math.min(asked ?? Number(on.slice(0, 4)), Number(on.slice(0, 4)));
  const lastDue = [addMonths(monthOf(on), -1), `${year}-12-01`].sort()[0] ?? on;
  const { strikeOffAfterMonths } = await feeRulesOn(viewer, tx, "union", lastDue);
  const threshold = strikeOffAfterMonths ?? 3;
  const scope = Prisma.sql`(m.province_id = any (${peopleProvincesOf(viewer, "union")}::uuid[])
    or m.unit_id = any (${unitsOf(viewer, "union")}::uuid[]) or m.branch_id = any (${[...viewer.branches]}::uuid[]))`;
  const rows = z.array(arrearsRow).parse(
    await tx.$queryRaw`
      with begun as materialized (
        select m.branch_id, min(m.month) as first_month from fee m
        where m.line = 'union' and m.voided_at is null and ${scope} group by m.branch_id)
      select m.person_id as "personId", p.full_name as "fullName", m.branch_id as "branchId", b.name as "branchName",
        m.id as "membershipId", array_agg(g.month::date::text order by g.month) as months
      from membership m
      join begun on begun.branch_id = m.branch_id
      join person p on p.id = m.person_id
      join branch b on b.id = m.branch_id
      cross join lateral generate_series(greatest(begun.first_month, ${`${year}-01-01`}::date)::timestamp, ${lastDue}::timestamp,
        interval '1 month') g(month)
      where m.line = 'union' and m.voided_at is null and m.valid_to is null and ${scope} and m.valid_from <= g.month
        and not exists (select 1 from fee f where f.person_id = m.person_id and f.branch_id = m.branch_id and f.month = g.month::date
          and f.voided_at is null)
        and not exists (select 1 from fee_exemption e where e.person_id = m.person_id and e.branch_id = m.branch_id
          and e.voided_at is null and g.month::date between e.from_month and e.to_month)
        and not exists (select 1 from transfer t join transfer_step r on r.transfer_id = t.id and r.state = 'received'
          join transfer_step s on s.transfer_id = t.id and s.fee_until >= g.month::date
          where t.person_id = m.person_id and t.to_branch_id = m.branch_id and t.branch_id <> t.to_branch_id
            and date_trunc('month', r."on") <= g.month)
      group by m.id, m.person_id, p.full_name, p.sort_key, m.branch_id, b.name, b.sort_key
      having count(*) >= ${threshold}
      order by b.sort_key, m.branch_id, p.sort_key, m.person_id limit 1000`,
  );
  return { year, threshold, rows };
}
