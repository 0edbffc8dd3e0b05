import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import { knownAt, standing, type TwoTimes } from "@/lib/db/period-sql";
import { Prisma } from "@/lib/generated/prisma/client";
import {
  attributionLine,
  type EnterpriseIndicator,
  endOfDay,
  type IndicatorParams,
  NO_UNIT,
  NOT_RATED,
  type OrganisationIndicator,
  ratingYear,
} from "@/lib/indicators/rules";
import type { PlanInForce } from "@/lib/plans/queries";

/** A number's question, ready to be asked: the plan whose scope rule counts, and the parameters in full. */
export type Question = {
  plan: Pick<PlanInForce, "provinceId" | "scope" | "associationKinds">;
  params: IndicatorParams;
};

/**
 * The meaning of every number, once: a condition on a row of facts. The count filters by it and the list behind the
 * count selects by it, so that they cannot disagree.
 */
export const ENTERPRISE_CONDITIONS: Readonly<Record<EnterpriseIndicator, Prisma.Sql>> = {
  K1: Prisma.sql`true`,
  K2: Prisma.sql`f.has_union`,
  K3: Prisma.sql`f.has_association`,
  K4: Prisma.sql`(f.has_union or f.has_association)`,
  K5: Prisma.sql`(f.has_union and f.has_association)`,
  K6: Prisma.sql`not (f.has_union or f.has_association)`,
  K8: Prisma.sql`(f.youth_to_30 is not null or f.youth_to_35 is not null)`,
  K17: Prisma.sql`f.surveyed`,
};

export const ORGANISATION_CONDITIONS: Readonly<Record<OrganisationIndicator, Prisma.Sql>> = {
  K11: Prisma.sql`f.founded`,
  K12: Prisma.sql`f.consolidated`,
  K13: Prisma.sql`f.dissolved`,
  K15: Prisma.sql`f.rateable`,
  K16: Prisma.sql`f.overdue`,
};

export const twoTimes = ({ asOf, knownAt: day }: Pick<IndicatorParams, "asOf" | "knownAt">): TwoTimes => ({
  asOf,
  knownAt: day === null ? undefined : endOfDay(day),
});

