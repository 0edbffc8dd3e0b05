import "server-only";
import { desksOf, ownProvincesOf, type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { standingActivity } from "@/lib/activities/queries";
import { formatDate, fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { isInForce, nameOn } from "@/lib/partners/rules";
import type { PartnerFilter } from "@/lib/partners/schema";
import { searchKey, searchTerms } from "@/lib/text/search-key";
import { unitNamesOn } from "@/lib/units/queries";

/** More partners than a province has. */
const MOST = 500;

/** Partners are read in their whole province, as plans are; who keeps one is a matter of writing. */
const ownProvince = (viewer: Viewer) => ({ provinceId: { in: ownProvincesOf(viewer) } });

const deskIds = (viewer: Viewer): string[] => [
  ...desksOf(viewer, "union"),
  ...desksOf(viewer, "association"),
];

const NAMES = {
  where: { voidedAt: null },
  orderBy: { validFrom: "asc" },
  select: { id: true, name: true, sortKey: true, contact: true, validFrom: true },
} satisfies Prisma.Partner$namesArgs;

const dated = <Version extends { validFrom: Date }>(versions: readonly Version[]) =>
  versions.map((version) => ({ ...version, validFrom: fromDatabase(version.validFrom) }));

/** The catalogue under today's names, in the order of the alphabet, with how much there is of each. */
export async function listPartners(viewer: Viewer, tx: Tx, filter: PartnerFilter) {
  const on = today();
  const stored = await tx.partner.findMany({
    where: { AND: ownProvince(viewer), ...(filter.kind && { kind: filter.kind }) },
    orderBy: { id: "asc" },
    take: MOST,
    select: {
      ...{ id: true, kind: true, unitId: true, isDemo: true },
      names: NAMES,
      agreements: { where: { voidedAt: null }, select: { signedOn: true, untilOn: true } },
      _count: { select: { activities: { where: { voidedAt: null } } } },
    },
  });
  const units = await unitNamesOn(viewer, tx, on);
  const terms = searchTerms(filter.q ?? "");
  return stored
    .map(({ names, agreements, _count, unitId, ...partner }) => {
      const version = nameOn(dated(names), on);
      return {
        ...partner,
        name: version?.name ?? "",
        sortKey: version?.sortKey ?? "",
        keptBy: units.get(unitId)?.shortName ?? "đơn vị khác",
        inForce: agreements.filter(({ signedOn, untilOn }) =>
          isInForce({ signedOn: fromDatabase(signedOn), untilOn: untilOn && fromDatabase(untilOn) }, on),
        ).length,
        activities: _count.activities,
      };
    })
    .filter(({ name }) => terms.every((term) => searchKey(name).includes(term)))
    .sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1));
}

export type PartnerRow = Awaited<ReturnType<typeof listPartners>>[number];

/** One partner: its names by dates, agreements, what was done together; null out of the viewer's provinces. */
export async function findPartner(viewer: Viewer, tx: Tx, partnerId: string) {
  if (!isId(partnerId)) return null;
  const partner = await tx.partner.findFirst({
    where: { AND: ownProvince(viewer), id: partnerId },
    select: {
      ...{ id: true, kind: true, unitId: true, isDemo: true },
      names: NAMES,
      agreements: {
        where: { voidedAt: null },
        orderBy: [{ signedOn: "desc" }, { id: "desc" }],
        select: {
          ...{ id: true, line: true, unitId: true, documentNumber: true, signedOn: true, untilOn: true },
          content: true,
        },
      },
      activities: {
        where: { voidedAt: null },
        orderBy: [{ on: "desc" }, { id: "desc" }],
        take: MOST,
        select: {
          ...{ id: true, line: true, unitId: true, on: true, content: true, participants: true },
          activity: { select: { id: true, title: true, branchId: true, voidedAt: true } },
        },
      },
    },
  });
  if (!partner) return null;
  const on = today();
  const standing = await standingOf(
    viewer,
    tx,
    partner.activities.flatMap(({ activity }) => activity ?? []),
  );
  const units = await unitNamesOn(viewer, tx, on);
  const unitName = (id: string) => units.get(id)?.shortName ?? "đơn vị khác";
  const names = dated(partner.names);
  const isOwn = (row: { line: "union" | "association"; unitId: string }) =>
    desksOf(viewer, row.line).includes(row.unitId);
  return {
    ...partner,
    names,
    name: nameOn(names, on)?.name ?? "",
    contact: nameOn(names, on)?.contact ?? null,
    keptBy: unitName(partner.unitId),
    isKeeper: deskIds(viewer).includes(partner.unitId),
    mayWrite: deskIds(viewer).length > 0,
    agreements: partner.agreements.map((row) => {
      const days = {
        signedOn: fromDatabase(row.signedOn),
        untilOn: row.untilOn && fromDatabase(row.untilOn),
      };
      return {
        ...{ ...row, ...days },
        ...{ unitName: unitName(row.unitId), inForce: isInForce(days, on), isOwn: isOwn(row) },
      };
    }),
    activities: partner.activities.map(({ activity, ...row }) => ({
      ...row,
      on: fromDatabase(row.on),
      activity: activity && (standing.get(activity.id) ?? null),
      ...{ unitName: unitName(row.unitId), isOwn: isOwn(row) },
    })),
  };
}

type Named = { id: string; title: string; branchId: string | null; voidedAt: Date | null };

/** Activities that were named, as they stand: corrected since, by the row that took their place; taken back, not at all. */
async function standingOf(viewer: Viewer, tx: Tx, named: readonly Named[]) {
  const standing = new Map<string, Omit<Named, "voidedAt">>();
  for (const { voidedAt, ...activity } of named) {
    const now = voidedAt === null ? activity : await standingActivity(viewer, tx, activity.id);
    const found =
      now && now.id !== activity.id
        ? await tx.activity.findFirst({
            where: { AND: visibleOfBranches(viewer), id: now.id },
            select: { id: true, title: true, branchId: true },
          })
        : now && activity;
    if (found) standing.set(activity.id, found);
  }
  return standing;
}

/** Activities of the viewer's organisations that may be named as done together, the latest first. */
export async function activitiesToName(viewer: Viewer, tx: Tx) {
  const rows = await tx.activity.findMany({
    where: { AND: visibleOfBranches(viewer), voidedAt: null, on: { lte: toDatabase(today()) } },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: 50,
    select: { id: true, title: true, on: true, branch: { select: { name: true } } },
  });
  return rows.map(({ id, title, on, branch }) => ({
    value: id,
    label: `${title} (${branch?.name ?? "hoạt động của đơn vị"}, ${formatDate(fromDatabase(on))})`,
  }));
}
