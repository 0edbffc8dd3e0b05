import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { casesWork, listCases } from "@/lib/cases/queries";
import { STAGES } from "@/lib/cases/rules";
import { addDays, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { pipeline, worstStalls } from "@/lib/pipeline/reports";
import { FATES } from "@/lib/pipeline/rules";
import { casesAddress, type PipelineFilter, pipelineFilterSchema } from "@/lib/pipeline/schema";
import { owner } from "@/tests/support/database";
import { branch, enterprise, province, viewer } from "@/tests/support/factories";
import { caseStep, establishmentCase } from "@/tests/support/factories-cases";
import { acceptedSurvey, campaign, plan } from "@/tests/support/factories-plans";

type Place = Awaited<ReturnType<typeof province>>;

let place: Place;
let officer: Viewer;
let sibling: Viewer;
let board: Viewer;
let desk: Viewer;
let strange: Viewer;
let campaignId: string;
const cases: Record<string, string> = {};
const ago = (days: number): PlainDate => addDays(today(), -days);

/** A case by name, opened so many days ago, with its steps. */
async function opened(
  name: string,
  daysAgo: number,
  steps: readonly [Parameters<typeof caseStep>[2], number][] = [],
  given: { unitId?: string; surveyed?: number; founded?: number; line?: "union" | "association" } = {},
) {
  const unitId = given.unitId ?? place.districtA;
  const enterpriseId = await enterprise({ provinceId: place.provinceId, unitId, name });
  if (given.surveyed !== undefined)
    await acceptedSurvey({ campaignId, enterpriseId, on: ago(given.surveyed) });
  cases[name] = await establishmentCase({
    ...{ enterpriseId, openedOn: ago(daysAgo), line: given.line ?? "union" },
  });
  await owner.query("update establishment_case set recorded_at = $2 where id = $1", [
    cases[name],
    `${ago(daysAgo)}T02:00:00Z`,
  ]);
  for (const [index, [move, on]] of steps.entries()) {
    await caseStep(cases[name], index + 1, move, { on: ago(on), at: `${ago(on)}T02:00:00Z` });
  }
  if (given.founded !== undefined) {
    const { provinceId } = place;
    await branch({ provinceId, unitId, establishedOn: ago(given.founded), enterpriseIds: [enterpriseId] });
  }
}

beforeAll(async () => {
  place = await province();
  const elsewhere = await province();
  await plan({ provinceId: place.provinceId, issuedOn: ago(300), idleDays: 45 });
  await plan({ provinceId: elsewhere.provinceId });
  const held = { provinceId: place.provinceId };
  officer = await viewer({ ...held, role: "unit_officer", unitId: place.districtA });
  sibling = await viewer({ ...held, role: "unit_officer", unitId: place.districtB });
  board = await viewer({ ...held, role: "province_board" });
  desk = await viewer({
    ...{ ...held, role: "association_department", unitId: place.associationDepartment, line: "association" },
  });
  strange = await viewer({ role: "province_board", provinceId: elsewhere.provinceId });
  campaignId = await campaign(place.provinceId);
  await opened("Mới Mở", 10);
  await opened("Khảo Sát Lâu", 100, [], { surveyed: 90 });
  await opened(
    "Đã Trình",
    80,
    [
      ["eligible", 75],
      ["reported", 70],
      ["mobilising", 65],
      ["submitted", 60],
    ],
    { surveyed: 78 },
  );
  await opened(
    "Nơi Khó",
    90,
    [
      ["eligible", 80],
      ["hard", 70],
    ],
    { surveyed: 85 },
  );
  await opened("Từ Chối", 50, [["refused", 49]]);
  await opened(
    "Trả Lại",
    40,
    [
      ["mobilising", 30],
      ["submitted", 20],
      ["returned", 15],
    ],
    { surveyed: 39 },
  );
  await opened("Đã Thành Lập", 60, [["eligible", 50]], { surveyed: 55, founded: 20 });
  await opened("Không Khảo Sát", 30, [], { founded: 10 });
  await opened("Đã Đóng", 50, [["closed", 5]]);
  await opened("Bên Kia", 120, [["eligible", 110]], { unitId: place.districtB });
});

const asked = (who: Viewer, filter: PipelineFilter = {}) =>
  withViewer(who, (tx) => pipeline(who, tx, filter));
const names = async (who: Viewer, filter: PipelineFilter = {}) =>
  (await asked(who, filter))?.rows.map(({ enterpriseName }) => enterpriseName);

describe("pipeline", () => {
  it("tells where each case stands and for how long, the longest first, closed ones where they are asked for", async () => {
    const found = await asked(officer);
    expect(
      found?.rows.map(({ enterpriseName, place: at, days }) => `${enterpriseName} ${at} ${days}`),
    ).toEqual([
      "Khảo Sát Lâu surveyed 90",
      "Nơi Khó hard 70",
      "Đã Trình submitted 60",
      "Từ Chối refused 49",
      "Đã Thành Lập decided 20",
      "Trả Lại mobilising 15",
      "Không Khảo Sát decided 10",
      "Mới Mở not_surveyed 10",
    ]);
    expect(found?.closed).toBe(1);
    expect(await names(officer, { place: "closed" })).toEqual(["Đã Đóng"]);
    expect(await names(officer, { sort: "name" })).toEqual(
      [...((await names(officer)) ?? [])].sort((a, b) => a.localeCompare(b, "vi")),
    );
  });

  it("every number of the flow is the length of its list, for any viewer, line, unit and day", async () => {
    const questions: [Viewer, PipelineFilter][] = [
      [board, {}],
      [officer, { asOf: ago(30), line: "union" }],
      [desk, { unit: place.districtB, stalled: "1" }],
    ];
    for (const [who, base] of questions) {
      const found = await asked(who, base);
      for (const { stage, reached, fates } of found?.drops.filter((drop) => drop.reached > 0) ?? []) {
        expect(await names(who, { ...base, reached: stage }), stage).toHaveLength(reached);
        for (const fate of FATES.filter((one) => fates[one] > 0)) {
          expect(await names(who, { ...base, reached: stage, fate }), fate).toHaveLength(fates[fate]);
        }
      }
      expect(await names(who, { ...base, founded: "all" })).toHaveLength(found?.k23.founded ?? -1);
      expect(await names(who, { ...base, founded: "days" })).toHaveLength(found?.k23.counted ?? -1);
    }
  });

  it("drop-off as of a day: what had not happened by then is not counted", async () => {
    const at = async (days: number) => (await asked(officer, { asOf: ago(days) }))?.drops;
    const submitted = (drops: Awaited<ReturnType<typeof at>>) =>
      drops?.find(({ stage }) => stage === "submitted");
    expect(submitted(await at(0))).toMatchObject({ reached: 2, fates: { here: 1, back: 1 } });
    expect(submitted(await at(18))).toMatchObject({ reached: 2, fates: { here: 2, back: 0 } });
    expect(submitted(await at(61))).toMatchObject({ reached: 0 });
    const hard = (await at(75))?.find(({ stage }) => stage === "eligible");
    expect(hard).toMatchObject({ fates: { hard: 0 } });
    expect((await at(0))?.map(({ stage }) => stage)).toEqual(STAGES);
  });

  it("as known at the end of a day: a step that was voided later counts still", async () => {
    await opened("Ghi Nhầm", 40, [["paused", 35]]);
    await owner.query(
      `update case_step set voided_at = $2, voided_by_id = gen_random_uuid(), void_reason = 'Nhầm' where case_id = $1`,
      [cases["Ghi Nhầm"], `${ago(5)}T02:00:00Z`],
    );
    const placeOf = async (filter: PipelineFilter) =>
      (await asked(officer, filter))?.rows.find(({ enterpriseName }) => enterpriseName === "Ghi Nhầm")?.place;
    expect(await placeOf({})).toBe("not_surveyed");
    expect(await placeOf({ knownAt: ago(6) })).toBe("paused");
    expect(await placeOf({ knownAt: ago(36) })).toBe("not_surveyed");
    expect(await placeOf({ knownAt: ago(41) })).toBeUndefined();
  });

  it("K23: the median over foundings of the period, those without a survey before them said apart", async () => {
    const found = await asked(officer, { from: ago(60) });
    expect(found?.k23).toEqual({ median: 35, counted: 1, founded: 2 });
    expect(await names(officer, { from: ago(60), founded: "days" })).toEqual(["Đã Thành Lập"]);
    expect((await asked(officer, { from: ago(15) }))?.k23).toEqual({ median: null, counted: 0, founded: 1 });
  });

  it("shows an officer the own unit's, another province's committee nothing, and a move to whose it is only", async () => {
    expect(await names(sibling)).toEqual(["Bên Kia"]);
    expect(await names(strange)).toEqual([]);
    expect(await names(board)).toHaveLength(10);
    const moves = async (who: Viewer, filter: PipelineFilter = {}) =>
      (await asked(who, filter))?.rows.find(({ enterpriseName }) => enterpriseName === "Mới Mở")?.moves;
    expect(await moves(officer)).toContain("eligible");
    expect(await moves(board)).toEqual([]);
    // A day that is over is not moved.
    expect(await moves(officer, { asOf: ago(1) })).toEqual([]);
    const secretary = await viewer({
      ...{ role: "branch_secretary", provinceId: place.provinceId, unitId: place.districtA },
      branchId: await branch({ provinceId: place.provinceId, unitId: place.districtA, enterpriseIds: [] }),
    });
    expect(await asked(secretary)).toBeUndefined();
  });

  it("narrows to what is hard", async () => {
    expect(await names(officer, { difficulty: "1" })).toEqual(["Nơi Khó", "Từ Chối"]);
    expect((await asked(officer, { difficulty: "1" }))?.rows[0]?.difficulty).toBe("Theo tình hình thực tế");
  });
});

describe("worstStalls", () => {
  const stalls = (who: Viewer, given = {}, size = 5) =>
    withViewer(who, (tx) => worstStalls(who, tx, given, size));

  it("are the cases that stood longest beyond the days allowed, with who holds them; aside and resting ones are not", async () => {
    const found = await stalls(board);
    expect(
      found?.rows.map(({ enterpriseName, days, allowed }) => `${enterpriseName} ${days}/${allowed}`),
    ).toEqual(["Bên Kia 110/45", "Khảo Sát Lâu 90/45", "Đã Trình 60/45"]);
    expect(found?.total).toBe(3);
    expect(found?.rows[2]?.heldBy).not.toBe(found?.rows[2]?.unitName);
    expect((await stalls(board, {}, 2))?.rows).toHaveLength(2);
  });

  it("answers the dashboard's question: unit, line and day; and is as long as the list it opens", async () => {
    expect((await stalls(officer))?.total).toBe(2);
    expect((await stalls(board, { line: "association" }))?.total).toBe(0);
    const early = await stalls(board, { asOf: ago(50) });
    expect(early?.total).toBe((await asked(board, { asOf: ago(50), stalled: "1" }))?.rows.length);
    expect(await stalls(strange)).toMatchObject({ total: 0, rows: [] });
  });

  const agrees = async (who: Viewer) => {
    const shown = (
      rows: readonly { id: string; days: number; allowed: number | null; isStalled: boolean }[],
    ) => rows.map(({ id, days, allowed, isStalled }) => ({ id, days, allowed, isStalled })).sort(byId);
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    const board = shown((await asked(who, {}))?.rows ?? []);
    const pages = shown(await withViewer(who, (tx) => listCases(who, tx, { isOpen: true })));
    // A step "closed" that the factory wrote has not closed the case's row.
    expect(pages.filter(({ id }) => board.some((one) => one.id === id))).toEqual(board);
    return board.filter(({ isStalled }) => isStalled).length;
  };

  it("are stalled on the case's own page and on the list of work as on the board", async () => {
    for (const who of [officer, sibling, board]) await agrees(who);
    expect(await agrees(board)).toBeGreaterThan(0);
    const work = await withViewer(officer, (tx) => casesWork(officer, tx));
    expect(work.filter(({ consequence }) => consequence === "late").length).toBeGreaterThan(0);
  });

  it("a scheme's own days come before the plan's", async () => {
    await owner.query(
      `insert into case_scheme (id, province_id, valid_from, stages, idle_days, recorded_by_id)
       values (gen_random_uuid(), $1, '2000-01-01', '{mobilising}', '{"submitted": 70, "mobilising": 7}', gen_random_uuid())`,
      [place.provinceId],
    );
    expect((await stalls(officer))?.rows.map(({ enterpriseName }) => enterpriseName)).toEqual([
      "Khảo Sát Lâu",
      "Trả Lại",
    ]);
  });
});

it("an address of cases is read again as it was written", () => {
  const filter = {
    view: "list",
    reached: "surveyed",
    fate: "refused",
    stalled: "1",
    page: 2,
    asOf: "2014-12-01",
  } as const;
  const query = Object.fromEntries(new URL(casesAddress(filter), "http://localhost").searchParams);
  expect(pipelineFilterSchema.parse(query)).toEqual(filter);
  expect(pipelineFilterSchema.parse({ place: "nowhere", page: "-1", view: ["list", "flow"] })).toEqual({
    view: "list",
  });
});
