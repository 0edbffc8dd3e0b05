import { apiRoute } from "@/lib/http/api";
import { listGoals } from "@/lib/plans/queries";
import { goalFilterSchema, readGoalCursor } from "@/lib/plans/schema";

/** The list of /goals, with how many there would be of each state and of each work list. */
export const GET = apiRoute({
  filter: goalFilterSchema,
  readCursor: readGoalCursor,
  read: async ({ viewer, tx, filter }) => {
    const list = await listGoals(viewer, tx, filter);
    if (!list) return undefined;
    const { plan, asOf, rows, total, byState, byWorkList, next } = list;
    return {
      plan: { id: plan.id, symbol: plan.symbol },
      ...{ asOf, byState, byWorkList },
      data: rows.map(({ sortKey: _, version: __, ...goal }) => goal),
      ...{ total, next },
    };
  },
});
