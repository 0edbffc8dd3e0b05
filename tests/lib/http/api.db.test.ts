import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { cookieName, sealToken } from "@/lib/access/cookie";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, province, viewer } from "@/tests/support/factories";
import { acceptedSurvey, campaign, goal, plan } from "@/tests/support/factories-plans";

// The one thing of Next's that a route needs and a test has not: the request's cookies.
const jar = new Map<string, { value: string }>();
vi.mock("next/headers", () => ({ cookies: async () => jar }));

type Route = {
  GET: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
};

/** Every route of the API as it lies in its folder: one that is added is tested without being named here. */
const ROUTES = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => file.replace(/\/route\.ts$/, ""))
  .sort();

const LISTS = ROUTES.filter((path) => !path.includes("..."));

async function ask(
  path: string,
  {
    as,
    search = "",
    segments = { id: "K1" },
  }: { as?: Viewer; search?: string; segments?: Record<string, string> },
) {
  jar.clear();
  if (as) jar.set(cookieName(), { value: await sealToken(sessionTokenOf(as)) });
  // A route's module exports GET; the folder's name is the only thing known of it here.
  const { GET } = (await import(/* @vite-ignore */ resolve("app/api/v1", path, "route.ts"))) as Route;
  const response = await GET(new Request(`http://localhost/api/v1/${path}${search}`), {
    params: Promise.resolve(segments),
  });
  return {
    status: response.status,
    type: response.headers.get("Content-Type"),
    cache: response.headers.get("Cache-Control"),
    body: await response.json(),
  };
}

const PROBLEM = /^application\/problem\+json/;

let board: Viewer;
let officer: Viewer;
let clerk: Viewer;
let stranger: Viewer;
let associationDepartment: Viewer;
let ids: { own: string; other: string; person: string };

beforeAll(async () => {
  const here = await province();
  const held = { provinceId: here.provinceId };
  board = await viewer({ ...held, role: "province_board" });
  officer = await viewer({ ...held, role: "unit_officer", unitId: here.districtA });
  clerk = await viewer({ ...held, role: "province_clerk" });
  associationDepartment = await viewer({
    ...held,
    role: "association_department",
    unitId: here.associationDepartment,
    line: "association",
  });
  const elsewhere = await province();
  await plan({ provinceId: elsewhere.provinceId });
  stranger = await viewer({ role: "province_board", provinceId: elsewhere.provinceId });

  const planId = await plan(held);
  const surveys = await campaign(here.provinceId);
  const own = await enterprise({ ...held, unitId: here.districtA });
  const other = await enterprise({ ...held, unitId: here.districtB });
  const branchId = await branch({ ...held, unitId: here.districtA, enterpriseIds: [own] });
  const { personId } = await member({ branchId, fullName: "Lý Thị Thử" });
  for (const enterpriseId of [own, other]) {
    await goal({ planId, enterpriseId, line: "union" });
    await acceptedSurvey({ campaignId: surveys, enterpriseId, on: "2014-11-01" });
  }
  ids = { own, other, person: personId };
});

describe.each(ROUTES)("/api/v1/%s", (path) => {
  it("refuses the signed-out, whatever they ask", async () => {
    for (const search of ["", "?unit=abc", `?after=${"x".repeat(40)}`]) {
      expect(await ask(path, { search })).toMatchObject({
        status: 401,
        type: expect.stringMatching(PROBLEM),
        cache: "no-store",
        body: { status: 401 },
      });
    }
  });

  it("refuses a session that was closed", async () => {
    const gone = await viewer({
      role: "province_board",
      provinceId: board.appointments[0]?.provinceId ?? "",
    });
    await owner.query("update session set revoked_at = now() where id = $1", [gone.sessionId]);
    expect(await ask(path, { as: gone })).toMatchObject({ status: 401 });
  });
});

describe.each(LISTS)("/api/v1/%s", (path) => {
  it("answers those who may, and lets no cache keep it", async () => {
    expect(await ask(path, { as: board })).toMatchObject({
      status: 200,
      type: expect.stringMatching(/^application\/json/),
      cache: "no-store",
      body: { data: expect.any(Array), next: null },
    });
  });

  it("names what it does not understand", async () => {
    expect(await ask(path, { as: board, search: "?colour=red" })).toMatchObject({
      status: 400,
      type: expect.stringMatching(PROBLEM),
      body: { status: 400, "invalid-params": ["colour"] },
    });
  });

  it("shows nothing of a neighbouring province", async () => {
    const { body } = await ask(path, { as: stranger });
    const said = JSON.stringify(body);
    for (const id of Object.values(ids)) expect(said).not.toContain(id);
    expect(said).not.toContain("Lý Thị Thử");
  });
});

