import "server-only";
import { unitsOf, type Viewer } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { findIssue, findSubject } from "@/lib/feedback/queries";
import { firstStage, lineAt } from "@/lib/feedback/rules";
import type { IssueInput, IssueNoteInput, IssueTurnInput } from "@/lib/feedback/schema";
import type { IssueMove, IssueStage, Line } from "@/lib/generated/prisma/enums";
import { done, refuse } from "@/lib/result";

/** Raises a difficulty or a proposal in the name of one's organisation or unit (plan row 61). */
export const raiseIssue = command("issue.raise", async (viewer, tx, input: IssueInput) => {
  const { raisedFor, answerBy, ...said } = input;
  const place = await placeOf(viewer, tx, raisedFor, input.line);
  if (!place) return refuse("not_yours");
  if (answerBy && answerBy <= today()) return refuse("date_in_past");
  const subject = await findSubject(viewer, tx, input);
  if (!subject) return refuse("subject_not_found");
  const stage = firstStage(raisedFor.kind, place.line);
  const issue = await tx.issue.create({
    data: {
      ...said,
      ...place,
      id: newId(),
      enterpriseId: input.enterpriseId ?? subject.case?.enterpriseId ?? null,
      stage,
      answerBy: answerBy && toDatabase(answerBy),
      raisedById: viewer.accountId,
      raisedOn: toDatabase(today()),
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  await note(viewer, tx, { issueId: issue.id, move: "raised", stage, text: input.text });
  return done({ issueId: issue.id });
});

/** Where it is raised, if the viewer answers for that on the line; an organisation may speak of both. */
async function placeOf(viewer: Viewer, tx: Tx, raisedFor: IssueInput["raisedFor"], line: Line) {
  if (raisedFor.kind === "unit") {
    const held = viewer.appointments.find(
      ({ role, unitId }) => role === "unit_officer" && unitId === raisedFor.id,
    );
    return held && unitsOf(viewer, line).includes(raisedFor.id)
      ? { unitId: held.unitId, provinceId: held.provinceId, branchId: null, line }
      : undefined;
  }
  if (!viewer.branches.includes(raisedFor.id)) return undefined;
  const branch = await tx.branch.findFirst({
    where: { id: raisedFor.id },
    select: { id: true, unitId: true, provinceId: true, line: true },
  });
  return (
    branch && { unitId: branch.unitId, provinceId: branch.provinceId, branchId: branch.id, line: branch.line }
  );
}

const note = (
  viewer: Viewer,
  tx: Tx,
  step: { issueId: string; move: IssueMove; stage: IssueStage; text: string | null },
) =>
  tx.issueStep.create({
    data: { ...step, id: newId(), byId: viewer.accountId, on: toDatabase(today()) },
    select: { id: true },
  });

/** One turn of the state machine by whoever's it is: answer, pass on, send outside, confirm, open again. */
export const turnIssue = command("issue.turn", async (viewer, tx, input: IssueTurnInput) => {
  const issue = await findIssue(viewer, tx, input.issueId);
  if (!issue) return refuse("issue_not_found");
  const { move, to } = input.turn;
  if (!issue.turns.some((turn) => turn.move === move && turn.to === to)) return refuse("turn_not_possible");
  if (!input.text && move !== "confirmed") return refuse("words_missing");
  if (move === "sent_out" && !input.outsideBody) return refuse("body_missing");
  const moved = await tx.issue.updateMany({
    where: { id: issue.id, version: input.version, stage: issue.stage },
    data: {
      stage: to,
      line: lineAt(to, issue.line),
      version: { increment: 1 },
      ...(move === "answered" && { answeredOn: toDatabase(today()) }),
      ...(move === "reopened" && { answeredOn: null }),
      ...(move === "sent_out" && { outsideBody: input.outsideBody }),
    },
  });
  if (moved.count === 0) return refuse("issue_changed_meanwhile");
  const text = move === "sent_out" ? `${input.outsideBody}: ${input.text}` : input.text;
  await note(viewer, tx, { issueId: issue.id, move, stage: to, text });
  return done({ issueId: issue.id });
});

/** A word in the thread, by those concerned; it moves nothing. */
export const noteIssue = command("issue.note", async (viewer, tx, input: IssueNoteInput) => {
  const issue = await findIssue(viewer, tx, input.issueId);
  if (!issue?.mayNote) return refuse("issue_not_found");
  await note(viewer, tx, { issueId: issue.id, move: "noted", stage: issue.stage, text: input.text });
  return done({ issueId: issue.id });
});
