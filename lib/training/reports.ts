import "server-only";
import { z } from "zod";
import { can, type Viewer } from "@/lib/access/policy";
import { today } from "@/lib/dates/today";
import { standing, type TwoTimes } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind, PostTitle } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { endOfDay } from "@/lib/indicators/rules";
import { readsPeople } from "@/lib/training/queries";
import { completeTrained, type TrainedNumber, type TrainedParams } from "@/lib/training/rules";
import { personCursorSchema, type TrainedQuery } from "@/lib/training/schema";
import { unitNamesOn } from "@/lib/units/queries";

/**
 * K21, each number a condition on a row of facts about one cadre in office: the count filters by it, the list behind the count selects
 * by it, so that they cannot disagree.
 */
const CONDITIONS: Readonly<Record<TrainedNumber, Prisma.Sql>> = {
  in_office: Prisma.sql`true`,
  trained: Prisma.sql`f.trained`,
  untrained: Prisma.sql`not f.trained`,
};

const HEADS: readonly PostTitle[] = ["secretary", "chapter_head"];

const question = ({ heads, ...given }: TrainedQuery) =>
  completeTrained({ ...given, headsOnly: heads === "only" }, today());

/**
 * Cadres in office on the day, each person once, at the highest post, under the unit that managed the organisation then; trained is who
 * took part in a course by that day, wherever they were then.
 */
function cadreFacts(viewer: Viewer, params: TrainedParams): Prisma.Sql {
  const { asOf, from, line, unit, headsOnly, ownership } = params;
  const moment = params.knownAt === null ? undefined : endOfDay(params.knownAt);
  const when: TwoTimes = { asOf, knownAt: moment };
  const asked = [
    ...(line === null ? [] : [Prisma.sql`o.line = ${line}::org_line`]),
    ...(headsOnly ? [Prisma.sql`o.title = any (${[...HEADS]}::post_title[])`] : []),
    ...(ownership === null
      ? []
      : [
          Prisma.sql`exists (select 1 from access.workplace_sectors(${asOf}::date, ${moment ?? null}::timestamptz) w
            where w.branch_id = o.branch_id and w.ownership = ${ownership}::ownership)`,
        ]),
  ];
  return Prisma.sql`
    select * from (
      select distinct on (o.person_id) o.person_id, o.branch_id, o.title, p.full_name, p.sort_key, b.name as branch_name, b.kind,
        coalesce(g.managing_unit_id, o.unit_id) as unit_id,
        o.person_id in (select t.person_id from access.trained_persons(${asOf}::date, ${from}::date, ${moment ?? null}::timestamptz) t)
          as trained
      from post o join person p on p.id = o.person_id join branch b on b.id = o.branch_id
      left join branch_management g on g.branch_id = o.branch_id and ${standing("g", when)}
      where ${standing("o", when)} and ${readsPeople(viewer, "o")}
        and ${Prisma.join([Prisma.sql`true`, ...asked], " and ")}
      order by o.person_id, o.title, o.branch_id
    ) whole where ${unit === null ? Prisma.sql`true` : Prisma.sql`whole.unit_id = ${unit}::uuid`}`;
}

const countRow = z.object({ unitId: z.uuid(), in_office: z.int(), trained: z.int(), untrained: z.int() });
export type TrainedCounts = Record<TrainedNumber, number>;

/** K21 by unit and in all, of the cadres whose people the viewer reads; null where that is nobody. */
export async function trainedIndicator(viewer: Viewer, tx: Tx, given: TrainedQuery) {
  if (!can(viewer, "member.read")) return null;
  const params = question(given);
  const rows = z.array(countRow).parse(
    await tx.$queryRaw`
      select f.unit_id as "unitId", count(*)::int as in_office, count(*) filter (where ${CONDITIONS.trained})::int as trained,
        count(*) filter (where ${CONDITIONS.untrained})::int as untrained
      from (${cadreFacts(viewer, params)}) f group by f.unit_id`,
  );
  const names = await unitNamesOn(viewer, tx, params.asOf);
  const units = rows
    .map(({ unitId, ...numbers }) => ({ unitId, numbers, name: names.get(unitId)?.shortName ?? null }))
    .sort((one, other) => (one.name ?? "~").localeCompare(other.name ?? "~", "vi"));
  const total: TrainedCounts = { in_office: 0, trained: 0, untrained: 0 };
  for (const { numbers } of units) {
    total.in_office += numbers.in_office;
    total.trained += numbers.trained;
    total.untrained += numbers.untrained;
  }
  return { params, units, total };
}

const PAGE_SIZE = 50;

const recordRow = z.object({
  id: z.uuid(),
  fullName: z.string(),
  sortKey: z.string(),
  branchId: z.uuid(),
  branchName: z.string(),
  kind: z.enum(BranchKind),
  title: z.enum(PostTitle),
  trained: z.boolean(),
});

/** The persons behind one number, by given name, a page at a time; `total` is the number itself, by the same condition. */
export async function trainedRecords(
  viewer: Viewer,
  tx: Tx,
  show: TrainedNumber,
  given: TrainedQuery,
  size = PAGE_SIZE,
) {
  if (!can(viewer, "member.read")) return null;
  const params = question(given);
  const after = readCursor(personCursorSchema, given.after);
  const found = Prisma.sql`from (${cadreFacts(viewer, params)}) f where ${CONDITIONS[show]}`;
  const rows = z.array(recordRow).parse(
    await tx.$queryRaw`
      select f.person_id as id, f.full_name as "fullName", f.sort_key as "sortKey", f.branch_id as "branchId",
        f.branch_name as "branchName", f.kind, f.title, f.trained ${found}
        and ${after ? Prisma.sql`(f.sort_key, f.person_id) > (${after[0]}, ${after[1]}::uuid)` : Prisma.sql`true`}
      order by f.sort_key, f.person_id limit ${size + 1}`,
  );
  const [counted] = await tx.$queryRaw<{ total: number }[]>`select count(*)::int as total ${found}`;
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  return {
    params,
    total: counted?.total ?? 0,
    rows: page.map(({ sortKey: _, ...row }) => row),
    next: last ? writeCursor([last.sortKey, last.id]) : null,
  };
}

export type TrainedRecords = NonNullable<Awaited<ReturnType<typeof trainedRecords>>>;
