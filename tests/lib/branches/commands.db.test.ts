import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { correctBranch, coverEnterprise, dissolveBranch, endCoverage } from "@/lib/branches/commands";
import { askOverride, decideOverride } from "@/lib/cases/commands";
import { completeMeasure, startMeasure } from "@/lib/consolidation/commands";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { proposeAdmission } from "@/lib/members/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import { correction, foundingPlace, measure, post } from "@/tests/support/factories-branches";

/** An organisation of the place's officer, and its secretary. */
async function organisation() {
  const place = await foundingPlace();
  const { provinceId, unitId, enterpriseId } = place;
  const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
  const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
  return { ...place, branchId, secretary };
}
type Organisation = Awaited<ReturnType<typeof organisation>>;

const periods = async (table: string, branchId: string) => {
  const { rows } = await owner.query(
    `select *, valid_from::text as since, valid_to::text as until from ${table}
     where branch_id = $1 and voided_at is null order by valid_from, id`,
    [branchId],
  );
  return rows;
};

const refusal = (answer: { ok: true } | { ok: false; refusal: string }) =>
  answer.ok ? "done" : answer.refusal;

/** Everybody who may not write the organisation: out of reach is not found, never forbidden. */
const strangers = ["sibling", "foreigner", "hoiOfficer", "department", "board", "secretary"] as const;