describe("what the API answers", () => {
  it.each([
    ["enterprises", "?unit=abc&sort=age", ["unit", "sort"]],
    ["enterprises", "?after=abc", ["after"]],
    ["branches", "?line=both", ["line"]],
    ["members", "?after=abc&state=gone", ["state", "after"]],
    ["surveys", "?state=lost", ["state"]],
    ["goals", "?asOf=31/02/2014&list=x", ["asOf", "list"]],
    ["goals", "?after=abc", ["after"]],
    ["units", "?asOf=hom-nay", ["asOf"]],
    ["indicators", "?knownAt=x", ["knownAt"]],
    ["indicators/[id]/records", "?after=abc", ["after"]],
  ])("refuses /api/v1/%s%s", async (path, search, names) => {
    expect(await ask(path, { as: board, search })).toMatchObject({
      status: 400,
      body: { "invalid-params": names },
    });
  });

  it("is for each role what its pages are: the rest is not there", async () => {
    for (const path of ["enterprises", "branches", "members", "surveys", "goals", "indicators"]) {
      expect(await ask(path, { as: clerk })).toMatchObject({
        status: 404,
        type: expect.stringMatching(PROBLEM),
      });
    }
    expect(await ask("plans", { as: clerk })).toMatchObject({ status: 200, body: { total: 1 } });
    expect(await ask("units", { as: clerk })).toMatchObject({ status: 200, body: { total: 5 } });
    expect(await ask("indicators/[id]/records", { as: board, segments: { id: "K99" } })).toMatchObject({
      status: 404,
    });
    expect(await ask("[...path]", { as: board })).toMatchObject({ status: 404 });
  });

  it("is an officer's own unit and no other", async () => {
    const seen = async (path: string) => JSON.stringify((await ask(path, { as: officer })).body);
    for (const path of ["enterprises", "surveys", "goals", "indicators/[id]/records"]) {
      expect(await seen(path)).toContain(ids.own);
      expect(await seen(path)).not.toContain(ids.other);
    }
  });

  it("§1.11: tells of members who they are and where, to those who read them, and nothing more", async () => {
    const { body } = await ask("members", { as: officer });
    expect(body.data).toHaveLength(1);
    expect(Object.keys(body.data[0]).sort()).toEqual([
      "birth",
      "fullName",
      "gender",
      "id",
      "memberships",
      "posts",
    ]);
    // Đoàn viên are not read by the Hội department.
    expect((await ask("members", { as: associationDepartment })).body).toMatchObject({ total: 0, data: [] });
  });

  it("counts what it lists: the goals by state, and the indicators behind their records", async () => {
    const goals = (await ask("goals", { as: board })).body;
    expect(goals).toMatchObject({ total: 2 });
    const states: Record<string, number> = goals.byState;
    expect(Object.values(states).reduce((sum, number) => sum + number, 0)).toBe(2);
    const { total } = (await ask("indicators", { as: board })).body;
    for (const id of ["K1", "K2", "K6", "K17"]) {
      const records = (await ask("indicators/[id]/records", { as: board, segments: { id } })).body;
      expect([id, records.total, records.data.length]).toEqual([id, total.numbers[id], total.numbers[id]]);
    }
  });

  it("goes on where a page ended", async () => {
    const place = await province();
    const held = { provinceId: place.provinceId };
    const sitting = await viewer({ ...held, role: "province_board" });
    const registered: string[] = [];
    for (let count = 0; count < 51; count += 1) {
      registered.push(await enterprise({ ...held, unitId: place.districtA }));
    }
    const first = (await ask("enterprises", { as: sitting })).body;
    expect(first).toMatchObject({ total: 51, totalIsMore: false });
    const search = `?after=${encodeURIComponent(first.next)}`;
    const second = (await ask("enterprises", { as: sitting, search })).body;
    expect(second.next).toBeNull();
    const listed: { id: string }[] = [...first.data, ...second.data];
    expect(listed.map(({ id }) => id).sort()).toEqual(registered.sort());
  });
});
