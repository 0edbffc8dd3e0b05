import { type Viewer, visibleOfBranches } from "@/lib/access/policy";
import type { Party } from "@/lib/congresses/rules";
import { isLevelAbove, type KeptBranch, keepsMembers } from "@/lib/members/policy";

/** Authorisation as a where clause: congresses are facts of an organisation; whom they chose is narrowed as people are. */
export const visibleCongresses = visibleOfBranches;

/** Who the viewer is in a congress of an organisation; an officer may be both, where its secretary has no account. */
export const partiesOf = (viewer: Viewer, branch: KeptBranch): Party[] => [
  ...(keepsMembers(viewer, branch) ? (["organisation"] as const) : []),
  ...(isLevelAbove(viewer, branch) ? (["superior"] as const) : []),
];

/** Whose organisation it is in daily work: its secretary, not the officer who may do it in their place. */
export const isOwn = (viewer: Viewer, { id }: Pick<KeptBranch, "id">): boolean =>
  viewer.appointments.some(({ role, branchId }) => role === "branch_secretary" && branchId === id);
