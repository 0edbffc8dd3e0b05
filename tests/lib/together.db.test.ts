import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { addYears } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { liftDiscipline, recordDiscipline } from "@/lib/discipline/commands";
import { mergePersons, undoPair } from "@/lib/duplicates/commands";
import { collectFees } from "@/lib/fees/commands";
import {
  correctMembership,
  endMembership,
  restoreMembership,
  suspendMembership,
  takeBackMembership,
} from "@/lib/members/commands";
import type { MembershipInput } from "@/lib/members/schema";
import { movementTable } from "@/lib/movements/reports";
import { exportPerson } from "@/lib/privacy/commands";
import { openExport } from "@/lib/privacy/queries";
import { receiveTransfer } from "@/lib/transfers/commands";
import { membershipCheck } from "@/lib/transfers/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import { collecting, feesOf } from "@/tests/support/factories-fees";
import { cellWorld, membershipsOf, postsOf } from "@/tests/support/factories-members";
import { plan } from "@/tests/support/factories-plans";
import { levelId } from "@/tests/support/factories-ratings";
import { sentTransfer, transferWorld, value } from "@/tests/support/factories-transfers";

// The register's parts together: each is tested beside itself, here are the places where one's deed meets another's rows.

const receipt = (transferId: string, on = "2014-11-20") => ({ transferId, on, note: null, confirmed: [] });
const ending = (membershipId: string, on = "2014-11-10") => ({
  ...{ membershipId, endKind: "left" as const, on, reason: null, ceremonyOn: null },
});
const correction = (membershipId: string, given: Partial<MembershipInput> = {}): MembershipInput => ({
  ...{ membershipId, version: 1, validFrom: "2012-01-01", validTo: null, endKind: null, endReason: null },
  ...{ joined: null, cardNumber: null, why: "Sổ ghi khác" },
  ...given,
});
const expulsion = (branchId: string, personId: string) => ({
  ...{ branchId, personId, kind: "expulsion" as const, decisionNumber: "3 -QĐ/HĐ", decidedBy: "Huyện đoàn" },
  ...{ on: "2014-11-01", reason: "Vi phạm Điều lệ", until: null },
});
const secretaryPost = (branchId: string, personId: string, given: Record<string, unknown> = {}) =>
  row("post", {
    ...{ branch_id: branchId, person_id: personId, title: "secretary", valid_from: "2013-01-01" },
    ...{ recorded_by_id: newId(), ...given },
  });
const pay = (who: Viewer, branchId: string, personId: string, month = "2014-11-01") =>
  collectFees(who, deed(), collecting(branchId, [{ personId }], { month, collectedOn: "2014-12-05" }));
const merging = (personId: string, otherId: string) => ({
  ...{ personId, otherId, take: [], reason: "Đã đối chiếu sổ đoàn viên" },
});
const last = async (personId: string) => (await membershipsOf(personId)).at(-1);
const lights = async (who: Viewer) =>
  (await withViewer(who, (tx) => membershipCheck(who, tx)))?.violations ?? null;

describe("V31 a month that was paid for stays inside the membership", () => {
  it("whoever ends, corrects, takes back, expels or receives", async () => {
    const world = await transferWorld();
    const { cell, personId, membershipId, secretary, officer, receiver } = world;
    value(await pay(secretary, cell, personId));
    const answers = [
      await endMembership(secretary, deed(), ending(membershipId, "2014-10-31")),
      await correctMembership(secretary, deed(), correction(membershipId, { validFrom: "2014-12-01" })),
      await takeBackMembership(secretary, deed(), { membershipId, why: "Nhầm" }),
      await recordDiscipline(officer, deed(), { ...expulsion(cell, personId), on: "2014-10-31" }),
    ];
    expect(answers).toMatchObject(Array.from({ length: 4 }, () => ({ refusal: "fee_outside" })));
    const transferId = await sentTransfer(world, { on: "2014-10-20" });
    expect(await receiveTransfer(receiver, deed(), receipt(transferId, "2014-10-31"))).toMatchObject({
      refusal: "fee_paid_later",
    });
    expect(await membershipsOf(personId)).toMatchObject([{ id: membershipId, valid_to: null }]);
    value(await receiveTransfer(receiver, deed(), receipt(transferId, "2014-11-20")));
    expect(await feesOf(cell)).toHaveLength(1);
  });
});

