import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { mergePersons, undoPair } from "@/lib/duplicates/commands";
import {
  addGuests,
  addParticipants,
  correctCourse,
  recordCertificate,
  recordCourse,
  takeBackCourse,
  takeBackGuests,
  takeBackParticipant,
} from "@/lib/training/commands";
import { courseCandidates, coursePage, listCourses, trainingsOf } from "@/lib/training/queries";
import { trainedIndicator, trainedRecords } from "@/lib/training/reports";
import { TRAINED_NUMBERS } from "@/lib/training/rules";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import { cadre, courseAt, courseWorld, tookPart, training } from "@/tests/support/factories-training";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
beforeAll(async () => {
  await owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')");
});

const standing = async (courseId: string) =>
  (
    await owner.query(
      "select person_id, certificate_number from training_participant where course_id = $1 and voided_at is null order by person_id",
      [courseId],
    )
  ).rows;

const numbersOf = async (who: Viewer, given: Parameters<typeof trainedIndicator>[2] = {}) =>
  (await withViewer(who, (tx) => trainedIndicator(who, tx, given)))?.total;

async function people(world: Awaited<ReturnType<typeof courseWorld>>) {
  const { provinceId, districtA, districtB, branchId } = world;
  return {
    "the unit's officer": world.officer,
    "the unit's officer for the Hội": await viewer({
      ...{ role: "unit_officer", provinceId, unitId: districtA, line: "association" },
    }),
    "the sibling's officer": await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    "the organisation department": await viewer({ role: "org_department", provinceId }),
    "the Hội department": await viewer({ role: "association_department", provinceId, line: "association" }),
    "the committee": await viewer({ role: "province_board", provinceId }),
    "a clerk": await viewer({ role: "province_clerk", provinceId }),
    "a secretary": await viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId }),
  } satisfies Record<string, Viewer>;
}

describe("row 60: a course and who took part", () => {
  it("is written by the desk that holds it, and read of people as people are", async () => {
    const world = await courseWorld();
    const all = await people(world);
    const { provinceId, unitId, branchId, courseId } = world;
    const someone = await cadre(branchId, "deputy_secretary");
    const chosen = [{ personId: someone.personId, branchId }];
    const provincial = await courseAt(provinceId);
    const answers: Record<string, boolean[]> = {};
    for (const [name, who] of Object.entries(all)) {
      answers[name] = [
        (await recordCourse(who, deed(), training(unitId))).ok,
        (await recordCourse(who, deed(), training(provinceId))).ok,
        (await addGuests(who, deed(), { courseId, description: "Cán bộ công đoàn", count: 2 })).ok,
        (await takeBackParticipant(who, deed(), { participantId: newId(), why: "Nhầm" })).ok,
      ];
    }
    expect(answers).toEqual({
      "the unit's officer": [true, false, true, false],
      "the unit's officer for the Hội": [false, false, false, false],
      "the sibling's officer": [false, false, false, false],
      "the organisation department": [false, true, false, false],
      "the Hội department": [false, false, false, false],
      "the committee": [false, false, false, false],
      "a clerk": [false, false, false, false],
      "a secretary": [false, false, false, false],
    });
    const department = all["the organisation department"];
    expect((await addParticipants(department, deed(), { courseId: provincial, chosen })).ok).toBe(true);
    expect((await addParticipants(world.officer, deed(), { courseId, chosen })).ok).toBe(true);
    for (const name of ["the committee", "a secretary", "the sibling's officer"] as const) {
      const who = all[name];
      const refused = await addParticipants(who, deed(), { courseId: provincial, chosen });
      expect(refused, name).toMatchObject({ refusal: "course_not_found" });
    }
    const seen = async (who: Viewer) =>
      withViewer(who, async (tx) => {
        const page = await coursePage(who, tx, courseId);
        return [page?.persons, page?.participants.length];
      });
    expect(await seen(all["a secretary"])).toEqual([2, 2]);
    expect(await seen(all["the sibling's officer"])).toEqual([2, 0]);
    expect(await seen(all["the Hội department"])).toEqual([2, 0]);
    const raw = withViewer(all["the sibling's officer"], (tx) =>
      tx.trainingParticipant.create({
        data: {
          ...{ id: newId(), courseId, personId: someone.personId, branchId },
          recordedById: all["the sibling's officer"].accountId,
        },
      }),
    );
    await expect(raw).rejects.toThrow();
  });

  it("takes each once, of an organisation that was theirs then, with the post of the first day", async () => {
    const world = await courseWorld();
    const { officer, courseId, branchId, personId, provinceId, districtB } = world;
    const add = (chosen: { personId: string; branchId: string }[]) =>
      addParticipants(officer, deed(), { courseId, chosen });
    expect(await add([{ personId, branchId }])).toMatchObject({ refusal: "already_in" });
    const late = await member({ branchId, validFrom: "2014-12-01" });
    expect(await add([{ personId: late.personId, branchId }])).toMatchObject({ refusal: "not_there_then" });
    const elsewhere = await branch({ provinceId, unitId: districtB });
    const stranger = await cadre(elsewhere);
    expect(await add([{ personId: stranger.personId, branchId: elsewhere }])).toMatchObject({
      refusal: "person_not_found",
    });
    const deputy = await cadre(branchId, "deputy_secretary");
    const found = await withViewer(officer, (tx) => courseCandidates(officer, tx, courseId, {}));
    expect(found?.rows.map((one) => one.personId)).toEqual([deputy.personId]);
    expect((await add([{ personId: deputy.personId, branchId }])).ok).toBe(true);
    const page = await withViewer(officer, (tx) => coursePage(officer, tx, courseId));
    expect(page?.participants.map(({ title }) => title).sort()).toEqual(["deputy_secretary", null]);
    expect(await withViewer(officer, (tx) => trainingsOf(officer, tx, deputy.personId))).toHaveLength(1);
    expect((await withViewer(officer, (tx) => listCourses(officer, tx, { year: 2013 }))).rows).toEqual([]);
  });

  it("is corrected by another row that takes everybody along; certificates and mistakes are rows too", async () => {
    const world = await courseWorld();
    const { officer, courseId, unitId, participantId, personId } = world;
    const certified = await recordCertificate(officer, deed(), {
      participantId,
      certificateNumber: "7/2014",
    });
    expect(certified.ok).toBe(true);
    expect(await standing(courseId)).toEqual([{ person_id: personId, certificate_number: "7/2014" }]);
    expect((await addGuests(officer, deed(), { courseId, description: "Khách", count: 5 })).ok).toBe(true);
    expect(await takeBackCourse(officer, deed(), { courseId, why: "Nhầm" })).toMatchObject({
      refusal: "has_people",
    });
    const correct = (given = {}) =>
      correctCourse(officer, deed("Sửa ngày"), { ...training(unitId, given), courseId, why: "Sửa ngày" });
    expect(await correct({ fromOn: "2011-01-01", toOn: "2011-01-02" })).toMatchObject({
      refusal: "not_there_then",
    });
    const corrected = await correct({ fromOn: "2014-11-12", toOn: "2014-11-13" });
    if (!corrected.ok) throw new Error(corrected.refusal);
    expect(await standing(courseId)).toEqual([]);
    expect(await standing(corrected.value.courseId)).toEqual([
      { person_id: personId, certificate_number: "7/2014" },
    ]);
    const page = await withViewer(officer, (tx) => coursePage(officer, tx, corrected.value.courseId));
    expect(page).toMatchObject({ persons: 1, guests: 5, fromOn: "2014-11-12" });
    expect(await withViewer(officer, (tx) => coursePage(officer, tx, courseId))).toBe(null);
    const [one] = page?.participants ?? [];
    const [guest] = page?.guestRows ?? [];
    expect((await takeBackParticipant(officer, deed(), { participantId: one?.id ?? "", why: "x" })).ok).toBe(
      true,
    );
    expect((await takeBackGuests(officer, deed(), { guestId: guest?.id ?? "", why: "x" })).ok).toBe(true);
    const gone = { courseId: corrected.value.courseId, why: "Nhầm" };
    expect((await takeBackCourse(officer, deed(), gone)).ok).toBe(true);
  });
});

