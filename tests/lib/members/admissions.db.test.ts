import { describe, expect, it } from "vitest";
import { askOverride, decideOverride } from "@/lib/cases/commands";
import { addDays, type PartialDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Education } from "@/lib/generated/prisma/enums";
import {
  decideAdmissions,
  endMembership,
  proposeAdmission,
  registerCandidate,
  withdrawAdmission,
} from "@/lib/members/commands";
import type { DecisionInput } from "@/lib/members/schema";
import { owner } from "@/tests/support/database";
import { area, branch, deed, member, viewer } from "@/tests/support/factories";
import { admission, bornOn, cellWorld, membershipsOf, newcomer } from "@/tests/support/factories-members";

const approve = (...admissionIds: string[]): DecisionInput => ({
  ...{ admissionIds, verdict: "approve", decisionNumber: "12 -QĐ/HĐ", reason: null },
});
const refusal = (...admissionIds: string[]): DecisionInput => ({
  ...{ admissionIds, verdict: "refuse", decisionNumber: null, reason: "Chưa đủ hồ sơ" },
});

async function proposed(world: Awaited<ReturnType<typeof cellWorld>>, input = admission(world.cell)) {
  const answer = await proposeAdmission(world.secretary, deed(), input);
  if (!answer.ok) throw new Error(`Refused: ${answer.refusal}`);
  return answer.value;
}

const stateOf = async (admissionId: string) => {
  const { rows } = await owner.query("select * from admission where id = $1", [admissionId]);
  return rows[0];
};