describe("correcting an organisation", () => {
  it("changes what is recorded and counts the version on", async () => {
    const { officer, branchId } = await organisation();
    const input = correction(branchId, { name: "Chi đoàn Công ty Đổi Tên", meetingRhythm: "quarterly" });
    expect(refusal(await correctBranch(officer, deed(), input))).toBe("done");
    const { rows } = await owner.query(
      "select name, search_key, meeting_rhythm, version from branch where id = $1",
      [branchId],
    );
    expect(rows).toEqual([
      {
        name: "Chi đoàn Công ty Đổi Tên",
        search_key: "chi doan cong ti doi ten",
        meeting_rhythm: "quarterly",
        version: 2,
      },
    ]);
  });

  it("gives the second of two officers the first one's values instead of losing them", async () => {
    const { officer, branchId } = await organisation();
    await correctBranch(officer, deed(), correction(branchId, { name: "Tên của người thứ nhất" }));
    expect(
      await correctBranch(officer, deed(), correction(branchId, { name: "Tên của người thứ hai" })),
    ).toMatchObject({
      refusal: "branch_changed_meanwhile",
      details: { theirs: { name: "Tên của người thứ nhất", version: 2 } },
    });
  });

  it("lets only one of two at the same moment through", async () => {
    const { officer, branchId } = await organisation();
    const answers = await Promise.all(
      ["một", "hai", "ba"].map((name) => correctBranch(officer, deed(), correction(branchId, { name }))),
    );
    expect(answers.map(refusal).sort()).toEqual([
      "branch_changed_meanwhile",
      "branch_changed_meanwhile",
      "done",
    ]);
  });

  it("moves everything that began with the founding when its day is corrected, and keeps what was known before", async () => {
    const { officer, branchId } = await organisation();
    const { personId } = await member({ branchId });
    await member({ branchId, validFrom: "2013-05-01" });
    await post(branchId, personId);
    const before = new Date();
    expect(
      refusal(await correctBranch(officer, deed(), correction(branchId, { establishedOn: "2012-02-01" }))),
    ).toBe("done");
    expect(await periods("branch_life", branchId)).toMatchObject([{ since: "2012-02-01", until: null }]);
    expect(await periods("coverage", branchId)).toMatchObject([{ since: "2012-02-01", until: null }]);
    expect(await periods("post", branchId)).toMatchObject([{ since: "2012-02-01", until: null }]);
    expect(await periods("membership", branchId)).toMatchObject([
      { since: "2012-02-01" },
      { since: "2013-05-01" },
    ]);
    for (const table of ["branch_life", "coverage", "membership", "post"]) {
      const { rows } = await owner.query(
        `select valid_from::text as since from ${table}
         where branch_id = $1 and recorded_at <= $2 and voided_at > $2 and valid_from < '2013-01-01'`,
        [branchId, before],
      );
      expect(rows, table).toEqual([{ since: "2012-01-01" }]);
    }
  });

  it("V14: cannot move its founding into a time when a founder was in another chi đoàn", async () => {
    const { officer, branchId, provinceId, otherUnitId } = await organisation();
    const { personId } = await member({ branchId });
    await row("membership", {
      person_id: personId,
      branch_id: await branch({ provinceId, unitId: otherUnitId }),
      start_kind: "admitted",
      end_kind: "transferred_out",
      valid_from: "2011-06-01",
      valid_to: "2012-01-01",
      recorded_by_id: newId(),
    });
    const earlier = correction(branchId, { establishedOn: "2011-12-01" });
    expect(refusal(await correctBranch(officer, deed(), earlier))).toBe("founder_in_another_cell_meanwhile");
    expect(await periods("branch_life", branchId)).toMatchObject([{ since: "2012-01-01" }]);
  });

  it("is asked to say that it was a reorganisation, and then founds nothing new (K11)", async () => {
    const { officer, branchId } = await organisation();
    await correctBranch(officer, deed(), correction(branchId, { beginning: "reorganised" }));
    expect(await periods("branch_life", branchId)).toMatchObject([
      { beginning: "reorganised", since: "2012-01-01" },
    ]);
  });

  it("computes the next congress from the last where nobody gave a date (domain §2.4)", async () => {
    const { officer, branchId } = await organisation();
    await correctBranch(
      officer,
      deed(),
      correction(branchId, { lastCongressOn: "2013-03-05", provisional: false }),
    );
    const { rows } = await owner.query("select congress_due_on::text as due from branch where id = $1", [
      branchId,
    ]);
    expect(rows).toEqual([{ due: "2015-09-05" }]);
  });

  it.each<[string, Partial<Parameters<typeof correction>[1]>, string]>([
    ["V26: established tomorrow", { establishedOn: addDays(today(), 1) }, "date_in_future"],
    ["V26: with a congress of tomorrow", { lastCongressOn: addDays(today(), 1) }, "date_in_future"],
    ["as a kind of the other line", { kind: "chapter" }, "kind_of_other_line"],
    ["under itself or a stranger", { parentId: newId() }, "parent_unfit"],
    [
      "V23: with a congress put off by more than half a term",
      { congressDueOn: "2014-06-01", congressExtendedTo: "2015-09-02" },
      "extension_too_long",
    ],
    [
      "with a congress put off to before it was due",
      { congressDueOn: "2014-06-01", congressExtendedTo: "2014-05-01" },
      "extension_before_due",
    ],
    [
      "V22: with a congress before the founding, unread",
      { lastCongressOn: "2011-01-01" },
      "congress_date_unread",
    ],
    ["with a decision of nobody we know", { decidedBy: newId() }, "deciding_unit_not_found"],
  ])("is refused %s", async (_, changed, expected) => {
    const { officer, branchId } = await organisation();
    expect(refusal(await correctBranch(officer, deed(), correction(branchId, changed)))).toBe(expected);
  });

  it("V22: takes an odd congress date once it was read", async () => {
    const { officer, branchId } = await organisation();
    const odd = correction(branchId, { lastCongressOn: "2011-01-01", confirmed: ["V22"] });
    expect(refusal(await correctBranch(officer, deed(), odd))).toBe("done");
  });

  it("V21: takes somebody else's decision only with an override, asked for this organisation", async () => {
    const { officer, department, branchId, otherUnitId } = await organisation();
    const input = correction(branchId, { decidedBy: otherUnitId });
    expect(refusal(await correctBranch(officer, deed(), input))).toBe("rule_blocks");
    const request = {
      rule: "V21",
      branchId,
      line: "union" as const,
      subject: "Quyết định",
      reason: "Đơn vị cũ",
    };
    const asked = await askOverride(officer, deed(), request);
    if (!asked.ok) throw new Error(asked.refusal);
    await decideOverride(department, deed(), {
      overrideId: asked.value.id,
      version: 1,
      decision: "granted",
      decisionNote: "Đồng ý",
    });
    expect(refusal(await correctBranch(officer, deed(), input))).toBe("done");
    // What was let through once is not asked again when something else is corrected.
    const later = { ...input, version: 2, name: "Tên khác" };
    expect(refusal(await correctBranch(officer, deed(), later))).toBe("done");
  });

  it("keeps a đoàn cơ sở one while chi đoàn stand under it", async () => {
    const { officer, provinceId, unitId, enterpriseId } = await organisation();
    const parentId = await branch({
      provinceId,
      unitId,
      kind: "grassroots_union",
      enterpriseIds: [enterpriseId],
    });
    await branch({ provinceId, unitId, parentId });
    expect(refusal(await correctBranch(officer, deed(), correction(parentId)))).toBe("children_left");
  });

  it("cannot begin an organisation after it ended", async () => {
    const { officer, branchId } = await organisation();
    await owner.query(
      "update branch_life set valid_to = '2013-01-01', ending = 'dissolved' where branch_id = $1",
      [branchId],
    );
    const late = correction(branchId, { establishedOn: "2013-06-01" });
    expect(refusal(await correctBranch(officer, deed(), late))).toBe("founded_after_end");
  });

  it.each(strangers)("is not for %s", async (who) => {
    const place = await organisation();
    expect(refusal(await correctBranch(place[who], deed(), correction(place.branchId)))).toBe(
      "branch_not_found",
    );
  });
});

