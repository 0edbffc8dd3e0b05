import "server-only";
import { ownProvincesOf, type Viewer, visibleBranches } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { structureOn } from "@/lib/indicators/queries";
import { endOfDay, type NamedUnit } from "@/lib/indicators/rules";
import { findPlan, planInForce } from "@/lib/plans/queries";
import { mayDistribute, mayGiveTargets, visibleTargets } from "@/lib/targets/policy";
import { METRICS, type Metric, type Period } from "@/lib/targets/rules";
import type { SheetQuery, TargetFilter } from "@/lib/targets/schema";
import { listUnits, unitNamesOn } from "@/lib/units/queries";

const targetFacts = {
  ...{ id: true, planId: true, provinceId: true, indicator: true, line: true, unitId: true, branchId: true },
  ...{ value: true, validFrom: true, validTo: true, baseline: true },
  ...{ sourceText: true, sourceNumber: true, sourceOn: true, isDemo: true },
  ...{ recordedAt: true, recordedById: true, voidedAt: true, voidedById: true, voidReason: true },
  task: { select: { id: true, section: true } },
} satisfies Prisma.TargetSelect;

type Stored = Prisma.TargetGetPayload<{ select: typeof targetFacts }>;

const readTarget = ({ validFrom, validTo, sourceText, sourceNumber, sourceOn, ...target }: Stored) => ({
  ...target,
  period: { from: fromDatabase(validFrom), to: fromDatabase(validTo) } satisfies Period,
  source: { text: sourceText, number: sourceNumber, on: sourceOn && fromDatabase(sourceOn) },
});

/** A target as it was given. */
export type Target = ReturnType<typeof readTarget>;

/** Known at the end of the day, or now. */
const known = (day: PlainDate | undefined): Prisma.TargetWhereInput => {
  if (!day) return { voidedAt: null };
  const moment = endOfDay(day);
  return { recordedAt: { lte: moment }, OR: [{ voidedAt: null }, { voidedAt: { gt: moment } }] };
};

/**
 * Targets of a plan as they are known, those of the units first and then of their organisations: what was given, without what was
 * reached. Read like the plan itself, by everybody of the province.
 */
export async function targetsOf(
  viewer: Viewer,
  tx: Tx,
  { planId, unitId, knownAt }: { planId: string; unitId?: string; knownAt?: PlainDate },
): Promise<Target[]> {
  const rows = await tx.target.findMany({
    where: {
      AND: [visibleTargets(viewer), known(knownAt)],
      planId,
      ...(unitId && { unitId }),
    },
    orderBy: [{ validFrom: "asc" }, { validTo: "asc" }, { id: "asc" }],
    select: targetFacts,
  });
  return rows.map(readTarget);
}

/**
 * The plan an address asks for, the day and what is given under it; undefined where there is no plan. A day still to come is answered as
 * if nobody had said it.
 */
export async function openTargets(viewer: Viewer, tx: Tx, filter: TargetFilter) {
  const plan = filter.plan ? await findPlan(viewer, tx, filter.plan) : await planInForce(viewer, tx);
  if (!plan) return undefined;
  const asOf = filter.asOf && filter.asOf <= today() ? filter.asOf : today();
  const targets = await targetsOf(viewer, tx, {
    planId: plan.id,
    ...(filter.unit && { unitId: filter.unit }),
    ...(filter.knownAt && { knownAt: filter.knownAt }),
  });
  return { plan, asOf, knownAt: filter.knownAt ?? null, targets };
}

/** What became of units that were no more on the day: when they ended, and who took over. */
export async function endedUnits(viewer: Viewer, tx: Tx, unitIds: readonly string[], on: PlainDate) {
  const alive = new Set((await listUnits(viewer, tx, on)).map(({ unitId }) => unitId));
  const ended = [...new Set(unitIds)].filter((id) => !alive.has(id));
  if (ended.length === 0) return new Map<string, { on: PlainDate; into: NamedUnit[] }>();
  const inProvince = { provinceId: { in: ownProvincesOf(viewer) } };
  const versions = await tx.unitVersion.findMany({
    where: { unit: inProvince, unitId: { in: ended }, validTo: { lte: toDatabase(on) } },
    orderBy: { validTo: "asc" },
    select: { unitId: true, validTo: true },
  });
  const moves = await tx.reorganisationLine.findMany({
    where: { reorganisation: inProvince, fromUnitId: { in: ended }, toUnitId: { not: null } },
    select: { fromUnitId: true, toUnitId: true },
  });
  const names = await unitNamesOn(viewer, tx, on);
  return new Map(
    versions.flatMap(({ unitId, validTo }) =>
      validTo
        ? [
            [
              unitId,
              {
                on: fromDatabase(validTo),
                into: moves.flatMap((move) =>
                  move.fromUnitId === unitId && move.toUnitId !== unitId
                    ? (names.get(move.toUnitId ?? "") ?? [])
                    : [],
                ),
              },
            ] as const,
          ]
        : [],
    ),
  );
}

