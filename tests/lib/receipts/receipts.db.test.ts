import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { cascadePlan } from "@/lib/composing/commands";
import { withViewer } from "@/lib/db/scope";
import { ObligationState, PlanReceipt } from "@/lib/generated/prisma/enums";
import { acknowledgePlan, stepObligation } from "@/lib/receipts/commands";
import { obligationPage, planObligations, planReceipts, plansWork } from "@/lib/receipts/queries";
import { OBLIGATION_MOVES, OBLIGATIONS, RECEIPT_MOVES, type ReceiptMove } from "@/lib/receipts/rules";
import { owner } from "@/tests/support/database";
import { deed } from "@/tests/support/factories";
import {
  around,
  type ComposingWorld,
  composingWorld,
  deliveryOf,
  issuedPlan,
} from "@/tests/support/factories-composing";
import { value } from "@/tests/support/factories-transfers";

const everybody = (world: ComposingWorld): Record<string, { who: Viewer; isParty: boolean }> => ({
  "the unit's officer": { who: world.officer, isParty: true },
  "another unit's officer": { who: world.neighbour, isParty: false },
  "the standing department": { who: world.department, isParty: false },
  ...Object.fromEntries(
    Object.entries(world.outsiders).map(([name, who]) => [name, { who, isParty: false }]),
  ),
});

const saying = (deliveryId: string, move: ReceiptMove) => ({
  ...{
    deliveryId,
    move,
    on: "2014-12-16",
    note: "Ghi chú",
    assignee: move === "assigned" ? "Phó Bí thư" : null,
  },
});

async function sent() {
  const world = await composingWorld();
  const { planId, taskId } = await issuedPlan(world.department, world.provinceId, {
    charged: [world.districtA],
    dueOn: "2014-12-10",
  });
  // Delivered on the day somebody pressed the button; the paper's own day lies before it.
  await owner.query("update plan_delivery set delivered_on = '2014-12-01' where plan_id = $1", [planId]);
  return { ...world, planId, taskId, deliveryId: await deliveryOf(planId, world.districtA) };
}

