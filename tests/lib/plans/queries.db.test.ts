import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import type { GoalKind, Line } from "@/lib/generated/prisma/enums";
import { dashboard } from "@/lib/indicators/reports";
import { goalsHref } from "@/lib/indicators/rules";
import { goalPage, goalStates, goalsOfEnterprise, listGoals, listPlans, planPage } from "@/lib/plans/queries";
import { GOAL_STATES } from "@/lib/plans/rules";
import { goalFilterSchema } from "@/lib/plans/schema";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, province, row, viewer } from "@/tests/support/factories";
import {
  acceptedSurvey,
  activity,
  campaign,
  goal,
  head,
  measure,
  openedCase,
  plan,
} from "@/tests/support/factories-plans";

const ON = "2014-12-15";

type Place = Awaited<ReturnType<typeof province>>;

let here: Place;
let planId: string;
let campaignId: string;
let department: Viewer;
let associationDepartment: Viewer;
let board: Viewer;
let officer: Viewer;
let siblingOfficer: Viewer;
let stranger: Viewer;
let clerk: Viewer;

beforeAll(async () => {
  here = await province();
  planId = await plan({ provinceId: here.provinceId });
  campaignId = await campaign(here.provinceId);
  const held = { provinceId: here.provinceId };
  department = await viewer({ ...held, role: "org_department", unitId: here.orgDepartment });
  associationDepartment = await viewer({
    ...held,
    role: "association_department",
    unitId: here.associationDepartment,
    line: "association",
  });
  board = await viewer({ ...held, role: "province_board" });
  officer = await viewer({ ...held, role: "unit_officer", unitId: here.districtA });
  siblingOfficer = await viewer({ ...held, role: "unit_officer", unitId: here.districtB });
  clerk = await viewer({ ...held, role: "province_clerk" });
  const elsewhere = await province();
  await plan({ provinceId: elsewhere.provinceId });
  stranger = await viewer({ role: "province_board", provinceId: elsewhere.provinceId });
});

const register = (given: Partial<Parameters<typeof enterprise>[0]> = {}) =>
  enterprise({ provinceId: here.provinceId, unitId: here.districtA, ...given });

async function goals(enterpriseId: string, kinds: Record<Line, GoalKind>): Promise<Record<Line, string>> {
  return {
    union: await goal({ planId, enterpriseId, line: "union", kind: kinds.union }),
    association: await goal({ planId, enterpriseId, line: "association", kind: kinds.association }),
  };
}

/** A chi đoàn with three members, a secretary and something done in November: healthy on 15/12/2014. */
async function soundCell(given: { unitId: string; enterpriseIds: string[] }): Promise<string> {
  const branchId = await branch({ provinceId: here.provinceId, ...given });
  const { personId } = await member({ branchId });
  await member({ branchId });
  await member({ branchId });
  await owner.query("update membership set recorded_at = '2012-01-01' where branch_id = $1", [branchId]);
  await head({ branchId, personId });
  await activity({ branchId, on: "2014-11-20" });
  return branchId;
}

const statesOf = (who: Viewer, enterpriseId: string, asOf = ON, knownAt?: Date) =>
  withViewer(who, (tx) => goalStates(who, tx, { planId, asOf, enterpriseId, knownAt }));

const stateOf = async (who: Viewer, enterpriseId: string, line: Line, asOf = ON, knownAt?: Date) =>
  (await statesOf(who, enterpriseId, asOf, knownAt)).find((one) => one.line === line)?.state;

