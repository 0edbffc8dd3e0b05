import { can, peopleProvincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { Line } from "@/lib/generated/prisma/enums";

/** Lines of whose members in a province the viewer reads the figures: the Hội department those of the Hội only (§1.11). */
export const linesRead = (viewer: Viewer, provinceId: string): Line[] =>
  Object.values(Line).filter(
    (line) =>
      can(viewer, "dashboard.read", { provinceId, line }) &&
      (peopleProvincesOf(viewer, line).includes(provinceId) || unitsOf(viewer, line).length > 0),
  );

/** Whether the viewer may read how many belong to an ethnic minority: whoever may read it of one person, for a purpose. */
export const countsMinorities = (viewer: Viewer, provinceId: string): boolean =>
  can(viewer, "sensitive.read", { provinceId });
