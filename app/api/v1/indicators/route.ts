import { apiRoute } from "@/lib/http/api";
import { dashboard } from "@/lib/indicators/reports";
import { indicatorParamsSchema } from "@/lib/indicators/schema";
import { scopeInWords } from "@/lib/plans/labels";

/** The numbers of /dashboard, by unit and in all, with what they count and whether they agree with one another. */
export const GET = apiRoute({
  filter: indicatorParamsSchema,
  read: async ({ viewer, tx, filter }) => {
    const board = await dashboard(viewer, tx, filter);
    if (!board) return undefined;
    const { plan, params, rows, total, checks } = board;
    return {
      plan: { id: plan.id, symbol: plan.symbol, scope: scopeInWords(plan), scopeNote: plan.scopeNote },
      params,
      total: { numbers: total.numbers, goals: total.goals },
      data: rows.map(({ unit, numbers, goals, lastAcceptedOn }) => ({
        unit: unit && { id: unit.id, name: unit.name, shortName: unit.shortName },
        ...{ numbers, goals, lastAcceptedOn },
      })),
      checks,
      next: null,
    };
  },
});
