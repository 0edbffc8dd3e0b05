import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { ReferralState } from "@/lib/generated/prisma/enums";
import { endMembership } from "@/lib/members/commands";
import {
  endReferral,
  introduceReferral,
  receiveReferral,
  remarkReferral,
  requestReferral,
} from "@/lib/referrals/commands";
import { referralLists, referralPage, referralsOf, referralsWork } from "@/lib/referrals/queries";
import { MOVES, type Move, type Party } from "@/lib/referrals/rules";
import { owner } from "@/tests/support/database";
import { deed, member } from "@/tests/support/factories";
import { membershipsOf } from "@/tests/support/factories-members";
import { askedReferral, referralAt, referralWorld, referring } from "@/tests/support/factories-referrals";
import { value } from "@/tests/support/factories-transfers";

const moveTo: Record<Move, (who: Viewer, referralId: string, on: string) => Promise<{ ok: boolean }>> = {
  introduced: (who, referralId, on) =>
    introduceReferral(who, deed(), { referralId, on, documentNumber: "5 -GT", note: null }),
  received: (who, referralId, on) =>
    receiveReferral(who, deed(), { referralId, on, documentNumber: null, note: null }),
  remarked: (who, referralId, on) =>
    remarkReferral(who, deed(), { referralId, on, year: 2014, note: "Tham gia đều", documentNumber: null }),
  ended: (who, referralId, on) => endReferral(who, deed(), { referralId, on, note: "Chuyển chỗ ở" }),
};

const UNTIL: Record<ReferralState, readonly { state: ReferralState; on: string; year?: number }[]> = (() => {
  const road = [
    { state: "requested", on: "2014-11-01" },
    { state: "introduced", on: "2014-11-02" },
    { state: "received", on: "2014-11-03" },
  ] as const;
  return {
    requested: road.slice(0, 1),
    introduced: road.slice(0, 2),
    received: road,
    remarked: [
      { state: "requested", on: "2013-11-01" },
      { state: "introduced", on: "2013-11-02" },
      { state: "received", on: "2013-11-03" },
      { state: "remarked", on: "2013-12-01", year: 2013 },
    ],
    ended: [...road, { state: "ended", on: "2014-11-04" }],
  };
})();

