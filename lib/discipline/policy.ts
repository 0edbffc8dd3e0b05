import { departmentsOf, unitsOf, type Viewer } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Rows that lie with the viewer: the own unit's on the Đoàn line, the own organisation's and those below, the department's province. */
const ownPlace = (viewer: Viewer) => [
  { line: "union" as const, provinceId: { in: departmentsOf(viewer, "union") } },
  { line: "union" as const, unitId: { in: unitsOf(viewer, "union") } },
  { line: "union" as const, branchId: { in: [...viewer.branches] } },
];

/**
 * Authorisation as a where clause: decisions made where the viewer answers, and those on whoever is a member there today. The
 * committee of the province and the Hội department read members and not this.
 */
export const visibleDiscipline = (viewer: Viewer) =>
  ({
    OR: [
      ...ownPlace(viewer),
      { person: { memberships: { some: { voidedAt: null, validTo: null, OR: ownPlace(viewer) } } } },
    ],
  }) satisfies Prisma.DisciplineWhereInput;