describe("goalStates", () => {
  it("is the same for the committee, both departments and the unit, even under another unit's chi đoàn ghép", async () => {
    const own = await register();
    const neighbour = await register({ unitId: here.districtB });
    await goals(own, { union: "consolidate", association: "establish" });
    const shared = await soundCell({ unitId: here.districtB, enterpriseIds: [own, neighbour] });
    await measure({ branchId: shared, on: "2014-11-03", doneOn: "2014-12-02" });
    await acceptedSurvey({ campaignId, enterpriseId: own, on: "2014-11-10" });
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId: here.provinceId,
      unitId: here.districtB,
      branchId: shared,
    });

    const seen = await statesOf(board, own);
    expect(seen.map(({ line, state }) => [line, state])).toEqual([
      ["union", "achieved"],
      ["association", "under_way"],
    ]);
    for (const somebody of [department, associationDepartment, officer, secretary]) {
      expect(await statesOf(somebody, own)).toEqual(seen);
    }
    // The unit that manages the organisation does not answer for this enterprise, nor does the officer read it.
    expect(await statesOf(siblingOfficer, own)).toEqual([]);
  });

  it("shows nothing of another province, in the program and by the database", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    expect(await statesOf(stranger, id)).toEqual([]);
    const rows = await withViewer(
      stranger,
      (tx) => tx.$queryRaw`select id from goal where plan_id = ${planId}::uuid`,
    );
    expect(rows).toEqual([]);
    expect(await withViewer(stranger, (tx) => planPage(stranger, tx, planId))).toBeNull();
    const plans = await withViewer(
      stranger,
      (tx) => tx.$queryRaw`select id from plan where id = ${planId}::uuid`,
    );
    expect(plans).toEqual([]);
  });

  it("leaves out an enterprise that does not count under the plan on the day (K1)", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    await owner.query("update enterprise_version set valid_to = '2014-11-10' where enterprise_id = $1", [id]);
    await row("enterprise_version", {
      enterprise_id: id,
      name: "Công ty thử",
      legal_form: "llc_one_member",
      ownership: "non_state",
      status: "suspended",
      area_id: (await owner.query("select area_id from enterprise where id = $1", [id])).rows[0].area_id,
      valid_from: "2014-11-10",
    });
    expect(await statesOf(board, id, "2014-11-09")).toHaveLength(2);
    expect(await statesOf(board, id, "2014-11-10")).toEqual([]);
  });

  it("row 43, V35: counts the other line only where this one is hard and the other has done something", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    await openedCase({ enterpriseId: id, on: "2014-11-13", difficulty: "Chủ doanh nghiệp chưa ủng hộ" });
    const chapter = await branch({
      provinceId: here.provinceId,
      unitId: here.districtA,
      line: "association",
      establishedOn: "2014-11-29",
      enterpriseIds: [id],
    });
    expect(await stateOf(board, id, "union")).toBe("under_way");
    await activity({ branchId: chapter, on: "2014-12-07" });
    expect(await stateOf(board, id, "union", "2014-12-06")).toBe("under_way");
    expect(await stateOf(board, id, "union")).toBe("achieved_by_fallback");
    expect(await stateOf(board, id, "association")).toBe("achieved");
  });

  it("counts a club neither as an organisation of Hội nor as a fallback where the plan does not count clubs (K3)", async () => {
    const strict = await province();
    const strictPlan = await plan({ provinceId: strict.provinceId, associationKinds: ["chapter"] });
    const id = await enterprise({ provinceId: strict.provinceId, unitId: strict.districtA });
    await goal({ planId: strictPlan, enterpriseId: id, line: "union" });
    await goal({ planId: strictPlan, enterpriseId: id, line: "association" });
    await openedCase({ enterpriseId: id, on: "2014-11-13", difficulty: "Khó" });
    const club = await branch({
      provinceId: strict.provinceId,
      unitId: strict.districtA,
      line: "association",
      kind: "club",
      establishedOn: "2014-11-29",
      enterpriseIds: [id],
    });
    await activity({ branchId: club, on: "2014-12-07" });
    const sitting = await viewer({ role: "province_board", provinceId: strict.provinceId });
    const ask = () =>
      withViewer(sitting, (tx) =>
        goalStates(sitting, tx, { planId: strictPlan, asOf: ON, enterpriseId: id }),
      );
    expect((await ask()).map(({ state }) => state)).toEqual(["under_way", "not_started"]);
    await owner.query("update plan set association_kinds = '{chapter,club}' where id = $1", [strictPlan]);
    expect((await ask()).map(({ state }) => state)).toEqual(["achieved_by_fallback", "achieved"]);
  });

  it("is at risk past the plan's deadline, once one is given", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    await acceptedSurvey({ campaignId, enterpriseId: id, on: "2014-12-01" });
    expect(await stateOf(board, id, "union")).toBe("under_way");
    await owner.query("update plan set due_on = '2014-12-10' where id = $1", [planId]);
    expect(await stateOf(board, id, "union")).toBe("at_risk");
    await owner.query("update goal set due_on = '2014-12-31' where enterprise_id = $1", [id]);
    expect(await stateOf(board, id, "union")).toBe("under_way");
    await owner.query("update plan set due_on = null where id = $1", [planId]);
  });

  it("answers as known at a moment: what was entered later does not change yesterday's answer", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    await acceptedSurvey({ campaignId, enterpriseId: id, on: "2014-11-10" });
    const before = new Date("2014-12-01T00:00:00Z");
    // Founded on 20/11, entered on 05/12.
    const cell = await branch({
      provinceId: here.provinceId,
      unitId: here.districtA,
      establishedOn: "2014-11-20",
      enterpriseIds: [id],
    });
    await owner.query("update coverage set recorded_at = '2014-12-05' where branch_id = $1", [cell]);
    expect(await stateOf(board, id, "union", ON, before)).toBe("under_way");
    expect(await stateOf(board, id, "union", ON, new Date("2014-12-06T00:00:00Z"))).toBe("achieved");
    expect(await stateOf(board, id, "union")).toBe("achieved");
  });

  it("keeps a goal that no unit manages on the day, under no unit", async () => {
    const id = await register();
    await goals(id, { union: "establish", association: "establish" });
    await owner.query(
      "update enterprise_management set valid_to = '2014-12-01' where enterprise_id = $1 and line = 'union'",
      [id],
    );
    const states = await statesOf(board, id);
    expect(states.map(({ line, unitId }) => [line, unitId])).toEqual([
      ["union", null],
      ["association", here.districtA],
    ]);
  });
});

