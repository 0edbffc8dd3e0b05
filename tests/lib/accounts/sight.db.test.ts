import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { lockAccount } from "@/lib/accounts/commands";
import { whoSeesPerson } from "@/lib/accounts/queries";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { branch, deed, member, province, row, unit, viewer } from "@/tests/support/factories";

const asked = (who: Viewer, personId: string) => withViewer(who, (tx) => whoSeesPerson(who, tx, personId));
const sees = (who: Viewer, personId: string) =>
  withViewer(who, async (tx) => (await tx.person.count({ where: { id: personId } })) === 1);

/** The same numbers for the same seed, so that a world that fails can be built again. */
function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    chance: (share: number) => next() < share,
    one: <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}

const ROLES: readonly Role[] = [
  "province_board",
  "org_department",
  "association_department",
  "province_editor",
  "province_clerk",
  "unit_officer",
  "unit_officer",
  "branch_secretary",
  "branch_secretary",
  "party_viewer",
  "system_admin",
];
const LINES: readonly LineScope[] = ["union", "association", "both"];

/** Two provinces, some of whose units and organisations are no more, with people in one or two of them, and accounts of every kind. */
async function world(seed: number) {
  const { chance, one } = dice(seed);
  const places = await Promise.all([province(), province()]);
  const units: { id: string; provinceId: string }[] = [];
  for (const { provinceId, districtA, districtB } of places) {
    units.push({ id: districtA, provinceId }, { id: districtB, provinceId });
    units.push({ id: await unit({ provinceId, ...(chance(0.5) && { validTo: today() }) }), provinceId });
  }
  const branches: { id: string; unitId: string; provinceId: string }[] = [];
  for (let count = 0; count < 8; count += 1) {
    const { id: unitId, provinceId } = one(units);
    const line: Line = chance(0.6) ? "union" : "association";
    const parent =
      line === "union" ? branches.find((other) => other.unitId === unitId && chance(0.6)) : undefined;
    const id = await branch({ provinceId, unitId, line, ...(parent && { parentId: parent.id }) });
    if (chance(0.2)) {
      await owner.query("update branch_life set valid_to = $2, ending = 'dissolved' where branch_id = $1", [
        id,
        today(),
      ]);
    }
    branches.push({ id, unitId, provinceId });
  }
  const viewers: Viewer[] = [];
  for (let count = 0; count < 24; count += 1) {
    const role = one(ROLES);
    const at = one(branches);
    const place =
      role === "branch_secretary"
        ? { provinceId: at.provinceId, unitId: at.unitId, branchId: at.id }
        : { provinceId: at.provinceId, unitId: role === "unit_officer" ? at.unitId : at.provinceId };
    const who = await viewer({ role, line: one(LINES), ...place });
    viewers.push(who);
    const first = who.appointments[0];
    if (chance(0.15)) {
      await owner.query("update appointment set valid_to = $2 where account_id = $1", [
        who.accountId,
        today(),
      ]);
    }
    const other = viewers.at(-2);
    if (first && other && chance(0.3)) {
      await row("appointment", {
        account_id: other.accountId,
        role: first.role,
        line: chance(0.5) ? first.line : "union",
        province_id: first.provinceId,
        unit_id: first.unitId,
        branch_id: first.branchId,
        valid_from: today(),
        valid_to: addDays(today(), 30),
        delegated_by_account_id: who.accountId,
        delegation_of_id: first.id,
      }).catch(() => "held already");
    }
  }
  const people: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const { personId } = await member({ branchId: one(branches).id });
    if (chance(0.5)) {
      await row("post", {
        person_id: personId,
        branch_id: one(branches).id,
        title: "member",
        valid_from: "2013-01-01",
        recorded_by_id: personId,
      }).catch(() => "not of this line");
    }
    people.push(personId);
  }
  return { viewers, people, places };
}

