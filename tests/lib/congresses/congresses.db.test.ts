import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { ruleSetOn } from "@/lib/branches/queries";
import {
  advanceCongress,
  answerCongress,
  extendCongress,
  holdCongress,
  planCongress,
  recogniseCongress,
  tickTask,
} from "@/lib/congresses/commands";
import { branchCongresses, congressesWork, congressList, congressPage } from "@/lib/congresses/queries";
import { MOVES, type Move, nextDue, type Party } from "@/lib/congresses/rules";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { CongressState } from "@/lib/generated/prisma/enums";
import { indicatorRecords } from "@/lib/indicators/queries";
import { endMembership } from "@/lib/members/commands";
import { countByKind } from "@/lib/worklist/rules";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import {
  advance,
  type CongressWorld,
  congressIn,
  congressWorld,
  moveBy,
  permitted,
  planOf,
  resultOf,
  seats,
  standingOf,
} from "@/tests/support/factories-congresses";
import { plan } from "@/tests/support/factories-plans";
import { value } from "@/tests/support/factories-transfers";

// Each state by each move by each party in one test: slow where many others run.
vi.setConfig({ testTimeout: 120_000 });

const extension = (branchId: string, extendedTo: string) => ({
  ...{
    branchId,
    extendedTo,
    decisionNumber: "8 -QĐ/TN",
    decidedOn: "2014-10-01",
    reason: "Theo nhiệm kỳ chung",
  },
});
const recognition = (congressId: string, on = "2014-12-01") => ({
  ...{ congressId, on, documentNumber: "7 -QĐ/HĐ", note: null },
});

async function clear(congressId: string): Promise<void> {
  for (const table of ["congress_step", "congress_seat", "congress_task_done"]) {
    await owner.query(`delete from ${table} where congress_id = $1`, [congressId]);
  }
  await owner.query("delete from congress where id = $1", [congressId]);
}

