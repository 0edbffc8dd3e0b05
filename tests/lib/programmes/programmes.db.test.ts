import { describe, expect, it } from "vitest";
import { correctActivity, recordActivity, takeBackActivity } from "@/lib/activities/commands";
import { activityTotals, findActivity, listActivities } from "@/lib/activities/queries";
import { branchEvidence } from "@/lib/branches/queries";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { changeItem, planItem, removeItem, saveProgramme } from "@/lib/programmes/commands";
import { findItem, listProgrammes, programmePage, programmesWork } from "@/lib/programmes/queries";
import { needItems, needRanking, needRecords, needsByUnit } from "@/lib/programmes/reports";
import { owner } from "@/tests/support/database";
import { branch, deed, viewer } from "@/tests/support/factories";
import { activity, foundingPlace, plainActivity } from "@/tests/support/factories-branches";
import { campaign } from "@/tests/support/factories-plans";
import { needing, plannedThing, programme, programmeItem } from "@/tests/support/factories-programmes";

async function world() {
  const place = await foundingPlace();
  const { provinceId, unitId } = place;
  const campaignId = await campaign(provinceId);
  const branchId = await branch({ provinceId, unitId, enterpriseIds: [place.enterpriseId] });
  const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
  return { ...place, campaignId, branchId, secretary };
}

const refusal = (answer: { ok: true } | { ok: false; refusal: string }) =>
  answer.ok ? "done" : answer.refusal;

