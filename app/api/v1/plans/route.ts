import { z } from "zod";
import { apiRoute } from "@/lib/http/api";
import { listPlans } from "@/lib/plans/queries";

/** The plans of /plans with their scope rules. */
export const GET = apiRoute({
  filter: z.object({}),
  read: async ({ viewer, tx }) => {
    const plans = await listPlans(viewer, tx);
    return {
      data: plans.map(({ provinceId: _, isEditable: __, version: ___, scope, ...plan }) => plan),
      total: plans.length,
      next: null,
    };
  },
});