/** One piece of evidence about an enterprise and the organisations that are there for it. */
type Piece = (at: { enterpriseId: string; cell: string; chapter: string }) => Promise<unknown>;

const PIECES: Record<string, Piece> = {
  surveyed: ({ enterpriseId }) => acceptedSurvey({ campaignId, enterpriseId, on: "2014-11-10" }),
  "case opened": ({ enterpriseId }) => openedCase({ enterpriseId, line: "association", on: "2014-11-12" }),
  "case, hard": ({ enterpriseId }) => openedCase({ enterpriseId, on: "2014-11-13", difficulty: "Khó" }),
  "cell covers": ({ enterpriseId, cell }) =>
    row("coverage", {
      branch_id: cell,
      enterprise_id: enterpriseId,
      valid_from: "2014-11-15",
      recorded_at: "2014-11-15T02:00:00Z",
    }),
  "chapter covers": ({ enterpriseId, chapter }) =>
    row("coverage", {
      branch_id: chapter,
      enterprise_id: enterpriseId,
      valid_from: "2014-11-16",
      recorded_at: "2014-11-16T02:00:00Z",
    }),
  "cell measured": ({ cell }) => measure({ branchId: cell, on: "2014-11-18" }),
  "cell measure done": ({ cell }) => measure({ branchId: cell, on: "2014-11-19", doneOn: "2014-12-01" }),
  "cell met": ({ cell }) => activity({ branchId: cell, on: "2014-11-30" }),
  "chapter met": ({ chapter }) => activity({ branchId: chapter, on: "2014-12-05" }),
  "cell has members": async ({ cell }) => {
    const { personId } = await member({ branchId: cell });
    await member({ branchId: cell });
    await member({ branchId: cell });
    await head({ branchId: cell, personId });
  },
  "chapter has members": async ({ chapter }) => {
    const { personId } = await member({ branchId: chapter });
    await head({ branchId: chapter, personId, line: "association" });
  },
};

