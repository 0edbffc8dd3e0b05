import { can } from "@/lib/access/policy";
import { listBranches } from "@/lib/branches/queries";
import { branchFilterSchema, cursorSchema } from "@/lib/branches/schema";
import { apiRoute } from "@/lib/http/api";
import { readCursor } from "@/lib/http/cursor";

/** The list of /branches. */
export const GET = apiRoute({
  filter: branchFilterSchema,
  readCursor: (text) => readCursor(cursorSchema, text),
  read: async ({ viewer, tx, filter }) => {
    if (!can(viewer, "branch.read")) return undefined;
    const { rows, total, next } = await listBranches(viewer, tx, filter);
    return { data: rows, total, next };
  },
});
