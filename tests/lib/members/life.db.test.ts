import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { addDays, addYears } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { MembershipEnd } from "@/lib/generated/prisma/enums";
import {
  correctMembership,
  decideAdmissions,
  endMembership,
  loseContact,
  proposeAdmission,
  restoreMembership,
  returnMember,
  suspendMembership,
  takeBackMembership,
} from "@/lib/members/commands";
import { listMembersOfBranch } from "@/lib/members/queries";
import { membersWaiting } from "@/lib/members/reports";
import { type LifeMove, moveFrom, type Standing } from "@/lib/members/rules";
import { recordConsent } from "@/lib/privacy/commands";
import { lawToday } from "@/lib/privacy/queries";
import { receiveTransfer } from "@/lib/transfers/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row } from "@/tests/support/factories";
import { admission, bornOn, cellWorld, membershipsOf, newcomer } from "@/tests/support/factories-members";
import { sentTransfer, transferWorld } from "@/tests/support/factories-transfers";

type World = Awaited<ReturnType<typeof cellWorld>>;

const refusal = (answer: { ok: boolean; refusal?: string }) => (answer.ok ? "done" : answer.refusal);

async function statusesOf(personId: string) {
  const { rows } = await owner.query(
    `select kind, valid_from::text, valid_to::text, note from membership_status
     where person_id = $1 and voided_at is null order by valid_from`,
    [personId],
  );
  return rows;
}

const away = (branchId: string, personId: string, kind: string, from: string, to: string | null) =>
  row("membership_status", {
    ...{ branch_id: branchId, person_id: personId, kind, valid_from: from, valid_to: to },
    recorded_by_id: newId(),
  });

const suspension = (membershipId: string, from = "2014-01-01", until = "2014-07-01") => ({
  ...{ membershipId, from, until, note: "Đi làm xa" },
});

