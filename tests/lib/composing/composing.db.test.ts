import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import {
  addClause,
  beginPlan,
  cascadePlan,
  clonePlan,
  correctPlan,
  dropPlan,
  issuePlan,
  listGoalsInPlan,
  moveClause,
  removeBasis,
  removeClause,
  unlistGoal,
  writeBasis,
  writeClause,
  writePlanHead,
  writeRecipients,
} from "@/lib/composing/commands";
import { draftPage, listableGoals, planDrafts, planFamily, planLists } from "@/lib/composing/queries";
import { wordsVersion } from "@/lib/composing/rules";
import { withViewer } from "@/lib/db/scope";
import { PlanState } from "@/lib/generated/prisma/enums";
import { findPlan, listPlans, planInForce, planPage } from "@/lib/plans/queries";
import { owner } from "@/tests/support/database";
import { deed, enterprise, viewer } from "@/tests/support/factories";
import {
  around,
  clauseIn,
  composingWorld,
  draftOf,
  headOf,
  issuedPlan,
  loadedPlan,
} from "@/tests/support/factories-composing";
import { goal } from "@/tests/support/factories-plans";
import { value } from "@/tests/support/factories-transfers";

const readDraft = (who: Viewer, planId: string) => withViewer(who, (tx) => draftPage(who, tx, planId));
const stateOf = async (planId: string) =>
  (await owner.query("select state from plan where id = $1", [planId])).rows[0]?.state;

