import { can, type Viewer } from "@/lib/access/policy";
import type { Line } from "@/lib/generated/prisma/enums";

type Scope = { unitId: string; branchId: string; line: Line };

/** Whoever keeps one of a person's organisations keeps the person's consents: the secretary, the unit's officer. */
export const keepsPerson = (viewer: Viewer, scopes: readonly Scope[]): boolean =>
  scopes.some(({ unitId, branchId, line }) =>
    can(viewer, "privacy.record", { unitIds: [unitId], branchId, line }),
  );

/**
 * Provinces whose data-protection desk the viewer sits at: the organisation department, appointed for both lines, because
 * a person's data does not end where a line does.
 */
export const desksOf = (viewer: Viewer): string[] => [
  ...new Set(
    viewer.appointments
      .filter(({ role, line }) => role === "org_department" && line === "both")
      .map(({ provinceId }) => provinceId),
  ),
];

/** The one desk a form of the desk acts for; nobody sits at two. */
export const deskOf = (viewer: Viewer): string | undefined => desksOf(viewer)[0];

/** Where somebody who writes down a request does so: the desk, the own unit, the own organisation. */
export function registersAt(
  viewer: Viewer,
): { provinceId: string; unitId: string | null; branchId: string | null } | undefined {
  const desk = deskOf(viewer);
  if (desk) return { provinceId: desk, unitId: null, branchId: null };
  const held = viewer.appointments.find(({ role }) => role === "unit_officer" || role === "branch_secretary");
  return held && { provinceId: held.provinceId, unitId: held.unitId, branchId: held.branchId };
}