describe("K21 cadres trained, of cadres in office", () => {
  it("counts persons once, by the day, the period, the line, the heads and the sector", async () => {
    const world = await courseWorld();
    const { provinceId, unitId, branchId, officer, personId } = world;
    const state = await enterprise({ provinceId, unitId, ownership: "state" });
    const second = await branch({ provinceId, unitId, enterpriseIds: [state] });
    await cadre(second, "deputy_secretary");
    // One person with two posts, and twice in a course.
    await row("post", {
      ...{ branch_id: second, person_id: personId, title: "committee_member", valid_from: "2013-01-01" },
      recorded_by_id: newId(),
    });
    await tookPart(
      await courseAt(unitId, { from_on: "2014-12-01", to_on: "2014-12-01" }),
      branchId,
      personId,
    );
    const is = (in_office: number, trained: number) => ({
      in_office,
      trained,
      untrained: in_office - trained,
    });
    expect(await numbersOf(officer)).toEqual(is(2, 1));
    expect(await numbersOf(officer, { asOf: "2014-11-09" })).toEqual(is(2, 0));
    expect(await numbersOf(officer, { from: "2014-12-02" })).toEqual(is(2, 0));
    expect(await numbersOf(officer, { from: "2014-12-01" })).toEqual(is(2, 1));
    expect(await numbersOf(officer, { heads: "only" })).toEqual(is(1, 1));
    expect(await numbersOf(officer, { line: "association" })).toEqual(is(0, 0));
    expect(await numbersOf(officer, { ownership: "non_state" })).toEqual(is(1, 1));
    expect(await numbersOf(officer, { ownership: "state" })).toEqual(is(2, 1));
    expect(await numbersOf(officer, { asOf: "2012-06-01" })).toEqual(is(0, 0));
  });

  it("is one number for everybody who reads the cadre, wherever they were trained", async () => {
    const world = await courseWorld();
    const { provinceId, districtB, personId, officer } = world;
    const there = await branch({ provinceId, unitId: districtB });
    // Trained in district A, in office in district B now.
    await owner.query("update post set valid_to = '2014-11-20' where person_id = $1", [personId]);
    await owner.query(
      "update membership set valid_to = '2014-11-20', end_kind = 'left' where person_id = $1",
      [personId],
    );
    await row("post", {
      ...{ branch_id: there, person_id: personId, title: "secretary", valid_from: "2014-11-20" },
      recorded_by_id: newId(),
    });
    const all = await people(world);
    expect(await numbersOf(all["the sibling's officer"])).toEqual({ in_office: 1, trained: 1, untrained: 0 });
    expect(await numbersOf(officer)).toEqual({ in_office: 0, trained: 0, untrained: 0 });
    expect(await numbersOf(all["the committee"])).toMatchObject({ trained: 1 });
    expect(await numbersOf(all["the Hội department"])).toMatchObject({ in_office: 0 });
    expect(await numbersOf(all["a clerk"])).toBe(undefined);
  });

  it("every number is the length of its list, for any filter, day and viewer", async () => {
    const world = await courseWorld();
    const { provinceId, unitId, districtB } = world;
    const units = [unitId, districtB];
    const courses = [
      world.courseId,
      await courseAt(provinceId, { from_on: "2014-06-01", to_on: "2014-06-02" }),
    ];
    for (let index = 0; index < 8; index += 1) {
      const at = await branch({ provinceId, unitId: units[index % 2] ?? unitId });
      const { personId } = await cadre(at, index % 3 === 0 ? "deputy_secretary" : "secretary");
      if (index % 2 === 0 || index > 5) await tookPart(courses[index % 2] ?? "", at, personId);
    }
    const all = Object.values(await people(world));
    const asked = fc.record({
      who: fc.constantFrom(...all),
      show: fc.constantFrom(...TRAINED_NUMBERS),
      asOf: fc.constantFrom("2012-12-31", "2014-06-01", "2014-11-10", "2014-12-15"),
      from: fc.constantFrom(undefined, "2014-06-02"),
      heads: fc.constantFrom(undefined, "only" as const),
      unit: fc.constantFrom(undefined, ...units),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ who, show, unit, ...given }) => {
        const counted = await withViewer(who, (tx) => trainedIndicator(who, tx, { ...given, unit }));
        const listed = await withViewer(who, (tx) => trainedRecords(who, tx, show, { ...given, unit }, 3));
        if (!counted || !listed) return counted === null && listed === null;
        let length = listed.rows.length;
        for (let after = listed.next; after; ) {
          const place = after;
          const more = await withViewer(who, (tx) =>
            trainedRecords(who, tx, show, { ...given, unit, after: place }, 3),
          );
          length += more?.rows.length ?? 0;
          after = more?.next ?? null;
        }
        expect([listed.total, length]).toEqual([counted.total[show], counted.total[show]]);
        const { in_office, trained, untrained } = counted.total;
        return trained + untrained === in_office;
      }),
      { numRuns: 25 },
    );
  });
});

