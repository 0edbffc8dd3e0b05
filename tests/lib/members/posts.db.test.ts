import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { endMembership, endPost, givePost } from "@/lib/members/commands";
import type { PostInput } from "@/lib/members/schema";
import { branch, deed, member } from "@/tests/support/factories";
import { cellWorld, postsOf } from "@/tests/support/factories-members";

const post = (branchId: string, personId: string, given: Partial<PostInput> = {}): PostInput => ({
  ...{ branchId, personId, title: "secretary", from: "2014-01-01" },
  ...{ exceptionReason: null, endPresentHead: false, confirmed: [] },
  ...given,
});

async function cellOf(size: number) {
  const world = await cellWorld();
  const people: string[] = [];
  for (let count = 0; count < size; count += 1)
    people.push((await member({ branchId: world.cell })).personId);
  const [first = "", second = "", third = ""] = people;
  return { ...world, people, first, second, third };
}

describe("giving a post", () => {
  it("gives it to a member from a day on", async () => {
    const { cell, secretary, first } = await cellOf(1);
    expect(await givePost(secretary, deed(), post(cell, first))).toMatchObject({ ok: true });
    expect(await postsOf(cell)).toMatchObject([
      {
        person_id: first,
        title: "secretary",
        valid_from: "2014-01-01",
        valid_to: null,
        exception_reason: null,
      },
    ]);
  });

  it("V11 there is one secretary: the present one ends the same day, when asked for", async () => {
    const { cell, secretary, first, second } = await cellOf(2);
    await givePost(secretary, deed(), post(cell, first));
    const next = post(cell, second, { from: "2014-10-01" });
    expect(await givePost(secretary, deed(), next)).toMatchObject({
      refusal: "head_taken",
      details: { validFrom: "2014-01-01", validTo: null },
    });
    expect(await givePost(secretary, deed(), { ...next, endPresentHead: true })).toMatchObject({ ok: true });
    expect(await postsOf(cell)).toMatchObject([
      { person_id: first, valid_to: "2014-10-01" },
      { person_id: second, valid_from: "2014-10-01", valid_to: null },
    ]);
  });

  it("V11 a post cannot begin while somebody else held it, nor end before it began", async () => {
    const { cell, secretary, first, second, third } = await cellOf(3);
    await givePost(secretary, deed(), post(cell, first));
    await givePost(secretary, deed(), post(cell, second, { from: "2014-06-01", endPresentHead: true }));
    expect(
      await givePost(secretary, deed(), post(cell, third, { from: "2014-03-01", endPresentHead: true })),
    ).toMatchObject({ refusal: "head_then" });
    expect(
      await givePost(secretary, deed(), post(cell, third, { from: "2014-06-01", endPresentHead: true })),
    ).toMatchObject({ refusal: "head_then" });
  });

  it("V11 two at once make one secretary", async () => {
    const { cell, secretary, officer, first, second } = await cellOf(2);
    const answers = await Promise.all([
      givePost(secretary, deed(), post(cell, first)),
      givePost(officer, deed(), post(cell, second)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await postsOf(cell)).toHaveLength(1);
  });

  it("a deputy who becomes secretary is deputy no more", async () => {
    const { cell, secretary, first } = await cellOf(1);
    await givePost(secretary, deed(), post(cell, first, { title: "deputy_secretary" }));
    await givePost(secretary, deed(), post(cell, first, { from: "2014-05-01" }));
    expect(await postsOf(cell)).toMatchObject([
      { title: "deputy_secretary", valid_to: "2014-05-01" },
      { title: "secretary", valid_to: null },
    ]);
    expect(await givePost(secretary, deed(), post(cell, first, { from: "2014-06-01" }))).toMatchObject({
      refusal: "post_already_held",
    });
  });

  it("V10 only a member holds it, or somebody appointed for a reason", async () => {
    const { cell, otherCell, officer } = await cellOf(0);
    const { personId } = await member({ branchId: otherCell });
    expect(await givePost(officer, deed(), post(cell, personId))).toMatchObject({ refusal: "not_a_member" });
    const appointed = post(cell, personId, { exceptionReason: "Huyện Đoàn chỉ định" });
    expect(await givePost(officer, deed(), appointed)).toMatchObject({ ok: true });
    expect(await postsOf(cell)).toMatchObject([{ exception_reason: "Huyện Đoàn chỉ định" }]);
  });

  it("V10 membership is asked for on the day the post begins", async () => {
    const { cell, secretary } = await cellOf(0);
    const { personId } = await member({ branchId: cell, validFrom: "2014-06-01" });
    expect(await givePost(secretary, deed(), post(cell, personId, { from: "2014-05-31" }))).toMatchObject({
      refusal: "not_a_member",
    });
    expect(await givePost(secretary, deed(), post(cell, personId, { from: "2014-06-01" }))).toMatchObject({
      ok: true,
    });
  });

  it("V10 members of its chi đoàn hold posts of a đoàn cơ sở", async () => {
    const { provinceId, districtA, officer } = await cellOf(0);
    const above = await branch({ provinceId, unitId: districtA, kind: "grassroots_union" });
    const below = await branch({ provinceId, unitId: districtA, parentId: above });
    const { personId } = await member({ branchId: below });
    expect(await givePost(officer, deed(), post(above, personId))).toMatchObject({ ok: true });
  });

  it("V09 warns of a third post in a chi đoàn of fewer than nine", async () => {
    const { cell, secretary, first, second, third } = await cellOf(3);
    await givePost(secretary, deed(), post(cell, first));
    expect(
      await givePost(secretary, deed(), post(cell, second, { title: "deputy_secretary" })),
    ).toMatchObject({ ok: true });
    const another = post(cell, third, { title: "committee_member" });
    expect(await givePost(secretary, deed(), another)).toMatchObject({
      refusal: "warnings_unread",
      details: { finding: { rule: "V09", posts: 3 } },
    });
    expect(await givePost(secretary, deed(), { ...another, confirmed: ["V09"] })).toMatchObject({ ok: true });
  });

  it("V08 warns of a sixth member of the committee of a chi đoàn of nine", async () => {
    const { cell, secretary, people } = await cellOf(9);
    for (const [index, personId] of people.slice(0, 5).entries()) {
      const title = index === 0 ? "secretary" : "committee_member";
      expect(await givePost(secretary, deed(), post(cell, personId, { title }))).toMatchObject({ ok: true });
    }
    const sixth = post(cell, people[5] ?? "", { title: "committee_member" });
    expect(await givePost(secretary, deed(), sixth)).toMatchObject({
      details: { finding: { rule: "V08", posts: 6 } },
    });
  });

  it.each<[string, Partial<PostInput>, string]>([
    ["V26 from tomorrow", { from: addDays(today(), 1) }, "post_in_future"],
    ["before the chi đoàn was founded", { from: "2011-12-31" }, "branch_not_alive"],
    ["a post of the other line", { title: "chapter_head" }, "title_of_other_line"],
    ["somebody unknown", { personId: "0195d3c0-0000-7000-8000-000000000000" }, "person_not_found"],
  ])("refuses %s", async (_, given, expected) => {
    const { cell, secretary, first } = await cellOf(1);
    expect(await givePost(secretary, deed(), post(cell, first, given))).toMatchObject({ refusal: expected });
  });
});

describe("a post and the membership under it", () => {
  it.each([1, 2, 3, 4])(
    "V10: given and ended at the same moment, no post outlives the membership (%i)",
    async () => {
      const { cell, secretary, officer } = await cellOf(0);
      const { personId, membershipId } = await member({ branchId: cell });
      const end = { membershipId, endKind: "left" as const, on: "2014-12-01", reason: null };
      const [given] = await Promise.all([
        givePost(officer, deed(), post(cell, personId)),
        endMembership(secretary, deed(), end),
      ]);
      const posts = await postsOf(cell);
      expect(posts.map(({ valid_to }) => valid_to)).toEqual(given.ok ? ["2014-12-01"] : []);
    },
  );
});

describe("ending a post", () => {
  async function held() {
    const world = await cellOf(1);
    await givePost(world.secretary, deed(), post(world.cell, world.first));
    const [{ id }] = await postsOf(world.cell);
    return {
      ...world,
      end: (on: string) => endPost(world.secretary, deed(), { postId: id, on, reason: null }),
      id,
    };
  }

  it("keeps the day; on the day it began it was never held", async () => {
    const one = await held();
    expect(await one.end("2014-07-01")).toMatchObject({ ok: true });
    expect(await postsOf(one.cell)).toMatchObject([{ valid_to: "2014-07-01" }]);
    const other = await held();
    expect(await other.end("2014-01-01")).toMatchObject({ ok: true });
    expect(await postsOf(other.cell)).toEqual([]);
  });

  it.each([
    ["V26 tomorrow", addDays(today(), 1), "end_in_future"],
    ["before it began", "2013-12-31", "end_before_start"],
  ])("refuses an end %s", async (_, on, expected) => {
    const { end } = await held();
    expect(await end(on)).toMatchObject({ refusal: expected });
  });

  it("ends once", async () => {
    const { end } = await held();
    await end("2014-07-01");
    expect(await end("2014-07-01")).toMatchObject({ refusal: "already_ended" });
  });

  it("is found by no outsider, and neither is giving one", async () => {
    const { outsiders, id, cell, first } = await held();
    for (const [who, outsider] of Object.entries(outsiders)) {
      expect(
        await endPost(outsider, deed(), { postId: id, on: "2014-07-01", reason: null }),
        who,
      ).toMatchObject({
        refusal: "post_not_found",
      });
      expect(await givePost(outsider, deed(), post(cell, first)), who).toMatchObject({
        refusal: "branch_not_found",
      });
    }
  });
});
