import "server-only";
import { z } from "zod";
import { provincesOf, unitsOf, type Viewer, visibleBranches } from "@/lib/access/policy";
import { addDays } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import {
  LEVELS,
  type MovementQuestion,
  movementCondition,
  presences,
  standingMembers,
} from "@/lib/indicators/movements-sql";
import { structureOn } from "@/lib/indicators/queries";
import { endOfDay } from "@/lib/indicators/rules";
import { countsMinorities, linesRead } from "@/lib/movements/policy";
import { movementQuestion } from "@/lib/movements/queries";
import {
  betweenParts,
  ENTRIES,
  type Entry,
  EXITS,
  type Exit,
  type GivenMovementParams,
  type Level,
  type Minority,
  type MovementNumbers,
  type MovementParams,
  type MovementRow,
  movementChecks,
  protectCounts,
  recordOf,
} from "@/lib/movements/rules";

/**
 * K10: who came, who went and who is there, for each line the viewer reads: by unit and in all, or by organisation where one unit is
 * asked for. The whole is counted by the database over all persons, not summed: that the parts agree with it once what
 * cancels out is taken off is one of the checks (V24). `persons` counts everybody of both lines once; null for who reads one only.
 * Undefined for somebody without a dashboard, and where no plan is in force.
 */
export async function movementTable(viewer: Viewer, tx: Tx, given: GivenMovementParams) {
  const opened = await movementQuestion(viewer, tx, given);
  if (!opened) return undefined;
  const { plan, params } = opened;
  const lines = linesRead(viewer, plan.provinceId);
  const structure = await structureOn(viewer, tx, plan.provinceId, params.asOf);
  const isProvince = provincesOf(viewer).includes(plan.provinceId);
  const own = new Set(unitsOf(viewer));
  const silent = structure.answering.filter(
    ({ id }) => (isProvince || own.has(id)) && (params.unit === null || params.unit === id),
  );
  const tables: Awaited<ReturnType<typeof lineTable>>[] = [];
  for (const line of lines) {
    if (params.line !== "all" && params.line !== line) continue;
    const question = { plan, params: { ...params, line } };
    tables.push(await lineTable(viewer, tx, question, { line, names: structure.names, silent }));
  }
  const both = lines.length > 1 && params.line === "all";
  return {
    ...opened,
    isProvince,
    unitName: params.unit === null ? null : (structure.names.get(params.unit)?.name ?? null),
    /** Units to choose from. */
    units: isProvince ? structure.answering : structure.answering.filter(({ id }) => own.has(id)),
    tables,
    persons: both
      ? ((await countMovements(viewer, tx, opened, ["whole"]))[0]?.numbers ?? nobody(params))
      : null,
  };
}

export type MovementTable = NonNullable<Awaited<ReturnType<typeof movementTable>>>;
export type MovementLine = MovementTable["tables"][number];

type Named = { id: string; name: string; shortName: string; sortKey: string };

