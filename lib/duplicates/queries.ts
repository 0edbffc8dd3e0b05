import "server-only";
import { can, type Viewer, visiblePersons } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { PairKey } from "@/lib/duplicates/schema";
import type { DuplicateState, PairVerdict } from "@/lib/generated/prisma/enums";
import { personPage } from "@/lib/members/queries";
import { birthOf } from "@/lib/members/rules";

type Waiting = { id: string; personId: string; otherId: string; askedById: string; askedAt: Date };

/** Cases on the viewer's desk, oldest first, both records side by side. */
export async function duplicatesToDecide(viewer: Viewer, tx: Tx) {
  if (!can(viewer, "duplicate.decide")) return [];
  const cases = await tx.$queryRaw<Waiting[]>`
    select id, person_id as "personId", other_id as "otherId", asked_by_id as "askedById", asked_at as "askedAt"
    from access.duplicates_to_decide()`;
  const names = await accountNames(
    viewer,
    tx,
    cases.map(({ askedById }) => askedById),
  );
  const shown = [];
  for (const { id, personId, otherId, askedById, askedAt } of cases.slice(0, 20)) {
    const persons = [await personPage(viewer, tx, personId), await personPage(viewer, tx, otherId)];
    const [person, other] = persons;
    if (person && other) shown.push({ id, person, other, askedAt, askedBy: names.get(askedById) ?? null });
  }
  return shown;
}

type Asked = { personId: string; state: DuplicateState; askedAt: Date; note: string | null };

/** What came of the cases the viewer asked about; of one person, whoever of those who keep the record asked. */
export async function duplicatesAsked(viewer: Viewer, tx: Tx, personId?: string) {
  if (!can(viewer, "member.write")) return [];
  const rows = await tx.$queryRaw<Asked[]>`
    select person_id as "personId", state, asked_at as "askedAt", note from access.duplicates_asked(${personId ?? null}::uuid)`;
  const persons = await tx.person.findMany({
    where: { id: { in: rows.map((row) => row.personId) }, AND: visiblePersons(viewer) },
    select: { id: true, fullName: true },
  });
  const named = new Map(persons.map(({ id, fullName }) => [id, fullName]));
  return rows.flatMap((row) => {
    const fullName = named.get(row.personId);
    return fullName ? [{ ...row, fullName }] : [];
  });
}

/** Pairs below the viewer that look like one person, the likeliest first; those decided before are left out. */
export async function duplicatePairs(viewer: Viewer, tx: Tx) {
  if (!can(viewer, "duplicate.decide")) return [];
  const pairs = await tx.$queryRaw<{ personId: string; otherId: string; keys: PairKey[] }[]>`
    select person_id as "personId", other_id as "otherId", keys from access.person_pairs()`;
  const persons = await tx.person.findMany({
    where: {
      id: { in: pairs.flatMap(({ personId, otherId }) => [personId, otherId]) },
      AND: visiblePersons(viewer),
    },
    select: { id: true, fullName: true, birthDate: true, birthPrecision: true },
  });
  const known = new Map(
    persons.map(({ birthDate, birthPrecision, ...person }) => [
      person.id,
      { ...person, birth: birthOf(birthDate && fromDatabase(birthDate), birthPrecision) },
    ]),
  );
  return pairs.flatMap(({ personId, otherId, keys }) => {
    const [person, other] = [known.get(personId), known.get(otherId)];
    return person && other ? [{ person, other, keys }] : [];
  });
}

/** Two records side by side, where the viewer answers for both of them; else null. */
export async function comparePair(viewer: Viewer, tx: Tx, personId: string, otherId: string) {
  if (!can(viewer, "duplicate.decide") || personId === otherId) return null;
  const [person, other] = [await personPage(viewer, tx, personId), await personPage(viewer, tx, otherId)];
  if (!person || !other) return null;
  const [answer] = await tx.$queryRaw<{ both: boolean }[]>`
    select access.merges_person(${personId}::uuid) and access.merges_person(${otherId}::uuid) as both`;
  return answer?.both ? { person, other } : null;
}

type Decided = {
  id: string;
  personId: string;
  otherId: string;
  verdict: PairVerdict;
  otherName: string;
  reason: string;
  decidedById: string;
  decidedAt: Date;
};

/** What was decided about pairs that the viewer answers for, the latest first; of one person, where one is named. */
export async function pairsDecided(viewer: Viewer, tx: Tx, personId?: string) {
  if (!can(viewer, "duplicate.decide")) return [];
  const rows = await tx.$queryRaw<Decided[]>`
    select id, person_id as "personId", other_id as "otherId", verdict, other_name as "otherName", reason,
      decided_by_id as "decidedById", decided_at as "decidedAt" from access.pairs_decided(${personId ?? null}::uuid)`;
  const persons = await tx.person.findMany({
    where: { id: { in: rows.map((row) => row.personId) }, AND: visiblePersons(viewer) },
    select: { id: true, fullName: true },
  });
  const named = new Map(persons.map(({ id, fullName }) => [id, fullName]));
  const accounts = await accountNames(
    viewer,
    tx,
    rows.map(({ decidedById }) => decidedById),
  );
  return rows.flatMap(({ decidedById, ...row }) => {
    const fullName = named.get(row.personId);
    return fullName ? [{ ...row, fullName, decidedBy: accounts.get(decidedById) ?? null }] : [];
  });
}
