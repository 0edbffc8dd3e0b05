import "server-only";
import { z } from "zod";
import { type Viewer, visibleOfEnterprises } from "@/lib/access/policy";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import { partiesOf } from "@/lib/cases/policy";
import { schemeOn, schemesOf } from "@/lib/cases/queries";
import { ageUnder, movesFor, PLACES, type StepFacts, standingOf } from "@/lib/cases/rules";
import { fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { standing } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { Line } from "@/lib/generated/prisma/enums";
import { twoTimes } from "@/lib/indicators/facts-sql";
import { type OpenQuestion, openQuestion, structureOn } from "@/lib/indicators/queries";
import { type GivenParams, NO_UNIT } from "@/lib/indicators/rules";
import {
  daysOver,
  dropOff,
  fateAt,
  foundingOf,
  isWithDepartment,
  median,
  worstStallFirst,
} from "@/lib/pipeline/rules";
import type { PipelineFilter } from "@/lib/pipeline/schema";

const day = z.iso.date();

const caseRow = z.object({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  enterpriseName: z.string(),
  sortKey: z.string(),
  line: z.enum(Line),
  openedOn: day,
  closedOn: day.nullable(),
  reportedToPartyOn: day.nullable(),
  difficulty: z.string().nullable(),
  isFallback: z.boolean(),
  /** Who managed the enterprise on the line that day, and who does today. */
  unitId: z.uuid().nullable(),
  managingUnitId: z.uuid(),
  openIssues: z.int(),
  surveyedOn: day.nullable(),
  organisedOn: day.nullable(),
  congressOn: day.nullable(),
  activityOn: day.nullable(),
  otherOrganisedOn: day.nullable(),
  otherActivityOn: day.nullable(),
});

/**
 * Every case in sight that was open or closed by the day, with where it stood then, for how long and who held it. The place
 * is judged from the steps and what happened by that day, as known at the moment asked for: three statements whatever their
 * number, right for the thousands a province has.
 */
async function casesOn(viewer: Viewer, tx: Tx, { plan, params }: OpenQuestion) {
  const { asOf } = params;
  const when = twoTimes(params);
  const known = (alias: string) => {
    const row = Prisma.raw(alias);
    return when.knownAt ? Prisma.sql`${row}.recorded_at <= ${when.knownAt}` : Prisma.sql`true`;
  };
  const rows = z.array(caseRow).parse(
    await tx.$queryRaw`
      select c.id, c.enterprise_id as "enterpriseId", e.name as "enterpriseName", e.sort_key as "sortKey", c.line,
        c.opened_on::text as "openedOn", c.closed_on::text as "closedOn", c.reported_to_party_on::text as "reportedToPartyOn",
        c.difficulty, c.fallback_for_id is not null as "isFallback", m.unit_id as "unitId",
        case c.line when 'union' then c.union_unit_id else c.association_unit_id end as "managingUnitId",
        coalesce(i.open, 0)::int as "openIssues", h.surveyed_on::text as "surveyedOn", h.organised_on::text as "organisedOn",
        h.congress_on::text as "congressOn", h.activity_on::text as "activityOn",
        h.other_organised_on::text as "otherOrganisedOn", h.other_activity_on::text as "otherActivityOn"
      from establishment_case c join enterprise e on e.id = c.enterprise_id
      join access.case_evidence(${asOf}::date, coalesce(${when.knownAt ?? null}::timestamptz, now()), null) h on h.case_id = c.id
      left join enterprise_management m on m.enterprise_id = c.enterprise_id and m.line = c.line and ${standing("m", when)}
      left join (select i.enterprise_id, count(*) as open from issue i
        where ${branchScope(viewer, "i", "branch_id")} and i.enterprise_id is not null and i.stage not in ('answered', 'closed')
        group by i.enterprise_id) i on i.enterprise_id = c.enterprise_id
      where ${enterpriseScope(viewer, "c", "enterprise_id")} and c.province_id = ${plan.provinceId}::uuid
        and c.opened_on <= ${asOf}::date and ${known("c")}
      order by e.sort_key, c.enterprise_id, c.line, c.opened_on, c.id`,
  );
  const stepsOf = await allSteps(viewer, tx, when.knownAt);
  const schemes = await schemesOf(viewer, tx);
  const { names, owners } = await structureOn(viewer, tx, plan.provinceId, asOf);
  const isNow = asOf === today() && params.knownAt === null;
  return rows.map(({ closedOn, reportedToPartyOn, difficulty, unitId, managingUnitId, ...row }) => {
    const all = stepsOf.get(row.id) ?? [];
    const steps = all.filter(({ on }) => on <= asOf);
    // A column repeats a step, so that it speaks for the day only where there is no step.
    const columnOf = <Value>(move: StepFacts["move"], value: Value) =>
      all.some((step) => step.move === move) ? null : value;
    const upTo = (on: PlainDate | null) => (on !== null && on <= asOf ? on : null);
    const facts = {
      openedOn: row.openedOn,
      closedOn: steps.findLast(({ move }) => move === "closed")?.on ?? columnOf("closed", upTo(closedOn)),
      difficulty: columnOf("hard", difficulty),
      reportedToPartyOn: columnOf("reported", upTo(reportedToPartyOn)),
    };
    const { surveyedOn, organisedOn, congressOn, activityOn, otherOrganisedOn, otherActivityOn, ...shown } =
      row;
    const evidence = { surveyedOn, organisedOn, congressOn, activityOn, otherOrganisedOn, otherActivityOn };
    const found = standingOf(facts, steps, evidence);
    const age = ageUnder(found, schemeOn(schemes, plan.provinceId, row.openedOn), plan.idleDays, asOf);
    const unitName = unitId === null ? null : (names.get(unitId)?.shortName ?? null);
    const parties = partiesOf(viewer, {
      line: row.line,
      provinceId: plan.provinceId,
      unitId: managingUnitId,
    });
    return {
      ...{ ...shown, ...found, ...age, unitId, unitName },
      over: daysOver({ ...age, until: found.until }, asOf),
      /** What is in the way, in the words of the step that took it to the side. */
      difficulty:
        found.category === null
          ? found.place === "hard"
            ? difficulty
            : null
          : (steps.findLast(({ move }) => move === found.place)?.reason ?? null),
      heldBy: isWithDepartment(found.place)
        ? (owners[row.line] ?? "Ban phụ trách của tỉnh")
        : (unitName ?? "Chưa có đơn vị quản lý"),
      founding: foundingOf({ openedOn: row.openedOn, evidence }),
      moves: isNow ? movesFor(found.place, parties) : [],
    };
  });
}

export type PipelineRow = Awaited<ReturnType<typeof casesOn>>[number];

type Step = StepFacts & { reason: string | null };

/** Steps in sight by case, in the order of their days; those voided by the moment left out. */
async function allSteps(viewer: Viewer, tx: Tx, knownAt: Date | undefined): Promise<Map<string, Step[]>> {
  const rows = await tx.caseStep.findMany({
    where: {
      AND: [
        visibleOfEnterprises(viewer),
        knownAt
          ? { recordedAt: { lte: knownAt }, OR: [{ voidedAt: null }, { voidedAt: { gt: knownAt } }] }
          : { voidedAt: null },
      ],
    },
    orderBy: [{ on: "asc" }, { order: "asc" }],
    select: {
      ...{ caseId: true, move: true, on: true, order: true, answer: true, until: true, category: true },
      reason: true,
    },
  });
  const steps = new Map<string, Step[]>();
  for (const { caseId, on, until, ...step } of rows) {
    const facts = { ...step, on: fromDatabase(on), until: until && fromDatabase(until) };
    steps.set(caseId, [...(steps.get(caseId) ?? []), facts]);
  }
  return steps;
}

type Asked = PipelineFilter & { from: PlainDate; asOf: PlainDate };

/** The one condition behind every number of the board, the list and the flow. */
function isAsked(row: PipelineRow, filter: Asked): boolean {
  const unit = filter.unit === NO_UNIT ? null : filter.unit;
  if (filter.line && row.line !== filter.line) return false;
  if (unit !== undefined && row.unitId !== unit) return false;
  if (filter.stalled && !row.isStalled) return false;
  if (filter.difficulty && row.difficulty === null && row.category === null && row.openIssues === 0)
    return false;
  if (filter.place && row.place !== filter.place) return false;
  if (filter.reached) {
    const fate = fateAt(row, filter.reached);
    if (fate === null || (filter.fate && fate !== filter.fate)) return false;
  }
  if (filter.founded) {
    const { founding } = row;
    if (!founding || founding.on < filter.from || founding.on > filter.asOf) return false;
    if (filter.founded === "days" && founding.days === null) return false;
  }
  return true;
}

/**
 * The cases asked for, in the order asked for, with what the board and the flow make of them. Closed ones are shown where they
 * are asked for: by their place, a stage they reached or their founding. Undefined for somebody without a dashboard, and
 * where no plan is in force.
 */
export async function pipeline(viewer: Viewer, tx: Tx, filter: PipelineFilter) {
  const { asOf, from, knownAt, plan: planId } = filter;
  const question = await openQuestion(viewer, tx, { asOf, from, knownAt, plan: planId });
  if (!question) return undefined;
  const { plan, params } = question;
  const asked = { ...filter, asOf: params.asOf, from: params.from };
  const all = await casesOn(viewer, tx, question);
  const matching = all.filter((row) => isAsked(row, asked));
  const showsClosed =
    filter.place === "closed" || filter.reached !== undefined || filter.founded !== undefined;
  const rows = matching.filter(({ place }) => showsClosed || place !== "closed").sort(orderOf(filter));
  const founded = matching.filter((row) => isAsked(row, { ...asked, founded: "all" }));
  const days = founded.flatMap(({ founding }) => founding?.days ?? []);
  const units = new Map(
    all.flatMap(({ unitId, unitName }) => (unitId && unitName ? [[unitId, unitName]] : [])),
  );
  return {
    ...{ plan, params, rows },
    /** How many are closed: the board has no column for them. */
    closed: matching.filter(({ place }) => place === "closed").length,
    drops: dropOff(matching),
    /** K23: the median, of how many foundings of the period it is, and how many had no survey before them. */
    k23: { median: median(days), counted: days.length, founded: founded.length },
    units: [...units]
      .map(([id, name]) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name, "vi")),
    hasUnmanaged: all.some(({ unitId }) => unitId === null),
  };
}

