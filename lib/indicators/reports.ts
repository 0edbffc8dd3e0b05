import "server-only";
import { z } from "zod";
import { provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { vietnamDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind, LegalForm } from "@/lib/generated/prisma/enums";
import {
  ENTERPRISE_CONDITIONS,
  enterpriseFacts,
  ORGANISATION_CONDITIONS,
  organisationFacts,
  type Question,
} from "@/lib/indicators/facts-sql";
import { type OpenQuestion, openQuestion, type Structure, structureOn } from "@/lib/indicators/queries";
import {
  countGoals,
  ENTERPRISE_INDICATORS,
  endOfDay,
  type GivenParams,
  type NamedUnit,
  NO_UNIT,
  NOT_RATED,
  ORGANISATION_INDICATORS,
  selfChecks,
  type UnitNumbers,
  worstFirst,
} from "@/lib/indicators/rules";
import { linesRead } from "@/lib/movements/policy";
import { countPersons } from "@/lib/movements/reports";
import { goalStates } from "@/lib/plans/queries";

/**
 * Every indicator by unit and in total, in two statements whatever the number of units. The total is counted by the
 * database over all records, not summed from the units: that the two agree is one of the checks. Undefined for somebody
 * without a dashboard, and where no plan is in force.
 */
export async function indicatorTable(viewer: Viewer, tx: Tx, given: GivenParams) {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const structure = await structureOn(viewer, tx, question.plan.provinceId, question.params.asOf);
  return tabulate(viewer, tx, question, structure);
}

export type IndicatorTable = NonNullable<Awaited<ReturnType<typeof indicatorTable>>>;

async function tabulate(viewer: Viewer, tx: Tx, question: OpenQuestion, { names, answering }: Structure) {
  const { plan, params } = question;
  const enterprises = await countEnterprises(viewer, tx, question);
  const organisations = await countOrganisations(viewer, tx, question);
  const ratings = await countRatings(viewer, tx, question);
  const isProvince = provincesOf(viewer).includes(plan.provinceId);
  const own = new Set(unitsOf(viewer));

  const line = (unitId: string | null, isTotal: boolean): Omit<UnitNumbers, "unit"> => {
    const same = (row: { unit_id: string | null; is_total: boolean }) =>
      row.is_total === isTotal && row.unit_id === unitId;
    const counted = enterprises.find(same) ?? NO_ENTERPRISES;
    const { unit_id: _of, is_total: _whole, ...found } = organisations.find(same) ?? NO_ORGANISATIONS;
    const founded = Object.fromEntries(Object.entries(found.founded).filter(([, count]) => count > 0));
    const rated = Object.fromEntries(
      ratings.filter(same).map(({ level_id, rated: count }) => [level_id ?? NOT_RATED, count]),
    );
    const { last_accepted_at: accepted, unit_id: _unit, is_total: _total, to30, to35, ...numbers } = counted;
    return {
      numbers: { ...numbers, ...found, founded, rated, youth: { to30, to35 } },
      lastAcceptedOn: accepted && vietnamDate(accepted),
    };
  };

  // A unit without any record has a row too, a row of noughts; but only where the viewer would see its records.
  const silent = answering.filter(
    ({ id }) => (isProvince || own.has(id)) && (params.unit === null || params.unit === id),
  );
  const ids = new Set([
    ...silent.map(({ id }) => id),
    ...[...enterprises, ...organisations].flatMap((row) => (row.is_total ? [] : [row.unit_id])),
  ]);
  const rows: UnitNumbers[] = [...ids]
    .map((id) => ({ unit: named(names, id), ...line(id, false) }))
    .sort((one, other) => ((one.unit?.sortKey ?? "~") < (other.unit?.sortKey ?? "~") ? -1 : 1));
  const total: UnitNumbers = { unit: null, ...line(null, true) };
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

/**
 * What the committee looks at: the indicators, the plan's goals by state and unit, the worst unit first, and who owns
 * which line. Undefined where `indicatorTable` is.
 */
export async function dashboard(viewer: Viewer, tx: Tx, given: GivenParams) {
  // A kind of organisation or a level narrows a list; here it would narrow some columns and say so nowhere.
  const question = await openQuestion(viewer, tx, { ...given, kind: undefined, level: undefined });
  if (!question) return undefined;
  const { plan, params } = question;
  const on = params.asOf;
  const structure = await structureOn(viewer, tx, plan.provinceId, on);
  const table = await tabulate(viewer, tx, question, structure);
  const goals = await goalStates(viewer, tx, {
    planId: plan.id,
    asOf: on,
    knownAt: params.knownAt === null ? undefined : endOfDay(params.knownAt),
    unitId: params.unit === null ? undefined : params.unit === NO_UNIT ? null : params.unit,
    line: params.line === "all" ? undefined : params.line,
  });
  // Who reads one line only would be shown a part of the persons as the whole of them.
  const persons =
    linesRead(viewer, plan.provinceId).length > 1
      ? await countPersons(viewer, tx, { plan, params: { ...params, line: "all", branch: null } })
      : null;
  const idOf = ({ unit }: UnitNumbers) => unit?.id ?? null;
  const rowed = new Set(table.rows.map(idOf));
  // A unit may hold goals of the Hội line, or an organisation, and manage no enterprise of the Đoàn line.
  const others = [
    ...new Set([...goals.map(({ unitId }) => unitId), ...(persons?.units.keys() ?? [])]),
  ].filter((id) => !rowed.has(id));
  const rows = [
    ...table.rows,
    ...others.map((id) => ({ unit: named(structure.names, id), ...NO_NUMBERS })),
  ].map((row) => ({
    ...row,
    goals: countGoals(goals.flatMap(({ unitId, state }) => (unitId === idOf(row) ? [state] : []))),
    persons: persons && (persons.units.get(idOf(row) ?? "")?.closing ?? 0),
  }));
  return {
    ...table,
    rows: rows.sort(worstFirst),
    total: {
      ...table.total,
      goals: countGoals(goals.map(({ state }) => state)),
      persons: persons?.whole.closing ?? null,
    },
    /** Units to choose from: all that answer, or those the viewer has something in. */
    units: table.isProvince ? structure.answering : rows.flatMap(({ unit }) => unit ?? []),
    owners: structure.owners,
  };
}

/** A unit of another province can manage nothing here; if data ever say so, its records still show. */
const named = (names: Structure["names"], id: string | null): NamedUnit | null =>
  id === null
    ? null
    : (names.get(id) ?? { id, name: "Đơn vị không rõ tên", shortName: "Không rõ tên", sortKey: "~" });

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
  K8: count,
  K17: count,
  to30: count,
  to35: count,
  last_accepted_at: z.date().nullable(),
});