describe("proposing to admit", () => {
  it("a chi đoàn's secretary proposes somebody new, who is no member before the level above approves", async () => {
    const world = await cellWorld();
    const areaId = await area();
    const person = newcomer({
      fullName: "Đàm Thị Hoà",
      areaId,
      phone: "+84912345678",
      occupation: "Công nhân",
    });
    const { personId, admissionId, isDecided } = await proposed(world, admission(world.cell, person));

    expect(isDecided).toBe(false);
    expect(await membershipsOf(personId)).toEqual([]);
    expect(await stateOf(admissionId)).toMatchObject({
      state: "proposed",
      proposed_by_id: world.secretary.accountId,
    });
    const { rows } = await owner.query("select * from person where id = $1", [personId]);
    expect(rows).toMatchObject([
      {
        full_name: "Đàm Thị Hoà",
        search_key: "dam thi hoa",
        area_id: areaId,
        phone: "+84912345678",
        education: "upper_secondary",
      },
    ]);
  });

  it("V05 keeps a birth date as far as it is known", async () => {
    const world = await cellWorld();
    const birth: PartialDate = { date: "1992-01-01", precision: "year" };
    const { personId } = await proposed(world, admission(world.cell, newcomer({ birth })));
    const { rows } = await owner.query("select birth_date::text, birth_precision from person where id = $1", [
      personId,
    ]);
    expect(rows).toEqual([{ birth_date: "1992-01-01", birth_precision: "year" }]);
  });

  it.each<[string, { birth?: PartialDate; education?: Education; admitOn?: string }, string, string[]]>([
    ["V01 too young", { birth: bornOn("2000-01-01") }, "too_young", []],
    [
      "V01 perhaps too young",
      { birth: { date: "1999-01-01", precision: "year" } },
      "warnings_unread",
      ["V01"],
    ],
    ["V02 older than 30", { birth: bornOn("1983-01-01") }, "too_old", []],
    [
      "V02 perhaps older than 30",
      { birth: { date: "1983-01-01", precision: "year" } },
      "warnings_unread",
      ["V02"],
    ],
    ["V03 without primary school", { education: "below_primary" }, "warnings_unread", ["V03"]],
    ["V04 born before 1900", { birth: bornOn("1899-12-31") }, "birth_impossible", []],
    ["V04 born tomorrow", { birth: bornOn(addDays(today(), 1)) }, "birth_impossible", []],
    ["V26 admitted tomorrow", { admitOn: addDays(today(), 1) }, "admission_in_future", []],
    [
      "before the chi đoàn was founded",
      { admitOn: "2011-12-31", birth: bornOn("1990-01-01") },
      "branch_not_alive",
      [],
    ],
  ])("%s", async (_, { admitOn = "2014-11-20", ...facts }, expected, rules) => {
    const world = await cellWorld();
    const input = admission(world.cell, newcomer(facts), { admitOn });
    expect(await proposeAdmission(world.secretary, deed(), input)).toMatchObject({ refusal: expected });
    const ticked = await proposeAdmission(world.secretary, deed(), { ...input, confirmed: rules });
    expect(ticked.ok).toBe(rules.length > 0);
  });

  it("judges by the charter of the day: 15 years and a day was enough in 2014 and is not in 2026 (V01)", async () => {
    const world = await cellWorld();
    const at15 = (born: string, admitOn: string) =>
      proposeAdmission(
        world.secretary,
        deed(),
        admission(world.cell, newcomer({ birth: bornOn(born) }), { admitOn }),
      );
    expect(await at15("1999-05-03", "2014-06-01")).toMatchObject({ ok: true });
    expect(await at15("2010-05-03", "2026-02-01")).toMatchObject({ refusal: "too_young" });
  });

  it("V33 warns of letters of the old fonts", async () => {
    const world = await cellWorld();
    const input = admission(world.cell, newcomer({ fullName: "NguyÔn V¨n An" }));
    expect(await proposeAdmission(world.secretary, deed(), input)).toMatchObject({
      refusal: "warnings_unread",
      details: { warnings: [{ rule: "V33" }] },
    });
  });

  it("V14 does not take a member of another chi đoàn, and does not say which that is", async () => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.otherCell });
    const answer = await proposeAdmission(world.officer, deed(), admission(world.cell, { id: personId }));
    expect(answer).toMatchObject({ refusal: "already_in_a_cell" });
    expect(JSON.stringify(answer)).not.toContain(world.otherCell);
  });

  it("V14 takes who has left the other chi đoàn by then, and not for a day before", async () => {
    const world = await cellWorld();
    const { personId, membershipId } = await member({ branchId: world.otherCell });
    await endMembership(world.officer, deed(), {
      membershipId,
      endKind: "left",
      on: "2014-06-01",
      reason: null,
    });
    const on = (admitOn: string) => admission(world.cell, { id: personId }, { admitOn });
    expect(await proposeAdmission(world.officer, deed(), on("2014-05-31"))).toMatchObject({
      refusal: "already_in_a_cell",
    });
    expect(await proposeAdmission(world.officer, deed(), on("2014-06-01"))).toMatchObject({ ok: true });
  });

  it("does not admit whoever is a member here already, nor propose them twice", async () => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.cell });
    expect(
      await proposeAdmission(world.secretary, deed(), admission(world.cell, { id: personId })),
    ).toMatchObject({
      refusal: "already_member_here",
    });
    const waiting = await proposed(world);
    expect(
      await proposeAdmission(world.secretary, deed(), admission(world.cell, { id: waiting.personId })),
    ).toMatchObject({ refusal: "already_proposed" });
  });

  it("V16 shows a record in sight that looks like the same person, to be used or passed over", async () => {
    const world = await cellWorld();
    const { personId } = await member({
      branchId: world.cell,
      fullName: "Nông Văn Sỹ",
      birthDate: "1990-05-03",
    });
    const input = admission(
      world.cell,
      newcomer({ fullName: "Nông Văn Sĩ", birth: { date: "1990-01-01", precision: "year" } }),
    );
    expect(await proposeAdmission(world.secretary, deed(), input)).toMatchObject({
      refusal: "warnings_unread",
      details: { warnings: [{ rule: "V16", finding: "known_here" }], duplicates: [{ id: personId }] },
    });
    expect(await proposeAdmission(world.secretary, deed(), { ...input, confirmed: ["V16"] })).toMatchObject({
      ok: true,
    });
  });

  it("V16 says yes or no of a record out of sight, and nothing else", async () => {
    const world = await cellWorld();
    const hidden = await branch({ provinceId: world.provinceId, unitId: world.districtB });
    const { personId } = await member({ branchId: hidden, fullName: "Lục Thị Kín", birthDate: "1990-05-03" });
    const input = admission(world.cell, newcomer({ fullName: "Lục Thị Kín", birth: bornOn("1990-05-03") }));
    const answer = await proposeAdmission(world.secretary, deed(), input);
    expect(answer).toMatchObject({
      details: { warnings: [{ rule: "V16", finding: "known_elsewhere" }], duplicates: [] },
    });
    expect(JSON.stringify(answer)).not.toContain(personId);
    const stranger = { ...input, person: newcomer({ fullName: "Lục Thị Kín", birth: bornOn("1991-05-03") }) };
    expect(await proposeAdmission(world.secretary, deed(), stranger)).toMatchObject({ ok: true });
  });

  it("refuses a commune that does not exist", async () => {
    const world = await cellWorld();
    const input = admission(world.cell, newcomer({ areaId: world.cell }));
    expect(await proposeAdmission(world.secretary, deed(), input)).toMatchObject({
      refusal: "area_not_found",
    });
  });

  it("writes once when the form is sent twice", async () => {
    const world = await cellWorld();
    const asked = deed();
    const input = admission(world.cell);
    const answers = await Promise.all([1, 2, 3].map(() => proposeAdmission(world.secretary, asked, input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { rows } = await owner.query("select * from admission where branch_id = $1", [world.cell]);
    expect(rows).toHaveLength(1);
    expect(await proposeAdmission(world.secretary, asked, { ...input, admitOn: "2014-11-21" })).toMatchObject(
      {
        refusal: "request_reused",
      },
    );
  });

  it("is found by nobody who does not keep the chi đoàn", async () => {
    const world = await cellWorld();
    for (const [who, outsider] of Object.entries(world.outsiders)) {
      expect(await proposeAdmission(outsider, deed(), admission(world.cell)), who).toMatchObject({
        refusal: "branch_not_found",
      });
      expect(
        await registerCandidate(outsider, deed(), {
          branchId: world.cell,
          person: newcomer(),
          confirmed: [],
        }),
        who,
      ).toMatchObject({ refusal: "branch_not_found" });
    }
  });

  it("does not find a person out of sight", async () => {
    const world = await cellWorld();
    const { personId } = await member({ branchId: world.otherCell });
    expect(
      await proposeAdmission(world.secretary, deed(), admission(world.cell, { id: personId })),
    ).toMatchObject({
      refusal: "person_not_found",
    });
  });
});

describe("the level above decides", () => {
  it("the unit's officer approves: the membership begins on the day of admission", async () => {
    const world = await cellWorld();
    const { admissionId, personId } = await proposed(world);
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({ ok: true });
    const [membership] = await membershipsOf(personId);
    expect(membership).toMatchObject({ start_kind: "admitted", valid_from: "2014-11-20", valid_to: null });
    expect(await stateOf(admissionId)).toMatchObject({
      ...{ state: "approved", membership_id: membership.id, decision_number: "12 -QĐ/HĐ" },
      decided_by_id: world.officer.accountId,
    });
  });

  it("refuses with a reason, and the person may be proposed again", async () => {
    const world = await cellWorld();
    const { admissionId, personId } = await proposed(world);
    expect(await decideAdmissions(world.officer, deed(), refusal(admissionId))).toMatchObject({ ok: true });
    expect(await membershipsOf(personId)).toEqual([]);
    expect(await stateOf(admissionId)).toMatchObject({ state: "refused", decision_reason: "Chưa đủ hồ sơ" });
    expect(
      await proposeAdmission(world.secretary, deed(), admission(world.cell, { id: personId })),
    ).toMatchObject({
      ok: true,
    });
  });

  it("the secretary of the đoàn cơ sở above decides too, the chi đoàn's own never", async () => {
    const world = await cellWorld();
    const { provinceId, districtA } = world;
    const above = await branch({ provinceId, unitId: districtA, kind: "grassroots_union" });
    const below = await branch({ provinceId, unitId: districtA, parentId: above });
    const lower = await world.secretaryOf(below);
    const upper = await world.secretaryOf(above);
    const answer = await proposeAdmission(lower, deed(), admission(below));
    const admissionId = answer.ok ? answer.value.admissionId : "";
    expect(await decideAdmissions(lower, deed(), approve(admissionId))).toMatchObject({
      refusal: "admission_not_found",
    });
    expect(await decideAdmissions(upper, deed(), approve(admissionId))).toMatchObject({ ok: true });
  });

  it("nobody decides a proposal of their own, not even the officer", async () => {
    const world = await cellWorld();
    const answer = await proposeAdmission(world.officer, deed(), admission(world.cell));
    const admissionId = answer.ok ? answer.value.admissionId : "";
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({
      refusal: "own_proposal",
    });
    const colleague = await viewer({
      role: "unit_officer",
      provinceId: world.provinceId,
      unitId: world.districtA,
    });
    expect(await decideAdmissions(colleague, deed(), approve(admissionId))).toMatchObject({ ok: true });
  });

  it.each(["grassroots_cell", "grassroots_union"] as const)(
    "a %s decides alone and at once",
    async (kind) => {
      const { provinceId, districtA, secretaryOf } = await cellWorld();
      const own = await branch({ provinceId, unitId: districtA, kind });
      const answer = await proposeAdmission(await secretaryOf(own), deed(), admission(own));
      expect(answer).toMatchObject({ ok: true, value: { isDecided: true } });
      const { personId, admissionId } = answer.ok ? answer.value : { personId: "", admissionId: "" };
      expect(await membershipsOf(personId)).toMatchObject([
        { start_kind: "admitted", valid_from: "2014-11-20" },
      ]);
      expect(await stateOf(admissionId)).toMatchObject({ state: "approved" });
    },
  );

  it.each(["chapter", "club"] as const)(
    "hội viên of a %s are proposed and approved by the level above, whatever chi đoàn they are in",
    async (kind) => {
      const world = await cellWorld();
      const { provinceId, districtA } = world;
      const hoi = await branch({ provinceId, unitId: districtA, line: "association", kind });
      const { personId } = await member({ branchId: world.cell });
      const answer = await proposeAdmission(world.officer, deed(), admission(hoi, { id: personId }));
      const admissionId = answer.ok ? answer.value.admissionId : "";
      const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
      expect(await decideAdmissions(colleague, deed(), approve(admissionId))).toMatchObject({ ok: true });
      expect(await membershipsOf(personId)).toHaveLength(2);
    },
  );

  it("V14 refuses an approval that became impossible, names the person and writes none of the others", async () => {
    const world = await cellWorld();
    const first = await proposed(world);
    const second = await proposed(world);
    await owner.query(
      `insert into membership (id, person_id, branch_id, start_kind, valid_from, recorded_by_id)
       values (gen_random_uuid(), $1, $2, 'transferred_in', '2014-12-01', gen_random_uuid())`,
      [second.personId, world.otherCell],
    );
    const { rows } = await owner.query("select full_name from person where id = $1", [second.personId]);
    expect(
      await decideAdmissions(world.officer, deed(), approve(first.admissionId, second.admissionId)),
    ).toMatchObject({ refusal: "already_in_a_cell", details: { names: [rows[0].full_name] } });
    expect(await membershipsOf(first.personId)).toEqual([]);
  });

  it("V01 refuses an approval when the birth date was corrected meanwhile", async () => {
    const world = await cellWorld();
    const { admissionId, personId } = await proposed(world);
    await owner.query("update person set birth_date = '2004-01-01' where id = $1", [personId]);
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({
      refusal: "too_young",
    });
    await owner.query("update person set birth_date = '1970-01-01' where id = $1", [personId]);
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({
      refusal: "too_old",
    });
  });

  it("two officers at once: one decides, the other is told", async () => {
    const world = await cellWorld();
    const colleague = await viewer({
      role: "unit_officer",
      provinceId: world.provinceId,
      unitId: world.districtA,
    });
    const { admissionId, personId } = await proposed(world);
    const answers = await Promise.all([
      decideAdmissions(world.officer, deed(), approve(admissionId)),
      decideAdmissions(colleague, deed(), refusal(admissionId)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: "already_decided" });
    const { state } = await stateOf(admissionId);
    expect(await membershipsOf(personId)).toHaveLength(state === "approved" ? 1 : 0);
  });

  it("two proposals of one person: only one becomes a membership (V14)", async () => {
    const world = await cellWorld();
    const one = await proposed(world);
    const other = await proposeAdmission(
      world.officer,
      deed(),
      admission(world.otherCell, { id: one.personId }),
    );
    const colleague = await viewer({
      role: "unit_officer",
      provinceId: world.provinceId,
      unitId: world.districtA,
    });
    const ids = [one.admissionId, other.ok ? other.value.admissionId : ""];
    const answers = await Promise.all(ids.map((id) => decideAdmissions(colleague, deed(), approve(id))));
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.refusal)).sort()).toEqual([
      "already_in_a_cell",
      "ok",
    ]);
    expect(await membershipsOf(one.personId)).toHaveLength(1);
  });

  it("is found by no outsider", async () => {
    const world = await cellWorld();
    const { admissionId } = await proposed(world);
    for (const [who, outsider] of Object.entries({ ...world.outsiders, "the secretary": world.secretary })) {
      expect(await decideAdmissions(outsider, deed(), approve(admissionId)), who).toMatchObject({
        refusal: "admission_not_found",
      });
    }
    for (const [who, outsider] of Object.entries(world.outsiders)) {
      expect(await withdrawAdmission(outsider, deed(), { admissionId }), who).toMatchObject({
        refusal: "admission_not_found",
      });
    }
  });

  it("a proposal is withdrawn once, and not decided afterwards", async () => {
    const world = await cellWorld();
    const { admissionId } = await proposed(world);
    expect(await withdrawAdmission(world.secretary, deed(), { admissionId })).toMatchObject({ ok: true });
    expect(await withdrawAdmission(world.secretary, deed(), { admissionId })).toMatchObject({
      refusal: "already_decided",
    });
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({
      refusal: "already_decided",
    });
  });
});

