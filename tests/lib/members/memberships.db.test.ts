import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import type { MembershipEnd } from "@/lib/generated/prisma/enums";
import {
  correctMembership,
  correctProfile,
  endMembership,
  givePost,
  proposeAdmission,
  stayAfterThirty,
  takeBackMembership,
} from "@/lib/members/commands";
import { currentMembership, findPerson } from "@/lib/members/queries";
import type { EndingInput, MembershipInput, PostInput, ProfileInput } from "@/lib/members/schema";
import { owner } from "@/tests/support/database";
import { area, branch, deed, member } from "@/tests/support/factories";
import {
  admission,
  bornOn,
  cellWorld,
  membershipsOf,
  newcomer,
  postsOf,
} from "@/tests/support/factories-members";

const ending = (membershipId: string, given: Partial<EndingInput> = {}): EndingInput => ({
  ...{ membershipId, endKind: "left", on: "2014-12-01", reason: null },
  ...given,
});
const correction = (membershipId: string, given: Partial<MembershipInput> = {}): MembershipInput => ({
  ...{ membershipId, version: 1, validFrom: "2013-03-05", validTo: null, endKind: null, endReason: null },
  ...{ joined: null, cardNumber: null, why: "nhập nhầm ngày" },
  ...given,
});
const secretaryPost = (branchId: string, personId: string, from = "2014-01-01"): PostInput => ({
  ...{ branchId, personId, title: "secretary", from },
  ...{ exceptionReason: null, endPresentHead: false, confirmed: [] },
});

describe("ending a membership", () => {
  it("keeps the day and the kind, and what was known before stays known as it was", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await member({ branchId: world.cell });
    const before = new Date();
    const input = ending(membershipId, { endKind: "matured", on: "2014-12-01" });
    expect(await endMembership(world.secretary, deed(), input)).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toMatchObject([
      { valid_from: "2012-01-01", valid_to: "2014-12-01", end_kind: "matured", start_kind: "founding" },
    ]);
    const { rows } = await owner.query(
      `select valid_to from membership where person_id = $1 and recorded_at <= $2 and (voided_at is null or voided_at > $2)`,
      [personId, before],
    );
    expect(rows).toEqual([{ valid_to: null }]);
    const { rows: gap } = await owner.query(
      "select count(distinct moment)::int as moments from (select voided_at as moment from membership where person_id = $1 and voided_at is not null union all select recorded_at from membership where person_id = $1 and voided_at is null) at",
      [personId],
    );
    expect(gap).toEqual([{ moments: 1 }]);
  });

  it("posts held there end the same day", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await member({ branchId: world.cell });
    await givePost(world.secretary, deed(), secretaryPost(world.cell, personId));
    expect(await endMembership(world.secretary, deed(), ending(membershipId))).toMatchObject({
      value: { postsEnded: 1 },
    });
    expect(await postsOf(world.cell)).toMatchObject([{ valid_from: "2014-01-01", valid_to: "2014-12-01" }]);
  });

  it.each<[string, Partial<EndingInput>, string]>([
    ["V26 tomorrow", { on: addDays(today(), 1) }, "end_in_future"],
    ["on the day it began", { on: "2012-01-01" }, "end_before_start"],
    ["before it began", { on: "2011-06-01" }, "end_before_start"],
  ])("refuses an end %s", async (_, given, expected) => {
    const world = await cellWorld();
    const { membershipId } = await member({ branchId: world.cell });
    expect(await endMembership(world.secretary, deed(), ending(membershipId, given))).toMatchObject({
      refusal: expected,
    });
  });

  it.each<[MembershipEnd, boolean]>([
    ["matured", false],
    ["expelled", false],
    ["left", true],
    ["deceased", true],
  ])("a hội viên ends by %s: %s", async (endKind, isAllowed) => {
    const world = await cellWorld();
    const { provinceId, districtA } = world;
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const { membershipId } = await member({ branchId: chapter });
    const answer = await endMembership(world.officer, deed(), ending(membershipId, { endKind }));
    expect(answer.ok ? "ok" : answer.refusal).toBe(isAllowed ? "ok" : "end_kind_of_other_line");
  });

  it("ends once; a form opened before a correction still ends what stands", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    await correctMembership(world.secretary, deed(), correction(membershipId));
    expect(await endMembership(world.secretary, deed(), ending(membershipId))).toMatchObject({ ok: true });
    expect(await endMembership(world.officer, deed(), ending(membershipId))).toMatchObject({
      refusal: "already_ended",
    });
    expect(await membershipsOf(personId)).toMatchObject([
      { valid_from: "2013-03-05", valid_to: "2014-12-01" },
    ]);
  });

  it("two at once: one ends it, the other is told", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    const answers = await Promise.all(
      [world.secretary, world.officer].map((who) => endMembership(who, deed(), ending(membershipId))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await membershipsOf(personId)).toHaveLength(1);
  });
});

