import "server-only";
import { z } from "zod";
import { can, type Viewer } from "@/lib/access/policy";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import { type CaseRow, listCases } from "@/lib/cases/queries";
import { nextStage } from "@/lib/cases/rules";
import { today } from "@/lib/dates/today";
import { standing, validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Line, SurveyState } from "@/lib/generated/prisma/enums";
import { type StopFacts, type Task, tasksAt } from "@/lib/trips/rules";
import type { Trip } from "@/lib/trips/schema";

/** Enterprises offered at once beside those already chosen. */
const OFFERED = 200;

const stopRow = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string().nullable(),
  representative: z.string().nullable(),
  phone: z.string().nullable(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  unionUnitId: z.uuid(),
  associationUnitId: z.uuid(),
  areaId: z.uuid(),
  areaName: z.string(),
  areaKey: z.string(),
  district: z.string().nullable(),
  districtKey: z.string().nullable(),
  isPast: z.boolean(),
  survey: z.enum(SurveyState).nullable(),
  hasCampaign: z.boolean(),
  hasUnion: z.boolean(),
  hasAssociation: z.boolean(),
  openIssues: z.int(),
});
type StopRow = z.output<typeof stopRow>;

/**
 * A trip: the chosen enterprises with what is to be done at each, and others to choose from, all by the places of today.
 * Undefined for somebody without a dashboard. A chosen id out of sight is left out.
 */
export async function tripPage(viewer: Viewer, tx: Tx, trip: Trip) {
  if (!can(viewer, "dashboard.read")) return undefined;
  const cases = await openCases(viewer, tx);
  const chosen =
    trip.e.length > 0 ? await readStops(viewer, tx, cases, Prisma.sql`e.id = any (${trip.e}::uuid[])`) : [];
  const conditions = [
    Prisma.sql`e.status = 'active' and e.id <> all (${trip.e}::uuid[])`,
    ...(trip.unit
      ? [Prisma.sql`(e.union_unit_id = ${trip.unit}::uuid or e.association_unit_id = ${trip.unit}::uuid)`]
      : []),
    ...(trip.area ? [Prisma.sql`e.area_id = ${trip.area}::uuid`] : []),
  ];
  const others = (await readStops(viewer, tx, cases, Prisma.join(conditions, " and "))).filter(
    ({ tasks }) => !trip.need || tasks.some(({ need }) => need === trip.need),
  );
  return { chosen, offered: others.slice(0, OFFERED), total: others.length, today: today() };
}