/** The plan's rule on what an enterprise is, whatever its state. */
const ofPlan = (alias: string, { plan }: Pick<Question, "plan">): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.province_id = ${plan.provinceId}::uuid
    and ${row}.legal_form = any (${plan.scope.legalForms}::legal_form[])
    and ${row}.ownership = any (${plan.scope.ownerships}::ownership[]))`;
};

export const inUnit = (column: Prisma.Sql, unit: string | null): Prisma.Sql => {
  if (unit === null) return Prisma.sql`true`;
  return unit === NO_UNIT ? Prisma.sql`${column} is null` : Prisma.sql`${column} = ${unit}::uuid`;
};

/**
 * Enterprises in the plan's scope on the day (K1), one row each: the unit they are counted under, and what the other
 * indicators ask. An enterprise nobody managed that day keeps an empty unit, so that units always add up to the whole.
 * Organisations are read from coverage alone: it carries the enterprise's scope, an organisation may lie outside it.
 */
export function enterpriseFacts(viewer: Viewer, question: Question): Prisma.Sql {
  const { plan, params } = question;
  const when = twoTimes(params);
  const statuses = plan.scope.countsSuspended ? ["active", "suspended"] : ["active"];
  return Prisma.sql`
    select v.enterprise_id as id, v.name, v.legal_form, v.ownership, v.status, m.unit_id,
      coalesce(c.has_union, false) as has_union, coalesce(c.has_association, false) as has_association, c.kinds,
      coalesce(s.surveyed, false) as surveyed, s.surveyed_on, s.accepted_at,
      y.youth_to_30, y.youth_to_35, y.youth_on, y.workers, y.women_workers, y.has_party_cell, y.has_trade_union,
      y.union_members_elsewhere, y.association_members_elsewhere, y.survey_id
    from enterprise_version v
    left join enterprise_management m on m.enterprise_id = v.enterprise_id
      and m.line = ${attributionLine(params.line)}::org_line and ${standing("m", when)}
    left join (
      select c.enterprise_id, bool_or(c.line = 'union') as has_union,
        bool_or(c.line = 'association' and c.kind = any (${plan.associationKinds}::branch_kind[])) as has_association,
        array_agg(distinct c.kind) as kinds
      from coverage c
      where ${enterpriseScope(viewer, "c", "enterprise_id")} and ${standing("c", when)}
      group by c.enterprise_id
    ) c on c.enterprise_id = v.enterprise_id
    left join (
      select s.enterprise_id, bool_or(s.campaign_id = ${params.campaign}::uuid) as surveyed,
        max(s.surveyed_on) filter (where s.campaign_id = ${params.campaign}::uuid) as surveyed_on,
        max(s.accepted_at) as accepted_at
      from survey s
      where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.state = 'accepted'
        and s.surveyed_on <= ${params.asOf}::date
        and ${when.knownAt ? Prisma.sql`s.accepted_at <= ${when.knownAt}` : Prisma.sql`true`}
      group by s.enterprise_id
    ) s on s.enterprise_id = v.enterprise_id
    left join (
      select distinct on (s.enterprise_id) s.enterprise_id, s.youth_16_to_30 as youth_to_30, s.youth_31_to_35 as youth_to_35,
        c.reference_date as youth_on, s.workers, s.women_workers, s.has_party_cell, s.has_trade_union,
        s.union_members_elsewhere, s.association_members_elsewhere, s.id as survey_id
      from survey s join survey_campaign c on c.id = s.campaign_id and c.reference_date <= ${params.asOf}::date
      where ${enterpriseScope(viewer, "s", "enterprise_id")} and s.state = 'accepted' and s.surveyed_on <= ${params.asOf}::date
        and ${when.knownAt ? Prisma.sql`s.accepted_at <= ${when.knownAt}` : Prisma.sql`true`}
      order by s.enterprise_id, c.reference_date desc, s.accepted_at desc, s.id
    ) y on y.enterprise_id = v.enterprise_id
    where ${enterpriseScope(viewer, "v", "enterprise_id")} and ${standing("v", when)} and ${ofPlan("v", question)}
      and v.status = any (${statuses}::enterprise_status[]) and ${inUnit(Prisma.sql`m.unit_id`, params.unit)}`;
}

/** A day in the period of K11, K12 and K13, its first and its last day included. */
const inPeriod = (column: string, { from, asOf }: IndicatorParams): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(column)} between ${from}::date and ${asOf}::date`;

const atLevel = (level: string | null): Prisma.Sql => {
  if (level === null) return Prisma.sql`true`;
  return level === NOT_RATED ? Prisma.sql`r.level_id is null` : Prisma.sql`r.level_id = ${level}::uuid`;
};

/**
 * Whether an organisation `b` is the plan's: of a line and kind that is counted, and by the day it, or a chi đoàn under it
 * that the viewer sees, covered an enterprise of the plan's legal forms and ownerships; the state of that enterprise is
 * not asked, for a founding stays one when the enterprise suspends its business.
 */
export function organisationOfPlan(
  viewer: Viewer,
  question: Pick<Question, "plan"> & { params: Pick<IndicatorParams, "asOf" | "knownAt" | "line"> },
): Prisma.Sql {
  const { plan, params } = question;
  const when = twoTimes(params);
  return Prisma.sql`(${branchScope(viewer, "b", "id")} and b.province_id = ${plan.provinceId}::uuid
    and (b.line = 'union' or b.kind = any (${plan.associationKinds}::branch_kind[]))
    and ${params.line === "all" ? Prisma.sql`true` : Prisma.sql`b.line = ${params.line}::org_line`}
    and b.id in (
      select x.id from coverage c join enterprise_version v on v.enterprise_id = c.enterprise_id
      left join branch k on k.id = c.branch_id cross join lateral (values (c.branch_id), (k.parent_id)) x (id)
      where ${enterpriseScope(viewer, "c", "enterprise_id")} and c.valid_from <= ${params.asOf}::date
        and ${knownAt("c", when.knownAt)} and ${standing("v", when)} and ${ofPlan("v", question)}))`;
}

