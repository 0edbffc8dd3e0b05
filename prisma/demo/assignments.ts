import { addDays } from "@/lib/dates/plain-date";
import { DEMO_BUSINESS_DATE } from "./accounts";
import { morningOf, type Writer } from "./rows";

/** Enterprises of one unit handed to its officer, half of them with a day that the unit gave; another unit hands out nothing. */
export async function writeAssignments(
  write: Writer,
  { campaignId, unitId, officerId }: { campaignId: string; unitId: string; officerId: string },
): Promise<void> {
  const { rows } = await write.client.query<{ id: string }>(
    "select id from enterprise where union_unit_id = $1 order by sort_key, id limit 6",
    [unitId],
  );
  const from = "2014-11-24";
  for (const [index, { id }] of rows.entries()) {
    await write.insert("survey_assignment", {
      ...{ campaign_id: campaignId, enterprise_id: id, surveyor_id: officerId, valid_from: from },
      due_on: index % 2 === 0 ? addDays(DEMO_BUSINESS_DATE, index - 2) : null,
      ...{ recorded_by_id: officerId, recorded_at: morningOf(from), is_demo: true },
    });
  }
}
