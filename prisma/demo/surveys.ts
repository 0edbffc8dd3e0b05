import type { DemoEnterprise } from "./enterprises";
import { type Choices, morningOf, type Writer } from "./rows";

type Kept = {
  campaignId: string;
  reviewerId: string;
};

/** One survey of an enterprise in the state its situation calls for; sums are right, some numbers are not known. */
export async function writeSurvey(
  write: Writer,
  chance: Choices,
  { campaignId, reviewerId }: Kept,
  enterprise: DemoEnterprise,
  state: "draft" | "submitted" | "returned" | "returned_twice" | "accepted",
  surveyedOn: string,
) {
  const recorder = enterprise.place.officerId;
  const workers = chance.between(6, enterprise.unit === "bloc" ? 420 : 140);
  const part = (share: number) => Math.floor((workers * chance.between(0, Math.round(share * 100))) / 100);
  const youth = Math.floor(workers * 0.3) + part(0.2);
  const older = part(0.2);
  const complete = state !== "draft";
  const submitted = state !== "draft";
  const unknowns = complete && chance.chance(0.3) ? ["seasonalWorkers", "lodgingWorkers"] : [];
  const unless = (field: string, value: number) => (unknowns.includes(field) ? null : value);
  const surveyId = await write.insert("survey", {
    campaign_id: campaignId,
    enterprise_id: enterprise.id,
    state: state === "returned_twice" ? "submitted" : state,
    unknowns,
    workers,
    women_workers: part(0.6),
    ethnic_minority_workers: part(0.9),
    seasonal_workers: unless("seasonalWorkers", part(0.2)),
    shift_workers: part(0.5),
    youth_16_to_30: complete ? youth : null,
    youth_31_to_35: complete ? older : null,
    untrained_workers: part(0.3),
    vocational_workers: part(0.3),
    college_workers: part(0.2),
    lodging_workers: unless("lodgingWorkers", part(0.3)),
    has_party_cell: chance.chance(0.3),
    party_members: chance.between(0, 4),
    has_trade_union: chance.chance(0.5),
    trade_union_members: part(0.5),
    union_members_elsewhere: chance.between(0, 6),
    association_members_elsewhere: chance.between(0, 4),
    owner_attitude: chance.pick(["supports", "neutral", "not_yet"]),
    grants: chance.chance(0.4) ? ["working_time", "room"] : [],
    contact_name: "Phòng tổ chức (minh hoạ)",
    assessment: complete ? "Có thể vận động, cần gặp lại chủ doanh nghiệp." : null,
    surveyed_on: surveyedOn,
    surveyor: "Cán bộ khảo sát (minh hoạ)",
    informant: "Kế toán trưởng (minh hoạ)",
    recorded_by_id: recorder,
    submitted_by_id: submitted ? recorder : null,
    submitted_at: submitted ? morningOf(surveyedOn) : null,
    accepted_by_id: state === "accepted" ? reviewerId : null,
    accepted_at: state === "accepted" ? morningOf(surveyedOn) : null,
    created_at: morningOf(surveyedOn),
    updated_at: morningOf(surveyedOn),
    is_demo: true,
  });
  for (const need of ["income_jobs", "culture_sport", "vocational_training"]) {
    if (complete && chance.chance(0.6)) {
      await write.insert("survey_need", {
        survey_id: surveyId,
        enterprise_id: enterprise.id,
        need,
        persons: chance.between(1, youth + 1),
        is_urgent: need === "income_jobs" && workers > 90,
      });
    }
  }
  const moves: [string, string, string | null][] = {
    draft: [["draft", recorder, null]],
    submitted: [["submitted", recorder, null]],
    accepted: [
      ["submitted", recorder, null],
      ["accepted", reviewerId, null],
    ],
    returned: [
      ["submitted", recorder, null],
      ["returned", reviewerId, "Số thanh niên chưa khớp với danh sách lao động"],
    ],
    returned_twice: [
      ["submitted", recorder, null],
      ["returned", reviewerId, "Thiếu người cung cấp thông tin"],
      ["submitted", recorder, null],
      ["returned", reviewerId, "Số lao động nữ cần kiểm tra lại"],
      ["submitted", recorder, null],
    ],
  }[state] as [string, string, string | null][];
  for (const [index, [move, accountId, reason]] of moves.entries()) {
    await write.insert("survey_event", {
      survey_id: surveyId,
      enterprise_id: enterprise.id,
      state: move,
      account_id: accountId,
      at: new Date(new Date(morningOf(surveyedOn)).getTime() + index * 3_600_000),
      reason,
    });
  }
  return surveyId;
}
