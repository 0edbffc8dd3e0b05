import { provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { composedUnits } from "@/lib/composing/policy";

/** Receipts and obligations in sight: all of a province for those who read it whole, a unit's own for its officers. */
export const visibleReceipts = (viewer: Viewer) => ({
  OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: unitsOf(viewer) } }],
});

/** Units that receive plans by the viewer's hand. */
export const receivingUnits = composedUnits;

/** Units whose charges the viewer answers for: besides these the department itself (rows 54, 55). */
export const obligedUnits = (viewer: Viewer): string[] => [
  ...new Set([
    ...composedUnits(viewer),
    ...viewer.appointments
      .filter(({ role }) => role === "org_department" || role === "association_department")
      .map(({ unitId }) => unitId),
  ]),
];
