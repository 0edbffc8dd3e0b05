import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { peopleScope } from "@/lib/access/scope-sql";
import { addDays } from "@/lib/dates/plain-date";
import { knownAt, standing } from "@/lib/db/period-sql";
import { Prisma } from "@/lib/generated/prisma/client";
import { inUnit, organisationOfPlan, type Question, twoTimes } from "@/lib/indicators/facts-sql";
import {
  CROSSING_ENTRIES,
  CROSSING_EXITS,
  EXITS,
  type Level,
  type Movement,
  type MovementParams,
  REORGANISED,
} from "@/lib/movements/rules";

/** The movements' question, ready to be asked. */
export type MovementQuestion = Pick<Question, "plan"> & { params: MovementParams };

/** Exits that another organisation may follow on come last: of two on one day they are the one that is looked at. */
const ENDS: readonly string[] = [
  ...EXITS.filter((kind) => !CROSSING_EXITS.includes(kind)),
  ...CROSSING_EXITS,
];
const FIRST_CROSSING = ENDS.indexOf(CROSSING_EXITS[0] ?? REORGANISED) + 1;

const inQuestion = (viewer: Viewer, question: MovementQuestion): Prisma.Sql => {
  const { plan, params } = question;
  return Prisma.sql`${peopleScope(viewer, "m")} and m.province_id = ${plan.provinceId}::uuid
    and ${params.line === "all" ? Prisma.sql`true` : Prisma.sql`m.line = ${params.line}::org_line`}
    and m.branch_id in (select b.id from branch b where ${organisationOfPlan(viewer, question)})
    and ${params.branch === null ? Prisma.sql`true` : Prisma.sql`m.branch_id = ${params.branch}::uuid`}
    and ${inUnit(Prisma.sql`g.managing_unit_id`, params.unit)}`;
};

/**
 * Memberships cut where their organisation changed its managing unit, of those that touch the period: each is a stay of one person
 * in one organisation under one unit, with how it began and how it ended.
 */
const stays = (viewer: Viewer, question: MovementQuestion): Prisma.Sql => {
  const { params } = question;
  const known = twoTimes(params).knownAt;
  return Prisma.sql`
    select m.person_id, m.branch_id, g.managing_unit_id as unit_id, count(*) over (partition by m.person_id) = 1 as is_only,
      greatest(m.valid_from, g.valid_from) as starts, least(m.valid_to, g.valid_to) as ends,
      case when m.valid_from >= g.valid_from then m.start_kind::text else ${REORGANISED} end as began,
      case when m.valid_to <= coalesce(g.valid_to, 'infinity'::date) then m.end_kind::text
        when g.valid_to is not null then ${REORGANISED} end as ended
    from membership m
    join branch_management g on g.branch_id = m.branch_id and ${knownAt("g", known)}
      and g.valid_from < coalesce(m.valid_to, 'infinity'::date) and coalesce(g.valid_to, 'infinity'::date) > m.valid_from
    where ${inQuestion(viewer, question)} and ${knownAt("m", known)}
      and m.valid_from <= ${params.asOf}::date and (m.valid_to is null or m.valid_to > m.valid_from)
      and (m.valid_to is null or m.valid_to >= ${params.from}::date)`;
};

/** Levels by number: sorting by words would cost as much as all the rest. */
export const LEVELS: readonly Level[] = ["whole", "unit", "branch"];

const KEYS: Readonly<Record<Level, Prisma.Sql>> = {
  whole: Prisma.sql`(0, null::uuid, null::uuid)`,
  unit: Prisma.sql`(1, s.unit_id, null::uuid)`,
  branch: Prisma.sql`(2, s.unit_id, s.branch_id)`,
};

const atLevels = (levels: readonly Level[]): Prisma.Sql =>
  Prisma.sql`cross join lateral (values ${Prisma.join(levels.map((level) => KEYS[level]))}) l (level, unit_id, branch_id)`;

/**
 * Presences at each of the levels asked for, as a CTE `presence`: the time through which somebody was counted there without a break.
 * Stays that overlap are one presence, and so are two that meet where one crossed over to the other: what begins or ends a presence
 * is a movement at that level, everything else cancelled out. Within one presence a person counts once. The only stay of
 * somebody is a presence at every level, which spares most rows the search. `at_branch` is the organisation that `where` says.
 */
