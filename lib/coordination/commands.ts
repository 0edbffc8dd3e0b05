import "server-only";
import { mayRemind, visibleReminders } from "@/lib/coordination/policy";
import type { RemindersInput, TakeBackReminderInput } from "@/lib/coordination/schema";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { structureOn } from "@/lib/indicators/queries";
import { findPlan } from "@/lib/plans/queries";
import { done, refuse } from "@/lib/result";

/** Urges units to do what they owe under a plan (row 53): a row each, all of them or none. */
export const remindUnits = command("reminder.send", async (viewer, tx, input: RemindersInput) => {
  const { planId, on, dueOn, units } = input;
  const plan = await findPlan(viewer, tx, planId);
  if (!plan || !mayRemind(viewer, plan.provinceId)) return refuse("plan_not_found");
  if (units.length === 0) return refuse("nobody_reminded");
  if (on > today()) return refuse("in_future");
  const { names, answering } = await structureOn(viewer, tx, plan.provinceId, today());
  if (units.some(({ unitId }) => !answering.some(({ id }) => id === unitId))) return refuse("unit_not_found");
  const rows = units.map(({ unitId, text, asks }) => ({
    ...{ id: newId(), planId, unitId, asks, text },
    toName: names.get(unitId)?.name ?? "",
    ...{ on: toDatabase(on), dueOn: dueOn && toDatabase(dueOn), recordedById: viewer.accountId },
  }));
  await tx.reminder.createMany({ data: rows });
  return done({ planId, reminders: rows.map(({ id }) => id) });
});

/** Takes a reminder back that was wrong; it stays in the history with the reason. */
export const takeBackReminder = command(
  "reminder.take-back",
  async (viewer, tx, input: TakeBackReminderInput) => {
    const reminder = await tx.reminder.findFirst({
      where: { id: input.reminderId, AND: visibleReminders(viewer) },
      select: { id: true, provinceId: true, planId: true },
    });
    if (!reminder || !mayRemind(viewer, reminder.provinceId)) return refuse("reminder_not_found");
    const { count } = await tx.reminder.updateMany({
      where: { id: reminder.id, voidedAt: null },
      data: { voidedAt: new Date(), voidedById: viewer.accountId, voidReason: input.reason },
    });
    if (count === 0) return refuse("taken_back_already");
    return done({ planId: reminder.planId });
  },
);