const NO_ENTERPRISES: z.output<typeof enterpriseCounts> = {
  unit_id: null,
  is_total: false,
  ...{ K1: 0, K2: 0, K3: 0, K4: 0, K5: 0, K6: 0, K8: 0, K17: 0, to30: 0, to35: 0 },
  last_accepted_at: null,
};

const NO_COUNTS = { K11: 0, K12: 0, K13: 0, K15: 0, K16: 0 };

const NO_NUMBERS: Omit<UnitNumbers, "unit"> = {
  numbers: {
    ...{ K1: 0, K2: 0, K3: 0, K4: 0, K5: 0, K6: 0, K8: 0, K17: 0 },
    ...{ ...NO_COUNTS, founded: {}, rated: {}, youth: { to30: 0, to35: 0 } },
  },
  lastAcceptedOn: null,
};

/** K1–K6, K8 and K17 by unit and in total. */
async function countEnterprises(viewer: Viewer, tx: Tx, question: Question) {
  const counts = ENTERPRISE_INDICATORS.map(
    (name) =>
      Prisma.sql`count(*) filter (where ${ENTERPRISE_CONDITIONS[name]})::int as ${Prisma.raw(`"${name}"`)}`,
  );
  const rows = await tx.$queryRaw`
    select f.unit_id, grouping(f.unit_id) = 1 as is_total, ${Prisma.join(counts)}, max(f.accepted_at) as last_accepted_at,
      coalesce(sum(f.youth_to_30), 0)::int as to30, coalesce(sum(f.youth_to_35), 0)::int as to35
    from (${enterpriseFacts(viewer, question)}) f
    group by grouping sets ((f.unit_id), ())`;
  return z.array(enterpriseCounts).parse(rows);
}