describe("state × move × who (§1.10 (6)): the program and the database hold one table", () => {
  it("every legal move is done and every other refused, by the organisation and the level above", async () => {
    const world = await congressWorld();
    const chosen = seats(["secretary", world.people[0]]);
    const people: Record<string, { who: Viewer; parties: readonly Party[] }> = {
      "the secretary": { who: world.secretary, parties: ["organisation"] },
      "the officer": { who: world.officer, parties: ["organisation", "superior"] },
    };
    const wrong: string[] = [];
    for (const state of Object.values(CongressState)) {
      let id = await congressIn(world, state);
      for (const [move, go] of Object.entries(moveBy)) {
        for (const [name, { who, parties }] of Object.entries(people)) {
          // The keys of moveBy are exactly the moves.
          const rule = MOVES[move as Move];
          const isLegal = rule.to[state] !== undefined && parties.includes(rule.by);
          // A state that a move does not start from refuses it whoever asks: once is enough.
          if (rule.to[state] === undefined && parties.includes("superior")) continue;
          const { ok, refusal } = await go(who, id, "2015-01-10", chosen);
          const { rows } = await owner.query("select state from congress where id = $1", [id]);
          const expected = isLegal ? rule.to[state] : state;
          if (ok !== isLegal || rows[0].state !== expected || (!ok && refusal !== "not_possible")) {
            wrong.push(`${name}: ${state} → ${move}: ${ok ? "done" : refusal}, now ${rows[0].state}`);
          }
          if (!ok) continue;
          await clear(id);
          await owner.query(
            "update branch set last_congress_on = null, congress_due_on = null where id = $1",
            [world.cell],
          );
          id = await congressIn(world, state);
        }
      }
      await clear(id);
    }
    expect(wrong).toEqual([]);
  });

  it("nobody else moves, ticks, plans or extends: not found, by the program and by raw SQL", async () => {
    const world = await congressWorld();
    const chosen = seats(["secretary", world.people[0]]);
    for (const [name, who] of Object.entries(world.outsiders)) {
      for (const state of ["preparing", "asking", "permitted", "held", "submitted"] as const) {
        const id = await congressIn(world, state);
        const legal = Object.entries(moveBy).filter(([move]) => MOVES[move as Move].to[state]);
        for (const [move, go] of legal) {
          expect(await go(who, id, "2015-01-10", chosen), `${name} ${move}`).toMatchObject({
            refusal: "congress_not_found",
          });
        }
        const said = await withViewer(who, async (tx) => [
          await tx.$queryRaw`select access.move_congress(${id}::uuid, ${legal[0]?.[0] ?? ""}, '2015-01-10', 'x', 'x', null) as said`,
          await tx.$queryRaw`select access.hold_congress(${id}::uuid, '2015-01-10', 3, 3, null, '[]'::jsonb, now()) as said`,
          await tx.$queryRaw`select access.recognise_congress(${id}::uuid, '2015-01-10', '1', null, now()) as said`,
          await tx.$queryRaw`select access.tick_congress(${id}::uuid, 'plan', true, '2015-01-10', null, now()) as said`,
          await tx.$queryRaw`select access.extend_congress(${id}::uuid, ${world.cell}::uuid, '2015-06-01', '1', '2015-01-10', 'x', now()) as said`,
        ]);
        expect(said.flat(), name).toEqual(Array(5).fill({ said: "not_found" }));
        await clear(id);
      }
      expect(await planCongress(who, deed(), planOf(world.cell))).toMatchObject({
        refusal: "branch_not_found",
      });
      expect(await extendCongress(who, deed(), extension(world.cell, "2015-01-01"))).toMatchObject({
        refusal: "branch_not_found",
      });
    }
    const [own] = await withViewer(
      world.secretary,
      (tx) =>
        tx.$queryRaw<
          { said: string }[]
        >`select access.extend_congress(${world.cell}::uuid, ${world.cell}::uuid, '2015-06-01', '1', '2015-01-10', 'x', now()) as said`,
    );
    expect(own?.said).toBe("not_found");
    expect(await extendCongress(world.secretary, deed(), extension(world.cell, "2015-01-01"))).toMatchObject({
      refusal: "branch_not_found",
    });
  });

  it("a đoàn cơ sở is the level above its chi đoàn, and not above itself", async () => {
    const world = await congressWorld();
    const { provinceId, districtA: unitId } = world;
    const upper = await branch({ provinceId, unitId, kind: "grassroots_union" });
    const lower = await branch({ provinceId, unitId, parentId: upper });
    const above = await viewer({ role: "branch_secretary", provinceId, unitId, branchId: upper });
    const below = await viewer({ role: "branch_secretary", provinceId, unitId, branchId: lower });
    const { personId } = await member({ branchId: lower });
    const asked = async (branchId: string, who: Viewer) => {
      const { congressId } = value(await planCongress(who, deed(), planOf(branchId)));
      for (const move of ["prepare", "ask"] as const) {
        value(await advanceCongress(who, deed(), advance(congressId, move, "2014-10-02")));
      }
      return congressId;
    };
    const its = await asked(lower, below);
    expect(await moveBy.permit(below, its, "2014-10-03", [])).toMatchObject({ refusal: "not_possible" });
    expect(await moveBy.permit(above, its, "2014-10-03", [])).toMatchObject({ ok: true });
    const own = await asked(upper, above);
    expect(await moveBy.permit(above, own, "2014-10-03", [])).toMatchObject({ refusal: "not_possible" });
    expect(await moveBy.permit(world.officer, own, "2014-10-03", [])).toMatchObject({ ok: true });
    // V10: a đoàn cơ sở's members are those of its chi đoàn.
    const chosen = seats(["secretary", personId]);
    expect(
      await holdCongress(above, deed(), resultOf(own, chosen, { confirmed: ["V08", "V09"] })),
    ).toMatchObject({ ok: true });
  });

  it("tells one of two at a moment that it came too late", async () => {
    const world = await congressWorld();
    const id = await congressIn(world, "submitted");
    const both = await Promise.all([
      recogniseCongress(world.officer, deed(), recognition(id)),
      recogniseCongress(world.officer, deed(), recognition(id)),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: "not_possible" });
    const plans = await Promise.all(
      [1, 2].map(() =>
        planCongress(
          world.secretary,
          deed(),
          planOf(world.cell, { plannedOn: "2015-03-01", on: "2015-01-01" }),
        ),
      ),
    );
    expect(plans.map((one) => (one.ok ? "done" : one.refusal)).sort()).toEqual(["already_under_way", "done"]);
  });
});

