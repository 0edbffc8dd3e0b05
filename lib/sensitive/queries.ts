import "server-only";
import { z } from "zod";
import { can, type Viewer } from "@/lib/access/policy";
import { decrypt, keyedHashes } from "@/lib/crypto/cipher";
import type { Tx } from "@/lib/db/scope";
import { findPerson } from "@/lib/members/queries";
import type { SensitiveField } from "@/lib/sensitive/rules";

const stateRow = z.object({
  canWrite: z.boolean(),
  version: z.number(),
  ethnicity: z.boolean(),
  religion: z.boolean(),
  partyMember: z.boolean(),
  identityTail: z.string().nullable(),
});

/** Which sensitive fields of a person are filled in, and no value; null where the viewer has no business with them. */
export async function sensitiveState(viewer: Viewer, tx: Tx, personId: string) {
  if (!can(viewer, "sensitive.read") || !(await findPerson(viewer, tx, personId))) return null;
  const [answer] = await tx.$queryRaw<{ state: unknown }[]>`
    select access.sensitive_state(${personId}::uuid) as state`;
  if (!answer?.state) return null;
  const { identityTail, canWrite, version, ...filled } = stateRow.parse(answer.state);
  return { canWrite, version, identityTail, filled: { ...filled, identity: identityTail !== null } };
}

/** Where the number of a person is sealed to: elsewhere it does not open. */
export const identityPlace = (personId: string): string => `person_sensitive/identity/${personId}`;

const valuesRow = z.object({
  ethnicity: z.string().nullish(),
  religion: z.string().nullish(),
  partyMember: z.boolean().nullish(),
  identity: z.string().nullish(),
  /** The record the number was entered in, where a merge brought it from there. */
  sealedFor: z.string().nullish(),
});

/** Ethnic groups by code, as the catalogue has them. */
export const ethnicGroups = (_viewer: Viewer, tx: Tx) =>
  tx.catalogueEntry.findMany({
    where: { catalogue: "ethnic_group" },
    orderBy: { order: "asc" },
    select: { code: true, label: true },
  });

/**
 * The values of the fields asked for, read for a purpose: the database writes down who read what and why, and refuses a session
 * that did not prove itself lately. Null out of reach.
 */
export async function readSensitive(
  viewer: Viewer,
  tx: Tx,
  { personId, fields, purpose }: { personId: string; fields: readonly SensitiveField[]; purpose: string },
) {
  if (!can(viewer, "sensitive.read") || !(await findPerson(viewer, tx, personId))) return null;
  const [answer] = await tx.$queryRaw<{ known: unknown }[]>`
    select access.read_sensitive(${personId}::uuid, ${[...fields]}::text[], ${purpose}) as known`;
  if (!answer?.known) return null;
  const { identity, sealedFor, ...values } = valuesRow.parse(answer.known);
  return { ...values, identity: identity ? decrypt(identity, identityPlace(sealedFor ?? personId)) : null };
}

/** Who has this identity number, among those whose sensitive fields the viewer reads; finding somebody is written down. */
export async function findByIdentity(viewer: Viewer, tx: Tx, number: string): Promise<string | null> {
  if (!can(viewer, "sensitive.read")) return null;
  const [answer] = await tx.$queryRaw<{ id: string | null }[]>`
    select access.find_by_identity(${keyedHashes(number)}::bytea[]) as id`;
  const person = answer?.id ? await findPerson(viewer, tx, answer.id) : null;
  return person?.id ?? null;
}
