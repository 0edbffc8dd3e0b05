import "server-only";
import { z } from "zod";
import { can, ownProvincesOf, type Viewer } from "@/lib/access/policy";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import {
  BranchKind,
  EnterpriseStatus,
  LegalForm,
  Line,
  Ownership,
  UnitKind,
} from "@/lib/generated/prisma/enums";
import { writeCursor } from "@/lib/http/cursor";
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
  type NamedUnit,
} from "@/lib/indicators/rules";
import type { RecordCursor } from "@/lib/indicators/schema";
import { findPlan, planInForce } from "@/lib/plans/queries";
import { unitNamesOn, unitTree } from "@/lib/units/queries";

/**
 * The question an address asks, in full: with the plan it names or the one in force, and with a campaign where there is one. Undefined for
 * somebody without a dashboard, and where no plan says what counts.
 */
export async function openQuestion(viewer: Viewer, tx: Tx, given: GivenParams) {
  const plan = given.plan ? await findPlan(viewer, tx, given.plan) : await planInForce(viewer, tx);
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

/**
 * The province's structure on the day: every unit's name, the units that answer for enterprises (directly under the
 * province, its departments aside), and the department that owns each line (rows 54, 55). Names change: all is data.
 */
export async function structureOn(viewer: Viewer, tx: Tx, provinceId: string, on: PlainDate) {
  const names = await unitNamesOn(viewer, tx, on);
  const tree = await unitTree(viewer, tx, on);
  const below = tree.find(({ unitId }) => unitId === provinceId)?.children ?? [];
  const ownerOf = (line: Line) => below.find(({ ownsLine }) => ownsLine === line)?.name;
  return {
    names,
    answering: below
      .filter(({ kind }) => kind !== UnitKind.department)
      .map(({ unitId: id, name, shortName, sortKey }): NamedUnit => ({ id, name, shortName, sortKey })),
    owners: { union: ownerOf(Line.union), association: ownerOf(Line.association) },
  };
}

export type Structure = Awaited<ReturnType<typeof structureOn>>;

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
  youthTo30: z.int().nullable(),
  youthTo35: z.int().nullable(),
  youthOn: day.nullable(),
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
  dissolvedOn: day.nullable(),
  level: z.string().nullable(),
  congressDueOn: day.nullable(),
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
  after?: RecordCursor,
  size = PAGE_SIZE,
) {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { params } = question;
  const [{ total, ...youth }, found] = countsOrganisations(indicator)
    ? await readOrganisations(viewer, tx, question, ORGANISATION_CONDITIONS[indicator], size, after)
    : await readEnterprises(viewer, tx, question, ENTERPRISE_CONDITIONS[indicator], size, after);
  const names = await unitNamesOn(viewer, tx, params.asOf);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    ...question,
    indicator,
    unitName: params.unit === null ? null : (names.get(params.unit)?.name ?? null),
    total,
    /** Of the enterprises listed (K8); noughts for organisations. */
    youth,
    records: page.map(
      ({ sortKey: _, unitId, ...record }): IndicatorRecord => ({
        ...record,
        unitName: unitId === null ? null : (names.get(unitId)?.shortName ?? null),
      }),
    ),
    /** Where the next page begins; null on the last. */
    next: last ? writeCursor([last.sortKey, last.id]) : null,
  };
}

const beyond = (columns: Prisma.Sql, after?: RecordCursor): Prisma.Sql =>
  after ? Prisma.sql`${columns} > (${after[0]} collate "C", ${after[1]}::uuid)` : Prisma.sql`true`;

const totalRow = z.tuple([z.object({ total: z.int(), to30: z.int(), to35: z.int() })]);

async function readEnterprises(
  viewer: Viewer,
  tx: Tx,
  question: Question,
  condition: Prisma.Sql,
  size: number,
  after?: RecordCursor,
) {
  const facts = enterpriseFacts(viewer, question);
  const counted = await tx.$queryRaw`
    select count(*)::int as total, coalesce(sum(f.youth_to_30), 0)::int as to30, coalesce(sum(f.youth_to_35), 0)::int as to35
    from (${facts}) f where ${condition}`;
  const rows = await tx.$queryRaw`
    select 'enterprise' as type, f.id, e.sort_key as "sortKey", f.name, f.unit_id as "unitId",
      f.legal_form as "legalForm", f.ownership, f.status, coalesce(to_jsonb(f.kinds), '[]') as kinds,
      f.surveyed_on::text as "surveyedOn",
      f.youth_to_30 as "youthTo30", f.youth_to_35 as "youthTo35", f.youth_on::text as "youthOn"
    from (${facts}) f join enterprise e on e.id = f.id
    where ${condition} and ${beyond(Prisma.sql`(e.sort_key, e.id)`, after)}
    order by e.sort_key, e.id limit ${size + 1}`;
  return [totalRow.parse(counted)[0], z.array(enterpriseRecord).parse(rows)] as const;
}

async function readOrganisations(
  viewer: Viewer,
  tx: Tx,
  question: Question,
  condition: Prisma.Sql,
  size: number,
  after?: RecordCursor,
) {
  const facts = organisationFacts(viewer, question);
  const counted = await tx.$queryRaw`
    select count(*)::int as total, 0 as to30, 0 as to35 from (${facts}) f where ${condition}`;
  const rows = await tx.$queryRaw`
    select 'organisation' as type, f.id, f.sort_key as "sortKey", f.name, f.unit_id as "unitId", f.line, f.kind,
      f.decision_number as "decisionNumber", f.founded_on::text as "foundedOn", f.done_on::text as "doneOn", f.dissolved_on::text as "dissolvedOn",
      c.label as level, f.congress_due_on::text as "congressDueOn"
    from (${facts}) f left join catalogue_entry c on c.id = f.level_id
    where ${condition} and ${beyond(Prisma.sql`(f.sort_key, f.id)`, after)}
    order by f.sort_key, f.id limit ${size + 1}`;
  return [totalRow.parse(counted)[0], z.array(organisationRecord).parse(rows)] as const;
}