describe("a congress from its planning to its recognition", () => {
  it("writes the new committee, ends the old one and sets every date in one deed", async () => {
    const world = await congressWorld();
    const [first, second, third] = world.people;
    const former = {
      branch_id: world.cell,
      recorded_by_id: world.officer.accountId,
      valid_from: "2012-01-01",
    };
    await row("post", { ...former, person_id: third, title: "secretary" });
    await row("post", { ...former, person_id: first, title: "deputy_secretary" });
    const congressId = await permitted(world);
    value(
      await holdCongress(
        world.secretary,
        deed(),
        resultOf(congressId, seats(["secretary", first], ["deputy_secretary", second])),
      ),
    );
    // Until it is recognised, nothing of it counts.
    expect(await standingOf(world.cell)).toMatchObject({ last: null, due: null, provisional: true });
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-25")));
    expect(value(await recogniseCongress(world.officer, deed(), recognition(congressId)))).toEqual({
      ...{ congressId, dueOn: "2017-05-20" },
    });
    const day = "2014-11-20";
    expect(await standingOf(world.cell)).toEqual({
      ...{ last: day, due: "2017-05-20", extended: null, provisional: false },
      posts: [
        { person_id: third, title: "secretary", from: "2012-01-01", to: day },
        { person_id: first, title: "deputy_secretary", from: "2012-01-01", to: day },
        { person_id: first, title: "secretary", from: day, to: null },
        { person_id: second, title: "deputy_secretary", from: day, to: null },
      ],
    });
    const { rows } = await owner.query(
      "select due_on::text, valid_from::text from congress_due where branch_id = $1 and voided_at is null",
      [world.cell],
    );
    expect(rows).toEqual([{ due_on: "2017-05-20", valid_from: day }]);
    const page = await withViewer(world.secretary, (tx) => congressPage(world.secretary, tx, congressId));
    expect(page).toMatchObject({ state: "recognised", moves: [], nextDueOn: "2017-05-20" });
    expect(page?.steps.map(({ state }) => state)).toEqual([
      ...["planned", "preparing", "asking", "permitted", "held", "submitted", "recognised"],
    ]);
    expect(page?.seats.map(({ title }) => title)).toEqual(["secretary", "deputy_secretary"]);
  });

  it("keeps what was until the next one is recognised, and then corrects nothing of the past (K16, two times)", async () => {
    const world = await congressWorld();
    const hold = async (heldOn: string, given: Parameters<typeof permitted>[1]) => {
      const id = await permitted(world, given);
      const chosen = seats(["secretary", world.people[0]]);
      value(
        await holdCongress(world.secretary, deed(), resultOf(id, chosen, { on: heldOn, confirmed: ["V22"] })),
      );
      value(await advanceCongress(world.secretary, deed(), advance(id, "submit", addDays(heldOn, 3))));
      value(await recogniseCongress(world.officer, deed(), recognition(id, addDays(heldOn, 10))));
    };
    await hold("2014-11-20", {});
    await hold("2018-02-01", {
      ...{
        on: "2017-12-01",
        plannedOn: "2018-02-01",
        term: "2018–2020",
        termEndOn: "2020-12-31",
        confirmed: ["V22"],
      },
    });
    const { rows } = await owner.query(
      `select due_on::text as due, valid_from::text as from, valid_to::text as to from congress_due
       where branch_id = $1 and voided_at is null order by valid_from`,
      [world.cell],
    );
    expect(rows).toEqual([
      { due: "2017-05-20", from: "2014-11-20", to: "2018-02-01" },
      { due: "2020-08-01", from: "2018-02-01", to: null },
    ]);
  });

  it("ends the post of somebody who left between the congress and its recognition on that day", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    const chosen = seats(["secretary", world.people[0]], ["deputy_secretary", world.people[1]]);
    value(await holdCongress(world.secretary, deed(), resultOf(congressId, chosen)));
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-21")));
    const { rows } = await owner.query("select id from membership where person_id = $1", [world.people[1]]);
    const leaving = {
      membershipId: rows[0].id,
      endKind: "left" as const,
      reason: "Nghỉ việc",
      on: "2014-11-28",
    };
    value(await endMembership(world.secretary, deed(), leaving));
    value(await recogniseCongress(world.officer, deed(), recognition(congressId)));
    const { posts } = await standingOf(world.cell);
    expect(posts).toContainEqual({
      ...{ person_id: world.people[1], title: "deputy_secretary", from: "2014-11-20", to: "2014-11-28" },
    });
  });

  it("is sent back to be put right: the result is written again, the former one void", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    value(
      await holdCongress(
        world.secretary,
        deed(),
        resultOf(congressId, seats(["secretary", world.people[0]])),
      ),
    );
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-21")));
    const back = { congressId, move: "send_back" as const, on: "2014-11-24", note: "Thiếu phó bí thư" };
    value(await answerCongress(world.officer, deed(), back));
    const chosen = seats(["secretary", world.people[2]], ["deputy_secretary", world.people[0]]);
    value(await holdCongress(world.secretary, deed(), resultOf(congressId, chosen)));
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-25")));
    value(await recogniseCongress(world.officer, deed(), recognition(congressId)));
    const { posts } = await standingOf(world.cell);
    expect(
      posts.map(({ person_id, title }: { person_id: string; title: string }) => [title, person_id]),
    ).toEqual([
      ["secretary", world.people[2]],
      ["deputy_secretary", world.people[0]],
    ]);
  });

  it("is postponed by a decision with its number, to a later day, and prepared again", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    const postponing = {
      ...{ congressId, move: "postpone" as const, on: "2014-11-10", documentNumber: "6 -QĐ/HĐ" },
      ...{ note: "Mùa vụ", confirmed: [] as string[] },
    };
    expect(
      await answerCongress(world.officer, deed(), { ...postponing, movedTo: "2014-11-20" }),
    ).toMatchObject({
      refusal: "not_later",
    });
    value(await answerCongress(world.officer, deed(), { ...postponing, movedTo: "2015-03-01" }));
    const page = await withViewer(world.officer, (tx) => congressPage(world.officer, tx, congressId));
    expect(page).toMatchObject({ state: "postponed", plannedOn: "2015-03-01" });
    expect(page?.moves).toEqual(["prepare", "cancel"]);
    // The permission was for another day: it is asked for again.
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "prepare", "2014-11-11")));
    expect(
      await moveBy.hold(world.secretary, congressId, "2014-11-20", seats(["secretary", world.people[0]])),
    ).toMatchObject({
      refusal: "not_possible",
    });
  });

  it("of an organisation that ended goes no further, and can only be dropped", async () => {
    const world = await congressWorld();
    const submitted = await congressIn(world, "submitted");
    await owner.query(
      "update branch_life set valid_to = '2014-11-30', ending = 'dissolved' where branch_id = $1",
      [world.cell],
    );
    expect(await recogniseCongress(world.officer, deed(), recognition(submitted))).toMatchObject({
      refusal: "branch_not_alive",
    });
    await clear(submitted);
    const preparing = await congressIn(world, "preparing");
    const page = await withViewer(world.officer, (tx) => congressPage(world.officer, tx, preparing));
    expect(page).toMatchObject({ moves: ["cancel"], canTick: false });
    expect(await moveBy.cancel(world.officer, preparing, "2014-12-01", [])).toMatchObject({ ok: true });
    const { counts } = await withViewer(world.officer, (tx) => congressList(world.officer, tx, {}));
    expect(counts.under_way).toBe(0);
  });

  it("of the Hội has its own posts and is due at the end of its term", async () => {
    const world = await congressWorld();
    const { provinceId, districtA: unitId } = world;
    const chapter = await branch({ provinceId, unitId, line: "association" });
    const head = await viewer({ role: "branch_secretary", provinceId, unitId, branchId: chapter });
    const { personId } = await member({ branchId: chapter });
    const { congressId } = value(
      await planCongress(head, deed(), planOf(chapter, { term: "2014–2019", termEndOn: "2019-12-31" })),
    );
    for (const move of ["prepare", "ask"] as const) {
      value(await advanceCongress(head, deed(), advance(congressId, move, "2014-10-02")));
    }
    await moveBy.permit(world.officer, congressId, "2014-10-03", []);
    expect(
      await holdCongress(head, deed(), resultOf(congressId, seats(["secretary", personId]))),
    ).toMatchObject({
      refusal: "title_of_other_line",
    });
    value(await holdCongress(head, deed(), resultOf(congressId, seats(["chapter_head", personId]))));
    value(await advanceCongress(head, deed(), advance(congressId, "submit", "2014-11-21")));
    value(await recogniseCongress(world.officer, deed(), recognition(congressId)));
    expect(await standingOf(chapter)).toMatchObject({
      last: "2014-11-20",
      due: "2019-12-31",
      provisional: false,
    });
  });
});

