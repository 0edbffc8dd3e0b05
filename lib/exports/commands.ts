import "server-only";
import { can } from "@/lib/access/policy";
import { graveCommand } from "@/lib/db/command";
import { MOST_EXPORTED } from "@/lib/exports/queries";
import type { ExportInput } from "@/lib/exports/schema";
import { allMembers } from "@/lib/members/queries";
import { done, refuse } from "@/lib/result";

/**
 * Asks for the list of members as it is filtered to leave the program, for a reason. Its request id is the export's: the file is
 * made by it, marked with it, and written down under it.
 */
export const askExport = graveCommand("member.export", async (viewer, tx, input: ExportInput) => {
  if (!can(viewer, "member.export")) return refuse("not_allowed");
  const count = (await allMembers(viewer, tx, input.filter, MOST_EXPORTED + 1)).length;
  if (count === 0) return refuse("nobody");
  if (count > MOST_EXPORTED) return refuse("too_many");
  const details = { deed: "member.export", asked: count, filter: input.filter };
  await tx.$queryRaw`select access.note_read('person', null, ${input.reason}, ${JSON.stringify(details)}::jsonb)::text`;
  return done({ ...input, count });
});
