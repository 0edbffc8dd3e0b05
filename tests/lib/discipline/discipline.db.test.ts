import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { liftDiscipline, recordDiscipline } from "@/lib/discipline/commands";
import { disciplineOfBranch, disciplineOfPerson, newDiscipline } from "@/lib/discipline/queries";
import type { DisciplineInput } from "@/lib/discipline/schema";
import { endMembership, restoreMembership } from "@/lib/members/commands";
import { receiveTransfer } from "@/lib/transfers/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row } from "@/tests/support/factories";
import { post } from "@/tests/support/factories-branches";
import { cellWorld, membershipsOf, postsOf } from "@/tests/support/factories-members";
import { sentTransfer, transferWorld } from "@/tests/support/factories-transfers";

const refusal = (answer: { ok: boolean; refusal?: string }) => (answer.ok ? "done" : answer.refusal);

const decision = (given: Partial<DisciplineInput> & Pick<DisciplineInput, "branchId">): DisciplineInput => ({
  ...{ personId: null, kind: "reprimand", decisionNumber: "3 -QĐ/CĐ", decidedBy: "Ban Chấp hành chi đoàn" },
  ...{ on: "2014-11-01", reason: "Vắng sinh hoạt không lý do", until: null },
  ...given,
});

async function disciplined() {
  const world = await cellWorld();
  return { ...world, ...(await member({ branchId: world.cell })) };
}

const idOf = async (personId: string) => {
  const { rows } = await owner.query("select id from discipline where person_id = $1 and voided_at is null", [
    personId,
  ]);
  return String(rows[0]?.id);
};

describe("a decision on a member", () => {
  it("stands in the register with its number, body and reason until it is lifted, and the trace says who did it", async () => {
    const { secretary, cell, personId } = await disciplined();
    const asked = deed("Vắng");
    expect(await recordDiscipline(secretary, asked, decision({ branchId: cell, personId }))).toMatchObject({
      ok: true,
    });
    const disciplineId = await idOf(personId);
    const lift = { disciplineId, on: "2014-12-01", reason: "Đã sửa chữa" };
    expect(refusal(await liftDiscipline(secretary, deed(), { ...lift, on: "2014-11-01" }))).toBe(
      "lifted_before_decision",
    );
    expect(refusal(await liftDiscipline(secretary, deed(), lift))).toBe("done");
    expect(refusal(await liftDiscipline(secretary, deed(), lift))).toBe("already_lifted");
    const register = await withViewer(secretary, (tx) => disciplineOfBranch(secretary, tx, cell));
    expect(register?.rows).toMatchObject([
      { kind: "reprimand", decisionNumber: "3 -QĐ/CĐ", validFrom: "2014-11-01", validTo: "2014-12-01" },
    ]);
    const { rows } = await owner.query(
      "select table_name, deed from audit_entry where request_id = $1 order by id",
      [asked.requestId],
    );
    expect(rows).toEqual([{ table_name: "discipline", deed: "discipline.record" }]);
    expect(await membershipsOf(personId)).toMatchObject([{ valid_to: null }]);
  });

  it("a dismissal ends the posts held there and needs one; the membership goes on", async () => {
    const { officer, cell, personId } = await disciplined();
    const dismissal = decision({ branchId: cell, personId, kind: "dismissal" });
    expect(refusal(await recordDiscipline(officer, deed(), dismissal))).toBe("holds_no_post");
    await post(cell, personId);
    expect(await recordDiscipline(officer, deed(), dismissal)).toMatchObject({ value: { postsEnded: 1 } });
    expect(await postsOf(cell)).toMatchObject([{ valid_to: "2014-11-01" }]);
    expect(await membershipsOf(personId)).toMatchObject([{ valid_to: null }]);
  });

  it("an expulsion ends the membership, and is the only way to end one so", async () => {
    const { officer, cell, personId, membershipId } = await disciplined();
    const end = { membershipId, endKind: "expelled", on: "2014-11-01", reason: "QĐ 3" } as const;
    expect(refusal(await endMembership(officer, deed(), end))).toBe("needs_discipline");
    // The database says the same whatever the program forgets.
    const insert = row("membership", {
      ...{ person_id: personId, branch_id: cell, start_kind: "on_record", valid_from: "2011-01-01" },
      ...{ valid_to: "2011-06-01", end_kind: "expelled", recorded_by_id: personId },
    });
    await expect(insert).rejects.toThrow("no decision expels");
    await post(cell, personId);
    const expulsion = decision({ branchId: cell, personId, kind: "expulsion" });
    expect(await recordDiscipline(officer, deed(), expulsion)).toMatchObject({ value: { postsEnded: 1 } });
    expect(await membershipsOf(personId)).toMatchObject([
      { end_kind: "expelled", valid_to: "2014-11-01", end_reason: "Quyết định kỷ luật số 3 -QĐ/CĐ" },
    ]);
    expect(refusal(await recordDiscipline(officer, deed(), { ...expulsion, decisionNumber: "4" }))).toBe(
      "already_ended",
    );
  });

  it("nobody expelled is restored while the decision stands", async () => {
    const { officer, cell, personId, membershipId } = await disciplined();
    await recordDiscipline(officer, deed(), decision({ branchId: cell, personId, kind: "expulsion" }));
    const restoration = { membershipId, on: "2014-12-05", reason: "QĐ 9" };
    expect(refusal(await restoreMembership(officer, deed(), restoration))).toBe("expulsion_stands");
    const disciplineId = await idOf(personId);
    await liftDiscipline(officer, deed(), { disciplineId, on: "2014-12-01", reason: "QĐ 8" });
    expect(refusal(await restoreMembership(officer, deed(), restoration))).toBe("done");
  });

  it.each<[string, Partial<DisciplineInput>, string]>([
    ["V26 tomorrow", { on: addDays(today(), 1) }, "date_in_future"],
    ["before the person was a member", { on: "2011-01-01" }, "not_a_member"],
    ["that ends before it begins", { until: "2014-11-01" }, "until_before_decision"],
    ["of a form only an organisation suffers", { kind: "dissolution" }, "kind_not_yours"],
  ])("refuses one %s", async (_, given, expected) => {
    const { officer, cell, personId } = await disciplined();
    const answer = await recordDiscipline(officer, deed(), decision({ branchId: cell, personId, ...given }));
    expect(refusal(answer)).toBe(expected);
  });

  it("V27: the same decision on the same member is written once", async () => {
    const { secretary, officer, cell, personId } = await disciplined();
    const answers = await Promise.all(
      [secretary, officer].map((who) =>
        recordDiscipline(who, deed(), decision({ branchId: cell, personId })),
      ),
    );
    expect(answers.map(refusal).sort()).toEqual(["already_recorded", "done"]);
  });
});