describe("correcting a membership", () => {
  it("voids the wrong row and writes the right one, with its reason in the trace", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    const asked = deed("nhập nhầm ngày");
    const input = correction(membershipId, {
      cardNumber: "CB-0012",
      joined: { date: "2008-01-01", precision: "year" },
    });
    expect(await correctMembership(world.secretary, asked, input)).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toMatchObject([
      { valid_from: "2013-03-05", valid_to: null, start_kind: "founding", card_number: "CB-0012" },
    ]);
    const { rows } = await owner.query(
      "select operation, reason from audit_entry where request_id = $1 order by id",
      [asked.requestId],
    );
    expect(rows).toEqual([
      { operation: "UPDATE", reason: "nhập nhầm ngày" },
      { operation: "INSERT", reason: "nhập nhầm ngày" },
    ]);
  });

  it("tells the second of two what the first wrote, and goes on when sent again", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    await correctMembership(world.secretary, deed(), correction(membershipId, { cardNumber: "CB-0001" }));
    const mine = correction(membershipId, { validFrom: "2013-04-01", cardNumber: "CB-0002" });
    const stale = await correctMembership(world.officer, deed(), mine);
    expect(stale).toMatchObject({
      refusal: "membership_changed_meanwhile",
      details: { version: 2, validFrom: "2013-03-05", cardNumber: "CB-0001" },
    });
    expect(await correctMembership(world.officer, deed(), { ...mine, version: 2 })).toMatchObject({
      ok: true,
    });
    expect(await membershipsOf(personId)).toMatchObject([
      { valid_from: "2013-04-01", card_number: "CB-0002" },
    ]);
  });

  it("an end taken away lets it go on; a changed end is kept", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    await endMembership(world.secretary, deed(), ending(membershipId));
    const later = { validTo: "2014-12-10", endKind: "transferred_out" as const };
    await correctMembership(world.secretary, deed(), correction(membershipId, { version: 2, ...later }));
    expect(await membershipsOf(personId)).toMatchObject([
      { valid_to: "2014-12-10", end_kind: "transferred_out" },
    ]);
    await correctMembership(world.secretary, deed(), correction(membershipId, { version: 3 }));
    expect(await membershipsOf(personId)).toMatchObject([{ valid_to: null, end_kind: null }]);
  });

  it("does not end a membership that goes on", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    const input = correction(membershipId, { validTo: "2014-06-01", endKind: "left" });
    expect(await correctMembership(world.secretary, deed(), input)).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toMatchObject([{ valid_to: null, end_kind: null }]);
  });

  it.each<[string, Partial<MembershipInput>, string]>([
    ["V26 a beginning tomorrow", { validFrom: addDays(today(), 1) }, "start_in_future"],
    ["V26 an end tomorrow", { validTo: addDays(today(), 1), endKind: "left" }, "end_in_future"],
    ["an end before the beginning", { validTo: "2013-03-05", endKind: "left" }, "end_before_start"],
    ["an end without its kind", { validTo: "2014-03-05", endKind: null }, "end_kind_missing"],
    ["a first joining after the beginning here", { joined: bornOn("2013-03-06") }, "joined_after_start"],
    ["a beginning before the chi đoàn was founded", { validFrom: "2011-12-31" }, "branch_not_alive"],
  ])("refuses %s", async (_, given, expected) => {
    const world = await cellWorld();
    const { membershipId } = await member({ branchId: world.cell });
    await endMembership(world.secretary, deed(), ending(membershipId));
    const input = correction(membershipId, { version: 2, validTo: "2014-12-01", endKind: "left", ...given });
    expect(await correctMembership(world.secretary, deed(), input)).toMatchObject({ refusal: expected });
  });

  it("V14 refuses days on which the person is in another chi đoàn", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    await endMembership(world.secretary, deed(), ending(membershipId, { on: "2014-06-01" }));
    await owner.query(
      `insert into membership (id, person_id, branch_id, start_kind, valid_from, recorded_by_id)
       values (gen_random_uuid(), $1, $2, 'transferred_in', '2014-06-01', gen_random_uuid())`,
      [personId, world.otherCell],
    );
    const input = correction(membershipId, { version: 2, validTo: "2014-06-02", endKind: "transferred_out" });
    expect(await correctMembership(world.secretary, deed(), input)).toMatchObject({
      refusal: "already_in_a_cell",
    });
  });

  it("V01, V02 refuse a day of admission at which the age was wrong, and let stand what was wrong before", async () => {
    const { provinceId, districtA, secretaryOf } = await cellWorld();
    const own = await branch({ provinceId, unitId: districtA, kind: "grassroots_cell" });
    const secretary = await secretaryOf(own);
    const admitted = await proposeAdmission(
      secretary,
      deed(),
      admission(own, newcomer({ birth: bornOn("1999-05-03") })),
    );
    const personId = admitted.ok ? admitted.value.personId : "";
    const [{ id }] = await membershipsOf(personId);
    expect(
      await correctMembership(secretary, deed(), correction(id, { validFrom: "2014-05-03" })),
    ).toMatchObject({
      refusal: "too_young",
    });
    await owner.query("update person set birth_date = '1980-05-03' where id = $1", [personId]);
    expect(
      await correctMembership(secretary, deed(), correction(id, { validFrom: "2014-05-04" })),
    ).toMatchObject({
      ok: true,
    });
  });

  it("V10 does not take the ground from under a post", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    await givePost(world.secretary, deed(), secretaryPost(world.cell, personId));
    const late = correction(membershipId, { validFrom: "2014-01-02" });
    expect(await correctMembership(world.secretary, deed(), late)).toMatchObject({ refusal: "post_outside" });
    expect(await takeBackMembership(world.secretary, deed(), { membershipId, why: "nhầm" })).toMatchObject({
      refusal: "post_outside",
    });
    const early = correction(membershipId, { validFrom: "2014-01-01" });
    expect(await correctMembership(world.secretary, deed(), early)).toMatchObject({ ok: true });
  });

  it("a membership entered by mistake never was, as known from now on", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell });
    expect(
      await takeBackMembership(world.secretary, deed(), { membershipId, why: "nhầm người" }),
    ).toMatchObject({
      ok: true,
    });
    expect(await membershipsOf(personId)).toEqual([]);
    expect(
      await takeBackMembership(world.secretary, deed(), { membershipId, why: "nhầm người" }),
    ).toMatchObject({
      refusal: "membership_not_found",
    });
  });
});