describe("state × move × who (§1.10 (5)): the program and the database hold one table", () => {
  it("every legal move is done, every other refused, for each role", async () => {
    const world = await referralWorld();
    const { outsiders, cell, home, districtB } = world;
    const people: Record<string, { who: Viewer; parties: readonly Party[] }> = {
      "the chi đoàn's secretary": { who: world.secretary, parties: ["sender"] },
      "the unit's officer": { who: world.officer, parties: ["sender", "sender_above"] },
      "the residence's officer": { who: world.residence, parties: ["residence"] },
      "another chi đoàn's secretary": { who: outsiders["another chi đoàn's secretary"], parties: [] },
      "another province's officer": { who: outsiders["another province's officer"], parties: [] },
      "the organisation department": { who: outsiders["the organisation department"], parties: [] },
      "the province's committee": { who: outsiders["the province's committee"], parties: [] },
    };
    const wrong: string[] = [];
    let tried = 0;
    for (const state of Object.values(ReferralState)) {
      for (const [name, { who, parties }] of Object.entries(people)) {
        for (const [move, go] of Object.entries(moveTo)) {
          const { personId } = await member({ branchId: cell });
          const about = { branchId: cell, personId, areaId: home, toUnitId: districtB };
          const id = await referralAt(about, UNTIL[state]);
          // The keys of moveTo are exactly the moves. The residence knows nothing before the introduction.
          const { from, by } = MOVES[move as Move];
          const standing = parties.filter((party) => party !== "residence" || state !== "requested");
          const isLegal = from.includes(state) && by.some((party) => standing.includes(party));
          const { ok } = await go(who, id, "2014-11-20");
          tried += 1;
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          const { rows } = await owner.query("select state from referral where id = $1", [id]);
          if (!ok && rows[0].state !== state) wrong.push(`${name}: ${state} → ${move} refused and moved`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe(5 * 7 * 4);
  }, 60_000);
});

describe("a referral from request to end", () => {
  it("V14 is no membership: from request to end the membership is the same row, and may still be ended", async () => {
    const world = await referralWorld();
    const { personId, secretary, officer, residence } = world;
    const before = await membershipsOf(personId);
    const referralId = await askedReferral(world);
    expect((await moveTo.introduced(officer, referralId, "2014-11-02")).ok).toBe(true);
    expect((await moveTo.received(residence, referralId, "2014-11-10")).ok).toBe(true);
    expect((await moveTo.remarked(residence, referralId, "2014-12-01")).ok).toBe(true);
    expect(await membershipsOf(personId)).toEqual(before);
    const { rows } = await owner.query(
      "select count(*)::int as n from person_scope where person_id = $1 and unit_id = $2",
      [personId, world.districtB],
    );
    expect(rows[0].n).toBe(0);
    value(
      await endMembership(secretary, deed(), {
        ...{ membershipId: world.membershipId, on: "2014-12-10", endKind: "left", reason: "Nghỉ việc" },
      }),
    );
    const page = await withViewer(secretary, (tx) => referralPage(secretary, tx, referralId));
    expect(page).toMatchObject({ state: "remarked", hasLeft: true });
    expect((await moveTo.ended(secretary, referralId, "2014-12-11")).ok).toBe(true);
  });

  it("the residence's officer reads the name and nothing else of the person, and only from the introduction on", async () => {
    const world = await referralWorld();
    const { officer, residence, personId } = world;
    const referralId = await askedReferral(world);
    const seen = () => withViewer(residence, (tx) => referralPage(residence, tx, referralId));
    expect(await seen()).toBeNull();
    await moveTo.introduced(officer, referralId, "2014-11-02");
    expect(await seen()).toMatchObject({
      isResidence: true,
      seesPerson: false,
      moves: ["received", "ended"],
    });
    expect(await withViewer(residence, (tx) => referralsWork(residence, tx))).toHaveLength(1);
    const persons = await withViewer(residence, (tx) => tx.person.findMany({ where: { id: personId } }));
    expect(persons).toEqual([]);
    const memberships = await withViewer(residence, (tx) => tx.membership.findMany({ where: { personId } }));
    expect(memberships).toEqual([]);
  });

  it("where nobody answers for the place, the level that signed writes its paper down", async () => {
    const world = await referralWorld();
    const { officer, secretary } = world;
    const elsewhere = "Xã Quang Trung, Huyện Bình Gia, tỉnh Lạng Sơn";
    const referralId = await askedReferral(world, { place: "elsewhere", elsewhere });
    await moveTo.introduced(officer, referralId, "2014-11-02");
    expect(await moveTo.received(secretary, referralId, "2014-11-10")).toMatchObject({
      refusal: "not_possible",
    });
    expect((await moveTo.received(officer, referralId, "2014-11-10")).ok).toBe(true);
    const page = await withViewer(officer, (tx) => referralPage(officer, tx, referralId));
    expect(page).toMatchObject({ placeName: elsewhere, toUnitId: null, state: "received" });
  });

  it("is one at a time for a person, at one moment too, and again after its end", async () => {
    const world = await referralWorld();
    const { secretary, officer } = world;
    const answers = await Promise.all([
      requestReferral(secretary, deed(), referring(world)),
      requestReferral(officer, deed(), referring(world)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: "already_under_way" });
    const [won] = answers.flatMap((answer) => (answer.ok ? [answer.value.referralId] : []));
    await moveTo.ended(secretary, won ?? "", "2014-11-05");
    expect((await requestReferral(secretary, deed(), referring(world))).ok).toBe(true);
  });

  it("is refused for a temporary residence of less than six months, in the program and in the database", async () => {
    const world = await referralWorld();
    const short = referring(world, { residence: "temporary", since: "2014-05-02" });
    expect(await requestReferral(world.secretary, deed(), short)).toMatchObject({
      refusal: "too_short",
      details: { months: 6 },
    });
    const [answer] = await withViewer(
      world.secretary,
      (tx) => tx.$queryRaw<{ outcome: string }[]>`select access.start_referral(gen_random_uuid(),
        ${world.personId}::uuid, ${world.cell}::uuid, ${world.home}::uuid, 'x', 'temporary', '2014-05-02', '2014-11-01', null) as outcome`,
    );
    expect(answer?.outcome).toBe("too_short");
    const enough = referring(world, { residence: "temporary", since: "2014-05-01" });
    expect((await requestReferral(world.secretary, deed(), enough)).ok).toBe(true);
  });

  it("takes one remark a year, of a year since the introduction; days follow one another and are never to come", async () => {
    const world = await referralWorld();
    const { officer } = world;
    const referralId = await askedReferral(world);
    await moveTo.introduced(officer, referralId, "2014-11-02");
    expect(await moveTo.received(officer, referralId, "2014-11-01")).toMatchObject({
      refusal: "before_last_step",
    });
    expect(await moveTo.received(officer, referralId, "2099-11-01")).toMatchObject({ refusal: "in_future" });
    await moveTo.received(officer, referralId, "2014-11-05");
    const remark = (year: number) =>
      remarkReferral(officer, deed(), {
        referralId,
        on: "2014-12-01",
        year,
        note: "Tốt",
        documentNumber: null,
      });
    expect(await remark(2013)).toMatchObject({ refusal: "year_outside" });
    value(await remark(2014));
    expect(await remark(2014)).toMatchObject({ refusal: "already_remarked" });
  });

  it("stands in the lists of both sides: mine, waiting for me, remarks that are missing, and with the person", async () => {
    const world = await referralWorld();
    const { secretary, officer, residence, cell, home, districtB, personId } = world;
    const about = { branchId: cell, personId, areaId: home, toUnitId: districtB };
    const id = await referralAt(about, [
      { state: "requested", on: "2012-11-01" },
      { state: "introduced", on: "2012-11-02" },
      { state: "received", on: "2012-11-03" },
      { state: "remarked", on: "2012-12-01", year: 2012 },
    ]);
    const { personId: second } = await member({ branchId: cell });
    const asked = await referralAt({ ...about, personId: second }, UNTIL.requested);
    const lists = async (who: Viewer) => {
      const found = await withViewer(who, (tx) => referralLists(who, tx));
      return Object.fromEntries(
        Object.entries(found).map(([name, rows]) => [name, rows.map((row) => row.id)]),
      );
    };
    expect(await lists(officer)).toEqual({ mine: [asked], remarksDue: [id], others: [], ended: [] });
    expect(await lists(secretary)).toMatchObject({ mine: [], remarksDue: [] });
    expect(await lists(residence)).toEqual({ mine: [], remarksDue: [id], others: [], ended: [] });
    const [row] = await withViewer(officer, (tx) => referralsOf(officer, tx, personId));
    expect(row?.due[0]).toBe(2013);
  });
});