describe("a decision to expel", () => {
  it("is not undone by correcting or taking back the membership while it stands", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await member({ branchId: world.cell });
    value(await recordDiscipline(world.officer, deed(), expulsion(world.cell, personId)));
    const { id } = (await last(personId)) ?? {};
    const corrected = (given: Partial<MembershipInput>) =>
      correctMembership(world.secretary, deed(), correction(id, { version: 2, ...given }));
    expect(await corrected({})).toMatchObject({ refusal: "expulsion_stands" });
    expect(await corrected({ validTo: "2014-11-01", endKind: "left" })).toMatchObject({
      refusal: "expulsion_stands",
    });
    expect(
      await takeBackMembership(world.secretary, deed(), { membershipId: id, why: "Nhầm" }),
    ).toMatchObject({
      refusal: "decision_stands",
    });
    expect(membershipId).not.toBe(id);
  });

  it("K10: expelled while put off, lifted, restored and transferred on, every level reconciles", async () => {
    const world = await transferWorld();
    await plan({ provinceId: world.provinceId });
    for (const [branchId, unitId] of [
      [world.cell, world.districtA],
      [world.target, world.districtB],
    ] as const) {
      const firm = await enterprise({ provinceId: world.provinceId, unitId });
      await row("coverage", {
        ...{
          branch_id: branchId,
          enterprise_id: firm,
          valid_from: "2012-01-01",
          recorded_at: "2012-01-01T00:00:00Z",
        },
      });
    }
    const { cell, personId, membershipId, secretary, officer, outsiders } = world;
    value(
      await suspendMembership(secretary, deed(), {
        ...{ membershipId, from: "2014-09-01", until: "2015-03-01", note: null },
      }),
    );
    value(await recordDiscipline(officer, deed(), { ...expulsion(cell, personId), on: "2014-10-01" }));
    const { rows } = await owner.query(
      "select id from discipline where person_id = $1 and voided_at is null",
      [personId],
    );
    value(
      await liftDiscipline(officer, deed(), {
        disciplineId: rows[0]?.id,
        on: "2014-10-10",
        reason: "Xét lại",
      }),
    );
    const ended = await last(personId);
    value(
      await restoreMembership(officer, deed(), {
        membershipId: ended.id,
        on: "2014-10-10",
        reason: "Xét lại",
      }),
    );
    const restored = { ...world, membershipId: (await last(personId)).id };
    const transferId = await sentTransfer(restored, { on: "2014-11-02" });
    value(await receiveTransfer(world.receiver, deed(), receipt(transferId)));

    const { rows: away } = await owner.query(
      "select valid_to::text from membership_status where person_id = $1 and voided_at is null",
      [personId],
    );
    expect(away).toEqual([{ valid_to: "2014-10-01" }]);
    const department = outsiders["the organisation department"];
    const table = await withViewer(department, (tx) =>
      movementTable(department, tx, { from: "2014-09-15", asOf: "2014-12-01", line: "union" }),
    );
    expect(table?.tables.flatMap(({ checks }) => checks.flatMap(({ broken }) => broken))).toEqual([]);
    expect(table?.tables[0]?.total).toMatchObject({
      entries: { restored: 1, transferred_in: 0 },
      exits: { expelled: 1, transferred_out: 0 },
    });
    for (const who of [secretary, world.receiver, department]) expect(await lights(who)).toEqual([]);
  });
});

describe("a membership that a transfer began or ended", () => {
  it("is not moved by one side alone: nobody is in none or in two", async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    value(await receiveTransfer(world.receiver, deed(), receipt(transferId)));
    const [left, came] = await membershipsOf(world.personId);
    const alone = [
      await takeBackMembership(world.receiver, deed(), { membershipId: came.id, why: "Nhầm" }),
      await correctMembership(
        world.receiver,
        deed(),
        correction(came.id, { validFrom: "2014-11-25", version: 1 }),
      ),
      await correctMembership(
        world.secretary,
        deed(),
        correction(left.id, { version: 2, validTo: "2014-11-15", endKind: "transferred_out" }),
      ),
      await takeBackMembership(world.secretary, deed(), { membershipId: left.id, why: "Nhầm" }),
    ];
    expect(alone).toMatchObject(Array.from({ length: 4 }, () => ({ refusal: "moved_by_transfer" })));
    for (const who of [world.secretary, world.receiver]) expect(await lights(who)).toEqual([]);
    value(
      await correctMembership(
        world.receiver,
        deed(),
        correction(came.id, { validFrom: "2014-11-20", cardNumber: "123" }),
      ),
    );
  });
});

