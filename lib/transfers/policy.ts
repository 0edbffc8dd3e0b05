import { peopleProvincesOf, unitsOf, type Viewer, visibleOfPeople } from "@/lib/access/policy";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { decidesAbove, type KeptBranch, keepsMembers } from "@/lib/members/policy";
import { type Party, routeOf } from "@/lib/transfers/rules";

const toUnits = (viewer: Viewer, line: Line) => ({ line, toUnitId: { in: unitsOf(viewer, line) } });
const toProvinces = (viewer: Viewer, line: Line) => ({
  line,
  toProvinceId: { in: peopleProvincesOf(viewer, line) },
});

/** Authorisation as a where clause: the own side from the beginning, the other from the sending on. */
export const visibleTransfers = (viewer: Viewer) =>
  ({
    OR: [
      visibleOfPeople(viewer),
      {
        sentOn: { not: null },
        OR: [
          toProvinces(viewer, "union"),
          toProvinces(viewer, "association"),
          toUnits(viewer, "union"),
          toUnits(viewer, "association"),
          { toBranchId: { in: [...viewer.branches] } },
        ],
      },
    ],
  }) satisfies Prisma.TransferWhereInput;

type Ends = { branchId: string; toBranchId: string | null };

/** Who the viewer is in a transfer; `known` are those of its two organisations that the viewer sees. */
export function partiesOf(viewer: Viewer, transfer: Ends, known: ReadonlyMap<string, KeptBranch>): Party[] {
  const keeps = (branch: KeptBranch | undefined) => branch !== undefined && keepsMembers(viewer, branch);
  const isAbove = (branch: KeptBranch | undefined) => branch !== undefined && decidesAbove(viewer, branch);
  const from = routeOf(transfer) === "in" ? undefined : known.get(transfer.branchId);
  const to = transfer.toBranchId === null ? undefined : known.get(transfer.toBranchId);
  return [
    ...(keeps(from) ? (["sender"] as const) : []),
    ...(isAbove(from) ? (["sender_above"] as const) : []),
    ...(keeps(to) ? (["receiver"] as const) : []),
    ...(isAbove(to) ? (["receiver_above"] as const) : []),
  ];
}
