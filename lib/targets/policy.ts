import {
  can,
  departmentsOf,
  ownProvincesOf,
  peopleProvincesOf,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleOfBranches,
} from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line, LineScope } from "@/lib/generated/prisma/enums";
import { linesRead } from "@/lib/movements/policy";
import type { Metric } from "@/lib/targets/rules";

/** Authorisation as a where clause: a unit's target is read like the plan, an organisation's like the organisation. */
export const visibleTargets = (viewer: Viewer) =>
  ({
    OR: [
      { branchId: null, provinceId: { in: ownProvincesOf(viewer) } },
      { branchId: { not: null }, AND: visibleOfBranches(viewer) },
    ],
  }) satisfies Prisma.TargetWhereInput;

/** Provinces where the viewer sits in the department that owns the Hội side (row 55). */
const associationProvincesOf = (viewer: Viewer): string[] =>
  viewer.appointments
    .filter(({ role }) => role === "association_department")
    .map(({ provinceId }) => provinceId);

/**
 * Provinces whose units' targets of a line the viewer enters: the organisation department those of the Đoàn and of both lines
 * together (rows 52, 54), the Hội department those of the Hội (row 55).
 */
export const provincesGivenBy = (viewer: Viewer, line: LineScope): string[] =>
  line === "association" ? associationProvincesOf(viewer) : departmentsOf(viewer, "union");

export const mayGiveTargets = (viewer: Viewer, line: LineScope, provinceId: string): boolean =>
  provincesGivenBy(viewer, line).includes(provinceId);

/** Whether the viewer gives a unit's organisations their parts of its target. */
export const mayDistribute = (viewer: Viewer, line: LineScope, unitId: string): boolean =>
  line !== "both" && unitsOf(viewer, line).includes(unitId);

/**
 * Whether the viewer reads all that a target counts, so that the number is the target's and not a part of it. Of another unit's
 * target only what was given is read: its work is not in sight.
 */
export function readsAll(
  viewer: Viewer,
  { indicator, line }: Metric,
  { provinceId, unitId }: { provinceId: string; unitId: string },
): boolean {
  if (!can(viewer, "dashboard.read", { provinceId })) return false;
  if (indicator !== "K10")
    return provincesOf(viewer).includes(provinceId) || unitsOf(viewer).includes(unitId);
  return line !== "both" && readsPeople(viewer, line, provinceId, unitId);
}

const readsPeople = (viewer: Viewer, line: Line, provinceId: string, unitId: string): boolean =>
  linesRead(viewer, provinceId).includes(line) &&
  (peopleProvincesOf(viewer, line).includes(provinceId) || unitsOf(viewer, line).includes(unitId));
