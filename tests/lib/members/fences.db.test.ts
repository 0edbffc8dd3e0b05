import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { endMembership, proposeAdmission } from "@/lib/members/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row, viewer } from "@/tests/support/factories";
import { admission, cellWorld, membershipsOf } from "@/tests/support/factories-members";

/** What a program that forgot every rule would try, in the viewer's own session: rows written, or "refused". */
const attempt = async (who: Viewer, statement: string): Promise<number | "refused"> => {
  try {
    return await withViewer(who, (tx) => tx.$executeRawUnsafe(statement));
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: "" };
    if (/row-level security|permission denied/.test(message)) return "refused";
    throw error;
  }
};

const insertMembership = (personId: string, branchId: string, startKind: string, from = "2014-11-20") =>
  `insert into membership (id, person_id, branch_id, start_kind, valid_from, recorded_by_id)
   values ('${newId()}', '${personId}', '${branchId}', '${startKind}', '${from}', '${newId()}')`;

const approveBy = (who: Viewer, admissionId: string, membershipId: string) =>
  `update admission set state = 'approved', decided_by_id = '${who.accountId}', decided_at = now(), membership_id = '${membershipId}'
   where id = '${admissionId}'`;

const insertAdmission = (personId: string, branchId: string, proposer: string, decider?: string) =>
  decider
    ? `insert into admission (id, person_id, branch_id, admit_on, state, proposed_by_id, decided_by_id, decided_at, membership_id)
       values ('${newId()}', '${personId}', '${branchId}', '2014-11-20', 'approved', '${proposer}', '${decider}', now(), '${newId()}')`
    : `insert into admission (id, person_id, branch_id, admit_on, proposed_by_id)
       values ('${newId()}', '${personId}', '${branchId}', '2014-11-20', '${proposer}')`;

async function proposal() {
  const world = await cellWorld();
  const answer = await proposeAdmission(world.secretary, deed(), admission(world.cell));
  if (!answer.ok) throw new Error(answer.refusal);
  return { ...world, ...answer.value };
}

