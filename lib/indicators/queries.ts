import "server-only";
import { can, ownProvincesOf, type Viewer } from "@/lib/access/policy";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Line } from "@/lib/generated/prisma/enums";
import { completeParams, type GivenParams } from "@/lib/indicators/rules";
import { planInForce } from "@/lib/plans/queries";

/**
 * The question an address asks, in full: with the plan in force, and with a campaign where there is one. Undefined for
 * somebody without a dashboard, and where no plan says what counts.
 */
export async function openQuestion(viewer: Viewer, tx: Tx, given: GivenParams) {
  const plan = await planInForce(viewer, tx);
  if (!plan || !can(viewer, "dashboard.read", { provinceId: plan.provinceId })) return undefined;
  const params = completeParams(given, { today: today(), planIssuedOn: plan.issuedOn });
  const campaigns = await campaignsUntil(viewer, tx, plan.provinceId, params.asOf);
  const campaign =
    campaigns.find(({ id }) => id === params.campaign) ??
    campaigns.find(({ planId }) => planId === plan.id) ??
    campaigns[0];
  return { plan, params: { ...params, campaign: campaign?.id ?? null }, campaign, campaigns };
}

/** A `Question` of facts-sql, with what a page says about it. */
export type OpenQuestion = NonNullable<Awaited<ReturnType<typeof openQuestion>>>;

/** Campaigns opened by the day, the latest first. */
async function campaignsUntil(viewer: Viewer, tx: Tx, provinceId: string, asOf: PlainDate) {
  const campaigns = await tx.surveyCampaign.findMany({
    where: {
      AND: [{ provinceId: { in: ownProvincesOf(viewer) } }, { provinceId }],
      opensOn: { lte: toDatabase(asOf) },
    },
    orderBy: [{ opensOn: "desc" }, { id: "desc" }],
    select: { id: true, name: true, planId: true, referenceDate: true },
  });
  return campaigns.map((campaign) => ({ ...campaign, referenceDate: fromDatabase(campaign.referenceDate) }));
}

export type Campaign = Awaited<ReturnType<typeof campaignsUntil>>[number];

/** A unit as it was called on the day; `answers` when it reports to the province for enterprises that day. */
export type ReportingUnit = {
  id: string;
  name: string;
  shortName: string;
  sortKey: string;
  answers: boolean;
};

/**
 * Every unit of the province by id, under its name of the day, or the nearest name it had. Only units directly under
 * the province answer for enterprises; its departments do not.
 */
export async function unitsOn(
  viewer: Viewer,
  tx: Tx,
  provinceId: string,
  on: PlainDate,
): Promise<Map<string, ReportingUnit>> {
  const versions = await tx.unitVersion.findMany({
    where: { unit: { AND: [{ provinceId: { in: ownProvincesOf(viewer) } }, { provinceId }] } },
    orderBy: [{ validFrom: "asc" }],
    select: {
      unitId: true,
      kind: true,
      name: true,
      shortName: true,
      sortKey: true,
      parentId: true,
      validFrom: true,
      validTo: true,
    },
  });
  const units = new Map<string, ReportingUnit>();
  for (const { unitId, kind, parentId, name, shortName, sortKey, validFrom, validTo } of versions) {
    const begun = fromDatabase(validFrom) <= on;
    // In the order of time: each version that had begun by the day replaces the one before.
    if (units.has(unitId) && !begun) continue;
    const stands = begun && (validTo === null || fromDatabase(validTo) > on);
    const answers = stands && parentId === provinceId && kind !== "department" && kind !== "province";
    units.set(unitId, { id: unitId, name, shortName, sortKey, answers });
  }
  return units;
}

/** The department that owns a line's side of the plan that day (rows 54, 55): departments are renamed, so it is data. */
export async function lineOwner(
  viewer: Viewer,
  tx: Tx,
  { provinceId, line, on }: { provinceId: string; line: Line; on: PlainDate },
): Promise<string | undefined> {
  const owner = await tx.unitVersion.findFirst({
    where: {
      unit: { AND: [{ provinceId: { in: ownProvincesOf(viewer) } }, { provinceId }] },
      ownsLine: line,
      validFrom: { lte: toDatabase(on) },
      OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }],
    },
    select: { name: true },
  });
  return owner?.name;
}
