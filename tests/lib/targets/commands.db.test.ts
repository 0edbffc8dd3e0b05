import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { giveTargets } from "@/lib/targets/commands";
import { targetHistory, targetSheet, targetsOf } from "@/lib/targets/queries";
import { targetBoard, targetLines } from "@/lib/targets/reports";
import { METRICS, type Metric } from "@/lib/targets/rules";
import type { TargetSheetInput } from "@/lib/targets/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, row, unit, viewer } from "@/tests/support/factories";
import { plan } from "@/tests/support/factories-plans";
import { target } from "@/tests/support/factories-targets";

const YEAR = { from: "2014-01-01", to: "2015-01-01" };

async function targetWorld() {
  const home = await province();
  const { provinceId, orgDepartment, associationDepartment, districtA, districtB } = home;
  const planId = await plan({ provinceId });
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const at = { provinceId, unitId: districtA, enterpriseIds: [enterpriseId] };
  const cell = await branch(at);
  const otherCell = await branch(at);
  const chapter = await branch({ ...at, line: "association" });
  const away = await province();
  const officer = { role: "unit_officer", provinceId, unitId: districtA } as const;
  const people = {
    "the organisation department": await viewer({
      role: "org_department",
      provinceId,
      unitId: orgDepartment,
    }),
    "the organisation department for the Đoàn": await viewer({
      ...{ role: "org_department", provinceId, unitId: orgDepartment, line: "union" },
    }),
    "the organisation department for the Hội": await viewer({
      ...{ role: "org_department", provinceId, unitId: orgDepartment, line: "association" },
    }),
    "the Hội department": await viewer({
      ...{ role: "association_department", provinceId, unitId: associationDepartment, line: "association" },
    }),
    "the committee": await viewer({ role: "province_board", provinceId }),
    "a clerk": await viewer({ role: "province_clerk", provinceId }),
    "district A's officer": await viewer(officer),
    "district A's officer for the Hội": await viewer({ ...officer, line: "association" }),
    "district B's officer": await viewer({ ...officer, unitId: districtB }),
    "a chi đoàn's secretary": await viewer({
      ...{ role: "branch_secretary", provinceId, unitId: districtA, branchId: cell },
    }),
    "another province's department": await viewer({
      ...{ role: "org_department", provinceId: away.provinceId, unitId: away.orgDepartment },
    }),
  };
  return { ...home, planId, cell, otherCell, chapter, people };
}

type World = Awaited<ReturnType<typeof targetWorld>>;
let world: World;
beforeAll(async () => {
  world = await targetWorld();
});

const sheetOf = (
  { planId }: World,
  metric: Metric,
  values: Record<string, number | null>,
  given: Partial<TargetSheetInput> = {},
): TargetSheetInput => ({
  ...{ planId, metric, period: YEAR, unitId: null, taskId: null, baseline: null, reason: null },
  ...{ sourceText: "Quyết định giao chỉ tiêu", sourceNumber: "12-QĐ/TĐTN", sourceOn: "2014-01-20" },
  cells: Object.entries(values).map(([placeId, value]) => ({ placeId, value, wasId: null })),
  ...given,
});

const FOUNDED: Metric = { indicator: "K11", line: "union" };

const standingIn = async ({ planId }: World, who: Viewer) =>
  withViewer(who, (tx) => targetsOf(who, tx, { planId }));

