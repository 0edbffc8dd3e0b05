import { departmentsOf, type Viewer } from "@/lib/access/policy";
import type { Line } from "@/lib/generated/prisma/enums";

/** Provinces where the viewer sits in the department that owns the Hội side (row 55). */
const associationProvincesOf = (viewer: Viewer): string[] =>
  viewer.appointments
    .filter(({ role }) => role === "association_department")
    .map(({ provinceId }) => provinceId);

/**
 * Goals whose kind the viewer may correct: the standing department answers for the whole plan (row 52), the Hội
 * department for the Hội side (row 55). Nobody else, whoever's enterprise it is.
 */
export const correctableGoals = (viewer: Viewer) => ({
  OR: [
    { line: "union" as const, provinceId: { in: departmentsOf(viewer, "union") } },
    { line: "association" as const, provinceId: { in: departmentsOf(viewer, "association") } },
    { line: "association" as const, provinceId: { in: associationProvincesOf(viewer) } },
  ],
});

/** The same asked of one goal. */
export const mayCorrectGoal = (viewer: Viewer, goal: { provinceId: string; line: Line }): boolean =>
  departmentsOf(viewer, goal.line).includes(goal.provinceId) ||
  (goal.line === "association" && associationProvincesOf(viewer).includes(goal.provinceId));
