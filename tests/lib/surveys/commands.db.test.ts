import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import {
  acceptSurvey,
  acceptSurveys,
  recordSurvey,
  returnSurvey,
  saveCampaign,
} from "@/lib/surveys/commands";
import { findSurvey, listSurveys, surveysAsked, surveysWork } from "@/lib/surveys/queries";
import { surveySchema } from "@/lib/surveys/schema";
import { owner } from "@/tests/support/database";
import { deed, enterprise, province, row, viewer } from "@/tests/support/factories";

async function world() {
  const { provinceId, districtA, districtB } = await province();
  const campaignId = await row("survey_campaign", {
    province_id: provinceId,
    name: "Đợt thử",
    reference_date: "2014-10-31",
    opens_on: "2014-10-24",
  });
  const [officer, colleague, sibling, department, other] = await Promise.all([
    viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    viewer({ role: "org_department", provinceId }),
    province().then((elsewhere) => viewer({ role: "org_department", provinceId: elsewhere.provinceId })),
  ]);
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const form = (given: Record<string, string> = {}) =>
    surveySchema.parse({
      campaignId,
      enterpriseId,
      version: "0",
      intent: "submit",
      workers: "100",
      womenWorkers: "40",
      ethnicMinorityWorkers: "90",
      seasonalWorkers__unknown: "on",
      shiftWorkers: "0",
      youth16To30: "30",
      youth31To35: "20",
      lodgingWorkers: "0",
      unionMembersElsewhere: "3",
      associationMembersElsewhere: "0",
      hasPartyCell: "no",
      hasTradeUnion: "unknown",
      surveyedOn: "5/11/2014",
      surveyor: "Cán bộ",
      informant: "Kế toán",
      need_housing: "on",
      org0_kind: "chapter",
      ...given,
    });
  return {
    provinceId,
    districtA,
    districtB,
    campaignId,
    officer,
    colleague,
    sibling,
    department,
    other,
    enterpriseId,
    form,
  };
}

type World = Awaited<ReturnType<typeof world>>;

async function record({ officer, form }: World, given: Record<string, string> = {}): Promise<string> {
  const recorded = await recordSurvey(officer, deed(), form(given));
  if (!recorded.ok) throw new Error(recorded.refusal);
  return recorded.value.surveyId;
}

const rowOf = async (surveyId: string) => {
  const { rows } = await owner.query("select * from survey where id = $1", [surveyId]);
  return rows[0];
};
const read = (asker: Viewer, surveyId: string) => withViewer(asker, (tx) => findSurvey(asker, tx, surveyId));

