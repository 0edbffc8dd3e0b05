import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { branchScope } from "@/lib/access/scope-sql";
import { standing } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind } from "@/lib/generated/prisma/enums";
import { inUnit, organisationOfPlan, type Question, twoTimes } from "@/lib/indicators/facts-sql";
import { openQuestion } from "@/lib/indicators/queries";
import { type GivenParams, ratingYear } from "@/lib/indicators/rules";
import {
  MODEL_CELL_KINDS,
  MODEL_CELL_NUMBERS,
  type ModelCellCounts,
  type ModelCellNumber,
} from "@/lib/model-cells/rules";
import { unitNamesOn } from "@/lib/units/queries";

/** K14, each number a condition on a row of facts about one chi đoàn: the count filters by it, the list behind it selects by it. */
const CONDITIONS: Readonly<Record<ModelCellNumber, Prisma.Sql>> = {
  cells: Prisma.sql`true`,
  registered: Prisma.sql`f.registered`,
  recognised: Prisma.sql`f.recognised`,
};

/**
 * Chi đoàn of the plan's enterprises, counted under the unit that manages them today: those that lived on the last day of the year (or
 * live, while it lasts) and those that registered whatever became of them, as K15 counts who is rated. Where a registration stands is
 * its last step by the day, as it was known; one that was withdrawn is none.
 */
function modelCellFacts(viewer: Viewer, question: Question): Prisma.Sql {
  const { params } = question;
  const when = twoTimes(params);
  const { year, aliveOn } = ratingYear(params);
  const known = when.knownAt ? Prisma.sql`s.recorded_at <= ${when.knownAt}` : Prisma.sql`true`;
  return Prisma.sql`
    select b.id, b.unit_id, b.name, b.sort_key, b.kind, m.id as model_cell_id, m.id is not null as registered,
      coalesce(m.state = 'recognised', false) as recognised, m."on" as state_on, m.state
    from branch b
    left join lateral (
      select m.id, s.state, s."on" from model_cell m cross join lateral (
        select s.state, s."on" from model_cell_step s where s.model_cell_id = m.id and s."on" <= ${params.asOf}::date and ${known}
        order by s."order" desc limit 1) s
      where m.branch_id = b.id and m.year = ${year} and ${branchScope(viewer, "m", "branch_id")} and s.state <> 'withdrawn'
      order by m.recorded_at desc, m.id limit 1
    ) m on true
    where ${organisationOfPlan(viewer, { ...question, params: { ...params, line: "union" } })}
      and b.line = 'union' and b.kind = any (${[...MODEL_CELL_KINDS]}::branch_kind[])
      and (m.id is not null or exists (select 1 from branch_life l where l.branch_id = b.id
        and ${branchScope(viewer, "l", "branch_id")} and ${standing("l", { ...when, asOf: aliveOn })}))
      and ${inUnit(Prisma.sql`b.unit_id`, params.unit)}`;
}

const countRow = z.object({ unitId: z.uuid(), cells: z.int(), registered: z.int(), recognised: z.int() });

/** K14 of an open question by unit and in all. */
export async function modelCellCounts(viewer: Viewer, tx: Tx, question: Question) {
  const counts = Prisma.join(
    MODEL_CELL_NUMBERS.map(
      (name) => Prisma.sql`count(*) filter (where ${CONDITIONS[name]})::int as ${Prisma.raw(name)}`,
    ),
  );
  const rows = z
    .array(countRow)
    .parse(
      await tx.$queryRaw`select f.unit_id as "unitId", ${counts} from (${modelCellFacts(viewer, question)}) f group by f.unit_id`,
    );
  const total: ModelCellCounts = { cells: 0, registered: 0, recognised: 0 };
  for (const row of rows) for (const name of MODEL_CELL_NUMBERS) total[name] += row[name];
  return { units: new Map(rows.map(({ unitId, ...numbers }) => [unitId, numbers])), total };
}

/** K14 by unit, for its page; undefined where the dashboard is. */
export async function modelCellIndicator(viewer: Viewer, tx: Tx, given: GivenParams) {
  const question = await openQuestion(viewer, tx, { ...given, line: "union" });
  if (!question) return undefined;
  const { units, total } = await modelCellCounts(viewer, tx, question);
  const names = await unitNamesOn(viewer, tx, question.params.asOf);
  const rows = [...units]
    .map(([unitId, numbers]) => ({ unitId, name: names.get(unitId)?.shortName ?? null, numbers }))
    .sort((one, other) => (one.name ?? "~").localeCompare(other.name ?? "~", "vi"));
  return { params: question.params, year: ratingYear(question.params).year, rows, total };
}

export type ModelCellIndicator = NonNullable<Awaited<ReturnType<typeof modelCellIndicator>>>;

const recordRow = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(BranchKind),
  unitId: z.uuid(),
  modelCellId: z.uuid().nullable(),
});

/** The chi đoàn behind one number, by name; as many as the number says. */
export async function modelCellRecords(viewer: Viewer, tx: Tx, show: ModelCellNumber, given: GivenParams) {
  const question = await openQuestion(viewer, tx, { ...given, line: "union" });
  if (!question) return undefined;
  const rows = z.array(recordRow).parse(
    await tx.$queryRaw`select f.id, f.name, f.kind, f.unit_id as "unitId", f.model_cell_id as "modelCellId"
      from (${modelCellFacts(viewer, question)}) f where ${CONDITIONS[show]} order by f.sort_key, f.id limit 2000`,
  );
  return { params: question.params, rows };
}

export type ModelCellRecords = NonNullable<Awaited<ReturnType<typeof modelCellRecords>>>;
