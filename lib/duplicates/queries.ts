import "server-only";
import { can, type Viewer, visiblePersons } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import type { Tx } from "@/lib/db/scope";
import type { DuplicateState } from "@/lib/generated/prisma/enums";
import { personPage } from "@/lib/members/queries";

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
