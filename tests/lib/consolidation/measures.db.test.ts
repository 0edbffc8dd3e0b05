import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import {
  completeMeasure,
  correctMeasure,
  extendMeasure,
  startMeasure,
  withdrawMeasure,
} from "@/lib/consolidation/commands";
import {
  measureKeepers,
  measureList,
  measurePage,
  measuresWork,
  repairsOf,
} from "@/lib/consolidation/queries";
import { MEASURE_MOVES, type MeasureMove } from "@/lib/consolidation/rules";
import { withViewer } from "@/lib/db/scope";
import { indicatorRecords } from "@/lib/indicators/queries";
import { listWork } from "@/lib/worklist/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, member, viewer } from "@/tests/support/factories";
import { activity, foundingPlace, measure, post } from "@/tests/support/factories-branches";
import { plan } from "@/tests/support/factories-plans";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});

const place = await foundingPlace();
const { provinceId, unitId, enterpriseId, officer } = place;
const organised = () => branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });

const said = {
  ...{ kind: "renew_committee" as const, weakness: "Khuyết bí thư", measure: "Kiện toàn" },
  ...{ responsible: "Cán bộ thử", responsibleId: null, startedOn: "2014-11-01", dueOn: "2014-12-01" },
};
const go: Record<MeasureMove, (who: Viewer, measureId: string) => Promise<{ ok: boolean }>> = {
  complete: (who, measureId) =>
    completeMeasure(who, deed(), { measureId, version: 1, doneOn: "2014-12-10", result: "Xong" }),
  extend: (who, measureId) =>
    extendMeasure(who, deed(), { measureId, version: 1, dueOn: "2015-02-01", reason: "Chờ đại hội" }),
  correct: (who, measureId) =>
    correctMeasure(who, deed(), {
      ...{ measureId, version: 1, ...said, doneOn: null, result: null, reason: "Ghi nhầm" },
    }),
  withdraw: (who, measureId) => withdrawMeasure(who, deed(), { measureId, version: 1, reason: "Ghi nhầm" }),
};
const page = (who: Viewer, measureId: string) => withViewer(who, (tx) => measurePage(who, tx, measureId));