describe("who gives targets (rows 54, 55): the program and the database hold one table", () => {
  /** By hand: the organisation department what counts the Đoàn or both lines together, the Hội department what counts the Hội. */
  const gives = (name: string, { line }: Metric) =>
    line === "association"
      ? name === "the Hội department"
      : name === "the organisation department" || name === "the organisation department for the Đoàn";
  const distributes = (name: string, { indicator, line }: Metric) =>
    indicator === "K10" &&
    (name === "district A's officer" ||
      (name === "district A's officer for the Hội" && line === "association"));

  it("every thing × every role × to units, and to the organisations of a unit", async () => {
    for (const metric of METRICS) {
      for (const [name, who] of Object.entries(world.people)) {
        const message = `${name}: ${metric.indicator} ${metric.line}`;
        const toUnit = await giveTargets(who, deed(), sheetOf(world, metric, { [world.districtA]: 3 }));
        expect(toUnit.ok ? "done" : toUnit.refusal, message).toEqual(
          gives(name, metric) ? expect.stringMatching(/done|targets_changed_meanwhile/) : "plan_not_found",
        );
        const organisation = metric.line === "association" ? world.chapter : world.cell;
        const toBranch = await giveTargets(
          ...[who, deed()],
          sheetOf(world, metric, { [organisation]: 3 }, { unitId: world.districtA }),
        );
        expect(toBranch.ok ? "done" : toBranch.refusal, message).toEqual(
          distributes(name, metric)
            ? expect.stringMatching(/done|targets_changed_meanwhile/)
            : "plan_not_found",
        );
      }
    }
  });

  it("a statement sent around the command is refused where the command would be", async () => {
    const insert = (who: Viewer, columns: { indicator: string; line: string; branchId?: string }) =>
      withViewer(
        who,
        (tx) => tx.$executeRaw`
          insert into target (id, plan_id, indicator, line, unit_id, branch_id, value, valid_from, valid_to, source_text, recorded_by_id)
          values (gen_random_uuid(), ${world.planId}::uuid, ${columns.indicator}::target_indicator, ${columns.line}::line_scope,
            ${world.districtB}::uuid, ${columns.branchId ?? null}::uuid, 5, '2020-01-01', '2021-01-01', 'Vòng qua lệnh', ${who.accountId}::uuid)`,
      );
    const { people } = world;
    const refused = [
      [people["the Hội department"], { indicator: "K11", line: "union" }],
      [people["the Hội department"], { indicator: "K17", line: "both" }],
      [people["the organisation department"], { indicator: "K3", line: "association" }],
      [people["the organisation department for the Hội"], { indicator: "K2", line: "union" }],
      [people["the committee"], { indicator: "K11", line: "union" }],
      [people["a clerk"], { indicator: "K11", line: "union" }],
      [people["district B's officer"], { indicator: "K11", line: "union" }],
      [people["a chi đoàn's secretary"], { indicator: "K10", line: "union", branchId: world.cell }],
      [people["district B's officer"], { indicator: "K10", line: "union", branchId: world.cell }],
      [people["another province's department"], { indicator: "K11", line: "union" }],
    ] as const;
    for (const [who, columns] of refused) {
      await expect(insert(who, columns), JSON.stringify(columns)).rejects.toThrow(/row-level security/);
    }
    const id = await target({ planId: world.planId, unitId: world.districtB, to: "2014-05-05" });
    const department = people["the organisation department"];
    // No number is ever edited, and a row taken back stays so.
    await expect(
      withViewer(department, (tx) => tx.$executeRaw`update target set value = 99 where id = ${id}::uuid`),
    ).rejects.toThrow(/permission denied/);
    const takeBack = (who: Viewer) =>
      withViewer(
        who,
        (tx) => tx.$executeRaw`update target set voided_at = now(), voided_by_id = ${who.accountId}::uuid,
          void_reason = 'Vòng qua lệnh' where id = ${id}::uuid`,
      );
    expect(await takeBack(people["the Hội department"])).toBe(0);
    expect(await takeBack(people["another province's department"])).toBe(0);
    expect(await takeBack(department)).toBe(1);
    expect(
      await withViewer(
        department,
        (tx) =>
          tx.$executeRaw`update target set voided_at = null, voided_by_id = null, void_reason = null where id = ${id}::uuid`,
      ),
    ).toBe(0);
  });

  it("another province's plan, and a clause of another plan, are not found", async () => {
    const other = await province();
    const theirs = await plan({ provinceId: other.provinceId });
    const department = world.people["the organisation department"];
    const strange = await giveTargets(...[department, deed()], {
      ...sheetOf(world, FOUNDED, { [world.districtA]: 2 }),
      planId: theirs,
    });
    expect(strange).toMatchObject({ refusal: "plan_not_found" });
    const foreign = await giveTargets(department, deed(), sheetOf(world, FOUNDED, { [other.districtA]: 2 }));
    expect(foreign).toMatchObject({ refusal: "place_not_found" });
    const taskId = await row("plan_task", {
      ...{ plan_id: theirs, order: 1, section: "I", text: "Việc", province_id: other.provinceId },
    });
    const clause = await giveTargets(
      ...[department, deed()],
      sheetOf(world, FOUNDED, { [world.districtA]: 2 }, { taskId }),
    );
    expect(clause).toMatchObject({ refusal: "task_not_found" });
  });
});

