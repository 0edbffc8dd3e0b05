import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { assignSurveys, releaseSurveys } from "@/lib/assignments/commands";
import { assignmentHistory, assignmentsWork } from "@/lib/assignments/queries";
import { campaignCounts, campaignTasks } from "@/lib/assignments/reports";
import { SHOWS } from "@/lib/assignments/rules";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { indicatorRecords } from "@/lib/indicators/queries";
import { closeCampaign, recordSurvey } from "@/lib/surveys/commands";
import { surveySchema } from "@/lib/surveys/schema";
import { owner } from "@/tests/support/database";
import { deed, enterprise, row, signedIn, viewer } from "@/tests/support/factories";
import { foundingPlace } from "@/tests/support/factories-branches";
import { acceptedSurvey, campaign, plan } from "@/tests/support/factories-plans";

/** A district with three enterprises, one of the neighbour's, and a campaign that runs. */
async function world() {
  const place = await foundingPlace();
  const { provinceId, unitId, otherUnitId } = place;
  await plan({ provinceId });
  const [second, third] = [
    await enterprise({ provinceId, unitId }),
    await enterprise({ provinceId, unitId }),
  ];
  const neighbours = await enterprise({ provinceId, unitId: otherUnitId });
  const colleague = await viewer({ role: "unit_officer", provinceId, unitId });
  const campaignId = await campaign(provinceId);
  return { ...place, campaignId, colleague, neighbours, mine: [place.enterpriseId, second, third] as const };
}
type World = Awaited<ReturnType<typeof world>>;

const handing = (
  { campaignId }: World,
  to: Viewer,
  enterprises: readonly string[],
  more: { dueOn?: string; reason?: string; whole?: boolean } = {},
) => ({
  ...{ campaignId, enterprises: [...enterprises], whole: more.whole ?? false, unit: null, area: null },
  ...{
    surveyorId: to.accountId,
    workingGroupId: null,
    dueOn: more.dueOn ?? null,
    reason: more.reason ?? null,
  },
});
const refusal = (answer: { ok: true } | { ok: false; refusal: string }) =>
  answer.ok ? "done" : answer.refusal;
const work = async (who: Viewer) =>
  (await withViewer(who, (tx) => assignmentsWork(who, tx))).map(({ subject }) => subject);