/** Stalled ones are asked for to see the worst, as the dashboard shows them; others by how long they have stood. */
function orderOf({ stalled, sort = stalled ? "over" : "age" }: PipelineFilter) {
  const byName = (one: PipelineRow, other: PipelineRow) =>
    one.sortKey < other.sortKey ? -1 : one.sortKey > other.sortKey ? 1 : one.id < other.id ? -1 : 1;
  return (one: PipelineRow, other: PipelineRow): number => {
    if (sort === "name") return byName(one, other);
    if (sort === "over") return worstStallFirst(one, other);
    if (sort === "stage") {
      return (
        PLACES.indexOf(one.place) - PLACES.indexOf(other.place) || other.days - one.days || byName(one, other)
      );
    }
    return other.days - one.days || byName(one, other);
  };
}

/** The cases that have stood longest beyond the days allowed, and how many are stalled at all; for the same question as the dashboard's. */
export async function worstStalls(viewer: Viewer, tx: Tx, given: GivenParams, size = 5) {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { params, plan } = question;
  const line = params.line === "all" ? undefined : params.line;
  const filter: Asked = {
    ...{ asOf: params.asOf, from: params.from, stalled: "1", line, unit: params.unit ?? undefined },
  };
  const stalled = (await casesOn(viewer, tx, question)).filter((row) => isAsked(row, filter));
  return {
    idleDays: plan.idleDays,
    total: stalled.length,
    rows: stalled.sort(worstStallFirst).slice(0, size),
  };
}
