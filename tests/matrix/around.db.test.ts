import { describe, expect, it } from "vitest";
import { releaseSurveys } from "@/lib/assignments/commands";
import { withViewer } from "@/lib/db/scope";
import { branchPapers, paperPage } from "@/lib/papers/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, row, viewer } from "@/tests/support/factories";
import { foundingPlace, measure } from "@/tests/support/factories-branches";
import { around } from "@/tests/support/factories-composing";
import { campaign } from "@/tests/support/factories-plans";
import { referralWorld } from "@/tests/support/factories-referrals";

/** Statements by the program's role in somebody's own session, sent around the commands: what the words of a command refuse too. */

const values = (names: Readonly<Record<string, unknown>>) => {
  const columns = Object.keys(names).map((name) => `"${name}"`);
  const said = Object.values(names).map((value) => (value === null ? "null" : `'${value}'`));
  return `(id, ${columns.join(", ")}) values (gen_random_uuid(), ${said.join(", ")})`;
};

describe("what stands stays as it was written", () => {
  it("row 37: a measure that is done keeps how the organisation stood then, and when that was written", async () => {
    const { provinceId, unitId, officer, enterpriseId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
    const done = { done_on: "2014-11-20", result: "Xong", done_recorded_at: "2014-11-20" };
    const measureId = await measure(branchId, { ...done, state_after: '{"members": 1}' });
    for (const set of [
      `state_after = '{"members": 9}'`,
      "done_recorded_at = '2014-11-02'",
      "done_on = null",
    ]) {
      expect(
        await around(officer, `update consolidation_measure set ${set} where id = '${measureId}'`),
        set,
      ).toBe(false);
    }
    expect(
      await around(officer, `update consolidation_measure set voided_at = now() where id = '${measureId}'`),
    ).toBe(true);
  });

  it("what was voided does not come back", async () => {
    const { provinceId, unitId, officer, enterpriseId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
    const activityId = await row("activity", {
      ...{ branch_id: branchId, kind: "meeting", on: "2014-11-20", title: "Sinh hoạt" },
      recorded_by_id: officer.accountId,
    });
    const department = await viewer({ role: "org_department", provinceId });
    const scheme = { province_id: provinceId, valid_from: "2014-01-01", idle_days: "{}" };
    const schemeId = await row("case_scheme", { ...scheme, recorded_by_id: department.accountId });
    for (const [who, table, id] of [
      [officer, "activity", activityId],
      [
        officer,
        "coverage",
        String((await owner.query("select id from coverage where branch_id = $1", [branchId])).rows[0]?.id),
      ],
      [
        officer,
        "branch_life",
        String(
          (await owner.query("select id from branch_life where branch_id = $1", [branchId])).rows[0]?.id,
        ),
      ],
      [department, "case_scheme", schemeId],
    ] as const) {
      const set = (to: string) => around(who, `update ${table} set voided_at = ${to} where id = '${id}'`);
      expect(await set("now()"), table).toBe(true);
      expect(await set("null"), table).toBe(false);
      expect(await set("'2014-01-01'"), table).toBe(false);
    }
  });

  it("nobody records in another's name", async () => {
    const { provinceId, unitId, officer, enterpriseId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
    const department = await viewer({ role: "org_department", provinceId });
    const ofMeasure = {
      branch_id: branchId,
      kind: "add_members",
      weakness: "Ít",
      measure: "Thêm",
      responsible: "Ai đó",
    };
    for (const [who, table, facts] of [
      [officer, "activity", { branch_id: branchId, kind: "meeting", on: "2014-11-20", title: "Sinh hoạt" }],
      [officer, "consolidation_measure", { ...ofMeasure, started_on: "2014-11-01" }],
      [
        officer,
        "establishment_case",
        { enterprise_id: enterpriseId, line: "association", opened_on: "2014-11-01" },
      ],
      [department, "case_scheme", { province_id: provinceId, valid_from: "2014-02-01", idle_days: "{}" }],
      [department, "model_cell_set", { province_id: provinceId, year: "2014", name: "Bộ tiêu chí" }],
      [
        department,
        "priority_weights",
        {
          ...{
            province_id: provinceId,
            valid_from: "2014-01-01",
            entrepreneur: 30,
            size: 30,
            concentration: 40,
          },
          ...{ workers_full: 100, people_full: 100, reason: "Thử" },
        },
      ],
    ] as const) {
      const insert = (by: string) =>
        around(who, `insert into ${table} ${values({ ...facts, recorded_by_id: by })}`);
      expect(await insert(crypto.randomUUID()), table).toBe(false);
      expect(await insert(who.accountId), table).toBe(true);
    }
  });
});

describe("who surveys what (row 21)", () => {
  it("an end that is still to come hands nothing to somebody else's officer", async () => {
    const { provinceId, unitId, otherUnitId, officer } = await foundingPlace();
    const stranger = await viewer({ role: "unit_officer", provinceId, unitId: otherUnitId });
    const campaignId = await campaign(provinceId);
    const handing = async (validTo: string) =>
      around(
        officer,
        `insert into survey_assignment ${values({
          ...{ campaign_id: campaignId, enterprise_id: await enterprise({ provinceId, unitId }) },
          ...{ surveyor_id: stranger.accountId, valid_from: "2014-11-01", valid_to: validTo },
          ...{ end_reason: "Hết đợt", recorded_by_id: officer.accountId },
        })}`,
      );
    expect(await handing("2099-01-01")).toBe(false);
    expect(await handing("2014-11-20")).toBe(true);
  });

  it("row 57: nobody out of sight is put into a working group, where its unit's words would reach them", async () => {
    const { provinceId, unitId, otherUnitId, officer } = await foundingPlace();
    const colleague = await viewer({ role: "unit_officer", provinceId, unitId });
    const group = { unit_id: unitId, name: "Tổ 1", state: "planned", created_by_id: officer.accountId };
    const groupId = await row("working_group", group);
    const stranger = await viewer({ role: "unit_officer", provinceId, unitId: otherUnitId });
    const foreign = await foundingPlace();
    const put = (who: typeof officer) =>
      around(
        officer,
        `insert into working_group_member ${values({
          ...{ group_id: groupId, account_id: who.accountId, name: "Ai đó", role: "member" },
          ...{ valid_from: "2014-11-01", recorded_by_id: officer.accountId },
        })}`,
      );
    for (const who of [stranger, foreign.officer]) expect(await put(who)).toBe(false);
    for (const who of [officer, colleague]) expect(await put(who)).toBe(true);
  });

  it("two take the same enterprise back at a moment: one does, the other is told", async () => {
    const { provinceId, unitId, officer } = await foundingPlace();
    const colleague = await viewer({ role: "unit_officer", provinceId, unitId });
    const campaignId = await campaign(provinceId);
    const enterprises = [await enterprise({ provinceId, unitId })];
    await row("survey_assignment", {
      ...{ campaign_id: campaignId, enterprise_id: enterprises[0], surveyor_id: officer.accountId },
      ...{ valid_from: "2014-11-01", recorded_by_id: officer.accountId },
    });
    const answers = await Promise.all(
      [officer, colleague].map((who) =>
        releaseSurveys(who, deed(), { campaignId, enterprises, reason: "Nghỉ" }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { rows } = await owner.query(
      "select 1 from survey_assignment where campaign_id = $1 and voided_at is null",
      [campaignId],
    );
    expect(rows).toHaveLength(1);
  });
});

it("row 38: a draft of an organisation's own plan is read by its keepers, by others once it is sent", async () => {
  const { cell, secretary, officer, outsiders } = await referralWorld();
  const paper = { branch_id: cell, kind: "plan", from_on: "2014-10-01", to_on: "2014-12-31", words: "Việc" };
  const paperId = await row("branch_paper", { ...paper, created_by_id: secretary.accountId });
  const committee = outsiders["the province's committee"];
  const department = outsiders["the organisation department"];
  const read = async (who: typeof committee) => ({
    page: (await withViewer(who, (tx) => paperPage(who, tx, paperId))) !== null,
    list: (await withViewer(who, (tx) => branchPapers(who, tx, cell)))?.papers.length,
    table: await around(who, `select 1 from branch_paper where id = '${paperId}'`),
  });
  for (const who of [secretary, officer])
    expect(await read(who)).toEqual({ page: true, list: 1, table: true });
  for (const who of [committee, department]) {
    expect(await read(who)).toEqual({ page: false, list: 0, table: false });
  }
  await owner.query("update branch_paper set state = 'sent' where id = $1", [paperId]);
  for (const who of [committee, department]) {
    expect(await read(who)).toEqual({ page: true, list: 1, table: true });
  }
});
