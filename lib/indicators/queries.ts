import "server-only";
import { z } from "zod";
import { can, ownProvincesOf, type Viewer } from "@/lib/access/policy";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind, EnterpriseStatus, LegalForm, Line, Ownership } from "@/lib/generated/prisma/enums";
import {
  ENTERPRISE_CONDITIONS,
  enterpriseFacts,
  ORGANISATION_CONDITIONS,
  organisationFacts,
  type Question,
} from "@/lib/indicators/facts-sql";
import {
  completeParams,
  countsOrganisations,
  type GivenParams,
  type Indicator,
  type IndicatorRecord,
  type ReportingUnit,
} from "@/lib/indicators/rules";
import { type Cursor, writeCursor } from "@/lib/indicators/schema";
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

const PAGE_SIZE = 50;

const day = z.iso.date();

const enterpriseRecord = z.object({
  type: z.literal("enterprise"),
  id: z.uuid(),
  sortKey: z.string(),
  name: z.string(),
  unitId: z.uuid().nullable(),
  legalForm: z.enum(LegalForm),
  ownership: z.enum(Ownership),
  status: z.enum(EnterpriseStatus),
  kinds: z.array(z.enum(BranchKind)),
  surveyedOn: day.nullable(),
});

const organisationRecord = z.object({
  type: z.literal("organisation"),
  id: z.uuid(),
  sortKey: z.string(),
  name: z.string(),
  unitId: z.uuid(),
  line: z.enum(Line),
  kind: z.enum(BranchKind),
  decisionNumber: z.string().nullable(),
  foundedOn: day.nullable(),
  doneOn: day.nullable(),
});

/**
 * The records behind a number, a page of them, and how many there are in all: counted over the very condition that
 * the number was counted by. Undefined where `indicatorTable` is.
 */
export async function indicatorRecords(
  viewer: Viewer,
  tx: Tx,
  indicator: Indicator,
  given: GivenParams,
  after?: Cursor,
) {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { plan, params } = question;
  const [total, found] = countsOrganisations(indicator)
    ? await readOrganisations(viewer, tx, question, ORGANISATION_CONDITIONS[indicator], after)
    : await readEnterprises(viewer, tx, question, ENTERPRISE_CONDITIONS[indicator], after);
  const units = await unitsOn(viewer, tx, plan.provinceId, params.asOf);
  const page = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? page.at(-1) : undefined;
  return {
    ...question,
    indicator,
    unitName: params.unit === null ? null : (units.get(params.unit)?.name ?? null),
    total,
    records: page.map(
      ({ sortKey: _, unitId, ...record }): IndicatorRecord => ({
        ...record,
        unitName: unitId === null ? null : (units.get(unitId)?.shortName ?? null),
      }),
    ),
    /** Where the next page begins; null on the last. */
    next: last ? writeCursor([last.sortKey, last.id]) : null,
  };
}

export type IndicatorRecords = NonNullable<Awaited<ReturnType<typeof indicatorRecords>>>;

const beyond = (columns: Prisma.Sql, after?: Cursor): Prisma.Sql =>
  after ? Prisma.sql`${columns} > (${after[0]} collate "C", ${after[1]}::uuid)` : Prisma.sql`true`;

const totalRow = z.tuple([z.object({ total: z.int() })]);

async function readEnterprises(
  viewer: Viewer,
  tx: Tx,
  question: Question,
  condition: Prisma.Sql,
  after?: Cursor,
) {
  const facts = enterpriseFacts(viewer, question);
  const counted = await tx.$queryRaw`select count(*)::int as total from (${facts}) f where ${condition}`;
  const rows = await tx.$queryRaw`
    select 'enterprise' as type, f.id, e.sort_key as "sortKey", f.name, f.unit_id as "unitId",
      f.legal_form as "legalForm", f.ownership, f.status, coalesce(to_jsonb(f.kinds), '[]') as kinds,
      f.surveyed_on::text as "surveyedOn"
    from (${facts}) f join enterprise e on e.id = f.id
    where ${condition} and ${beyond(Prisma.sql`(e.sort_key, e.id)`, after)}
    order by e.sort_key, e.id limit ${PAGE_SIZE + 1}`;
  return [totalRow.parse(counted)[0].total, z.array(enterpriseRecord).parse(rows)] as const;
}

async function readOrganisations(
  viewer: Viewer,
  tx: Tx,
  question: Question,
  condition: Prisma.Sql,
  after?: Cursor,
) {
  const facts = organisationFacts(viewer, question);
  const counted = await tx.$queryRaw`select count(*)::int as total from (${facts}) f where ${condition}`;
  const rows = await tx.$queryRaw`
    select 'organisation' as type, f.id, f.sort_key as "sortKey", f.name, f.unit_id as "unitId", f.line, f.kind,
      f.decision_number as "decisionNumber", f.founded_on::text as "foundedOn", f.done_on::text as "doneOn"
    from (${facts}) f
    where ${condition} and ${beyond(Prisma.sql`(f.sort_key, f.id)`, after)}
    order by f.sort_key, f.id limit ${PAGE_SIZE + 1}`;
  return [totalRow.parse(counted)[0].total, z.array(organisationRecord).parse(rows)] as const;
}