describe("a sheet of targets", () => {
  it("is saved whole or not at all, corrected only with a reason, and keeps what was said before", async () => {
    const own = await targetWorld();
    const department = own.people["the organisation department"];
    const first = await giveTargets(
      ...[department, deed()],
      sheetOf(
        own,
        FOUNDED,
        { [own.provinceId]: 15, [own.districtA]: 6, [own.districtB]: null },
        { baseline: 4 },
      ),
    );
    expect(first).toMatchObject({ ok: true, value: { changed: 2 } });
    const given = await standingIn(own, department);
    expect(given.map(({ unitId, value, baseline }) => [unitId, value, baseline])).toEqual(
      expect.arrayContaining([
        [own.provinceId, 15, 4],
        [own.districtA, 6, null],
      ]),
    );
    const idAt = (unitId: string) => given.find((one) => one.unitId === unitId)?.id ?? null;
    const cells = [
      { placeId: own.provinceId, value: 15, wasId: idAt(own.provinceId) },
      { placeId: own.districtA, value: 5, wasId: idAt(own.districtA) },
      { placeId: own.districtB, value: 7, wasId: null },
    ];
    const change = { ...sheetOf(own, FOUNDED, {}, { baseline: 4 }), cells };
    expect(await giveTargets(department, deed(), change)).toMatchObject({ refusal: "reason_missing" });
    // Nothing of it was written: not the unit's first number either, which needed no reason.
    expect((await standingIn(own, department)).length).toBe(2);
    const corrected = await giveTargets(department, deed("x"), { ...change, reason: "Điều chỉnh giữa năm" });
    expect(corrected).toMatchObject({ ok: true, value: { changed: 2 } });

    const whole = await withViewer(department, (tx) =>
      targetSheet(department, tx, { planId: own.planId, metric: FOUNDED, period: YEAR, unitId: null }),
    );
    expect(whole?.whole).toMatchObject({ value: 15, baseline: 4 });
    expect(whole?.parts.map(({ value }) => value).sort()).toEqual([5, 7]);
    const history = await withViewer(department, (tx) =>
      targetHistory(department, tx, idAt(own.districtA) ?? ""),
    );
    expect(history?.versions.map(({ value, voidReason }) => [value, voidReason])).toEqual([
      [5, null],
      [6, "Điều chỉnh giữa năm"],
    ]);
    // Whoever still has the old sheet open is told so.
    expect(await giveTargets(department, deed(), { ...change, reason: "Lần nữa" })).toMatchObject({
      refusal: "targets_changed_meanwhile",
    });
    const now = await standingIn(own, department);
    const emptied = now.map((one) => ({ placeId: one.unitId, value: null, wasId: one.id }));
    expect(
      await giveTargets(department, deed(), { ...change, cells: emptied, reason: "Rút quyết định" }),
    ).toMatchObject({ ok: true, value: { changed: 3 } });
    // With no target at all everything is there, and says so.
    expect(await standingIn(own, department)).toEqual([]);
    expect((await withViewer(department, (tx) => targetLines(department, tx, {})))?.lines).toEqual([]);
    expect(
      await giveTargets(department, deed(), { ...sheetOf(own, FOUNDED, { [own.districtA]: null }) }),
    ).toMatchObject({ refusal: "nothing_changed" });
  });

  it("two at a moment: one is saved, the other is told", async () => {
    const own = await targetWorld();
    const department = own.people["the organisation department"];
    const both = await Promise.all(
      [4, 5].map((value) =>
        giveTargets(department, deed(), sheetOf(own, FOUNDED, { [own.districtA]: value })),
      ),
    );
    expect(both.map((one) => (one.ok ? "done" : one.refusal)).sort()).toEqual([
      "done",
      "targets_changed_meanwhile",
    ]);
  });
});

