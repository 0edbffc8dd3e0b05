import { can } from "@/lib/access/policy";
import { listEnterprises } from "@/lib/enterprises/queries";
import { enterpriseCursor, enterpriseFilterSchema } from "@/lib/enterprises/schema";
import { apiRoute, cappedTotal } from "@/lib/http/api";
import { readCursor } from "@/lib/http/cursor";

/** The list of /enterprises. */
export const GET = apiRoute({
  filter: enterpriseFilterSchema,
  readCursor: (after) => readCursor(enterpriseCursor, after),
  read: async ({ viewer, tx, filter }) => {
    if (!can(viewer, "enterprise.read")) return undefined;
    const { rows, count, next } = await listEnterprises(viewer, tx, filter);
    return { data: rows, ...cappedTotal(count), next: next ?? null };
  },
});
