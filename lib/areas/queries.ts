import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";

export type Commune = {
  id: string;
  name: string;
  district: string;
  /** "Xã Ngọc Động, Huyện Thông Nông": homonyms are told apart by their district. */
  label: string;
};

/** Communes of the viewer's provinces that exist on the day (V29), in the order of their districts. */
export async function listCommunes(_viewer: Viewer, tx: Tx, on: PlainDate = today()): Promise<Commune[]> {
  const rows = await communes(tx, on, Prisma.sql`true`);
  return rows.map(withLabel);
}

/** One commune if it exists on the day; else what became of it, for the message (V29). */
export async function findCommune(_viewer: Viewer, tx: Tx, areaId: string, on: PlainDate = today()) {
  const [row] = await communes(tx, on, Prisma.sql`c.area_id = ${areaId}::uuid`);
  if (row) return { ok: true as const, commune: withLabel(row) };
  const successors = await tx.areaSuccession.findMany({
    where: { fromAreaId: areaId, on: { lte: toDatabase(on) } },
    select: {
      toArea: { select: { versions: { select: { name: true }, orderBy: { validFrom: "desc" }, take: 1 } } },
    },
  });
  return {
    ok: false as const,
    successors: successors.flatMap(({ toArea }) => toArea.versions.map(({ name }) => name)),
  };
}

/** The units that answer for a commune on a day, in the viewer's sight: its own and its district's. */
export async function unitsOfCommune(
  _viewer: Viewer,
  tx: Tx,
  areaId: string,
  on: PlainDate,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct v.unit_id as id from area_version c
    left join area_version d on d.area_id = c.parent_id and d.level = 'district' and ${validOn("d", on)}
    join unit_version v on ${validOn("v", on)} and ((v.kind in ('commune', 'ward') and v.code = c.code)
      or (v.kind in ('district', 'city') and v.code = d.code))
    where c.area_id = ${areaId}::uuid and c.level = 'commune' and ${validOn("c", on)}`;
  return rows.map(({ id }) => id);
}

type CommuneRow = { id: string; name: string; district: string | null };

/** Only places of the viewer's own provinces: a province's Union bears the code of the province it answers for. */
const communes = (tx: Tx, on: PlainDate, condition: Prisma.Sql) => tx.$queryRaw<CommuneRow[]>`
  select c.area_id as id, c.name, case when d.level = 'district' then d.name end as district
  from area_version c
  join area_version d on d.area_id = c.parent_id and ${validOn("d", on)}
  left join area_version p on p.area_id = d.parent_id and ${validOn("p", on)}
  where c.level = 'commune' and ${validOn("c", on)} and ${condition}
    and exists (select 1 from unit_version v where v.kind = 'province' and ${validOn("v", on)}
      and v.code = case when d.level = 'province' then d.code else p.code end)
  order by d.code, c.sort_key, c.area_id`;

const withLabel = ({ id, name, district }: CommuneRow): Commune => ({
  id,
  name,
  district: district ?? "",
  label: district ? `${name}, ${district}` : name,
});
