import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { TransferState } from "@/lib/generated/prisma/enums";
import { endMembership, givePost } from "@/lib/members/commands";
import {
  arriveTransfer,
  introduceTransfer,
  receiveTransfer,
  recordArrival,
  refuseTransfer,
  remarkTransfer,
  requestTransfer,
  sendTransfer,
} from "@/lib/transfers/commands";
import {
  membershipCheck,
  transferDestinations,
  transferLists,
  transferPage,
  transfersAsked,
  transfersWork,
} from "@/lib/transfers/queries";
import { MOVES, type Move, type Party, type Route } from "@/lib/transfers/rules";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row, viewer } from "@/tests/support/factories";
import { membershipsOf, postsOf } from "@/tests/support/factories-members";
import {
  sentTransfer,
  starting,
  stepsOf,
  type TransferWorld,
  transferWorld,
  value,
} from "@/tests/support/factories-transfers";

const receipt = (transferId: string, on = "2014-11-20", confirmed: string[] = []) => ({
  ...{ transferId, on, note: null, confirmed },
});

const moveTo: Record<Move, (who: Viewer, transferId: string, on: string) => Promise<{ ok: boolean }>> = {
  remarked: (who, transferId, on) =>
    remarkTransfer(who, deed(), { transferId, on, note: "Tốt", feeUntil: null }),
  introduced: (who, transferId, on) =>
    introduceTransfer(who, deed(), { transferId, on, documentNumber: null, note: null, sends: false }),
  sent: (who, transferId, on) => sendTransfer(who, deed(), { transferId, on, note: null }),
  received: (who, transferId, on) => receiveTransfer(who, deed(), receipt(transferId, on)),
  arrived: (who, transferId, on) => arriveTransfer(who, deed(), { transferId, on, note: null }),
  returned: (who, transferId, on) =>
    refuseTransfer(who, deed(), { transferId, on, verdict: "returned", note: "Nhầm nơi" }),
  cancelled: (who, transferId, on) =>
    refuseTransfer(who, deed(), { transferId, on, verdict: "cancelled", note: "Ở lại" }),
};

/** A transfer put into a state by the owner, as if it had gone that way. */
async function transferIn(world: TransferWorld, route: Route, state: TransferState): Promise<string> {
  const isIn = route === "in";
  const { personId } = await member({ branchId: isIn ? world.otherCell : world.cell });
  if (isIn) await owner.query("delete from membership where person_id = $1", [personId]);
  const start = isIn ? world.target : world.cell;
  const id = await row("transfer", {
    ...{ person_id: personId, branch_id: start, to_branch_id: route === "out" ? null : world.target },
    ...{ from_name: "Nơi đi", to_name: "Nơi đến", person_name: "Nông Văn Thử", state },
    ...{ sent_on: ["requested", "remarked", "introduced"].includes(state) ? null : "2014-11-01" },
    asked_by_id: world.officer.accountId,
  });
  await row("transfer_step", {
    ...{ transfer_id: id, order: 1, state, on: "2014-11-01", note: "x" },
    recorded_by_id: world.officer.accountId,
  });
  return id;
}