describe("what the charter asks of a result", () => {
  const tried = async (
    given: Partial<Parameters<typeof resultOf>[2]>,
    choose: (world: CongressWorld) => ReturnType<typeof seats> = ({ people }) =>
      seats(["secretary", people[0]]),
  ) => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    return holdCongress(world.secretary, deed(), resultOf(congressId, choose(world), given));
  };

  it.each([
    ["V26: on a day that has not come", { on: addDays(today(), 1) }, "in_future"],
    ["before it was permitted", { on: "2014-09-30" }, "before_permit"],
    ["after its own term", { on: "2018-01-01", confirmed: ["V22"] }, "term_over"],
    ["with 2 of 4: less than two thirds of those called", { present: 2 }, "no_quorum"],
    ["with 65 of 99", { called: 99, present: 65 }, "no_quorum"],
  ])("refuses one %s", async (_, given, refusal) => {
    expect(await tried(given)).toMatchObject({ refusal });
  });

  it("takes exactly two thirds", async () => {
    expect(await tried({ called: 99, present: 66 })).toMatchObject({ ok: true });
  });

  it("V11: never two heads, and never none; nobody twice", async () => {
    const two = ({ people }: CongressWorld) => seats(["secretary", people[0]], ["secretary", people[1]]);
    expect(await tried({}, two)).toMatchObject({ refusal: "two_heads" });
    expect(await tried({}, ({ people }) => seats(["deputy_secretary", people[0]]))).toMatchObject({
      refusal: "no_head",
    });
    const twice = ({ people }: CongressWorld) =>
      seats(["secretary", people[0]], ["deputy_secretary", people[0]]);
    expect(await tried({}, twice)).toMatchObject({ refusal: "chosen_twice" });
  });

  it("V10: refuses somebody who was no member that day, unless as an exception with its reason", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    const stranger = (await member({ branchId: world.cell, validFrom: "2014-11-21" })).personId;
    const result = (reason = "") => resultOf(congressId, seats(["secretary", stranger, reason]));
    expect(await holdCongress(world.secretary, deed(), result())).toMatchObject({
      refusal: "not_a_member",
      details: { rows: [0] },
    });
    value(await holdCongress(world.secretary, deed(), result("Cấp trên chỉ định")));
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-25")));
    value(await recogniseCongress(world.officer, deed(), recognition(congressId)));
    const { rows } = await owner.query(
      "select exception_reason as reason from post where branch_id = $1 and voided_at is null",
      [world.cell],
    );
    expect(rows).toEqual([{ reason: "Cấp trên chỉ định" }]);
  });

  it("V10 once more when it is recognised: a membership taken back meanwhile", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    value(
      await holdCongress(
        world.secretary,
        deed(),
        resultOf(congressId, seats(["secretary", world.people[0]])),
      ),
    );
    value(await advanceCongress(world.secretary, deed(), advance(congressId, "submit", "2014-11-25")));
    await owner.query("update membership set voided_at = now() where person_id = $1", [world.people[0]]);
    expect(await recogniseCongress(world.officer, deed(), recognition(congressId))).toMatchObject({
      refusal: "not_a_member",
    });
    expect(await standingOf(world.cell)).toMatchObject({ last: null, posts: [] });
  });

  it("V09, V08: warns of a committee that does not fit, and takes it once that was read", async () => {
    const three = ({ people }: CongressWorld) =>
      seats(["secretary", people[0]], ["deputy_secretary", people[1]], ["committee_member", people[2]]);
    expect(await tried({}, three)).toMatchObject({
      refusal: "warnings_unread",
      details: { finding: { rule: "V09", finding: "too_many", max: 2 } },
    });
    expect(await tried({ confirmed: ["V09"] }, three)).toMatchObject({ ok: true });
    const world = await congressWorld();
    for (let count = 0; count < 6; count += 1) await member({ branchId: world.cell });
    const congressId = await permitted(world);
    const one = resultOf(congressId, seats(["secretary", world.people[0]]));
    expect(await holdCongress(world.secretary, deed(), one)).toMatchObject({
      details: { finding: { rule: "V08", finding: "too_few", min: 3, max: 5 } },
    });
  });

  it("V22: warns of a plan or a result after the due date, extension included", async () => {
    const world = await congressWorld();
    await owner.query(
      "update branch set last_congress_on = '2012-02-01', congress_due_on = '2014-08-01', provisional = false where id = $1",
      [world.cell],
    );
    expect(await planCongress(world.secretary, deed(), planOf(world.cell))).toMatchObject({
      refusal: "oddly_dated",
      details: { dueOn: "2014-08-01" },
    });
    value(await extendCongress(world.officer, deed(), extension(world.cell, "2014-11-15")));
    const congressId = await permitted(world, { confirmed: ["V22"] });
    const chosen = seats(["secretary", world.people[0]]);
    expect(await holdCongress(world.secretary, deed(), resultOf(congressId, chosen))).toMatchObject({
      details: { oddlyDated: true, dueOn: "2014-11-15" },
    });
    const read = resultOf(congressId, chosen, { on: "2014-11-15" });
    expect(await holdCongress(world.secretary, deed(), read)).toMatchObject({ ok: true });
  });

  it("refuses one before the last congress", async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    await owner.query("update branch set last_congress_on = '2014-11-20' where id = $1", [world.cell]);
    const result = resultOf(congressId, seats(["secretary", world.people[0]]));
    expect(await holdCongress(world.secretary, deed(), result)).toMatchObject({
      refusal: "before_last_congress",
    });
  });
});

