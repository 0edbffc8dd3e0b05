import { today } from "@/lib/dates/today";
import { apiRoute } from "@/lib/http/api";
import { listUnits } from "@/lib/units/queries";
import { unitFilterSchema } from "@/lib/units/schema";

/** The units of /units on a day, each with its parent of that day; never so many that they need pages. */
export const GET = apiRoute({
  filter: unitFilterSchema,
  read: async ({ viewer, tx, filter: { asOf = today() } }) => {
    const units = await listUnits(viewer, tx, asOf);
    return {
      asOf,
      data: units.map(({ unitId, sortKey: _, ...unit }) => ({ id: unitId, ...unit })),
      total: units.length,
      next: null,
    };
  },
});