describe("in the second place", () => {
  it("K11 a unit that ended keeps the target of the day, and says who took over", async () => {
    const own = await targetWorld();
    const gone = await unit({ provinceId: own.provinceId, validTo: "2014-07-01", name: "Huyện cũ" });
    const event = await row("reorganisation", {
      ...{ province_id: own.provinceId, on: "2014-07-01", name: "Sáp nhập", legal_basis: "Nghị quyết thử" },
    });
    await row("reorganisation_line", {
      ...{ reorganisation_id: event, from_unit_id: gone, to_unit_id: own.districtA },
    });
    await target({ planId: own.planId, unitId: gone });
    const board = own.people["the committee"];
    const on = async (asOf: string) =>
      (await withViewer(board, (tx) => targetLines(board, tx, { asOf })))?.lines.find(
        ({ unitId }) => unitId === gone,
      );
    expect((await on("2014-06-30"))?.ended).toBeNull();
    expect(await on("2014-12-01")).toMatchObject({
      ...{ value: 6, unit: { name: "Huyện cũ" } },
      ended: { on: "2014-07-01", into: [{ id: own.districtA }] },
    });
  });

  it("K11 one unit asked for narrows who is listed, not what was given in all", async () => {
    const own = await targetWorld();
    const board = own.people["the committee"];
    await target({ planId: own.planId, unitId: own.provinceId, value: 10 });
    await target({ planId: own.planId, unitId: own.districtA, value: 6 });
    await target({ planId: own.planId, unitId: own.districtB, value: 3 });
    const asked = async (unitId?: string) =>
      withViewer(board, (tx) => targetBoard(board, tx, unitId ? { unit: unitId } : {}));
    const all = await asked();
    const one = await asked(own.districtB);
    expect(one?.groups.map(({ whole, check }) => [whole?.value, check.sum, check.off])).toEqual([
      [10, 9, -1],
    ]);
    expect(one?.groups).toEqual(all?.groups);
    expect(one?.shown.map(({ id }) => id)).toEqual([own.districtB]);
    expect(one?.units).toEqual(all?.units);
  });

  it("K10 an organisation's part goes with it to the unit that takes it over", async () => {
    const own = await targetWorld();
    const id = await target({
      ...{ planId: own.planId, unitId: own.districtA, branchId: own.cell, indicator: "K10", value: 2 },
    });
    await owner.query("update branch set unit_id = $2 where id = $1", [own.cell, own.districtB]);
    const { rows } = await owner.query("select unit_id from target where id = $1", [id]);
    expect(rows[0].unit_id).toBe(own.districtB);
  });

  it("the Hội department, a clerk and a secretary read what was given; another province nothing", async () => {
    const own = await targetWorld();
    await target({ planId: own.planId, unitId: own.districtA });
    const seen = async (who: Viewer) => (await standingIn(own, who)).length;
    for (const [name, who] of Object.entries(own.people)) {
      expect(await seen(who), name).toBe(name === "another province's department" ? 0 : 1);
    }
  });
});