describe("the day on which a congress is due", () => {
  const dated = async () => {
    const world = await congressWorld();
    await owner.query(
      "update branch set last_congress_on = '2012-02-01', congress_due_on = '2014-08-01', provisional = false where id = $1",
      [world.cell],
    );
    return world;
  };

  it("V23: is put off by half a term at most, to a later day, by a decision that was made", async () => {
    const { officer, cell } = await dated();
    expect(await extendCongress(officer, deed(), extension(cell, "2015-11-02"))).toMatchObject({
      refusal: "beyond_half_term",
      details: { until: "2015-11-01" },
    });
    expect(await extendCongress(officer, deed(), extension(cell, "2014-08-01"))).toMatchObject({
      refusal: "not_later",
    });
    const undecided = { ...extension(cell, "2015-01-01"), decidedOn: addDays(today(), 1) };
    expect(await extendCongress(officer, deed(), undecided)).toMatchObject({ refusal: "in_future" });
    value(await extendCongress(officer, deed(), extension(cell, "2015-01-01")));
    value(await extendCongress(officer, deed(), extension(cell, "2015-11-01")));
    expect(await standingOf(cell)).toMatchObject({ due: "2014-08-01", extended: "2015-11-01" });
    const { rows } = await owner.query(
      "select voided_at is null as stands, extended_to::text as until from congress_extension where branch_id = $1 order by recorded_at",
      [cell],
    );
    expect(rows).toEqual([
      { stands: false, until: "2015-01-01" },
      { stands: true, until: "2015-11-01" },
    ]);
  });

  it("of a provisional organisation's first congress is set by the level above, and again if need be", async () => {
    const { officer, secretary, cell } = await congressWorld();
    value(await extendCongress(officer, deed(), extension(cell, "2013-06-01")));
    value(await extendCongress(officer, deed(), extension(cell, "2013-03-01")));
    expect(await standingOf(cell)).toMatchObject({ due: "2013-03-01", extended: null, provisional: true });
    const page = await withViewer(secretary, (tx) => branchCongresses(secretary, tx, cell));
    expect(page).toMatchObject({ isFirst: true, canPlan: true, canExtend: false, level: "overdue" });
    expect(page?.extensions.map(({ extendedTo }) => extendedTo)).toEqual(["2013-03-01"]);
  });

  it("asks for a due date before it puts it off", async () => {
    const { officer, cell } = await congressWorld();
    await owner.query("update branch set provisional = false where id = $1", [cell]);
    expect(await extendCongress(officer, deed(), extension(cell, "2015-01-01"))).toMatchObject({
      refusal: "no_due_date",
    });
  });

  it("after a recognition is the rule's own answer, whatever held and term", async () => {
    const world = await congressWorld();
    const ruleSet = await withViewer(world.officer, (tx) =>
      ruleSetOn(world.officer, tx, "union", "2014-11-20"),
    );
    for (const termEndOn of ["2015-06-30", "2017-05-20", "2017-05-21", "2019-12-31"]) {
      const id = await congressIn(world, "submitted");
      await owner.query("update congress set term_end_on = $2 where id = $1", [id, termEndOn]);
      value(await recogniseCongress(world.officer, deed(), recognition(id)));
      expect((await standingOf(world.cell)).due).toBe(ruleSet && nextDue("2014-11-20", termEndOn, ruleSet));
      await clear(id);
      await owner.query("update branch set last_congress_on = null where id = $1", [world.cell]);
    }
  });
});