describe("two records of one person", () => {
  it("bring both their courses together, count once, and come apart again", async () => {
    const world = await courseWorld();
    const { officer, courseId, branchId, personId } = world;
    const twin = await cadre(branchId, "deputy_secretary");
    await tookPart(courseId, branchId, twin.personId);
    const merged = await mergePersons(officer, deed(), {
      ...{ personId, otherId: twin.personId, take: [], reason: "Đã đối chiếu sổ" },
    });
    if (!merged.ok) throw new Error(merged.refusal);
    expect((await standing(courseId)).map(({ person_id }) => person_id)).toEqual([personId, personId]);
    expect(await numbersOf(officer)).toEqual({ in_office: 1, trained: 1, untrained: 0 });
    const page = await withViewer(officer, (tx) => coursePage(officer, tx, courseId));
    expect(page?.persons).toBe(1);
    const undone = await undoPair(officer, deed(), { pairId: merged.value.pairId, reason: "Hai người" });
    expect(undone.ok).toBe(true);
    expect(new Set((await standing(courseId)).map(({ person_id }) => person_id)).size).toBe(2);
    expect(await numbersOf(officer)).toEqual({ in_office: 2, trained: 2, untrained: 0 });
  });

  it("and undoing an import leaves the membership somebody was trained in", async () => {
    const { personId, membershipId } = await courseWorld();
    await owner.query("delete from membership where id = $1", [membershipId]);
    await expect(owner.query("delete from post where person_id = $1", [personId])).rejects.toMatchObject({
      code: "23503",
    });
  });

  it("and an erased person leaves no number of a certificate behind", async () => {
    const { personId, courseId, provinceId } = await courseWorld();
    await owner.query("update training_participant set certificate_number = '7' where person_id = $1", [
      personId,
    ]);
    await owner.query(
      "insert into erased_person (person_id, province_id, shown_name) values ($1, $2, 'Đã xoá')",
      [personId, provinceId],
    );
    expect(await standing(courseId)).toEqual([{ person_id: personId, certificate_number: null }]);
  });
});
