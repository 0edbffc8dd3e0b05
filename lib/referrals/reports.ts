import "server-only";
import { z } from "zod";
import { can, peopleProvincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import type { PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { standing, type TwoTimes } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { endOfDay } from "@/lib/indicators/rules";
import { RESIDENCE_NUMBERS, type ResidenceNumber } from "@/lib/referrals/rules";
import { personCursorSchema, type ResidenceQuery } from "@/lib/referrals/schema";
import { unitNamesOn } from "@/lib/units/queries";

/**
 * K22, each number a condition on a row of facts about one member: the count filters by it, the list behind the count selects by
 * it, so that they cannot disagree. Only who lives outside the enterprise's commune is to be referred (§1.9).
 */
const CONDITIONS: Readonly<Record<ResidenceNumber, Prisma.Sql>> = {
  away: Prisma.sql`f.away`,
  referred: Prisma.sql`(f.away and f.referred)`,
  received: Prisma.sql`(f.away and f.received)`,
  remarked: Prisma.sql`(f.away and f.remarked)`,
  unknown: Prisma.sql`f.away is null`,
};

/** The question in full: nothing is left to the day on which a link is opened. */
export type ResidenceParams = {
  asOf: PlainDate;
  knownAt: PlainDate | null;
  year: number;
  unit: string | null;
};

function completeResidence(given: ResidenceQuery, on: PlainDate): ResidenceParams {
  const asOf = given.asOf && given.asOf <= on ? given.asOf : on;
  return {
    asOf,
    knownAt: given.knownAt ?? null,
    year: given.year ?? Number(asOf.slice(0, 4)),
    unit: given.unit ?? null,
  };
}

/**
 * Members of the Đoàn on the day, each person once (V14), with where they live: what their referral says, else their record. `away`
 * is null where that, or the place of work, is not known. A place outside the register is never the enterprise's commune.
 */
function residenceFacts(viewer: Viewer, { asOf, knownAt, year, unit }: ResidenceParams): Prisma.Sql {
  const when: TwoTimes = { asOf, knownAt: knownAt === null ? undefined : endOfDay(knownAt) };
  const known = when.knownAt ? Prisma.sql`s.recorded_at <= ${when.knownAt}` : Prisma.sql`true`;
  const step = (
    state: "introduced" | "received" | "remarked" | "ended",
    more = Prisma.sql`true`,
  ) => Prisma.sql`
    exists (select 1 from referral_step s where s.referral_id = r.id and s.state = ${state}::referral_state
      and s."on" <= ${asOf}::date and ${known} and ${more})`;
  return Prisma.sql`
    select distinct on (m.person_id) m.person_id, m.branch_id, m.unit_id, p.full_name, p.sort_key, b.name as branch_name,
      r.id as referral_id, r.place_name, r.id is not null as referred,
      coalesce(r.received, false) as received, coalesce(r.remarked, false) as remarked,
      case
        when r.id is not null and r.area_id is null then true
        when coalesce(r.area_id, p.area_id) is null then null
        when not exists (select 1 from work w where w.branch_id = m.branch_id) then null
        else not exists (select 1 from work w where w.branch_id = m.branch_id and w.area_id = coalesce(r.area_id, p.area_id))
      end as away
    from membership m
    join person p on p.id = m.person_id
    join branch b on b.id = m.branch_id
    left join lateral (
      select r.id, r.area_id, r.place_name, ${step("received")} as received,
        ${step("remarked", Prisma.sql`s.year = ${year}`)} as remarked
      from referral r
      where r.person_id = m.person_id and r.branch_id = m.branch_id and ${step("introduced")} and not ${step("ended")}
      order by r.introduced_on desc, r.id limit 1
    ) r on true
    where m.line = 'union' and ${standing("m", when)}
      and (m.province_id = any (${peopleProvincesOf(viewer, "union")}::uuid[])
        or m.unit_id = any (${unitsOf(viewer, "union")}::uuid[]) or m.branch_id = any (${[...viewer.branches]}::uuid[]))
      and ${unit === null ? Prisma.sql`true` : Prisma.sql`m.unit_id = ${unit}::uuid`}
    order by m.person_id, m.valid_from desc, m.id`;
}

const workplaces = ({ asOf, knownAt }: ResidenceParams) => Prisma.sql`
  select w.branch_id, w.area_id from access.workplace_communes(${asOf}::date,
    ${knownAt === null ? null : endOfDay(knownAt)}::timestamptz) w`;

const countRow = z.object({
  unitId: z.uuid(),
  ...{ away: z.int(), referred: z.int(), received: z.int(), remarked: z.int(), unknown: z.int() },
});

export type ResidenceCounts = Record<ResidenceNumber, number>;

/** K22 by unit and in all, of the members whose people the viewer reads; null where that is nobody of the Đoàn. */
export async function residenceIndicator(viewer: Viewer, tx: Tx, given: ResidenceQuery) {
  if (!can(viewer, "member.read", { line: "union" })) return null;
  const params = completeResidence(given, today());
  const counts = Prisma.join(
    RESIDENCE_NUMBERS.map(
      (name) => Prisma.sql`count(*) filter (where ${CONDITIONS[name]})::int as ${Prisma.raw(name)}`,
    ),
  );
  const rows = z.array(countRow).parse(
    await tx.$queryRaw`with work as materialized (${workplaces(params)})
      select f.unit_id as "unitId", ${counts} from (${residenceFacts(viewer, params)}) f group by f.unit_id`,
  );
  const names = await unitNamesOn(viewer, tx, params.asOf);
  const units = rows
    .map(({ unitId, ...numbers }) => ({ unitId, numbers, name: names.get(unitId)?.shortName ?? null }))
    .sort((one, other) => (one.name ?? "~").localeCompare(other.name ?? "~", "vi"));
  const total: ResidenceCounts = { away: 0, referred: 0, received: 0, remarked: 0, unknown: 0 };
  for (const { numbers } of units) for (const name of RESIDENCE_NUMBERS) total[name] += numbers[name];
  return { params, units, total };
}

const PAGE_SIZE = 50;

const recordRow = z.object({
  id: z.uuid(),
  fullName: z.string(),
  sortKey: z.string(),
  branchId: z.uuid(),
  branchName: z.string(),
  referralId: z.uuid().nullable(),
  placeName: z.string().nullable(),
});

/** The persons behind one number, by given name, a page at a time; `total` is the number itself, by the same condition. */
export async function residenceRecords(
  viewer: Viewer,
  tx: Tx,
  show: ResidenceNumber,
  given: ResidenceQuery,
  size = PAGE_SIZE,
) {
  if (!can(viewer, "member.read", { line: "union" })) return null;
  const params = completeResidence(given, today());
  const after = readCursor(personCursorSchema, given.after);
  const found = Prisma.sql`from (${residenceFacts(viewer, params)}) f where ${CONDITIONS[show]}`;
  const work = Prisma.sql`with work as materialized (${workplaces(params)})`;
  const rows = z.array(recordRow).parse(
    await tx.$queryRaw`${work}
      select f.person_id as id, f.full_name as "fullName", f.sort_key as "sortKey", f.branch_id as "branchId",
        f.branch_name as "branchName", f.referral_id as "referralId", f.place_name as "placeName" ${found}
        and ${after ? Prisma.sql`(f.sort_key, f.person_id) > (${after[0]}, ${after[1]}::uuid)` : Prisma.sql`true`}
      order by f.sort_key, f.person_id limit ${size + 1}`,
  );
  const [counted] = await tx.$queryRaw<{ total: number }[]>`${work} select count(*)::int as total ${found}`;
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  return {
    params,
    total: counted?.total ?? 0,
    rows: page.map(({ sortKey: _, ...row }) => row),
    next: last ? writeCursor([last.sortKey, last.id]) : null,
  };
}

export type ResidenceRecords = NonNullable<Awaited<ReturnType<typeof residenceRecords>>>;
