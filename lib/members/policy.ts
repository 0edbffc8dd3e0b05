import { can, peopleProvincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import { decidesAlone } from "@/lib/members/rules";

/** What must be known of an organisation to say who keeps its members. */
export type KeptBranch = {
  id: string;
  unitId: string;
  provinceId: string;
  parentId: string | null;
  line: Line;
  kind: BranchKind;
};

/** Whether the viewer reads who its members are: the Hội department reads hội viên only (§1.11). */
export const readsPeopleOf = (
  viewer: Viewer,
  branch: Pick<KeptBranch, "id" | "unitId" | "provinceId" | "line">,
): boolean =>
  peopleProvincesOf(viewer, branch.line).includes(branch.provinceId) ||
  unitsOf(viewer, branch.line).includes(branch.unitId) ||
  viewer.branches.includes(branch.id);

/** The organisation's secretary, that of the đoàn cơ sở above, the managing unit's officer. */
export const keepsMembers = (viewer: Viewer, branch: Pick<KeptBranch, "id" | "unitId" | "line">): boolean =>
  can(viewer, "member.write", { unitIds: [branch.unitId], branchId: branch.id, line: branch.line });

/** The level above: the managing unit's officer, or the secretary of the đoàn cơ sở it belongs to (§2.5). */
export const isLevelAbove = (
  viewer: Viewer,
  branch: Pick<KeptBranch, "unitId" | "parentId" | "line">,
): boolean =>
  can(viewer, "admission.decide", { unitIds: [branch.unitId], line: branch.line }) ||
  (branch.parentId !== null &&
    can(viewer, "member.write", { unitIds: [], branchId: branch.parentId, line: branch.line }));

/** Who writes a member of long standing into the list: whoever decides admissions, no other (§2.5). */
export const entersOnRecord = (viewer: Viewer, branch: KeptBranch): boolean =>
  isLevelAbove(viewer, branch) || (decidesAlone(branch.kind) && keepsMembers(viewer, branch));

/** Organisations of the viewer's units, on the lines of the appointment; fixed terms, for Prisma takes an empty OR as no condition. */
const ofOwnUnits = (viewer: Viewer) => [
  { line: "union" as const, unitId: { in: unitsOf(viewer, "union") } },
  { line: "association" as const, unitId: { in: unitsOf(viewer, "association") } },
];

/** Authorisation as a where clause: proposals that wait for the viewer's decision, never the viewer's own. */
export const decidableAdmissions = (viewer: Viewer) =>
  ({
    state: "proposed",
    proposedById: { not: viewer.accountId },
    OR: [...ofOwnUnits(viewer), { branch: { parentId: { in: [...viewer.branches] } } }],
  }) satisfies Prisma.AdmissionWhereInput;

/** The same for rows about people in organisations whose members the viewer keeps. */
export const keptRows = (viewer: Viewer) => ({
  OR: [...ofOwnUnits(viewer), { branchId: { in: [...viewer.branches] } }],
});
