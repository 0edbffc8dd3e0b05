import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { ModelCellState } from "@/lib/generated/prisma/enums";
import {
  checkModelCell,
  cloneCriteria,
  recogniseModelCell,
  refuseModelCell,
  registerModelCell,
  returnModelCell,
  revokeModelCell,
  scoreModelCell,
  withdrawModelCell,
  writeCriteria,
} from "@/lib/model-cells/commands";
import {
  criteriaOf,
  modelCellList,
  modelCellPage,
  modelCellsOfBranch,
  modelCellsWork,
} from "@/lib/model-cells/queries";
import { modelCellIndicator, modelCellRecords } from "@/lib/model-cells/reports";
import { MODEL_CELL_NUMBERS, MOVES, type Move, type Party } from "@/lib/model-cells/rules";
import type { CriteriaInput } from "@/lib/model-cells/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, viewer } from "@/tests/support/factories";
import { activity, foundingPlace } from "@/tests/support/factories-branches";
import { criteria, modelCellAt } from "@/tests/support/factories-model-cells";
import { plan } from "@/tests/support/factories-plans";
import { rated } from "@/tests/support/factories-ratings";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});

/** A chi đoàn under a đoàn cơ sở, with everybody who has to do with it and those who have not. */
async function world() {
  const place = await foundingPlace();
  const { provinceId, unitId } = place;
  const where = await enterprise({ provinceId, unitId });
  const parentId = await branch({ provinceId, unitId, kind: "grassroots_union", enterpriseIds: [where] });
  const cell = await branch({ provinceId, unitId, parentId, enterpriseIds: [where] });
  const other = await branch({ provinceId, unitId, enterpriseIds: [where] });
  const secretaryOf = (branchId: string) =>
    viewer({ role: "branch_secretary", provinceId, unitId, branchId });
  const set = await criteria(provinceId);
  return {
    ...{ ...place, cell, parentId, other, set, enterpriseId: where },
    secretary: await secretaryOf(cell),
    secretaryAbove: await secretaryOf(parentId),
    secretaryBeside: await secretaryOf(other),
    clerk: await viewer({ role: "province_clerk", provinceId }),
  };
}
type World = Awaited<ReturnType<typeof world>>;

const points = ({ set }: World, required = 10, other = 10, note: string | null = null) => [
  { criterionId: set.required, points: required, note },
  { criterionId: set.other, points: other, note },
];
const ON = "2014-12-01";
const go: Record<Move, (who: Viewer, id: string, w: World) => Promise<{ ok: boolean; refusal?: string }>> = {
  self_scored: (who, modelCellId, w) =>
    scoreModelCell(who, deed(), { modelCellId, on: ON, note: null, scores: points(w) }),
  checked: (who, modelCellId, w) =>
    checkModelCell(who, deed(), { modelCellId, on: ON, note: null, scores: points(w) }),
  returned: (who, modelCellId) =>
    returnModelCell(who, deed(), { modelCellId, on: ON, note: "Thiếu minh chứng", documentNumber: null }),
  recognised: (who, modelCellId) =>
    recogniseModelCell(who, deed(), { modelCellId, on: ON, note: null, documentNumber: "5 -QĐ/HĐ" }),
  not_recognised: (who, modelCellId) =>
    refuseModelCell(who, deed(), { modelCellId, on: ON, note: "Chưa đủ", documentNumber: null }),
  revoked: (who, modelCellId) =>
    revokeModelCell(who, deed(), { modelCellId, on: ON, note: "Sai số liệu", documentNumber: null }),
  withdrawn: (who, modelCellId) =>
    withdrawModelCell(who, deed(), { modelCellId, on: ON, note: "Đăng ký nhầm", documentNumber: null }),
};
const at = (w: World, state: ModelCellState, more: { year?: number; on?: string; by?: string } = {}) =>
  modelCellAt(
    { branchId: w.cell, setId: w.set.setId, criteria: [w.set.required, w.set.other], ...more },
    state,
  );
const stateOf = async (id: string): Promise<string> =>
  (await owner.query("select state from model_cell where id = $1", [id])).rows[0].state;
const gone = (id: string) => owner.query("update model_cell set state = 'withdrawn' where id = $1", [id]);
const page = (who: Viewer, id: string) => withViewer(who, (tx) => modelCellPage(who, tx, id));

