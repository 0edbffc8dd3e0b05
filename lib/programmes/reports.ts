import "server-only";
import { z } from "zod";
import { can, type Viewer } from "@/lib/access/policy";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import type { PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { standing } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { rankNeeds } from "@/lib/programmes/rules";
import { type NeedFilter, needCursor } from "@/lib/programmes/schema";
import { NEEDS, type Need } from "@/lib/surveys/labels";
import { unitNamesOn } from "@/lib/units/queries";

type Asked = { unit: string | null; asOf: PlainDate };

const asked = ({ unit, asOf }: NeedFilter): Asked => {
  const on = today();
  return { unit: unit ?? null, asOf: asOf && asOf <= on ? asOf : on };
};

/**
 * Needs as the latest accepted survey of each enterprise in business names them, one row a need and enterprise: the surveys that
 * K8 looks at. A unit's are those of the enterprises it manages on either line.
 */
const needFacts = (viewer: Viewer, { unit, asOf }: Asked): Prisma.Sql => Prisma.sql`
  select y.enterprise_id, y.name, y.sort_key, y.unit_id, y.survey_id, y.surveyed_on, y.reference_date, n.need, n.persons,
    n.is_urgent, n.note
  from (
    select distinct on (s.enterprise_id) s.id as survey_id, s.enterprise_id, s.surveyed_on, c.reference_date,
      s.union_unit_id as unit_id, e.name, e.sort_key
    from survey s join survey_campaign c on c.id = s.campaign_id and c.reference_date <= ${asOf}::date
    join enterprise e on e.id = s.enterprise_id
    where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.state = 'accepted' and s.surveyed_on <= ${asOf}::date
      and ${unit === null ? Prisma.sql`true` : Prisma.sql`${unit}::uuid in (s.union_unit_id, s.association_unit_id)`}
      and exists (select 1 from enterprise_version v where v.enterprise_id = s.enterprise_id and ${standing("v", { asOf })}
        and v.status = 'active')
    order by s.enterprise_id, c.reference_date desc, s.accepted_at desc, s.id
  ) y join survey_need n on n.survey_id = y.survey_id`;

const ofUnit = (alias: string, unit: string | null): Prisma.Sql =>
  unit === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}.unit_id = ${unit}::uuid`;

const needRow = z.object({
  ...{ need: z.enum(NEEDS), persons: z.int(), enterprises: z.int(), urgent: z.int(), uncounted: z.int() },
  ...{ activities: z.int(), planned: z.int(), since: z.iso.date() },
});

/**
 * The needs of a unit or of everything in sight, ranked, and those without any activity apart (rows 22, 23). An activity answers a
 * need since the day the surveys' figures are true for; what was done before it is no answer to it.
 */
export async function needRanking(viewer: Viewer, tx: Tx, filter: NeedFilter) {
  if (!can(viewer, "dashboard.read")) return null;
  const params = asked(filter);
  const rows = z.array(needRow).parse(
    await tx.$queryRaw`
      with named as materialized (${needFacts(viewer, params)}),
      ranked as (
        select need, coalesce(sum(persons), 0)::int as persons, count(*)::int as enterprises,
          count(*) filter (where is_urgent)::int as urgent, count(*) filter (where persons is null)::int as uncounted,
          min(reference_date) as since
        from named group by need)
      select r.need, r.persons, r.enterprises, r.urgent, r.uncounted, r.since::text as since,
        (select count(*)::int from activity a where ${branchScope(viewer, "a", "branch_id")} and a.voided_at is null
          and a.needs @> array[r.need] and a."on" between r.since and ${params.asOf}::date and ${ofUnit("a", params.unit)}) as activities,
        (select count(*)::int from programme_item i where ${branchScope(viewer, "i", "branch_id")} and i.voided_at is null
          and i.needs @> array[r.need] and i.planned_on >= r.since and ${ofUnit("i", params.unit)}) as planned
      from ranked r where r.need = any (${[...NEEDS]}::text[])`,
  );
  const since = new Map(rows.map((row) => [row.need, row.since]));
  const { ranked, unanswered } = rankNeeds(rows);
  return {
    params,
    ranked: ranked.map((row) => ({ ...row, since: since.get(row.need) ?? params.asOf })),
    unanswered,
  };
}

export type NeedRanking = NonNullable<Awaited<ReturnType<typeof needRanking>>>;
export type RankedNeed = NeedRanking["ranked"][number];

/** By unit: how many needs its enterprises name, how many of them nobody answered, and the first of them. */
export async function needsByUnit(viewer: Viewer, tx: Tx, { asOf: given }: NeedFilter = {}) {
  if (!can(viewer, "dashboard.read")) return [];
  const { asOf } = asked({ asOf: given });
  const names = await unitNamesOn(viewer, tx, asOf);
  const held = await tx.$queryRaw<{ id: string }[]>`
    select distinct f.unit_id as id from (${needFacts(viewer, { unit: null, asOf })}) f`;
  const ids = held.map(({ id }) => id).filter((id) => names.has(id));
  const rows = [];
  // A unit's own numbers are those its own page shows: asked the same way, one after another.
  for (const id of ids) {
    const ranking = await needRanking(viewer, tx, { unit: id, asOf });
    rows.push({
      ...{ id, name: names.get(id)?.shortName ?? "Đơn vị khác", needs: ranking?.ranked.length ?? 0 },
      unanswered: ranking?.unanswered.length ?? 0,
      first: ranking?.ranked[0]?.need ?? null,
    });
  }
  return rows.sort(
    (one, other) => other.unanswered - one.unanswered || one.name.localeCompare(other.name, "vi"),
  );
}

export type UnitNeeds = Awaited<ReturnType<typeof needsByUnit>>[number];

const recordRow = z.object({
  ...{ id: z.uuid(), name: z.string(), sortKey: z.string(), unitId: z.uuid(), surveyId: z.uuid() },
  ...{
    surveyedOn: z.iso.date(),
    persons: z.int().nullable(),
    isUrgent: z.boolean(),
    note: z.string().nullable(),
  },
});

const PAGE = 50;

/** The enterprises behind a need's numbers, most persons first, a page at a time; the sums are over all of them. */
export async function needRecords(viewer: Viewer, tx: Tx, need: Need, filter: NeedFilter, size = PAGE) {
  if (!can(viewer, "dashboard.read")) return null;
  const params = asked(filter);
  const after = readCursor(needCursor, filter.after);
  const found = Prisma.sql`from (${needFacts(viewer, params)}) f where f.need = ${need}`;
  const rows = z.array(recordRow).parse(
    await tx.$queryRaw`
      select f.enterprise_id as id, f.name, f.sort_key as "sortKey", f.unit_id as "unitId", f.survey_id as "surveyId",
        f.surveyed_on::text as "surveyedOn", f.persons, f.is_urgent as "isUrgent", f.note ${found}
        and ${
          after
            ? Prisma.sql`(-coalesce(f.persons, 0), f.sort_key, f.enterprise_id) > (${-after[0]}::int, ${after[1]} collate "C", ${after[2]}::uuid)`
            : Prisma.sql`true`
        }
      order by -coalesce(f.persons, 0), f.sort_key, f.enterprise_id limit ${size + 1}`,
  );
  const [sums] = await tx.$queryRaw<{ persons: number; enterprises: number }[]>`
    select coalesce(sum(f.persons), 0)::int as persons, count(*)::int as enterprises ${found}`;
  const names = await unitNamesOn(viewer, tx, today());
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  return {
    params,
    persons: sums?.persons ?? 0,
    enterprises: sums?.enterprises ?? 0,
    rows: page.map(({ sortKey: _, ...row }) => ({
      ...row,
      unitName: names.get(row.unitId)?.shortName ?? null,
    })),
    next: last ? writeCursor([last.persons ?? 0, last.sortKey, last.id]) : null,
  };
}

const plannedRow = z.object({
  ...{ itemId: z.uuid(), title: z.string(), plannedOn: z.iso.date() },
  ...{ programmeId: z.uuid(), programmeTitle: z.string() },
});

/** The items of programmes behind a need's number of planned ones: the same condition as `needRanking` counts by. */
export async function needItems(viewer: Viewer, tx: Tx, need: Need, filter: NeedFilter) {
  if (!can(viewer, "dashboard.read")) return [];
  const params = asked(filter);
  return z.array(plannedRow).parse(
    await tx.$queryRaw`
      select i.item_id as "itemId", i.title, i.planned_on::text as "plannedOn", p.id as "programmeId", p.title as "programmeTitle"
      from programme_item i join programme p on p.id = i.programme_id
      where ${branchScope(viewer, "i", "branch_id")} and i.voided_at is null and i.needs @> array[${need}]::text[]
        and i.planned_on >= (select min(f.reference_date) from (${needFacts(viewer, params)}) f where f.need = ${need})
        and ${ofUnit("i", params.unit)}
      order by i.planned_on, i.id limit 1000`,
  );
}

export type NeedItems = Awaited<ReturnType<typeof needItems>>;

export type NeedRecords = NonNullable<Awaited<ReturnType<typeof needRecords>>>;
