import "server-only";
import { z } from "zod";
import { provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { type PlainDate, vietnamDate } from "@/lib/dates/plain-date";
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
import { openQuestion, type ReportingUnit, unitsOn } from "@/lib/indicators/queries";
import {
  countsOrganisations,
  ENTERPRISE_INDICATORS,
  type GivenParams,
  type Indicator,
  type Numbers,
  ORGANISATION_INDICATORS,
  selfChecks,
} from "@/lib/indicators/rules";
import { type Cursor, writeCursor } from "@/lib/indicators/schema";

export type UnitNumbers = {
  /** Null for enterprises that no unit managed on the day. */
  unit: ReportingUnit | null;
  numbers: Numbers;
  /** The day on which the newest survey of the unit's enterprises was accepted; null when none was. */
  lastAcceptedOn: PlainDate | null;
};

/**
 * Every indicator by unit and in total, in two statements whatever the number of units. The total is counted by the
 * database over all records, not summed from the units: that the two agree is one of the checks. Undefined for somebody
 * without a dashboard, and where no plan is in force.
 */
export async function indicatorTable(viewer: Viewer, tx: Tx, given: GivenParams) {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { plan, params } = question;
  const units = await unitsOn(viewer, tx, plan.provinceId, params.asOf);
  const enterprises = await countEnterprises(viewer, tx, question);
  const organisations = await countOrganisations(viewer, tx, question);
  const isProvince = provincesOf(viewer).includes(plan.provinceId);
  const own = new Set(unitsOf(viewer));

  const line = (unitId: string | null, isTotal: boolean): Omit<UnitNumbers, "unit"> => {
    const same = (row: { unit_id: string | null; is_total: boolean }) =>
      row.is_total === isTotal && row.unit_id === unitId;
    const counted = enterprises.find(same) ?? NO_ENTERPRISES;
    const { K11, K12, ...kinds } = organisations.find(same) ?? NO_ORGANISATIONS;
    const founded = Object.fromEntries(Object.entries(kinds.founded).filter(([, count]) => count > 0));
    const { last_accepted_at: accepted, unit_id: _unit, is_total: _total, ...numbers } = counted;
    return { numbers: { ...numbers, K11, K12, founded }, lastAcceptedOn: accepted && vietnamDate(accepted) };
  };

  // A unit without any record has a row too, a row of noughts; but only where the viewer would see its records.
  const silent = [...units.values()].filter(
    ({ id, answers }) =>
      answers && (isProvince || own.has(id)) && (params.unit === null || params.unit === id),
  );
  const ids = new Set([
    ...silent.map(({ id }) => id),
    ...[...enterprises, ...organisations].flatMap((row) => (row.is_total ? [] : [row.unit_id])),
  ]);
  const rows: UnitNumbers[] = [...ids]
    .map((id) => ({ unit: id === null ? null : (units.get(id) ?? nameless(id)), ...line(id, false) }))
    .sort((one, other) => ((one.unit?.sortKey ?? "~") < (other.unit?.sortKey ?? "~") ? -1 : 1));
  const total = line(null, true);
  return {
    ...question,
    isProvince,
    rows,
    total,
    checks: selfChecks(
      total.numbers,
      rows.map((row) => row.numbers),
    ),
  };
}

export type IndicatorTable = NonNullable<Awaited<ReturnType<typeof indicatorTable>>>;

/** A unit of another province can manage nothing here; if data ever say so, its records still show. */
const nameless = (id: string): ReportingUnit => ({
  id,
  name: "Đơn vị không rõ tên",
  shortName: "Không rõ tên",
  sortKey: "~",
  answers: false,
});

const count = z.int();
const group = { unit_id: z.uuid().nullable(), is_total: z.boolean() };

const enterpriseCounts = z.object({
  ...group,
  K1: count,
  K2: count,
  K3: count,
  K4: count,
  K5: count,
  K6: count,
  K17: count,
  last_accepted_at: z.date().nullable(),
});

const NO_ENTERPRISES: z.output<typeof enterpriseCounts> = {
  unit_id: null,
  is_total: false,
  ...{ K1: 0, K2: 0, K3: 0, K4: 0, K5: 0, K6: 0, K17: 0 },
  last_accepted_at: null,
};

/** K1–K6 and K17 by unit and in total. */
async function countEnterprises(viewer: Viewer, tx: Tx, question: Question) {
  const counts = ENTERPRISE_INDICATORS.map(
    (name) =>
      Prisma.sql`count(*) filter (where ${ENTERPRISE_CONDITIONS[name]})::int as ${Prisma.raw(`"${name}"`)}`,
  );
  const rows = await tx.$queryRaw`
    select f.unit_id, grouping(f.unit_id) = 1 as is_total, ${Prisma.join(counts)}, max(f.accepted_at) as last_accepted_at
    from (${enterpriseFacts(viewer, question)}) f
    group by grouping sets ((f.unit_id), ())`;
  return z.array(enterpriseCounts).parse(rows);
}

const organisationCounts = z.object({
  ...group,
  K11: count,
  K12: count,
  founded: z.partialRecord(z.enum(BranchKind), count),
});

const NO_ORGANISATIONS: z.output<typeof organisationCounts> = {
  unit_id: null,
  is_total: false,
  K11: 0,
  K12: 0,
  founded: {},
};

/** K11, by kind too, and K12, by unit and in total. */
async function countOrganisations(viewer: Viewer, tx: Tx, question: Question) {
  const counts = ORGANISATION_INDICATORS.map(
    (name) =>
      Prisma.sql`count(*) filter (where ${ORGANISATION_CONDITIONS[name]})::int as ${Prisma.raw(`"${name}"`)}`,
  );
  const byKind = Object.values(BranchKind).map(
    (kind) => Prisma.sql`${kind}::text,
      count(*) filter (where ${ORGANISATION_CONDITIONS.K11} and f.kind = ${kind}::branch_kind)::int`,
  );
  const rows = await tx.$queryRaw`
    select f.unit_id, grouping(f.unit_id) = 1 as is_total, ${Prisma.join(counts)},
      jsonb_build_object(${Prisma.join(byKind)}) as founded
    from (${organisationFacts(viewer, question)}) f
    group by grouping sets ((f.unit_id), ())`;
  return z.array(organisationCounts).parse(rows);
}

const PAGE_SIZE = 50;

const day = z.iso.date();

const enterpriseRecord = z.object({
  type: z.literal("enterprise"),
  id: z.uuid(),
  sort_key: z.string(),
  name: z.string(),
  unit_id: z.uuid().nullable(),
  legal_form: z.enum(LegalForm),
  ownership: z.enum(Ownership),
  status: z.enum(EnterpriseStatus),
  kinds: z.array(z.enum(BranchKind)),
  surveyed_on: day.nullable(),
});

const organisationRecord = z.object({
  type: z.literal("organisation"),
  id: z.uuid(),
  sort_key: z.string(),
  name: z.string(),
  unit_id: z.uuid(),
  line: z.enum(Line),
  kind: z.enum(BranchKind),
  decision_number: z.string().nullable(),
  founded_on: day.nullable(),
  done_on: day.nullable(),
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
    records: page.map((record) => ({
      ...record,
      unitName: record.unit_id === null ? null : (units.get(record.unit_id)?.shortName ?? null),
    })),
    /** Where the next page begins; null on the last. */
    next: last ? writeCursor([last.sort_key, last.id]) : null,
  };
}

export type IndicatorRecords = NonNullable<Awaited<ReturnType<typeof indicatorRecords>>>;
export type IndicatorRecord = IndicatorRecords["records"][number];

const beyond = (columns: Prisma.Sql, after?: Cursor): Prisma.Sql =>
  after ? Prisma.sql`${columns} > (${after[0]} collate "C", ${after[1]}::uuid)` : Prisma.sql`true`;

const totalRow = z.tuple([z.object({ total: count })]);

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
    select 'enterprise' as type, f.id, e.sort_key, f.name, f.unit_id, f.legal_form, f.ownership, f.status,
      coalesce(to_jsonb(f.kinds), '[]') as kinds, f.surveyed_on::text
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
    select 'organisation' as type, f.id, f.sort_key, f.name, f.unit_id, f.line, f.kind, f.decision_number,
      f.founded_on::text, f.done_on::text
    from (${facts}) f
    where ${condition} and ${beyond(Prisma.sql`(f.sort_key, f.id)`, after)}
    order by f.sort_key, f.id limit ${PAGE_SIZE + 1}`;
  return [totalRow.parse(counted)[0].total, z.array(organisationRecord).parse(rows)] as const;
}