describe("V10 posts in the committee of a đoàn cơ sở", () => {
  async function committee() {
    const world = await cellWorld();
    const place = { provinceId: world.provinceId, unitId: world.districtA };
    const upper = await branch({ ...place, kind: "grassroots_union" });
    const lower = await branch({ ...place, parentId: upper });
    const sibling = await branch({ ...place, parentId: upper });
    const someone = await member({ branchId: lower });
    await secretaryPost(upper, someone.personId);
    const secretaryOf = (branchId: string) => viewer({ role: "branch_secretary", ...place, branchId });
    return { ...world, ...someone, upper, lower, sibling, secretaryOf };
  }

  it("end when the holder leaves the chi đoàn below it, though its secretary keeps no posts there", async () => {
    const world = await committee();
    const secretary = await world.secretaryOf(world.lower);
    value(await endMembership(secretary, deed(), ending(world.membershipId)));
    expect(await postsOf(world.upper)).toMatchObject([
      { title: "secretary", valid_from: "2013-01-01", valid_to: "2014-11-10" },
    ]);
  });

  it("go on when the holder is transferred to another chi đoàn below it, and end when further", async () => {
    const world = await committee();
    const move = async (from: { branchId: string; membershipId: string }, to: string, on: string) => {
      const keeper = await world.secretaryOf(from.branchId);
      const asked = { ...(await transferWorldOf(world, from)), target: to };
      const transferId = await sentTransfer(asked, { on, destination: to }, keeper);
      value(await receiveTransfer(world.officer, deed(), receipt(transferId, on)));
    };
    await move({ branchId: world.lower, membershipId: world.membershipId }, world.sibling, "2014-10-05");
    expect(await postsOf(world.upper)).toMatchObject([{ valid_to: null }]);
    const { id } = await last(world.personId);
    await move({ branchId: world.sibling, membershipId: id }, world.cell, "2014-11-05");
    expect(await postsOf(world.upper)).toMatchObject([{ valid_to: "2014-11-05" }]);
  });

  const transferWorldOf = async (
    world: Awaited<ReturnType<typeof committee>>,
    { membershipId }: { membershipId: string },
  ) => ({ ...(await transferWorld()), ...world, membershipId });
});

describe("V32 asks at the admission only", () => {
  it("who was admitted with a consent that was withdrawn since may leave", async () => {
    const { provinceId, districtA, secretaryOf } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const head = await secretaryOf(chapter);
    const { personId, membershipId } = await member({ branchId: chapter });
    await owner.query(
      "update membership set start_kind = 'admitted', valid_from = '2026-01-02' where id = $1",
      [membershipId],
    );
    await owner.query("update person set birth_date = $2 where id = $1", [personId, addYears(today(), -15)]);
    value(await endMembership(head, deed(), ending(membershipId, today())));
    expect(await last(personId)).toMatchObject({ end_kind: "left", valid_to: today() });
  });
});

