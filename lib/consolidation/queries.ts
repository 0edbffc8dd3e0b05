import "server-only";
import { z } from "zod";
import { can, type Viewer, visibleBranches, visibleOfBranches, visibleOfPeople } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import { MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import { diagnoses, findBranch, mayWriteBranch, standingOn } from "@/lib/branches/queries";
import {
  cheapestRepairs,
  compareSnapshots,
  isLate,
  measureState,
  movesOfMeasure,
  type Snapshot,
  type Surroundings,
  snapshotOf,
} from "@/lib/consolidation/rules";
import { type MeasureFilter, snapshotSchema } from "@/lib/consolidation/schema";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Line, Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

/** The condition of an organisation on a day as it is known now; null out of the viewer's reach. */
export async function conditionOn(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  on: PlainDate,
): Promise<Snapshot | null> {
  const [found] = await diagnoses(viewer, tx, { asOf: on, branchIds: [branchId] });
  return found ? snapshotOf(found, on) : null;
}

const snapshot = (stored: unknown): Snapshot | null =>
  stored === null || stored === undefined ? null : snapshotSchema.parse(stored);

const measureFacts = {
  ...{ id: true, branchId: true, unitId: true, line: true, kind: true, weakness: true, measure: true },
  ...{ responsible: true, responsibleId: true, startedOn: true, dueOn: true, doneOn: true, result: true },
  ...{ ratingBefore: true, ratingAfter: true, stateBefore: true, stateAfter: true, version: true },
  ...{ replacesId: true, revision: true, revisionReason: true, withdrawnReason: true },
  ...{ recordedAt: true, recordedById: true, voidedAt: true, doneRecordedAt: true, isDemo: true },
} satisfies Prisma.ConsolidationMeasureSelect;

type Stored = Prisma.ConsolidationMeasureGetPayload<{ select: typeof measureFacts }>;

function readMeasure({ startedOn, dueOn, doneOn, stateBefore, stateAfter, ...stored }: Stored) {
  const before = snapshot(stateBefore);
  const after = snapshot(stateAfter);
  const facts = { ...stored, startedOn: fromDatabase(startedOn), dueOn: dated(dueOn), doneOn: dated(doneOn) };
  const state = measureState(facts);
  return {
    ...facts,
    ...{ before, after, state },
    change: before && after && compareSnapshots(before, after),
    isLate: state === "open" && isLate(facts.dueOn, today()),
  };
}

/** Who may be asked to answer for a measure of an organisation; nobody for who may not write it. */
export async function measureKeepers(_viewer: Viewer, tx: Tx, branchId: string) {
  return tx.$queryRaw<{ id: string; name: string; role: "unit_officer" | "branch_secretary" }[]>`
    select id, name, role from access.measure_keepers(${branchId}::uuid) order by name, id`;
}

/** One measure that stands, with what a command needs; null where the viewer may not write it. */
export async function writableMeasure(viewer: Viewer, tx: Tx, measureId: string) {
  if (!isId(measureId)) return null;
  const stored = await tx.consolidationMeasure.findFirst({
    where: { id: measureId, AND: visibleOfBranches(viewer), voidedAt: null },
    select: measureFacts,
  });
  return stored && mayWriteBranch(viewer, stored) ? readMeasure(stored) : null;
}

/** The measure that took the place of one, over however many corrections; the one itself where it stands or was withdrawn. */
async function successorOf(viewer: Viewer, tx: Tx, measureId: string): Promise<Stored | null> {
  const stored = await tx.consolidationMeasure.findFirst({
    where: { id: measureId, AND: visibleOfBranches(viewer) },
    select: { ...measureFacts, replacedBy: { select: { id: true } } },
  });
  return stored?.replacedBy ? successorOf(viewer, tx, stored.replacedBy.id) : stored;
}

/** What stood before a measure was corrected, the latest first. */
async function formerOf(
  viewer: Viewer,
  tx: Tx,
  { replacesId }: { replacesId: string | null },
): Promise<Stored[]> {
  if (replacesId === null) return [];
  const former = await tx.consolidationMeasure.findFirst({
    where: { id: replacesId, AND: visibleOfBranches(viewer) },
    select: measureFacts,
  });
  return former ? [former, ...(await formerOf(viewer, tx, former))] : [];
}

/** One measure with its organisation, what may be done next, and how it was corrected; null out of reach. */
export async function measurePage(viewer: Viewer, tx: Tx, measureId: string) {
  if (!isId(measureId)) return null;
  const stored = await successorOf(viewer, tx, measureId);
  const branch = stored && (await findBranch(viewer, tx, stored.branchId));
  if (!stored || !branch) return null;
  const former = await formerOf(viewer, tx, stored);
  const names = await accountNames(
    viewer,
    tx,
    [stored, ...former].map(({ recordedById }) => recordedById),
  );
  const measure = readMeasure(stored);
  const mayWrite = mayWriteBranch(viewer, branch);
  return {
    ...measure,
    branch,
    by: names.get(stored.recordedById) ?? "tài khoản khác",
    moves: movesOfMeasure(measure.state, mayWrite),
    keepers: mayWrite ? await measureKeepers(viewer, tx, branch.id) : [],
    /** Each row with the reason for which the next one took its place. */
    history: [stored, ...former].flatMap(({ revision, revisionReason, recordedAt, recordedById }, index) => {
      const was = former[index];
      return revision && was
        ? [
            {
              ...{ id: was.id, revision, reason: revisionReason, at: recordedAt },
              by: names.get(recordedById) ?? "tài khoản khác",
              was: readMeasure(was),
            },
          ]
        : [];
    }),
  };
}

export type MeasurePage = NonNullable<Awaited<ReturnType<typeof measurePage>>>;

const MOST = 500;

const stateWhere = (state: MeasureFilter["state"], on: PlainDate): Prisma.ConsolidationMeasureWhereInput => {
  if (state === "done") return { doneOn: { not: null } };
  return state === "late" ? { doneOn: null, dueOn: { lt: toDatabase(on) } } : { doneOn: null };
};

/** Measures in sight: those under way (late ones among them) or done, the nearest deadline first, the latest done first. */
export async function measureList(viewer: Viewer, tx: Tx, { state = "open", unit, line }: MeasureFilter) {
  if (!can(viewer, "branch.read")) return null;
  const on = today();
  const scope = {
    AND: visibleOfBranches(viewer),
    voidedAt: null,
    ...(unit && { unitId: unit }),
    ...(line && { line }),
  };
  const rows = await tx.consolidationMeasure.findMany({
    where: { ...scope, ...stateWhere(state, on) },
    orderBy:
      state === "done"
        ? [{ doneOn: "desc" }, { id: "desc" }]
        : [{ dueOn: { sort: "asc", nulls: "last" } }, { startedOn: "asc" }, { id: "asc" }],
    take: MOST,
    select: { ...measureFacts, branch: { select: { name: true } } },
  });
  const counted = async (one: MeasureFilter["state"]) =>
    tx.consolidationMeasure.count({ where: { ...scope, ...stateWhere(one, on) } });
  const counts = { open: await counted("open"), late: await counted("late"), done: await counted("done") };
  const names = await unitNamesOn(viewer, tx, on);
  const managing = await tx.branch.findMany({
    where: visibleBranches(viewer),
    distinct: ["unitId"],
    select: { unitId: true },
  });
  const own = new Set(managing.map(({ unitId }) => unitId));
  return {
    rows: rows.map(({ branch, ...stored }) => ({
      ...readMeasure(stored),
      branchName: branch.name,
      unitName: names.get(stored.unitId)?.shortName ?? null,
    })),
    counts,
    units: [...names.values()].filter(({ id }) => own.has(id)),
  };
}

export type MeasureList = NonNullable<Awaited<ReturnType<typeof measureList>>>;

/**
 * Measures that wait for the viewer: those they answer for, and of the organisations they manage those that nobody answers for who still
 * may: no account was named, or the one that was is locked or has left.
 */
export async function measuresWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const on = today();
  const rows = await tx.consolidationMeasure.findMany({
    where: { AND: visibleOfBranches(viewer), voidedAt: null, doneOn: null },
    orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: MOST,
    select: { ...measureFacts, branch: { select: { name: true } } },
  });
  const isMine = ({ responsibleId }: (typeof rows)[number]) => responsibleId === viewer.accountId;
  const managed = rows.filter((row) => !isMine(row) && mayWriteBranch(viewer, row));
  const keepers = await tx.$queryRaw<{ branchId: string; id: string }[]>`
    select b.id as "branchId", k.id from unnest(${[...new Set(managed.map(({ branchId }) => branchId))]}::uuid[]) b (id)
    cross join lateral access.measure_keepers(b.id) k`;
  const isKept = ({ branchId, responsibleId }: (typeof rows)[number]) =>
    keepers.some((keeper) => keeper.branchId === branchId && keeper.id === responsibleId);
  return rows
    .filter((row) => isMine(row) || (managed.includes(row) && !isKept(row)))
    .map(({ branch, ...row }) => ({
      key: `${isLate(dated(row.dueOn), on) ? "measure-late" : "measure"}:${row.id}`,
      title: "Củng cố tổ chức",
      subject: `${branch.name}: ${MEASURE_KIND_LABELS[row.kind].toLowerCase()}`,
      href: `/branches/${row.branchId}/measures/${row.id}` as const,
      heldBy:
        row.responsibleId === viewer.accountId
          ? "Bạn"
          : row.responsibleId === null
            ? row.responsible
            : `${row.responsible} (không còn phụ trách)`,
      consequence: row.dueOn === null ? "open" : isLate(fromDatabase(row.dueOn), on) ? "late" : "due",
      since: fromDatabase(row.startedOn),
      dueOn: dated(row.dueOn),
    }));
}

