import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { setWeights } from "@/lib/priority/commands";
import { weightsOn, weightsPage } from "@/lib/priority/queries";
import { priorityList } from "@/lib/priority/reports";
import { SUGGESTED } from "@/lib/priority/rules";
import { type PriorityFilter, priorityFilterSchema } from "@/lib/priority/schema";
import { refuse } from "@/lib/result";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { acceptedSurvey, campaign, openedCase, plan } from "@/tests/support/factories-plans";

type Place = Awaited<ReturnType<typeof province>>;

let place: Place;
let elsewhere: Place;
let department: Viewer;
let board: Viewer;
let associationDesk: Viewer;
let officer: Viewer;
let sibling: Viewer;
let strange: Viewer;
let campaignId: string;
const ids: Record<string, string> = {};

const register = async (name: string, given: Partial<Parameters<typeof enterprise>[0]> = {}) => {
  ids[name] = await enterprise({ provinceId: place.provinceId, unitId: place.districtA, name, ...given });
  return ids[name];
};
async function surveyed(name: string, answers: Record<string, unknown>) {
  const surveyId = await acceptedSurvey({ campaignId, enterpriseId: ids[name] ?? "", on: "2014-11-10" });
  const told = {
    youth_31_to_35: 0,
    union_members_elsewhere: 0,
    association_members_elsewhere: 0,
    ...answers,
  };
  const columns = Object.keys(told);
  await owner.query(
    `update survey set ${columns.map((column, index) => `${column} = $${index + 2}`).join(", ")} where id = $1`,
    [surveyId, ...Object.values(told)],
  );
  return surveyId;
}

beforeAll(async () => {
  place = await province();
  elsewhere = await province();
  await plan({ provinceId: place.provinceId });
  await plan({ provinceId: elsewhere.provinceId });
  const held = { provinceId: place.provinceId };
  department = await viewer({ ...held, role: "org_department", unitId: place.orgDepartment });
  board = await viewer({ ...held, role: "province_board" });
  associationDesk = await viewer({
    ...{ ...held, role: "association_department", unitId: place.associationDepartment, line: "association" },
  });
  officer = await viewer({ ...held, role: "unit_officer", unitId: place.districtA });
  sibling = await viewer({ ...held, role: "unit_officer", unitId: place.districtB });
  strange = await viewer({
    ...{ role: "org_department", provinceId: elsewhere.provinceId, unitId: elsewhere.orgDepartment },
  });
  campaignId = await campaign(place.provinceId);

  await register("Ưu Tú");
  await row("entrepreneur_membership", {
    enterprise_id: ids["Ưu Tú"],
    valid_from: "2013-01-01",
    valid_to: "2014-12-01",
  });
  await surveyed("Ưu Tú", { workers: 50, youth_16_to_30: 20 });
  await register("Đông Người");
  const crowd = await surveyed("Đông Người", {
    workers: 100,
    youth_16_to_30: 40,
    association_members_elsewhere: 2,
  });
  await row("survey_organisation", {
    ...{
      survey_id: crowd,
      enterprise_id: ids["Đông Người"],
      line: "association",
      kind: "chapter",
      members: 8,
    },
  });
  await branch({
    ...held,
    ...{ unitId: place.districtA, line: "association", kind: "chapter", establishedOn: "2013-01-01" },
    enterpriseIds: [ids["Đông Người"] ?? ""],
  });
  await openedCase({ enterpriseId: ids["Đông Người"] ?? "", on: "2014-11-20" });
  await register("Chưa Khảo Sát");
  await register("Từ Chối");
  await surveyed("Từ Chối", { workers: 500, youth_16_to_30: 90, owner_attitude: "neutral" });
  await visited("Từ Chối", "2014-11-20", "refuses");
  await register("Có Chi Đoàn");
  await branch({
    ...held,
    unitId: place.districtA,
    establishedOn: "2014-11-15",
    enterpriseIds: [ids["Có Chi Đoàn"] ?? ""],
  });
  await register("Nhà Nước", { ownership: "state" });
  await register("Bên Kia", { unitId: place.districtB });
});

