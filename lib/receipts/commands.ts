import "server-only";
import { command } from "@/lib/db/command";
import { obligedUnits, receivingUnits } from "@/lib/receipts/policy";
import type { AcknowledgementInput, ObligationStepInput } from "@/lib/receipts/schema";
import { done, refuse } from "@/lib/result";

const ACKNOWLEDGING = [
  "not_possible",
  "reason_missing",
  "assignee_missing",
  "in_future",
  "before_last_step",
] as const;

/** What a unit says of a plan it received: seen, assigned to whom, under way (row 65). Opening the page says nothing. */
export const acknowledgePlan = command(
  "plan.acknowledge",
  async (viewer, tx, input: AcknowledgementInput) => {
    const delivery = await tx.planDelivery.findFirst({
      where: { id: input.deliveryId, unitId: { in: receivingUnits(viewer) } },
      select: { id: true, planId: true },
    });
    if (!delivery) return refuse("delivery_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.acknowledge_plan(${delivery.id}::uuid, ${input.move}::public.plan_receipt, ${input.on}::date,
      ${input.assignee}, ${input.note}) as outcome`;
    if (answer?.outcome === "done") return done({ planId: delivery.planId });
    return refuse(ACKNOWLEDGING.find((refusal) => refusal === answer?.outcome) ?? "delivery_not_found");
  },
);

const STEPPING = ["not_possible", "words_missing", "in_future", "before_last_step"] as const;

/** What a charged unit did about a clause, with its evidence in words; done can be opened again. */
export const stepObligation = command(
  "plan.step-obligation",
  async (viewer, tx, input: ObligationStepInput) => {
    const charge = await tx.planTaskUnit.findFirst({
      where: {
        taskId: input.taskId,
        unitId: input.unitId,
        AND: { unitId: { in: obligedUnits(viewer) } },
        task: { plan: { state: "issued" } },
      },
      select: { task: { select: { planId: true } } },
    });
    if (!charge) return refuse("obligation_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.step_obligation(${input.taskId}::uuid, ${input.unitId}::uuid, ${input.state}::public.obligation_state,
      ${input.on}::date, ${input.note}) as outcome`;
    if (answer?.outcome === "done") return done({ planId: charge.task.planId });
    return refuse(STEPPING.find((refusal) => refusal === answer?.outcome) ?? "obligation_not_found");
  },
);