describe("V16 two records of one person in one chi đoàn", () => {
  async function twins() {
    const world = await cellWorld();
    const kept = await member({ branchId: world.cell, validFrom: "2012-01-01" });
    const gone = await member({ branchId: world.cell, validFrom: "2013-01-01" });
    const level_id = await levelId("member", 2013);
    for (const { personId } of [kept, gone]) {
      const of = { person_id: personId, branch_id: world.cell, recorded_by_id: newId() };
      await row("fee", { ...of, month: "2014-10-01", amount: 5000, collected_on: "2014-11-01" });
      await row("membership_status", {
        ...of,
        kind: "lost_contact",
        valid_from: "2014-06-01",
        valid_to: "2014-08-01",
      });
      await row("award", { ...of, title: "Giấy khen", on: "2014-03-26" });
      await row("member_rating", {
        ...of,
        year: 2013,
        stage: "proposed",
        level_id,
      });
      await row("discipline", {
        ...{ ...of, kind: "reprimand", decision_number: "3 -QĐ/CĐ", decided_by: "Chi đoàn" },
        ...{ reason: "Vắng sinh hoạt", valid_from: "2014-05-01" },
      });
    }
    return { ...world, kept: kept.personId, gone: gone.personId };
  }
  const TABLES = ["fee", "membership_status", "award", "member_rating", "discipline"] as const;
  const told = async (persons: readonly string[]) => {
    const all: unknown[] = [];
    for (const table of TABLES) {
      const { rows } = await owner.query(
        `select id, person_id, voided_at is null as stands from ${table} where person_id = any ($1) order by id`,
        [persons],
      );
      all.push(rows);
    }
    return all;
  };

  it("are merged: what both say is said once, and parted it is as it was", async () => {
    const { officer, kept, gone } = await twins();
    const before = await told([kept, gone]);
    const { pairId } = value(await mergePersons(officer, deed(), merging(kept, gone)));
    const merged = (await told([kept, gone])) as { person_id: string; stands: boolean }[][];
    for (const rows of merged) {
      expect(rows.map(({ person_id }) => person_id)).toEqual([kept, kept]);
      expect(rows.filter(({ stands }) => stands)).toHaveLength(1);
    }
    value(await undoPair(officer, deed(), { pairId, reason: "Hai người" }));
    expect(await told([kept, gone])).toEqual(before);
  });

  it("are not parted once something was written of a membership that would go", async () => {
    const world = await cellWorld();
    const kept = await member({ branchId: world.otherCell, validFrom: "2012-01-01" });
    await owner.query("update membership set valid_to = '2013-01-01', end_kind = 'left' where id = $1", [
      kept.membershipId,
    ]);
    const gone = await member({ branchId: world.cell, validFrom: "2013-01-01" });
    const { pairId } = value(
      await mergePersons(world.officer, deed(), merging(kept.personId, gone.personId)),
    );
    value(await pay(world.secretary, world.cell, kept.personId));
    expect(await undoPair(world.officer, deed(), { pairId, reason: "Hai người" })).toMatchObject({
      refusal: "changed_since",
    });
    expect(await membershipsOf(kept.personId)).toHaveLength(2);
    await owner.query("update fee set voided_at = now() where person_id = $1", [kept.personId]);
    value(await undoPair(world.officer, deed(), { pairId, reason: "Hai người" }));
    expect(await membershipsOf(kept.personId)).toHaveLength(1);
  });
});

it("an organisation that moves to another unit takes every row along, whatever table it is in", async () => {
  const world = await transferWorld();
  const { cell, personId, districtB, secretary } = world;
  const of = { person_id: personId, branch_id: cell, recorded_by_id: newId() };
  value(await pay(secretary, cell, personId));
  await sentTransfer(world);
  await row("fee_exemption", {
    ...of,
    from_month: "2014-01-01",
    to_month: "2014-02-01",
    reason: "Ốm",
    decided_on: "2014-01-05",
  });
  await row("membership_status", {
    ...of,
    kind: "lost_contact",
    valid_from: "2014-06-01",
    valid_to: "2014-08-01",
  });
  await row("award", { ...of, title: "Giấy khen", on: "2014-03-26" });
  await secretaryPost(cell, personId);
  await owner.query("update branch set unit_id = $2 where id = $1", [cell, districtB]);
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_name::text as name from information_schema.columns where table_schema = 'public'
       and column_name in ('branch_id', 'unit_id') and table_name not in ('appointment', 'audit_entry')
     group by 1 having count(*) = 2 order by 1`,
  );
  const behind: string[] = [];
  let seen = 0;
  for (const { name } of tables) {
    const { rows } = await owner.query(`select unit_id = $2 as moved from ${name} where branch_id = $1`, [
      cell,
      districtB,
    ]);
    seen += rows.length > 0 ? 1 : 0;
    if (rows.some(({ moved }) => !moved)) behind.push(name);
  }
  expect(behind).toEqual([]);
  expect(seen).toBeGreaterThan(8);
  expect(
    await lights(await viewer({ role: "unit_officer", provinceId: world.provinceId, unitId: districtB })),
  ).toEqual([]);
});

it("what is held about somebody is exported with the remarks of their transfers and referrals", async () => {
  const world = await transferWorld();
  await sentTransfer(world);
  const department = world.outsiders["the organisation department"];
  const exported = await exportPerson(department, deed("Thử"), { personId: world.personId, reason: "Thử" });
  const { id } = value(exported);
  const opened = await withViewer(department, (tx) => openExport(department, tx, id));
  expect(opened?.held["transfer"]).toMatchObject([
    {
      steps: [
        { state: "requested" },
        { state: "remarked", note: "Tốt" },
        { state: "introduced" },
        { state: "sent" },
      ],
    },
  ]);
});
