import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { Line } from "@/lib/generated/prisma/enums";
import { writeCursor } from "@/lib/http/cursor";
import { peopleBehind } from "@/lib/indicators/movements-sql";
import { openQuestion } from "@/lib/indicators/queries";
import { linesRead } from "@/lib/movements/policy";
import type { GivenMovementParams, MovedPerson, Movement, MovementParams } from "@/lib/movements/rules";
import type { PeopleCursor } from "@/lib/movements/schema";
import { unitNamesOn } from "@/lib/units/queries";

/** The question an address asks, in full; undefined where `openQuestion` is, and for who reads the members of no line. */
export async function movementQuestion(viewer: Viewer, tx: Tx, given: GivenMovementParams) {
  const { branch, ...others } = given;
  const opened = await openQuestion(viewer, tx, others);
  if (!opened || linesRead(viewer, opened.plan.provinceId).length === 0) return undefined;
  const {
    plan,
    params: { asOf, from, knownAt, line, unit, plan: named },
  } = opened;
  const params: MovementParams = {
    ...{ asOf, from, knownAt, line, unit, branch: branch ?? null },
    ...(named && { plan: named }),
  };
  return { plan, params };
}

const PAGE_SIZE = 50;

const personRow = z.object({
  personId: z.uuid(),
  sortKey: z.string(),
  starts: z.iso.date(),
  name: z.string(),
  line: z.enum(Line).nullable(),
  branchId: z.uuid().nullable(),
  branchName: z.string().nullable(),
  unitId: z.uuid().nullable(),
  on: z.iso.date().nullable(),
});

const totalRow = z.tuple([z.object({ total: z.int() })]);

/**
 * The people behind a number of K10, a page of them, and how many there are in all: counted over the very condition that the number was
 * counted by. Undefined where `movementQuestion` is, and for a line that the viewer does not read.
 */
export async function movementPeople(
  viewer: Viewer,
  tx: Tx,
  movement: Movement,
  given: GivenMovementParams,
  after?: PeopleCursor,
  size = PAGE_SIZE,
) {
  const question = await movementQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { plan, params } = question;
  const { line } = params;
  const read = linesRead(viewer, plan.provinceId);
  if (line === "all" ? read.length < 2 : !read.includes(line)) return undefined;
  const found = peopleBehind(viewer, question, movement);
  const counted = await tx.$queryRaw`with ${found} select count(*)::int as total from found`;
  const rows = await tx.$queryRaw`
    with ${found}
    select f.person_id as "personId", p.sort_key as "sortKey", f.starts::text as starts, p.full_name as name, b.line,
      b.id as "branchId", b.name as "branchName", b.unit_id as "unitId", f."on"::text as "on"
    from found f join person p on p.id = f.person_id left join branch b on b.id = f.at_branch
    where ${after ? Prisma.sql`(p.sort_key, p.id, f.starts) > (${after[0]} collate "C", ${after[1]}::uuid, ${after[2]}::date)` : Prisma.sql`true`}
    order by p.sort_key, p.id, f.starts limit ${size + 1}`;
  const people = z.array(personRow).parse(rows);
  const names = await unitNamesOn(viewer, tx, params.asOf);
  const branch =
    params.branch === null
      ? null
      : await tx.branch.findFirst({ where: { id: params.branch }, select: { name: true } });
  const page = people.slice(0, size);
  const last = people.length > size ? page.at(-1) : undefined;
  return {
    ...question,
    movement,
    total: totalRow.parse(counted)[0].total,
    unitName: params.unit === null ? null : (names.get(params.unit)?.name ?? null),
    branchName: branch?.name ?? null,
    people: page.map(
      ({ personId, name, starts, line: of, branchId, branchName, unitId, on }): MovedPerson => ({
        ...{ personId, name, starts, line: of, on },
        branch: branchId !== null && branchName !== null ? { id: branchId, name: branchName } : null,
        unitName: unitId === null ? null : (names.get(unitId)?.shortName ?? null),
      }),
    ),
    /** Where the next page begins; null on the last. */
    next: last ? writeCursor([last.sortKey, last.personId, last.starts]) : null,
  };
}