async function readStops(viewer: Viewer, tx: Tx, cases: Cases, condition: Prisma.Sql) {
  const rows = await tx.$queryRaw`
    with recursive later as (
      select distinct e.area_id as origin, e.area_id as area_id from enterprise e
      where ${enterpriseScope(viewer, "e", "id")} and ${condition}
      union
      select l.origin, s.to_area_id from later l join area_succession s on s.from_area_id = l.area_id and s."on" <= ${today()}::date
    ),
    -- The place itself while it stands; else what it became, if that is one place; else its last name.
    place as (
      select l.origin, coalesce(max(v.area_id::text) filter (where v.area_id = l.origin),
        case when count(distinct v.area_id) = 1 then max(v.area_id::text) end, l.origin::text)::uuid as area_id
      from later l left join area_version v on v.area_id = l.area_id and v.level = 'commune' and ${validOn("v", today())}
      group by l.origin
    ),
    campaign as (
      select c.province_id, c.id, row_number() over (partition by c.province_id order by c.opens_on desc, c.id desc) as recent
      from survey_campaign c where c.opens_on <= ${today()}::date and (c.closed_on is null or c.closed_on > ${today()}::date)
    )
    select e.id, e.name, e.address, e.representative, e.phone, last.contact_name as "contactName", last.contact_phone as "contactPhone",
      e.union_unit_id as "unionUnitId", e.association_unit_id as "associationUnitId", p.area_id as "areaId", a.name as "areaName",
      a.sort_key as "areaKey", d.name as district, d.sort_key as "districtKey", not a.stands as "isPast",
      s.state as survey, c.id is not null as "hasCampaign",
      exists (select 1 from coverage k where k.enterprise_id = e.id and k.line = 'union' and ${standing("k", { asOf: today() })}) as "hasUnion",
      exists (select 1 from coverage k where k.enterprise_id = e.id and k.line = 'association' and ${standing("k", { asOf: today() })}) as "hasAssociation",
      coalesce(i.open, 0)::int as "openIssues"
    from enterprise e join place p on p.origin = e.area_id
    join lateral (select v.name, v.sort_key, v.parent_id, ${validOn("v", today())} as stands from area_version v
      where v.area_id = p.area_id order by v.valid_from <= ${today()}::date desc, v.valid_from desc limit 1) a on true
    left join lateral (select v.name, v.sort_key from area_version v where v.area_id = a.parent_id and v.level = 'district'
      order by v.valid_from <= ${today()}::date desc, v.valid_from desc limit 1) d on true
    left join campaign c on c.province_id = e.province_id and c.recent = 1
    left join survey s on s.enterprise_id = e.id and s.campaign_id = c.id
    left join lateral (select v.contact_name, v.contact_phone from survey v where v.enterprise_id = e.id and v.state = 'accepted'
      and (v.contact_name is not null or v.contact_phone is not null) order by v.surveyed_on desc, v.id limit 1) last on true
    left join (select i.enterprise_id, count(*) as open from issue i
      where ${branchScope(viewer, "i", "branch_id")} and i.enterprise_id is not null and i.stage not in ('answered', 'closed')
      group by i.enterprise_id) i on i.enterprise_id = e.id
    where ${enterpriseScope(viewer, "e", "id")} and ${condition}
    order by d.sort_key nulls first, a.sort_key, p.area_id, e.sort_key, e.id`;
  return z
    .array(stopRow)
    .parse(rows)
    .map((row) => toStop(viewer, row, cases));
}

type Cases = Map<string, CaseRow>;

/** Open cases in sight, by enterprise and line. */
const openCases = async (viewer: Viewer, tx: Tx): Promise<Cases> =>
  new Map(
    (await listCases(viewer, tx, { isOpen: true })).map((found) => [
      `${found.enterpriseId} ${found.line}`,
      found,
    ]),
  );

function toStop(viewer: Viewer, row: StopRow, cases: Cases) {
  const caseOf = (line: Line) => {
    const found = cases.get(`${row.id} ${line}`);
    if (!found) return null;
    const { place, days, stage, scheme, steps } = found;
    const difficulty =
      steps.findLast(({ move }) => move === place && place !== stage)?.reason ?? found.difficulty;
    // What stands beside the way has to be taken up again before there is a next stage.
    return { place, days, difficulty, next: place === stage ? nextStage(stage, scheme) : null };
  };
  const facts: StopFacts = {
    survey: row.hasCampaign ? row.survey : undefined,
    lines: {
      union: { hasOrganisation: row.hasUnion, openCase: caseOf("union") },
      association: { hasOrganisation: row.hasAssociation, openCase: caseOf("association") },
    },
    openIssues: row.openIssues,
  };
  // Names and telephones are for those who go there, not for whoever may look at the register.
  const mayVisit = can(viewer, "enterprise.write", { unitIds: [row.unionUnitId, row.associationUnitId] });
  return {
    ...{ id: row.id, name: row.name, address: row.address, mayVisit },
    place: {
      id: row.areaId,
      name: row.isPast ? `${row.areaName} (tên cũ)` : row.areaName,
      district: row.district,
      sortKey: `${row.districtKey ?? ""} ${row.areaKey}`,
    },
    contacts: mayVisit
      ? [
          { name: row.representative, phone: row.phone },
          { name: row.contactName, phone: row.contactPhone },
        ].filter(({ name, phone }) => name !== null || phone !== null)
      : [],
    tasks: tasksAt(facts) satisfies Task[],
  };
}