describe("state × move × who (§1.10 (4)): the program and the database hold one table", () => {
  const ROUTES: readonly Route[] = ["within", "out", "in"];
  it.each(ROUTES)(
    "route %s: every legal move is done, every other refused, for each role",
    async (route) => {
      const world = await transferWorld();
      const people: Record<string, { who: Viewer; parties: readonly Party[] }> = {
        "the sender's secretary": { who: world.secretary, parties: ["sender"] },
        "the sender's officer": { who: world.officer, parties: ["sender", "sender_above"] },
        "the receiver's secretary": { who: world.receiver, parties: ["receiver"] },
        "the receiver's officer": { who: world.receivingOfficer, parties: ["receiver", "receiver_above"] },
        "another chi đoàn's secretary": {
          who: world.outsiders["another chi đoàn's secretary"],
          parties: [],
        },
        "another province's officer": { who: world.outsiders["another province's officer"], parties: [] },
        "the organisation department": { who: world.outsiders["the organisation department"], parties: [] },
        "the province's committee": { who: world.outsiders["the province's committee"], parties: [] },
      };
      const wrong: string[] = [];
      let tried = 0;
      for (const state of Object.values(TransferState)) {
        for (const [name, { who, parties }] of Object.entries(people)) {
          for (const [move, go] of Object.entries(moveTo)) {
            const id = await transferIn(world, route, state);
            // The keys of moveTo are exactly the moves.
            const rule = MOVES[route][move as Move];
            const isLegal = rule?.from.includes(state) === true && parties.includes(rule.by);
            const { ok } = await go(who, id, "2014-11-20");
            tried += 1;
            if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
            if (!ok) {
              const { rows } = await owner.query("select state from transfer where id = $1", [id]);
              if (rows[0].state !== state) wrong.push(`${name}: ${state} → ${move} refused and moved`);
            }
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(tried).toBe(8 * 8 * 7);
    },
    120_000,
  );
});

describe("a transfer from request to arrival", () => {
  it("counts at the sender until received, in exactly one branch on any day, and the posts end with it", async () => {
    const world = await transferWorld();
    const { cell, target, personId, secretary, receiver } = world;
    value(
      await givePost(secretary, deed(), {
        ...{ branchId: cell, personId, title: "deputy_secretary", from: "2013-01-01" },
        ...{ exceptionReason: null, endPresentHead: false, confirmed: ["V08", "V09"] },
      }),
    );
    const transferId = await sentTransfer(world);
    expect(await membershipsOf(personId)).toMatchObject([{ branch_id: cell, valid_to: null }]);
    value(await receiveTransfer(receiver, deed(), receipt(transferId)));
    expect(await membershipsOf(personId)).toMatchObject([
      { branch_id: cell, end_kind: "transferred_out", valid_to: "2014-11-20" },
      { branch_id: target, start_kind: "transferred_in", valid_from: "2014-11-20", valid_to: null },
    ]);
    expect(await postsOf(cell)).toMatchObject([{ person_id: personId, valid_to: "2014-11-20" }]);
    expect(await stepsOf(transferId)).toEqual([
      "requested",
      "remarked",
      "introduced",
      "sent",
      "received",
      "arrived",
    ]);
  });

  it("received by the unit's officer, it waits for the chi đoàn to say that the person came", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    value(await receiveTransfer(world.receivingOfficer, deed(), receipt(transferId)));
    expect((await stepsOf(transferId)).at(-1)).toBe("received");
    const waiting = await withViewer(world.receiver, (tx) => transfersWork(world.receiver, tx));
    expect(waiting).toMatchObject([{ key: `transfer-move:${transferId}`, consequence: "blocks_others" }]);
    const asked = await withViewer(world.secretary, (tx) => transfersAsked(world.secretary, tx));
    expect(asked).toMatchObject([{ key: `transfer-asked:${transferId}` }]);
    value(await arriveTransfer(world.receiver, deed(), { transferId, on: "2014-11-21", note: null }));
    expect((await stepsOf(transferId)).at(-1)).toBe("arrived");
  });

  it("carries where and when somebody first joined to the next organisation", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    value(await receiveTransfer(world.receiver, deed(), receipt(transferId)));
    const { rows } = await owner.query(
      "select joined_on::text, joined_precision from membership where person_id = $1 and branch_id = $2",
      [world.personId, world.target],
    );
    expect(rows).toEqual([{ joined_on: "2012-01-01", joined_precision: "day" }]);
  });

  it("of several attempts at one moment exactly one receives, and a cancellation beside them loses or wins whole", async () => {
    const world = await transferWorld();
    const { personId, receiver, receivingOfficer, secretary } = world;
    const transferId = await sentTransfer(world);
    const answers = await Promise.all([
      receiveTransfer(receiver, deed(), receipt(transferId)),
      receiveTransfer(receivingOfficer, deed(), receipt(transferId)),
      receiveTransfer(receiver, deed(), receipt(transferId, "2014-11-21")),
      moveTo.cancelled(secretary, transferId, "2014-11-20"),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const open = (await membershipsOf(personId)).filter(({ valid_to }) => valid_to === null);
    expect(open).toHaveLength(1);
  });

  it("recorded late, it counts from the day of receipt; V17 not before it was sent, nor in the future", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    const receive = (on: string) => receiveTransfer(world.receiver, deed(), receipt(transferId, on));
    expect(await receive("2014-11-01")).toMatchObject({ refusal: "before_sent" });
    expect(await receive("2099-01-01")).toMatchObject({ refusal: "received_late" });
    expect(
      await receiveTransfer(world.receiver, deed(), receipt(transferId, "2099-01-01", ["V17"])),
    ).toMatchObject({ refusal: "in_future" });
    value(await receive("2014-11-02"));
    expect((await membershipsOf(world.personId)).map(({ valid_from }) => valid_from)).toEqual([
      "2012-01-01",
      "2014-11-02",
    ]);
  });

  it("V17 received more than three months after it was sent asks to be confirmed", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world, { on: "2014-06-01" });
    expect(await receiveTransfer(world.receiver, deed(), receipt(transferId))).toMatchObject({
      refusal: "received_late",
      details: { months: 3 },
    });
    const page = await withViewer(world.receiver, (tx) => transferPage(world.receiver, tx, transferId));
    expect(page?.isOverdue).toBe(true);
    value(await receiveTransfer(world.receiver, deed(), receipt(transferId, "2014-11-20", ["V17"])));
  });

  it("returned with a reason, the person stays where they were and may be sent again", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    value(
      await refuseTransfer(world.receiver, deed(), {
        transferId,
        on: "2014-11-20",
        verdict: "returned",
        note: "Không có người này",
      }),
    );
    expect(await membershipsOf(world.personId)).toMatchObject([{ branch_id: world.cell, valid_to: null }]);
    value(await requestTransfer(world.secretary, deed(), starting(world)));
    expect(await requestTransfer(world.secretary, deed(), starting(world))).toMatchObject({
      refusal: "already_under_way",
    });
  });

  it("whoever ended at the sender meanwhile is not received", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    value(
      await endMembership(world.secretary, deed(), {
        ...{ membershipId: world.membershipId, endKind: "deceased", on: "2014-11-10", reason: null },
      }),
    );
    expect(await receiveTransfer(world.receiver, deed(), receipt(transferId))).toMatchObject({
      refusal: "not_a_member",
    });
  });

  it("V31 the fee is not collected for a month before the membership", async () => {
    const world = await transferWorld();
    const { transferId } = value(await requestTransfer(world.secretary, deed(), starting(world)));
    const remark = { transferId, on: "2014-11-02", note: "Tốt", feeUntil: "2011-12-01" };
    expect(await remarkTransfer(world.secretary, deed(), remark)).toMatchObject({
      refusal: "fee_before_joined",
    });
    value(await remarkTransfer(world.secretary, deed(), { ...remark, feeUntil: "2012-01-01" }));
  });
});

