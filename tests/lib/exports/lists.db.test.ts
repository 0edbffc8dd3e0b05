import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { allBranches, listBranches } from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { allEnterprises, listEnterprises } from "@/lib/enterprises/queries";
import { enterpriseFilterSchema } from "@/lib/enterprises/schema";
import { LIST_TABLES } from "@/lib/exports/tables";
import { raiseIssue } from "@/lib/feedback/commands";
import { indicatorRecords } from "@/lib/indicators/queries";
import { allGoals, listPlans } from "@/lib/plans/queries";
import { listCampaigns, listSurveys } from "@/lib/surveys/queries";
import { surveyFilterSchema } from "@/lib/surveys/schema";
import { listUnits } from "@/lib/units/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { plan } from "@/tests/support/factories-plans";
import { readBack } from "@/tests/support/files";

const current = vi.hoisted(() => ({ viewer: undefined as unknown }));
vi.mock("@/lib/access/viewer", async (original) => ({
  ...(await original<typeof import("@/lib/access/viewer")>()),
  currentViewer: async () => current.viewer,
}));
// Each file is made by a process of its own.
vi.setConfig({ testTimeout: 60_000 });

async function get(who: Viewer | undefined, list: string, query = ""): Promise<Response> {
  const { GET } = await import("@/app/(app)/exports/[list]/route");
  current.viewer = who;
  return GET(new Request(`http://localhost:3000/exports/${list}?${query}`), {
    params: Promise.resolve({ list }),
  });
}

/** Headings and rows of the file that the address gives, days as ISO. */
async function table(who: Viewer, list: string, query = "") {
  const workbook = await readBack(await get(who, list, query));
  const [head, ...rows] = (workbook.sheets[0]?.rows ?? []).map(({ cells }) =>
    cells.map(({ value, day }) => day ?? value),
  );
  return { head, rows, ids: rows.map(([id]) => id) };
}

async function world() {
  const { provinceId, orgDepartment, districtA: one, districtB: two } = await province();
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: one });
  const department = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
  const ids: string[] = [];
  for (const name of ["=1+1 Bế Văn", "Công ty An Phát", "Hợp tác xã Đông Khê"]) {
    ids.push(await enterprise({ provinceId, unitId: one, name }));
  }
  ids.push(await enterprise({ provinceId, unitId: two, name: "Công ty Đơn vị khác" }));
  return { provinceId, one, two, officer, department, ids };
}

describe("the file of enterprises", () => {
  it("holds exactly what the page lists for each viewer and filter, in its order", async () => {
    const { officer, department, two } = await world();
    for (const [who, query] of [
      [officer, ""],
      [officer, "q=an+phat"],
      [officer, "has=union"],
      [department, ""],
      [department, `unit=${two}`],
    ] as const) {
      const filter = enterpriseFilterSchema.parse(Object.fromEntries(new URLSearchParams(query)));
      const page = await withViewer(who, (tx) => listEnterprises(who, tx, filter));
      const file = await table(who, "enterprises", query);
      expect(
        file.rows.map(([id, name]) => [id, name]),
        query,
      ).toEqual(page.rows.map(({ id, name }) => [id, name]));
    }
  });

  it("is whole where the page shows fifty, and keeps a text that looks like a formula a text", async () => {
    const { provinceId, officer, one } = await world();
    for (let number = 0; number < 60; number++) {
      await enterprise({ provinceId, unitId: one, name: `Doanh nghiệp ${number}` });
    }
    expect((await table(officer, "enterprises")).rows).toHaveLength(63);
    const { rows } = await table(officer, "enterprises", "format=csv");
    expect(rows).toHaveLength(63);
    expect(rows.map(([, name]) => name)).toContain("=1+1 Bế Văn");
    const text = await (await get(officer, "enterprises", "format=csv")).text();
    expect(text).toContain(`"'=1+1 Bế Văn"`);
    const sorted = await withViewer(officer, async (tx) => {
      const ids: string[] = [];
      for await (const { id } of allEnterprises(
        officer,
        tx,
        enterpriseFilterSchema.parse({ sort: "survey" }),
      ))
        ids.push(id);
      return ids;
    });
    expect(new Set(sorted).size).toBe(63);
  });

  it("says nothing in its name but what it is and the day", async () => {
    const { officer } = await world();
    const file = await get(officer, "enterprises", "q=an+phat");
    expect(file.headers.get("content-disposition")).toMatch(
      /^attachment; filename="doanh-nghiep-\d{4}-\d\d-\d\d\.xlsx"$/,
    );
    expect(file.headers.get("cache-control")).toBe("no-store");
  });
});