describe("state × move × who: the program and the database hold one table", () => {
  it("a receipt moves by the receiving unit's officer alone (row 65)", async () => {
    const world = await sent();
    const wrong: string[] = [];
    for (const state of Object.values(PlanReceipt)) {
      for (const [name, { who, isParty }] of Object.entries(everybody(world))) {
        for (const [move, { from }] of Object.entries(RECEIPT_MOVES)) {
          await owner.query("update plan_delivery set state = $2 where id = $1", [world.deliveryId, state]);
          // The keys of RECEIPT_MOVES are exactly the moves.
          const { ok } = await acknowledgePlan(who, deed(), saying(world.deliveryId, move as ReceiptMove));
          const isLegal = isParty && from.includes(state);
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("an obligation moves by the charged unit's officer alone", async () => {
    const world = await sent();
    const wrong: string[] = [];
    const { taskId, districtA: unitId } = world;
    for (const state of OBLIGATIONS) {
      for (const [name, { who, isParty }] of Object.entries(everybody(world))) {
        for (const move of Object.values(ObligationState)) {
          await owner.query("delete from obligation_step where task_id = $1", [taskId]);
          if (state !== "not_begun") {
            await owner.query(
              `insert into obligation_step (id, task_id, unit_id, "order", state, "on", note, recorded_by_id, province_id)
               values (gen_random_uuid(), $1, $2, 1, $3, '2014-12-02', 'Đã làm', $4, $5)`,
              [taskId, unitId, state, world.officer.accountId, world.provinceId],
            );
          }
          const step = { taskId, unitId, state: move, on: "2014-12-16", note: "Báo cáo số 5" };
          const { ok } = await stepObligation(who, deed(), step);
          const isLegal = isParty && OBLIGATION_MOVES[move].from.includes(state);
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("the fence repeats it for what is sent around the commands", async () => {
    const { officer, neighbour, deliveryId, taskId, districtA, provinceId } = await sent();
    for (const who of [officer, neighbour]) {
      expect(
        await around(who, `update plan_delivery set state = 'under_way' where id = '${deliveryId}'`),
      ).toBe(false);
      expect(
        await around(
          who,
          `insert into obligation_step (id, task_id, unit_id, "order", state, "on", note, recorded_by_id, province_id)
           values (gen_random_uuid(), '${taskId}', '${districtA}', 1, 'done', '2014-12-02', 'x', '${who.accountId}', '${provinceId}')`,
        ),
      ).toBe(false);
    }
    const answers = await withViewer(
      neighbour,
      (tx) => tx.$queryRaw<{ receipt: string; obligation: string }[]>`
        select access.acknowledge_plan(${deliveryId}::uuid, 'seen', '2014-12-16', null, null) as receipt,
          access.step_obligation(${taskId}::uuid, ${districtA}::uuid, 'done', '2014-12-16', 'x') as obligation`,
    );
    expect(answers).toEqual([{ receipt: "not_found", obligation: "not_found" }]);
  });
});

describe("a plan received", () => {
  it("is seen by a button, not by opening it; assigned to whom; under way; back with a reason; each a row", async () => {
    const { officer, department, neighbour, planId, deliveryId } = await sent();
    const read = (who: Viewer) => withViewer(who, (tx) => planReceipts(who, tx, planId));
    expect((await read(officer))?.rows).toMatchObject([{ state: "sent", steps: [], moves: ["seen"] }]);
    const say = (move: ReceiptMove, given: object = {}) =>
      acknowledgePlan(officer, deed(), { ...saying(deliveryId, move), ...given });
    value(await say("seen"));
    expect(await say("assigned", { assignee: null })).toMatchObject({ refusal: "assignee_missing" });
    expect(await say("assigned", { on: "2014-12-15" })).toMatchObject({ refusal: "before_last_step" });
    expect(await say("assigned", { on: "2999-01-01" })).toMatchObject({ refusal: "in_future" });
    value(await say("assigned"));
    value(await say("under_way"));
    expect(await say("seen", { note: null })).toMatchObject({ refusal: "reason_missing" });
    value(await say("seen"));
    const seen = await read(department);
    expect(seen?.rows[0]?.steps.map(({ state, assignee }) => [state, assignee])).toEqual([
      ["seen", null],
      ["assigned", "Phó Bí thư"],
      ["under_way", null],
      ["seen", null],
    ]);
    expect(seen?.rows[0]?.moves).toEqual([]);
    expect((await read(neighbour))?.rows).toEqual([]);
  });

  it("waits for the unit's officers until it is under way; a charge with a day waits until it is done, late from the day after", async () => {
    const { officer, neighbour, department, planId, taskId, deliveryId, districtA } = await sent();
    const work = (who: Viewer) => withViewer(who, (tx) => plansWork(who, tx));
    const keys = async (who: Viewer) => (await work(who)).map(({ key }) => key);
    const charge = `plan-charge:${taskId}:${districtA}`;
    expect(await keys(officer)).toEqual([`plan-delivery:${deliveryId}`, charge]);
    expect((await work(officer))[1]).toMatchObject({ consequence: "late", dueOn: "2014-12-10" });
    expect(await keys(neighbour)).toEqual([]);
    expect(await keys(department)).toEqual([]);
    value(await acknowledgePlan(officer, deed(), saying(deliveryId, "seen")));
    value(await acknowledgePlan(officer, deed(), saying(deliveryId, "under_way")));
    value(
      await stepObligation(officer, deed(), {
        ...{ taskId, unitId: districtA, state: "done", on: "2014-12-16", note: "Báo cáo số 5-BC/HĐ" },
      }),
    );
    expect(await keys(officer)).toEqual([]);
    const begun = value(await cascadePlan(officer, deed(), { planId, unitId: districtA }));
    expect(await keys(officer)).toEqual([`plan-draft:${begun.planId}`]);
  });

  it("each clause shows how many of its units are done and who is late; a dissolved unit is late no more", async () => {
    const { department, officer, neighbour, planId, taskId, districtA } = await sent();
    const clause = async (who: Viewer) =>
      (await withViewer(who, (tx) => planObligations(who, tx, planId)))?.clauses.find(
        ({ id }) => id === taskId,
      );
    expect(await clause(department)).toMatchObject({
      overdue: 1,
      tally: { not_begun: 1, under_way: 0, done: 0 },
    });
    expect((await clause(neighbour))?.units).toEqual([]);
    const page = (who: Viewer) => withViewer(who, (tx) => obligationPage(who, tx, planId, taskId, districtA));
    expect((await page(officer))?.unit.moves).toEqual(["done", "under_way"]);
    expect(await page(department)).toBeNull();
    await owner.query("update unit_version set valid_to = '2015-01-01' where unit_id = $1", [districtA]);
    expect(await clause(department)).toMatchObject({ overdue: 0, units: [{ isOverdue: false }] });
    const receipts = await withViewer(department, (tx) => planReceipts(department, tx, planId));
    expect(receipts?.rows).toMatchObject([{ isLiving: false }]);
  });

  it("a department answers for what charges it by name (rows 54, 55)", async () => {
    const { department, outsiders, provinceId, associationDepartment, officer } = await composingWorld();
    const { taskId } = await issuedPlan(department, provinceId, { charged: [associationDepartment] });
    const step = {
      taskId,
      unitId: associationDepartment,
      state: "done",
      on: "2014-12-16",
      note: "Hướng dẫn số 3",
    } as const;
    expect(await stepObligation(officer, deed(), step)).toMatchObject({ refusal: "obligation_not_found" });
    expect(await stepObligation(department, deed(), step)).toMatchObject({ refusal: "obligation_not_found" });
    value(await stepObligation(outsiders["the Hội department"], deed(), step));
  });
});