describe("the checklist", () => {
  it("is the rule set's; a tick says who and when, may be taken away, and open steps are told before asking", async () => {
    const world = await congressWorld();
    const congressId = await congressIn(world, "preparing");
    const tick = (code: string, isDone = true) =>
      tickTask(world.secretary, deed(), { congressId, code, isDone, on: "2014-10-05", note: null });
    expect(await tick("no_such_step")).toMatchObject({ refusal: "congress_not_found" });
    value(await tick("plan"));
    value(await tick("report"));
    value(await tick("report", false));
    const page = await withViewer(world.secretary, (tx) => congressPage(world.secretary, tx, congressId));
    expect(
      page?.tasks.filter(({ done }) => done).map(({ code, done }) => [code, done?.on, done?.by]),
    ).toEqual([["plan", "2014-10-05", world.secretary.name]]);
    expect(page?.tasks.length).toBeGreaterThan(4);
    const asking = advance(congressId, "ask", "2014-10-06");
    expect(await advanceCongress(world.secretary, deed(), { ...asking, confirmed: [] })).toMatchObject({
      refusal: "tasks_open",
    });
    value(await advanceCongress(world.secretary, deed(), asking));
    const { rows } = await owner.query(
      "select count(*)::int as rows, count(voided_at)::int as voided from congress_task_done where congress_id = $1",
      [congressId],
    );
    expect(rows).toEqual([{ rows: 2, voided: 1 }]);
  });
});