describe("the files of organisations and surveys", () => {
  it("hold exactly what their pages list", async () => {
    const { provinceId, officer, department, one, ids } = await world();
    const campaignId = await row("survey_campaign", {
      ...{ province_id: provinceId, name: "Đợt thử" },
      ...{ reference_date: "2014-10-31", opens_on: "2014-10-25" },
    });
    for (const [index, enterpriseId] of ids.slice(0, 3).entries()) {
      await branch({ provinceId, unitId: one, name: `Chi đoàn ${index}`, enterpriseIds: [enterpriseId] });
      const recorder = { recorded_by_id: officer.accountId, surveyed_on: "2014-11-01" };
      await row("survey", { campaign_id: campaignId, enterprise_id: enterpriseId, ...recorder });
    }
    for (const who of [officer, department]) {
      const [branches, all, surveys] = await withViewer(who, async (tx) => [
        await listBranches(who, tx, branchFilterSchema.parse({})),
        await allBranches(who, tx, branchFilterSchema.parse({})),
        await listSurveys(who, tx, surveyFilterSchema.parse({})),
      ]);
      expect(branches.rows).toHaveLength(3);
      expect(all).toEqual(branches.rows);
      expect((await table(who, "branches")).rows.map(([id, name]) => [id, name])).toEqual(
        branches.rows.map(({ id, name }) => [id, name]),
      );
      expect(surveys.rows).toHaveLength(3);
      expect((await table(who, "surveys")).ids).toEqual(surveys.rows.map(({ id }) => id));
    }
    expect((await table(officer, "branches", "q=chi+doan+1")).rows).toHaveLength(1);
    expect((await table(officer, "surveys", "q=an+phat")).rows).toHaveLength(1);
  });
});

describe("the file of the records behind a number", () => {
  it("holds exactly the records of the page, of enterprises and of organisations", async () => {
    const { provinceId, officer, department, one, ids } = await world();
    const founded = { establishedOn: "2014-11-20", enterpriseIds: ids.slice(0, 1) };
    await branch({ provinceId, unitId: one, name: "Chi đoàn mới", ...founded });
    await plan({ provinceId });
    const given = { asOf: "2014-12-15", from: "2014-10-23" };
    for (const who of [officer, department]) {
      for (const indicator of ["K1", "K2", "K11"] as const) {
        const page = await withViewer(who, (tx) => indicatorRecords(who, tx, indicator, given));
        const file = await table(
          who,
          "records",
          `indicator=${indicator}&asOf=${given.asOf}&from=${given.from}`,
        );
        expect(page?.total, indicator).toBeGreaterThan(0);
        expect(file.rows, indicator).toHaveLength(page?.total ?? -1);
        expect(file.rows.map(([id, name, unit]) => [id, name, unit])).toEqual(
          page?.records.map(({ id, name, unitName }) => [id, name, unitName]),
        );
      }
    }
    expect((await get(officer, "records", "indicator=K99")).status).toBe(404);
    expect((await get(officer, "records")).status).toBe(404);
  });
});

