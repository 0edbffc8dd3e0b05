import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { enterpriseScope } from "@/lib/access/scope-sql";
import { standsFor } from "@/lib/assignments/queries";
import { SHOWS, type Show } from "@/lib/assignments/rules";
import { type AssignmentFilter, assignmentCursor } from "@/lib/assignments/schema";
import { today } from "@/lib/dates/today";
import { validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { SurveyState } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { enterpriseFacts } from "@/lib/indicators/facts-sql";
import { type OpenQuestion, openQuestion } from "@/lib/indicators/queries";
import { unitNamesOn } from "@/lib/units/queries";
import { listGroups, ownGroups } from "@/lib/working-groups/queries";

/**
 * What each number of the progress counts, once: the count and the list behind it ask the same. The enterprises are K1 of the
 * plan's own scope, so that "đã khảo sát" is K17. An assignment to somebody who answers for the enterprise no more is none.
 */
const CONDITIONS: Readonly<Record<Show, Prisma.Sql>> = {
  all: Prisma.sql`true`,
  assigned: Prisma.sql`t.holder_id is not null`,
  unassigned: Prisma.sql`(t.holder_id is null and not t.is_sent)`,
  waiting: Prisma.sql`(t.holder_id is not null and not t.is_sent)`,
  late: Prisma.sql`(t.holder_id is not null and not t.is_sent and t.is_late)`,
  surveyed: Prisma.sql`t.surveyed`,
};

/** The enterprises of a campaign, one row each: who is charged with it, and how far its form is. */
function taskFacts(viewer: Viewer, question: OpenQuestion): Prisma.Sql {
  const campaignId = question.params.campaign;
  return Prisma.sql`
    select f.id, f.name, f.unit_id, f.surveyed, e.sort_key, e.area_id, s.id as survey_id, s.state,
      coalesce(s.state in ('submitted', 'accepted'), false) as is_sent,
      case when h.holds then coalesce(a.surveyor_id, a.working_group_id) end as holder_id,
      case when not h.holds then coalesce(a.surveyor_id, a.working_group_id) end as former_id,
      a.valid_from as assigned_on, coalesce(a.due_on, c.due_on) as due_on,
      coalesce(coalesce(a.due_on, c.due_on) < ${today()}::date, false) as is_late
    from (${enterpriseFacts(viewer, question)}) f
    join enterprise e on e.id = f.id
    join survey_campaign c on c.id = ${campaignId}::uuid
    left join survey_assignment a on a.enterprise_id = f.id and a.campaign_id = c.id and a.voided_at is null and a.valid_to is null
      and ${enterpriseScope(viewer, "a", "enterprise_id")}
    left join lateral (select exists (select 1 from holders o where o.id = coalesce(a.surveyor_id, a.working_group_id)
      and o.unit_id in (e.union_unit_id, e.association_unit_id)) as holds) h on a.id is not null
    left join survey s on s.enterprise_id = f.id and s.campaign_id = c.id and ${enterpriseScope(viewer, "s", "enterprise_id")}`;
}

/** Who can be charged with an enterprise: officers, and groups that stand. */
const HOLDERS = Prisma.sql`with holders as materialized (
  select account_id as id, unit_id from access.surveyors()
  union all select g.id, g.unit_id from working_group g where g.state not in ('planned', 'dissolved'))`;

/** Accounts and groups by their names. */
async function holderNames(viewer: Viewer, tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const accounts = await accountNames(viewer, tx, ids);
  const groups = await listGroups(viewer, tx);
  return new Map([...accounts, ...groups.map(({ id, name }) => [id, name] as const)]);
}

async function asked(viewer: Viewer, tx: Tx, campaignId: string, unit: string | undefined) {
  const question = await openQuestion(viewer, tx, { campaign: campaignId, unit });
  return question?.params.campaign === campaignId ? question : undefined;
}

const count = z.int();
const countsRow = z.object({
  ...{
    unitId: z.uuid().nullable(),
    holderId: z.uuid().nullable(),
    isUnit: z.boolean(),
    isPerson: z.boolean(),
  },
  ...{ all: count, assigned: count, unassigned: count, waiting: count, late: count, surveyed: count },
});

/**
 * A campaign's progress by unit, by person and in all, each number the length of its list. Undefined where there is no
 * dashboard, or no plan says which enterprises count.
 */
export async function campaignCounts(viewer: Viewer, tx: Tx, campaignId: string) {
  const question = await asked(viewer, tx, campaignId, undefined);
  if (!question) return undefined;
  const numbers = SHOWS.map(
    (show) => Prisma.sql`count(*) filter (where ${CONDITIONS[show]})::int as ${Prisma.raw(`"${show}"`)}`,
  );
  const rows = z.array(countsRow).parse(
    await tx.$queryRaw`${HOLDERS}
      select t.unit_id as "unitId", t.holder_id as "holderId", grouping(t.unit_id) = 0 as "isUnit",
        grouping(t.holder_id) = 0 as "isPerson", ${Prisma.join(numbers)}
      from (${taskFacts(viewer, question)}) t group by grouping sets ((t.unit_id), (t.holder_id), ())`,
  );
  const names = await unitNamesOn(viewer, tx, today());
  const people = rows.filter(({ isPerson, holderId }) => isPerson && holderId !== null);
  const holders = await holderNames(
    viewer,
    tx,
    people.flatMap(({ holderId }) => holderId ?? []),
  );
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, "vi");
  return {
    total: rows.find(({ isUnit, isPerson }) => !isUnit && !isPerson),
    units: rows
      .filter(({ isUnit }) => isUnit)
      .map((row) => ({
        ...row,
        name: (row.unitId && names.get(row.unitId)?.shortName) ?? "Chưa có đơn vị quản lý",
      }))
      .sort(byName),
    people: people
      .map((row) => ({ ...row, name: holders.get(row.holderId ?? "") ?? "Tài khoản khác" }))
      .sort(byName),
  };
}