describe("a measure of consolidation (row 37)", () => {
  it("every move is the managing unit's on its line, from the states of the table; everybody else finds nothing", async () => {
    const branchId = await organised();
    const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
    const people: Record<string, Viewer> = {
      ...{ officer, secretary, sibling: place.sibling, hoiOfficer: place.hoiOfficer },
      ...{ department: place.department, hoiDepartment: place.hoiDepartment, board: place.board },
      ...{ foreigner: place.foreigner, clerk: await viewer({ role: "province_clerk", provinceId }) },
    };
    const STATES = {
      open: {},
      done: { done_on: "2014-11-20", result: "Xong", done_recorded_at: "2014-11-20" },
      withdrawn: { voided_at: "2014-11-20", withdrawn_reason: "nhầm" },
      replaced: { voided_at: "2014-11-20" },
    } as const;
    const wrong: string[] = [];
    let tried = 0;
    for (const [state, facts] of Object.entries(STATES)) {
      const fresh = () => measure(branchId, { due_on: "2014-12-01", ...facts });
      let measureId = await fresh();
      for (const [name, who] of Object.entries(people)) {
        for (const [move, does] of Object.entries(go)) {
          // A measure that is done is corrected with its end.
          const { ok } =
            state === "done" && move === "correct"
              ? await correctMeasure(who, deed(), {
                  ...{
                    measureId,
                    version: 1,
                    ...said,
                    doneOn: "2014-11-25",
                    result: "Xong",
                    reason: "Nhầm ngày",
                  },
                })
              : await does(who, measureId);
          const { from } = MEASURE_MOVES[move as MeasureMove];
          const isLegal = name === "officer" && from.some((one) => one === state);
          tried += 1;
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          if (ok) measureId = await fresh();
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe(4 * 9 * 4);
  }, 60_000);

  it("the database repeats it: around the commands nothing is rewritten, revived or taken twice", async () => {
    const branchId = await organised();
    const raw = async (who: Viewer, sql: string, id: string) => {
      try {
        return await withViewer(who, (tx) => tx.$executeRawUnsafe(sql.replace("$id", `'${id}'`)));
      } catch {
        return "refused";
      }
    };
    const open = await measure(branchId, { due_on: "2014-12-01" });
    expect(
      await raw(officer, "update consolidation_measure set due_on = '2015-01-01' where id = $id", open),
    ).toBe("refused");
    expect(
      await raw(officer, "update consolidation_measure set state_before = '{}' where id = $id", open),
    ).toBe("refused");
    const over = await measure(branchId, {
      done_on: "2014-11-20",
      result: "Xong",
      done_recorded_at: "2014-11-20",
    });
    expect(await raw(officer, "update consolidation_measure set result = 'khác' where id = $id", over)).toBe(
      "refused",
    );
    const gone = await measure(branchId, { voided_at: "2014-11-20", withdrawn_reason: "nhầm" });
    expect(
      await raw(
        officer,
        "update consolidation_measure set voided_at = null, withdrawn_reason = null where id = $id",
        gone,
      ),
    ).toBe("refused");
    const copied = `insert into consolidation_measure (id, branch_id, kind, weakness, measure, responsible, started_on, recorded_by_id, replaces_id, revision, revision_reason)
      select gen_random_uuid(), branch_id, kind, weakness, measure, responsible, started_on, access.account_id(), id, 'extended', 'x'
      from consolidation_measure where id = $id`;
    expect(await raw(officer, copied, open)).toBe("refused");
    expect(await raw(officer, copied, gone)).toBe("refused");
    expect(
      await raw(place.sibling, "update consolidation_measure set voided_at = now() where id = $id", open),
    ).toBe(0);
  });

  it("keeps how the organisation stood before and after as evidence nobody typed", async () => {
    const branchId = await organised();
    const started = await startMeasure(officer, deed(), { branchId, ...said });
    if (!started.ok) throw new Error(started.refusal);
    const { measureId } = started.value;
    const people = [await member({ branchId }), await member({ branchId }), await member({ branchId })];
    await owner.query(
      "update membership set valid_from = '2014-11-20', recorded_at = '2014-11-20' where branch_id = $1",
      [branchId],
    );
    await post(branchId, people[0]?.personId ?? "", { valid_from: "2014-11-20" });
    await activity(branchId, "2014-12-01");
    expect((await go.complete(officer, measureId)).ok).toBe(true);
    const seen = await page(officer, measureId);
    expect(seen).toMatchObject({
      state: "done",
      before: { on: "2014-11-01", members: 0, condition: "weak" },
      after: { on: "2014-12-10", members: 3, condition: "sound" },
    });
    expect(seen?.change?.mended.map(({ code }) => code)).toEqual([
      ...["few_members", "no_head", "silent", "not_updated"],
    ]);
  });

  it("extended and corrected it is another row with the reason; its old address leads to the new one, its history is told", async () => {
    const branchId = await organised();
    const first = await measure(branchId, { due_on: "2014-12-01" });
    expect(await go.extend(officer, first)).toMatchObject({ ok: true });
    const extended = await page(officer, first);
    expect(extended).toMatchObject({ dueOn: "2015-02-01", replacesId: first, state: "open", isLate: false });
    const earlier = { measureId: extended?.id ?? "", version: 1, dueOn: "2015-01-01", reason: "x" };
    expect(await extendMeasure(officer, deed(), earlier)).toMatchObject({ refusal: "not_later" });
    expect(await go.correct(officer, extended?.id ?? "")).toMatchObject({ ok: true });
    const corrected = await page(officer, first);
    expect(corrected?.history.map(({ revision, reason }) => [revision, reason])).toEqual([
      ["corrected", "Ghi nhầm"],
      ["extended", "Chờ đại hội"],
    ]);
    expect(corrected).toMatchObject({ measure: "Kiện toàn", dueOn: "2014-12-01" });
    // Of two at the same moment one is told that it came too late.
    const id = corrected?.id ?? "";
    const answers = await Promise.all([go.withdraw(officer, id), go.extend(officer, id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("K12 as known before a correction stays what it was, and a withdrawn measure counts no more", async () => {
    await plan({ provinceId });
    const branchId = await organised();
    const done = { done_on: "2014-11-20", result: "Xong", done_recorded_at: "2014-11-20" };
    const measureId = await measure(branchId, { ...done, recorded_at: "2014-11-02" });
    const counted = async (knownAt?: string) => {
      const list = await withViewer(officer, (tx) =>
        indicatorRecords(officer, tx, "K12", { from: "2014-10-01", ...(knownAt && { knownAt }) }),
      );
      const [found] = list?.records.filter(({ id }) => id === branchId) ?? [];
      return found?.type === "organisation" ? found.doneOn : null;
    };
    expect(await counted()).toBe("2014-11-20");
    const corrected = await correctMeasure(officer, deed(), {
      ...{ measureId, version: 1, ...said, doneOn: "2014-11-28", result: "Xong", reason: "Nhầm ngày" },
    });
    if (!corrected.ok) throw new Error(corrected.refusal);
    expect([await counted(), await counted("2014-12-01")]).toEqual(["2014-11-28", "2014-11-20"]);
    await go.withdraw(officer, corrected.value.measureId);
    expect([await counted(), await counted("2014-12-01")]).toEqual([null, "2014-11-20"]);
  });

  it("is answered for by somebody who may be asked, or in words; whoever answers has it among their work", async () => {
    const branchId = await organised();
    const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
    const keepers = await withViewer(officer, (tx) => measureKeepers(officer, tx, branchId));
    expect(keepers.map(({ id }) => id)).toEqual(
      expect.arrayContaining([officer.accountId, secretary.accountId]),
    );
    expect(keepers.map(({ id }) => id)).not.toContain(place.sibling.accountId);
    expect(await withViewer(place.sibling, (tx) => measureKeepers(place.sibling, tx, branchId))).toEqual([]);
    const start = (responsibleId: string | null, dueOn: string | null) =>
      startMeasure(officer, deed(), { branchId, ...said, responsible: null, responsibleId, dueOn });
    expect(await start(place.sibling.accountId, null)).toMatchObject({ refusal: "keeper_unfit" });
    expect(await start(null, null)).toMatchObject({ refusal: "keeper_unfit" });
    expect((await start(secretary.accountId, "2014-12-10")).ok).toBe(true);
    expect((await startMeasure(officer, deed(), { branchId, ...said, dueOn: "2014-12-20" })).ok).toBe(true);
    const work = async (who: Viewer) =>
      (await withViewer(who, (tx) => measuresWork(who, tx)))
        .filter(({ href }) => href.includes(branchId))
        .map(({ consequence, heldBy }) => `${consequence}: ${heldBy}`);
    expect(await work(secretary)).toEqual(["late: Bạn"]);
    expect(await work(officer)).toEqual(["due: Cán bộ thử"]);
    expect(await work(place.sibling)).toEqual([]);
    expect(await work(place.board)).toEqual([]);
    // Somebody who is locked out answers for nothing any more: it falls back to the unit.
    const leaving = await viewer({ role: "unit_officer", provinceId, unitId });
    expect((await start(leaving.accountId, null)).ok).toBe(true);
    expect(await work(officer)).toEqual(["due: Cán bộ thử"]);
    await owner.query("update account set disabled_at = now() where id = $1", [leaving.accountId]);
    expect(await work(officer)).toEqual([
      "due: Cán bộ thử",
      expect.stringMatching(/^open: .*không còn phụ trách/),
    ]);
    const all = await withViewer(secretary, (tx) => listWork(secretary, tx));
    expect(all[0]).toMatchObject({ title: "Củng cố tổ chức", consequence: "late" });
  });

  it("the list narrows by state, line and unit, and each count is the length of its list", async () => {
    const branchId = await organised();
    await measure(branchId, { due_on: "2014-12-01" });
    await measure(branchId, { due_on: "2015-12-01" });
    await measure(branchId, { done_on: "2014-11-20", result: "Xong", done_recorded_at: "2014-11-20" });
    for (const who of [officer, place.board, place.hoiDepartment, place.sibling]) {
      for (const state of ["open", "late", "done"] as const) {
        const list = await withViewer(who, (tx) => measureList(who, tx, { state, unit: unitId }));
        expect(list?.rows).toHaveLength(list?.counts[state] ?? -1);
        if (who === place.sibling) expect(list?.rows).toEqual([]);
        else expect(list?.rows.map((row) => row.branchId)).toContain(branchId);
      }
    }
    const ofHoi = await withViewer(officer, (tx) => measureList(officer, tx, { line: "association" }));
    expect(ofHoi?.rows).toEqual([]);
  });
});

describe('"before it dies" reads its reasons from the rows', () => {
  it("who could lead, how many young people are left, who is next door; nothing to who does not see it", async () => {
    const branchId = await organised();
    const neighbour = await branch({
      provinceId,
      unitId,
      name: "Chi đoàn bên cạnh",
      enterpriseIds: [enterpriseId],
    });
    for (const one of [branchId, branchId, neighbour, neighbour, neighbour, neighbour])
      await member({ branchId: one });
    await owner.query(
      `insert into award (id, person_id, branch_id, title, "on", recorded_by_id)
       select gen_random_uuid(), person_id, branch_id, 'Giấy khen', '2014-01-01', person_id from membership where branch_id = $1 limit 1`,
      [branchId],
    );
    const told = async (who: Viewer) => withViewer(who, (tx) => repairsOf(who, tx, branchId));
    const found = await told(officer);
    expect(found?.repairs.map(({ code, why }) => `${code}: ${why}`)).toEqual([
      "record_activity: chưa ghi hoạt động nào; nếu đã có thì ghi ngay",
      "appoint_head: 1 người đang sinh hoạt đã giữ chức vụ hoặc được khen thưởng",
      "admit_members: cần thêm 1 người; chưa có số thanh niên theo khảo sát",
    ]);
    expect(found?.neighbour).toMatchObject({ members: 4 });
    expect(await told(place.sibling)).toBeNull();
    expect(await told(place.foreigner)).toBeNull();
    // Who does not read the people is told of the same repairs, without who they are.
    expect((await told(place.hoiDepartment))?.repairs.map(({ code }) => code)).toContain("appoint_head");
  });
});
