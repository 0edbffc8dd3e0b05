import "server-only";
import { z } from "zod";
import {
  can,
  desksOf,
  ownProvincesOf,
  peopleProvincesOf,
  unitsOf,
  type Viewer,
  visibleOfPeople,
} from "@/lib/access/policy";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind, PostTitle } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { searchTerms } from "@/lib/text/search-key";
import { type CandidateFilter, type CourseFilter, courseCursor } from "@/lib/training/schema";
import { unitNamesOn } from "@/lib/units/queries";

const PAGE = 50;
const COUNT_UP_TO = 1001;
const MOST_CANDIDATES = 200;
const MOST_SHOWN = 500;

/** Courses are read in their whole province, as plans are; who took part is read as people are. */
const ownProvince = (viewer: Viewer) => ({ provinceId: { in: ownProvincesOf(viewer) } });

const FACTS = {
  ...{ id: true, line: true, unitId: true, topic: true, fromOn: true, toOn: true, place: true },
  ...{ lecturers: true, budget: true, result: true, isDemo: true },
} satisfies Prisma.TrainingCourseSelect;

const told = <Row extends { fromOn: Date; toOn: Date; budget: bigint | null }>(row: Row) => ({
  ...row,
  ...{ fromOn: fromDatabase(row.fromOn), toOn: fromDatabase(row.toOn) },
  budget: row.budget === null ? null : Number(row.budget),
});

const sizeRow = z.object({ course_id: z.uuid(), persons: z.int(), guests: z.int() });
async function sizesOf(tx: Tx, ids: readonly string[]) {
  const rows = z
    .array(sizeRow)
    .parse(await tx.$queryRaw`select course_id, persons, guests from access.course_sizes(${ids}::uuid[])`);
  return new Map(rows.map(({ course_id: id, persons, guests }) => [id, { persons, guests }]));
}
const NOBODY = { persons: 0, guests: 0 };