describe("the files of the other lists", () => {
  it("hold what their pages list, to the last page", async () => {
    const { provinceId, officer, department, one, ids } = await world();
    await plan({ provinceId });
    const [enterpriseId = ""] = ids;
    const branchId = await branch({ provinceId, unitId: one, enterpriseIds: [enterpriseId] });
    for (let day = 1; day <= 53; day++) {
      await row("activity", {
        ...{ branch_id: branchId, title: `=Buổi ${day}`, kind: "meeting", recorded_by_id: officer.accountId },
        on: addDays("2014-06-01", day),
      });
    }
    await row("survey_campaign", {
      ...{ province_id: provinceId, name: "Đợt thử" },
      ...{ reference_date: "2014-10-31", opens_on: "2014-10-25" },
    });
    for (let number = 0; number < 52; number++) {
      const raised = await raiseIssue(officer, deed(), {
        ...{ raisedFor: { kind: "unit", id: one }, line: "union", kind: "difficulty" },
        ...{ category: "no_funds", text: `=1+${number} khó khăn`, isUrgent: false, answerBy: null },
        ...{ enterpriseId: null, caseId: null, taskId: null },
      });
      expect(raised.ok).toBe(true);
    }
    for (const who of [officer, department]) {
      const rows = async (list: string, query: Record<string, string> = {}) =>
        withViewer(who, async (tx) => {
          const [sheet] = [(await LIST_TABLES.get(list)?.table(who, tx, query)) ?? []].flat();
          const found: (readonly unknown[])[] = [];
          for await (const line of sheet?.rows ?? []) found.push(line);
          for (const line of found) expect(line, list).toHaveLength(sheet?.columns.length ?? -1);
          return sheet ? found : null;
        });
      const page = await withViewer(who, async (tx) => ({
        goals: await allGoals(who, tx, {}),
        units: await listUnits(who, tx, today()),
        campaigns: await listCampaigns(who, tx),
        plans: await listPlans(who, tx),
      }));
      expect((await rows("goals"))?.map(([id]) => id)).toEqual(page.goals?.rows.map(({ goalId }) => goalId));
      expect((await rows("units"))?.map(([id]) => id)).toEqual(page.units.map(({ unitId }) => unitId));
      expect((await rows("campaigns"))?.map(([id]) => id)).toEqual(page.campaigns.map(({ id }) => id));
      expect((await rows("plans"))?.map(([id]) => id)).toEqual(page.plans.map(({ id }) => id));
      expect(await rows("activities", { branch: branchId })).toHaveLength(53);
      expect(await rows("activity-register")).toHaveLength(53);
      expect(await rows("activity-register", { kind: "care" })).toEqual([]);
      for (const list of ["needs", "programmes", "working-groups"])
        expect(await rows(list), list).toEqual([]);
      expect(await rows("assignments", { campaign: page.campaigns[0]?.id ?? "" })).not.toBeNull();
      expect(await rows("assignments", { campaign: "no id" })).toBeNull();
      expect(await rows("feedback")).toHaveLength(52);
      expect(await rows("progress", { campaign: page.campaigns[0]?.id ?? "" })).not.toBeNull();
      expect(await rows("ratings")).not.toBeNull();
      expect(await rows("activities", { branch: "no id" })).toBeNull();
      expect(await rows("progress")).toBeNull();
    }
  });

  it("tell of enterprises, organisations and surveys what a file that comes back in needs", async () => {
    const { officer, one, provinceId, ids } = await world();
    const [enterpriseId = ""] = ids;
    await owner.query(
      "update enterprise set short_name = 'TNHH', industry = '=cmd', started_year = 2009, representative = 'Ông Chủ', phone = '+84912345678' where id = $1",
      [enterpriseId],
    );
    await branch({ provinceId, unitId: one, name: "Chi đoàn Một", enterpriseIds: [enterpriseId] });
    const told = async (list: string, query = "") => {
      const { head, rows } = await table(officer, list, query);
      return { labels: head ?? [], cells: new Map((head ?? []).map((label, at) => [label, rows[0]?.[at]])) };
    };
    const firm = await told("enterprises", "q=be+van");
    expect(Object.fromEntries(firm.cells)).toMatchObject({
      ...{ "Tên viết tắt": "TNHH", "Ngành nghề chính": "=cmd", "Năm hoạt động": "2009" },
      ...{ "Trụ sở chính": "Có", "Nơi đặt": expect.any(String) },
    });
    expect([...firm.cells.values()]).not.toContain("Ông Chủ");
    const cell = await told("branches");
    expect(Object.fromEntries(cell.cells)).toMatchObject({
      ...{ "Tên tổ chức": "Chi đoàn Một", "Thành lập ngày": expect.stringMatching(/^\d{4}-/) },
      "Kỳ sinh hoạt": "Hằng tháng",
    });
    const answers = await told("surveys");
    expect(answers.labels).toEqual(expect.arrayContaining(["Tổng số lao động", "Nhu cầu: nhà ở", "Đề xuất"]));
    expect(
      answers.labels.filter((label) => /đầu mối|Nòng cốt|Người (?:khảo|cung)/i.test(String(label))),
    ).toEqual([]);
  });
});

it("gives an outsider nothing: no rows of others, no list that is none, nothing without signing in", async () => {
  const { ids, provinceId, one } = await world();
  const elsewhere = await province();
  const stranger = await viewer({
    role: "unit_officer",
    provinceId: elsewhere.provinceId,
    unitId: elsewhere.districtA,
  });
  expect(ids).toHaveLength(4);
  expect((await table(stranger, "enterprises")).rows).toEqual([]);
  expect((await get(stranger, "members")).status).toBe(404);
  expect((await get(stranger, "constructor")).status).toBe(404);
  const branchId = await branch({ provinceId, unitId: one });
  const secretary = await viewer({ role: "branch_secretary", provinceId, unitId: one, branchId });
  expect((await get(secretary, "surveys")).status).toBe(404);
  expect((await get(undefined, "enterprises")).status).toBe(401);
});
