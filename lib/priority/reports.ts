import "server-only";
import { z } from "zod";
import { can, type Viewer } from "@/lib/access/policy";
import { enterpriseScope } from "@/lib/access/scope-sql";
import { knownAt, standing } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { Line } from "@/lib/generated/prisma/enums";
import { enterpriseFacts, twoTimes } from "@/lib/indicators/facts-sql";
import { type OpenQuestion, openQuestion } from "@/lib/indicators/queries";
import { endOfDay, NO_UNIT } from "@/lib/indicators/rules";
import { weightsOn } from "@/lib/priority/queries";
import { byPriority, type Count, type PriorityFacts, score } from "@/lib/priority/rules";
import type { PriorityFilter } from "@/lib/priority/schema";
import { unitNamesOn } from "@/lib/units/queries";

const day = z.iso.date();
const number = z.int().nullable();

const factsRow = z.object({
  id: z.uuid(),
  name: z.string(),
  sortKey: z.string(),
  unitId: z.uuid().nullable(),
  unionUnitId: z.uuid(),
  associationUnitId: z.uuid(),
  refused: z.boolean(),
  refusedOn: day.nullable(),
  caseId: z.uuid().nullable(),
  since: day.nullable(),
  surveyedOn: day.nullable(),
  workers: number,
  to30: number,
  to35: number,
  unionElsewhere: number,
  associationElsewhere: number,
  unionMembers: z.int(),
  unionIsTold: z.boolean(),
  associationMembers: z.int(),
  associationIsTold: z.boolean(),
});
type FactsRow = z.output<typeof factsRow>;

const PAGE_SIZE = 50;

/**
 * "Next best enterprises": in the plan's scope on the day, without an organisation of the line, scored by the weights of
 * that day; the page asked for, with those apart whose owner refuses. All of them are scored and the page is cut
 * afterwards: right for the thousands a province has. Undefined for somebody without a dashboard, and where no plan is in force.
 */
export const priorityList = (viewer: Viewer, tx: Tx, filter: PriorityFilter) =>
  ranked(viewer, tx, filter, false);

/** All that `priorityList` lists page by page. */
export const allPriorities = (viewer: Viewer, tx: Tx, filter: PriorityFilter) =>
  ranked(viewer, tx, filter, true);

async function ranked(viewer: Viewer, tx: Tx, filter: PriorityFilter, isWhole: boolean) {
  const line = filter.line ?? Line.union;
  const question = await openQuestion(viewer, tx, {
    ...{ asOf: filter.asOf, knownAt: filter.knownAt, line },
  });
  if (!question) return undefined;
  const { plan, params } = question;
  const weights = await weightsOn(viewer, tx, {
    ...{ provinceId: plan.provinceId, asOf: params.asOf },
    knownAt: params.knownAt === null ? undefined : endOfDay(params.knownAt),
  });
  const rows = await withoutOrganisation(viewer, tx, question, line);
  const units = await unitNamesOn(viewer, tx, params.asOf);
  const managing = new Set(rows.map(({ unitId }) => unitId));
  const unit = filter.unit === NO_UNIT ? null : filter.unit;
  const asked = rows.filter(({ unitId }) => unit === undefined || unitId === unit);
  const show = filter.show ?? "next";
  const listed = asked
    .filter(({ refused }) => refused === (show === "refused"))
    .map((row) => {
      const facts = factsOf(row);
      return { ...row, facts, score: score(facts, weights) };
    })
    .sort(byPriority);
  const size = isWhole ? Math.max(listed.length, 1) : PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(listed.length / size));
  const page = isWhole ? 1 : Math.min(filter.page ?? 1, pages);
  const first = (page - 1) * size;
  return {
    ...{ plan, params, line, weights, show, page, pages },
    rows: listed.slice(first, first + size).map((row, index) => ({
      ...{ id: row.id, name: row.name, facts: row.facts, score: row.score, refusedOn: row.refusedOn },
      rank: first + index + 1,
      unitName: row.unitId === null ? null : (units.get(row.unitId)?.shortName ?? null),
      caseId: row.caseId,
      mayWork: can(viewer, "branch.write", {
        line,
        unitIds: [line === "union" ? row.unionUnitId : row.associationUnitId],
      }),
      mayVisit: can(viewer, "enterprise.write", { unitIds: [row.unionUnitId, row.associationUnitId] }),
    })),
    total: listed.length,
    byShow: {
      next: asked.filter(({ refused }) => !refused).length,
      refused: asked.filter(({ refused }) => refused).length,
    },
    units: [...units.values()].filter(({ id }) => managing.has(id)),
    hasUnmanaged: managing.has(null),
  };
}