describe("who decides", () => {
  it("the chi đoàn reprimands and warns; what takes a post or the membership is the level above's", async () => {
    const { secretary, cell, personId } = await disciplined();
    await post(cell, personId);
    const attempt = (kind: DisciplineInput["kind"]) =>
      recordDiscipline(secretary, deed(), decision({ branchId: cell, personId, kind, decisionNumber: kind }));
    expect(refusal(await attempt("reprimand"))).toBe("done");
    expect(refusal(await attempt("warning"))).toBe("done");
    expect(refusal(await attempt("dismissal"))).toBe("kind_not_yours");
    expect(refusal(await attempt("expulsion"))).toBe("kind_not_yours");
  });

  it("a chi đoàn cơ sở is its own level above for its members, not for itself", async () => {
    const { provinceId, districtA, secretaryOf } = await cellWorld();
    const alone = await branch({ provinceId, unitId: districtA, kind: "grassroots_cell" });
    const head = await secretaryOf(alone);
    const { personId } = await member({ branchId: alone });
    const own = decision({ branchId: alone, kind: "warning" });
    expect(refusal(await recordDiscipline(head, deed(), own))).toBe("branch_not_found");
    const expulsion = decision({ branchId: alone, personId, kind: "expulsion" });
    expect(refusal(await recordDiscipline(head, deed(), expulsion))).toBe("done");
  });

  it("an organisation is disciplined by the level above; a dissolution ends nothing by itself (V34)", async () => {
    const { secretary, officer, cell } = await disciplined();
    const dissolution = decision({ branchId: cell, kind: "dissolution" });
    expect(refusal(await recordDiscipline(secretary, deed(), dissolution))).toBe("branch_not_found");
    expect(refusal(await recordDiscipline(officer, deed(), { ...dissolution, kind: "expulsion" }))).toBe(
      "kind_not_yours",
    );
    expect(refusal(await recordDiscipline(officer, deed(), dissolution))).toBe("done");
    const { rows } = await owner.query(
      "select valid_to from branch_life where branch_id = $1 and voided_at is null",
      [cell],
    );
    expect(rows).toEqual([{ valid_to: null }]);
    const form = await withViewer(secretary, (tx) => newDiscipline(secretary, tx, cell, undefined));
    expect(form).toBeNull();
  });
});

describe("who reads", () => {
  const seen = (who: Viewer, branchId: string, personId: string) =>
    withViewer(who, async (tx) => ({
      register: (await disciplineOfBranch(who, tx, branchId))?.rows.length ?? null,
      person: (await disciplineOfPerson(who, tx, personId)).length,
      rows: await tx.discipline.count({ where: { personId } }),
    }));

  it("who answers for the person, and the department of inspection; neither the committee nor the Hội side", async () => {
    const { secretary, officer, outsiders, cell, personId } = await disciplined();
    await recordDiscipline(secretary, deed(), decision({ branchId: cell, personId }));
    for (const who of [secretary, officer, outsiders["the organisation department"]]) {
      expect(await seen(who, cell, personId)).toEqual({ register: 1, person: 1, rows: 1 });
    }
    const { "the organisation department": _, ...others } = outsiders;
    for (const [name, who] of Object.entries(others)) {
      expect(await seen(who, cell, personId), name).toEqual({ register: null, person: 0, rows: 0 });
    }
  });

  it("after a transfer whoever answers for the person now, and the register where it was decided", async () => {
    const world = await transferWorld();
    const { secretary, officer, receiver, cell, personId } = world;
    await recordDiscipline(secretary, deed(), decision({ branchId: cell, personId, on: "2014-10-01" }));
    expect(await seen(receiver, cell, personId)).toEqual({ register: null, person: 0, rows: 0 });
    const transferId = await sentTransfer(world);
    await receiveTransfer(receiver, deed(), { transferId, on: "2014-12-01", note: null, confirmed: [] });
    expect(await seen(receiver, cell, personId)).toEqual({ register: null, person: 1, rows: 1 });
    expect(await seen(officer, cell, personId)).toMatchObject({ register: 1, rows: 1 });
  });

  it("an erased person's reasons are gone, the count stays", async () => {
    const { secretary, provinceId, cell, personId } = await disciplined();
    await recordDiscipline(secretary, deed(), decision({ branchId: cell, personId }));
    await owner.query("insert into erased_person (person_id, province_id, shown_name) values ($1, $2, 'x')", [
      personId,
      provinceId,
    ]);
    const { rows } = await owner.query("select reason, kind from discipline where person_id = $1", [
      personId,
    ]);
    expect(rows).toEqual([{ reason: "Đã xoá", kind: "reprimand" }]);
  });
});