describe("needs by the surveys (row 22)", () => {
  it("the sum of persons of a need is that of its list, for each viewer and each unit", async () => {
    const place = await world();
    const { officer, sibling, department, board, unitId, otherUnitId } = place;
    await needing(place, { housing: 12, income_jobs: 30 }, ["housing"]);
    await needing(place, { housing: 5, culture_sport: null });
    await needing({ ...place, unitId: otherUnitId }, { housing: 40 });
    for (const who of [officer, sibling, department, board]) {
      for (const unit of [undefined, unitId, otherUnitId]) {
        const ranking = await withViewer(who, (tx) => needRanking(who, tx, { unit }));
        for (const { need, persons, enterprises } of ranking?.ranked ?? []) {
          const list = await withViewer(who, (tx) => needRecords(who, tx, need, { unit }));
          expect(list?.rows).toHaveLength(enterprises);
          expect(list?.rows.reduce((sum, row) => sum + (row.persons ?? 0), 0)).toBe(persons);
          expect(list).toMatchObject({ persons, enterprises });
        }
      }
    }
    const own = await withViewer(officer, (tx) => needRanking(officer, tx, {}));
    expect(own?.ranked.map(({ need, persons }) => [need, persons])).toEqual([
      ["income_jobs", 30],
      ["housing", 17],
      ["culture_sport", 0],
    ]);
    const whole = await withViewer(department, (tx) => needRanking(department, tx, {}));
    expect(whole?.ranked[0]).toMatchObject({ need: "housing", persons: 57, urgent: 1, rank: 1 });
    const units = await withViewer(department, (tx) => needsByUnit(department, tx));
    expect(units.map(({ id, needs }) => [id, needs])).toEqual([
      [unitId, 3],
      [otherUnitId, 1],
    ]);
    // On a day before the campaign's no unit had needs: the table by unit is asked the day that the ranking is.
    expect(await withViewer(department, (tx) => needsByUnit(department, tx, { asOf: "2014-01-01" }))).toEqual(
      [],
    );
  });

  it("only the latest accepted survey of an enterprise speaks, page by page without a gap", async () => {
    const place = await world();
    const { officer } = place;
    for (let number = 0; number < 5; number += 1) await needing(place, { health: number % 2 });
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await withViewer(officer, (tx) => needRecords(officer, tx, "health", { after }, 2));
      seen.push(...(page?.rows.map(({ id }) => id) ?? []));
      if (!page?.next) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    await owner.query(
      "update survey set state = 'submitted', accepted_at = null, accepted_by_id = null where campaign_id = $1",
      [place.campaignId],
    );
    expect((await withViewer(officer, (tx) => needRanking(officer, tx, {})))?.ranked).toEqual([]);
  });

  it("a need is unanswered until an activity since the survey names it, and again when that is taken back", async () => {
    const place = await world();
    const { officer, branchId, secretary } = place;
    await needing(place, { housing: 3 });
    const bare = async () =>
      (await withViewer(officer, (tx) => needRanking(officer, tx, {})))?.unanswered.length;
    const did = (on: string) =>
      recordActivity(secretary, deed(), { ...plainActivity, branchId, on, needs: ["housing"] });
    await did("2014-10-30");
    expect(await bare()).toBe(1);
    const answer = await did("2014-11-20");
    expect(await bare()).toBe(0);
    if (!answer.ok) throw new Error(answer.refusal);
    await takeBackActivity(secretary, deed("Ghi nhầm"), { activityId: answer.value.activityId });
    expect(await bare()).toBe(1);
  });

  it("the number of items planned for a need is the length of its list, for each viewer and each unit", async () => {
    const place = await world();
    const { officer, sibling, department, unitId, otherUnitId } = place;
    await needing(place, { culture_sport: 3 });
    await needing({ ...place, unitId: otherUnitId }, { culture_sport: 1 });
    await programmeItem(await programme(unitId));
    const away = await programme(otherUnitId);
    await programmeItem(away);
    // Before the surveys' day it answers nothing that they named.
    await programmeItem(away, { planned_on: "2014-10-01" });
    const counted: number[] = [];
    for (const who of [officer, sibling, department]) {
      for (const unit of [undefined, unitId, otherUnitId]) {
        const ranking = await withViewer(who, (tx) => needRanking(who, tx, { unit }));
        for (const { need, planned } of ranking?.ranked ?? []) {
          expect(await withViewer(who, (tx) => needItems(who, tx, need, { unit }))).toHaveLength(planned);
          counted.push(planned);
        }
      }
    }
    expect(Math.max(...counted)).toBe(2);
  });

  it("a secretary and the neighbour of another province see no ranking of others", async () => {
    const place = await world();
    const { secretary, foreigner } = place;
    await needing(place, { housing: 3 });
    expect(await withViewer(secretary, (tx) => needRanking(secretary, tx, {}))).toBeNull();
    expect((await withViewer(foreigner, (tx) => needRanking(foreigner, tx, {})))?.ranked).toEqual([]);
  });
});

