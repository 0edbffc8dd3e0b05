import "server-only";
import { can } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { standingWeights } from "@/lib/priority/queries";
import { replacedFrom } from "@/lib/priority/rules";
import type { WeightsInput } from "@/lib/priority/schema";
import { done, refuse } from "@/lib/result";

/**
 * Other weights from a day on, for good: what was set for later is voided with what they replace. A day in the past corrects
 * what was said of that time; how it was known before stays to be asked for.
 */
export const setWeights = command(
  "priority.set-weights",
  async (viewer, tx, { basedOn, validFrom, ...input }: WeightsInput) => {
    const { provinceId } = input;
    if (!can(viewer, "priority.write", { provinceId })) return refuse("province_not_found");
    if (validFrom > today()) return refuse("date_in_future");
    const rows = await standingWeights(viewer, tx, provinceId);
    if ((rows.at(-1)?.id ?? null) !== basedOn) return refuse("weights_changed_meanwhile");
    const { voided, kept } = replacedFrom(rows, validFrom);
    const gone = await tx.priorityWeights.updateMany({
      where: { id: { in: voided.map(({ id }) => id) }, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    if (gone.count !== voided.length) return refuse("weights_changed_meanwhile");
    for (const { isDemo, ...row } of kept) {
      await tx.priorityWeights.create({
        data: {
          ...row,
          id: newId(),
          provinceId,
          validFrom: toDatabase(row.validFrom),
          validTo: toDatabase(row.validTo),
          recordedById: viewer.accountId,
          isDemo,
        },
        select: { id: true },
      });
    }
    const set = await tx.priorityWeights.create({
      data: { ...input, id: newId(), validFrom: toDatabase(validFrom), recordedById: viewer.accountId },
      select: { id: true },
    });
    return done(set);
  },
  { priority_weights_no_overlap: "weights_changed_meanwhile" },
);
