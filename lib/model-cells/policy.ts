import { can, departmentsOf, type Viewer } from "@/lib/access/policy";
import { isLevelAbove, type KeptBranch, keepsMembers } from "@/lib/members/policy";
import type { Party } from "@/lib/model-cells/rules";

/** Provinces whose criteria the viewer writes: the organisation department, where it is appointed for the Đoàn. */
export const criteriaProvincesOf = (viewer: Viewer): string[] => departmentsOf(viewer, "union");

export const mayWriteCriteria = (viewer: Viewer): boolean => criteriaProvincesOf(viewer).length > 0;

/** Who the viewer is to a chi đoàn's registration. */
export const partiesOf = (viewer: Viewer, branch: KeptBranch): Party[] => [
  ...(keepsMembers(viewer, branch) ? (["cell"] as const) : []),
  ...(isLevelAbove(viewer, branch) ? (["above"] as const) : []),
  ...(can(viewer, "branch.write", { unitIds: [branch.unitId], line: branch.line })
    ? (["unit"] as const)
    : []),
];