describe("hoãn sinh hoạt", () => {
  it("is a time of its own in two times: begun, cut short, and what was known before stays", async () => {
    const { secretary, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    const asked = deed("Đi làm xa");
    expect(await suspendMembership(secretary, asked, suspension(membershipId))).toMatchObject({ ok: true });
    expect(await returnMember(secretary, deed(), { membershipId, on: "2014-03-01" })).toMatchObject({
      value: { kind: "suspended" },
    });
    expect(await statusesOf(personId)).toEqual([
      { kind: "suspended", valid_from: "2014-01-01", valid_to: "2014-03-01", note: "Đi làm xa" },
    ]);
    const { rows: trace } = await owner.query(
      "select table_name, deed, reason, person_id from audit_entry where request_id = $1",
      [asked.requestId],
    );
    expect(trace).toEqual([
      {
        table_name: "membership_status",
        deed: "membership.suspend",
        reason: "Đi làm xa",
        person_id: personId,
      },
    ]);
    expect(await membershipsOf(personId)).toMatchObject([{ valid_to: null }]);
  });

  it("goes on where it ends, a year at most each time", async () => {
    const { secretary, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    const suspend = (from: string, until: string) =>
      suspendMembership(secretary, deed(), suspension(membershipId, from, until)).then(refusal);
    expect(await suspend("2014-01-01", "2015-01-02")).toBe("too_long");
    expect(await suspend("2014-01-01", "2015-01-01")).toBe("done");
    expect(await suspend("2014-12-01", "2015-03-01")).toBe("not_possible");
    expect(await suspend("2013-06-01", "2014-03-01")).toBe("status_standing");
    expect(await suspend("2015-01-01", "2016-01-01")).toBe("done");
    expect(await statusesOf(personId)).toHaveLength(2);
  });

  it("V26: not from tomorrow, but an extension begins where the time before it ends", async () => {
    const { secretary, cell } = await cellWorld();
    const { membershipId } = await member({ branchId: cell });
    const on = today();
    const suspend = (from: string, until: string) =>
      suspendMembership(secretary, deed(), suspension(membershipId, from, until)).then(refusal);
    expect(await suspend(addDays(on, 1), addDays(on, 30))).toBe("start_in_future");
    expect(await suspend("2011-01-01", "2011-02-01")).toBe("before_joined");
    expect(await suspend(on, on)).toBe("until_before_from");
    expect(await suspend(addDays(on, -10), addDays(on, 20))).toBe("done");
    expect(await suspend(addDays(on, 20), addDays(on, 60))).toBe("done");
  });

  it("ends with the membership, however that ends", async () => {
    const world = await transferWorld();
    const { secretary, receiver, cell, personId, membershipId } = world;
    await suspendMembership(secretary, deed(), suspension(membershipId, "2014-10-01", "2015-10-01"));
    const transferId = await sentTransfer(world);
    await receiveTransfer(receiver, deed(), { transferId, on: "2014-12-01", note: null, confirmed: [] });
    expect(await statusesOf(personId)).toMatchObject([{ valid_from: "2014-10-01", valid_to: "2014-12-01" }]);

    const other = await member({ branchId: cell });
    await away(cell, other.personId, "lost_contact", "2014-06-01", null);
    const end = { membershipId: other.membershipId, on: "2014-11-01", reason: "Ba tháng không sinh hoạt" };
    await endMembership(secretary, deed(), { ...end, endKind: "struck_off" });
    expect(await statusesOf(other.personId)).toMatchObject([{ valid_to: "2014-11-01" }]);

    const mistaken = await member({ branchId: cell });
    await away(cell, mistaken.personId, "lost_contact", "2014-06-01", null);
    const why = { membershipId: mistaken.membershipId, why: "Nhầm" };
    expect(await takeBackMembership(secretary, deed(), why)).toMatchObject({ ok: true });
    expect(await statusesOf(mistaken.personId)).toEqual([]);
  });

  it("two at once: one is written, the other is told", async () => {
    const { secretary, officer, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    const answers = await Promise.all([
      suspendMembership(secretary, deed(), suspension(membershipId)),
      loseContact(officer, deed(), { membershipId, from: "2014-02-01", note: null }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await statusesOf(personId)).toHaveLength(1);
  });
});

/** Brings a member of the chi đoàn to a standing on 1/12/2014, by the owner. */
async function standing(cell: string, at: Standing) {
  const someone = await member({ branchId: cell });
  if (at === "suspended") await away(cell, someone.personId, at, "2014-06-01", "2015-06-01");
  if (at === "lost_contact") await away(cell, someone.personId, at, "2014-06-01", null);
  if (!["active", "suspended", "lost_contact"].includes(at)) {
    await owner.query("update membership set valid_to = '2014-11-01', end_kind = $2 where id = $1", [
      someone.membershipId,
      at,
    ]);
  }
  return someone;
}

const ends: [LifeMove, MembershipEnd][] = [
  ["mature", "matured"],
  ["leave", "left"],
  ["strike_off", "struck_off"],
  ["die", "deceased"],
];

/** Each move as its command, on the same day; what carries them out is the officer above. */
const MOVES: [LifeMove, (viewer: Viewer, membershipId: string) => Promise<{ ok: boolean }>][] = [
  ["suspend", (who, id) => suspendMembership(who, deed(), suspension(id, "2014-12-01", "2015-12-01"))],
  [
    "lose_contact",
    (who, id) => loseContact(who, deed(), { membershipId: id, from: "2014-12-01", note: null }),
  ],
  [
    "restore",
    (who, id) => restoreMembership(who, deed(), { membershipId: id, on: "2014-12-01", reason: "x" }),
  ],
  ...ends.map(
    ([move, endKind]) =>
      [
        move,
        (who: Viewer, membershipId: string) =>
          endMembership(who, deed(), { membershipId, endKind, on: "2014-12-01", reason: "x" }),
      ] as (typeof MOVES)[number],
  ),
];

describe("every move from every standing", () => {
  it.each<Standing>([
    ...(["active", "suspended", "lost_contact"] as const),
    ...(["matured", "left", "struck_off", "transferred_out", "deceased"] as const),
  ])("from %s: the commands do what the table allows and refuse the rest", async (at) => {
    const { officer, cell } = await cellWorld();
    for (const [move, run] of MOVES) {
      const { membershipId } = await standing(cell, at);
      const { ok } = await run(officer, membershipId);
      expect(`${move} ${ok}`).toBe(`${move} ${moveFrom("union", at, move) !== null}`);
    }
  });

  it("a hội viên is neither put off nor out of contact, nor restored but after leaving", async () => {
    const { officer, provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const { membershipId, personId } = await member({ branchId: chapter });
    expect(refusal(await suspendMembership(officer, deed(), suspension(membershipId)))).toBe("not_possible");
    const end = { membershipId, endKind: "left", on: "2014-12-01", reason: null } as const;
    expect(refusal(await endMembership(officer, deed(), end))).toBe("done");
    const restoration = { membershipId, on: "2014-12-05", reason: "Xin trở lại" };
    expect(refusal(await restoreMembership(officer, deed(), restoration))).toBe("done");
    expect(await membershipsOf(personId)).toMatchObject([{ end_kind: "left" }, { start_kind: "restored" }]);
  });

  it("nobody proposes whoever has died", async () => {
    const { secretary, cell } = await cellWorld();
    const { personId } = await standing(cell, "deceased");
    const proposal = admission(cell, { id: personId }, { admitOn: "2014-12-01" });
    expect(await proposeAdmission(secretary, deed(), proposal)).toMatchObject({ refusal: "deceased" });
  });
});

describe("khôi phục", () => {
  const struckOff = async ({ cell }: World) => {
    const someone = await member({ branchId: cell });
    await owner.query(
      `update membership set valid_to = '2014-06-01', end_kind = 'struck_off', start_kind = 'admitted', card_number = 'CB-7'
       where id = $1`,
      [someone.membershipId],
    );
    return someone;
  };
  const restoration = (membershipId: string, on = "2014-09-01") => ({ membershipId, on, reason: "QĐ 5" });

  it("begins a membership as restored that keeps the first day in Đoàn and the card", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await struckOff(world);
    expect(await restoreMembership(world.officer, deed("QĐ 5"), restoration(membershipId))).toMatchObject({
      ok: true,
    });
    expect(await membershipsOf(personId)).toMatchObject([
      { end_kind: "struck_off", valid_to: "2014-06-01" },
      { start_kind: "restored", valid_from: "2014-09-01", valid_to: null, card_number: "CB-7" },
    ]);
    const { rows } = await owner.query(
      "select joined_on::text, joined_precision from membership where person_id = $1 and start_kind = 'restored'",
      [personId],
    );
    expect(rows).toEqual([{ joined_on: "2012-01-01", joined_precision: "day" }]);
    expect(refusal(await restoreMembership(world.officer, deed(), restoration(membershipId)))).toBe(
      "already_member_here",
    );
  });

  it("is the level above's: not the chi đoàn's own secretary's, nor anybody else's", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await struckOff(world);
    const { secretary, outsiders } = world;
    for (const [who, viewer] of Object.entries({ secretary, ...outsiders })) {
      const answer = refusal(await restoreMembership(viewer, deed(), restoration(membershipId)));
      expect(["not_allowed", "membership_not_found"], who).toContain(answer);
    }
    // The database says the same whatever the program forgets.
    const insert = withViewer(secretary, (tx) =>
      tx.membership.create({
        data: {
          ...{ id: newId(), personId, branchId: world.cell, startKind: "restored" },
          validFrom: new Date("2014-09-01"),
          recordedById: secretary.accountId,
        },
      }),
    );
    await expect(insert).rejects.toThrow();
  });

  it.each([
    ["before the end", "2014-05-01", "restored_before_end"],
    ["tomorrow (V26)", addDays(today(), 1), "start_in_future"],
  ])("not %s", async (_, on, expected) => {
    const world = await cellWorld();
    const { membershipId } = await struckOff(world);
    expect(refusal(await restoreMembership(world.officer, deed(), restoration(membershipId, on)))).toBe(
      expected,
    );
  });

  it("V14: not while the person is in another chi đoàn", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await struckOff(world);
    await row("membership", {
      ...{ person_id: personId, branch_id: world.otherCell, start_kind: "on_record" },
      ...{ valid_from: "2014-07-01", recorded_by_id: newId() },
    });
    expect(refusal(await restoreMembership(world.officer, deed(), restoration(membershipId)))).toBe(
      "already_in_a_cell",
    );
  });
});

describe("trưởng thành", () => {
  it("keeps the day of the ceremony, and drops it when the end is corrected to another", async () => {
    const { secretary, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell, birthDate: "1980-01-01" });
    const end = { membershipId, endKind: "matured", on: "2014-12-01", reason: null } as const;
    const tomorrow = addDays(today(), 1);
    expect(refusal(await endMembership(secretary, deed(), { ...end, ceremonyOn: tomorrow }))).toBe(
      "ceremony_in_future",
    );
    await endMembership(secretary, deed(), { ...end, ceremonyOn: "2014-12-03" });
    const ceremony = async () =>
      (
        await owner.query(
          "select ceremony_on::text from membership where person_id = $1 and voided_at is null",
          [personId],
        )
      ).rows;
    expect(await ceremony()).toEqual([{ ceremony_on: "2014-12-03" }]);
    const correction = { validFrom: "2012-01-01", validTo: "2014-12-01", endKind: "left" } as const;
    const typed = { endReason: null, joined: null, cardNumber: null, why: "Nhầm" };
    const answer = await correctMembership(secretary, deed(), {
      membershipId,
      version: 2,
      ...correction,
      ...typed,
    });
    expect(answer).toMatchObject({ ok: true });
    expect(await ceremony()).toEqual([{ ceremony_on: null }]);
  });
});

describe("V32: a guardian's consent before admission, from 2026", () => {
  const minor = () => newcomer({ birth: bornOn(addYears(today(), -15)) });

  it("blocks until it is on record, for the proposer and for whoever decides", async () => {
    const { secretary, officer, provinceId, districtA, secretaryOf } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const head = await secretaryOf(chapter);
    const propose = (person: Parameters<typeof admission>[1]) =>
      proposeAdmission(head, deed(), admission(chapter, person, { admitOn: today(), confirmed: ["V01"] }));
    expect(await propose(minor())).toMatchObject({ refusal: "guardian_consent_needed" });
    // The charter of the Đoàn itself asks for sixteen years since 2026.
    const own = admission(await branch({ provinceId, unitId: districtA }), minor(), { admitOn: today() });
    expect(await proposeAdmission(officer, deed(), own)).toMatchObject({ refusal: "too_young" });
    expect(secretary).toBeDefined();

    const older = await propose(newcomer({ birth: bornOn(addYears(today(), -17)) }));
    if (!older.ok) throw new Error(older.refusal);
    const { personId, admissionId } = older.value;
    await owner.query("update person set birth_date = $2 where id = $1", [personId, addYears(today(), -15)]);
    const decide = () =>
      decideAdmissions(officer, deed(), {
        ...{ admissionIds: [admissionId], verdict: "approve", decisionNumber: null, reason: null },
      });
    expect(await decide()).toMatchObject({ refusal: "guardian_consent_needed" });
    const consent = await recordConsent(head, deed(), {
      ...{ personId, purpose: "management", how: "signed_paper", evidence: "Giấy số 1", givenOn: lawToday() },
      ...{ guardianName: "Người Giám Hộ", guardianRelation: "mẹ" },
    });
    expect(consent).toMatchObject({ ok: true });
    expect(await decide()).toMatchObject({ ok: true });
  });

  it("the database refuses the membership itself, whatever the program forgets", async () => {
    const { provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const { personId } = await member({ branchId: chapter, birthDate: addYears(today(), -15) });
    await owner.query(
      "update membership set valid_to = '2013-01-01', end_kind = 'left' where person_id = $1",
      [personId],
    );
    const insert = row("membership", {
      ...{ person_id: personId, branch_id: chapter, start_kind: "admitted", valid_from: today() },
      recorded_by_id: newId(),
    });
    await expect(insert).rejects.toThrow("no guardian has consented");
  });
});

describe("work lists", () => {
  it("list who is put off and out of contact, and count who comes back within the month", async () => {
    const { secretary, officer, outsiders, cell } = await cellWorld();
    const on = today();
    const soon = await member({ branchId: cell });
    const later = await member({ branchId: cell });
    const lost = await member({ branchId: cell });
    await away(cell, soon.personId, "suspended", addDays(on, -60), addDays(on, 10));
    await away(cell, later.personId, "suspended", addDays(on, -60), addDays(on, 90));
    await away(cell, lost.personId, "lost_contact", addDays(on, -60), null);
    const listed = (state: "suspended" | "lost_contact") =>
      withViewer(secretary, async (tx) => {
        const page = await listMembersOfBranch(secretary, tx, cell, { state });
        return page && "rows" in page ? page.rows : [];
      });
    expect((await listed("suspended")).map(({ person, away }) => [person.id, away?.endsSoon]).sort()).toEqual(
      [
        [soon.personId, true],
        [later.personId, false],
      ].sort(),
    );
    expect((await listed("lost_contact")).map(({ person }) => person.id)).toEqual([lost.personId]);
    const waiting = (who: Viewer) => withViewer(who, (tx) => membersWaiting(who, tx));
    expect(await waiting(officer)).toMatchObject({ suspensionsEnding: 1, lostContact: 1 });
    for (const [who, outsider] of Object.entries(outsiders)) {
      expect(await waiting(outsider), who).toMatchObject({ suspensionsEnding: 0, lostContact: 0 });
    }
  });
});

describe("the fence around times within a membership", () => {
  it("nobody but who keeps the member writes or ends one", async () => {
    const { secretary, outsiders, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    for (const [who, outsider] of Object.entries(outsiders)) {
      const answers = [
        await suspendMembership(outsider, deed(), suspension(membershipId)),
        await loseContact(outsider, deed(), { membershipId, from: "2014-06-01", note: null }),
      ];
      expect(answers.map(refusal), who).toEqual(["membership_not_found", "membership_not_found"]);
    }
    await loseContact(secretary, deed(), { membershipId, from: "2014-06-01", note: null });
    for (const [who, outsider] of Object.entries(outsiders)) {
      const answer = await returnMember(outsider, deed(), { membershipId, on: "2014-07-01" });
      expect(refusal(answer), who).toBe("membership_not_found");
    }
    expect(await statusesOf(personId)).toMatchObject([{ valid_to: null }]);
  });

  it("an erased person's reasons are gone", async () => {
    const { provinceId, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    await row("membership_status", {
      ...{ person_id: personId, branch_id: cell, kind: "suspended", note: "Đi làm xa" },
      ...{ valid_from: "2014-01-01", valid_to: "2014-07-01", recorded_by_id: newId() },
    });
    await owner.query("insert into erased_person (person_id, province_id, shown_name) values ($1, $2, 'x')", [
      personId,
      provinceId,
    ]);
    expect(await statusesOf(personId)).toMatchObject([{ note: "Đã xoá" }]);
  });
});
