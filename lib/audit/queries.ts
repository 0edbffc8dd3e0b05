import "server-only";
import type { Viewer } from "@/lib/access/policy";
import type { Tx } from "@/lib/db/scope";

/**
 * Leaves a line in the trace that the viewer opened a person's record: once an hour for each person, for everybody but
 * the secretary who keeps it (domain.md §1.11). Part of the reading, not a deed: the database function writes the line.
 */
export async function noteProfileRead(_viewer: Viewer, tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`select access.note_profile_read(${personId}::uuid)`;
}