const organisationCounts = z.object({
  ...group,
  K11: count,
  K12: count,
  K13: count,
  K15: count,
  K16: count,
  founded: z.partialRecord(z.enum(BranchKind), count),
});

const NO_ORGANISATIONS: z.output<typeof organisationCounts> = {
  unit_id: null,
  is_total: false,
  ...NO_COUNTS,
  founded: {},
};

/** K11, by kind too, K12, K13, K15 and K16, by unit and in total; units without any of them are left out. */
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
    where ${Prisma.join(
      ORGANISATION_INDICATORS.map((name) => ORGANISATION_CONDITIONS[name]),
      " or ",
    )}
    group by grouping sets ((f.unit_id), ())`;
  return z.array(organisationCounts).parse(rows);
}

const profileRow = z.object({
  ...group,
  limited: count,
  jointStock: count,
  privately: count,
  foreign: count,
  cooperative: count,
  other: count,
  workers: count,
  womenWorkers: count,
});
export type EnterpriseProfile = z.output<typeof profileRow>;

/**
 * K1 by kind of enterprise, each in one column, and its workers by the surveys that K8 looks at: by unit and in total. What is
 * foreign-invested counts there, whatever its legal form.
 */
export async function enterpriseProfile(
  viewer: Viewer,
  tx: Tx,
  question: Question,
): Promise<EnterpriseProfile[]> {
  const home = (
    forms: readonly LegalForm[],
  ) => Prisma.sql`count(*) filter (where f.ownership <> 'foreign_invested'
    and f.legal_form = any (${[...forms]}::legal_form[]))::int`;
  const [limited, jointStock, privately, cooperative] = [LIMITED, JOINT_STOCK, PRIVATE, COOPERATIVE];
  const named = [...limited, ...jointStock, ...privately, ...cooperative];
  const rows = await tx.$queryRaw`
    select f.unit_id, grouping(f.unit_id) = 1 as is_total, ${home(limited)} as limited, ${home(jointStock)} as "jointStock",
      ${home(privately)} as privately, count(*) filter (where f.ownership = 'foreign_invested')::int as foreign,
      ${home(cooperative)} as cooperative, ${home(Object.values(LegalForm).filter((form) => !named.includes(form)))} as other,
      coalesce(sum(f.workers), 0)::int as workers, coalesce(sum(f.women_workers), 0)::int as "womenWorkers"
    from (${enterpriseFacts(viewer, question)}) f where ${ENTERPRISE_CONDITIONS.K1}
    group by grouping sets ((f.unit_id), ())`;
  return z.array(profileRow).parse(rows);
}

const LIMITED: readonly LegalForm[] = ["llc_one_member", "llc_two_members"];
const JOINT_STOCK: readonly LegalForm[] = ["joint_stock"];
const PRIVATE: readonly LegalForm[] = ["private_enterprise"];
const COOPERATIVE: readonly LegalForm[] = ["cooperative", "cooperative_union"];

const ratingCounts = z.object({ ...group, level_id: z.uuid().nullable(), rated: count });

/** K15 by level, by unit and in total. */
async function countRatings(viewer: Viewer, tx: Tx, question: Question) {
  const rows = await tx.$queryRaw`
    select f.unit_id, grouping(f.unit_id) = 1 as is_total, f.level_id, count(*)::int as rated
    from (${organisationFacts(viewer, question)}) f where ${ORGANISATION_CONDITIONS.K15}
    group by grouping sets ((f.unit_id, f.level_id), (f.level_id))`;
  return z.array(ratingCounts).parse(rows);
}