/** Courses by the filter, the latest first, a page of 50; how many took part is counted of everybody, by name nobody. */
export async function listCourses(viewer: Viewer, tx: Tx, filter: CourseFilter) {
  const after = readCursor(courseCursor, filter.after);
  const where: Prisma.TrainingCourseWhereInput = {
    AND: [ownProvince(viewer)],
    voidedAt: null,
    ...(filter.q && { topic: { contains: filter.q, mode: "insensitive" } }),
    ...(filter.line && { line: filter.line }),
    ...(filter.unit && { unitId: filter.unit }),
    ...(filter.year && {
      fromOn: { gte: toDatabase(`${filter.year}-01-01`), lt: toDatabase(`${filter.year + 1}-01-01`) },
    }),
  };
  const rows = await tx.trainingCourse.findMany({
    where: {
      AND: [
        where,
        after
          ? {
              OR: [
                { fromOn: { lt: toDatabase(after[0]) } },
                { fromOn: toDatabase(after[0]), id: { lt: after[1] } },
              ],
            }
          : {},
      ],
    },
    orderBy: [{ fromOn: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: FACTS,
  });
  const counted = await tx.trainingCourse.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const names = await unitNamesOn(viewer, tx, today());
  const sizes = await sizesOf(
    tx,
    page.map(({ id }) => id),
  );
  return {
    count: counted.length,
    next: rows.length > PAGE && last ? writeCursor([fromDatabase(last.fromOn), last.id]) : null,
    rows: page.map((row) => ({
      ...told(row),
      ...(sizes.get(row.id) ?? NOBODY),
      unitName: names.get(row.unitId)?.shortName ?? "đơn vị khác",
    })),
  };
}

export type CourseRow = Awaited<ReturnType<typeof listCourses>>["rows"][number];

/** A course by itself; null out of the viewer's provinces, and when it was taken back. */
export async function findCourse(viewer: Viewer, tx: Tx, courseId: string) {
  if (!isId(courseId)) return null;
  const course = await tx.trainingCourse.findFirst({
    where: { AND: ownProvince(viewer), id: courseId, voidedAt: null },
    select: FACTS,
  });
  return course && { ...told(course), isDesk: desksOf(viewer, course.line).includes(course.unitId) };
}

/** A course with its guests and those of its participants whom the viewer reads. */
export async function coursePage(viewer: Viewer, tx: Tx, courseId: string) {
  const course = await findCourse(viewer, tx, courseId);
  if (!course) return null;
  const guests = await tx.trainingGuest.findMany({
    where: { AND: ownProvince(viewer), courseId, voidedAt: null },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    select: { id: true, description: true, count: true },
  });
  const names = await unitNamesOn(viewer, tx, course.fromOn);
  const sizes = await sizesOf(tx, [courseId]);
  return {
    ...course,
    ...(sizes.get(courseId) ?? NOBODY),
    guestRows: guests,
    unitName: names.get(course.unitId)?.name ?? "đơn vị khác",
    participants: await participantsOf(viewer, tx, courseId),
  };
}

export type CoursePage = NonNullable<Awaited<ReturnType<typeof coursePage>>>;

/** Who took part, of the people the viewer reads, in the order of names. */
export async function participantsOf(viewer: Viewer, tx: Tx, courseId: string) {
  if (!isId(courseId)) return [];
  const rows = await tx.trainingParticipant.findMany({
    where: { AND: visibleOfPeople(viewer), courseId, voidedAt: null },
    orderBy: [{ person: { sortKey: "asc" } }, { id: "asc" }],
    take: MOST_SHOWN,
    select: PARTICIPANT,
  });
  return rows.map(({ course: _, ...row }) => row);
}

const PARTICIPANT = {
  ...{ id: true, title: true, certificateNumber: true, line: true },
  person: { select: { id: true, fullName: true } },
  branch: { select: { id: true, name: true, kind: true } },
  course: { select: { id: true, line: true, unitId: true, topic: true } },
} satisfies Prisma.TrainingParticipantSelect;

/** One who took part, and whether the viewer's desk holds the course; null out of reach. */
export async function findParticipant(viewer: Viewer, tx: Tx, participantId: string) {
  if (!isId(participantId)) return null;
  const found = await tx.trainingParticipant.findFirst({
    where: { AND: visibleOfPeople(viewer), id: participantId, voidedAt: null },
    select: { ...PARTICIPANT, personId: true, branchId: true, courseId: true, isDemo: true },
  });
  return found && { ...found, isDesk: desksOf(viewer, found.course.line).includes(found.course.unitId) };
}

/** What somebody in sight took part in, the latest first. */
export async function trainingsOf(viewer: Viewer, tx: Tx, personId: string) {
  if (!isId(personId)) return [];
  const rows = await tx.trainingParticipant.findMany({
    where: { AND: visibleOfPeople(viewer), personId, voidedAt: null },
    orderBy: [{ course: { fromOn: "desc" } }, { id: "desc" }],
    take: PAGE,
    select: {
      ...{ id: true, certificateNumber: true },
      course: { select: { id: true, topic: true, fromOn: true, toOn: true } },
    },
  });
  return rows.map(({ course, ...row }) => ({
    ...row,
    course: { ...course, fromOn: fromDatabase(course.fromOn), toOn: fromDatabase(course.toOn) },
  }));
}

/** The condition "of people the viewer reads" on a row with the scope columns, for SQL. */
export const readsPeople = (viewer: Viewer, alias: string): Prisma.Sql => {
  const row = Prisma.raw(alias);
  const of = (line: "union" | "association") => Prisma.sql`(${row}.line = ${line}::org_line
    and (${row}.province_id = any (${peopleProvincesOf(viewer, line)}::uuid[]) or ${row}.unit_id = any (${unitsOf(viewer, line)}::uuid[])))`;
  return Prisma.sql`(${of("union")} or ${of("association")} or ${row}.branch_id = any (${[...viewer.branches]}::uuid[]))`;
};

const candidateRow = z.object({
  personId: z.uuid(),
  fullName: z.string(),
  branchId: z.uuid(),
  branchName: z.string(),
  branchKind: z.enum(BranchKind),
  title: z.enum(PostTitle).nullable(),
});

/**
 * Whom to choose from for a course: who held a post on its first day, and by name members too; each once, with the highest post; at
 * most 200, those left out who are in it already. Null for whoever does not hold the course.
 */
export async function courseCandidates(viewer: Viewer, tx: Tx, courseId: string, filter: CandidateFilter) {
  const course = await findCourse(viewer, tx, courseId);
  if (!course?.isDesk || !can(viewer, "member.read")) return null;
  const terms = searchTerms(filter.q ?? "");
  const named = Prisma.join(
    [Prisma.sql`true`, ...terms.map((term) => Prisma.sql`p.search_key like ${`%${term}%`}`)],
    " and ",
  );
  const inUnit = filter.unit ? Prisma.sql`x.unit_id = ${filter.unit}::uuid` : Prisma.sql`true`;
  const then = (alias: "o" | "m") => {
    const row = Prisma.raw(alias);
    return Prisma.sql`${row}.voided_at is null and ${row}.valid_from <= ${course.toOn}::date
      and (${row}.valid_to is null or ${row}.valid_to > ${course.fromOn}::date) and ${readsPeople(viewer, alias)}`;
  };
  const members = terms.length > 0 ? Prisma.sql`true` : Prisma.sql`false`;
  const rows = z.array(candidateRow).parse(
    await tx.$queryRaw`
      select * from (
        select distinct on (x.person_id) x.person_id as "personId", p.full_name as "fullName", x.branch_id as "branchId",
          b.name as "branchName", b.kind as "branchKind", x.title, p.sort_key as sort
        from (
          select o.person_id, o.branch_id, o.unit_id, o.title from post o where ${then("o")}
          union all
          select m.person_id, m.branch_id, m.unit_id, null::post_title from membership m where ${members} and ${then("m")}
        ) x join person p on p.id = x.person_id join branch b on b.id = x.branch_id
        where ${named} and ${inUnit} and not exists (select 1 from training_participant t
          where t.course_id = ${courseId}::uuid and t.person_id = x.person_id and t.voided_at is null)
        order by x.person_id, x.title nulls last, x.branch_id
      ) found order by sort, "personId" limit ${MOST_CANDIDATES}`,
  );
  return { course, rows };
}

export type Candidate = NonNullable<Awaited<ReturnType<typeof courseCandidates>>>["rows"][number];

/** The post somebody held in an organisation on a day, the highest of several; null for a mere member. */
export async function postOn(
  viewer: Viewer,
  tx: Tx,
  { personId, branchId, on }: { personId: string; branchId: string; on: string },
) {
  const posts = await tx.post.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      ...{ personId, branchId, voidedAt: null, validFrom: { lte: toDatabase(on) } },
      OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }],
    },
    orderBy: { title: "asc" },
    select: { title: true },
  });
  return posts[0]?.title ?? null;
}
