import { morningOf, type Writer } from "./rows";

/** How one chi đoàn rated itself and its members for the year before the plan: all stages, by the scheme of that year. */
export async function writeRatings(
  write: Writer,
  place: { accountId: string; branchId: string },
  officerId: string,
): Promise<void> {
  const { rows } = await write.client.query<{ catalogue: string; id: string }>(
    `select catalogue, id from catalogue_entry where catalogue in ('branch_rating_2011', 'member_rating_2011') and "order" = 1`,
  );
  const best = (catalogue: string) => {
    const level = rows.find((row) => row.catalogue === catalogue);
    if (!level) throw new Error(`Load the reference data first: there is no ${catalogue}`);
    return level.id;
  };
  for (const [stage, on, by] of [
    ["self", "2013-12-10", place.accountId],
    ["superior", "2013-12-16", officerId],
    ["final", "2013-12-20", officerId],
  ] as const) {
    await write.insert("branch_rating", {
      ...{
        branch_id: place.branchId,
        year: 2013,
        stage,
        level_id: best("branch_rating_2011"),
        decided_on: on,
      },
      ...{ recorded_by_id: by, recorded_at: morningOf(on), is_demo: true },
    });
  }
  const members = await write.client.query<{ personId: string }>(
    `select person_id as "personId" from membership where branch_id = $1 and voided_at is null and valid_from < '2013-12-01'
     order by person_id limit 3`,
    [place.branchId],
  );
  for (const { personId } of members.rows) {
    await write.insert("member_rating", {
      ...{ person_id: personId, branch_id: place.branchId, year: 2013, stage: "proposed" },
      ...{ level_id: best("member_rating_2011"), recorded_by_id: place.accountId },
      ...{ recorded_at: morningOf("2013-12-10"), is_demo: true },
    });
  }
}
