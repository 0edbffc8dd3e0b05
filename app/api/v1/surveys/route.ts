import { can } from "@/lib/access/policy";
import { apiRoute, cappedTotal } from "@/lib/http/api";
import { readCursor } from "@/lib/http/cursor";
import { listSurveys } from "@/lib/surveys/queries";
import { surveyCursor, surveyFilterSchema } from "@/lib/surveys/schema";

/** The list of /surveys. */
export const GET = apiRoute({
  filter: surveyFilterSchema,
  readCursor: (after) => readCursor(surveyCursor, after),
  read: async ({ viewer, tx, filter }) => {
    if (!can(viewer, "enterprise.read")) return undefined;
    const { rows, count, next } = await listSurveys(viewer, tx, filter);
    return {
      data: rows.map(({ id, state, surveyedOn, submittedAt, reason, enterprise, campaign }) => ({
        ...{ id, state, surveyedOn, submittedAt, reason },
        enterprise: { id: enterprise.id, name: enterprise.name },
        campaign: campaign.name,
      })),
      ...cappedTotal(count),
      next: next ?? null,
    };
  },
});
