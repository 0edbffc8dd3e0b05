import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { keyedHashes } from "@/lib/crypto/cipher";
import { command, graveCommand } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type {
  DistinctInput,
  DuplicateDecisionInput,
  MergeInput,
  UndoPairInput,
} from "@/lib/duplicates/schema";
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

/** The same of several at once, by their records alone. */
export async function openDuplicatesOf(viewer: Viewer, tx: Tx, personIds: readonly string[]): Promise<void> {
  if (!can(viewer, "member.write")) return;
  await tx.$queryRaw`select access.ask_duplicates_of(${personIds}::uuid[]) as found`;
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

/** Remembers that two records in the viewer's scope are two people, so that no scan proposes them again. */
export const partPersons = command(
  "duplicate.part",
  async (viewer, tx, { personId, otherId, why }: DistinctInput) => {
    if (!can(viewer, "duplicate.decide")) return refuse("pair_not_found");
    const pairId = newId();
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.part_persons(${pairId}::uuid, ${personId}::uuid, ${otherId}::uuid, ${why}) as outcome`;
    if (answer?.outcome === "done") return done({ pairId });
    return refuse(answer?.outcome === "already_decided" ? "already_decided" : "pair_not_found");
  },
);

/**
 * Puts one record into another with everything that refers to it. Refused where one person would then be in two chi đoàn at
 * once (V14), hold two proposals in one place, or have two identity numbers (V15).
 */
export const mergePersons = graveCommand(
  "duplicate.merge",
  async (viewer, tx, { personId, otherId, take, reason }: MergeInput) => {
    if (!can(viewer, "duplicate.decide")) return refuse("pair_not_found");
    const pairId = newId();
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.merge_persons(${pairId}::uuid, ${personId}::uuid, ${otherId}::uuid, ${take}::text[], ${reason}) as outcome`;
    switch (answer?.outcome) {
      case "done":
        return done({ pairId, personId });
      case "identity_differs":
      case "periods_cross":
        return refuse(answer.outcome);
      default:
        return refuse("pair_not_found");
    }
  },
  {
    membership_one_cell: "two_cells_at_once",
    membership_no_overlap: "periods_cross",
    post_no_overlap: "periods_cross",
    admission_one_open: "two_proposals",
    erasure_one_open: "two_erasures",
    transfer_one_open: "two_transfers",
    person_pair_one: "already_decided",
  },
);

/** Takes a verdict back: two records that were merged are two again, as they were; a pair said to be two people is proposed again. */
export const undoPair = graveCommand(
  "duplicate.undo",
  async (viewer, tx, { pairId, reason }: UndoPairInput) => {
    if (!can(viewer, "duplicate.decide")) return refuse("pair_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.undo_pair(${pairId}::uuid, ${reason}) as outcome`;
    if (answer?.outcome === "done") return done({ pairId });
    return refuse(answer?.outcome === "changed_since" ? "changed_since" : "pair_not_found");
  },
  // What was voided by the merge cannot stand again beside what was written since.
  {
    pair_changed_since: "changed_since",
    membership_one_cell: "changed_since",
    membership_no_overlap: "changed_since",
    membership_status_one: "changed_since",
    discipline_once: "changed_since",
    award_once: "changed_since",
    member_rating_one: "changed_since",
    transfer_one_open: "changed_since",
    post_one_head: "changed_since",
    post_no_overlap: "changed_since",
    privacy_basis_one_open: "changed_since",
    admission_one_open: "changed_since",
  },
);
