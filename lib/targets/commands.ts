import "server-only";
import { ownProvincesOf } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { done, refuse } from "@/lib/result";
import { type Target, targetSheet } from "@/lib/targets/queries";
import type { TargetSheetInput } from "@/lib/targets/schema";

/** What a target says, to tell one that was changed from one that was only sent again. */
const says = ({ value, baseline, task, source }: Target): string =>
  JSON.stringify([value, baseline, task?.id ?? null, source.text, source.number, source.on]);

/**
 * Gives the targets of one thing in one period, all at once: whole or not at all. What is changed or emptied is taken back with the
 * reason and written anew; what is sent as it stands is left. The sum is never forced: what is lacking is told.
 */
export const giveTargets = command(
  "target.give",
  async (viewer, tx, input: TargetSheetInput) => {
    const { planId, metric, period, unitId, taskId, cells } = input;
    const sheet = await targetSheet(viewer, tx, { planId, metric, period, unitId });
    if (!sheet) return refuse("plan_not_found");
    if (taskId !== null) {
      const task = await tx.planTask.findFirst({
        where: { id: taskId, planId, provinceId: { in: ownProvincesOf(viewer) } },
        select: { id: true },
      });
      if (!task) return refuse("task_not_found");
    }
    const wholeId = unitId === null ? sheet.plan.provinceId : null;
    const isPlace = (id: string) => id === wholeId || sheet.places.some((place) => place.id === id);
    const standing = new Map(
      [...sheet.parts, ...(wholeId && sheet.whole ? [sheet.whole] : [])].map((target) => [
        target.branchId ?? target.unitId,
        target,
      ]),
    );
    const unknown = cells.find(({ placeId }) => !isPlace(placeId));
    if (unknown) return refuse("place_not_found");
    const moved = cells.find(({ placeId, wasId }) => (standing.get(placeId)?.id ?? null) !== wasId);
    if (moved) return refuse("targets_changed_meanwhile");

    const source = { text: input.sourceText, number: input.sourceNumber, on: input.sourceOn };
    const task = taskId === null ? null : { id: taskId, section: "" };
    // Where the whole starts from is said of the whole.
    const wanted = cells.map(({ placeId, value }) => ({
      ...{ placeId, value, stood: standing.get(placeId) },
      baseline: placeId === wholeId ? input.baseline : null,
    }));
    const changed = wanted.filter(({ value, stood, baseline }) =>
      value === null ? stood : !stood || says(stood) !== says({ ...stood, value, baseline, task, source }),
    );
    if (changed.length === 0) return refuse("nothing_changed");
    const gone = changed.flatMap(({ stood }) => stood?.id ?? []);
    if (gone.length > 0 && input.reason === null) return refuse("reason_missing");
    const { count } = await tx.target.updateMany({
      where: { id: { in: gone }, voidedAt: null },
      data: { voidedAt: new Date(), voidedById: viewer.accountId, voidReason: input.reason },
    });
    if (count < gone.length) return refuse("targets_changed_meanwhile");
    await tx.target.createMany({
      data: changed.flatMap(({ placeId, value, baseline }) =>
        value === null
          ? []
          : [
              {
                ...{ id: newId(), planId, taskId, ...metric, value, baseline },
                ...(unitId === null ? { unitId: placeId } : { unitId, branchId: placeId }),
                ...{ validFrom: toDatabase(period.from), validTo: toDatabase(period.to) },
                ...{ sourceText: source.text, sourceNumber: source.number },
                sourceOn: source.on && toDatabase(source.on),
                recordedById: viewer.accountId,
              },
            ],
      ),
    });
    return done({ planId, changed: changed.length });
  },
  { target_one: "targets_changed_meanwhile" },
);
