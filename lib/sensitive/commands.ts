import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { encrypt, keyedHashes } from "@/lib/crypto/cipher";
import { command } from "@/lib/db/command";
import type { Tx } from "@/lib/db/scope";
import { findPerson, keepsPerson } from "@/lib/members/queries";
import { done, refuse } from "@/lib/result";
import { ethnicGroups, identityPlace } from "@/lib/sensitive/queries";
import { identityDoubts } from "@/lib/sensitive/rules";
import { FORGET, type SensitiveInput } from "@/lib/sensitive/schema";

/** What is written for an answer: nothing for "as it is", null for "take it away". */
const change = <Value>(name: string, answer: string | null, read: (answer: string) => Value) =>
  answer === null ? {} : { [name]: answer === FORGET ? null : read(answer) };

/**
 * Enters or corrects sensitive fields of somebody whose record the viewer keeps; what was left open stays as it is. Of a number
 * that another record of the province has, only that is said (V15). Nothing of the values comes back, nor into the trace.
 */
export const writeSensitive = command(
  "sensitive.write",
  async (viewer, tx, input: SensitiveInput) => {
    const person = can(viewer, "member.write") ? await findPerson(viewer, tx, input.personId) : null;
    if (!person || !(await keepsPerson(viewer, tx, person.id))) return refuse("person_not_found");
    if (input.ethnicity && input.ethnicity !== FORGET && !(await isGroup(viewer, tx, input.ethnicity))) {
      return refuse("ethnicity_unknown");
    }
    const number = input.identityNumber;
    const doubts = number ? identityDoubts(number, person) : [];
    if (doubts.length > 0 && !input.confirmed) return refuse("doubts_unread", { doubts });
    const changes = {
      ...change("ethnicity", input.ethnicity, (code) => code),
      ...change("religion", input.religion, (code) => code),
      ...change("partyMember", input.partyMember, (answer) => answer === "yes"),
      ...((number || input.forgetIdentity) && { identity: true }),
    };
    if (Object.keys(changes).length === 0) return refuse("nothing_to_write");
    const cipher = number ? encrypt(number, identityPlace(person.id)) : null;
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.write_sensitive(${person.id}::uuid, ${input.version}, ${JSON.stringify(changes)}::jsonb, ${cipher},
        ${number ? keyedHashes(number) : []}::bytea[], ${number?.slice(-3) ?? null}) as outcome`;
    switch (answer?.outcome) {
      case "written":
        return done({ personId: person.id });
      case "identity_taken":
        return refuse("identity_taken");
      case "changed_meanwhile":
        return refuse("sensitive_changed_meanwhile");
      default:
        return refuse("person_not_found");
    }
  },
  { person_sensitive_province_id_identity_hash_key: "identity_taken" },
);

const isGroup = async (viewer: Viewer, tx: Tx, code: string): Promise<boolean> =>
  (await ethnicGroups(viewer, tx)).some((group) => group.code === code);
