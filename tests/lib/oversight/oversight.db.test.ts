import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { RemedyMove, RemedyState } from "@/lib/generated/prisma/enums";
import {
  askRemedy,
  moveRemedy,
  recordEvaluation,
  recordInspection,
  recordSupport,
  takeBackEvaluation,
  takeBackInspection,
  takeBackSupport,
} from "@/lib/oversight/commands";
import {
  findInspection,
  listEvaluations,
  listInspections,
  listVisits,
  oversightOf,
  remediesWork,
} from "@/lib/oversight/queries";
import { MOVES, type Party } from "@/lib/oversight/rules";
import type { Target } from "@/lib/oversight/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, viewer } from "@/tests/support/factories";
import {
  evaluating,
  inspecting,
  inspectionAt,
  remedyAt,
  remedying,
  supporting,
} from "@/tests/support/factories-oversight";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
beforeAll(async () => {
  await owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')");
});

async function world() {
  const home = await province();
  const { provinceId, districtA, districtB } = home;
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  const otherId = await branch({ provinceId, unitId: districtA });
  const away = await province();
  const secretary = (id: string) =>
    viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId: id });
  return {
    ...{ ...home, enterpriseId, branchId },
    people: {
      officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
      hoiOfficer: await viewer({
        ...{ role: "unit_officer", provinceId, unitId: districtA, line: "association" },
      }),
      sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
      department: await viewer({ role: "org_department", provinceId }),
      hoi: await viewer({ role: "association_department", provinceId, line: "association" }),
      committee: await viewer({ role: "province_board", provinceId }),
      clerk: await viewer({ role: "province_clerk", provinceId }),
      secretary: await secretary(branchId),
      otherSecretary: await secretary(otherId),
      stranger: await viewer({ role: "unit_officer", provinceId: away.provinceId, unitId: away.districtA }),
    } satisfies Record<string, Viewer>,
  };
}

const stateOf = async (id: string) =>
  (await owner.query("select state, due_on::text as due from inspection_request where id = $1", [id]))
    .rows[0];

const raw = (who: Viewer, statement: string, values: unknown[]) =>
  withViewer(who, (tx) => tx.$queryRawUnsafe(statement, ...values)).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ refused: String(error) }),
  );

