import "server-only";
import { z } from "zod";
import {
  can,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfBranches,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { enterpriseScope } from "@/lib/access/scope-sql";
import { fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { standing, validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { type EnterpriseFilter, enterpriseCursor } from "@/lib/enterprises/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { EnterpriseStatus, LegalForm, Ownership } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { enterpriseNameKey, searchTerms } from "@/lib/text/search-key";

const PAGE = 50;
/** Rows fetched at once where all are wanted. */
const BATCH = 10_000;
/** Nobody counts on beyond this; one more tells that there are more. */
const COUNT_UP_TO = 1001;

const listRow = z.object({
  id: z.uuid(),
  name: z.string(),
  taxCode: z.string().nullable(),
  taxBranch: z.string().nullable(),
  legalForm: z.enum(LegalForm),
  ownership: z.enum(Ownership),
  status: z.enum(EnterpriseStatus),
  unitName: z.string().nullable(),
  areaName: z.string().nullable(),
  hasUnion: z.boolean(),
  hasAssociation: z.boolean(),
  workers: z.number().nullable(),
  surveyedOn: z.date().nullable(),
  key: z.union([z.string(), z.number()]),
});

export type EnterpriseRow = Omit<z.output<typeof listRow>, "surveyedOn" | "key"> & {
  surveyedOn: PlainDate | null;
};

/** The viewer's enterprises by the filter, a page of 50 after the cursor, and how many there are (at most 1,001). */
export async function listEnterprises(viewer: Viewer, tx: Tx, filter: EnterpriseFilter) {
  const page = await enterprisePage(viewer, tx, filter, PAGE);
  const where = Prisma.join(conditions(viewer, filter), " and ");
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    ${LISTED} select count(*)::int as count from (
      select 1 from enterprise e left join survey_now s on s.enterprise_id = e.id where ${where} limit ${COUNT_UP_TO}) counted`;
  return { ...page, count: counted?.count ?? 0 };
}

/** All that `listEnterprises` lists page by page, a batch at a time. */
export async function* allEnterprises(
  viewer: Viewer,
  tx: Tx,
  filter: EnterpriseFilter,
): AsyncGenerator<EnterpriseRow> {
  let after: string | undefined;
  do {
    const { rows, next } = await enterprisePage(viewer, tx, { ...filter, after }, BATCH);
    yield* rows;
    after = next;
  } while (after);
}

/** What a file tells of enterprises beside their row in the list, by id. Names and telephones of people are left to the page. */
export async function enterpriseDetails(viewer: Viewer, tx: Tx, ids: readonly string[]) {
  const rows = await tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), id: { in: [...ids] } },
    select: {
      ...{ id: true, shortName: true, hasNoTaxCode: true, areaId: true, address: true, industry: true },
      ...{ startedYear: true, isHeadOffice: true },
      entrepreneurships: {
        where: { voidedAt: null, validTo: null },
        orderBy: { validFrom: "desc" },
        take: 1,
        select: { validFrom: true },
      },
    },
  });
  return new Map(
    rows.map(({ id, entrepreneurships: [since], ...row }) => [
      id,
      { ...row, entrepreneurSince: since ? fromDatabase(since.validFrom) : null },
    ]),
  );
}

/** The search walks the scope's own rows: under row-level security a trigram index would not be used. */
async function enterprisePage(viewer: Viewer, tx: Tx, filter: EnterpriseFilter, size: number) {
  const where = Prisma.join(conditions(viewer, filter), " and ");
  const order = ORDERS[filter.sort];
  const after = readCursor(enterpriseCursor, filter.after);
  const rows = await tx.$queryRaw<unknown[]>`
    ${LISTED}
    select * from (
      select e.id, e.name, e.tax_code as "taxCode", e.tax_branch as "taxBranch", e.legal_form as "legalForm", e.ownership,
        e.status, u.short_name as "unitName", a.name as "areaName",
        exists (select 1 from coverage c where c.enterprise_id = e.id and c.line = 'union' and ${standing("c", { asOf: today() })}) as "hasUnion",
        exists (select 1 from coverage c where c.enterprise_id = e.id and c.line = 'association' and ${standing("c", { asOf: today() })}) as "hasAssociation",
        s.workers, s.surveyed_on as "surveyedOn", ${order.key} as key
      from enterprise e
      left join survey_now s on s.enterprise_id = e.id
      left join unit_version u on u.unit_id = e.union_unit_id and ${validOn("u", today())}
      left join area_version a on a.area_id = e.area_id and ${validOn("a", today())}
      where ${where}
    ) listed
    ${after ? Prisma.sql`where (key, id) ${order.beyond} (${cursorKey(filter, after[0])}, ${after[1]}::uuid)` : Prisma.empty}
    order by key ${order.direction}, id ${order.direction} limit ${size + 1}`;
  const found = z.array(listRow).parse(rows);
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map(
      ({ key: _, surveyedOn, ...row }): EnterpriseRow => ({
        ...row,
        surveyedOn: surveyedOn && fromDatabase(surveyedOn),
      }),
    ),
    next: found.length > size && last ? writeCursor([last.key, last.id]) : undefined,
  };
}

/** The latest accepted survey of each enterprise: where the figures of people come from. */
const LISTED = Prisma.sql`with survey_now as (
  select distinct on (enterprise_id) enterprise_id, workers, surveyed_on from survey
  where state = 'accepted' order by enterprise_id, surveyed_on desc, id)`;

const ORDERS = {
  name: { key: Prisma.sql`e.sort_key`, direction: Prisma.sql`asc`, beyond: Prisma.sql`>` },
  survey: {
    key: Prisma.sql`coalesce(to_char(s.surveyed_on, 'YYYY-MM-DD'), '')`,
    direction: Prisma.sql`desc`,
    beyond: Prisma.sql`<`,
  },
  workers: { key: Prisma.sql`coalesce(s.workers, -1)`, direction: Prisma.sql`desc`, beyond: Prisma.sql`<` },
} as const;

/** The cursor's key as the column's type; a cursor of another order begins anew. */
const cursorKey = ({ sort }: EnterpriseFilter, key: string | number): Prisma.Sql =>
  sort === "workers" ? Prisma.sql`${Number(key) || 0}::int` : Prisma.sql`${String(key)}::text`;

function conditions(viewer: Viewer, filter: EnterpriseFilter): Prisma.Sql[] {
  const list = [enterpriseScope(viewer, "e", "id")];
  if (filter.q) list.push(matches(filter.q));
  if (filter.unit)
    list.push(
      Prisma.sql`(e.union_unit_id = ${filter.unit}::uuid or e.association_unit_id = ${filter.unit}::uuid)`,
    );
  if (filter.status) list.push(Prisma.sql`e.status = ${filter.status}::enterprise_status`);
  if (filter.form) list.push(Prisma.sql`e.legal_form = ${filter.form}::legal_form`);
  if (filter.ownership) list.push(Prisma.sql`e.ownership = ${filter.ownership}::ownership`);
  if (filter.area) list.push(Prisma.sql`e.area_id = ${filter.area}::uuid`);
  if (filter.survey)
    list.push(
      filter.survey === "accepted"
        ? Prisma.sql`s.enterprise_id is not null`
        : Prisma.sql`s.enterprise_id is null`,
    );
  if (filter.dnt) {
    list.push(
      Prisma.sql`exists (select 1 from entrepreneur_membership m where m.enterprise_id = e.id and ${standing("m", { asOf: today() })})`,
    );
  }
  if (filter.has) list.push(hasOrganisations(filter.has));
  return list;
}

function hasOrganisations(has: NonNullable<EnterpriseFilter["has"]>): Prisma.Sql {
  const covered = (line: "union" | "association") =>
    Prisma.sql`exists (select 1 from coverage c where c.enterprise_id = e.id and c.line = ${line}::org_line and ${standing("c", { asOf: today() })})`;
  switch (has) {
    case "both":
      return Prisma.sql`(${covered("union")} and ${covered("association")})`;
    case "none":
      return Prisma.sql`not (${covered("union")} or ${covered("association")})`;
    default:
      return covered(has);
  }
}

/** Every word somewhere in the folded name; only digits are looked for in tax codes too. */
function matches(asked: string): Prisma.Sql {
  const digits = asked.replace(/[\s.-]/g, "");
  if (/^\d{3,13}$/.test(digits)) {
    return Prisma.sql`(coalesce(e.tax_code, '') || coalesce(e.tax_branch, '') like ${`${digits}%`} or (e.search_key || '') like ${`%${digits}%`})`;
  }
  const terms = searchTerms(asked);
  if (terms.length === 0) return Prisma.sql`true`;
  // The appended '' keeps the planner from an index that row-level security would not let it use.
  return Prisma.join(
    terms.map((term) => Prisma.sql`(e.search_key || '') like ${`%${term.replace(/[\\%_]/g, "\\$&")}%`}`),
    " and ",
  );
}

/** Units whose enterprises the viewer may filter by: all of the province for its readers, own ones for officers. */
export async function unitsToFilter(viewer: Viewer, tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    select u.id, v.short_name as name from unit u join unit_version v on v.unit_id = u.id and ${validOn("v", today())}
    where v.kind not in ('province', 'department') and (u.province_id = any (${provincesOf(viewer)}::uuid[]) or u.id = any (${unitsOf(viewer)}::uuid[]))
    order by v.kind = 'enterprise_bloc', v.sort_key`;
}

/** Places in which enterprises in sight are, by the name they bear today or bore last; homonyms with their district. */
export const areasToFilter = (viewer: Viewer, tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.$queryRaw<{ id: string; name: string }[]>`
    select here.id, a.name || coalesce(', ' || d.name, '') as name
    from (select distinct e.area_id as id from enterprise e where ${enterpriseScope(viewer, "e", "id")}) here
    join lateral (select v.name, v.sort_key, v.parent_id from area_version v where v.area_id = here.id
      order by v.valid_from desc limit 1) a on true
    left join lateral (select v.name from area_version v where v.area_id = a.parent_id and v.level = 'district'
      order by v.valid_from desc limit 1) d on true
    order by a.sort_key, d.name nulls first, here.id`;

/** Units an officer may register an enterprise for. */
export const unitsToRegisterFor = async (viewer: Viewer, tx: Tx) =>
  (await unitsToFilter(viewer, tx)).filter(({ id }) => unitsOf(viewer).includes(id));

/** The record of one enterprise as it is now, or null when it is not there for this viewer. */
export async function findEnterprise(viewer: Viewer, tx: Tx, id: string) {
  const found = await tx.enterprise.findFirst({
    where: { id, AND: visibleEnterprises(viewer) },
    select: {
      id: true,
      provinceId: true,
      unionUnitId: true,
      associationUnitId: true,
      name: true,
      shortName: true,
      taxCode: true,
      taxBranch: true,
      hasNoTaxCode: true,
      legalForm: true,
      ownership: true,
      status: true,
      industry: true,
      areaId: true,
      address: true,
      startedYear: true,
      representative: true,
      phone: true,
      isHeadOffice: true,
      isDemo: true,
      version: true,
      updatedAt: true,
      entrepreneurships: {
        where: { voidedAt: null },
        orderBy: { validFrom: "desc" },
        take: 1,
        select: { id: true, validFrom: true, validTo: true },
      },
    },
  });
  if (!found) return null;
  const { entrepreneurships, ...enterprise } = found;
  const [member] = entrepreneurships;
  return {
    ...enterprise,
    entrepreneurSince: member && !member.validTo ? fromDatabase(member.validFrom) : null,
    isEditable: can(viewer, "enterprise.write", { unitIds: [found.unionUnitId, found.associationUnitId] }),
  };
}

export type EnterpriseRecord = NonNullable<Awaited<ReturnType<typeof findEnterprise>>>;

/** Names of the managing units and the place, for the page. */
export async function namesOf(viewer: Viewer, tx: Tx, enterprise: EnterpriseRecord) {
  const [names] = await tx.$queryRaw<
    { union: string | null; association: string | null; area: string | null }[]
  >`
    select
      (select name from unit_version v where v.unit_id = ${enterprise.unionUnitId}::uuid and ${validOn("v", today())}) as union,
      (select name from unit_version v where v.unit_id = ${enterprise.associationUnitId}::uuid and ${validOn("v", today())}) as association,
      (select c.name || coalesce(', ' || d.name, '') from area_version c
        left join area_version d on d.area_id = c.parent_id and d.level = 'district' and ${validOn("d", today())}
        where c.area_id = ${enterprise.areaId}::uuid and ${validOn("c", today())}) as area`;
  const history = await tx.enterpriseVersion.findMany({
    where: { enterpriseId: enterprise.id, voidedAt: null, AND: visibleOfEnterprises(viewer) },
    orderBy: { validFrom: "desc" },
    select: {
      id: true,
      name: true,
      legalForm: true,
      ownership: true,
      status: true,
      validFrom: true,
      validTo: true,
      reason: true,
      recordedAt: true,
    },
  });
  return {
    unionUnit: names?.union ?? null,
    associationUnit: names?.association ?? null,
    area: names?.area ?? null,
    versions: history.map((version) => ({
      ...version,
      validFrom: fromDatabase(version.validFrom),
      validTo: version.validTo && fromDatabase(version.validTo),
    })),
  };
}

/** Contacts and visits, the latest first, with who wrote them down. */
export async function visitsOf(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const rows = await tx.visit.findMany({
    where: { enterpriseId, voidedAt: null, AND: visibleOfEnterprises(viewer) },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: 100,
    select: {
      id: true,
      on: true,
      met: true,
      purpose: true,
      result: true,
      attitude: true,
      grants: true,
      grantNote: true,
      recordedById: true,
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  return rows.map(({ recordedById, ...row }) => ({
    ...row,
    on: fromDatabase(row.on),
    recordedBy: names.get(recordedById) ?? "tài khoản khác",
  }));
}

export type VisitRow = Awaited<ReturnType<typeof visitsOf>>[number];

/** The figures of people from the latest accepted survey, with their day: every number has a source and an age. */
export async function latestFigures(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const survey = await tx.survey.findFirst({
    where: { enterpriseId, state: "accepted", AND: visibleOfEnterprises(viewer) },
    orderBy: [{ surveyedOn: "desc" }, { id: "desc" }],
    select: {
      id: true,
      surveyedOn: true,
      unknowns: true,
      workers: true,
      womenWorkers: true,
      ethnicMinorityWorkers: true,
      youth16To30: true,
      youth31To35: true,
      unionMembersElsewhere: true,
      associationMembersElsewhere: true,
      ownerAttitude: true,
    },
  });
  return survey && { ...survey, surveyedOn: survey.surveyedOn && fromDatabase(survey.surveyedOn) };
}

/** Every move of the enterprise's surveys with who made it, the latest first. */
export async function surveyMoves(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const rows = await tx.surveyEvent.findMany({
    where: { enterpriseId, AND: visibleOfEnterprises(viewer) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 50,
    select: { id: true, surveyId: true, state: true, at: true, reason: true, accountId: true },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ accountId }) => accountId),
  );
  return rows.map(({ accountId, ...row }) => ({ ...row, by: names.get(accountId) ?? "tài khoản khác" }));
}

/** Most activities told of an enterprise: a monthly meeting for sixteen years. */
const MOST_ACTIVITIES = 200;

/**
 * What the enterprise's organisations went through while they covered it: their coming and going, what they did, the congresses
 * they held, each with who recorded it. Of an organisation out of sight only that it covers the enterprise.
 */
export async function organisationEvents(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const coverages = await tx.coverage.findMany({
    where: { enterpriseId, voidedAt: null, AND: visibleOfEnterprises(viewer) },
    orderBy: [{ validFrom: "asc" }, { id: "asc" }],
    select: { id: true, branchId: true, line: true, kind: true, validFrom: true, validTo: true },
  });
  const during = {
    AND: visibleOfBranches(viewer),
    OR: coverages.map(({ branchId, validFrom, validTo }) => ({
      branchId,
      on: { gte: validFrom, ...(validTo && { lt: validTo }) },
    })),
  };
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: coverages.map(({ branchId }) => branchId) } },
    select: { id: true, name: true, decisionNumber: true, residenceAreaId: true, createdById: true },
  });
  const activities = await tx.activity.findMany({
    where: { ...during, voidedAt: null },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: MOST_ACTIVITIES,
    select: { id: true, branchId: true, on: true, title: true, participants: true, recordedById: true },
  });
  const congresses = await tx.congressStep.findMany({
    where: { ...during, state: "held" },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    select: { id: true, branchId: true, congressId: true, line: true, on: true, recordedById: true },
  });
  const names = await accountNames(viewer, tx, [
    ...branches.map(({ createdById }) => createdById),
    ...[...activities, ...congresses].map(({ recordedById }) => recordedById),
  ]);
  const by = (id: string | undefined) => (id ? (names.get(id) ?? "tài khoản khác") : null);
  const known = new Map(branches.map((branch) => [branch.id, branch]));
  return {
    coverages: coverages.map(({ validFrom, validTo, ...coverage }) => {
      const branch = known.get(coverage.branchId);
      return {
        ...coverage,
        from: fromDatabase(validFrom),
        to: validTo && fromDatabase(validTo),
        name: branch?.name ?? null,
        decisionNumber: branch?.decisionNumber ?? null,
        isNucleus: branch !== undefined && branch.residenceAreaId !== null,
        by: by(branch?.createdById),
      };
    }),
    activities: activities.map(({ recordedById, ...activity }) => ({
      ...activity,
      on: fromDatabase(activity.on),
      branchName: known.get(activity.branchId)?.name ?? null,
      by: by(recordedById),
    })),
    congresses: congresses.map(({ recordedById, ...congress }) => ({
      ...congress,
      on: fromDatabase(congress.on),
      branchName: known.get(congress.branchId)?.name ?? null,
      by: by(recordedById),
    })),
  };
}

export type OrganisationEvents = Awaited<ReturnType<typeof organisationEvents>>;

export type Likely = { id: string; name: string; taxCode: string | null; why: "tax_code" | "name" };

/**
 * Records in the viewer's own scope that may be the same enterprise: the same tax code, or a name that is the same or
 * begins alike once the words of the legal form are folded away. Tells nothing of other scopes.
 */
export async function likelyDuplicates(
  viewer: Viewer,
  tx: Tx,
  given: { name?: string | undefined; taxCode?: string | undefined; exceptId?: string | undefined },
): Promise<Likely[]> {
  const key = enterpriseNameKey(given.name ?? "");
  const digits = (given.taxCode ?? "").replace(/\D/g, "").slice(0, 10);
  const byName =
    key.length >= 4
      ? Prisma.sql`(e.name_key = ${key} or (e.name_key || '') like ${`${key}%`} or similarity(e.name_key, ${key}) > 0.6)`
      : Prisma.sql`false`;
  const byCode = digits.length === 10 ? Prisma.sql`e.tax_code = ${digits}` : Prisma.sql`false`;
  const rows = await tx.$queryRaw<{ id: string; name: string; taxCode: string | null; sameCode: boolean }[]>`
    select e.id, e.name, e.tax_code as "taxCode", (${byCode}) as "sameCode" from enterprise e
    where ${enterpriseScope(viewer, "e", "id")} and e.id <> coalesce(${given.exceptId ?? null}::uuid, ${NO_ID}::uuid)
      and (${byCode} or ${byName})
    order by "sameCode" desc, similarity(e.name_key, ${key}) desc, e.sort_key limit 5`;
  return rows.map(({ sameCode, ...row }) => ({ ...row, why: sameCode ? "tax_code" : "name" }));
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Whether the code is taken anywhere in the viewer's province (V19): yes or no, nothing about by whom. */
export async function isTaxCodeTaken(
  _viewer: Viewer,
  tx: Tx,
  code: { code10: string; branch: string | null },
  exceptId?: string,
): Promise<boolean> {
  const [answer] = await tx.$queryRaw<{ taken: boolean }[]>`
    select access.tax_code_taken(${code.code10}, ${code.branch}, ${exceptId ?? null}::uuid) as taken`;
  return answer?.taken ?? false;
}