describe("goal states and the order of evidence", () => {
  async function told(pieces: readonly string[], kinds: Record<Line, GoalKind>) {
    const enterpriseId = await register();
    await goals(enterpriseId, kinds);
    const held = { provinceId: here.provinceId, unitId: here.districtA };
    const cell = await branch(held);
    const chapter = await branch({ ...held, line: "association" });
    for (const name of pieces) await PIECES[name]?.({ enterpriseId, cell, chapter });
    const states = await statesOf(board, enterpriseId);
    return states.map(({ line, state, explanation, workList, lastEvidenceOn }) => ({
      ...{ line, state, explanation, workList, lastEvidenceOn },
    }));
  }

  it("a goal's state and why are the same whatever order its evidence arrives in", async () => {
    const kind = fc.constantFrom<GoalKind>("establish", "consolidate");
    await fc.assert(
      fc.asyncProperty(
        fc
          .shuffledSubarray(Object.keys(PIECES))
          .chain((pieces) =>
            fc.tuple(fc.constant(pieces), fc.shuffledSubarray(pieces, { minLength: pieces.length })),
          ),
        fc.record({ union: kind, association: kind }),
        async ([pieces, shuffled], kinds) => {
          expect(await told(shuffled, kinds)).toEqual(await told(pieces, kinds));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});

describe("listGoals", () => {
  it("lists each goal once over its pages, worst first and then by name, and counts what it lists", async () => {
    const place = await province();
    const held = { provinceId: place.provinceId };
    const ownPlan = await plan(held);
    const sitting = await viewer({ ...held, role: "province_board" });
    const surveys = await campaign(place.provinceId);
    for (let number = 0; number < 60; number += 1) {
      const enterpriseId = await enterprise({
        ...held,
        unitId: number % 3 === 0 ? place.districtB : place.districtA,
        name: `Công ty ${String((number * 7) % 60).padStart(2, "0")}`,
      });
      await goal({ planId: ownPlan, enterpriseId, line: "union" });
      await goal({ planId: ownPlan, enterpriseId, line: "association" });
      if (number % 4 === 0) await acceptedSurvey({ campaignId: surveys, enterpriseId, on: "2014-11-01" });
    }
    const read = (filter: Parameters<typeof listGoals>[2]) =>
      withViewer(sitting, (tx) => listGoals(sitting, tx, { asOf: ON, ...filter }));

    const ids: string[] = [];
    const ranks: string[] = [];
    let after: string | undefined;
    do {
      const page = await read({ after });
      if (!page) throw new Error("The committee reads no goals");
      expect(page.total).toBe(120);
      for (const { goalId, state, sortKey } of page.rows) {
        ids.push(goalId);
        ranks.push(`${GOAL_STATES.indexOf(state)} ${sortKey}`);
      }
      after = page.next ?? undefined;
    } while (after);
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
    expect(ranks).toEqual([...ranks].sort());

    const whole = await read({});
    expect(whole?.byState).toMatchObject({ under_way: 30, not_started: 90 });
    expect(whole?.byWorkList).toEqual({ consolidate: 0, maintain: 0, develop: 120 });
    for (const state of GOAL_STATES) expect((await read({ state }))?.total).toBe(whole?.byState[state]);
    const ofB = await read({ unit: place.districtB, line: "union" });
    expect(ofB?.total).toBe(20);
    expect(await read({ unit: "none" })).toMatchObject({ total: 0, rows: [] });
    // The number on a tab is that of the list it opens, whatever else is asked for.
    const narrowed = { unit: place.districtB, list: "develop" as const };
    const tabs = await read(narrowed);
    for (const state of GOAL_STATES) {
      expect((await read({ ...narrowed, state }))?.total).toBe(tabs?.byState[state]);
    }
    expect((await read({ list: "maintain" }))?.byState).toMatchObject({ under_way: 0, not_started: 0 });
    expect((await read({ list: "maintain" }))?.total).toBe(0);
  });

  it("is read by those who read enterprises, each their own; to others there is no such list", async () => {
    const own = await register();
    await goals(own, { union: "establish", association: "establish" });
    const listed = await withViewer(officer, (tx) => listGoals(officer, tx, { asOf: ON }));
    expect(listed?.rows.some(({ unitId }) => unitId === here.districtA)).toBe(true);
    expect(listed?.units.map(({ id }) => id)).toEqual([here.districtA]);
    expect(await withViewer(clerk, (tx) => listGoals(clerk, tx, {}))).toBeUndefined();
  });

  it("takes a day still to come for today", async () => {
    const listed = await withViewer(board, (tx) => listGoals(board, tx, { asOf: "2999-01-01" }));
    expect(listed?.asOf).toBe(new Date().toLocaleDateString("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }));
  });
});

describe("the dashboard and the list of goals", () => {
  it("every number of goals on the dashboard is the length of the list its link opens", async () => {
    for (const somebody of [board, officer]) {
      for (const line of ["all", "association"] as const) {
        const view = await withViewer(somebody, (tx) => dashboard(somebody, tx, { asOf: ON, line }));
        if (!view) throw new Error("Somebody has no dashboard");
        const counted = [
          { unit: view.params.unit, goals: view.total.goals },
          ...view.rows.map(({ unit, goals: ofUnit }) => ({ unit: unit?.id ?? "none", goals: ofUnit })),
        ];
        for (const { unit, goals: counts } of counted) {
          for (const state of GOAL_STATES) {
            // By the page's own link, as a click would.
            const { searchParams } = new URL(goalsHref({ ...view.params, unit }, state), "http://localhost");
            const filter = goalFilterSchema.parse(Object.fromEntries(searchParams));
            const list = await withViewer(somebody, (tx) => listGoals(somebody, tx, filter));
            expect([unit, state, list?.total]).toEqual([unit, state, counts[state]]);
          }
        }
        const sum = (rows: readonly { goals: Record<string, number> }[]) =>
          rows.reduce((all, { goals: ofUnit }) => all + Object.values(ofUnit).reduce((a, b) => a + b, 0), 0);
        expect(sum(view.rows)).toBe(sum([view.total]));
      }
    }
  }, 120_000);

  it("of a plan that is no longer in force they are still that plan's", async () => {
    const { provinceId, districtA } = await province();
    const somebody = await viewer({ role: "province_board", provinceId });
    const old = await plan({ provinceId });
    await goal({ planId: old, enterpriseId: await enterprise({ provinceId, unitId: districtA }) });
    await plan({ provinceId, issuedOn: "2014-11-20" });
    const view = await withViewer(somebody, (tx) => dashboard(somebody, tx, { asOf: ON, plan: old }));
    if (!view) throw new Error("Somebody has no dashboard");
    expect(view.total.goals.not_started).toBe(1);
    const { searchParams } = new URL(goalsHref(view.params, "not_started"), "http://localhost");
    const filter = goalFilterSchema.parse(Object.fromEntries(searchParams));
    expect((await withViewer(somebody, (tx) => listGoals(somebody, tx, filter)))?.total).toBe(1);
  });
});

describe("plans and single goals", () => {
  it("shows the plan to everybody of the province, and what could be made only to the department", async () => {
    const id = await register();
    const page = await withViewer(department, (tx) => planPage(department, tx, planId));
    expect(page?.missingGoals).toBeGreaterThanOrEqual(2);
    const read = await withViewer(clerk, (tx) => planPage(clerk, tx, planId));
    expect(read).toMatchObject({ id: planId, isEditable: false, isInForce: true, missingGoals: 0 });
    expect(await withViewer(clerk, (tx) => listPlans(clerk, tx))).toHaveLength(1);
    expect(await withViewer(officer, (tx) => goalsOfEnterprise(officer, tx, id))).toEqual([]);
  });

  it("opens a goal to those who read its enterprise, correctable by its owners only", async () => {
    const id = await register();
    const made = await goals(id, { union: "establish", association: "establish" });
    const open = (who: Viewer, goalId: string) => withViewer(who, (tx) => goalPage(who, tx, goalId));
    expect(await open(department, made.union)).toMatchObject({ isCorrectable: true, kind: "establish" });
    expect(await open(associationDepartment, made.union)).toMatchObject({ isCorrectable: false });
    expect(await open(associationDepartment, made.association)).toMatchObject({ isCorrectable: true });
    expect(await open(officer, made.union)).toMatchObject({ isCorrectable: false });
    expect(await open(siblingOfficer, made.union)).toBeNull();
    expect(await open(stranger, made.union)).toBeNull();
  });
});
