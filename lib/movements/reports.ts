import "server-only";
import { z } from "zod";
import { provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { addDays } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import {
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
    where: { id: { in: [...new Set(branchIds)] } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  const ofBranches: MovementRow[] = branches.flatMap(({ id, name }) =>
    counted.flatMap(({ branch_id, unit_id, numbers }) =>
      branch_id === id && unit_id !== null ? [{ id, unitId: unit_id, name, numbers }] : [],
    ),
  );
  const ofUnits: MovementRow[] = [
    ...new Set([...silent.map(({ id }) => id), ...counted.flatMap(({ unit_id }) => unit_id ?? [])]),
  ]
    .map((id) => ({ id, named: names.get(id) }))
    .sort((one, other) => ((one.named?.sortKey ?? "~") < (other.named?.sortKey ?? "~") ? -1 : 1))
    .map(({ id, named }) => ({
      ...{ id, unitId: id, name: named?.shortName ?? "Không rõ tên" },
      numbers:
        counted.find(({ level, unit_id }) => level === "unit" && unit_id === id)?.numbers ??
        nobody(question.params),
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
    between: betweenParts(
      whole,
      rows.map(({ numbers }) => numbers),
    ),
    checks: movementChecks({ whole, units: ofUnits, branches: ofBranches }, line),
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
  level: z.enum(["whole", "unit", "branch"] satisfies Level[]),
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
  const of = (movement: "opening" | "closing") => movementCondition(movement, params).presence;
  const rows = z.array(countedRow).parse(
    await tx.$queryRaw`
      with ${presences(viewer, question, levels)}
      select i.level, i.unit_id, i.branch_id, ${counts(of("opening"))} as opening, ${counts(of("closing"))} as closing,
        count(w.id)::int as women, jsonb_build_object(${by(ENTRIES, "in")}) as entries, jsonb_build_object(${by(EXITS, "out")}) as exits
      from presence i left join person w on w.id = i.person_id and w.gender = 'female' and ${of("closing")}
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
  const personsOf = (found: typeof opening, row: z.output<typeof standingRow> | (typeof rows)[number]) =>
    found.find((other) => sameKey(other, row))?.persons ?? 0;
  // What only came to be known later has a row too, and so has what only the second way of counting finds.
  const unseen = [...opening, ...closing, ...(corrected ?? [])]
    .filter((row) => !rows.some((other) => sameKey(other, row)))
    .filter((row, place, all) => all.findIndex((other) => sameKey(other, row)) === place)
    .map(({ level, unit_id, branch_id }) => ({ level, unit_id, branch_id, ...nobody(params) }));
  return [...rows, ...unseen].map(({ level, unit_id, branch_id, ...counted }) => {
    const row = { level, unit_id, branch_id };
    const put = corrected?.find((other) => sameKey(other, row));
    return {
      ...row,
      numbers: {
        ...counted,
        standing: {
          opening: personsOf(opening, { ...row, persons: 0 }),
          closing: personsOf(closing, { ...row, persons: 0 }),
        },
        corrected: corrected && { in: put?.in ?? 0, out: put?.out ?? 0 },
      } satisfies MovementNumbers,
    };
  });
}

type Key = { level: Level; unit_id: string | null; branch_id: string | null };
const sameKey = (one: Key, other: Key): boolean =>
  one.level === other.level && one.unit_id === other.unit_id && one.branch_id === other.branch_id;

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