describe("what each side sees", () => {
  it("the receiver sees the snapshot once it was sent and never before; the sender sees that it arrived", async () => {
    const world = await transferWorld();
    const { secretary, receiver, officer } = world;
    const { transferId } = value(
      await requestTransfer(secretary, deed(), starting(world, { remark: "Tốt", feeUntil: null })),
    );
    const seenBy = (who: Viewer) => withViewer(who, (tx) => transferPage(who, tx, transferId));
    expect(await seenBy(receiver)).toBeNull();
    expect(await seenBy(secretary)).toMatchObject({ state: "remarked", moves: ["cancelled"] });
    const introduction = { transferId, on: "2014-11-02", documentNumber: "01", note: null, sends: true };
    value(await introduceTransfer(officer, deed(), introduction));
    const shown = await seenBy(receiver);
    expect(shown).toMatchObject({ seesPerson: false, moves: ["received", "returned"] });
    expect(shown?.personName).toMatch(/Nông Văn Thử/);
    value(await receiveTransfer(receiver, deed(), receipt(transferId)));
    expect(await seenBy(secretary)).toMatchObject({ state: "arrived", moves: [] });
    for (const name of ["another chi đoàn's secretary", "another province's officer"] as const) {
      expect(await seenBy(world.outsiders[name])).toBeNull();
    }
  });

  it("lists what waits for whom, the overdue first", async () => {
    const world = await transferWorld();
    await sentTransfer(world, { on: "2014-06-01" });
    const listsOf = (who: Viewer) => withViewer(who, (tx) => transferLists(who, tx));
    expect(await listsOf(world.receiver)).toMatchObject({ mine: [{ isOverdue: true }], overdue: 1 });
    expect(await listsOf(world.secretary)).toMatchObject({ mine: [], outgoing: [{ state: "sent" }] });
  });

  it("destinations are names of living organisations of the line in the own province, also out of sight; no names of people", async () => {
    const world = await transferWorld();
    const chapter = await branch({
      ...{ provinceId: world.provinceId, unitId: world.districtB, line: "association" },
    });
    const asked = (who: Viewer) => withViewer(who, (tx) => transferDestinations(who, tx, "union"));
    const found = await asked(world.secretary);
    expect(found.map(({ id }) => id)).toContain(world.target);
    expect(found.map(({ id }) => id)).not.toContain(chapter);
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(["id", "name", "parentName", "unitName"]);
    expect(await asked(world.outsiders["the province's committee"])).toEqual([]);
    const far = await asked(world.outsiders["another province's officer"]);
    expect(far.map(({ id }) => id)).not.toContain(world.target);
  });

  it("an id of an organisation of another province or line is no destination, and no stranger's membership is moved", async () => {
    const world = await transferWorld();
    const chapter = await branch({
      ...{ provinceId: world.provinceId, unitId: world.districtB, line: "association" },
    });
    expect(
      await requestTransfer(world.secretary, deed(), starting(world, { destination: chapter })),
    ).toMatchObject({ refusal: "destination_not_found" });
    for (const who of Object.values(world.outsiders)) {
      expect((await requestTransfer(who, deed(), starting(world))).ok).toBe(false);
    }
  });
});

