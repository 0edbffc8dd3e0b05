import { departmentsOf, provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isLevelAbove, type KeptBranch, keepsMembers } from "@/lib/members/policy";
import { decidesAlone } from "@/lib/members/rules";

/** Authorisation as a where clause on payments up: who pays, who books, and the province. Sums, nobody's name. */
export const visiblePayments = (viewer: Viewer) =>
  ({
    OR: [
      { provinceId: { in: provincesOf(viewer) } },
      { unitId: { in: unitsOf(viewer) } },
      { toUnitId: { in: unitsOf(viewer) } },
      { branchId: { in: [...viewer.branches] } },
      { toBranchId: { in: [...viewer.branches] } },
    ],
  }) satisfies Prisma.FeePaymentWhereInput;

/** Payments the viewer books: those to the own đoàn cơ sở, to the own unit, or to the province (its organisation department). */
export const bookedBy = (viewer: Viewer) =>
  ({
    OR: [
      { toBranchId: { in: [...viewer.branches] } },
      ...(["union", "association"] as const).flatMap((line) => [
        { line, toUnitId: { in: unitsOf(viewer, line) } },
        { line, toUnitId: { in: departmentsOf(viewer, line) } },
        { line, toBranch: { unitId: { in: unitsOf(viewer, line) } } },
      ]),
    ],
  }) satisfies Prisma.FeePaymentWhereInput;

/** The committee of the đoàn cơ sở, or the unit above: they exempt. */
export const mayExempt = (viewer: Viewer, branch: KeptBranch): boolean =>
  isLevelAbove(viewer, branch) || (decidesAlone(branch.kind) && keepsMembers(viewer, branch));