async function lineTable(
  viewer: Viewer,
  tx: Tx,
  question: MovementQuestion,
  { line, names, silent }: { line: Line; names: ReadonlyMap<string, Named>; silent: readonly Named[] },
) {
  const counted = await countMovements(viewer, tx, question, ["whole", "unit", "branch"]);
  const whole = counted.find(({ level }) => level === "whole")?.numbers ?? nobody(question.params);
  const branchIds = counted.flatMap(({ branch_id }) => branch_id ?? []);
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: [...new Set(branchIds)] } },
    select: { id: true, name: true, sortKey: true },
  });
  const known = new Map(branches.map((branch) => [branch.id, branch]));
  const ofBranches: MovementRow[] = counted
    .flatMap(({ branch_id, unit_id, numbers }) => {
      const branch = branch_id === null ? undefined : known.get(branch_id);
      return branch && unit_id !== null ? [{ ...branch, unitId: unit_id, numbers }] : [];
    })
    .sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1));
  const counts = new Map(
    counted.flatMap(({ level, unit_id, numbers }) =>
      level === "unit" && unit_id !== null ? [[unit_id, numbers] as const] : [],
    ),
  );
  const ofUnits: MovementRow[] = [...new Set([...silent.map(({ id }) => id), ...counts.keys()])]
    .map((id) => ({ id, named: names.get(id) }))
    .sort((one, other) => ((one.named?.sortKey ?? "~") < (other.named?.sortKey ?? "~") ? -1 : 1))
    .map(({ id, named }) => ({
      ...{ id, unitId: id, name: named?.shortName ?? "Không rõ tên" },
      numbers: counts.get(id) ?? nobody(question.params),
    }));
  const isOfUnit = question.params.unit !== null;
  const rows = isOfUnit ? ofBranches : ofUnits;
  const minorities = isOfUnit
    ? null
    : await countMinorities(viewer, tx, question, line, [...new Set(branchIds)]);
  return {
    line,
    /** What a row is: a unit, or an organisation of the unit asked for. */
    level: isOfUnit ? ("branch" as const) : ("unit" as const),
    rows: rows.map((row): MovementRow & { minority: Minority } => ({
      ...row,
      minority: minorities?.get(row.id) ?? null,
    })),
    total: whole,
    /** Null where the viewer has no business with them, or too few stand behind them. */
    minority: minorities?.get(null) ?? null,
    hasMinorities: minorities !== null,
    /** Every organisation in its unit, whatever a row is. */
    branches: ofBranches,
    between: betweenParts(
      whole,
      rows.map(({ numbers }) => numbers),
    ),
    checks: movementChecks({ whole, units: ofUnits, branches: ofBranches }, line),
  };
}

const personRow = z.object({
  unit_id: z.uuid().nullable(),
  is_total: z.boolean(),
  closing: z.int(),
  women: z.int(),
});

/**
 * Persons who on the day are đoàn viên, hội viên or both, each once (K9): by the unit that managed their organisation, and in all. The
 * list behind it is the closing of both lines.
 */
export async function countPersons(viewer: Viewer, tx: Tx, question: MovementQuestion) {
  const rows = z.array(personRow).parse(
    await tx.$queryRaw`
      select c.unit_id, c.level = 0 as is_total, count(*)::int as closing,
        count(*) filter (where c.person_id in (select w.id from access.women_seen() w (id)))::int as women
      from (${standingMembers(viewer, question, ["whole", "unit"], question.params.asOf)}) c group by c.level, c.unit_id`,
  );
  const none = { closing: 0, women: 0 };
  return {
    whole: rows.find(({ is_total }) => is_total) ?? none,
    units: new Map(
      rows.flatMap(({ unit_id, ...counted }) => (unit_id === null ? [] : [[unit_id, counted] as const])),
    ),
  };
}

const nobody = ({ knownAt }: MovementParams): MovementNumbers => ({
  opening: 0,
  entries: recordOf(ENTRIES, () => 0),
  exits: recordOf(EXITS, () => 0),
  closing: 0,
  women: 0,
  standing: { opening: 0, closing: 0 },
  corrected: knownAt === null ? null : { in: 0, out: 0 },
});

const count = z.int();
const key = {
  level: z.int().transform((place): Level => LEVELS[place] ?? "whole"),
  unit_id: z.uuid().nullable(),
  branch_id: z.uuid().nullable(),
};
const countedRow = z.object({
  ...key,
  opening: count,
  closing: count,
  women: count,
  entries: z.record(z.enum(ENTRIES), count),
  exits: z.record(z.enum(EXITS), count),
});
const standingRow = z.object({ ...key, persons: count });
const correctedRow = z.object({ ...key, in: count, out: count });