describe("dissolving an organisation", () => {
  const ending = (branchId: string, on = "2014-11-01") => ({
    branchId,
    version: 1,
    on,
    ending: "dissolved" as const,
    reason: "Doanh nghiệp ngừng sản xuất",
  });

  it("V34: never leaves a member in it, however an admission and its end meet", async () => {
    for (let round = 0; round < 6; round++) {
      const { provinceId, unitId, enterpriseId, officer } = await foundingPlace();
      const branchId = await branch({
        provinceId,
        unitId,
        enterpriseIds: [enterpriseId],
        kind: "grassroots_cell",
      });
      const { personId } = await member({ branchId });
      await owner.query(
        "update membership set valid_to = '2014-10-01', end_kind = 'left' where branch_id = $1",
        [branchId],
      );
      const admission = {
        branchId,
        person: { id: personId },
        note: null,
        admitOn: "2014-12-01",
        confirmed: ["V01", "V02", "V03", "V16", "V33"],
      };
      const [admitted, ended] = await Promise.all([
        proposeAdmission(officer, deed(), admission),
        dissolveBranch(officer, deed(), ending(branchId)),
      ]);
      const { rows } = await owner.query(
        "select 1 from membership where branch_id = $1 and voided_at is null and valid_to is null",
        [branchId],
      );
      expect([refusal(admitted), refusal(ended)].filter((answer) => answer === "done")).toHaveLength(1);
      expect(rows).toHaveLength(admitted.ok ? 1 : 0);
    }
  });

  it("ends its life, what it covers and its posts, each as a row beside the old one", async () => {
    const { officer, branchId } = await organisation();
    const { personId } = await member({ branchId });
    await owner.query(
      "update membership set valid_to = '2014-10-01', end_kind = 'left' where branch_id = $1",
      [branchId],
    );
    await post(branchId, personId);
    expect(refusal(await dissolveBranch(officer, deed(), ending(branchId)))).toBe("done");
    expect(await periods("branch_life", branchId)).toMatchObject([
      {
        since: "2012-01-01",
        until: "2014-11-01",
        ending: "dissolved",
        reason: "Doanh nghiệp ngừng sản xuất",
      },
    ]);
    expect(await periods("coverage", branchId)).toMatchObject([{ since: "2012-01-01", until: "2014-11-01" }]);
    expect(await periods("post", branchId)).toMatchObject([{ since: "2012-01-01", until: "2014-11-01" }]);
    const { rows } = await owner.query("select count(*)::int from coverage where branch_id = $1", [branchId]);
    expect(rows).toEqual([{ count: 2 }]);
  });

  it("ends also the coverage of an enterprise that another unit manages by now", async () => {
    const { officer, branchId, enterpriseId, otherUnitId } = await organisation();
    await owner.query("update enterprise_management set unit_id = $2 where enterprise_id = $1", [
      enterpriseId,
      otherUnitId,
    ]);
    const seen = await withViewer(officer, (tx) => tx.coverage.count({ where: { branchId } }));
    expect(seen).toBe(0);
    expect(refusal(await dissolveBranch(officer, deed(), ending(branchId)))).toBe("done");
    expect(await periods("coverage", branchId)).toMatchObject([
      { until: "2014-11-01", union_unit_id: otherUnitId },
    ]);
  });

  it("V34: waits until its members, proposals, chi đoàn and open cases are settled", async () => {
    const { officer, branchId, enterpriseId } = await organisation();
    const { personId } = await member({ branchId });
    await row("admission", {
      person_id: personId,
      branch_id: branchId,
      admit_on: "2014-11-01",
      proposed_by_id: newId(),
    });
    await row("establishment_case", {
      enterprise_id: enterpriseId,
      line: "union",
      opened_on: "2014-11-01",
      recorded_by_id: newId(),
    });
    expect(await dissolveBranch(officer, deed(), ending(branchId))).toMatchObject({
      refusal: "branch_still_in_use",
      details: { obstacles: { members: 1, admissions: 1, children: 0, cases: 1 } },
    });
    expect(await periods("coverage", branchId)).toMatchObject([{ until: null }]);
  });

  it("V34: waits for transfers under way, from it and to it", async () => {
    const { officer, branchId } = await organisation();
    const { personId } = await member({ branchId });
    const about = {
      person_id: personId,
      from_name: "Đi",
      to_name: "Đến",
      person_name: "Người",
      asked_by_id: newId(),
    };
    await row("transfer", { ...about, branch_id: branchId, state: "requested" });
    await row("transfer", { ...about, branch_id: branchId, state: "cancelled" });
    expect(await dissolveBranch(officer, deed(), ending(branchId))).toMatchObject({
      refusal: "branch_still_in_use",
      details: { obstacles: { members: 1, transfers: 1 } },
    });
  });

  it("V34: waits for the chi đoàn under a đoàn cơ sở", async () => {
    const { officer, provinceId, unitId } = await organisation();
    const parentId = await branch({ provinceId, unitId, kind: "grassroots_union" });
    await branch({ provinceId, unitId, parentId });
    expect(await dissolveBranch(officer, deed(), ending(parentId))).toMatchObject({
      details: { obstacles: { members: 0, children: 1 } },
    });
  });

  it.each([
    ["V26: tomorrow", addDays(today(), 1), "date_in_future"],
    ["before its founding", "2011-01-01", "ended_before_founding"],
    ["on the day of its founding", "2012-01-01", "ended_before_founding"],
  ])("is refused %s", async (_, on, expected) => {
    const { officer, branchId } = await organisation();
    expect(refusal(await dissolveBranch(officer, deed(), ending(branchId, on)))).toBe(expected);
  });

  it("happens once", async () => {
    const { officer, branchId } = await organisation();
    await dissolveBranch(officer, deed(), ending(branchId));
    const again = { ...ending(branchId, "2014-12-01"), version: 2 };
    expect(refusal(await dissolveBranch(officer, deed(), again))).toBe("branch_already_ended");
    expect(refusal(await dissolveBranch(officer, deed(), ending(branchId)))).toBe("branch_changed_meanwhile");
  });

  it.each(strangers)("is not for %s", async (who) => {
    const place = await organisation();
    expect(refusal(await dissolveBranch(place[who], deed(), ending(place.branchId)))).toBe(
      "branch_not_found",
    );
    expect(await periods("branch_life", place.branchId)).toMatchObject([{ until: null }]);
  });

  it.each(strangers)("the database itself ends no coverage for %s", async (who) => {
    const place = await organisation();
    const ended = await withViewer(
      place[who],
      (tx) => tx.$queryRaw`select access.end_coverages(${place.branchId}::uuid, null, '2014-11-01') as ended,
        access.restart_coverages(${place.branchId}::uuid, '2012-01-01', '2010-01-01') as moved`,
    );
    // An officer of the other line answers for the same unit: the database keeps units apart, the program lines.
    if (who === "hoiOfficer") return;
    expect(ended).toEqual([{ ended: 0, moved: 0 }]);
    expect(await periods("coverage", place.branchId)).toMatchObject([{ since: "2012-01-01", until: null }]);
  });
});