describe("the second fence around admissions, by raw SQL", () => {
  it("a chi đoàn's secretary cannot approve, in no way", async () => {
    const { cell, secretary, officer, admissionId, personId } = await proposal();
    const { membershipId } = await member({ branchId: cell });
    expect(await attempt(secretary, approveBy(secretary, admissionId, membershipId))).toBe("refused");
    expect(await attempt(secretary, approveBy(officer, admissionId, membershipId))).toBe("refused");
    expect(
      await attempt(secretary, insertAdmission(personId, cell, secretary.accountId, secretary.accountId)),
    ).toBe("refused");
    const byOfficer = await proposeAdmission(officer, deed(), admission(cell));
    const theirs = byOfficer.ok ? byOfficer.value.admissionId : "";
    expect(await attempt(secretary, approveBy(secretary, theirs, membershipId))).toBe("refused");
  });

  it.each(["admitted", "founding", "transferred_in", "restored", "on_record"])(
    "a chi đoàn's secretary cannot enter a membership as %s",
    async (startKind) => {
      const { cell, secretary, personId } = await proposal();
      expect(await attempt(secretary, insertMembership(personId, cell, startKind))).toBe("refused");
      expect(await membershipsOf(personId)).toEqual([]);
    },
  );

  it("nor bring back somebody who has left", async () => {
    const { cell, secretary } = await proposal();
    const { personId, membershipId } = await member({ branchId: cell });
    await endMembership(secretary, deed(), { membershipId, endKind: "left", on: "2014-06-01", reason: null });
    expect(await attempt(secretary, insertMembership(personId, cell, "founding"))).toBe("refused");
  });

  it("an officer decides neither an own proposal nor without a proposal; a colleague does", async () => {
    const world = await proposal();
    const { cell, officer, provinceId, districtA } = world;
    const answer = await proposeAdmission(officer, deed(), admission(cell));
    const { personId, admissionId } = answer.ok ? answer.value : { personId: "", admissionId: "" };
    expect(await attempt(officer, insertMembership(personId, cell, "admitted"))).toBe("refused");
    const { membershipId } = await member({ branchId: cell });
    expect(await attempt(officer, approveBy(officer, admissionId, membershipId))).toBe("refused");
    const stranger = await member({ branchId: world.otherCell });
    expect(await attempt(officer, insertMembership(stranger.personId, cell, "admitted"))).toBe("refused");

    const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    // Approved with a membership of somebody else is no approval.
    expect(await attempt(colleague, approveBy(colleague, admissionId, membershipId))).toBe("refused");
    expect(await attempt(colleague, insertMembership(personId, cell, "admitted"))).toBe(1);
    const [{ id }] = await membershipsOf(personId);
    expect(await attempt(colleague, approveBy(colleague, admissionId, id))).toBe(1);
  });

  it("a chi đoàn cơ sở's secretary admits, a đoàn cơ sở's secretary approves below and not in one's own name", async () => {
    const { provinceId, districtA, secretaryOf } = await proposal();
    const alone = await branch({ provinceId, unitId: districtA, kind: "grassroots_cell" });
    const above = await branch({ provinceId, unitId: districtA, kind: "grassroots_union" });
    const below = await branch({ provinceId, unitId: districtA, parentId: above });
    const [one, upper, lower] = [
      await secretaryOf(alone),
      await secretaryOf(above),
      await secretaryOf(below),
    ];
    const gone = await member({ branchId: alone });
    await endMembership(one, deed(), {
      ...{ membershipId: gone.membershipId, on: "2014-06-01" },
      endKind: "left",
      reason: null,
    });
    expect(await attempt(one, insertMembership(gone.personId, alone, "admitted"))).toBe(1);

    const answer = await proposeAdmission(lower, deed(), admission(below));
    const personId = answer.ok ? answer.value.personId : "";
    expect(await attempt(lower, insertMembership(personId, below, "admitted"))).toBe("refused");
    expect(await attempt(upper, insertMembership(personId, below, "admitted"))).toBe(1);
    const own = await proposeAdmission(upper, deed(), admission(below));
    expect(await attempt(upper, insertMembership(own.ok ? own.value.personId : "", below, "admitted"))).toBe(
      "refused",
    );
  });

  it("nobody proposes in another's name, nor rewrites a proposal", async () => {
    const { cell, secretary, officer, admissionId, personId } = await proposal();
    const { personId: other } = await member({ branchId: cell });
    expect(await attempt(secretary, insertAdmission(other, cell, officer.accountId))).toBe("refused");
    for (const change of [
      "admit_on = '2014-01-01'",
      `person_id = '${other}'`,
      `proposed_by_id = '${personId}'`,
    ]) {
      expect(await attempt(secretary, `update admission set ${change} where id = '${admissionId}'`)).toBe(
        "refused",
      );
      expect(await attempt(officer, `update admission set ${change} where id = '${admissionId}'`)).toBe(
        "refused",
      );
    }
  });
});

describe("rows in two times, by raw SQL", () => {
  it.each(["membership", "post"])(
    "a %s is voided and never rewritten, brought back or deleted",
    async (table) => {
      const { cell, secretary, officer } = await cellWorld();
      const { personId, membershipId } = await member({ branchId: cell });
      const postId = await row("post", {
        ...{ branch_id: cell, person_id: personId, title: "secretary" },
        ...{ valid_from: "2014-01-01", recorded_by_id: newId() },
      });
      const id = table === "membership" ? membershipId : postId;
      for (const who of [secretary, officer]) {
        expect(await attempt(who, `update ${table} set valid_from = '2013-01-01' where id = '${id}'`)).toBe(
          "refused",
        );
        expect(await attempt(who, `delete from ${table} where id = '${id}'`)).toBe("refused");
      }
      expect(await attempt(secretary, `update ${table} set voided_at = now() where id = '${id}'`)).toBe(1);
      expect(await attempt(secretary, `update ${table} set voided_at = null where id = '${id}'`)).toBe(0);
    },
  );
});

