import { newId } from "@/lib/db/id";
import { owner } from "@/tests/support/database";
import { row } from "@/tests/support/factories";

/** A level of the scheme of a year: the best, unless another step is asked for. */
export async function levelId(target: "branch" | "member", year: number, step = 1): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from catalogue_entry where catalogue like $1 and "order" = $2 and valid_from <= make_date($3, 12, 31)
       and (valid_to is null or valid_to > make_date($3, 12, 31))`,
    [`${target}\\_rating\\_%`, step, year],
  );
  const [level] = rows;
  if (!level) throw new RangeError(`No ${target} rating scheme for ${year}`);
  return level.id;
}

/** A rating as it stands at a stage, by somebody nobody knows. */
export const rated = async (
  branchId: string,
  stage: "self" | "superior" | "final",
  { year = 2013, step = 1, by = newId() }: { year?: number; step?: number; by?: string } = {},
): Promise<string> =>
  row("branch_rating", {
    ...{ branch_id: branchId, year, stage, level_id: await levelId("branch", year, step) },
    ...{ decided_on: `${year}-12-20`, recorded_by_id: by },
  });