describe("V12 staying after 30", () => {
  it("is a decision that is kept, and can be taken back", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell, birthDate: "1983-01-01" });
    const stays = (answer: boolean) =>
      stayAfterThirty(world.secretary, deed(), { membershipId, stays: answer });
    expect(await stays(true)).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toMatchObject([
      { stays_after_thirty: true, valid_from: "2012-01-01" },
    ]);
    expect(await stays(true)).toMatchObject({ ok: true });
    expect(await stays(false)).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toMatchObject([{ stays_after_thirty: false }]);
  });

  it("is nothing for a hội viên, nor for whoever has left", async () => {
    const world = await cellWorld();
    const { provinceId, districtA } = world;
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const hoi = await member({ branchId: chapter });
    expect(
      await stayAfterThirty(world.officer, deed(), { membershipId: hoi.membershipId, stays: true }),
    ).toMatchObject({ refusal: "membership_not_found" });
    const { membershipId } = await member({ branchId: world.cell });
    await endMembership(world.secretary, deed(), ending(membershipId));
    expect(await stayAfterThirty(world.secretary, deed(), { membershipId, stays: true })).toMatchObject({
      refusal: "already_ended",
    });
  });
});

describe("the record of a person", () => {
  const profile = (personId: string, given: Partial<ProfileInput> = {}): ProfileInput => ({
    ...newcomer({ fullName: "Nông Văn Đúng" }),
    ...{ personId, version: 1, confirmed: [] },
    ...given,
  });

  it("is corrected whole, with the keys that find and order it", async () => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.cell });
    const areaId = await area();
    const facts = {
      areaId,
      gender: "male" as const,
      birth: { date: "1991-03-01", precision: "month" as const },
    };
    expect(await correctProfile(world.secretary, deed(), profile(personId, facts))).toMatchObject({
      ok: true,
    });
    const { rows } = await owner.query(
      "select full_name, search_key, sort_key, gender, birth_date::text, birth_precision, area_id, version from person where id = $1",
      [personId],
    );
    expect(rows).toMatchObject([
      {
        ...{
          full_name: "Nông Văn Đúng",
          search_key: "nong van dung",
          gender: "male",
          area_id: areaId,
          version: 2,
        },
        ...{ birth_date: "1991-03-01", birth_precision: "month" },
      },
    ]);
    expect(rows[0].sort_key.startsWith("d{u")).toBe(true);
  });

  it("two secretaries at once lose no words: the second sees the first's beside their own", async () => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.cell });
    const answers = await Promise.all([
      correctProfile(world.secretary, deed(), profile(personId, { occupation: "Công nhân" })),
      correctProfile(world.officer, deed(), profile(personId, { occupation: "Lái xe" })),
    ]);
    const [saved] = answers.filter(({ ok }) => ok);
    const refused = answers.find(({ ok }) => !ok);
    expect(saved).toBeDefined();
    const theirs = await withViewer(world.officer, (tx) => findPerson(world.officer, tx, personId));
    expect(refused).toMatchObject({
      refusal: "person_changed_meanwhile",
      details: { version: 2, occupation: theirs?.occupation },
    });
    const again = profile(personId, { occupation: "Tổ trưởng", version: 2 });
    expect(await correctProfile(world.officer, deed(), again)).toMatchObject({ ok: true });
  });

  it.each<[string, Partial<ProfileInput>, string]>([
    ["V04 an impossible birth", { birth: bornOn("1850-01-01") }, "birth_impossible"],
    ["V33 letters of the old fonts", { fullName: "NguyÔn V¨n An" }, "warnings_unread"],
    ["a commune that does not exist", { areaId: "0195d3c0-0000-7000-8000-000000000000" }, "area_not_found"],
  ])("refuses %s", async (_, given, expected) => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.cell });
    expect(await correctProfile(world.secretary, deed(), profile(personId, given))).toMatchObject({
      refusal: expected,
    });
  });

  it("is no longer corrected by an organisation the person moved away from", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await member({ branchId: world.cell });
    await endMembership(world.secretary, deed(), ending(membershipId, { endKind: "transferred_out" }));
    expect(await correctProfile(world.secretary, deed(), profile(personId))).toMatchObject({
      refusal: "person_not_found",
    });
  });
});

