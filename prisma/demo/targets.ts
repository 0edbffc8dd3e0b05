import { morningOf, type Writer } from "./rows";

const SOURCE = "Quyết định giao chỉ tiêu (minh hoạ)";
const GIVEN_ON = "2014-11-03";

type Place = { unitId: string; branchId?: string };

/**
 * A few targets that a made-up decision gives for the last weeks of the year: some units have a part, most have none; one sum is short and
 * one was put right.
 */
export async function writeTargets(
  write: Writer,
  { planId, provinceId }: { planId: string; provinceId: string },
  { departmentId, associationId, officerId }: Record<"departmentId" | "associationId" | "officerId", string>,
  places: { city: Place; district: Place; bloc: Place; cell: Place },
): Promise<void> {
  const give = (
    { unitId, branchId }: Place,
    [indicator, line, value]: readonly [string, string, number],
    given: Record<string, unknown> = {},
  ) =>
    write.insert("target", {
      ...{ plan_id: planId, indicator, line, unit_id: unitId, branch_id: branchId ?? null, value },
      ...{ valid_from: "2014-10-23", valid_to: "2015-01-01", is_demo: true },
      ...{ source_text: SOURCE, source_number: "07-QĐ/MH", source_on: GIVEN_ON },
      recorded_by_id: line === "association" ? associationId : departmentId,
      recorded_at: morningOf(GIVEN_ON),
      ...given,
    });
  const whole = { unitId: provinceId };
  await give(whole, ["K11", "union", 12]);
  await give(places.city, ["K11", "union", 6], {
    ...{ voided_at: morningOf("2014-11-24"), voided_by_id: departmentId },
    void_reason: "Điều chỉnh sau khi rà soát (minh hoạ)",
  });
  await give(places.city, ["K11", "union", 4], { recorded_at: morningOf("2014-11-24") });
  await give(places.district, ["K11", "union", 2]);
  await give(places.bloc, ["K11", "union", 3]);
  await give(whole, ["K3", "association", 15], { baseline: 8 });
  await give(places.bloc, ["K3", "association", 4]);
  await give(whole, ["K17", "both", 50]);
  await give(places.city, ["K10", "union", 6]);
  await give(places.cell, ["K10", "union", 2], { recorded_by_id: officerId });
}