describe("state × move × who: the program and the database hold one table", () => {
  it("a draft is issued or dropped by whoever composes it; nothing else moves, for nobody else", async () => {
    const world = await composingWorld();
    const people: Record<string, { who: Viewer; composes: boolean }> = {
      "the unit's officer": { who: world.officer, composes: true },
      "the standing department": { who: world.department, composes: false },
      "another unit's officer": { who: world.neighbour, composes: false },
      ...Object.fromEntries(
        Object.entries(world.outsiders).map(([name, who]) => [name, { who, composes: false }]),
      ),
    };
    const go = {
      issued: (who: Viewer, planId: string) => issuePlan(who, deed(), { planId }),
      dropped: (who: Viewer, planId: string) => dropPlan(who, deed(), { planId, reason: "Soạn nhầm" }),
    };
    const wrong: string[] = [];
    for (const state of Object.values(PlanState)) {
      // One plan for all refusals: only who may moves it.
      let planId = "";
      const prepare = async () => {
        planId = (await draftOf(world.officer, world.districtA)).planId;
        if (state === "issued") value(await go.issued(world.officer, planId));
        if (state === "dropped") value(await go.dropped(world.officer, planId));
      };
      await prepare();
      for (const [name, { who, composes }] of Object.entries(people)) {
        for (const [move, moveTo] of Object.entries(go)) {
          const { ok } = await moveTo(who, planId);
          const isLegal = state === "draft" && composes;
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          if (!ok && (await stateOf(planId)) !== state) wrong.push(`${name}: ${state} → ${move} moved`);
          if (ok) await prepare();
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("the fence repeats it for what is sent around the commands", async () => {
    const world = await composingWorld();
    const { planId, taskId } = await issuedPlan(world.officer, world.districtA);
    const { planId: draftId } = await draftOf(world.officer, world.districtA);
    expect(await around(world.officer, `update plan set state = 'draft' where id = '${planId}'`)).toBe(false);
    expect(await around(world.officer, `update plan set title = 'Khác' where id = '${planId}'`)).toBe(false);
    expect(await around(world.department, `update plan set title = 'Khác' where id = '${draftId}'`)).toBe(
      false,
    );
    expect(await around(world.officer, `update plan_task set text = 'Khác' where id = '${taskId}'`)).toBe(
      false,
    );
    expect(await around(world.officer, `delete from plan_task where id = '${taskId}'`)).toBe(false);
    expect(await around(world.officer, `select access.move_plan('${planId}', 'dropped', 'Bỏ')`)).toBe(true);
    expect(await stateOf(planId)).toBe("issued");
    expect(
      await around(
        world.officer,
        `insert into plan_step (id, plan_id, "order", state, recorded_by_id, province_id)
         values (gen_random_uuid(), '${planId}', 9, 'dropped', gen_random_uuid(), '${world.provinceId}')`,
      ),
    ).toBe(false);
  });
});

describe("composing", () => {
  it("writes head, bases, an outline and recipients; keeps order and sections; says what is missing", async () => {
    const { department, provinceId, districtA, districtB } = await composingWorld();
    const { planId } = value(
      await beginPlan(department, deed(), { unitId: provinceId, title: "Củng cố năm 2015", year: 2015 }),
    );
    expect((await readDraft(department, planId))?.missing).toEqual([
      ...["symbol", "issuedOn", "signatory", "clauses"],
    ]);
    expect(await issuePlan(department, deed(), { planId })).toMatchObject({ refusal: "incomplete" });
    const add = async (text: string, parentId?: string) =>
      value(
        await addClause(
          department,
          deed(),
          clauseIn(planId, text, { ...(parentId && { parentId }), unitIds: [districtA] }),
        ),
      ).taskId;
    const one = await add("MỤC ĐÍCH");
    const two = await add("NHIỆM VỤ");
    const inner = await add("Khảo sát", two);
    value(await moveClause(department, deed(), { taskId: two, move: "up" }));
    const outline = async () =>
      (await readDraft(department, planId))?.tasks.map(({ id, section }) => [id, section]);
    expect(await outline()).toEqual([
      [two, "I"],
      [inner, "I.1"],
      [one, "II"],
    ]);
    value(await moveClause(department, deed(), { taskId: inner, move: "out" }));
    expect(await outline()).toEqual([
      [two, "I"],
      [inner, "II"],
      [one, "III"],
    ]);
    expect(await moveClause(department, deed(), { taskId: one, move: "down" })).toMatchObject({
      refusal: "no_such_place",
    });
    const change = {
      taskId: inner,
      text: "Khảo sát lại",
      isNumbered: true,
      unitIds: [districtA, districtB],
      dueOn: "2015-06-30",
    };
    value(await writeClause(department, deed(), { ...change, version: wordsVersion("Khảo sát") }));
    expect(
      await writeClause(department, deed(), { ...change, text: "Khác", version: wordsVersion("Khảo sát") }),
    ).toMatchObject({ refusal: "clause_changed_meanwhile", details: { text: "Khảo sát lại" } });
    const basis = {
      planId,
      basisId: null,
      issuer: "Trung ương Đoàn",
      abstract: "về công tác năm",
      relatedId: null,
    };
    value(await writeBasis(department, deed(), { ...basis, symbol: "1-CT/TWĐTN", issuedOn: "2014-11-01" }));
    value(
      await writeRecipients(department, deed(), {
        ...{
          planId,
          unitsText: "Các huyện Đoàn",
          unitIds: [districtA],
          others: "- Ban Tổ chức Tỉnh ủy\n\nLưu: VT",
        },
      }),
    );
    value(await removeClause(department, deed(), { taskId: one }));
    const page = await readDraft(department, planId);
    expect(page?.recipients.map(({ text, units }) => [text, units.length])).toEqual([
      ["Các huyện Đoàn", 1],
      ["Ban Tổ chức Tỉnh ủy", 0],
      ["Lưu: VT", 0],
    ]);
    expect(page?.tasks.find(({ id }) => id === inner)?.charged.map(({ dueOn }) => dueOn)).toEqual([
      "2015-06-30",
      "2015-06-30",
    ]);
    value(await removeBasis(department, deed(), { basisId: page?.bases[0]?.id ?? "" }));
    expect(await writePlanHead(department, deed(), headOf(planId, { version: 7 }))).toMatchObject({
      refusal: "plan_changed_meanwhile",
    });
    expect(await writePlanHead(department, deed(), headOf(planId, { issuedOn: "2999-01-01" }))).toMatchObject(
      {
        refusal: "in_future",
      },
    );
  });

  it("issues it: its units get it, it is the one in force only if it gives enterprises goals, and its words stand", async () => {
    const { department, provinceId, districtA, officer } = await composingWorld();
    const inForce = () => withViewer(department, (tx) => planInForce(department, tx));
    const { planId } = await issuedPlan(department, provinceId, { charged: [districtA] });
    expect(await inForce()).toBeNull();
    const listed = await withViewer(officer, (tx) => listPlans(officer, tx));
    expect(listed.map(({ id }) => id)).toEqual([planId]);
    const { rows } = await owner.query("select unit_id, state from plan_delivery where plan_id = $1", [
      planId,
    ]);
    expect(rows).toEqual([{ unit_id: districtA, state: "sent" }]);
    const governing = await issuedPlan(department, provinceId, { head: { setsGoals: true } });
    expect((await inForce())?.id).toBe(governing.planId);
    expect(await readDraft(department, planId)).toBeNull();
  });

  it("V27 takes a number once in a unit's register of the year, however it is written; another unit may have the same", async () => {
    const { officer, districtA, neighbour, districtB } = await composingWorld();
    await issuedPlan(officer, districtA, { head: { symbol: "05-KH/HĐ" } });
    const again = await draftOf(officer, districtA, { head: { symbol: "5 –KH/HĐ" } });
    expect(await issuePlan(officer, deed(), { planId: again.planId })).toMatchObject({
      refusal: "number_taken",
    });
    expect(await stateOf(again.planId)).toBe("draft");
    await issuedPlan(neighbour, districtB, { head: { symbol: "5-KH/HĐ" } });
    const other = await draftOf(officer, districtA, { head: { symbol: "5-KH/HĐ", year: 2015 } });
    value(await issuePlan(officer, deed(), { planId: other.planId }));
  });

  it("of two who issue one number at a moment one is told that it is taken", async () => {
    const { officer, districtA } = await composingWorld();
    const drafts = [
      await draftOf(officer, districtA, { head: { symbol: "9-KH/HĐ" } }),
      await draftOf(officer, districtA, { head: { symbol: "9-KH/HĐ" } }),
    ];
    const answers = await Promise.all(drafts.map(({ planId }) => issuePlan(officer, deed(), { planId })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("no paper of the future, of a unit or to a unit that was not there on its day", async () => {
    const { department, provinceId, districtA, districtB } = await composingWorld();
    await owner.query("update unit_version set valid_from = '2014-06-01' where unit_id = $1", [districtB]);
    const early = await draftOf(department, provinceId, {
      charged: [districtA, districtB],
      head: { issuedOn: "2014-05-01" },
    });
    expect(await issuePlan(department, deed(), { planId: early.planId })).toMatchObject({
      refusal: "recipient_gone",
    });
    await owner.query("update unit_version set valid_from = '2014-06-01' where unit_id = $1", [provinceId]);
    const mine = await draftOf(department, provinceId, { head: { issuedOn: "2014-05-01" } });
    expect(await issuePlan(department, deed(), { planId: mine.planId })).toMatchObject({
      refusal: "unit_not_there",
    });
  });

  it("a draft is seen by the unit that composes it and by the standing department, by nobody else", async () => {
    const world = await composingWorld();
    const { planId } = await draftOf(world.officer, world.districtA);
    for (const who of [world.officer, world.department]) expect(await readDraft(who, planId)).not.toBeNull();
    expect((await readDraft(world.department, planId))?.isMine).toBe(false);
    for (const [name, who] of Object.entries({ ...world.outsiders, neighbour: world.neighbour })) {
      expect(await readDraft(who, planId), name).toBeNull();
      expect(await withViewer(who, (tx) => planDrafts(who, tx)), name).toEqual([]);
      expect(await withViewer(who, (tx) => findPlan(who, tx, planId)), name).toBeNull();
    }
    expect(
      await beginPlan(world.officer, deed(), { unitId: world.districtB, title: "x", year: 2014 }),
    ).toMatchObject({
      refusal: "unit_not_found",
    });
  });
});

describe("the cascade (rows 51, 56)", () => {
  it("a unit makes its own plan from what it received: its clauses with where they come from, once", async () => {
    const world = await composingWorld();
    const { officer, neighbour, department, districtA, districtB, provinceId } = world;
    const above = await issuedPlan(department, provinceId, { charged: [districtA], dueOn: "2014-12-31" });
    expect(
      await cascadePlan(neighbour, deed(), { planId: above.planId, unitId: districtB }),
      "a unit that did not receive it",
    ).toMatchObject({ refusal: "plan_not_found" });
    const begun = value(await cascadePlan(officer, deed(), { planId: above.planId, unitId: districtA }));
    const draft = await readDraft(officer, begun.planId);
    expect(draft).toMatchObject({
      symbol: "",
      issuedOn: null,
      signatoryName: "",
      parent: { id: above.planId },
    });
    expect(draft?.tasks.map(({ text, source }) => [text, source?.planId])).toEqual([
      ["NHIỆM VỤ", above.planId],
      ["Khảo sát doanh nghiệp", above.planId],
    ]);
    expect(draft?.tasks[1]?.charged).toMatchObject([{ id: districtA, dueOn: null }]);
    expect(draft?.bases).toMatchObject([{ relatedId: above.planId, needsRenewal: false }]);
    expect(await cascadePlan(officer, deed(), { planId: above.planId, unitId: districtA })).toMatchObject({
      refusal: "already_there",
      details: { planId: begun.planId },
    });
    value(
      await writePlanHead(
        officer,
        deed(),
        headOf(begun.planId, { issuedOn: "2014-11-01", symbol: "3-KH/HĐ" }),
      ),
    );
    expect(await issuePlan(officer, deed(), { planId: begun.planId })).toMatchObject({
      refusal: "before_parent",
    });
    value(
      await writePlanHead(
        officer,
        deed(),
        headOf(begun.planId, { version: 2, symbol: "3-KH/HĐ", specifics: "Vùng cao" }),
      ),
    );
    value(await issuePlan(officer, deed(), { planId: begun.planId }));
    const family = await withViewer(department, (tx) => planFamily(department, tx, above.planId));
    expect(family?.cascaded).toMatchObject([{ id: begun.planId, unitId: districtA, state: "issued" }]);
    const own = await withViewer(neighbour, (tx) => planPage(neighbour, tx, begun.planId));
    expect(own).toMatchObject({ specifics: "Vùng cao", isEditable: false, isInForce: false });
  });

  it("a dropped draft makes room for another; a loaded plan is received as one that was issued here", async () => {
    const { officer, districtA, provinceId } = await composingWorld();
    const above = await loadedPlan(provinceId, districtA);
    const begun = value(await cascadePlan(officer, deed(), { planId: above.planId, unitId: districtA }));
    value(await dropPlan(officer, deed(), { planId: begun.planId, reason: "Làm lại" }));
    const again = value(await cascadePlan(officer, deed(), { planId: above.planId, unitId: districtA }));
    expect(again.planId).not.toBe(begun.planId);
  });

  it("next year's plan carries clauses and bases, these to be looked at again, and no number, day, deadline or signatory", async () => {
    const { department, provinceId, districtA, districtB } = await composingWorld();
    const old = await draftOf(department, provinceId, {
      charged: [districtA, districtB],
      dueOn: "2014-12-31",
      head: { title: "Củng cố năm 2014", preamble: "Căn cứ tình hình" },
    });
    const basis = {
      planId: old.planId,
      basisId: null,
      symbol: "1-CT",
      issuedOn: null,
      issuer: null,
      relatedId: null,
    };
    value(await writeBasis(department, deed(), { ...basis, abstract: "Chương trình năm 2014" }));
    value(await issuePlan(department, deed(), { planId: old.planId }));
    // One of the units is dissolved by then.
    await owner.query("update unit_version set valid_to = '2015-01-01' where unit_id = $1", [districtB]);
    const { planId } = value(await clonePlan(department, deed(), { planId: old.planId }));
    const draft = await readDraft(department, planId);
    expect(draft).toMatchObject({
      ...{ symbol: "", issuedOn: null, signatoryName: "", year: 2015, title: "Củng cố năm 2015" },
      ...{ missing: ["symbol", "issuedOn", "signatory", "renewal"], bases: [{ needsRenewal: true }] },
    });
    expect(
      draft?.tasks.map(({ section, charged }) => [section, charged.map(({ id, dueOn }) => [id, dueOn])]),
    ).toEqual([
      ["I", []],
      ["I.1", [[districtA, null]]],
    ]);
    value(await writePlanHead(department, deed(), headOf(planId, { year: 2015 })));
    expect(await issuePlan(department, deed(), { planId })).toMatchObject({ refusal: "bases_to_renew" });
    value(
      await writeBasis(department, deed(), {
        ...{ ...basis, planId, basisId: draft?.bases[0]?.id ?? "", abstract: "Chương trình năm 2015" },
      }),
    );
    value(await issuePlan(department, deed(), { planId }));
  });
});

it("an issued paper is put right beside its words, with a reason, by whose it is; the cascade takes the words that hold", async () => {
  const world = await composingWorld();
  const { department, officer, provinceId, districtA } = world;
  const { planId, taskId } = await issuedPlan(department, provinceId, { charged: [districtA] });
  const correction = {
    planId,
    taskId,
    text: "Khảo sát mọi doanh nghiệp",
    reason: "Sót chữ",
    documentNumber: null,
  };
  const refused = [
    [officer, { ...correction, on: "2014-12-02" }, "plan_not_found"],
    [department, { ...correction, on: "2014-11-02" }, "before_issued"],
    [department, { ...correction, on: "2999-01-01" }, "in_future"],
    [department, { ...correction, taskId: provinceId, on: "2014-12-02" }, "clause_not_found"],
  ] as const;
  for (const [who, input, refusal] of refused)
    expect(await correctPlan(who, deed(), input)).toMatchObject({ refusal });
  value(await correctPlan(department, deed(), { ...correction, on: "2014-12-02" }));
  const page = await withViewer(officer, (tx) => planPage(officer, tx, planId));
  const clause = page?.tasks.find(({ id }) => id === taskId);
  expect(clause).toMatchObject({
    text: "Khảo sát doanh nghiệp",
    correction: { text: "Khảo sát mọi doanh nghiệp" },
  });
  const begun = value(await cascadePlan(officer, deed(), { planId, unitId: districtA }));
  expect((await readDraft(officer, begun.planId))?.tasks.at(1)?.text).toBe("Khảo sát mọi doanh nghiệp");
});

describe("the two lists of a unit's plan (row 59)", () => {
  async function listing() {
    const world = await composingWorld();
    const { provinceId, districtA, districtB, officer } = world;
    const { planId: goalsPlan } = await loadedPlan(provinceId, districtA);
    const goalAt = async (unitId: string, kind: "consolidate" | "establish") =>
      goal({ planId: goalsPlan, kind, enterpriseId: await enterprise({ provinceId, unitId }) });
    const goals = {
      weak: await goalAt(districtA, "consolidate"),
      none: await goalAt(districtA, "establish"),
      foreign: await goalAt(districtB, "establish"),
    };
    const { planId } = await draftOf(officer, districtA);
    return { ...world, goals, planId };
  }

  it("goals stand on the list of their kind, the counts are the lists, and what is chosen is offered no more", async () => {
    const { officer, department, neighbour, goals, planId } = await listing();
    expect(
      await listGoalsInPlan(officer, deed(), { planId, goalIds: [goals.foreign], reason: null }),
      "a goal of another unit",
    ).toMatchObject({ refusal: "goal_not_found" });
    value(
      await listGoalsInPlan(officer, deed(), { planId, goalIds: [goals.weak, goals.none], reason: null }),
    );
    const read = (who: Viewer) => withViewer(who, (tx) => planLists(who, tx, planId));
    for (const who of [officer, department]) {
      const page = await read(who);
      expect(page?.lists.consolidate.map(({ goalId }) => goalId)).toEqual([goals.weak]);
      expect(page?.lists.establish.map(({ goalId }) => goalId)).toEqual([goals.none]);
    }
    expect(await read(neighbour)).toBeNull();
    const offered = await withViewer(officer, (tx) => listableGoals(officer, tx, planId));
    expect(offered?.goals).toEqual([]);
  });

  it("are free while the plan is a draft, and change with a reason once it is issued; the row stays, voided", async () => {
    const { officer, goals, planId, neighbour } = await listing();
    value(await listGoalsInPlan(officer, deed(), { planId, goalIds: [goals.weak], reason: null }));
    value(await issuePlan(officer, deed(), { planId }));
    const add = (reason: string | null) =>
      listGoalsInPlan(officer, deed(), { planId, goalIds: [goals.none], reason });
    expect(await add(null)).toMatchObject({ refusal: "reason_missing" });
    value(await add("Doanh nghiệp mới thành lập"));
    const { rows } = await owner.query("select id from plan_list_item where goal_id = $1", [goals.weak]);
    const itemId = String(rows[0]?.id);
    expect(await unlistGoal(officer, deed(), { itemId, reason: null })).toMatchObject({
      refusal: "reason_missing",
    });
    expect(await unlistGoal(neighbour, deed(), { itemId, reason: "x" })).toMatchObject({
      refusal: "item_not_found",
    });
    expect(
      await around(
        officer,
        `update plan_list_item set voided_at = now(), voided_by_id = '${officer.accountId}' where id = '${itemId}'`,
      ),
      "around the command, without a reason",
    ).toBe(false);
    value(await unlistGoal(officer, deed(), { itemId, reason: "Doanh nghiệp giải thể" }));
    const left = await owner.query("select void_reason from plan_list_item where id = $1", [itemId]);
    expect(left.rows).toEqual([{ void_reason: "Doanh nghiệp giải thể" }]);
  });
});

it("an officer composes for the time of the appointment, and one of one line for the whole unit", async () => {
  const world = await composingWorld();
  const oneLine = await viewer({
    ...{ role: "unit_officer", provinceId: world.provinceId, unitId: world.districtA, line: "association" },
  });
  await issuedPlan(oneLine, world.districtA);
  const ended = await viewer({ role: "unit_officer", provinceId: world.provinceId, unitId: world.districtA });
  const { planId } = await draftOf(ended, world.districtA);
  await owner.query("update appointment set valid_to = '2001-01-01' where account_id = $1", [
    ended.accountId,
  ]);
  expect(await issuePlan(ended, deed(), { planId })).toMatchObject({ ok: false });
  expect(await stateOf(planId)).toBe("draft");
});