describe("state × move × who (row 29): the program and the database hold one table", () => {
  it("every legal move is done, every other refused, for each role", async () => {
    const w = await world();
    const people: Record<string, { who: Viewer; parties: readonly Party[] }> = {
      "the chi đoàn's secretary": { who: w.secretary, parties: ["cell"] },
      "the đoàn cơ sở's secretary": { who: w.secretaryAbove, parties: ["cell", "above"] },
      "the unit's officer": { who: w.officer, parties: ["cell", "above", "unit"] },
      "another chi đoàn's secretary": { who: w.secretaryBeside, parties: [] },
      "another unit's officer": { who: w.sibling, parties: [] },
      "the unit's officer of the Hội": { who: w.hoiOfficer, parties: [] },
      "the organisation department": { who: w.department, parties: [] },
      "the Hội department": { who: w.hoiDepartment, parties: [] },
      "the committee": { who: w.board, parties: [] },
      "the clerk": { who: w.clerk, parties: [] },
      "another province's officer": { who: w.foreigner, parties: [] },
    };
    const wrong: string[] = [];
    let tried = 0;
    for (const state of Object.values(ModelCellState)) {
      // A refused move leaves the registration where it was, for the next one to try; that it does is read at the end of each.
      let id = await at(w, state);
      for (const [name, { who, parties }] of Object.entries(people)) {
        for (const [move, does] of Object.entries(go)) {
          const { from, by } = MOVES[move as Move];
          const isLegal = from.includes(state) && by.some((party) => parties.includes(party));
          const { ok } = await does(who, id, w);
          tried += 1;
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          if (!ok) continue;
          if ((await stateOf(id)) !== move)
            wrong.push(`${name}: ${state} → ${move} left ${await stateOf(id)}`);
          await gone(id);
          id = await at(w, state);
        }
        if ((await stateOf(id)) !== state) wrong.push(`${name}: refused and moved from ${state}`);
      }
      await gone(id);
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe(8 * 11 * 7);
  }, 120_000);

  it("around the commands the program's role writes nothing", async () => {
    const w = await world();
    const id = await at(w, "checked");
    const refused = async (sql: string) => {
      try {
        await withViewer(w.officer, (tx) => tx.$executeRawUnsafe(sql));
        return "done";
      } catch {
        return "refused";
      }
    };
    for (const sql of [
      `update model_cell set state = 'recognised' where id = '${id}'`,
      `update model_cell_score set points = 10 where model_cell_id = '${id}'`,
      `insert into model_cell_step (id, model_cell_id, "order", state, "on", document_number, recorded_by_id)
       values (gen_random_uuid(), '${id}', 9, 'recognised', '2014-12-01', '1', access.account_id())`,
      `delete from model_cell where id = '${id}'`,
    ]) {
      expect([sql, await refused(sql)]).toEqual([sql, "refused"]);
    }
    // And the function itself asks again.
    const [answer] = await withViewer(
      w.sibling,
      (tx) =>
        tx.$queryRaw<
          { outcome: string }[]
        >`select access.move_model_cell(${id}::uuid, 'recognised', '2014-12-01', null, '1', null) as outcome`,
    );
    expect(answer?.outcome).toBe("not_found");
  });
});

describe("from registration to recognition", () => {
  it("goes its whole way, with what the program knew kept beside the points", async () => {
    const w = await world();
    await activity(w.cell, "2014-03-10");
    await activity(w.cell, "2014-04-10");
    const registered = await registerModelCell(w.secretary, deed(), {
      ...{ branchId: w.cell, year: 2014, on: "2014-02-01", note: null },
    });
    if (!registered.ok) throw new Error(registered.refusal);
    const { modelCellId } = registered.value;
    expect(
      await registerModelCell(w.officer, deed(), { branchId: w.cell, year: 2014, on: ON, note: null }),
    ).toMatchObject({ refusal: "already_registered" });
    expect((await go.self_scored(w.secretary, modelCellId, w)).ok).toBe(true);
    expect(await modelCellsWorkOf(w.officer)).toEqual(["blocks_others: Kiểm tra, chấm điểm"]);
    const check = (who: Viewer, required: number, note: string | null) =>
      checkModelCell(who, deed(), { modelCellId, on: ON, note: null, scores: points(w, required, 10, note) });
    expect(await check(w.secretaryAbove, 4, null)).toMatchObject({ refusal: "difference_unexplained" });
    expect((await check(w.secretaryAbove, 4, "Chỉ hai buổi có biên bản")).ok).toBe(true);
    expect(await go.recognised(w.officer, modelCellId, w)).toMatchObject({ refusal: "not_passed" });
    expect((await check(w.officer, 10, null)).ok).toBe(true);
    expect((await go.recognised(w.officer, modelCellId, w)).ok).toBe(true);
    const seen = await page(w.secretary, modelCellId);
    expect(seen).toMatchObject({
      state: "recognised",
      decision: "5 -QĐ/HĐ",
      selfTotal: 20,
      superiorTotal: 20,
    });
    expect(seen?.criteria[0]).toMatchObject({
      self: { points: 10, known: "2 buổi, trong 2 tháng" },
      known: { words: "2 buổi, trong 2 tháng", href: `/branches/${w.cell}/activities` },
    });
    expect(seen?.steps.map(({ state }) => state)).toEqual([
      ...["registered", "self_scored", "checked", "checked", "recognised"],
    ]);
  });

  const modelCellsWorkOf = async (who: Viewer) =>
    (await withViewer(who, (tx) => modelCellsWork(who, tx))).map(
      ({ consequence, title }) => `${consequence}: ${title}`,
    );

  it("waits for the chi đoàn, then for the level above, then for the unit; never for whoever has nothing to do", async () => {
    const w = await world();
    const cell = await at(w, "registered");
    expect(await modelCellsWorkOf(w.secretary)).toEqual(["open: Tự chấm điểm"]);
    expect(await modelCellsWorkOf(w.officer)).toEqual([]);
    await gone(cell);
    const checked = await at(w, "checked");
    expect(await modelCellsWorkOf(w.officer)).toEqual(["blocks_others: Công nhận chi đoàn mạnh"]);
    expect(await modelCellsWorkOf(w.secretary)).toEqual([]);
    await gone(checked);
    // Who wrote the chi đoàn's points down does not check them.
    const own = await at(w, "self_scored", { by: w.officer.accountId });
    expect(await go.checked(w.officer, own, w)).toMatchObject({ refusal: "own_score" });
    expect(await modelCellsWorkOf(w.officer)).toEqual([]);
    expect((await go.checked(w.secretaryAbove, own, w)).ok).toBe(true);
  });

  it("is refused outside its year, before the chi đoàn lived, by no criteria, for a đoàn cơ sở, with points that do not fit", async () => {
    const w = await world();
    const register = (changed: object) =>
      registerModelCell(w.officer, deed(), { branchId: w.cell, year: 2014, on: ON, note: null, ...changed });
    expect(await register({ on: "2099-12-16" })).toMatchObject({ refusal: "in_future" });
    expect(await register({ on: "2012-12-01" })).toMatchObject({ refusal: "year_outside" });
    expect(await register({ year: 2013, on: "2013-06-01" })).toMatchObject({ refusal: "no_criteria" });
    expect(await register({ branchId: w.parentId })).toMatchObject({ refusal: "branch_not_found" });
    await owner.query(
      "update branch_life set valid_to = '2014-10-01', ending = 'dissolved' where branch_id = $1",
      [w.other],
    );
    expect(await register({ branchId: w.other })).toMatchObject({ refusal: "not_alive" });
    const id = await at(w, "registered");
    const score = (scores: ReturnType<typeof points>, on = ON) =>
      scoreModelCell(w.secretary, deed(), { modelCellId: id, on, note: null, scores });
    expect(await score(points(w, 11))).toMatchObject({ refusal: "scores_unfit" });
    expect(await score(points(w).slice(0, 1))).toMatchObject({ refusal: "scores_unfit" });
    expect(await score([...points(w), ...points(w)])).toMatchObject({ refusal: "scores_unfit" });
    expect(await score(points(w), "2014-10-01")).toMatchObject({ refusal: "before_last_step" });
    expect(await score(points(w), "2099-12-20")).toMatchObject({ refusal: "in_future" });
    const answers = await Promise.all([score(points(w)), score(points(w))]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("of two registrations at one moment one is told that it came too late; a withdrawn one may be registered anew", async () => {
    const w = await world();
    const register = () =>
      registerModelCell(w.secretary, deed(), { branchId: w.cell, year: 2014, on: ON, note: null });
    const answers = await Promise.all([register(), register()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [id = ""] = answers.flatMap((answer) => (answer.ok ? [answer.value.modelCellId] : []));
    expect((await go.withdrawn(w.secretary, id, w)).ok).toBe(true);
    expect((await register()).ok).toBe(true);
    const of = await withViewer(w.secretary, (tx) => modelCellsOfBranch(w.secretary, tx, w.cell));
    expect(of?.rows.map(({ state }) => state).sort()).toEqual(["registered", "withdrawn"]);
    expect(of?.open).toEqual([]);
  });

  it("follows the chi đoàn when another unit takes it over; those who do not see it see nothing", async () => {
    const w = await world();
    const id = await at(w, "checked");
    expect(await page(w.sibling, id)).toBeNull();
    expect(await page(w.foreigner, id)).toBeNull();
    expect(await page(w.clerk, id)).toBeNull();
    expect(await page(w.hoiDepartment, id)).toMatchObject({ state: "checked", moves: [] });
    await owner.query("update branch set unit_id = $2, parent_id = null where id = $1", [
      w.cell,
      w.otherUnitId,
    ]);
    expect(await page(w.officer, id)).toBeNull();
    expect(await page(w.sibling, id)).toMatchObject({
      state: "checked",
      moves: expect.arrayContaining(["recognised"]),
    });
  });
});

const written = (year: number, changed: Partial<CriteriaInput> = {}): CriteriaInput => ({
  ...{ year, name: `Hướng dẫn thử ${year}`, passPoints: 10, note: null, version: null },
  criteria: [{ text: "Sinh hoạt đều", points: 10, required: true, fact: "meetings" }],
  ...changed,
});

describe("criteria of a year (domain §2.6: configurable, none invented)", () => {
  it("are entered and changed by the organisation department alone, until somebody registers by them", async () => {
    const { department, officer, board, hoiDepartment, foreigner, provinceId, unitId } =
      await foundingPlace();
    for (const who of [officer, board, hoiDepartment]) {
      expect(await writeCriteria(who, deed(), written(2014))).toMatchObject({ refusal: "not_allowed" });
    }
    expect((await writeCriteria(department, deed(), written(2014))).ok).toBe(true);
    expect(await writeCriteria(department, deed(), written(2014))).toMatchObject({
      refusal: "changed_meanwhile",
    });
    const changed = written(2014, {
      ...{ version: 1, passPoints: null },
      criteria: [
        { text: "Sinh hoạt đều", points: 10, required: false, fact: null },
        { text: "Thu đoàn phí", points: 5, required: true, fact: "fees" },
      ],
    });
    expect((await writeCriteria(department, deed(), changed)).ok).toBe(true);
    const read = (who: Viewer) => withViewer(who, (tx) => criteriaOf(who, tx, 2014));
    expect(await read(department)).toMatchObject({ version: 2, mayEdit: true, passPoints: null });
    expect((await read(officer))?.criteria.map(({ text }) => text)).toEqual([
      "Sinh hoạt đều",
      "Thu đoàn phí",
    ]);
    expect(await read(foreigner)).toBeNull();
    const cell = await branch({ provinceId, unitId });
    expect(
      (await registerModelCell(officer, deed(), { branchId: cell, year: 2014, on: ON, note: null })).ok,
    ).toBe(true);
    expect(await writeCriteria(department, deed(), { ...changed, version: 2 })).toMatchObject({
      refusal: "criteria_used",
    });
    // The database holds it too.
    for (const sql of [
      "update model_cell_set set pass_points = 1 where year = 2014",
      "delete from model_cell_criterion",
      `insert into model_cell_criterion (id, set_id, "order", text, points) select gen_random_uuid(), id, 9, 'x', 1 from model_cell_set where year = 2014`,
    ]) {
      await expect(withViewer(department, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow();
    }
  });

  it("changing next year's leaves last year's registrations, points, ratings and K14 exactly as they were", async () => {
    const w = await world();
    await plan({ provinceId: w.provinceId, issuedOn: "2014-01-01" });
    const id = await at(w, "recognised");
    await rated(w.cell, "self");
    await rated(w.cell, "superior");
    await rated(w.cell, "final");
    const everything = async () => ({
      page: await page(w.officer, id),
      criteria: await withViewer(w.officer, (tx) => criteriaOf(w.officer, tx, 2014)),
      k14: (await withViewer(w.board, (tx) => modelCellIndicator(w.board, tx, { year: 2014 })))?.total,
      list: await withViewer(w.officer, (tx) => modelCellList(w.officer, tx, { year: 2014 })),
      ratings: (await owner.query("select * from branch_rating where branch_id = $1 order by id", [w.cell]))
        .rows,
    });
    const before = await everything();
    expect(before.k14).toMatchObject({ registered: 1, recognised: 1 });
    expect((await cloneCriteria(w.department, deed(), { fromYear: 2014, year: 2015 })).ok).toBe(true);
    expect(await cloneCriteria(w.department, deed(), { fromYear: 2014, year: 2015 })).toMatchObject({
      refusal: "year_taken",
    });
    const harder = written(2015, { version: 1, passPoints: 1000, name: "Khắt khe hơn" });
    expect((await writeCriteria(w.department, deed(), harder)).ok).toBe(true);
    const after = await everything();
    // The list offers one year more; nothing else is different.
    expect({ ...after, list: { ...after.list, years: [] } }).toEqual({
      ...before,
      list: { ...before.list, years: [] },
    });
  });
});

describe("K14: registered, recognised, of all chi đoàn", () => {
  it("each number is the length of its list, for every viewer, day and unit, as an oracle over the rows says", async () => {
    const w = await world();
    await plan({ provinceId: w.provinceId, issuedOn: "2013-01-01" });
    const cells: Record<string, string> = { cell: w.cell, other: w.other };
    const states: [string, ModelCellState][] = [
      ...[
        ["a", "registered"],
        ["b", "recognised"],
        ["c", "not_recognised"],
        ["d", "withdrawn"],
        ["e", "revoked"],
      ],
    ] as [string, ModelCellState][];
    for (const [name, state] of states) {
      const { provinceId, unitId } = w;
      const branchId = await branch({ provinceId, unitId, enterpriseIds: [w.enterpriseId] });
      cells[name] = branchId;
      await modelCellAt({ branchId, setId: w.set.setId, criteria: [w.set.required, w.set.other] }, state);
    }
    // Dissolved in the year, but it had registered; dissolved and never registered; of the Hội; of the next year.
    await owner.query(
      "update branch_life set valid_to = '2014-11-15', ending = 'dissolved' where branch_id = any ($1)",
      [[cells["b"], w.other]],
    );
    await branch({
      provinceId: w.provinceId,
      unitId: w.unitId,
      line: "association",
      enterpriseIds: [w.enterpriseId],
    });
    const due = {
      cells: ["cell", "a", "b", "c", "d", "e"].map((name) => cells[name]),
      registered: ["a", "b", "c", "e"].map((name) => cells[name]),
      recognised: [cells["b"]],
    };
    for (const who of [w.officer, w.board, w.department]) {
      const view = await withViewer(who, (tx) => modelCellIndicator(who, tx, { year: 2014 }));
      for (const show of MODEL_CELL_NUMBERS) {
        const list = await withViewer(who, (tx) => modelCellRecords(who, tx, show, { year: 2014 }));
        expect(list?.rows.map(({ id }) => id).sort(), show).toEqual([...due[show]].sort());
        expect(view?.total[show], show).toBe(due[show].length);
        for (const { unitId, numbers } of view?.rows ?? []) {
          const own = await withViewer(who, (tx) =>
            modelCellRecords(who, tx, show, { year: 2014, unit: unitId }),
          );
          expect(own?.rows).toHaveLength(numbers[show]);
        }
      }
    }
    const before = await withViewer(w.board, (tx) =>
      modelCellIndicator(w.board, tx, { year: 2014, asOf: "2014-10-31" }),
    );
    expect(before?.total).toMatchObject({ registered: 0, recognised: 0 });
    const unknown = await withViewer(w.board, (tx) =>
      modelCellIndicator(w.board, tx, { year: 2014, knownAt: "2014-10-31" }),
    );
    expect(unknown?.total.registered).toBe(0);
    const strange = await withViewer(w.sibling, (tx) => modelCellIndicator(w.sibling, tx, { year: 2014 }));
    expect(strange?.total).toEqual({ cells: 0, registered: 0, recognised: 0 });
    expect(
      await withViewer(w.secretary, (tx) => modelCellIndicator(w.secretary, tx, { year: 2014 })),
    ).toBeUndefined();
  });
});
