import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { askDuplicate, decideDuplicate } from "@/lib/duplicates/commands";
import { duplicatesAsked, duplicatesToDecide } from "@/lib/duplicates/queries";
import { decideAdmissions, proposeAdmission } from "@/lib/members/commands";
import { writeSensitive } from "@/lib/sensitive/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, viewer } from "@/tests/support/factories";
import { admission, bornOn, cellWorld, newcomer } from "@/tests/support/factories-members";

const desk = (who: Viewer) => withViewer(who, (tx) => duplicatesToDecide(who, tx));
const asked = (who: Viewer, personId?: string) => withViewer(who, (tx) => duplicatesAsked(who, tx, personId));

/** Somebody is a member of one chi đoàn; a secretary elsewhere proposes to admit somebody who looks the same. */
async function lookalikes(place: "the same district" | "another district") {
  const world = await cellWorld();
  const unitId = place === "the same district" ? world.districtA : world.districtB;
  const far = await branch({ provinceId: world.provinceId, unitId });
  const facts = newcomer({ birth: bornOn("1992-05-03") });
  const known = await member({ branchId: far, fullName: facts.fullName, birthDate: "1992-05-03" });
  const proposed = await proposeAdmission(
    world.secretary,
    deed(),
    admission(world.cell, facts, { confirmed: ["V16"] }),
  );
  if (!proposed.ok) throw new Error(proposed.refusal);
  return { ...world, far, known, ...proposed.value };
}

const approve = (who: Viewer, admissionId: string) =>
  decideAdmissions(who, deed(), {
    ...{ admissionIds: [admissionId], verdict: "approve" as const, decisionNumber: null, reason: null },
  });
const verdict = (caseId: string, given: "different" | "same") => ({
  ...{ caseId, verdict: given, note: "Đã đối chiếu sổ đoàn viên" },
});

describe("V16 across scopes", () => {
  it("goes to the unit above both organisations, and nobody else", async () => {
    const world = await lookalikes("the same district");
    const [found] = await desk(world.officer);
    expect(found).toMatchObject({ person: { id: world.personId }, other: { id: world.known.personId } });
    for (const who of [...Object.values(world.outsiders), world.secretary])
      expect(await desk(who)).toEqual([]);
  });

  it("goes to the organisation department where the organisations lie below two units", async () => {
    const world = await lookalikes("another district");
    const { outsiders } = world;
    expect(await desk(outsiders["the organisation department"])).toHaveLength(1);
    for (const who of [
      world.officer,
      outsiders["the sibling district's officer"],
      outsiders["the province's committee"],
    ]) {
      expect(await desk(who)).toEqual([]);
    }
  });

  it("tells the asker that it is being looked at and what came of it, and nothing of the other record", async () => {
    const world = await lookalikes("another district");
    const mine = await asked(world.secretary);
    expect(mine).toMatchObject([{ personId: world.personId, state: "open", note: null }]);
    expect(await asked(world.outsiders["another chi đoàn's secretary"], world.personId)).toEqual([]);
    expect(JSON.stringify(mine)).not.toContain(world.known.personId);
    expect(JSON.stringify(mine)).not.toContain(world.far);
    await expect(
      withViewer(world.secretary, (tx) => tx.$queryRaw`select other_id from duplicate_case`),
    ).rejects.toThrow(/permission denied/);
    const { rows } = await withViewer(world.secretary, async (tx) => ({
      rows: await tx.$queryRaw<{ entry: string }[]>`select row_to_json(e)::text as entry from audit_entry e`,
    }));
    expect(JSON.stringify(rows)).not.toContain(world.known.personId);
  });

  it("two different people: the admission goes on, which until then it did not", async () => {
    const world = await lookalikes("another district");
    expect(await approve(world.officer, world.admissionId)).toMatchObject({ refusal: "duplicate_pending" });
    const department = world.outsiders["the organisation department"];
    const [found] = await desk(department);
    const decision = verdict(found?.id ?? "", "different");
    expect(await decideDuplicate(world.officer, deed(), decision)).toMatchObject({
      refusal: "duplicate_not_found",
    });
    expect(await decideDuplicate(world.secretary, deed(), decision)).toMatchObject({
      refusal: "duplicate_not_found",
    });
    expect((await decideDuplicate(department, deed(), decision)).ok).toBe(true);
    expect(await decideDuplicate(department, deed(), decision)).toMatchObject({ refusal: "already_decided" });

    expect(await asked(world.secretary)).toMatchObject([
      { state: "different", note: "Đã đối chiếu sổ đoàn viên" },
    ]);
    expect((await approve(world.officer, world.admissionId)).ok).toBe(true);
  });

  it("one person: the admission is not approved, and the asker is told", async () => {
    const world = await lookalikes("the same district");
    const [found] = await desk(world.officer);
    await decideDuplicate(world.officer, deed(), verdict(found?.id ?? "", "same"));
    expect(await asked(world.secretary)).toMatchObject([{ state: "same" }]);
    expect(await approve(world.officer, world.admissionId)).toMatchObject({ refusal: "duplicate_pending" });
  });

  it("is never decided by the one who asked, in the program or by the database", async () => {
    const world = await lookalikes("the same district");
    await owner.query("update duplicate_case set asked_by_id = $1", [world.officer.accountId]);
    expect(await desk(world.officer)).toEqual([]);
    const { rows } = await owner.query("select id from duplicate_case where person_id = $1", [
      world.personId,
    ]);
    expect(await decideDuplicate(world.officer, deed(), verdict(rows[0].id, "different"))).toMatchObject({
      refusal: "duplicate_not_found",
    });
  });
});

describe("V15 across scopes", () => {
  it("a number that is taken is brought before the level above; asking twice asks once", async () => {
    const { secretary, cell, provinceId, districtB, outsiders } = await cellWorld();
    const far = await branch({ provinceId, unitId: districtB });
    const farSecretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtB,
      branchId: far,
    });
    const [one, other] = [await member({ branchId: cell }), await member({ branchId: far })];
    const number = "004090000777";
    const input = {
      ...{ version: 0, ethnicity: null, religion: null, partyMember: null },
      ...{ identityNumber: number, forgetIdentity: false, confirmed: false },
    };
    await writeSensitive(farSecretary, deed(), { ...input, personId: other.personId });
    expect(await askDuplicate(secretary, deed(), { personId: one.personId })).toMatchObject({
      refusal: "nothing_alike",
    });
    const asking = { personId: one.personId, number };
    for (const _ of [1, 2]) {
      expect(await askDuplicate(secretary, deed(), asking)).toEqual({
        ok: true,
        value: { personId: one.personId },
      });
    }
    expect(await desk(outsiders["the organisation department"])).toMatchObject([
      { person: { id: one.personId }, other: { id: other.personId } },
    ]);
    for (const name of [
      "the Hội department",
      "another province's officer",
      "another chi đoàn's secretary",
    ] as const) {
      expect(await askDuplicate(outsiders[name], deed(), asking), name).toMatchObject({
        refusal: "nothing_alike",
      });
    }
  });
});