describe("who can see a person", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "is exactly who can select the person in the own session, in the random world %i",
    async (seed) => {
      const { viewers, people, places } = await world(seed);
      // One who is told everything: the organisation departments of both provinces, in one account.
      const [one, other] = places;
      if (!one || !other) throw new Error("a world has two provinces");
      const everywhere = await viewer({
        role: "org_department",
        provinceId: one.provinceId,
        unitId: one.orgDepartment,
      });
      await row("appointment", {
        account_id: everywhere.accountId,
        role: "org_department",
        province_id: other.provinceId,
        unit_id: other.orgDepartment,
        valid_from: "2000-01-01",
      });
      let sights = 0;
      for (const person of people) {
        const listed = new Set((await asked(everywhere, person)).map(({ accountId }) => accountId));
        const all = [...viewers, everywhere];
        const truly = [];
        for (const who of all) if (await sees(who, person)) truly.push(who.accountId);
        expect([...listed].sort()).toEqual(truly.sort());
        sights += truly.length;
        // Whoever may ask at all is told of the same accounts, and of names only where they see the place themselves.
        for (const who of all) {
          const told = await asked(who, person);
          if (told.length === 0) continue;
          expect(truly).toContain(who.accountId);
          expect(new Set(told.map(({ accountId }) => accountId))).toEqual(listed);
          for (const sight of told) expect(sight.name === null).toBe(sight.scopeBranchName === null);
        }
      }
      expect(sights).toBeGreaterThan(0);
    },
    60_000,
  );

  it("says by which appointment and through what of the person, on whose behalf, and forgets the locked", async () => {
    const { provinceId, orgDepartment, associationDepartment, districtA } = await province();
    const branchId = await branch({ provinceId, unitId: districtA, name: "Chi đoàn thử sức" });
    const { personId } = await member({ branchId, validFrom: "2012-01-01" });
    const department = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtA,
      branchId,
      line: "union",
    });
    const board = await viewer({ role: "province_board", provinceId });
    const association = await viewer({
      role: "association_department",
      provinceId,
      unitId: associationDepartment,
    });
    const told = await asked(officer, personId);

    expect(told.find(({ accountId }) => accountId === secretary.accountId)).toMatchObject({
      name: secretary.name,
      role: "branch_secretary",
      branchName: "Chi đoàn thử sức",
      validFrom: "2000-01-01",
      validTo: null,
      delegatedBy: null,
      scopeBranchName: "Chi đoàn thử sức",
      rows: [{ kind: "membership", from: "2012-01-01", to: null }],
    });
    expect(told.map(({ accountId }) => accountId).sort()).toEqual(
      [department, officer, secretary, board].map(({ accountId }) => accountId).sort(),
    );
    // The committee and the Hội's department are not told; neither is anybody who cannot read the person.
    for (const who of [board, association]) expect(await asked(who, personId)).toEqual([]);
    await lockAccount(department, deed(), { accountId: secretary.accountId, reason: "thử" });
    expect((await asked(officer, personId)).map(({ accountId }) => accountId)).not.toContain(
      secretary.accountId,
    );
  });

  it("is told to nobody out of the person's sight, and without the names of places the asker does not see", async () => {
    const { provinceId, districtA, districtB } = await province();
    const [here, there] = [
      await branch({ provinceId, unitId: districtA }),
      await branch({ provinceId, unitId: districtB, line: "association", kind: "chapter" }),
    ];
    const { personId } = await member({ branchId: here });
    await row("membership", {
      person_id: personId,
      branch_id: there,
      start_kind: "founding",
      valid_from: "2012-01-01",
      recorded_by_id: personId,
    });
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtA,
      branchId: here,
    });
    const elsewhere = await viewer({
      role: "unit_officer",
      provinceId,
      unitId: districtB,
      line: "association",
    });
    const stranger = await viewer({ role: "unit_officer", provinceId, unitId: districtB, line: "union" });
    const far = await province();
    const outsider = await viewer({
      role: "org_department",
      provinceId: far.provinceId,
      unitId: far.orgDepartment,
    });

    for (const who of [stranger, outsider]) expect(await asked(who, personId)).toEqual([]);
    const told = await asked(secretary, personId);
    expect(told.find(({ accountId }) => accountId === elsewhere.accountId)).toMatchObject({
      name: null,
      unitName: null,
      scopeBranchId: null,
      scopeBranchName: null,
      rows: null,
    });
  });
});
