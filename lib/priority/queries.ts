import "server-only";
import { can, ownProvincesOf, type Viewer } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { planInForce } from "@/lib/plans/queries";
import { SUGGESTED, type Weights } from "@/lib/priority/rules";

const FACTS = {
  ...{ id: true, validFrom: true, validTo: true, entrepreneur: true, size: true, concentration: true },
  ...{ workersFull: true, peopleFull: true, reason: true, isDemo: true },
} as const;

const dated = <Row extends { validFrom: Date; validTo: Date | null }>(row: Row) => ({
  ...row,
  validFrom: fromDatabase(row.validFrom),
  validTo: row.validTo && fromDatabase(row.validTo),
});

/** The weights of a province as they are known now, the earliest first. */
export async function standingWeights(viewer: Viewer, tx: Tx, provinceId: string) {
  const rows = await tx.priorityWeights.findMany({
    where: { AND: [{ provinceId }, { provinceId: { in: ownProvincesOf(viewer) } }], voidedAt: null },
    orderBy: { validFrom: "asc" },
    select: FACTS,
  });
  return rows.map(dated);
}

/** The weights of a day, as known at a moment (now unless asked); what is suggested where none were set. */
export async function weightsOn(
  viewer: Viewer,
  tx: Tx,
  { provinceId, asOf, knownAt }: { provinceId: string; asOf: PlainDate; knownAt?: Date | undefined },
): Promise<Weights & { since: PlainDate | null }> {
  const day = toDatabase(asOf);
  const found = await tx.priorityWeights.findFirst({
    where: {
      AND: [
        { provinceId: { in: ownProvincesOf(viewer) } },
        { OR: [{ validTo: null }, { validTo: { gt: day } }] },
        knownAt
          ? { recordedAt: { lte: knownAt }, OR: [{ voidedAt: null }, { voidedAt: { gt: knownAt } }] }
          : { voidedAt: null },
      ],
      ...{ provinceId, validFrom: { lte: day } },
    },
    select: FACTS,
  });
  if (!found) return { ...SUGGESTED, since: null };
  const { entrepreneur, size, concentration, workersFull, peopleFull, validFrom } = dated(found);
  return { entrepreneur, size, concentration, workersFull, peopleFull, since: validFrom };
}

/** All that was ever set, the latest first, with who set it and why; and whether the viewer may set others. */
export async function weightsPage(viewer: Viewer, tx: Tx) {
  const plan = await planInForce(viewer, tx);
  if (!plan || !can(viewer, "dashboard.read", { provinceId: plan.provinceId })) return undefined;
  const { provinceId } = plan;
  const rows = await tx.priorityWeights.findMany({
    where: { AND: [{ provinceId }, { provinceId: { in: ownProvincesOf(viewer) } }] },
    orderBy: [{ recordedAt: "desc" }, { validFrom: "desc" }, { id: "asc" }],
    take: 100,
    select: { ...FACTS, recordedAt: true, voidedAt: true, recordedById: true },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  const standing = await standingWeights(viewer, tx, provinceId);
  return {
    provinceId,
    /** What holds now, for the form. */
    latest: standing.at(-1) ?? null,
    history: rows.map(({ recordedById, ...row }) => ({
      ...dated(row),
      recordedBy: names.get(recordedById) ?? "tài khoản khác",
    })),
    maySet: can(viewer, "priority.write", { provinceId }),
  };
}