describe("a programme of activities (row 23)", () => {
  it("is the unit's: planned, moved with the earlier day kept, done by an activity, taken out only undone", async () => {
    const place = await world();
    const { officer, unitId, branchId, secretary } = place;
    const begun = await saveProgramme(officer, deed(), {
      ...{ programmeId: null, version: null, unitId, title: "Mùa đông ấm", note: null },
      ...{ startsOn: "2014-12-01", endsOn: "2015-03-31" },
    });
    if (!begun.ok) throw new Error(begun.refusal);
    const { programmeId } = begun.value;
    expect(
      refusal(await planItem(officer, deed(), { ...plannedThing, programmeId, plannedOn: "2015-04-01" })),
    ).toBe("outside_period");
    const planned = await planItem(officer, deed(), { ...plannedThing, programmeId, branchId });
    if (!planned.ok) throw new Error(planned.refusal);
    const { itemId } = planned.value;
    const moved = { ...plannedThing, itemId, branchId, plannedOn: "2014-12-27" };
    expect(refusal(await changeItem(officer, deed("Tăng ca"), moved))).toBe("done");
    const item = await withViewer(officer, (tx) => findItem(officer, tx, itemId));
    expect(item).toMatchObject({ plannedOn: "2014-12-27", earlier: [{ plannedOn: "2014-12-20" }] });
    expect((await withViewer(secretary, (tx) => programmesWork(secretary, tx)))[0]).toMatchObject({
      key: `programme-item:${itemId}`,
      consequence: "late",
    });
    const recorded = await recordActivity(secretary, deed(), {
      ...{ ...plainActivity, branchId, on: "2014-12-27", programmeItemId: itemId },
    });
    expect(refusal(recorded)).toBe("done");
    const page = await withViewer(officer, (tx) => programmePage(officer, tx, programmeId));
    expect(page?.items).toMatchObject([{ state: "done", activities: 1 }]);
    expect(await withViewer(secretary, (tx) => programmesWork(secretary, tx))).toEqual([]);
    expect(refusal(await removeItem(officer, deed("x"), { itemId }))).toBe("item_done");
    if (!recorded.ok) throw new Error(recorded.refusal);
    await takeBackActivity(secretary, deed("Nhầm"), { activityId: recorded.value.activityId });
    expect(refusal(await removeItem(officer, deed("Thôi"), { itemId }))).toBe("done");
    expect(await withViewer(officer, (tx) => findItem(officer, tx, itemId))).toBeNull();
  });

  it("is neither seen nor written by a sibling or a stranger, and only read by the province; the database too", async () => {
    const place = await world();
    const { unitId } = place;
    const programmeId = await programme(unitId);
    const itemId = await programmeItem(programmeId);
    for (const who of [
      "sibling",
      "foreigner",
      "department",
      "board",
      "hoiDepartment",
      "secretary",
    ] as const) {
      const viewer = place[who];
      expect(refusal(await planItem(viewer, deed(), { ...plannedThing, programmeId })), who).toBe(
        "programme_not_found",
      );
      expect(refusal(await removeItem(viewer, deed("x"), { itemId })), who).toBe("item_not_found");
      const reads = !["sibling", "foreigner", "secretary"].includes(who);
      expect(await withViewer(viewer, (tx) => listProgrammes(viewer, tx)), who).toHaveLength(reads ? 1 : 0);
      const around = withViewer(
        viewer,
        (tx) => tx.$executeRaw`
          insert into programme_item (id, item_id, programme_id, title, kind, planned_on, responsible, recorded_by_id)
          values (${newId()}::uuid, ${newId()}::uuid, ${programmeId}::uuid, 'x', 'other', '2014-12-20', 'x',
            ${viewer.accountId}::uuid)`,
      );
      await expect(around, who).rejects.toThrow(/row-level security/);
    }
  });

  it("of two who change an item at a moment one is told", async () => {
    const { officer, unitId } = await world();
    const itemId = await programmeItem(await programme(unitId));
    const answers = await Promise.all(
      ["2014-12-21", "2014-12-22"].map((plannedOn) =>
        changeItem(officer, deed("Dời"), { ...plannedThing, itemId, plannedOn }),
      ),
    );
    const { rows } = await owner.query(
      "select count(*)::int from programme_item where item_id = $1 and voided_at is null",
      [itemId],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  });
});

describe("an item whose organisation is the unit's no more", () => {
  it.each([
    ["gone to another unit", "update branch set unit_id = $2 where id = $1"],
    [
      "ended",
      "update branch_life set valid_to = '2014-12-01', ending = 'dissolved' where branch_id = $1 and $2::uuid is not null",
    ],
  ])("%s: waits for the unit to give it to somebody, and for nobody else", async (_, change) => {
    const { officer, unitId, otherUnitId, branchId, secretary } = await world();
    const itemId = await programmeItem(await programme(unitId), { branch_id: branchId });
    const work = (who: typeof officer) => withViewer(who, (tx) => programmesWork(who, tx));
    expect(await work(officer)).toEqual([]);
    expect(await work(secretary)).toMatchObject([{ key: `programme-item:${itemId}` }]);
    await owner.query(change, [branchId, otherUnitId]);
    expect(await work(officer)).toMatchObject([
      { key: `programme-item:${itemId}`, title: expect.stringContaining("Giao lại") },
    ]);
    if (change.includes("unit_id")) expect(await work(secretary)).toEqual([]);
  });
});

describe("what was shown is old by now", () => {
  it("an item changed in another tab is not overwritten unseen", async () => {
    const { officer, unitId } = await world();
    const itemId = await programmeItem(await programme(unitId));
    const change = (version: number, responsible: string) =>
      changeItem(officer, deed("Đổi người"), { ...plannedThing, itemId, version, responsible });
    expect(refusal(await change(0, "Bí thư"))).toBe("done");
    expect(await change(0, "Phó bí thư")).toMatchObject({
      ...{ refusal: "item_stale", details: { version: 1, responsible: "Bí thư" } },
    });
    expect(refusal(await change(1, "Phó bí thư"))).toBe("done");
  });

  it("an activity corrected in two tabs is one activity, and the second is told why", async () => {
    const { officer, branchId } = await world();
    const activityId = await activity(branchId, "2014-11-20");
    const correct = (title: string) =>
      correctActivity(officer, deed("Sửa"), { ...plainActivity, branchId, activityId, title });
    const answers = (await Promise.all(["Một", "Hai"].map(correct))).map(refusal);
    expect(answers.sort()).toEqual(["activity_changed_meanwhile", "done"]);
    expect(refusal(await correct("Ba"))).toBe("activity_changed_meanwhile");
    expect(refusal(await takeBackActivity(officer, deed("x"), { activityId }))).toBe(
      "activity_changed_meanwhile",
    );
    const { rows } = await owner.query(
      "select count(*) filter (where voided_at is null)::int as standing from activity where branch_id = $1",
      [branchId],
    );
    expect(rows).toEqual([{ standing: 1 }]);
  });

  it("a correction keeps its item, though the item is another unit's since the organisation moved", async () => {
    const { officer, otherUnitId, branchId } = await world();
    const elsewhere = await programmeItem(await programme(otherUnitId));
    const activityId = await activity(branchId, "2014-11-20");
    await owner.query("update activity set programme_item_id = $2 where id = $1", [activityId, elsewhere]);
    const right = { ...plainActivity, branchId, activityId, title: "Đúng tên" };
    const corrected = await correctActivity(officer, deed("Sửa"), { ...right, programmeItemId: elsewhere });
    expect(refusal(corrected)).toBe("done");
    const { rows } = await owner.query(
      "select programme_item_id as item from activity where branch_id = $1 and voided_at is null",
      [branchId],
    );
    expect(rows).toEqual([{ item: elsewhere }]);
  });

  it("nobody takes the place of an activity that stands or is another organisation's, the database says", async () => {
    const { officer, branchId, unitId, provinceId } = await world();
    const other = await activity(await branch({ provinceId, unitId }), "2014-11-20");
    await owner.query("update activity set voided_at = now() where id = $1", [other]);
    const standing = await activity(branchId, "2014-11-20");
    for (const replaced of [other, standing]) {
      const around = withViewer(
        officer,
        (tx) => tx.$executeRaw`
          insert into activity (id, branch_id, kind, "on", title, recorded_by_id, replaces_id)
          values (${newId()}::uuid, ${branchId}::uuid, 'meeting', '2014-11-20', 'x', ${officer.accountId}::uuid, ${replaced}::uuid)`,
      );
      await expect(around).rejects.toThrow(/row-level security/);
    }
  });
});

describe("what an activity was good for (rows 11, 24, 30, 34, 50)", () => {
  const care = {
    ...{ ...plainActivity, kind: "care" as const, title: "Tặng quà", careKind: "gift" as const },
    ...{ beneficiaries: 40, careCash: 2_000_000, careInKind: 3_500_000_000, isJoint: true },
  };

  it("V35 a unit's own is in its register and is no evidence for an organisation", async () => {
    const place = await world();
    const { officer, unitId, branchId } = place;
    const recorded = await recordActivity(officer, deed(), { ...care, unitId });
    if (!recorded.ok) throw new Error(recorded.refusal);
    const found = await withViewer(officer, (tx) => findActivity(officer, tx, recorded.value.activityId));
    expect(found).toMatchObject({ branchId: null, unitId, careInKind: 3_500_000_000, isEditable: true });
    const evidence = await withViewer(officer, (tx) =>
      branchEvidence(officer, tx, { asOf: "2014-12-15", branchIds: [branchId] }),
    );
    expect(evidence[0]?.lastActivityOn).toBeNull();
  });

  it("the numbers above the list are those of the list, by any filter", async () => {
    const place = await world();
    const { officer, department, unitId, branchId } = place;
    await recordActivity(officer, deed(), { ...care, unitId });
    const made = {
      ...plainActivity,
      branchId,
      kind: "production" as const,
      initiatives: 2,
      savings: 900_000,
    };
    await recordActivity(officer, deed(), { ...made, participants: 7, needs: ["vocational_training"] });
    await recordActivity(officer, deed(), { ...plainActivity, branchId, on: "2014-11-21" });
    const filters = [
      {},
      { unit: unitId },
      { branch: branchId },
      { kind: "care" as const },
      { need: "vocational_training" as const },
      { joint: "yes" as const },
      { from: "2014-11-21" },
    ];
    for (const who of [officer, department]) {
      for (const filter of filters) {
        const [list, totals] = await withViewer(who, async (tx) => [
          await listActivities(who, tx, filter),
          await activityTotals(who, tx, filter),
        ]);
        const sum = (field: "participants" | "initiatives" | "savings" | "beneficiaries" | "careInKind") =>
          list.rows.reduce((all, row) => all + (row[field] ?? 0), 0);
        expect(totals.activities).toBe(list.rows.length);
        for (const field of [
          "participants",
          "initiatives",
          "savings",
          "beneficiaries",
          "careInKind",
        ] as const)
          expect(totals[field], field).toBe(sum(field));
      }
    }
  });

  it("corrected, the old words are voided and stay known, and the place stays", async () => {
    const { officer, branchId, unitId } = await world();
    const recorded = await recordActivity(officer, deed(), { ...plainActivity, branchId, participants: 7 });
    if (!recorded.ok) throw new Error(recorded.refusal);
    const { activityId } = recorded.value;
    const right = { ...plainActivity, branchId, participants: 70, activityId };
    expect(refusal(await correctActivity(officer, deed("x"), { ...right, branchId: null, unitId }))).toBe(
      "place_changed",
    );
    expect(refusal(await correctActivity(officer, deed("Ghi nhầm"), right))).toBe("done");
    const { rows } = await owner.query(
      "select participants, voided_at is null as stands from activity where branch_id = $1 order by recorded_at",
      [branchId],
    );
    expect(rows).toEqual([
      { participants: 7, stands: false },
      { participants: 70, stands: true },
    ]);
  });

  it("a unit's own is written by its officer on the line of the appointment, by nobody else, nor by raw SQL", async () => {
    const place = await world();
    const { hoiOfficer, unitId } = place;
    expect(refusal(await recordActivity(hoiOfficer, deed(), { ...care, unitId }))).toBe("branch_not_found");
    expect(refusal(await recordActivity(hoiOfficer, deed(), { ...care, unitId, line: "association" }))).toBe(
      "done",
    );
    for (const who of ["sibling", "foreigner", "department", "board", "secretary"] as const) {
      const viewer = place[who];
      expect(refusal(await recordActivity(viewer, deed(), { ...care, unitId })), who).toBe(
        "branch_not_found",
      );
      const around = withViewer(
        viewer,
        (tx) => tx.$executeRaw`insert into activity (id, unit_id, line, kind, "on", title, recorded_by_id)
          values (${newId()}::uuid, ${unitId}::uuid, 'union', 'care', '2014-11-02', 'x', ${viewer.accountId}::uuid)`,
      );
      await expect(around, who).rejects.toThrow(/row-level security/);
    }
  });
});