describe("out of the register and into it", () => {
  it("whoever goes outside counts here until the other place has answered", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world, { destination: "outside", outside: "Tỉnh Đoàn Lạng Sơn" });
    expect(await membershipsOf(world.personId)).toMatchObject([{ valid_to: null }]);
    value(await receiveTransfer(world.officer, deed(), receipt(transferId)));
    expect(await membershipsOf(world.personId)).toMatchObject([
      { branch_id: world.cell, end_kind: "transferred_out", valid_to: "2014-11-20" },
    ]);
  });

  it("whoever comes from outside is entered by the chi đoàn and received by the level above, never by the chi đoàn itself", async () => {
    const world = await transferWorld();
    const { personId } = await member({ branchId: world.target });
    await owner.query("delete from membership where person_id = $1", [personId]);
    const arrival = {
      ...{ branchId: world.target, personId, outside: "Tỉnh Đoàn Lạng Sơn", on: "2014-11-01" },
      ...{ documentNumber: "12", note: null, joined: null, cardNumber: null },
    };
    const { transferId } = value(await recordArrival(world.receiver, deed(), arrival));
    expect(await receiveTransfer(world.receiver, deed(), receipt(transferId))).toMatchObject({
      refusal: "not_possible",
    });
    value(await receiveTransfer(world.receivingOfficer, deed(), receipt(transferId)));
    expect(await membershipsOf(personId)).toMatchObject([
      { branch_id: world.target, start_kind: "transferred_in", valid_from: "2014-11-20" },
    ]);
    expect(await recordArrival(world.receiver, deed(), arrival)).toMatchObject({ refusal: "already_member" });
  });

  it("V14 somebody who became a member of another chi đoàn meanwhile is not received", async () => {
    const world = await transferWorld();
    const { personId } = await member({ branchId: world.target });
    await owner.query("delete from membership where person_id = $1", [personId]);
    const arrival = {
      ...{ branchId: world.target, personId, outside: "Tỉnh Đoàn Lạng Sơn", on: "2014-11-01" },
      ...{ documentNumber: "12", note: null, joined: null, cardNumber: null },
    };
    const { transferId } = value(await recordArrival(world.receiver, deed(), arrival));
    await row("membership", {
      ...{ person_id: personId, branch_id: world.otherCell, start_kind: "admitted" },
      ...{ valid_from: "2014-11-05", recorded_by_id: world.officer.accountId },
    });
    expect(await receiveTransfer(world.receivingOfficer, deed(), receipt(transferId))).toMatchObject({
      refusal: "already_in_a_cell",
    });
  });

  it("the Hội's line goes the same way, beside the membership in Đoàn", async () => {
    const world = await transferWorld();
    const at = { provinceId: world.provinceId, line: "association" as const };
    const from = await branch({ ...at, unitId: world.districtA });
    const to = await branch({ ...at, unitId: world.districtB });
    const membershipId = await row("membership", {
      ...{ person_id: world.personId, branch_id: from, start_kind: "admitted", valid_from: "2013-01-01" },
      recorded_by_id: world.officer.accountId,
    });
    const transferId = await sentTransfer(world, { membershipId, destination: to }, world.officer);
    const head = await viewer({
      ...{ role: "branch_secretary", provinceId: world.provinceId, unitId: world.districtB, branchId: to },
    });
    value(await receiveTransfer(head, deed(), receipt(transferId)));
    const open = (await membershipsOf(world.personId)).filter(({ valid_to }) => valid_to === null);
    expect(open.map(({ branch_id }) => branch_id).sort()).toEqual([world.cell, to].sort());
  });
});

