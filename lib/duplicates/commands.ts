import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { keyedHashes } from "@/lib/crypto/cipher";
import { command } from "@/lib/db/command";
import type { Tx } from "@/lib/db/scope";
import type { DuplicateDecisionInput } from "@/lib/duplicates/schema";
import { done, refuse } from "@/lib/result";

/** Opens cases about records out of sight that look like this person, or have this number; whether there was one is all it says. */
export async function openDuplicates(
  viewer: Viewer,
  tx: Tx,
  personId: string,
  number?: string | undefined,
): Promise<boolean> {
  if (!can(viewer, "member.write")) return false;
  const [answer] = await tx.$queryRaw<{ found: boolean }[]>`
    select access.ask_duplicates(${personId}::uuid, ${number ? keyedHashes(number) : []}::bytea[]) as found`;
  return answer?.found === true;
}

/** Asks the level above whether somebody is the same as whoever has a record out of sight (V15, V16). */
export const askDuplicate = command(
  "duplicate.ask",
  async (viewer, tx, { personId, number }: { personId: string; number?: string | undefined }) =>
    (await openDuplicates(viewer, tx, personId, number)) ? done({ personId }) : refuse("nothing_alike"),
);

/** The level above both says whether two records are one person; the asker reads the verdict and the note. */
export const decideDuplicate = command(
  "duplicate.decide",
  async (viewer, tx, { caseId, verdict, note }: DuplicateDecisionInput) => {
    if (!can(viewer, "duplicate.decide")) return refuse("duplicate_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.decide_duplicate(${caseId}::uuid, ${verdict}::public.duplicate_state, ${note}) as outcome`;
    if (answer?.outcome === "decided") return done({ verdict });
    return refuse(answer?.outcome === "already_decided" ? "already_decided" : "duplicate_not_found");
  },
);
