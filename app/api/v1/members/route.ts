import { can } from "@/lib/access/policy";
import { apiRoute, cappedTotal } from "@/lib/http/api";
import { listMembers } from "@/lib/members/queries";
import { memberFilterSchema, readCursor } from "@/lib/members/schema";

/** The list of /members: who somebody is and where a member since when, nothing more of a person (domain §1.11). */
export const GET = apiRoute({
  filter: memberFilterSchema,
  readCursor,
  read: async ({ viewer, tx, filter }) => {
    if (!can(viewer, "member.read")) return undefined;
    const { rows, total, next } = await listMembers(viewer, tx, filter);
    return {
      data: rows.map(({ id, fullName, gender, birth, memberships, posts }) => ({
        ...{ id, fullName, gender, birth, memberships },
        posts: posts.map(({ title }) => title),
      })),
      ...cappedTotal(total),
      next,
    };
  },
});
