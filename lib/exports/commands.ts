import "server-only";
import { graveCommand } from "@/lib/db/command";
import { PERSON_TABLES } from "@/lib/exports/person-tables";
import { MOST_EXPORTED } from "@/lib/exports/queries";
import type { ExportInput } from "@/lib/exports/schema";
import { done, refuse } from "@/lib/result";

/**
 * Asks for a list with persons in it as it is filtered to leave the program, for a reason. Its request id is the export's: the file
 * is made by it, marked with it, and written down under it.
 */
export const askExport = graveCommand("member.export", async (viewer, tx, input: ExportInput) => {
  const { list, filter, reason } = input;
  const found = await PERSON_TABLES[list].read(viewer, tx, filter, MOST_EXPORTED + 1);
  if (!found) return refuse("not_allowed");
  const count = found.rows.length;
  if (count === 0) return refuse("nobody");
  if (count > MOST_EXPORTED) return refuse("too_many");
  const details = { deed: "member.export", asked: count, list, filter };
  await tx.$queryRaw`select access.note_read('person', null, ${reason}, ${JSON.stringify(details)}::jsonb)::text`;
  return done({ ...input, count });
});