describe("outsiders, by raw SQL", () => {
  it("read nothing and write nothing of a chi đoàn's people", async () => {
    const world = await proposal();
    const { cell, admissionId } = world;
    const { personId, membershipId } = await member({ branchId: cell });
    const postId = await row("post", {
      ...{ branch_id: cell, person_id: personId, title: "secretary" },
      ...{ valid_from: "2014-01-01", recorded_by_id: newId() },
    });
    const readers = ["the province's committee", "the organisation department"];
    for (const [who, outsider] of Object.entries(world.outsiders)) {
      const counts = await withViewer(
        outsider,
        (tx) =>
          tx.$queryRaw`select (select count(*)::int from membership where branch_id = ${cell}::uuid) as memberships,
          (select count(*)::int from admission where branch_id = ${cell}::uuid) as admissions,
          (select count(*)::int from post where branch_id = ${cell}::uuid) as posts,
          (select count(*)::int from person where id = ${personId}::uuid) as persons,
          (select count(*)::int from audit_entry where table_name = 'person' and row_id = ${personId}) as trace`,
      );
      const seen = readers.includes(who) ? 1 : 0;
      expect(counts, who).toEqual([
        { memberships: seen, admissions: seen, posts: seen, persons: seen, trace: seen },
      ]);
      for (const statement of [
        insertMembership(personId, cell, "admitted"),
        insertMembership(personId, cell, "on_record"),
        insertAdmission(personId, cell, outsider.accountId),
        approveBy(outsider, admissionId, membershipId),
        `update membership set voided_at = now() where id = '${membershipId}'`,
        `update post set voided_at = now() where id = '${postId}'`,
        `update person set full_name = 'x' where id = '${personId}'`,
        `insert into post (id, branch_id, person_id, title, valid_from, recorded_by_id)
         values ('${newId()}', '${cell}', '${personId}', 'deputy_secretary', '2014-01-01', '${newId()}')`,
      ]) {
        expect([0, "refused"], `${who}: ${statement}`).toContain(await attempt(outsider, statement));
      }
      const registered = await withViewer(
        outsider,
        (tx) =>
          tx.$queryRaw`select access.register_person(${newId()}::uuid, ${cell}::uuid, 'A', 'a', 'a', null, null, null, null, null, null, null) as done`,
      );
      expect(registered, who).toEqual([{ done: false }]);
    }
  });

  it("the Hội department reads of đoàn viên neither the trace nor requests for exceptions, of hội viên both", async () => {
    const { provinceId, districtA, cell, outsiders, officer } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    await member({ branchId: cell });
    await member({ branchId: chapter });
    for (const [branchId, line] of [
      [cell, "union"],
      [chapter, "association"],
    ]) {
      await row("override_request", {
        ...{ rule: "V02", branch_id: branchId, line, subject: "Kết nạp Nông Văn A", reason: "x" },
        requested_by_id: officer.accountId,
      });
    }
    const lines = (who: Viewer) =>
      withViewer(
        who,
        (tx) =>
          tx.$queryRaw<{ trace: string[]; asked: string[] }[]>`
          select (select array_agg(distinct coalesce(after, before) ->> 'line' order by coalesce(after, before) ->> 'line') from audit_entry where table_name = 'membership') as trace,
            (select array_agg(distinct line::text order by line::text) from override_request) as asked`,
      );
    expect(await lines(outsiders["the Hội department"])).toEqual([
      { trace: ["association"], asked: ["association"] },
    ]);
    const both = ["association", "union"];
    expect(await lines(outsiders["the organisation department"])).toEqual([{ trace: both, asked: both }]);
    expect(await lines(officer)).toEqual([{ trace: both, asked: both }]);
    expect(await lines(outsiders["the sibling district's officer"])).toEqual([{ trace: null, asked: null }]);
  });

  it("the trace of a person's record tells who changed what to those who see the person", async () => {
    const { cell, secretary } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    await owner.query("update person set occupation = 'Lái xe' where id = $1", [personId]);
    const trace = await withViewer(
      secretary,
      (tx) =>
        tx.$queryRaw<
          { operation: string }[]
        >`select operation::text from audit_entry where table_name = 'person' and row_id = ${personId} order by id desc`,
    );
    expect(trace.map(({ operation }) => operation)).toEqual(["UPDATE", "INSERT"]);
  });
});