describe("V02 past 30 by an exception", () => {
  it("asked for by name, granted by the organisation department, used once and for that person only", async () => {
    const world = await cellWorld();
    const department = world.outsiders["the organisation department"];
    const old = newcomer({ birth: bornOn("1980-05-03") });
    const registered = await registerCandidate(world.secretary, deed(), {
      ...{ branchId: world.cell, person: old, confirmed: [] },
    });
    const person = { id: registered.ok ? registered.value.personId : "" };
    const refused = await proposeAdmission(world.secretary, deed(), admission(world.cell, person));
    if (refused.ok || refused.refusal !== "too_old") throw new Error("Not refused for age");
    const { line, subject } = refused.details;
    expect(subject).toContain(old.fullName);
    const asked = await askOverride(world.secretary, deed(), {
      ...{ rule: "V02", branchId: world.cell, line, subject, reason: "Công nhân nòng cốt" },
    });
    const overrideId = asked.ok ? asked.value.id : "";
    expect(await proposeAdmission(world.secretary, deed(), admission(world.cell, person))).toMatchObject({
      refusal: "too_old",
    });
    expect(
      await decideOverride(department, deed(), {
        ...{ overrideId, version: 1, decision: "granted", decisionNote: "Đồng ý" },
      }),
    ).toMatchObject({ ok: true });

    const another = newcomer({ birth: bornOn("1980-05-03") });
    expect(await proposeAdmission(world.secretary, deed(), admission(world.cell, another))).toMatchObject({
      refusal: "too_old",
    });
    const answer = await proposeAdmission(world.secretary, deed(), admission(world.cell, person));
    const admissionId = answer.ok ? answer.value.admissionId : "";
    expect(answer).toMatchObject({ ok: true });
    expect(await decideAdmissions(world.officer, deed(), approve(admissionId))).toMatchObject({ ok: true });
    const { rows } = await owner.query("select state, used_by_id from override_request where id = $1", [
      overrideId,
    ]);
    expect(rows).toEqual([{ state: "used", used_by_id: admissionId }]);
  });
});
