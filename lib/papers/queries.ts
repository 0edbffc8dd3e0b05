import "server-only";
import { type Viewer, visibleOfBranches, visibleOfPeople } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { isLevelAbove, keepsMembers } from "@/lib/members/policy";
import { memberBranch } from "@/lib/members/queries";
import { PAPER_KIND_LABELS } from "@/lib/papers/labels";
import { isWritable, type PaperFigures, type PaperParty, paperMovesFor } from "@/lib/papers/rules";
import type { WorkItem } from "@/lib/worklist/rules";

const facts = {
  ...{ id: true, branchId: true, kind: true, state: true, fromOn: true, toOn: true, words: true },
  ...{ figures: true, version: true, line: true, unitId: true },
  branch: { select: { id: true, name: true, unitId: true, line: true, kind: true, parentId: true } },
  steps: {
    orderBy: { order: "asc" },
    select: { id: true, state: true, on: true, note: true, recordedAt: true, recordedById: true },
  },
} satisfies Prisma.BranchPaperSelect;

type Stored = Prisma.BranchPaperGetPayload<{ select: typeof facts }>;

function readPaper(viewer: Viewer, { fromOn, toOn, steps, ...paper }: Stored) {
  const keeps = keepsMembers(viewer, paper.branch);
  const parties: PaperParty[] = [
    ...(keeps ? (["keeper"] as const) : []),
    ...(isLevelAbove(viewer, paper.branch) ? (["above"] as const) : []),
  ];
  const isSender = steps.findLast(({ state }) => state === "sent")?.recordedById === viewer.accountId;
  return {
    ...paper,
    fromOn: fromDatabase(fromOn),
    toOn: fromDatabase(toOn),
    steps: steps.map(({ on, ...step }) => ({ ...step, on: fromDatabase(on) })),
    mayWrite: keeps && isWritable(paper.state),
    moves: paperMovesFor(paper.state, parties, { isSender }),
  };
}

/** The papers of an organisation, the latest period first, drafts to their keepers only; null out of the viewer's reach. */
export async function branchPapers(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch) return null;
  const papers = await tx.branchPaper.findMany({
    where: {
      AND: visibleOfBranches(viewer),
      branchId,
      ...(branch.canKeep ? {} : { state: { not: "draft" } }),
    },
    orderBy: [{ fromOn: "desc" }, { id: "asc" }],
    take: 200,
    select: facts,
  });
  return {
    branch,
    mayWrite: branch.canKeep && branch.isAlive,
    papers: papers.map((paper) => readPaper(viewer, paper)),
  };
}

/** One paper with its road and, of a report not sent yet, what the records say now; null out of reach. */
export async function paperPage(viewer: Viewer, tx: Tx, paperId: string) {
  if (!isId(paperId)) return null;
  const stored = await tx.branchPaper.findFirst({
    where: { AND: visibleOfBranches(viewer), id: paperId },
    select: facts,
  });
  if (!stored) return null;
  const paper = readPaper(viewer, stored);
  if (paper.state === "draft" && !paper.mayWrite) return null;
  const names = await accountNames(
    viewer,
    tx,
    paper.steps.map(({ recordedById }) => recordedById),
  );
  const isOpen = isWritable(paper.state);
  return {
    ...paper,
    steps: paper.steps.map(({ recordedById, ...step }) => ({ ...step, by: names.get(recordedById) ?? null })),
    /** Frozen when it was sent; until then as the records stand. */
    figures:
      paper.kind === "plan"
        ? null
        : isOpen && paper.mayWrite
          ? await paperFigures(viewer, tx, paper)
          : // Written by move_branch_paper from paperFigures, in this shape.
            (paper.figures as PaperFigures | null),
  };
}

/** What the records say of an organisation in a period: what a report is not asked to type again. */
export async function paperFigures(
  viewer: Viewer,
  tx: Tx,
  { branchId, fromOn, toOn }: { branchId: string; fromOn: PlainDate; toOn: PlainDate },
): Promise<PaperFigures> {
  const period = { gte: toDatabase(fromOn), lte: toDatabase(toOn) };
  const activities = await tx.activity.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null, on: period },
    select: { kind: true, participants: true },
  });
  const memberships = await tx.membership.findMany({
    where: {
      ...{ AND: visibleOfPeople(viewer), branchId, voidedAt: null },
      ...{
        validFrom: { lte: toDatabase(toOn) },
        OR: [{ validTo: null }, { validTo: { gte: toDatabase(fromOn) } }],
      },
    },
    select: { personId: true, validFrom: true, validTo: true },
  });
  const fees = await tx.fee.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, voidedAt: null, collectedOn: period },
    select: { personId: true, amount: true },
  });
  const isWithin = (day: Date | null) => day !== null && day >= period.gte && day <= period.lte;
  const persons = (rows: readonly { personId: string }[]) =>
    new Set(rows.map(({ personId }) => personId)).size;
  const meetings = activities.filter(({ kind }) => kind === "meeting").length;
  return {
    meetings,
    activities: activities.length - meetings,
    participants: activities.reduce((sum, { participants }) => sum + (participants ?? 0), 0),
    joined: persons(memberships.filter(({ validFrom }) => isWithin(validFrom))),
    left: persons(memberships.filter(({ validTo }) => isWithin(validTo))),
    members: persons(memberships.filter(({ validTo }) => validTo === null || validTo > period.lte)),
    feePayers: persons(fees),
    feeSum: fees.reduce((sum, { amount }) => sum + amount, 0),
  };
}

/** Papers in sight that are not the organisation's own affair any more: sent ones first, for the level above. */
export async function papersInSight(viewer: Viewer, tx: Tx) {
  const papers = await tx.branchPaper.findMany({
    where: { AND: visibleOfBranches(viewer), state: { in: ["sent", "returned", "noted"] } },
    orderBy: [{ fromOn: "desc" }, { id: "asc" }],
    take: 300,
    select: facts,
  });
  const read = papers.map((paper) => readPaper(viewer, paper));
  return {
    waiting: read.filter(({ moves }) => moves.includes("noted")),
    others: read.filter(({ moves }) => !moves.includes("noted")),
  };
}

/** Papers that wait for this person: sent ones to be noted, returned ones to be put right. */
export async function papersWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const papers = await tx.branchPaper.findMany({
    where: { AND: visibleOfBranches(viewer), state: { in: ["sent", "returned"] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 200,
    select: facts,
  });
  return papers
    .map((paper) => readPaper(viewer, paper))
    .filter(({ moves }) => moves.length > 0)
    .map(({ id, branchId, branch, kind, state, fromOn, steps }) => ({
      key: `branch-paper:${id}`,
      title:
        state === "sent" ? `Ghi nhận: ${PAPER_KIND_LABELS[kind].toLowerCase()}` : "Sửa, gửi lại bản bị trả",
      subject: branch.name,
      href: `/branches/${branchId}/papers/${id}` as const,
      heldBy: "Bạn",
      consequence: "open" as const,
      since: steps.at(-1)?.on ?? fromOn,
      dueOn: null,
    }));
}
