import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { movementPeople } from "@/lib/movements/queries";
import { movementTable } from "@/lib/movements/reports";
import { owner } from "@/tests/support/database";
import { viewer } from "@/tests/support/factories";
import { type SettledMovements, settleMovements } from "@/tests/support/factories-movements";

/** A province of six people in chi đoàn, two of them in chi hội too, none of whom moves. */
const still = <Value>(value: Value) => Array.from({ length: 6 }, () => value);
const road = (place: number) => ({
  ...{ places: still(place), stops: still(false), starts: still("admitted" as const) },
  ...{ ends: still("left" as const), crosses: still(true), put: still(null) },
});
const place = (unit: number) => ({ unit, to: null, on: "2014-11-01", isLate: false });

let world: SettledMovements;
const asked = { from: "2014-09-01", asOf: "2014-12-10" };

beforeAll(async () => {
  world = await settleMovements({
    people: Array.from({ length: 6 }, (_, index) => ({
      ...{ union: road(0), association: index < 2 ? road(0) : null, second: null, isWoman: index < 3 },
    })),
    moves: Array.from({ length: 7 }, () => place(0)),
  });
});

const tableFor = (who: Viewer, given = {}) =>
  withViewer(who, (tx) => movementTable(who, tx, { ...asked, ...given }));
const inProvince = (role: Parameters<typeof viewer>[0]["role"]) =>
  viewer({ role, provinceId: world.provinceId });

describe("who reads the movements", () => {
  it("shows both lines and persons once to the board, and the Hội alone to its department (§1.11)", async () => {
    const board = await tableFor(await inProvince("province_board"));
    expect(board?.tables.map(({ line, total }) => [line, total.closing])).toEqual([
      ["union", 6],
      ["association", 2],
    ]);
    expect(board?.persons).toMatchObject({ closing: 6, women: 3 });
    const department = await inProvince("association_department");
    const hoi = await tableFor(department);
    expect(hoi?.tables.map(({ line, total }) => [line, total.closing])).toEqual([["association", 2]]);
    expect(hoi?.persons).toBeNull();
    for (const line of ["all", "union"] as const) {
      const list = withViewer(department, (tx) =>
        movementPeople(department, tx, "closing", { ...asked, line }),
      );
      expect(await list).toBeUndefined();
    }
  });

  it("shows an officer the own unit only, and a secretary nothing", async () => {
    const [own = "", other = ""] = world.unitIds;
    const officer = (unitId: string) =>
      viewer({ role: "unit_officer", provinceId: world.provinceId, unitId });
    expect((await tableFor(await officer(own)))?.tables[0]?.total.closing).toBe(6);
    const stranger = await tableFor(await officer(other));
    expect(stranger?.tables[0]).toMatchObject({ total: { closing: 0 }, rows: [{ id: other }] });
    const secretary = await viewer({
      ...{ role: "branch_secretary", provinceId: world.provinceId, unitId: own },
      branchId: world.branchIds[1] ?? "",
    });
    expect(await tableFor(secretary)).toBeUndefined();
  });
});

describe("members of ethnic minorities", () => {
  it("are counted for who may read it of one person, never by name, and not where few stand behind them", async () => {
    const board = await inProvince("province_board");
    const write = (people: readonly { id: string }[]) =>
      owner.query(
        `insert into person_sensitive (person_id, ethnicity) select id, case when place % 2 = 1 then '02' else '01' end
         from unnest($1::uuid[]) with ordinality as given (id, place) on conflict do nothing`,
        [people.map(({ id }) => id)],
      );
    await write(world.people.slice(0, 4));
    expect((await tableFor(board))?.tables[0]).toMatchObject({ hasMinorities: true, minority: null });
    await write(world.people.slice(4, 5));
    const [union, association] = (await tableFor(board))?.tables ?? [];
    expect(union?.minority).toEqual({ members: 6, known: 5, minority: 3 });
    expect(association).toMatchObject({ hasMinorities: true, minority: null });
    const hoi = await tableFor(await inProvince("association_department"));
    expect(hoi?.tables[0]).toMatchObject({ hasMinorities: false, minority: null });
  });
});

describe("an organisation that changes its unit", () => {
  it("takes its members along from that day on, before which they were its old unit's; what was known before stays", async () => {
    const [from = "", to = ""] = world.unitIds;
    const branchId = world.memberships.find(({ line }) => line === "union")?.branchId;
    await owner.query("update branch set unit_id = $1 where id = $2", [to, branchId]);
    const { rows } = await owner.query(
      `select managing_unit_id, valid_from::text, valid_to::text, unit_id, voided_at is null as standing from branch_management
       where branch_id = $1 order by valid_from, standing`,
      [branchId],
    );
    const today = rows[2]?.valid_from;
    expect(rows).toEqual([
      { managing_unit_id: from, valid_from: "1900-01-01", valid_to: null, unit_id: to, standing: false },
      { managing_unit_id: from, valid_from: "1900-01-01", valid_to: today, unit_id: to, standing: true },
      { managing_unit_id: to, valid_from: today, valid_to: null, unit_id: to, standing: true },
    ]);
    const board = await inProvince("province_board");
    const union = (await tableFor(board, { from: today, asOf: today }))?.tables[0];
    const row = (id: string) => union?.rows.find((one) => one.id === id)?.numbers;
    expect(row(from)).toMatchObject({ opening: 6, exits: { reorganised: 6 }, closing: 0 });
    expect(row(to)).toMatchObject({ opening: 0, entries: { reorganised: 6 }, closing: 6 });
    expect(union?.total).toMatchObject({ opening: 6, entries: { reorganised: 0 }, closing: 6 });
    expect(union?.checks.filter(({ broken }) => broken.length > 0)).toEqual([]);
  });
});