/** What is known of the factors: a survey's organisations and those who belong elsewhere are counted together. */
function factsOf(row: FactsRow): PriorityFacts {
  const crowd = (elsewhere: number | null, here: number, isTold: boolean): Count => ({
    known: (elsewhere ?? 0) + here,
    isWhole: elsewhere !== null && isTold,
  });
  const told = (people: number | null): Count => ({ known: people ?? 0, isWhole: people !== null });
  return {
    entrepreneurSince: row.since,
    survey:
      row.surveyedOn === null
        ? null
        : {
            on: row.surveyedOn,
            workers: row.workers,
            crowds: {
              union: crowd(row.unionElsewhere, row.unionMembers, row.unionIsTold),
              association: crowd(row.associationElsewhere, row.associationMembers, row.associationIsTold),
              to30: told(row.to30),
              to35: told(row.to35),
            },
          },
  };
}

/**
 * Enterprises of the plan without a living organisation of the line on the day, in one statement. The owner refuses who said
 * so last, to a visitor or to a surveyor, by that day, or where the open case of the line stands refused.
 */
async function withoutOrganisation(
  viewer: Viewer,
  tx: Tx,
  question: OpenQuestion,
  line: Line,
): Promise<FactsRow[]> {
  const { params } = question;
  const when = twoTimes(params);
  const has = line === "union" ? Prisma.sql`f.has_union` : Prisma.sql`f.has_association`;
  const members = (of: Line) =>
    Prisma.sql`coalesce(sum(o.members) filter (where o.line = ${of}::org_line), 0)::int`;
  const isTold = (of: Line) =>
    Prisma.sql`coalesce(bool_and(o.members is not null) filter (where o.line = ${of}::org_line), true)`;
  const rows = await tx.$queryRaw`
    select f.id, f.name, e.sort_key as "sortKey", f.unit_id as "unitId", e.union_unit_id as "unionUnitId",
      e.association_unit_id as "associationUnitId", coalesce(a.attitude = 'refuses', false) or coalesce(q.move = 'refused', false) as refused,
      greatest(case when a.attitude = 'refuses' then a.said_on end, case when q.move = 'refused' then q.moved_on end)::text as "refusedOn", x.id as "caseId", d.since::text as since,
      f.youth_on::text as "surveyedOn", f.workers, f.youth_to_30 as to30, f.youth_to_35 as to35,
      f.union_members_elsewhere as "unionElsewhere", f.association_members_elsewhere as "associationElsewhere",
      coalesce(o.union_members, 0) as "unionMembers", coalesce(o.union_told, true) as "unionIsTold",
      coalesce(o.association_members, 0) as "associationMembers", coalesce(o.association_told, true) as "associationIsTold"
    from (${enterpriseFacts(viewer, question)}) f join enterprise e on e.id = f.id
    left join (
      select m.enterprise_id, min(m.valid_from) as since from entrepreneur_membership m
      where ${enterpriseScope(viewer, "m", "enterprise_id")} and ${standing("m", when)} group by m.enterprise_id
    ) d on d.enterprise_id = f.id
    left join (
      select o.survey_id, ${members("union")} as union_members, ${isTold("union")} as union_told,
        ${members("association")} as association_members, ${isTold("association")} as association_told
      from survey_organisation o where ${enterpriseScope(viewer, "o", "enterprise_id")} group by o.survey_id
    ) o on o.survey_id = f.survey_id
    left join (
      select distinct on (t.enterprise_id) t.enterprise_id, t.attitude, t.said_on from (
        select v.enterprise_id, v.attitude, v."on" as said_on, v.recorded_at as said_at, v.id from visit v
        where ${enterpriseScope(viewer, "v", "enterprise_id")} and v.attitude is not null and v."on" <= ${params.asOf}::date
          and ${knownAt("v", when.knownAt)}
        union all
        select s.enterprise_id, s.owner_attitude, s.surveyed_on, s.accepted_at, s.id from survey s
        where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.state = 'accepted' and s.owner_attitude is not null
          and s.surveyed_on <= ${params.asOf}::date
          and ${when.knownAt ? Prisma.sql`s.accepted_at <= ${when.knownAt}` : Prisma.sql`true`}
      ) t order by t.enterprise_id, t.said_on desc, t.said_at desc, t.id
    ) a on a.enterprise_id = f.id
    left join (
      select distinct on (c.enterprise_id) c.enterprise_id, c.id from establishment_case c
      where ${enterpriseScope(viewer, "c", "enterprise_id")} and c.line = ${line}::org_line and c.opened_on <= ${params.asOf}::date
        and (c.closed_on is null or c.closed_on > ${params.asOf}::date)
        and ${when.knownAt ? Prisma.sql`c.recorded_at <= ${when.knownAt}` : Prisma.sql`true`}
      order by c.enterprise_id, c.opened_on desc, c.id
    ) x on x.enterprise_id = f.id
    left join lateral (
      select s.move, s."on" as moved_on from case_step s
      where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.case_id = x.id and s."on" <= ${params.asOf}::date
        and ${knownAt("s", when.knownAt)} and s.move in ('hard', 'paused', 'refused', 'resumed')
      order by s."on" desc, s."order" desc limit 1
    ) q on true
    where not ${has}`;
  return z.array(factsRow).parse(rows);
}