/** Names of organisations in sight that were given a part. */
export async function branchNames(viewer: Viewer, tx: Tx, ids: readonly string[]) {
  const rows = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every row there was of the same thing for the same place and period, the latest first, with who wrote it and why it went. */
export async function targetHistory(viewer: Viewer, tx: Tx, targetId: string) {
  if (!isId(targetId)) return null;
  const inSight = { AND: visibleTargets(viewer) };
  const found = await tx.target.findFirst({ where: { id: targetId, ...inSight }, select: targetFacts });
  if (!found) return null;
  const { planId, indicator, line, unitId, branchId, validFrom, validTo } = found;
  const rows = await tx.target.findMany({
    where: {
      ...inSight,
      planId,
      indicator,
      line,
      branchId,
      validFrom,
      validTo,
      ...(!branchId && { unitId }),
    },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: targetFacts,
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.flatMap(({ recordedById, voidedById }) => [recordedById, ...(voidedById ? [voidedById] : [])]),
  );
  const by = (id: string | null) => (id ? (names.get(id) ?? null) : null);
  return {
    target: readTarget(found),
    versions: rows.map((row) => ({
      ...readTarget(row),
      by: by(row.recordedById),
      takenBackBy: by(row.voidedById),
    })),
  };
}

/** Whoever may be given a target: the units that answer to the province, or the organisations of a unit. */
export type Place = { id: string; name: string };

/** Organisations of a unit on a line that are alive, by name. */
async function organisationsOf(viewer: Viewer, tx: Tx, unitId: string, { line }: Metric): Promise<Place[]> {
  if (line === "both") return [];
  return tx.branch.findMany({
    where: {
      AND: visibleBranches(viewer),
      ...{ unitId, line },
      lives: { some: { voidedAt: null, validFrom: { lte: toDatabase(today()) }, validTo: null } },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** Everything of one thing in one period of a plan: what its form shows. */
export type Sheet = {
  plan: { id: string; type: string; symbol: string; title: string; provinceId: string };
  metric: Metric;
  period: Period;
  /** The unit whose organisations are given parts; null where the units of the province are. */
  unit: NamedUnit | null;
  places: Place[];
  whole: Target | null;
  parts: Target[];
};

/** One of the clauses a target may carry out. */
export const clausesOf = (viewer: Viewer, tx: Tx, planId: string) =>
  tx.planTask.findMany({
    where: { planId, provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: { order: "asc" },
    select: { id: true, section: true, text: true },
  });

/**
 * The places a form gives targets to, and what stands for them: the province's units with the province itself first, or with `unitId` the
 * unit's organisations. Null where it is not the viewer's to give, and out of the province.
 */
export async function targetSheet(
  viewer: Viewer,
  tx: Tx,
  asked: { planId: string; metric: Metric; period: Period; unitId: string | null },
): Promise<Sheet | null> {
  const { metric, period, unitId } = asked;
  if (!isId(asked.planId)) return null;
  const plan = await findPlan(viewer, tx, asked.planId);
  if (!plan) return null;
  const { id, type, symbol, title, provinceId } = plan;
  const isGiver =
    unitId === null
      ? mayGiveTargets(viewer, metric.line, provinceId)
      : metric.indicator === "K10" && mayDistribute(viewer, metric.line, unitId);
  if (!isGiver) return null;
  const same = (await targetsOf(viewer, tx, { planId: id })).filter(
    (target) =>
      target.indicator === metric.indicator &&
      target.line === metric.line &&
      target.period.from === period.from &&
      target.period.to === period.to,
  );
  const about = { plan: { id, type, symbol, title, provinceId }, metric, period };
  const { names, answering } = await structureOn(viewer, tx, provinceId, today());
  if (unitId !== null) {
    const parts = same.filter((target) => target.branchId !== null && target.unitId === unitId);
    const alive = await organisationsOf(viewer, tx, unitId, metric);
    const gone = await branchNames(
      viewer,
      tx,
      parts.flatMap(({ branchId }) => branchId ?? []),
    );
    return {
      ...about,
      unit: names.get(unitId) ?? null,
      places: withGone(alive, gone),
      whole: same.find((target) => target.unitId === unitId && target.branchId === null) ?? null,
      parts,
    };
  }
  const parts = same.filter((target) => target.branchId === null && target.unitId !== provinceId);
  const given = new Map(
    parts.flatMap(({ unitId: of }) => [[of, names.get(of)?.shortName ?? "Đơn vị"] as const]),
  );
  return {
    ...about,
    unit: null,
    places: withGone(
      answering.map(({ id: unit, shortName }) => ({ id: unit, name: shortName })),
      given,
    ),
    whole: same.find((target) => target.unitId === provinceId && target.branchId === null) ?? null,
    parts,
  };
}

/** A place that is no more keeps its row as long as it has a target. */
const withGone = (places: readonly Place[], given: ReadonlyMap<string, string>): Place[] => [
  ...places,
  ...[...given].flatMap(([id, name]) =>
    places.some((place) => place.id === id) ? [] : [{ id, name: `${name} (đã kết thúc)` }],
  ),
];

/**
 * The form of the sheet an address asks for, filled with what stands; without a thing or a period an empty one for a new target.
 * Null where it is not the viewer's to give.
 */
export async function targetForm(viewer: Viewer, tx: Tx, { planId, metric, period, unitId }: SheetQuery) {
  const plan = planId ? await findPlan(viewer, tx, planId) : await planInForce(viewer, tx);
  if (!plan) return null;
  const clauses = await clausesOf(viewer, tx, plan.id);
  if (metric && period) {
    const sheet = await targetSheet(viewer, tx, { planId: plan.id, metric, period, unitId });
    return sheet && { plan, clauses, sheet, places: sheet.places, metrics: [metric] };
  }
  const metrics = metricsGiven(viewer, plan.provinceId);
  if (unitId !== null || metrics.length === 0) return null;
  const { answering } = await structureOn(viewer, tx, plan.provinceId, today());
  return {
    ...{ plan, clauses, metrics, sheet: null },
    places: answering.map(({ id, shortName }): Place => ({ id, name: shortName })),
  };
}

/** What the viewer may give targets of, under a plan. */
export const metricsGiven = (viewer: Viewer, provinceId: string): Metric[] =>
  METRICS.filter(({ line }) => mayGiveTargets(viewer, line, provinceId));