const PAGE = 50;

const taskRow = z.object({
  ...{ id: z.uuid(), name: z.string(), sortKey: z.string(), unitId: z.uuid().nullable() },
  ...{
    areaName: z.string().nullable(),
    surveyId: z.uuid().nullable(),
    state: z.enum(SurveyState).nullable(),
  },
  ...{ holderId: z.uuid().nullable(), formerId: z.uuid().nullable() },
  ...{ assignedOn: z.iso.date().nullable(), dueOn: z.iso.date().nullable(), isLate: z.boolean() },
});

/** Enterprises of a campaign by the filter, by name, a page at a time, and how many there are in all. */
export async function campaignTasks(
  viewer: Viewer,
  tx: Tx,
  campaignId: string,
  filter: AssignmentFilter,
  size = PAGE,
) {
  const question = await asked(viewer, tx, campaignId, filter.unit);
  if (!question) return undefined;
  const after = readCursor(assignmentCursor, filter.after);
  const persons =
    filter.person === "me"
      ? [...(await standsFor(viewer, tx)), ...(await ownGroups(viewer, tx))]
      : filter.person && [filter.person];
  const found = Prisma.sql`from (${taskFacts(viewer, question)}) t
    left join area_version v on v.area_id = t.area_id and ${validOn("v", today())}
    where ${CONDITIONS[filter.show ?? "all"]}
      and ${filter.area ? Prisma.sql`t.area_id = ${filter.area}::uuid` : Prisma.sql`true`}
      and ${persons ? Prisma.sql`t.holder_id = any (${persons}::uuid[])` : Prisma.sql`true`}`;
  const rows = z.array(taskRow).parse(
    await tx.$queryRaw`${HOLDERS}
      select t.id, t.name, t.sort_key as "sortKey", t.unit_id as "unitId", v.name as "areaName", t.survey_id as "surveyId",
        t.state, t.holder_id as "holderId", t.former_id as "formerId", t.assigned_on::text as "assignedOn",
        t.due_on::text as "dueOn", t.is_late as "isLate" ${found}
        and ${after ? Prisma.sql`(t.sort_key, t.id) > (${after[0]} collate "C", ${after[1]}::uuid)` : Prisma.sql`true`}
      order by t.sort_key, t.id limit ${size + 1}`,
  );
  const [counted] = await tx.$queryRaw<
    { total: number }[]
  >`${HOLDERS} select count(*)::int as total ${found}`;
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  const units = await unitNamesOn(viewer, tx, today());
  const holders = await holderNames(
    viewer,
    tx,
    page.flatMap(({ holderId, formerId }) => holderId ?? formerId ?? []),
  );
  return {
    total: counted?.total ?? 0,
    rows: page.map(({ sortKey: _, ...row }) => ({
      ...row,
      unitName: (row.unitId && units.get(row.unitId)?.shortName) ?? null,
      surveyor: row.holderId && (holders.get(row.holderId) ?? "Tài khoản khác"),
      /** Who was charged with it and answers for it no more. */
      former: row.formerId && (holders.get(row.formerId) ?? "Tài khoản khác"),
    })),
    next: last ? writeCursor([last.sortKey, last.id]) : null,
  };
}

export type CampaignTask = NonNullable<Awaited<ReturnType<typeof campaignTasks>>>["rows"][number];

/** All that `campaignTasks` lists page by page. */
export async function* allCampaignTasks(
  viewer: Viewer,
  tx: Tx,
  campaignId: string,
  filter: AssignmentFilter,
) {
  let after: string | undefined;
  do {
    const page = await campaignTasks(viewer, tx, campaignId, { ...filter, after }, 5000);
    yield* page?.rows ?? [];
    after = page?.next ?? undefined;
  } while (after);
}