describe("row 53: state × move × who", () => {
  it("every legal move is done, every other refused, of a unit's check and of the province's", async () => {
    const { districtA, provinceId, branchId, people } = await world();
    const checks: { by: string; parties: Record<string, readonly Party[]> }[] = [
      {
        by: districtA,
        parties: { officer: ["inspector", "inspected"], secretary: ["inspected"] },
      },
      {
        by: provinceId,
        parties: { department: ["inspector"], officer: ["inspected"], secretary: ["inspected"] },
      },
    ];
    const wrong: string[] = [];
    let tried = 0;
    for (const { by, parties } of checks) {
      const inspectionId = await inspectionAt(by, branchId, { unit_id: districtA });
      for (const state of Object.values(RemedyState)) {
        for (const [name, who] of Object.entries(people)) {
          // Whoever is neither side is refused wherever something could move: asked once, of what is open.
          if (!parties[name] && state !== "open") continue;
          let id = await remedyAt(inspectionId, state);
          for (const move of Object.values(RemedyMove)) {
            const { from, to, by: whose } = MOVES[move];
            const isLegal = from.includes(state) && parties[name]?.includes(whose) === true;
            const { ok } = await moveRemedy(who, deed(), remedying(id, move));
            tried += 1;
            const now = await stateOf(id);
            if (ok !== isLegal || now.state !== (ok ? to : state))
              wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}, is ${now.state}`);
            if (ok) id = await remedyAt(inspectionId, state);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe((2 * 4 + 8 + (3 * 4 + 7)) * 6);
  }, 60_000);

  it("the database refuses what goes around the command", async () => {
    const { districtA, branchId, people } = await world();
    const id = await remedyAt(await inspectionAt(districtA, branchId), "open");
    const { secretary, sibling, officer } = people;
    const move = `select access.move_remedy($1::uuid, $2::uuid, $3::remedy_move, '2014-11-20', 'x', null) as outcome`;
    expect(await raw(secretary, move, [newId(), id, "confirmed"])).toEqual({
      answer: [{ outcome: "not_possible" }],
    });
    expect(await raw(sibling, move, [newId(), id, "confirmed"])).toEqual({
      answer: [{ outcome: "not_found" }],
    });
    const update = "update inspection_request set state = 'confirmed' where id = $1::uuid returning id";
    expect(await raw(officer, update, [id])).toHaveProperty("refused");
    const insert = `insert into inspection_step (id, request_id, "order", move, "on", recorded_by_id)
      values ($1::uuid, $2::uuid, 9, 'confirmed', '2014-11-20', $3::uuid) returning id`;
    expect(await raw(officer, insert, [newId(), id, officer.accountId])).toHaveProperty("refused");
    const check = `insert into inspection (id, line, by_unit_id, unit_id, branch_id, "on", team, findings, recorded_by_id)
      values ($1::uuid, 'union', $2::uuid, $2::uuid, $3::uuid, '2014-11-01', 'x', 'x', $4::uuid) returning id`;
    expect(await raw(sibling, check, [newId(), districtA, branchId, sibling.accountId])).toHaveProperty(
      "refused",
    );
    expect(await stateOf(id)).toMatchObject({ state: "open" });
  });
});

describe("a check from its findings to the remedy", () => {
  it("is the province's of anybody, a unit's of its own organisations, nobody's of itself", async () => {
    const { districtA, districtB, provinceId, branchId, people } = await world();
    const unit = (id: string): Target => ({ kind: "unit", id });
    const check = (who: Viewer, by: string, given = {}) =>
      recordInspection(who, deed(), inspecting(by, branchId, given));
    const { officer, department, hoi, hoiOfficer, sibling, secretary, committee } = people;
    const answers = [
      await check(officer, districtA),
      await check(department, provinceId),
      await check(department, provinceId, { target: unit(districtB) }),
      await check(hoi, provinceId, { target: unit(districtB), line: "association" }),
      await check(hoi, provinceId),
      await check(hoiOfficer, districtA),
      await check(sibling, districtB),
      await check(officer, provinceId),
      await check(department, districtA),
      await check(secretary, districtA),
      await check(committee, provinceId),
      await check(officer, districtA, { target: unit(districtB) }),
    ];
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, ...Array(8).fill(false)]);
    expect(await check(officer, districtA, { target: unit(districtA) })).toMatchObject({
      refusal: "own_unit",
    });
    expect(await check(officer, districtA, { on: "2014-12-16" })).toMatchObject({ refusal: "in_future" });
    const count = async (who: Viewer) => (await withViewer(who, (tx) => listInspections(who, tx, {}))).count;
    expect([await count(department), await count(officer), await count(secretary)]).toEqual([4, 2, 2]);
    expect([await count(sibling), await count(people.clerk), await count(people.stranger)]).toEqual([
      2, 0, 0,
    ]);
  });

  it("asks with a day that may be put off, waits for the one that was checked, and is not taken back after a step", async () => {
    const { districtA, branchId, people } = await world();
    const { officer, secretary } = people;
    const made = await recordInspection(officer, deed(), inspecting(districtA, branchId));
    if (!made.ok) throw new Error(made.refusal);
    const { inspectionId } = made.value;
    const ask = (dueOn: string | null, who = officer) =>
      askRemedy(who, deed(), { inspectionId, text: "Bầu bổ sung", dueOn });
    expect(await ask("2014-10-31")).toMatchObject({ refusal: "due_before_check" });
    expect(await ask(null, secretary)).toMatchObject({ refusal: "inspection_not_found" });
    expect((await ask("2014-12-01")).ok).toBe(true);
    const page = async (who: Viewer) => withViewer(who, (tx) => findInspection(who, tx, inspectionId));
    const [request] = (await page(secretary))?.requests ?? [];
    expect(request).toMatchObject({ isLate: true, moves: ["reported"] });
    const remedyId = request?.id ?? "";
    const work = async (who: Viewer) =>
      (await withViewer(who, (tx) => remediesWork(who, tx))).map(({ title, consequence, heldBy }) => ({
        ...{ title, consequence, isOwn: heldBy === "Bạn" },
      }));
    const remedy = "Khắc phục theo yêu cầu kiểm tra";
    expect(await work(secretary)).toEqual([{ title: remedy, consequence: "late", isOwn: true }]);
    // The unit looks after it, though it is the organisation's to do.
    expect(await work(officer)).toEqual([{ title: remedy, consequence: "late", isOwn: false }]);
    const late = await withViewer(officer, (tx) => listInspections(officer, tx, { remedy: "late" }));
    expect(late.rows.map(({ id }) => id)).toEqual([inspectionId]);

    const go = (who: Viewer, move: RemedyMove, given = {}) =>
      moveRemedy(who, deed(), remedying(remedyId, move, given));
    expect(await go(officer, "extended", { dueOn: null })).toMatchObject({ refusal: "due_missing" });
    expect((await go(officer, "extended", { dueOn: "2014-12-31", note: null })).ok).toBe(true);
    expect(await stateOf(remedyId)).toEqual({ state: "open", due: "2014-12-31" });
    expect(await work(officer)).toEqual([]);
    expect(await go(secretary, "reported", { note: null })).toMatchObject({ refusal: "note_missing" });
    expect(await go(secretary, "reported", { on: "2014-11-19" })).toMatchObject({
      refusal: "before_last_step",
    });
    expect((await go(secretary, "reported")).ok).toBe(true);
    expect(await work(secretary)).toEqual([]);
    expect(await work(officer)).toEqual([
      { title: "Xác nhận đã khắc phục", consequence: "blocks_others", isOwn: true },
    ]);
    expect((await go(officer, "confirmed")).ok).toBe(true);
    const back = { inspectionId, why: "Nhầm" };
    expect(await takeBackInspection(officer, deed(), back)).toMatchObject({ refusal: "has_steps" });
    const forced = "update inspection set voided_at = now() where id = $1::uuid returning id";
    expect(await raw(officer, forced, [inspectionId])).toEqual({ answer: [] });
    const fresh = await inspectionAt(districtA, branchId);
    expect((await takeBackInspection(officer, deed(), { ...back, inspectionId: fresh })).ok).toBe(true);
  });

  it("follows the organisation to its next unit, which then confirms; the old one sees it no more", async () => {
    const { districtA, districtB, branchId, people } = await world();
    const inspectionId = await inspectionAt(districtA, branchId);
    const remedyId = await remedyAt(inspectionId, "reported");
    await owner.query("update branch set unit_id = $2 where id = $1", [branchId, districtB]);
    const { officer, sibling } = people;
    expect((await moveRemedy(officer, deed(), remedying(remedyId, "confirmed"))).ok).toBe(false);
    expect(await withViewer(officer, (tx) => findInspection(officer, tx, inspectionId))).toBe(null);
    expect((await withViewer(sibling, (tx) => remediesWork(sibling, tx))).length).toBe(1);
    expect((await moveRemedy(sibling, deed(), remedying(remedyId, "confirmed"))).ok).toBe(true);
  });
});

describe("row 39: support and evaluation", () => {
  it("is written by the unit or the province, about organisations, enterprises and units, and taken back", async () => {
    const { districtA, provinceId, branchId, enterpriseId, people } = await world();
    const { officer, department, sibling, secretary } = people;
    const cell: Target = { kind: "branch", id: branchId };
    const firm: Target = { kind: "enterprise", id: enterpriseId };
    const given = [
      await recordSupport(officer, deed(), supporting(districtA, cell)),
      await recordSupport(officer, deed(), supporting(districtA, firm)),
      await recordSupport(department, deed(), supporting(provinceId, firm)),
    ];
    expect(given.map(({ ok }) => ok)).toEqual([true, true, true]);
    const bare = supporting(districtA, cell, { money: null });
    expect(await recordSupport(officer, deed(), bare)).toMatchObject({ refusal: "nothing_given" });
    const refused = [
      await recordSupport(sibling, deed(), supporting(districtA, cell)),
      await recordSupport(secretary, deed(), supporting(districtA, cell)),
      await recordSupport(officer, deed(), supporting(districtA, { kind: "unit", id: districtA })),
    ];
    expect(refused.map(({ ok }) => ok)).toEqual([false, false, false]);
    const seen = async (who: Viewer) => (await withViewer(who, (tx) => listVisits(who, tx, {}))).count;
    expect([await seen(officer), await seen(department), await seen(secretary)]).toEqual([3, 3, 3]);
    expect(await seen(sibling)).toBe(0);

    const own: Target = { kind: "unit", id: districtA };
    const evaluated = await recordEvaluation(officer, deed(), evaluating(districtA, own));
    expect((await recordEvaluation(officer, deed(), evaluating(districtA, cell))).ok).toBe(true);
    const reversed = evaluating(districtA, own, { toOn: "2014-06-30" });
    expect(await recordEvaluation(officer, deed(), reversed)).toMatchObject({ refusal: "days_reversed" });
    expect((await recordEvaluation(department, deed(), evaluating(districtA, own))).ok).toBe(false);
    const about = await withViewer(officer, (tx) => oversightOf(officer, tx, { branchId }));
    expect([about?.visits.length, about?.evaluations.length]).toEqual([1, 1]);
    if (!evaluated.ok) throw new Error(evaluated.refusal);
    const { evaluationId } = evaluated.value;
    const back = (who: Viewer) => takeBackEvaluation(who, deed(), { evaluationId, why: "Nhầm" });
    expect([(await back(department)).ok, (await back(officer)).ok]).toEqual([false, true]);
    const all = await withViewer(officer, (tx) => listEvaluations(officer, tx, { year: 2014 }));
    expect(all.count).toBe(1);
    const [first] = given;
    if (!first?.ok) throw new Error("refused");
    const visit = { visitId: first.value.visitId, why: "Nhầm" };
    expect((await takeBackSupport(secretary, deed(), visit)).ok).toBe(false);
    expect((await takeBackSupport(officer, deed(), visit)).ok).toBe(true);
    expect(await seen(officer)).toBe(2);
  });
});