describe("what is due, overdue, under way", () => {
  it("K16: the overdue of the list are those of the indicator, and everybody has their own work waiting", async () => {
    const world = await congressWorld();
    const { provinceId, districtA: unitId, cell, otherCell, officer, secretary } = world;
    await plan({ provinceId });
    const enterpriseId = await enterprise({ provinceId, unitId });
    for (const id of [cell, otherCell]) {
      await row("coverage", { branch_id: id, enterprise_id: enterpriseId, valid_from: "2012-01-01" });
    }
    const due = (id: string, on: string, until: string | null = null) =>
      owner.query(
        "update branch set last_congress_on = '2012-02-01', congress_due_on = $2, congress_extended_to = $3, provisional = false where id = $1",
        [id, on, until],
      );
    await due(cell, addDays(today(), -1));
    await due(otherCell, addDays(today(), -30), today());
    const lists = async (who: Viewer) =>
      withViewer(who, async (tx) => ({
        list: await congressList(who, tx, { state: "overdue" }),
        all: await congressList(who, tx, {}),
        waiting: Object.fromEntries(countByKind(await congressesWork(who, tx))),
        k16: await indicatorRecords(who, tx, "K16", {}),
      }));
    const seen = await lists(officer);
    expect(seen.list.rows.map(({ id }) => id)).toEqual([cell]);
    expect(seen.k16?.records.map(({ id }) => id)).toEqual([cell]);
    expect(seen.list).toMatchObject({ k16: 1, counts: { overdue: 1, soon: 1, unplanned: 2, under_way: 0 } });
    expect(seen.all.rows.map(({ id }) => id)).toEqual([cell, otherCell]);
    expect(seen.waiting).toEqual({ "congress-overdue": 1 });
    expect((await lists(secretary)).waiting).toEqual({ "congress-plan": 1 });
    const congressId = await congressIn(world, "preparing");
    expect((await lists(secretary)).waiting).toEqual({ "congress-move": 1 });
    expect((await lists(officer)).waiting).toEqual({ "congress-overdue": 1 });
    value(await advanceCongress(secretary, deed(), advance(congressId, "ask", "2014-10-06")));
    expect((await lists(secretary)).waiting).toEqual({});
    expect((await lists(officer)).waiting).toMatchObject({ "congress-decide": 1 });
    const others = world.outsiders["another chi đoàn's secretary"];
    expect((await lists(others)).all.rows.map(({ id }) => id)).toEqual([otherCell]);
    expect((await lists(world.outsiders["another province's officer"])).all.rows).toEqual([]);
  });
});
