import "server-only";
import { type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { memberBranch } from "@/lib/members/queries";
import { paperFigures } from "@/lib/papers/queries";
import { isWritable } from "@/lib/papers/rules";
import type { NewPaperInput, PaperInput, PaperMoveInput } from "@/lib/papers/schema";
import { done, refuse } from "@/lib/result";

/** Writes an organisation's own plan of a period, or begins its report on itself (row 38). */
export const beginPaper = command("paper.begin", async (viewer, tx, input: NewPaperInput) => {
  const { branchId, kind, fromOn, toOn, words } = input;
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canKeep) return refuse("branch_not_found");
  if (!branch.isAlive) return refuse("branch_ended");
  const id = newId();
  await tx.branchPaper.create({
    data: {
      ...{ id, branchId, kind, words, fromOn: toDatabase(fromOn), toOn: toDatabase(toOn) },
      ...{ createdById: viewer.accountId, isDemo: viewer.isDemo },
    },
    select: { id: true },
  });
  return done({ branchId, paperId: id });
});

const find = (viewer: Viewer, tx: Tx, paperId: string) =>
  tx.branchPaper.findFirst({
    where: { AND: visibleOfBranches(viewer), id: paperId },
    select: { branchId: true, kind: true, state: true, version: true, fromOn: true, toOn: true },
  });

/** Changes the words of a paper that was not sent yet, or that came back. */
export const writePaper = command("paper.write", async (viewer, tx, input: PaperInput) => {
  const { paperId, version, fromOn, toOn, words } = input;
  const paper = await find(viewer, tx, paperId);
  const branch = paper && (await memberBranch(viewer, tx, paper.branchId));
  if (!paper || !branch?.canKeep) return refuse("paper_not_found");
  if (!isWritable(paper.state)) return refuse("not_possible");
  const written = await tx.branchPaper.updateMany({
    where: { id: paperId, version, state: paper.state },
    data: { words, fromOn: toDatabase(fromOn), toOn: toDatabase(toOn), version: { increment: 1 } },
  });
  return written.count === 1
    ? done({ branchId: paper.branchId, paperId })
    : refuse("paper_changed_meanwhile", { version: paper.version });
});

const MOVING = ["not_possible", "own_paper", "reason_missing"] as const;

/** Sends a paper up, where a report's numbers freeze as the records stand; or notes it, or returns it with the reason. */
export const movePaper = command("paper.move", async (viewer, tx, input: PaperMoveInput) => {
  const { paperId, move, note } = input;
  const paper = await find(viewer, tx, paperId);
  if (!paper) return refuse("paper_not_found");
  const { branchId, kind } = paper;
  const period = { branchId, fromOn: fromDatabase(paper.fromOn), toOn: fromDatabase(paper.toOn) };
  const figures = kind === "report" && move === "sent" ? await paperFigures(viewer, tx, period) : null;
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_branch_paper(${paperId}::uuid, ${move}::public.branch_paper_state, ${note},
      ${figures && JSON.stringify(figures)}::jsonb) as outcome`;
  if (answer?.outcome === "done") return done({ branchId, paperId });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "paper_not_found");
});