describe("outsiders", () => {
  it("find no membership and no person to change", async () => {
    const world = await cellWorld();
    const { membershipId, personId } = await member({ branchId: world.cell, birthDate: "1980-01-01" });
    for (const [who, outsider] of Object.entries(world.outsiders)) {
      const answers = [
        await endMembership(outsider, deed(), ending(membershipId)),
        await correctMembership(outsider, deed(), correction(membershipId)),
        await takeBackMembership(outsider, deed(), { membershipId, why: "x" }),
        await stayAfterThirty(outsider, deed(), { membershipId, stays: true }),
        await correctProfile(outsider, deed(), { ...newcomer(), personId, version: 1, confirmed: [] }),
      ];
      expect(
        answers.map((answer) => (answer.ok ? "ok" : answer.refusal)),
        who,
      ).toEqual([...Array(4).fill("membership_not_found"), "person_not_found"]);
    }
    expect(await membershipsOf(personId)).toMatchObject([{ id: membershipId, valid_to: null }]);
  });

  it("a person of two lines is corrected by either line's secretary, whose rows stay apart", async () => {
    const world = await cellWorld();
    const { provinceId, districtA } = world;
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const { personId } = await member({ branchId: world.cell });
    await owner.query(
      `insert into membership (id, person_id, branch_id, start_kind, valid_from, recorded_by_id)
       values (gen_random_uuid(), $1, $2, 'admitted', '2013-01-01', gen_random_uuid())`,
      [personId, chapter],
    );
    const head = await world.secretaryOf(chapter);
    const [own] = (await membershipsOf(personId)).filter((row) => row.branch_id === world.cell);
    expect(await withViewer(head, (tx) => currentMembership(head, tx, own.id))).toBeNull();
    expect(
      await correctProfile(head, deed(), { ...newcomer(), personId, version: 1, confirmed: [] }),
    ).toMatchObject({ ok: true });
  });
});