describe("what an organisation covers", () => {
  const on = "2014-10-01";

  it("grows by an enterprise from a day on: a chi đoàn ghép", async () => {
    const { officer, branchId, provinceId, unitId } = await organisation();
    const second = await enterprise({ provinceId, unitId });
    expect(refusal(await coverEnterprise(officer, deed(), { branchId, enterpriseId: second, on }))).toBe(
      "done",
    );
    expect(await periods("coverage", branchId)).toMatchObject([
      { since: "2012-01-01" },
      { since: on, until: null, enterprise_id: second, line: "union", kind: "cell", union_unit_id: unitId },
    ]);
  });

  it("does not grow twice by the same enterprise", async () => {
    const { officer, branchId, enterpriseId } = await organisation();
    expect(refusal(await coverEnterprise(officer, deed(), { branchId, enterpriseId, on }))).toBe(
      "enterprise_already_covered",
    );
  });

  it("does not grow by an enterprise of another unit, or managed by another unit on its line", async () => {
    const { officer, branchId, provinceId, unitId, otherUnitId } = await organisation();
    const far = await enterprise({ provinceId, unitId: otherUnitId });
    const half = await enterprise({ provinceId, unitId: otherUnitId, associationUnitId: unitId });
    for (const enterpriseId of [far, half]) {
      expect(refusal(await coverEnterprise(officer, deed(), { branchId, enterpriseId, on }))).toBe(
        "enterprise_not_found",
      );
    }
  });

  it.each([
    ["V26: tomorrow", addDays(today(), 1), "date_in_future"],
    ["before its founding", "2011-12-31", "branch_not_alive_then"],
  ])("does not grow %s", async (_, day, expected) => {
    const { officer, branchId, provinceId, unitId } = await organisation();
    const enterpriseId = await enterprise({ provinceId, unitId });
    expect(refusal(await coverEnterprise(officer, deed(), { branchId, enterpriseId, on: day }))).toBe(
      expected,
    );
  });

  it("shrinks by an enterprise from a day on, and then no more", async () => {
    const { officer, branchId, enterpriseId } = await organisation();
    const input = { branchId, enterpriseId, on };
    expect(refusal(await endCoverage(officer, deed(), input))).toBe("done");
    expect(await periods("coverage", branchId)).toMatchObject([{ since: "2012-01-01", until: on }]);
    expect(refusal(await endCoverage(officer, deed(), input))).toBe("coverage_not_found");
  });

  it("is as if it never was when it ends on its own first day: entered by mistake", async () => {
    const { officer, branchId, enterpriseId } = await organisation();
    expect(refusal(await endCoverage(officer, deed(), { branchId, enterpriseId, on: "2011-12-31" }))).toBe(
      "ended_before_start",
    );
    await endCoverage(officer, deed(), { branchId, enterpriseId, on: "2012-01-01" });
    expect(await periods("coverage", branchId)).toEqual([]);
  });

  it("does not end tomorrow (V26)", async () => {
    const { officer, branchId, enterpriseId } = await organisation();
    const tomorrow = { branchId, enterpriseId, on: addDays(today(), 1) };
    expect(refusal(await endCoverage(officer, deed(), tomorrow))).toBe("date_in_future");
  });

  it.each(strangers)("is not changed by %s", async (who) => {
    const place = await organisation();
    const { branchId, enterpriseId } = place;
    const other = await enterprise({ provinceId: place.provinceId, unitId: place.unitId });
    expect(refusal(await coverEnterprise(place[who], deed(), { branchId, enterpriseId: other, on }))).toBe(
      "branch_not_found",
    );
    expect(refusal(await endCoverage(place[who], deed(), { branchId, enterpriseId, on }))).toBe(
      "branch_not_found",
    );
  });
});

