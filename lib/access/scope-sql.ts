import "server-only";
import { peopleProvincesOf, provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { Prisma } from "@/lib/generated/prisma/client";

/** `visibleEnterprises` for hand-written SQL; `alias` is a table of enterprises, or one with an enterprise_id. */
export function enterpriseScope(viewer: Viewer, alias: string, idColumn: "id" | "enterprise_id"): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.province_id = any (${provincesOf(viewer)}::uuid[])
    or ${row}.union_unit_id = any (${unitsOf(viewer)}::uuid[]) or ${row}.association_unit_id = any (${unitsOf(viewer)}::uuid[])
    or ${row}.${Prisma.raw(idColumn)} = any (${[...viewer.enterprises]}::uuid[]))`;
}

/** `visibleBranches` (idColumn "id") and `visibleOfBranches` (idColumn "branch_id") for hand-written SQL. */
export function branchScope(viewer: Viewer, alias: string, idColumn: "id" | "branch_id"): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.province_id = any (${provincesOf(viewer)}::uuid[])
    or ${row}.unit_id = any (${unitsOf(viewer)}::uuid[]) or ${row}.${Prisma.raw(idColumn)} = any (${[...viewer.branches]}::uuid[]))`;
}

/** `visibleOfPeople` for hand-written SQL. */
export function peopleScope(viewer: Viewer, alias: string): Prisma.Sql {
  const row = Prisma.raw(alias);
  const ofLine = (line: "union" | "association") => Prisma.sql`(${row}.line = ${line}::org_line
    and (${row}.province_id = any (${peopleProvincesOf(viewer, line)}::uuid[]) or ${row}.unit_id = any (${unitsOf(viewer, line)}::uuid[])))`;
  return Prisma.sql`(${ofLine("union")} or ${ofLine("association")} or ${row}.branch_id = any (${[...viewer.branches]}::uuid[]))`;
}
