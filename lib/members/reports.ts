import "server-only";
import { can, type Viewer, visibleBranches, visibleOfPeople } from "@/lib/access/policy";
import { listBranchesOfEnterprise } from "@/lib/branches/queries";
import type { PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Line } from "@/lib/generated/prisma/enums";
import { decidableAdmissions, readsPeopleOf } from "@/lib/members/policy";
import { countAway, countMembers, membersOf } from "@/lib/members/queries";

/**
 * For the home page: proposals that wait for the viewer and the viewer's own that wait for others (/admissions), members
 * past the age of leaving Đoàn (/members?state=over30; V12, V13), put off for a time that ends soon and out of contact, where the
 * viewer keeps members at all.
 */
export async function membersWaiting(viewer: Viewer, tx: Tx) {
  const keeps = can(viewer, "member.write");
  return {
    admissionsToDecide: await tx.admission.count({ where: decidableAdmissions(viewer) }),
    ownProposals: await tx.admission.count({
      where: { AND: visibleOfPeople(viewer), state: "proposed", proposedById: viewer.accountId },
    }),
    over30: keeps ? await countMembers(viewer, tx, { state: "over30" }) : 0,
    ...(keeps ? await countAway(viewer, tx) : { suspensionsEnding: 0, lostContact: 0 }),
  };
}

/**
 * Members of the organisations that cover an enterprise on a day, by line. Where the viewer reads them all, each person
 * counts once and `people` names them; where not, only how many the organisations have. A chi đoàn ghép counts with all
 * its members: which of its enterprises somebody works in is not recorded.
 */
export async function peopleOfEnterprise(
  viewer: Viewer,
  tx: Tx,
  enterpriseId: string,
  on: PlainDate = today(),
) {
  const covering = await listBranchesOfEnterprise(viewer, tx, enterpriseId, on);
  const known = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: covering.map(({ branchId }) => branchId) } },
    select: { id: true, unitId: true, provinceId: true, line: true },
  });
  const read = new Set(known.filter((branch) => readsPeopleOf(viewer, branch)).map(({ id }) => id));
  const union = await ofLine(viewer, tx, { line: "union", covering, read, on });
  return { union, association: await ofLine(viewer, tx, { line: "association", covering, read, on }) };
}

type Covering = Awaited<ReturnType<typeof listBranchesOfEnterprise>>;
type LineAsked = { line: Line; covering: Covering; read: ReadonlySet<string>; on: PlainDate };

async function ofLine(viewer: Viewer, tx: Tx, { line, covering, read, on }: LineAsked) {
  const branches = covering.filter((branch) => branch.line === line);
  const branchIds = branches.map(({ branchId }) => branchId);
  const inAll = branches.reduce((sum, { members }) => sum + (members ?? 0), 0);
  if (!branchIds.every((id) => read.has(id))) return { branches, total: inAll, people: null };
  const people = await membersOf(viewer, tx, branchIds, on);
  return { branches, total: people.length, people };
}