describe("consolidation measures", () => {
  const start = (branchId: string, changed: Record<string, unknown> = {}) => ({
    branchId,
    kind: "add_members" as const,
    weakness: "Chỉ còn hai đoàn viên",
    measure: "Giới thiệu thanh niên công nhân",
    responsible: "Cán bộ thử",
    startedOn: "2014-11-01",
    responsibleId: null,
    dueOn: null,
    ...changed,
  });
  const result = (measureId: string, changed: Record<string, unknown> = {}) => ({
    measureId,
    version: 1,
    doneOn: "2014-12-01",
    result: "Kết nạp ba đoàn viên",
    ...changed,
  });

  it("start with what is weak, what is done and who answers, and end with a result (K12)", async () => {
    const { officer, branchId } = await organisation();
    const started = await startMeasure(officer, deed(), start(branchId));
    if (!started.ok) throw new Error(started.refusal);
    const { measureId } = started.value;
    expect(refusal(await completeMeasure(officer, deed(), result(measureId)))).toBe("done");
    const { rows } = await owner.query(
      `select done_on::text as done, result, done_recorded_at is not null as known,
         state_before ->> 'on' as before, state_after ->> 'on' as after from consolidation_measure where id = $1`,
      [measureId],
    );
    expect(rows).toEqual([
      {
        ...{ done: "2014-12-01", result: "Kết nạp ba đoàn viên", known: true },
        ...{ before: "2014-11-01", after: "2014-12-01" },
      },
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["V26: tomorrow", { startedOn: addDays(today(), 1) }, "date_in_future"],
    ["before the organisation was there", { startedOn: "2011-12-31" }, "branch_not_alive_then"],
    ["to be done before they begin", { dueOn: "2014-10-31" }, "due_before_start"],
  ])("do not start %s", async (_, changed, expected) => {
    const { officer, branchId } = await organisation();
    expect(refusal(await startMeasure(officer, deed(), start(branchId, changed)))).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["V26: tomorrow", { doneOn: addDays(today(), 1) }, "date_in_future"],
    ["before they began", { doneOn: "2014-10-31" }, "done_before_start"],
    ["that are not there", { measureId: newId() }, "measure_not_found"],
  ])("are not done %s", async (_, changed, expected) => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    expect(refusal(await completeMeasure(officer, deed(), result(measureId, changed)))).toBe(expected);
  });

  it("are done once: the second officer sees the first one's words", async () => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    await completeMeasure(officer, deed(), result(measureId));
    const again = result(measureId, { result: "Kết quả khác" });
    expect(await completeMeasure(officer, deed(), again)).toMatchObject({
      refusal: "measure_changed_meanwhile",
      details: { doneOn: "2014-12-01", result: "Kết nạp ba đoàn viên" },
    });
    expect(refusal(await completeMeasure(officer, deed(), { ...again, version: 2 }))).toBe(
      "measure_changed_meanwhile",
    );
  });

  it.each(strangers)("are neither started nor completed by %s", async (who) => {
    const place = await organisation();
    const measureId = await measure(place.branchId);
    expect(refusal(await startMeasure(place[who], deed(), start(place.branchId)))).toBe("branch_not_found");
    expect(refusal(await completeMeasure(place[who], deed(), result(measureId)))).toBe("measure_not_found");
  });
});