describe("recordSurvey", () => {
  it("keeps the whole form, 'không rõ' apart from zero, and its move", async () => {
    const given = await world();
    const surveyId = await record(given);

    expect(await rowOf(surveyId)).toMatchObject({
      state: "submitted",
      workers: 100,
      shift_workers: 0,
      seasonal_workers: null,
      unknowns: ["seasonalWorkers", "hasTradeUnion"],
      has_party_cell: false,
      union_unit_id: given.districtA,
    });
    expect(await read(given.officer, surveyId)).toMatchObject({
      needs: [{ need: "housing" }],
      organisations: [{ kind: "chapter", line: "association" }],
      events: [{ state: "submitted" }],
      isEditable: false,
    });
  });

  it("writes once when the same request comes twice", async () => {
    const { officer, form, enterpriseId } = await world();
    const asked = deed();
    const first = await recordSurvey(officer, asked, form());
    expect(await recordSurvey(officer, asked, form())).toEqual(first);
    const { rows } = await owner.query("select count(*)::int as n from survey where enterprise_id = $1", [
      enterpriseId,
    ]);
    expect(rows[0]).toEqual({ n: 1 });
  });

  it("allows one survey of an enterprise in a campaign, even when two begin at once", async () => {
    const { officer, colleague, form } = await world();
    const answers = await Promise.all([
      recordSurvey(officer, deed(), form({ intent: "draft" })),
      recordSurvey(colleague, deed(), form({ intent: "draft" })),
    ]);
    expect(answers.map((answer) => (answer.ok ? "done" : answer.refusal)).sort()).toEqual([
      "already_surveyed",
      "done",
    ]);
  });

  it("loses no words when two officers save one draft at once", async () => {
    const given = await world();
    const surveyId = await record(given, { intent: "draft", assessment: "đầu" });
    const save = (who: Viewer, assessment: string) =>
      recordSurvey(who, deed(), given.form({ surveyId, intent: "draft", version: "1", assessment }));
    const answers = await Promise.all([save(given.officer, "một"), save(given.colleague, "hai")]);
    const refused = answers.find((answer) => !answer.ok);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { assessment } = await rowOf(surveyId);
    expect(refused).toMatchObject({
      refusal: "survey_changed_meanwhile",
      details: { theirs: { assessment, version: 2 } },
    });
    const late = await save(given.officer, "ba");
    expect(late).toMatchObject({ details: { theirs: { assessment, version: 2 } } });
  });

  it("V26 and scope: refuses the future, a closed campaign, a sibling unit and the department", async () => {
    const given = await world();
    const { officer, sibling, department, form, campaignId } = given;
    expect(await recordSurvey(officer, deed(), form({ surveyedOn: "1/1/2999" }))).toMatchObject({
      refusal: "date_in_future",
    });
    expect(await recordSurvey(sibling, deed(), form())).toMatchObject({ refusal: "enterprise_not_found" });
    expect(await recordSurvey(department, deed(), form())).toMatchObject({ refusal: "enterprise_not_found" });
    await owner.query("update survey_campaign set closed_on = '2014-11-01' where id = $1", [campaignId]);
    expect(await recordSurvey(officer, deed(), form())).toMatchObject({ refusal: "campaign_not_open" });
  });

  it("does not touch a survey that was sent or accepted", async () => {
    const given = await world();
    const surveyId = await record(given);
    const again = given.form({ surveyId, version: "1" });
    expect(await recordSurvey(given.officer, deed(), again)).toMatchObject({ refusal: "survey_not_open" });
    await acceptSurvey(given.department, deed(), { surveyId, version: 1 });
    expect(await recordSurvey(given.officer, deed(), given.form({ surveyId, version: "2" }))).toMatchObject({
      refusal: "survey_not_open",
    });
  });
});