/**
 * Organisations of enterprises in the plan's scope, one row each, with what K11, K12, K13, K15 and K16 ask. They are
 * counted under the unit that manages them today.
 * The day of founding is that of the organisation's life, not the decision's on its card: only the life says since when
 * it is known. A life that began by reorganisation is no founding.
 * To be rated is what lived on the last day of the year (or lives, while it lasts) and what was rated whatever became of
 * it; ratings are the Đoàn's. Overdue is what lives on the day and whose congress was due before it, extension included.
 */
export function organisationFacts(viewer: Viewer, question: Question): Prisma.Sql {
  const { params } = question;
  const when = twoTimes(params);
  const { year, aliveOn } = ratingYear(params);
  const lives = (on: string) => Prisma.sql`exists (select 1 from branch_life l where l.branch_id = b.id
    and ${branchScope(viewer, "l", "branch_id")} and ${standing("l", { ...when, asOf: on })})`;
  return Prisma.sql`
    select b.id, b.unit_id, b.name, b.sort_key, b.line, b.kind, b.decision_number, b.decision_on,
      l.founded_on is not null as founded, l.founded_on, x.done_on is not null as consolidated, x.done_on,
      e.dissolved_on is not null as dissolved, e.dissolved_on,
      b.line = 'union' and (r.level_id is not null or ${lives(aliveOn)}) and ${atLevel(params.level)} as rateable, r.level_id,
      d.due_on is not null and ${lives(params.asOf)} as overdue, d.due_on as congress_due_on
    from branch b
    left join (
      select l.branch_id, max(l.valid_from) as founded_on from branch_life l
      where ${branchScope(viewer, "l", "branch_id")} and l.beginning = 'established'
        and ${inPeriod("l.valid_from", params)} and ${knownAt("l", when.knownAt)}
      group by l.branch_id
    ) l on l.branch_id = b.id
    left join (
      select x.branch_id, max(x.done_on) as done_on from consolidation_measure x
      where ${branchScope(viewer, "x", "branch_id")} and ${inPeriod("x.done_on", params)}
        and ${knownAt("x", when.knownAt)}
        and ${when.knownAt ? Prisma.sql`x.done_recorded_at <= ${when.knownAt}` : Prisma.sql`true`}
      group by x.branch_id
    ) x on x.branch_id = b.id
    left join (
      select l.branch_id, max(l.valid_to) as dissolved_on from branch_life l
      where ${branchScope(viewer, "l", "branch_id")} and l.ending = 'dissolved'
        and ${inPeriod("l.valid_to", params)} and ${knownAt("l", when.knownAt)}
      group by l.branch_id
    ) e on e.branch_id = b.id
    left join branch_rating r on r.branch_id = b.id and r.year = ${year} and r.stage = 'final'
      and ${branchScope(viewer, "r", "branch_id")} and r.decided_on <= ${params.asOf}::date and ${knownAt("r", when.knownAt)}
    left join (
      select d.branch_id, coalesce(d.extended_to, d.due_on) as due_on from congress_due d
      where ${branchScope(viewer, "d", "branch_id")} and ${standing("d", when)}
        and coalesce(d.extended_to, d.due_on) < ${params.asOf}::date
    ) d on d.branch_id = b.id
    where ${organisationOfPlan(viewer, question)}
      and ${params.kind === null ? Prisma.sql`true` : Prisma.sql`b.kind = ${params.kind}::branch_kind`}
      and ${inUnit(Prisma.sql`b.unit_id`, params.unit)}`;
}
