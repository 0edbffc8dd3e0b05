import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { surveysKind } from "@/lib/imports/surveys-kind";
import { acceptSurvey } from "@/lib/surveys/commands";
import { findSurvey, listSurveys } from "@/lib/surveys/queries";
import { surveyFilterSchema } from "@/lib/surveys/schema";
import { owner } from "@/tests/support/database";
import { deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { type Given, importer, said } from "@/tests/support/imports";

const { plan, write, run } = importer("surveys", surveysKind);

async function world() {
  const { provinceId, districtA, districtB } = await province();
  const campaignId = await row("survey_campaign", {
    ...{
      province_id: provinceId,
      name: "Đợt nhập tệp",
      reference_date: "2014-10-31",
      opens_on: "2014-10-24",
    },
  });
  const names = ["Công ty TNHH Phiếu Một", "Hợp tác xã Phiếu Hai"];
  const firms = await Promise.all(names.map((name) => enterprise({ provinceId, unitId: districtA, name })));
  await owner.query(
    "update enterprise set name_key = case id when $1 then 'phieu mot' else 'phieu hai' end where id = any ($2)",
    [firms[0], firms],
  );
  return {
    ...{ campaignId, firms },
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    department: await viewer({ role: "org_department", provinceId }),
  };
}
const form = (given: Given = {}): Given => ({
  ...{
    enterprise: "Cty Phiếu Một",
    workers: "1.234",
    womenWorkers: 40,
    ethnicMinorityWorkers: 90,
    seasonalWorkers: "không rõ",
  },
  ...{ shiftWorkers: 0, youth16To30: 30, youth31To35: 20, lodgingWorkers: 0, unionMembersElsewhere: 3 },
  ...{
    associationMembersElsewhere: 0,
    hasPartyCell: "không",
    hasTradeUnion: "không rõ",
    surveyedOn: "5/11/2014",
  },
  ...{ surveyor: "Cán bộ", informant: "Kế toán", need_housing: 15, grant_room: "x" },
  ...given,
});

describe("surveys from a file", () => {
  it("that are complete are sent, with “không rõ” kept apart from nought; the same file again changes nothing", async () => {
    const { officer, department, firms } = await world();
    const planned = await run(officer, [
      form(),
      form({ enterprise: "HTX Phiếu Hai", womenWorkers: null, informant: null }),
    ]);
    expect(said(planned)).toEqual(["create", "create"]);
    expect(planned[1]).toMatchObject({
      notices: [{ message: "Lưu nháp, còn thiếu: Lao động nữ; Người cung cấp thông tin" }],
    });
    const [first] = planned;
    const id = first && "targetId" in first ? first.targetId : "";
    const survey = await withViewer(officer, (tx) => findSurvey(officer, tx, id));
    expect(survey).toMatchObject({
      ...{
        state: "submitted",
        enterpriseId: firms[0],
        workers: 1234,
        seasonalWorkers: null,
        shiftWorkers: 0,
        hasPartyCell: false,
      },
      ...{
        hasTradeUnion: null,
        unknowns: ["seasonalWorkers", "hasTradeUnion"],
        surveyedOn: "2014-11-05",
        youth16To30: 30,
      },
      ...{ needs: [{ need: "housing", persons: 15 }], grants: ["room"], submittedById: officer.accountId },
    });
    expect(survey?.events.map(({ state }) => state)).toEqual(["submitted"]);
    expect(
      said(
        await plan(officer, [
          form(),
          form({ enterprise: "HTX Phiếu Hai", womenWorkers: null, informant: null }),
        ]),
      ),
    ).toEqual(["identical", "identical"]);
    // It is a survey like any other: another person accepts it.
    expect(await acceptSurvey(department, deed(), { surveyId: id, version: 1 })).toMatchObject({ ok: true });
  });

  it("complete a draft with what they add, and erase nothing by an empty cell", async () => {
    const { officer } = await world();
    await run(officer, [form({ womenWorkers: null })]);
    const planned = await run(officer, [
      {
        enterprise: "Công ty Phiếu Một",
        womenWorkers: 41,
        workers: null,
        need_childcare: 4,
        grant_room: "không",
      },
    ]);
    expect(planned).toMatchObject([
      {
        outcome: "update",
        changes: [
          { field: "womenWorkers", from: "", to: "41" },
          { field: "need_childcare", from: "", to: "4" },
          { field: "grant_room", from: "Có", to: "" },
        ],
      },
    ]);
    const [one] = planned;
    const survey = await withViewer(officer, (tx) =>
      findSurvey(officer, tx, one && "targetId" in one ? one.targetId : ""),
    );
    expect(survey).toMatchObject({
      state: "submitted",
      workers: 1234,
      womenWorkers: 41,
      grants: [],
      version: 2,
    });
    expect(survey?.needs).toEqual([
      { need: "childcare", persons: 4, isUrgent: false, note: null },
      { need: "housing", persons: 15, isUrgent: false, note: null },
    ]);
    // What was sent is not touched by a file.
    expect(said(await plan(officer, [form({ womenWorkers: 42 })]))[0]).toMatch(
      /^conflict: Phiếu của “Công ty TNHH Phiếu Một” đã chờ duyệt/,
    );
  });

  it("add up (V25), are one an enterprise, and not of tomorrow", async () => {
    const { officer } = await world();
    const planned = await plan(officer, [
      form({ womenWorkers: 5000 }),
      form({ surveyedOn: "1/1/2090" }),
      form(),
      form(),
      form({ enterprise: null }),
      form({ enterprise: "Công ty Không Có" }),
      form({ campaign: "Đợt khác" }),
    ]);
    expect(said(planned)).toEqual([
      expect.stringMatching(/V25/),
      expect.stringMatching(/chưa tới/),
      "create",
      expect.stringMatching(/^conflict: Trùng với dòng 4/),
      expect.stringMatching(/Ghi doanh nghiệp/),
      expect.stringMatching(/Không tìm thấy “Công ty Không Có”/),
      expect.stringMatching(/Không tìm thấy “Đợt khác”/),
    ]);
  });

  it("exported and given back are all the same", async () => {
    const { officer } = await world();
    await run(officer, [form(), form({ enterprise: "HTX Phiếu Hai", informant: null })]);
    const { rows } = await withViewer(officer, (tx) =>
      listSurveys(officer, tx, surveyFilterSchema.parse({})),
    );
    const file = rows.map((one) => ({
      id: one.id,
      enterprise: one.enterprise.name,
      campaign: one.campaign?.name ?? null,
      surveyedOn: one.surveyedOn,
    }));
    expect(said(await plan(officer, file))).toEqual(["identical", "identical"]);
    expect(said(await plan(officer, [{ ...file[0], enterprise: "Công ty Khác" }]))[0]).toMatch(
      /^conflict: Mã này là phiếu của/,
    );
  });

  it("of others are out of reach, by the program and by the database", async () => {
    const { officer, sibling, department } = await world();
    const planned = await plan(officer, [form()]);
    for (const [who, other] of Object.entries({ sibling, department })) {
      expect((await plan(other, [form()]))[0]?.outcome, who).toBe("error");
      await expect(write(other, planned), who).rejects.toThrow();
    }
  });
});