describe("review", () => {
  it("returns with a reason, lets the unit correct and send again, and accepts", async () => {
    const given = await world();
    const { officer, department, form } = given;
    const surveyId = await record(given);
    expect((await returnSurvey(department, deed(), { surveyId, version: 1, reason: "Thiếu số" })).ok).toBe(
      true,
    );
    expect(await withViewer(officer, (tx) => surveysWork(officer, tx))).toMatchObject([
      { key: `survey-return:${surveyId}`, consequence: "blocks_others" },
    ]);
    expect((await recordSurvey(officer, deed(), form({ surveyId, version: "2" }))).ok).toBe(true);
    expect(await withViewer(department, (tx) => surveysWork(department, tx))).toMatchObject([
      { key: `survey-review:${surveyId}` },
    ]);
    expect(await withViewer(officer, (tx) => surveysAsked(officer, tx))).toMatchObject([
      { key: `survey-asked:${surveyId}`, heldBy: "Ban Tổ chức – Kiểm tra" },
    ]);
    expect((await acceptSurvey(department, deed(), { surveyId, version: 3 })).ok).toBe(true);

    const survey = await read(officer, surveyId);
    expect(survey?.events.map(({ state, reason }) => [state, reason])).toEqual([
      ["accepted", null],
      ["submitted", null],
      ["returned", "Thiếu số"],
      ["submitted", null],
    ]);
  });

  it("is never done by the recorder, in the program nor in the database", async () => {
    const given = await world();
    const { provinceId, districtA } = given;
    const both = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    await row("appointment", {
      account_id: both.accountId,
      role: "org_department",
      province_id: provinceId,
      unit_id: provinceId,
      valid_from: "2000-01-01",
    });
    const { signedIn } = await import("@/tests/support/factories");
    const self = await signedIn(both.accountId);
    const recorded = await recordSurvey(self, deed(), given.form());
    const surveyId = recorded.ok ? recorded.value.surveyId : "";

    expect(await acceptSurvey(self, deed(), { surveyId, version: 1 })).toMatchObject({
      refusal: "own_survey",
    });
    expect(await returnSurvey(self, deed(), { surveyId, version: 1, reason: "x" })).toMatchObject({
      refusal: "own_survey",
    });
    await expect(
      withViewer(
        self,
        (tx) =>
          tx.$executeRaw`update survey set state = 'accepted', accepted_by_id = ${self.accountId}::uuid, accepted_at = now() where id = ${surveyId}::uuid`,
      ),
    ).rejects.toThrow(/survey_accepted_by_another/);
  });

  it("accepts in bulk what still can be, and names what it skipped", async () => {
    const given = await world();
    const { provinceId, districtA, department, officer } = given;
    const first = await record(given);
    const secondEnterprise = await enterprise({ provinceId, unitId: districtA, name: "Công ty Đã Trả" });
    const second = await recordSurvey(officer, deed(), { ...given.form(), enterpriseId: secondEnterprise });
    const secondId = second.ok ? second.value.surveyId : "";
    await returnSurvey(department, deed(), { surveyId: secondId, version: 1, reason: "Sửa" });

    const answer = await acceptSurveys(department, deed(), { surveys: [first, secondId] });
    expect(answer).toMatchObject({
      value: { accepted: 1, skipped: [{ name: "Công ty Đã Trả", why: "survey_not_submitted" }] },
    });
    expect(await rowOf(first)).toMatchObject({ state: "accepted" });
  });

  it("is refused to the unit itself, to a sibling and to another province, who do not even find it", async () => {
    const given = await world();
    const { officer, sibling, other } = given;
    const surveyId = await record(given);
    for (const outsider of [officer, sibling, other]) {
      expect(await acceptSurvey(outsider, deed(), { surveyId, version: 1 })).toMatchObject({
        refusal: "survey_not_found",
      });
      expect(await acceptSurveys(outsider, deed(), { surveys: [surveyId] })).toMatchObject({
        refusal: "survey_not_found",
      });
      expect(await returnSurvey(outsider, deed(), { surveyId, version: 1, reason: "x" })).toMatchObject({
        refusal: "survey_not_found",
      });
    }
    for (const outsider of [sibling, other]) {
      expect(await read(outsider, surveyId)).toBeNull();
      const raw = await withViewer(
        outsider,
        (tx) => tx.$executeRaw`update survey set workers = 1 where id = ${surveyId}::uuid`,
      );
      expect(raw).toBe(0);
      const list = await withViewer(outsider, (tx) => listSurveys(outsider, tx, {}));
      expect(list).toMatchObject({ count: 0, rows: [] });
    }
  });

  it("V25: is refused by the database when the sums cannot be, whoever writes", async () => {
    const given = await world();
    const surveyId = await record(given);
    await expect(
      withViewer(
        given.department,
        (tx) => tx.$executeRaw`
          update survey set women_workers = 101, state = 'accepted', accepted_by_id = ${given.department.accountId}::uuid,
            accepted_at = now() where id = ${surveyId}::uuid`,
      ),
    ).rejects.toThrow(/survey_sums/);
  });
});

describe("saveCampaign", () => {
  const input = {
    campaignId: null,
    version: null,
    name: "Đợt hai",
    referenceDate: "2015-03-31",
    opensOn: "2015-04-01",
    dueOn: null,
    closedOn: null,
  };

  it("is the organisation department's, and stale saves are refused", async () => {
    const { department, officer } = await world();
    expect(await saveCampaign(officer, deed(), input)).toMatchObject({ refusal: "campaign_not_found" });
    const saved = await saveCampaign(department, deed(), input);
    const campaignId = saved.ok ? saved.value.campaignId : newId();
    const change = { ...input, campaignId, version: 1, name: "Đợt hai, sửa" };
    expect((await saveCampaign(department, deed(), change)).ok).toBe(true);
    expect(await saveCampaign(department, deed(), change)).toMatchObject({
      refusal: "campaign_changed_meanwhile",
    });
  });
});
