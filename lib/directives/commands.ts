import "server-only";
import { departmentsOf } from "@/lib/access/policy";
import { composedUnits } from "@/lib/composing/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { DirectiveInput, TraceInput } from "@/lib/directives/schema";
import { done, refuse } from "@/lib/result";
import { documentSymbolKey } from "@/lib/text/normalize";

/** Puts a directive from above into the library (row 27). */
export const recordDirective = command(
  "directive.record",
  async (viewer, tx, input: DirectiveInput) => {
    const [provinceId] = departmentsOf(viewer);
    if (!provinceId) return refuse("not_allowed");
    if (input.issuedOn > today()) return refuse("in_future");
    const id = newId();
    await tx.directive.create({
      data: {
        ...{ ...input, id, provinceId, symbolKey: documentSymbolKey(input.symbol) },
        ...{ issuedOn: toDatabase(input.issuedOn), recordedById: viewer.accountId, isDemo: viewer.isDemo },
      },
      select: { id: true },
    });
    return done({ directiveId: id });
  },
  { directive_symbol_once: "already_there" },
);

/** Takes back one recorded by mistake; one that tasks are traced to stays until they are not. */
export const takeBackDirective = command(
  "directive.take-back",
  async (viewer, tx, input: { directiveId: string }) => {
    const { directiveId } = input;
    const directive = await tx.directive.findFirst({
      where: { id: directiveId, voidedAt: null, provinceId: { in: departmentsOf(viewer) } },
      select: { id: true },
    });
    if (!directive) return refuse("directive_not_found");
    if ((await tx.planTaskDirective.count({ where: { directiveId, voidedAt: null } })) > 0)
      return refuse("still_traced");
    await tx.directive.updateMany({
      where: { id: directiveId, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    return done({ directiveId });
  },
);

/** Says that a clause of one's own issued plan carries out a directive. */
export const traceTask = command(
  "directive.trace",
  async (viewer, tx, input: TraceInput) => {
    const { directiveId, taskId } = input;
    const task = await tx.planTask.findFirst({
      where: { id: taskId, plan: { state: "issued", unitId: { in: composedUnits(viewer) } } },
      select: { provinceId: true, plan: { select: { isDemo: true } } },
    });
    const directive =
      task &&
      (await tx.directive.findFirst({
        where: { id: directiveId, voidedAt: null, provinceId: task.provinceId },
        select: { id: true },
      }));
    if (!task || !directive) return refuse("task_not_found");
    const { provinceId, plan } = task;
    await tx.planTaskDirective.create({
      data: {
        ...{ id: newId(), taskId, directiveId, provinceId },
        ...{ recordedById: viewer.accountId, isDemo: plan.isDemo },
      },
      select: { id: true },
    });
    return done({ directiveId });
  },
  { plan_task_directive_once: "already_traced" },
);

export const untraceTask = command("directive.untrace", async (viewer, tx, input: { linkId: string }) => {
  const link = await tx.planTaskDirective.findFirst({
    where: { id: input.linkId, voidedAt: null, task: { plan: { unitId: { in: composedUnits(viewer) } } } },
    select: { directiveId: true },
  });
  if (!link) return refuse("link_not_found");
  await tx.planTaskDirective.updateMany({
    where: { id: input.linkId, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  return done({ directiveId: link.directiveId });
});
