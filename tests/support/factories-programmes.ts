import { newId } from "@/lib/db/id";
import type { Need } from "@/lib/surveys/labels";
import { enterprise, row } from "@/tests/support/factories";
import { acceptedSurvey } from "@/tests/support/factories-plans";

/** What a programme plans, as its form sends it. */
export const plannedThing = {
  ...{ needs: ["culture_sport" as Need], title: "Giao lưu", kind: "cultural" as const, form: null },
  ...{ plannedOn: "2014-12-20", responsible: "Phó bí thư", audience: null, branchId: null },
};

/** A unit's programme of the winter, written as the owner. */
export const programme = (unitId: string): Promise<string> =>
  row("programme", {
    ...{ unit_id: unitId, title: "Chương trình thử", starts_on: "2014-11-01", ends_on: "2015-03-31" },
    recorded_by_id: newId(),
  });

/** An item of it; answers its key. */
export const programmeItem = (
  programmeId: string,
  changed: Record<string, unknown> = {},
): Promise<string> => {
  const id = newId();
  return row("programme_item", {
    ...{ id, item_id: id, programme_id: programmeId, needs: ["culture_sport"], title: "Giao lưu thử" },
    ...{ kind: "cultural", planned_on: "2014-12-20", responsible: "Phó bí thư", recorded_by_id: newId() },
    ...changed,
  });
};

/** An enterprise whose accepted survey names needs: persons by need, null where nobody counted. */
export async function needing(
  place: { provinceId: string; unitId: string; campaignId: string },
  needs: Partial<Record<Need, number | null>>,
  urgent: readonly Need[] = [],
): Promise<string> {
  const enterpriseId = await enterprise(place);
  const { campaignId } = place;
  const surveyId = await acceptedSurvey({ campaignId, enterpriseId, on: "2014-11-01" });
  for (const [need, persons] of Object.entries(needs)) {
    await row("survey_need", {
      ...{ survey_id: surveyId, enterprise_id: enterpriseId, need, persons },
      is_urgent: urgent.some((one) => one === need),
    });
  }
  return enterpriseId;
}
