import { departmentsOf, unitsOf, type Viewer } from "@/lib/access/policy";

/**
 * Units in whose name the viewer composes plans: the own ones as their officer, and the province, which answers for itself
 * by its id, as its standing department (row 52).
 */
export const composedUnits = (viewer: Viewer): string[] => [
  ...new Set([...unitsOf(viewer), ...departmentsOf(viewer)]),
];

/** Drafts in sight: those the viewer composes, and all of a province for its standing department. */
export const visibleDrafts = (viewer: Viewer) => ({
  state: "draft" as const,
  OR: [{ unitId: { in: composedUnits(viewer) } }, { provinceId: { in: departmentsOf(viewer) } }],
});

/** Plans of the viewer's own, whatever state they are in. */
export const composedPlans = (viewer: Viewer) => ({ unitId: { in: composedUnits(viewer) } });
