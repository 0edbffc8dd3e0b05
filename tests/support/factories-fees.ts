import { collectFees } from "@/lib/fees/commands";
import type { CollectionInput } from "@/lib/fees/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, member, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

/**
 * A đoàn cơ sở of a district with a chi đoàn below it, a chi đoàn and a chi đoàn cơ sở straight under the district, three members
 * each, and those who collect, pay and book at every level.
 */
export async function feeWorld() {
  const world = await cellWorld();
  const { provinceId, districtA } = world;
  const place = { provinceId, unitId: districtA };
  const upper = await branch({ ...place, kind: "grassroots_union" });
  const lower = await branch({ ...place, parentId: upper });
  const grassroots = await branch({ ...place, kind: "grassroots_cell" });
  const people: Record<string, string[]> = {};
  for (const branchId of [world.cell, upper, lower, grassroots]) {
    const members = [];
    for (let count = 0; count < 3; count += 1) members.push((await member({ branchId })).personId);
    people[branchId] = members;
  }
  const secretaryOf = (branchId: string) => viewer({ role: "branch_secretary", ...place, branchId });
  return {
    ...{ ...world, upper, lower, grassroots, people },
    ...{ upperSecretary: await secretaryOf(upper), lowerSecretary: await secretaryOf(lower) },
    grassrootsSecretary: await secretaryOf(grassroots),
    department: world.outsiders["the organisation department"],
  };
}

export type FeeWorld = Awaited<ReturnType<typeof feeWorld>>;

type Row = CollectionInput["rows"][number];

export const collecting = (
  branchId: string,
  rows: readonly (Partial<Row> & { personId: string })[],
  given: Partial<Omit<CollectionInput, "branchId" | "rows">> = {},
): CollectionInput => ({
  ...{ branchId, month: "2014-11-01", collectedOn: "2014-12-01", reason: null },
  ...given,
  rows: rows.map((row) => ({ amount: 5000, shown: null, ...row })),
});

/** Fees as they stand, by the owner: what is there, whoever may see it. */
export async function feesOf(branchId: string) {
  const { rows } = await owner.query(
    `select id, person_id, month::text, amount from fee where branch_id = $1 and voided_at is null order by month, person_id`,
    [branchId],
  );
  return rows;
}

/** A month of an organisation collected through the program. */
export async function collected(
  world: FeeWorld,
  branchId: string,
  amounts: readonly number[],
  month = "2014-11-01",
) {
  const people = world.people[branchId] ?? [];
  const rows = amounts.map((amount, index) => ({ personId: people[index] ?? "", amount }));
  const answer = await collectFees(world.officer, deed(), collecting(branchId, rows, { month }));
  if (!answer.ok) throw new Error(answer.refusal);
}