/** K10 at each of the levels in three statements, whatever the number of units: the presences once, and each day by itself. */
export async function countMovements(
  viewer: Viewer,
  tx: Tx,
  question: MovementQuestion,
  levels: readonly Level[],
) {
  const { params } = question;
  const counts = (condition: Prisma.Sql) => Prisma.sql`count(*) filter (where ${condition})::int`;
  const by = (kinds: readonly (Entry | Exit)[], side: "in" | "out") =>
    Prisma.join(
      kinds.map(
        (kind) =>
          Prisma.sql`${kind}::text, ${counts(movementCondition(`${side}.${kind}` as `in.${Entry}`, params).presence)}`,
      ),
    );
  const of = (movement: "opening" | "closing" | "women") => movementCondition(movement, params).presence;
  const rows = z.array(countedRow).parse(
    await tx.$queryRaw`
      with ${presences(viewer, question, levels)}
      select i.level, i.unit_id, i.branch_id, ${counts(of("opening"))} as opening, ${counts(of("closing"))} as closing,
        ${counts(of("women"))} as women, jsonb_build_object(${by(ENTRIES, "in")}) as entries, jsonb_build_object(${by(EXITS, "out")}) as exits
      from presence i
      group by i.level, i.unit_id, i.branch_id`,
  );
  const standing = async (on: string) =>
    z.array(standingRow).parse(
      await tx.$queryRaw`
        select c.level, c.unit_id, c.branch_id, count(*)::int as persons
        from (${standingMembers(viewer, question, levels, on)}) c group by c.level, c.unit_id, c.branch_id`,
    );
  const [opening, closing] = [await standing(addDays(params.from, -1)), await standing(params.asOf)];
  const corrected = params.knownAt === null ? null : await countCorrected(viewer, tx, question, levels);
  const [counted, before, after, put] = [byKey(rows), byKey(opening), byKey(closing), byKey(corrected ?? [])];
  // What only came to be known later has a row too, and so has what only the second way of counting finds.
  const keys = byKey<Key>([...(corrected ?? []), ...closing, ...opening, ...rows]);
  return [...keys].map(([key, { level, unit_id, branch_id }]) => {
    const { opening, entries, exits, closing, women } = counted.get(key) ?? nobody(params);
    return {
      ...{ level, unit_id, branch_id },
      numbers: {
        ...{ opening, entries, exits, closing, women },
        standing: { opening: before.get(key)?.persons ?? 0, closing: after.get(key)?.persons ?? 0 },
        corrected: corrected && { in: put.get(key)?.in ?? 0, out: put.get(key)?.out ?? 0 },
      } satisfies MovementNumbers,
    };
  });
}

type Key = { level: Level; unit_id: string | null; branch_id: string | null };
const byKey = <Row extends Key>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [`${row.level} ${row.unit_id} ${row.branch_id}`, row]));

/** What was put right since: of the closing as known then and as known now, who is in one and not in the other. */
async function countCorrected(viewer: Viewer, tx: Tx, question: MovementQuestion, levels: readonly Level[]) {
  const { params } = question;
  const now = { ...question, params: { ...params, knownAt: null } };
  const [was, is] = [question, now].map((of) => standingMembers(viewer, of, levels, params.asOf));
  const rows = await tx.$queryRaw`
    select b.level, b.unit_id, b.branch_id, count(*) filter (where not b.was)::int as "in", count(*) filter (where not b.is)::int as out
    from (
      select a.level, a.unit_id, a.branch_id, a.person_id, bool_or(a.was) as was, bool_or(not a.was) as is
      from (select w.*, true as was from (${was}) w union all select n.*, false from (${is}) n) a
      group by a.level, a.unit_id, a.branch_id, a.person_id
    ) b group by b.level, b.unit_id, b.branch_id`;
  return z.array(correctedRow).parse(rows);
}

const minorityRow = z.object({
  unit_id: z.uuid().nullable(),
  members: count,
  known: count.nullable(),
  minority: count.nullable(),
});

/** Members of an ethnic minority by unit, and in all under null; null for who may not read it of one person either. */
async function countMinorities(
  viewer: Viewer,
  tx: Tx,
  { plan, params }: MovementQuestion,
  line: Line,
  branchIds: readonly string[],
) {
  if (!countsMinorities(viewer, plan.provinceId)) return null;
  const rows = await tx.$queryRaw`
    select * from access.minority_members(${line}::org_line, ${[...branchIds]}::uuid[], ${params.asOf}::date,
      ${params.knownAt === null ? null : endOfDay(params.knownAt)}::timestamptz)`;
  const counts = z.array(minorityRow).parse(rows);
  const whole = counts.find(({ unit_id }) => unit_id === null);
  const units = protectCounts(
    new Map(counts.flatMap(({ unit_id, ...of }) => (unit_id === null ? [] : [[unit_id, of] as const]))),
  );
  const open = whole && protectCounts(new Map([[null, whole]])).get(null);
  return new Map<string | null, NonNullable<Minority>>([...units, ...(open ? [[null, open] as const] : [])]);
}
