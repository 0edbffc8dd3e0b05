import { departmentsOf, provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Reminders the viewer reads: those of the province, or of the own unit. */
export const visibleReminders = (viewer: Viewer) =>
  ({
    OR: [{ provinceId: { in: provincesOf(viewer) } }, { unitId: { in: unitsOf(viewer) } }],
  }) satisfies Prisma.ReminderWhereInput;

/** The standing department urges the units (rows 52, 53). */
export const mayRemind = (viewer: Viewer, provinceId: string): boolean =>
  departmentsOf(viewer).includes(provinceId);
