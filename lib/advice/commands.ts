import "server-only";
import { desksOf, visiblePapers } from "@/lib/access/policy";
import { findAdvice, findAdviceSubject } from "@/lib/advice/queries";
import { needsWords } from "@/lib/advice/rules";
import type { AdviceBackInput, AdviceInput, AdviceMoveInput, StepBackInput } from "@/lib/advice/schema";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { done, refuse } from "@/lib/result";

/** Enters a report or a proposal that was sent (plan rows 36, 47, 48), in the name of a unit or of the province. */
export const recordAdvice = command("advice.record", async (viewer, tx, input: AdviceInput) => {
  if (!desksOf(viewer, input.line).includes(input.unitId)) return refuse("not_yours");
  if (input.sentOn > today()) return refuse("in_future");
  if (input.answerBy && input.answerBy <= input.sentOn) return refuse("answer_before_sent");
  const subject = await findAdviceSubject(viewer, tx, input);
  if (!subject) return refuse("subject_not_found");
  const { sentOn, answerBy, ...said } = input;
  const advice = await tx.advice.create({
    data: {
      ...said,
      id: newId(),
      enterpriseId: input.enterpriseId ?? subject.case?.enterprise.id ?? null,
      sentOn: toDatabase(sentOn),
      waitingSince: toDatabase(sentOn),
      answerBy: answerBy && toDatabase(answerBy),
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  return done({ adviceId: advice.id });
});

const MOVING = ["not_possible", "in_future", "before_last_step"] as const;

/** Writes down an answer, what was added, or what came of it: by the desk that sent the paper. */
export const moveAdvice = command("advice.move", async (viewer, tx, input: AdviceMoveInput) => {
  const advice = await findAdvice(viewer, tx, input.adviceId);
  if (!advice?.isDesk) return refuse("advice_not_found");
  if (needsWords(input.move) && !input.content) return refuse("words_missing");
  const isOutcome = input.move === "outcome";
  if (isOutcome && !input.content && !input.documentNumber && !input.granted) return refuse("outcome_empty");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_advice(${newId()}::uuid, ${advice.id}::uuid, ${input.move}::public.advice_move, ${input.on}::date,
      ${input.documentNumber}, ${input.content}, ${isOutcome ? input.granted : null}::bigint) as outcome`;
  if (answer?.outcome === "done") return done({ adviceId: advice.id });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "advice_not_found");
});

/** Takes back the last thing written down; the state is again what it was before. */
export const takeBackAdviceStep = command(
  "advice.take-back-step",
  async (viewer, tx, input: StepBackInput) => {
    const step = await tx.adviceStep.findFirst({
      where: { id: input.stepId, voidedAt: null, advice: { AND: visiblePapers(viewer), voidedAt: null } },
      select: { adviceId: true },
    });
    if (!step) return refuse("step_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.take_back_advice_step(${input.stepId}::uuid) as outcome`;
    if (answer?.outcome === "done") return done({ adviceId: step.adviceId });
    return refuse(answer?.outcome === "not_last" ? "not_last" : "step_not_found");
  },
);

/** Takes back a paper entered by mistake, while nothing was answered to it. */
export const takeBackAdvice = command("advice.take-back", async (viewer, tx, input: AdviceBackInput) => {
  const advice = await findAdvice(viewer, tx, input.adviceId);
  if (!advice?.isDesk) return refuse("advice_not_found");
  if (advice.steps.length > 0) return refuse("answered");
  const taken = await tx.advice.updateMany({
    where: { AND: visiblePapers(viewer), id: advice.id, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  return taken.count === 1 ? done({ adviceId: advice.id }) : refuse("answered");
});
