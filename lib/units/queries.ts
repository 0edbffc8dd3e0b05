import "server-only";
import { can, ownProvincesOf, type Viewer, visibleBranches, visibleEnterprises } from "@/lib/access/policy";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { treeOf, type UnitFacts, type UnitNode } from "@/lib/units/rules";

const versionFacts = {
  id: true,
  unitId: true,
  validFrom: true,
  validTo: true,
  validFromKnown: true,
  kind: true,
  name: true,
  shortName: true,
  sortKey: true,
  parentId: true,
  code: true,
  documentSymbol: true,
  ownsLine: true,
  inferred: true,
  note: true,
} satisfies Prisma.UnitVersionSelect;

type StoredVersion = Prisma.UnitVersionGetPayload<{ select: typeof versionFacts }>;

const readVersion = ({ validFrom, validTo, validFromKnown, ...version }: StoredVersion) => ({
  ...version,
  /** Null where nobody knows since when. */
  validFrom: validFromKnown ? fromDatabase(validFrom) : null,
  validTo: validTo && fromDatabase(validTo),
});

const ownUnits = (viewer: Viewer) => ({ unit: { provinceId: { in: ownProvincesOf(viewer) } } });

const standingOn = (on: PlainDate) => ({
  validFrom: { lte: toDatabase(on) },
  OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }],
});

export type UnitName = { id: string; name: string; shortName: string; sortKey: string };

/**
 * Every unit of the viewer's provinces by id, in the order of the alphabet, under its name of the day; one that had ended
 * or not begun by then under the nearest name it had.
 */
export async function unitNamesOn(viewer: Viewer, tx: Tx, on: PlainDate): Promise<Map<string, UnitName>> {
  const versions = await tx.unitVersion.findMany({
    where: ownUnits(viewer),
    orderBy: { validFrom: "asc" },
    select: { unitId: true, name: true, shortName: true, sortKey: true, validFrom: true },
  });
  const names = new Map<string, UnitName>();
  for (const { unitId, validFrom, ...name } of versions) {
    if (!names.has(unitId) || fromDatabase(validFrom) <= on) names.set(unitId, { id: unitId, ...name });
  }
  return new Map([...names].sort(([, one], [, other]) => (one.sortKey < other.sortKey ? -1 : 1)));
}

/** The units of the viewer's provinces as they stood on a day, by the alphabet. */
export async function listUnits(viewer: Viewer, tx: Tx, asOf: PlainDate): Promise<UnitFacts[]> {
  const versions = await tx.unitVersion.findMany({
    where: { AND: [ownUnits(viewer), standingOn(asOf)] },
    orderBy: [{ sortKey: "asc" }, { unitId: "asc" }],
    select: versionFacts,
  });
  return versions.map(readVersion).map(({ id: _, ...unit }) => unit);
}

/** The same, each unit under its parent of that day. */
export const unitTree = async (viewer: Viewer, tx: Tx, asOf: PlainDate): Promise<UnitNode[]> =>
  treeOf(await listUnits(viewer, tx, asOf));

/** The first day on which each shape of the structure stood: where a reader may want to look. */
export async function reorganisationDays(viewer: Viewer, tx: Tx) {
  const events = await tx.reorganisation.findMany({
    where: { provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: [{ on: "asc" }, { id: "asc" }],
    select: { id: true, on: true, name: true, legalBasis: true, inferred: true },
  });
  return events.map((event) => ({ ...event, on: fromDatabase(event.on) }));
}

/** One unit with its versions, where it came from and what became of it; null out of the viewer's provinces. */
export async function unitPage(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const on = today();
  const unit = await tx.unit.findFirst({
    where: { id, provinceId: { in: ownProvincesOf(viewer) } },
    select: {
      id: true,
      provinceId: true,
      isDemo: true,
      versions: { orderBy: { validFrom: "desc" }, select: versionFacts },
    },
  });
  if (!unit) return null;
  const versions = unit.versions.map(readVersion);
  const standing = unit.versions.find(
    ({ validFrom, validTo }) =>
      fromDatabase(validFrom) <= on && (validTo === null || fromDatabase(validTo) > on),
  );
  const moves = await tx.reorganisationLine.findMany({
    where: {
      OR: [{ fromUnitId: id }, { toUnitId: id }],
      reorganisation: { provinceId: { in: ownProvincesOf(viewer) } },
    },
    select: {
      id: true,
      fromUnitId: true,
      toUnitId: true,
      note: true,
      reorganisation: { select: { id: true, on: true, name: true, legalBasis: true, inferred: true } },
    },
  });
  const names = await unitNamesOn(viewer, tx, on);
  /** The events, the earliest first, each with the units on the other side of its lines by the alphabet. */
  const eventsOf = (side: "fromUnitId" | "toUnitId", otherSide: "fromUnitId" | "toUnitId") => {
    const lines = moves
      .filter((line) => line[side] === id)
      .map((line) => ({ ...line, other: names.get(line[otherSide] ?? "") }))
      .sort((one, other) => ((one.other?.sortKey ?? "") < (other.other?.sortKey ?? "") ? -1 : 1));
    const events = new Map(lines.map(({ reorganisation }) => [reorganisation.id, reorganisation]));
    return [...events.values()]
      .sort((one, other) => one.on.getTime() - other.on.getTime())
      .map((event) => ({
        ...event,
        on: fromDatabase(event.on),
        units: lines
          .filter(({ reorganisation }) => reorganisation.id === event.id)
          .flatMap(({ other, note }) => (other ? [{ id: other.id, name: other.name, note }] : [])),
      }));
  };
  return {
    id: unit.id,
    isProvince: unit.id === unit.provinceId,
    isDemo: unit.isDemo,
    name: names.get(id)?.name ?? "Đơn vị",
    versions: versions.map((version) => ({
      ...version,
      parentName: version.parentId === null ? null : (names.get(version.parentId)?.name ?? null),
    })),
    standing: standing ? readVersion(standing) : null,
    isToCome: unit.versions.every(({ validFrom }) => fromDatabase(validFrom) > on),
    predecessors: eventsOf("toUnitId", "fromUnitId"),
    successors: eventsOf("fromUnitId", "toUnitId"),
    charges: await chargesOf(viewer, tx, id),
    counts: await countsOf(viewer, tx, id, on),
  };
}

/** What plans charge the unit with, in the order of the paper. */
async function chargesOf(viewer: Viewer, tx: Tx, unitId: string) {
  const charges = await tx.planTaskUnit.findMany({
    where: { unitId, provinceId: { in: ownProvincesOf(viewer) }, task: { plan: { state: "issued" } } },
    orderBy: [{ task: { plan: { issuedOn: "desc" } } }, { task: { order: "asc" } }],
    select: {
      task: {
        select: {
          id: true,
          section: true,
          text: true,
          plan: { select: { id: true, symbol: true, type: true } },
        },
      },
    },
  });
  return charges.map(({ task }) => task);
}

/** What the unit answers for today, as far as the viewer reads it; null for somebody who reads no enterprises. */
async function countsOf(viewer: Viewer, tx: Tx, unitId: string, on: PlainDate) {
  if (!can(viewer, "enterprise.read")) return null;
  return {
    enterprises: await tx.enterprise.count({
      where: {
        AND: visibleEnterprises(viewer),
        OR: [{ unionUnitId: unitId }, { associationUnitId: unitId }],
      },
    }),
    branches: await tx.branch.count({
      where: { AND: visibleBranches(viewer), unitId, lives: { some: { voidedAt: null, ...standingOn(on) } } },
    }),
  };
}