describe("the second fence around an organisation", () => {
  const statements = (place: Organisation): [string, (actor: Viewer) => Promise<number>][] => {
    const { branchId } = place;
    const raw = (work: Parameters<typeof withViewer<number>>[1]) => (actor: Viewer) =>
      withViewer(actor, work);
    return [
      ["its record", raw((tx) => tx.$executeRaw`update branch set name = 'x' where id = ${branchId}::uuid`)],
      [
        "its life",
        raw(
          (tx) =>
            tx.$executeRaw`update branch_life set voided_at = now() where branch_id = ${branchId}::uuid`,
        ),
      ],
      [
        "its coverage",
        raw(
          (tx) => tx.$executeRaw`update coverage set voided_at = now() where branch_id = ${branchId}::uuid`,
        ),
      ],
      [
        "its measures",
        raw(
          (tx) =>
            tx.$executeRaw`update consolidation_measure set voided_at = now() where branch_id = ${branchId}::uuid`,
        ),
      ],
    ];
  };

  it.each(["sibling", "foreigner", "department", "board", "secretary"] as const)(
    "lets %s change none of it by raw SQL",
    async (who) => {
      const place = await organisation();
      await measure(place.branchId);
      for (const [what, change] of statements(place)) expect(await change(place[who]), what).toBe(0);
    },
  );

  it("lets the officer of the unit change all of it, so that the test above can fail", async () => {
    const place = await organisation();
    await measure(place.branchId);
    for (const [what, change] of statements(place)) expect(await change(place.officer), what).toBe(1);
  });
});