export function presences(
  viewer: Viewer,
  question: MovementQuestion,
  levels: readonly Level[],
  where: Prisma.Sql = Prisma.sql`null::uuid`,
): Prisma.Sql {
  return Prisma.sql`
    stay as materialized (${stays(viewer, question)}),
    ending as (
      -- The end and its kind in one number, so that the latest end is a maximum.
      select s.*, s.began = any (${[...CROSSING_ENTRIES]}::text[]) as crosses,
        coalesce(s.ends - date '1900-01-01', ${NEVER}::int) * 32 + coalesce(array_position(${[...ENDS]}::text[], s.ended), 0) as end_key
      from stay s where not s.is_only
    ),
    marked as (
      select l.level, l.unit_id, l.branch_id, s.branch_id as at_branch, s.person_id, s.starts, s.began, s.crosses, s.end_key,
        max(s.end_key) over (w rows between unbounded preceding and 1 preceding) as reached
      from ending s ${atLevels(levels)}
      window w as (partition by s.person_id, l.level, l.unit_id, l.branch_id order by s.starts, s.crosses desc, s.began, s.branch_id)
    ),
    divided as (
      select m.*, m.reached is null or m.starts > ${dayOf("m.reached")}
        or m.starts = ${dayOf("m.reached")} and not (m.crosses and m.reached % 32 >= ${FIRST_CROSSING}::int) as is_new
      from marked m
    ),
    numbered as (
      select d.*, count(*) filter (where d.is_new) over (w rows unbounded preceding) as place from divided d
      window w as (partition by d.person_id, d.level, d.unit_id, d.branch_id order by d.starts, d.crosses desc, d.began, d.at_branch)
    ),
    presence as (
      select n.level, n.unit_id, n.branch_id, n.person_id, min(n.starts) as starts, max(n.began) filter (where n.is_new) as began,
        case when max(n.end_key) / 32 < ${NEVER}::int then ${dayOf("max(n.end_key)")} end as ends,
        (${[...ENDS]}::text[])[max(n.end_key) % 32] as ended, ${where} as at_branch
      from numbered n group by n.person_id, n.level, n.unit_id, n.branch_id, n.place
      union all
      select l.level, l.unit_id, l.branch_id, s.person_id, s.starts, s.began, s.ends, s.ended, s.branch_id
      from stay s ${atLevels(levels)} where s.is_only
    )`;
}

/** In place of the days until the end of what has none. */
const NEVER = 1_000_000;
const dayOf = (endKey: string): Prisma.Sql => Prisma.raw(`(date '1900-01-01' + ${endKey} / 32)`);

/**
 * Every number's meaning, once: a condition on a presence `i`, by which it is counted and its people are listed; and of the stays `n`
 * of a presence the one that says where it was.
 */
export function movementCondition(
  movement: Exclude<Movement, "corrected.in" | "corrected.out">,
  { from, asOf }: MovementParams,
): { presence: Prisma.Sql; where: Prisma.Sql } {
  const onDay = (day: string) => ({
    presence: Prisma.sql`(i.starts <= ${day}::date and (i.ends is null or i.ends > ${day}::date))`,
    where: Prisma.sql`(array_agg(n.at_branch order by n.at_branch)
      filter (where n.starts <= ${day}::date and ${dayOf("n.end_key")} > ${day}::date))[1]`,
  });
  if (movement === "opening") return onDay(addDays(from, -1));
  const there = onDay(asOf);
  if (movement === "closing") return there;
  if (movement === "women") {
    const isWoman = Prisma.sql`i.person_id in (select w.id from access.women_seen() w (id))`;
    return { ...there, presence: Prisma.sql`(${there.presence} and ${isWoman})` };
  }
  const kind = movement.slice(movement.indexOf(".") + 1);
  return movement.startsWith("in.")
    ? {
        presence: Prisma.sql`(i.starts between ${from}::date and ${asOf}::date and i.began = ${kind})`,
        where: Prisma.sql`(array_agg(n.at_branch) filter (where n.is_new))[1]`,
      }
    : {
        presence: Prisma.sql`(i.ends between ${from}::date and ${asOf}::date and i.ended = ${kind})`,
        where: Prisma.sql`(array_agg(n.at_branch order by n.end_key desc, n.at_branch))[1]`,
      };
}

/**
 * Who is a member on a day, at each level, without any history: the same persons as the presences on that day, found another way,
 * which is what the reconciliation is checked by. One row for each level and person, with the organisation.
 */
export function standingMembers(
  viewer: Viewer,
  question: MovementQuestion,
  levels: readonly Level[],
  on: string,
): Prisma.Sql {
  const { params } = question;
  const when = { ...twoTimes(params), asOf: on };
  return Prisma.sql`
    select l.level, l.unit_id, l.branch_id, s.person_id, min(s.branch_id::text)::uuid as at_branch
    from (
      select m.person_id, m.branch_id, g.managing_unit_id as unit_id from membership m
      join branch_management g on g.branch_id = m.branch_id and ${standing("g", when)}
      where ${inQuestion(viewer, question)} and ${standing("m", when)}
    ) s ${atLevels(levels)}
    group by s.person_id, l.level, l.unit_id, l.branch_id`;
}

/** The people behind a number, as a CTE `found`: one row for each movement, or for each person on a day, and where that was. */
export function peopleBehind(viewer: Viewer, question: MovementQuestion, movement: Movement): Prisma.Sql {
  const { params } = question;
  if (movement === "corrected.in" || movement === "corrected.out") {
    const then = standingMembers(viewer, question, ["whole"], params.asOf);
    const now = standingMembers(
      viewer,
      { ...question, params: { ...params, knownAt: null } },
      ["whole"],
      params.asOf,
    );
    const [here, gone] = movement === "corrected.in" ? [now, then] : [then, now];
    return Prisma.sql`found as (
      select h.person_id, ${params.asOf}::date as starts, h.at_branch, null::date as "on" from (${here}) h
      where not exists (select 1 from (${gone}) g where g.person_id = h.person_id))`;
  }
  const { presence, where } = movementCondition(movement, params);
  const on = movement.startsWith("in.") ? "i.starts" : movement.startsWith("out.") ? "i.ends" : "null::date";
  return Prisma.sql`${presences(viewer, question, ["whole"], where)}, found as (
    select i.person_id, i.starts, i.at_branch, ${Prisma.raw(on)} as "on" from presence i where ${presence})`;
}