const visited = (name: string, on: string, attitude: string) =>
  row("visit", {
    ...{ enterprise_id: ids[name], on, met: "Giám đốc", purpose: "Vận động", result: "Đã gặp", attitude },
    ...{ recorded_by_id: crypto.randomUUID(), recorded_at: `${on}T02:00:00Z` },
  });

const listed = (who: Viewer, filter: Record<string, string> = {}) =>
  withViewer(who, (tx) => priorityList(who, tx, priorityFilterSchema.parse(filter)));
const told = async (who: Viewer, filter: PriorityFilter | Record<string, string> = {}) =>
  (await listed(who, filter as Record<string, string>))?.rows.map(
    ({ name, score }) => `${name} ${score.points}`,
  );

describe("priorityList", () => {
  it("ranks what has no organisation of the line by the plan's words, as counted by hand; an accepted survey and nothing typed", async () => {
    // Đông Người 30 + 40·50/50; Ưu Tú 15 + 16, no member any more today.
    expect(await told(officer)).toEqual(["Đông Người 70", "Ưu Tú 31", "Chưa Khảo Sát 0"]);
    const list = await listed(officer);
    expect(list?.weights).toMatchObject({ ...SUGGESTED, since: null });
    expect(list?.rows.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(list?.rows[0]?.caseId).not.toBeNull();
    expect(list?.rows[2]?.score).toMatchObject({ points: 0, most: 70 });
  });

  it("keeps apart whose owner said no last, until the owner says otherwise", async () => {
    expect(await told(officer, { show: "refused" })).toEqual(["Từ Chối 70"]);
    expect(await told(officer, { show: "refused", asOf: "2014-11-19" })).toEqual([]);
    await visited("Từ Chối", "2014-12-05", "not_yet");
    expect(await told(officer, { show: "refused" })).toEqual([]);
    expect((await listed(officer, { asOf: "2014-12-04" }))?.byShow.refused).toBe(1);
  });

  it("answers as of a day: members, organisations and surveys of that day, and as known by then", async () => {
    expect(await told(officer, { asOf: "2014-11-30" })).toEqual([
      "Đông Người 70",
      "Ưu Tú 61",
      "Chưa Khảo Sát 0",
    ]);
    // Before its chi đoàn was founded and anything was surveyed.
    expect((await told(officer, { asOf: "2014-11-01" }))?.sort()).toEqual(
      ["Chưa Khảo Sát 0", "Có Chi Đoàn 0", "Từ Chối 0", "Ưu Tú 30", "Đông Người 0"].sort(),
    );
    const known = await listed(officer, { asOf: "2014-11-30", knownAt: "2014-11-09" });
    expect(known?.rows.every(({ facts }) => facts.survey === null)).toBe(true);
  });

  it("knows the Hội line by its own organisations", async () => {
    const names = (await listed(officer, { line: "association" }))?.rows.map(({ name }) => name);
    expect(names).toContain("Có Chi Đoàn");
    expect(names).not.toContain("Đông Người");
  });

  it("shows an officer the own unit's, the province everything, another province and a secretary nothing", async () => {
    expect(await told(sibling)).toEqual(["Bên Kia 0"]);
    for (const who of [department, board, associationDesk]) expect((await listed(who))?.total).toBe(5);
    expect(await told(strange)).toEqual([]);
    const secretary = await viewer({
      ...{ role: "branch_secretary", provinceId: place.provinceId, unitId: place.districtA },
      branchId: await branch({ provinceId: place.provinceId, unitId: place.districtB, enterpriseIds: [] }),
    });
    expect(await listed(secretary)).toBeUndefined();
  });

  it("offers to open a case to the unit of the line only", async () => {
    expect((await listed(officer))?.rows.every(({ mayWork, mayVisit }) => mayWork && mayVisit)).toBe(true);
    expect((await listed(department))?.rows.some(({ mayWork, mayVisit }) => mayWork || mayVisit)).toBe(false);
  });
});

describe("setWeights", () => {
  const input = (given: Partial<Parameters<typeof setWeights>[2]> = {}) => ({
    ...{ provinceId: place.provinceId, basedOn: null, entrepreneur: 50, size: 20, concentration: 30 },
    ...{
      workersFull: 200,
      peopleFull: 100,
      validFrom: "2014-11-25",
      reason: "Theo kết luận của Thường trực",
    },
    ...given,
  });
  const on = (asOf: string, knownAt?: Date) =>
    withViewer(officer, (tx) => weightsOn(officer, tx, { provinceId: place.provinceId, asOf, knownAt }));

  it("is the organisation department's alone, of its own province (§1.11)", async () => {
    for (const who of [board, associationDesk, officer, sibling, strange]) {
      expect(await setWeights(who, deed(), input())).toEqual(refuse("province_not_found"));
    }
    expect(await setWeights(department, deed(), input({ validFrom: "2999-01-01" }))).toEqual(
      refuse("date_in_future"),
    );
  });

  it("each day is counted by the weights of the day; what was set stays to be asked as it was known", async () => {
    const before = new Date();
    const first = await setWeights(department, deed(), input());
    expect(first.ok).toBe(true);
    expect(await on("2014-11-24")).toMatchObject({ ...SUGGESTED, since: null });
    expect(await on("2014-11-25")).toMatchObject({ entrepreneur: 50, since: "2014-11-25" });
    expect(await told(officer, { asOf: "2014-11-26" })).toContain("Ưu Tú 61");
    // Stale: somebody else set them meanwhile.
    expect(await setWeights(department, deed(), input())).toEqual(refuse("weights_changed_meanwhile"));
    const basedOn = first.ok ? first.value.id : null;
    const again = { basedOn, entrepreneur: 0, size: 0, concentration: 100, validFrom: "2014-12-01" };
    expect((await setWeights(department, deed(), input(again))).ok).toBe(true);
    expect(await on("2014-11-30")).toMatchObject({ entrepreneur: 50 });
    expect(await on("2014-12-01")).toMatchObject({ concentration: 100 });
    expect(await on("2014-12-01", before)).toMatchObject({ ...SUGGESTED, since: null });
    const page = await withViewer(department, (tx) => weightsPage(department, tx));
    expect(page?.history.map(({ voidedAt }) => voidedAt !== null).filter(Boolean)).toHaveLength(1);
    expect(page?.maySet).toBe(true);
    expect((await withViewer(officer, (tx) => weightsPage(officer, tx)))?.maySet).toBe(false);
  });

  it("two at one moment: one is set, the other told", async () => {
    const { rows } = await owner.query(
      "select id from priority_weights where province_id = $1 and voided_at is null and valid_to is null",
      [place.provinceId],
    );
    const basedOn = rows[0].id;
    const answers = await Promise.all(
      [10, 20].map((size) =>
        setWeights(
          department,
          deed(),
          input({ basedOn, entrepreneur: 50, size, concentration: 50 - size, validFrom: "2014-12-02" }),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual(refuse("weights_changed_meanwhile"));
  });

  it("the database repeats it: weights are 100, never edited, written by the department", async () => {
    const insert = (who: Viewer, size: number) =>
      withViewer(
        who,
        (tx) => tx.$executeRaw`insert into priority_weights
          (id, province_id, valid_from, valid_to, entrepreneur, size, concentration, workers_full, people_full, reason, recorded_by_id)
          values (gen_random_uuid(), ${place.provinceId}::uuid, '2010-01-01', '2010-02-01', 30, ${size}, 40, 100, 50, 'Thử', ${who.accountId}::uuid)`,
      );
    await expect(insert(officer, 30)).rejects.toThrow(/row-level security/);
    await expect(insert(strange, 30)).rejects.toThrow(/row-level security/);
    await expect(insert(department, 31)).rejects.toThrow(/priority_weights_sum/);
    await expect(
      withViewer(
        department,
        (tx) => tx.$executeRaw`update priority_weights set size = 20, concentration = 30`,
      ),
    ).rejects.toThrow(/permission denied/);
    expect(
      await withViewer(officer, (tx) => tx.$executeRaw`update priority_weights set voided_at = now()`),
    ).toBe(0);
  });
});