describe("the green light", () => {
  const check = (who: Viewer) => withViewer(who, (tx) => membershipCheck(who, tx));

  it("is green through a whole transfer, for sender, receiver, unit and province", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    const viewers = [
      world.secretary,
      world.receiver,
      world.officer,
      world.outsiders["the organisation department"],
    ];
    for (const who of viewers) expect((await check(who))?.violations).toEqual([]);
    value(await receiveTransfer(world.receiver, deed(), receipt(transferId)));
    for (const who of viewers) expect((await check(who))?.violations).toEqual([]);
    expect((await check(world.secretary))?.members).toEqual([]);
    expect((await check(world.receiver))?.members).toEqual([{ line: "union", inBranches: 1, people: 1 }]);
  });

  it("names a departure that nobody took in, a receipt whose membership is gone, and a transfer of no member", async () => {
    const world = await transferWorld();
    const gone = await sentTransfer(world);
    value(await receiveTransfer(world.receiver, deed(), receipt(gone)));
    await owner.query(
      "update membership set voided_at = now() where person_id = $1 and branch_id = $2 and voided_at is null",
      [world.personId, world.target],
    );
    const lost = await member({ branchId: world.cell });
    await owner.query(
      "update membership set valid_to = '2014-05-01', end_kind = 'transferred_out' where id = $1",
      [lost.membershipId],
    );
    const dead = await member({ branchId: world.cell });
    const open = { ...world, ...dead };
    await requestTransfer(world.secretary, deed(), starting(open));
    await owner.query("update membership set valid_to = '2014-11-10', end_kind = 'deceased' where id = $1", [
      dead.membershipId,
    ]);
    const kinds = async (who: Viewer) => (await check(who))?.violations.map(({ kind }) => kind).sort();
    expect(await kinds(world.secretary)).toEqual(["left_for_nowhere", "transfer_of_no_member"]);
    expect(await kinds(world.receiver)).toEqual(["received_without_membership"]);
    expect(await kinds(world.outsiders["the organisation department"])).toEqual([
      "left_for_nowhere",
      "received_without_membership",
      "transfer_of_no_member",
    ]);
    expect(await kinds(world.outsiders["another province's officer"])).toEqual([]);
  });
});