/** Living chi đoàn (chi hội) of the same unit, those of the same commune first, then by size: who one could be joined with. */
async function neighbourOf(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  unitId: string,
  line: Line,
  on: PlainDate,
) {
  const [found] = await tx.$queryRaw<{ id: string; name: string; members: number; isSameCommune: boolean }[]>`
    select b.id, b.name, e.members, exists (
        select 1 from coverage c join enterprise x on x.id = c.enterprise_id
        join coverage o on o.branch_id = ${branchId}::uuid and o.voided_at is null and o.valid_to is null
        join enterprise y on y.id = o.enterprise_id and y.area_id = x.area_id
        where c.branch_id = b.id and ${enterpriseScope(viewer, "c", "enterprise_id")}
          and c.voided_at is null and c.valid_to is null) as "isSameCommune"
    from branch b join access.branch_evidence(${on}::date, now()) e on e.branch_id = b.id and e.alive
    where ${branchScope(viewer, "b", "id")} and b.unit_id = ${unitId}::uuid and b.line = ${line}::org_line and b.id <> ${branchId}::uuid
      and b.kind in ('cell', 'grassroots_cell', 'chapter') and e.members >= 3
    order by 4 desc, e.members desc, b.sort_key, b.id limit 1`;
  return found ?? null;
}

