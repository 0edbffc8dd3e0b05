import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { remindUnits, takeBackReminder } from "@/lib/coordination/commands";
import { reminderPage, remindersOf, remindersWork } from "@/lib/coordination/queries";
import { coordinationMatrix } from "@/lib/coordination/reports";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { acceptedSurvey, campaign, plan } from "@/tests/support/factories-plans";

async function coordinationWorld() {
  const home = await province();
  const { provinceId, orgDepartment, associationDepartment, districtA, districtB } = home;
  const planId = await plan({ provinceId });
  const campaignId = await campaign(provinceId);
  const first = await enterprise({ provinceId, unitId: districtA });
  const second = await enterprise({ provinceId, unitId: districtA });
  await enterprise({ provinceId, unitId: districtB });
  for (const unitId of [districtA, districtB]) {
    await row("plan_delivery", {
      ...{ plan_id: planId, unit_id: unitId, delivered_on: "2014-10-23", province_id: provinceId },
    });
  }
  const away = await province();
  const people = {
    "the organisation department": await viewer({
      role: "org_department",
      provinceId,
      unitId: orgDepartment,
    }),
    "the Hội department": await viewer({
      ...{ role: "association_department", provinceId, unitId: associationDepartment, line: "association" },
    }),
    "the committee": await viewer({ role: "province_board", provinceId }),
    "a clerk": await viewer({ role: "province_clerk", provinceId }),
    "district A's officer": await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    "district B's officer": await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    "another province's department": await viewer({
      ...{ role: "org_department", provinceId: away.provinceId, unitId: away.orgDepartment },
    }),
  };
  return { ...home, planId, campaignId, first, second, people };
}

type World = Awaited<ReturnType<typeof coordinationWorld>>;
let world: World;
beforeAll(async () => {
  world = await coordinationWorld();
});

const matrixFor = (who: Viewer, given: Parameters<typeof coordinationMatrix>[2] = {}) =>
  withViewer(who, (tx) => coordinationMatrix(who, tx, given));

const statesOf = async (who: Viewer, unitId: string, asOf?: string) => {
  const matrix = await matrixFor(who, { ...(asOf && { asOf }) });
  const cells = matrix?.all.find(({ id }) => id === unitId)?.cells;
  return cells && Object.values(cells).map(({ state }) => state);
};

const urging = (unitIds: string[], given: { on?: string; dueOn?: string | null } = {}) => ({
  ...{ planId: world.planId, on: given.on ?? "2014-11-20", dueOn: given.dueOn ?? null },
  units: unitIds.map((unitId) => ({ unitId, text: "Đề nghị khảo sát", asks: ["surveyed" as const] })),
});

describe("the matrix of a plan (rows 51, 53; K17)", () => {
  it("says of each unit whether it acknowledged, has its plan and surveyed, on the day that is asked about", async () => {
    const { people, districtA, districtB, planId, provinceId, campaignId, first, second } = world;
    const department = people["the organisation department"];
    expect(await statesOf(department, districtA)).toEqual(["missing", "missing", "missing", "not_due"]);
    await acceptedSurvey({ campaignId, enterpriseId: first, on: "2014-11-10" });
    expect((await statesOf(department, districtA))?.[2]).toBe("partly");
    await acceptedSurvey({ campaignId, enterpriseId: second, on: "2014-11-12" });
    const { rows } = await owner.query("select id from plan_delivery where unit_id = $1", [districtA]);
    await row("plan_delivery_step", {
      ...{ delivery_id: rows[0].id, order: 1, state: "seen", on: "2014-11-03", province_id: provinceId },
      recorded_by_id: department.accountId,
    });
    const ownPlan = await plan({ provinceId, issuedOn: "2014-11-05" });
    await owner.query("update plan set parent_id = $2, unit_id = $3, sets_goals = false where id = $1", [
      ...[ownPlan, planId, districtA],
    ]);
    const all = await matrixFor(department);
    const done = all?.all.find(({ id }) => id === districtA);
    expect(Object.values(done?.cells ?? {}).map(({ state, on }) => [state, on])).toEqual([
      ["done", "2014-11-05"],
      ["done", "2014-11-03"],
      ["done", "2014-11-12"],
      ["not_due", null],
    ]);
    expect(done?.cells.plan.href).toBe(`/plans/${ownPlan}`);
    expect(done?.lacking).toEqual([]);
    // As of a day before all that, it was not so.
    expect(await statesOf(department, districtA, "2014-11-02")).toEqual([
      ...["missing", "missing", "missing", "not_due"],
    ]);
    const lacking = await matrixFor(department, { missing: "surveyed" });
    expect(lacking?.rows.map(({ id }) => id)).toEqual([districtB]);
    expect(lacking?.total).toBe(2);
  });

  it("shows an officer the own unit only, and nobody without a dashboard anything", async () => {
    const { people, districtA } = world;
    const seen = async (who: Viewer) => (await matrixFor(who))?.all.map(({ id }) => id);
    expect(await seen(people["district A's officer"])).toEqual([districtA]);
    expect(await seen(people["the committee"])).toHaveLength(2);
    expect(await seen(people["the Hội department"])).toHaveLength(2);
    expect(await seen(people["a clerk"])).toEqual([]);
    expect(await seen(people["another province's department"])).toBeUndefined();
  });
});

