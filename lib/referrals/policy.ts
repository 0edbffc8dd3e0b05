import { unitsOf, type Viewer, visibleOfPeople } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isLevelAbove, type KeptBranch, keepsMembers } from "@/lib/members/policy";
import { decidesAlone } from "@/lib/members/rules";
import type { Party } from "@/lib/referrals/rules";

const atResidence = (viewer: Viewer) =>
  ({
    introducedOn: { not: null },
    toUnitId: { in: unitsOf(viewer, "union") },
  }) satisfies Prisma.ReferralWhereInput;

/** Authorisation as a where clause: the own side from the beginning, the residence from the introduction on. */
export const visibleReferrals = (viewer: Viewer) =>
  ({ OR: [visibleOfPeople(viewer), atResidence(viewer)] }) satisfies Prisma.ReferralWhereInput;

type Ends = { branchId: string; toUnitId: string | null; introducedOn: unknown };

/** Who the viewer is in a referral; `branch` is its organisation where the viewer sees it. */
export function partiesOf(viewer: Viewer, referral: Ends, branch: KeptBranch | undefined): Party[] {
  const keeps = branch !== undefined && keepsMembers(viewer, branch);
  const isAbove =
    branch !== undefined && (isLevelAbove(viewer, branch) || (decidesAlone(branch.kind) && keeps));
  const { introducedOn, toUnitId } = referral;
  const answers = introducedOn !== null && toUnitId !== null && unitsOf(viewer, "union").includes(toUnitId);
  return [
    ...(keeps ? (["sender"] as const) : []),
    ...(isAbove ? (["sender_above"] as const) : []),
    ...(answers ? (["residence"] as const) : []),
  ];
}
