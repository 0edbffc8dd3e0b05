import { morningOf, type Writer } from "./rows";

/** A second record of somebody: entered once more for a proposal that was then withdrawn. What the officer's scan finds. */
export async function writeLookalike(
  write: Writer,
  { branchId, accountId }: { branchId: string; accountId: string },
): Promise<void> {
  const { rows } = await write.client.query(
    `select p.full_name, p.search_key, p.sort_key, p.gender, p.birth_date, p.birth_precision from person p
     join membership m on m.person_id = p.id where m.branch_id = $1 and m.valid_to is null and m.voided_at is null
     order by p.sort_key, p.id limit 1`,
    [branchId],
  );
  if (!rows[0]) throw new Error("The demo has no member to enter twice");
  const personId = await write.insert("person", { ...rows[0], occupation: "Công nhân", is_demo: true });
  const [proposed, withdrawn] = [morningOf("2014-11-24"), morningOf("2014-11-25")];
  await write.insert("admission", {
    ...{
      person_id: personId,
      branch_id: branchId,
      admit_on: "2014-11-22",
      state: "withdrawn",
      is_demo: true,
    },
    ...{ proposed_by_id: accountId, proposed_at: proposed, decided_by_id: accountId, decided_at: withdrawn },
  });
}