describe("reminders (row 53)", () => {
  it("are sent by the standing department and nobody else, and a statement around the command is refused", async () => {
    const { people, districtB } = world;
    for (const [name, who] of Object.entries(people)) {
      const sent = await remindUnits(who, deed(), urging([districtB]));
      expect(sent.ok, name).toBe(name === "the organisation department");
      if (sent.ok) continue;
      await expect(
        withViewer(
          who,
          (tx) => tx.$executeRaw`
            insert into reminder (id, plan_id, unit_id, asks, text, to_name, "on", recorded_by_id)
            values (gen_random_uuid(), ${world.planId}::uuid, ${districtB}::uuid, '{surveyed}', 'x', 'x', '2014-11-20', ${who.accountId}::uuid)`,
        ),
        name,
      ).rejects.toThrow(/row-level security/);
    }
    const [reminder] = await listFor(people["the committee"]);
    if (!reminder) throw new Error("Nothing was sent");
    await expect(
      withViewer(
        people["the organisation department"],
        (tx) => tx.$executeRaw`update reminder set text = 'y' where id = ${reminder.id}::uuid`,
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it("are all sent or none, never for a day to come, and only to units that answer", async () => {
    const { people, districtA, orgDepartment } = world;
    const department = people["the organisation department"];
    const before = (await listFor(department)).length;
    expect(await remindUnits(department, deed(), urging([]))).toMatchObject({ refusal: "nobody_reminded" });
    expect(await remindUnits(department, deed(), urging([districtA], { on: "2999-01-01" }))).toMatchObject({
      refusal: "in_future",
    });
    expect(await remindUnits(department, deed(), urging([districtA, orgDepartment]))).toMatchObject({
      refusal: "unit_not_found",
    });
    expect((await listFor(department)).length).toBe(before);
  });

  it("wait in the unit's work until its own papers show that it is done, and are read by nobody beside", async () => {
    const { people, districtB, campaignId } = world;
    const officer = people["district B's officer"];
    const work = () => withViewer(officer, (tx) => remindersWork(officer, tx));
    const [waiting] = await work();
    expect(waiting).toMatchObject({ since: "2014-11-20", consequence: "open", heldBy: "Bạn" });
    const sibling = people["district A's officer"];
    expect(await withViewer(sibling, (tx) => remindersWork(sibling, tx))).toEqual([]);
    const id = waiting?.key.split(":")[1] ?? "";
    for (const [name, who] of Object.entries(people)) {
      const page = await withViewer(who, (tx) => reminderPage(who, tx, id));
      const reads = !["a clerk", "district A's officer", "another province's department"].includes(name);
      expect(page !== null, name).toBe(reads);
      expect(page?.mayTakeBack ?? false, name).toBe(name === "the organisation department");
    }
    const { rows } = await owner.query("select id from enterprise where union_unit_id = $1", [districtB]);
    await acceptedSurvey({ campaignId, enterpriseId: rows[0].id, on: "2014-11-25" });
    expect(await work()).toEqual([]);
    expect((await listFor(officer)).map(({ state }) => state)).toEqual(["done"]);
    // Nothing was ticked: with the evidence gone it waits again.
    await owner.query(
      "update survey set state = 'returned', accepted_at = null, accepted_by_id = null where enterprise_id = $1",
      [rows[0].id],
    );
    expect(await work()).toHaveLength(1);
  });

  it("are late after their day, and a wrong one is taken back with its reason and stays in the history", async () => {
    const { people, districtB } = world;
    const department = people["the organisation department"];
    const sent = await remindUnits(department, deed(), urging([districtB], { dueOn: "2014-11-30" }));
    if (!sent.ok) throw new Error(sent.refusal);
    const [id = ""] = sent.value.reminders;
    const officer = people["district B's officer"];
    const own = await withViewer(officer, (tx) => remindersWork(officer, tx));
    expect(own.find(({ key }) => key.endsWith(id))).toMatchObject({
      consequence: "late",
      dueOn: "2014-11-30",
    });
    expect(await takeBackReminder(officer, deed("x"), { reminderId: id, reason: "x" })).toMatchObject({
      refusal: "reminder_not_found",
    });
    const taken = await takeBackReminder(department, deed("Nhầm"), { reminderId: id, reason: "Nhầm đơn vị" });
    expect(taken.ok).toBe(true);
    expect(await takeBackReminder(department, deed("Nhầm"), { reminderId: id, reason: "x" })).toMatchObject({
      refusal: "taken_back_already",
    });
    expect(
      (await withViewer(officer, (tx) => remindersWork(officer, tx))).some(({ key }) => key.endsWith(id)),
    ).toBe(false);
    expect((await listFor(officer)).find((one) => one.id === id)).toMatchObject({
      ...{ state: "taken_back", voidReason: "Nhầm đơn vị" },
    });
  });
});

const listFor = (who: Viewer) => withViewer(who, (tx) => remindersOf(who, tx, { planId: world.planId }));