const youthRow = z.tuple([z.object({ youth: z.int().nullable() })]);

/** "Before it dies": the cheapest repairs of a weak organisation, each with its reason; empty where nothing is wrong. */
export async function repairsOf(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await findBranch(viewer, tx, branchId);
  if (!branch) return null;
  const on = today();
  const [found] = await diagnoses(viewer, tx, { asOf: on, branchIds: [branchId] });
  if (!found) return null;
  const { evidence, signs, signals } = found;
  if (signals.length === 0) return { neighbour: null, repairs: [] };
  const [{ youth }] = youthRow.parse(
    await tx.$queryRaw`
    select sum(s.youth)::int as youth from (
      select distinct on (s.enterprise_id) coalesce(s.youth_16_to_30, 0) + coalesce(s.youth_31_to_35, 0) as youth
      from survey s join coverage c on c.enterprise_id = s.enterprise_id and c.branch_id = ${branchId}::uuid
        and c.voided_at is null and c.valid_to is null
      where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.state = 'accepted' and s.youth_16_to_30 is not null
      order by s.enterprise_id, s.surveyed_on desc, s.id) s`,
  );
  const member = { AND: [visibleOfPeople(viewer), standingOn(on)], branchId };
  const present = await tx.membership.findMany({
    where: member,
    distinct: ["personId"],
    select: { personId: true },
  });
  const away = await tx.membershipStatus.findMany({ where: member, select: { personId: true } });
  const gone = new Set(away.map(({ personId }) => personId));
  const there = present.map(({ personId }) => personId).filter((id) => !gone.has(id));
  const proved = { AND: visibleOfPeople(viewer), branchId, voidedAt: null, personId: { in: there } };
  const holders = await tx.post.findMany({
    where: proved,
    distinct: ["personId"],
    select: { personId: true },
  });
  const awarded = await tx.award.findMany({
    where: proved,
    distinct: ["personId"],
    select: { personId: true },
  });
  const around: Surroundings = {
    ready: new Set([...holders, ...awarded].map(({ personId }) => personId)).size,
    // Who does not read the people still knows how many there are.
    present: there.length > 0 ? there.length : evidence.members,
    youth,
    proposed: await tx.admission.count({
      where: { AND: visibleOfPeople(viewer), branchId, state: "proposed" },
    }),
    congressBegun:
      (await tx.congress.count({
        where: { AND: visibleOfBranches(viewer), branchId, state: { notIn: ["recognised", "cancelled"] } },
      })) > 0,
    neighbour: await neighbourOf(viewer, tx, branchId, branch.unitId, branch.line, on),
  };
  return {
    neighbour: around.neighbour,
    repairs: cheapestRepairs({ evidence, signs, around, on }, signals),
  };
}

export type Repairs = NonNullable<Awaited<ReturnType<typeof repairsOf>>>;