describe("handing enterprises to surveyors (row 21)", () => {
  it("works with none at all: everything waits for somebody and the unit surveys as before", async () => {
    const place = await world();
    const { officer, campaignId } = place;
    const counts = await withViewer(officer, (tx) => campaignCounts(officer, tx, campaignId));
    expect(counts?.total).toMatchObject({ all: 3, assigned: 0, unassigned: 3, surveyed: 0 });
    const draft = surveySchema.parse({ campaignId, enterpriseId: place.enterpriseId, version: "0" });
    expect(refusal(await recordSurvey(officer, deed(), draft))).toBe("done");
  });

  it("is done by the unit's officer and the department, and by nobody else; never to somebody of elsewhere", async () => {
    const place = await world();
    const { officer, department, colleague, sibling, mine, neighbours } = place;
    const [first, second] = mine;
    expect(refusal(await assignSurveys(officer, deed(), handing(place, colleague, [first])))).toBe("done");
    expect(refusal(await assignSurveys(department, deed(), handing(place, colleague, [second])))).toBe(
      "done",
    );
    expect(refusal(await assignSurveys(officer, deed(), handing(place, sibling, [first])))).toBe(
      "surveyor_elsewhere",
    );
    expect(refusal(await assignSurveys(officer, deed(), handing(place, colleague, [neighbours])))).toBe(
      "enterprise_not_found",
    );
    for (const who of ["sibling", "board", "hoiDepartment", "foreigner"] as const) {
      const answer = await assignSurveys(place[who], deed(), handing(place, colleague, [second]));
      expect(refusal(answer), who).toMatch(/_not_found$/);
    }
    expect(await work(colleague)).toHaveLength(2);
    expect(await work(officer)).toEqual([]);
  });

  it("takes from somebody only with a reason, and both times stay told", async () => {
    const place = await world();
    const { officer, colleague, mine, campaignId } = place;
    const [first] = mine;
    await row("survey_assignment", {
      ...{ campaign_id: campaignId, enterprise_id: first, surveyor_id: colleague.accountId },
      ...{ valid_from: addDays(today(), -10), recorded_by_id: officer.accountId },
    });
    const again = handing(place, officer, [first]);
    expect(refusal(await assignSurveys(officer, deed(), again))).toBe("reason_needed");
    expect(refusal(await assignSurveys(officer, deed(), { ...again, reason: "Nghỉ phép" }))).toBe("done");
    const told = await withViewer(officer, (tx) => assignmentHistory(officer, tx, campaignId, first));
    expect(told).toMatchObject([
      { surveyorId: officer.accountId, validTo: null },
      { surveyorId: colleague.accountId, validTo: today(), endReason: "Nghỉ phép" },
    ]);
    const { rows } = await owner.query(
      "select count(*)::int from survey_assignment where enterprise_id = $1 and voided_at is not null",
      [first],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(
      refusal(await releaseSurveys(officer, deed(), { campaignId, enterprises: [first], reason: "x" })),
    ).toBe("done");
    expect(await work(officer)).toEqual([]);
  });

  it("of two at a moment one wins, the other is told", async () => {
    const place = await world();
    const { officer, colleague, mine } = place;
    const answers = await Promise.all(
      [officer, colleague].map((who) => assignSurveys(officer, deed(), handing(place, who, [mine[0]]))),
    );
    const said = answers.map(refusal).sort();
    expect(said[0] === "assigned_meanwhile" || said.includes("reason_needed")).toBe(true);
    const { rows } = await owner.query(
      "select count(*)::int from survey_assignment where enterprise_id = $1 and voided_at is null",
      [mine[0]],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("hands over all that waits by the filter at once", async () => {
    const place = await world();
    const { officer, colleague, mine } = place;
    await assignSurveys(officer, deed(), handing(place, officer, [mine[0]]));
    const answer = await assignSurveys(officer, deed(), handing(place, colleague, [], { whole: true }));
    expect(answer).toMatchObject({ ok: true, value: { assigned: 2 } });
  });

  it("K17 and every number of the progress is the length of its list, for each viewer", async () => {
    const place = await world();
    const { officer, colleague, mine, neighbours, campaignId } = place;
    await acceptedSurvey({ campaignId, enterpriseId: mine[0], on: "2014-11-01" });
    await assignSurveys(officer, deed(), handing(place, colleague, [mine[0], mine[1]]));
    for (const who of [officer, colleague, place.department, place.board, place.sibling]) {
      const counts = await withViewer(who, (tx) => campaignCounts(who, tx, campaignId));
      for (const show of SHOWS) {
        const list = await withViewer(who, (tx) => campaignTasks(who, tx, campaignId, { show }));
        expect(list?.rows, show).toHaveLength(counts?.total?.[show] ?? -1);
        for (const { unitId, ...numbers } of counts?.units ?? []) {
          const ofUnit = await withViewer(who, (tx) =>
            campaignTasks(who, tx, campaignId, { show, unit: unitId ?? undefined }),
          );
          expect(ofUnit?.total, show).toBe(numbers[show]);
        }
      }
      const k17 = await withViewer(who, (tx) => indicatorRecords(who, tx, "K17", { campaign: campaignId }));
      expect(counts?.total?.surveyed).toBe(k17?.total);
    }
    const { sibling } = place;
    const seen = await withViewer(sibling, (tx) => campaignTasks(sibling, tx, campaignId, {}));
    expect(seen?.rows.map(({ id }) => id)).toEqual([neighbours]);
  });

  it("an officer who left answers for nothing: the enterprise waits for somebody again", async () => {
    const place = await world();
    const { officer, colleague, mine, campaignId } = place;
    await assignSurveys(officer, deed(), handing(place, colleague, [mine[0]]));
    await owner.query("update appointment set valid_to = '2001-01-01' where account_id = $1", [
      colleague.accountId,
    ]);
    const list = await withViewer(officer, (tx) =>
      campaignTasks(officer, tx, campaignId, { show: "unassigned" }),
    );
    expect(list?.rows.find(({ id }) => id === mine[0])).toMatchObject({
      surveyor: null,
      former: colleague.name,
    });
  });

  it("goes along when the enterprise changes its unit, and the new unit sees who had it", async () => {
    const place = await world();
    const { officer, colleague, sibling, mine, campaignId, otherUnitId } = place;
    await assignSurveys(officer, deed(), handing(place, colleague, [mine[0]]));
    await owner.query("update enterprise_management set unit_id = $2 where enterprise_id = $1", [
      mine[0],
      otherUnitId,
    ]);
    const told = await withViewer(sibling, (tx) => assignmentHistory(sibling, tx, campaignId, mine[0]));
    expect(told).toMatchObject([{ surveyorId: colleague.accountId }]);
    expect(await work(colleague)).toEqual([]);
  });

  it("whoever stands in for a surveyor has that work, as long", async () => {
    const place = await world();
    const { officer, colleague, mine, provinceId, unitId } = place;
    await assignSurveys(officer, deed(), handing(place, colleague, [mine[0]]));
    const standIn = await viewer({ role: "unit_officer", provinceId, unitId: place.otherUnitId });
    await row("appointment", {
      ...{ account_id: standIn.accountId, role: "unit_officer", line: "both", province_id: provinceId },
      ...{ unit_id: unitId, valid_from: addDays(today(), -1), valid_to: addDays(today(), 5) },
      delegation_of_id: colleague.appointments[0]?.id,
      delegated_by_account_id: colleague.accountId,
    });
    const now = await signedIn(standIn.accountId);
    expect(await work(now)).toHaveLength(1);
  });

  it("a sent form waits for somebody else", async () => {
    const place = await world();
    const { officer, colleague, mine, campaignId } = place;
    await assignSurveys(officer, deed(), handing(place, colleague, mine.slice(0, 2)));
    await acceptedSurvey({ campaignId, enterpriseId: mine[0], on: "2014-11-01" });
    expect(await work(colleague)).toHaveLength(1);
  });
});

describe("closing a campaign", () => {
  it("names what is open, and closed takes no new form nor assignment, the database neither", async () => {
    const place = await world();
    const { officer, department, colleague, mine, campaignId } = place;
    const draft = (enterpriseId: string) => surveySchema.parse({ campaignId, enterpriseId, version: "0" });
    const begun = await recordSurvey(officer, deed(), draft(mine[0]));
    const closing = { campaignId, version: 1, closedOn: today(), confirmed: false };
    expect(await closeCampaign(department, deed(), closing)).toMatchObject({
      refusal: "surveys_open",
      details: { count: 1 },
    });
    expect(refusal(await closeCampaign(officer, deed(), { ...closing, confirmed: true }))).toBe(
      "campaign_not_found",
    );
    expect(refusal(await closeCampaign(department, deed(), { ...closing, confirmed: true }))).toBe("done");
    expect(refusal(await recordSurvey(officer, deed(), draft(mine[1])))).toBe("campaign_not_open");
    expect(refusal(await assignSurveys(officer, deed(), handing(place, colleague, [mine[1]])))).toBe(
      "campaign_not_open",
    );
    if (!begun.ok) throw new Error(begun.refusal);
    const more = surveySchema.parse({
      ...{ surveyId: begun.value.surveyId, campaignId, enterpriseId: mine[0], version: "1" },
    });
    expect(refusal(await recordSurvey(officer, deed(), more))).toBe("done");
    const around = withViewer(
      officer,
      (tx) => tx.$executeRaw`insert into survey (id, campaign_id, enterprise_id, recorded_by_id)
        values (${newId()}::uuid, ${campaignId}::uuid, ${mine[1]}::uuid, ${officer.accountId}::uuid)`,
    );
    await expect(around).rejects.toThrow(/row-level security/);
    const handed = withViewer(
      officer,
      (tx) => tx.$executeRaw`
        insert into survey_assignment (id, campaign_id, enterprise_id, surveyor_id, valid_from, recorded_by_id)
        values (${newId()}::uuid, ${campaignId}::uuid, ${mine[1]}::uuid, ${colleague.accountId}::uuid, ${today()}::date,
          ${officer.accountId}::uuid)`,
    );
    await expect(handed).rejects.toThrow(/row-level security/);
  });
});
