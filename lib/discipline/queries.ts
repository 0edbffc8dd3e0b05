import "server-only";
import { can, type Viewer, visibleBranches } from "@/lib/access/policy";
import { fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { visibleDiscipline } from "@/lib/discipline/policy";
import { isPastUntil, kindsFor } from "@/lib/discipline/rules";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { findPerson, type MemberBranch, memberBranch, membersOf } from "@/lib/members/queries";

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

/** Most rows of a register; no organisation has as many. */
const MOST = 500;

const facts = {
  id: true,
  branchId: true,
  kind: true,
  decisionNumber: true,
  decidedBy: true,
  reason: true,
  until: true,
  liftReason: true,
  validFrom: true,
  validTo: true,
  isDemo: true,
  person: { select: { id: true, fullName: true } },
} satisfies Prisma.DisciplineSelect;

/** What somebody may decide about a member of an organisation, and about the organisation. */
export const mayDecide = (branch: MemberBranch) => ({
  person: kindsFor("person", { keeps: branch.canKeep, decidesAbove: branch.decidesAbove }),
  organisation: kindsFor("organisation", { keeps: false, decidesAbove: branch.isLevelAbove }),
});

async function listed(viewer: Viewer, tx: Tx, where: Prisma.DisciplineWhereInput) {
  const on = today();
  const rows = await tx.discipline.findMany({
    where: { AND: [visibleDiscipline(viewer), where], voidedAt: null },
    orderBy: [{ validFrom: "desc" }, { id: "asc" }],
    take: MOST,
    select: facts,
  });
  const known = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: rows.map(({ branchId }) => branchId) } },
    select: { id: true, name: true },
  });
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return rows.map(({ until, validFrom, validTo, ...row }) => {
    const period = { until: dated(until), validFrom: fromDatabase(validFrom), validTo: dated(validTo) };
    // A decision follows the person to where the organisation that was decided about may be out of sight.
    const branchName = names.get(row.branchId) ?? null;
    return { ...row, ...period, branchName, isPastUntil: isPastUntil(period, on) };
  });
}

/** The register of one organisation, its members' decisions and its own; null for whoever does not answer for it. */
export async function disciplineOfBranch(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await readable(viewer, tx, branchId);
  if (!branch) return null;
  return { branch, may: mayDecide(branch), rows: await listed(viewer, tx, { branchId }) };
}

/** An organisation of Đoàn whose register the viewer reads. */
async function readable(viewer: Viewer, tx: Tx, branchId: string): Promise<MemberBranch | null> {
  const branch = await memberBranch(viewer, tx, branchId);
  if (branch?.line !== "union") return null;
  const { provinceId } = branch;
  return branch.canKeep || can(viewer, "discipline.read", { provinceId, line: "union" }) ? branch : null;
}

/** Decisions on one person, as far as the viewer answers for them. */
export const disciplineOfPerson = async (viewer: Viewer, tx: Tx, personId: string) =>
  isId(personId) ? listed(viewer, tx, { personId }) : [];

/** The form of a new decision: on the person asked for, or on the organisation; null where the viewer decides nothing of it. */
export async function newDiscipline(viewer: Viewer, tx: Tx, branchId: string, personId: string | undefined) {
  const branch = await readable(viewer, tx, branchId);
  if (!branch) return null;
  const kinds = mayDecide(branch)[personId ? "person" : "organisation"];
  if (kinds.length === 0) return null;
  if (!personId) return { branch, kinds, person: null };
  const person = await findPerson(viewer, tx, personId);
  const members = await membersOf(viewer, tx, [branchId], today());
  return person && members.some(({ id }) => id === personId) ? { branch, kinds, person } : null;
}

/** One decision that stands, for the form that lifts it; null out of reach or for whoever may not lift it. */
export async function findDiscipline(viewer: Viewer, tx: Tx, branchId: string, disciplineId: string) {
  const branch = await readable(viewer, tx, branchId);
  if (!branch || !isId(disciplineId)) return null;
  const [row] = await listed(viewer, tx, { id: disciplineId, branchId, validTo: null });
  if (!row) return null;
  const may = mayDecide(branch)[row.person ? "person" : "organisation"];
  return may.includes(row.kind) ? { ...row, branch } : null;
}
