import { expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { residenceIndicator, residenceRecords } from "@/lib/referrals/reports";
import { RESIDENCE_NUMBERS, type ResidenceNumber } from "@/lib/referrals/rules";
import { type ResidenceQuery, residenceQuerySchema } from "@/lib/referrals/schema";
import { owner } from "@/tests/support/database";
import { area, branch, enterprise, member } from "@/tests/support/factories";
import { referralAt, referralWorld } from "@/tests/support/factories-referrals";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});

const numbers = (who: Viewer, given: ResidenceQuery = {}) =>
  withViewer(who, (tx) => residenceIndicator(who, tx, given));

/** Every page of the list behind a number. */
async function everybody(who: Viewer, show: ResidenceNumber, given: ResidenceQuery): Promise<string[]> {
  const page = await withViewer(who, (tx) => residenceRecords(who, tx, show, given));
  if (!page) return [];
  const ids = page.rows.map(({ id }) => id);
  return page.next ? [...ids, ...(await everybody(who, show, { ...given, after: page.next }))] : ids;
}

it("K22 counts persons, and each number is the length of the list it opens, as an oracle over the rows says", async () => {
  const world = await referralWorld();
  const { provinceId, districtA, districtB, cell, home, workplace, officer, outsiders } = world;
  // A chi đoàn ghép: one of its enterprises is another unit's, whose officer does not see this one.
  const hidden = await area();
  const abroad = await enterprise({ provinceId, unitId: districtB, areaId: hidden });
  await owner.query(
    `insert into coverage (id, branch_id, enterprise_id, valid_from, recorded_at) values (gen_random_uuid(), $1, $2, '2012-01-01', '2012-01-01')`,
    [cell, abroad],
  );
  const bare = await branch({ provinceId, unitId: districtA });
  const road = (...states: string[]) =>
    ["requested", "introduced", ...states].map((state, index) => ({
      ...{ state, on: `2014-0${index + 1}-01` },
      ...(state === "remarked" && { year: 2014 }),
    }));
  type Case = {
    at?: string;
    lives: string | null;
    steps?: ReturnType<typeof road>;
    to?: string | null;
    due: string[];
  };
  const cases: Case[] = [
    { lives: workplace, due: [] },
    { lives: hidden, due: [] },
    { lives: null, due: ["unknown"] },
    { at: bare, lives: home, due: ["unknown"] },
    { lives: home, due: ["away"] },
    { lives: home, steps: road(), due: ["away", "referred"] },
    { lives: home, steps: road("received"), due: ["away", "referred", "received"] },
    { lives: home, steps: road("received", "remarked"), due: ["away", "referred", "received", "remarked"] },
    { lives: home, steps: road("received", "ended"), due: ["away"] },
    { lives: home, steps: road().slice(0, 1), due: ["away"] },
    // What the referral says of the residence goes before the record, and a place outside is never the enterprise's.
    { lives: null, steps: road(), to: home, due: ["away", "referred"] },
    { lives: workplace, steps: road(), to: null, due: ["away", "referred"] },
    { lives: home, steps: road(), to: workplace, due: [] },
  ];
  await owner.query("delete from membership where person_id = $1", [world.personId]);
  const due: Record<string, string[]> = {};
  for (const { at = cell, lives, steps, to, due: names } of cases) {
    const { personId } = await member({ branchId: at });
    await owner.query("update person set area_id = $2 where id = $1", [personId, lives]);
    const areaId = to === undefined ? lives : to;
    if (steps) await referralAt({ branchId: at, personId, areaId }, steps);
    for (const name of names) due[name] = [...(due[name] ?? []), personId];
  }
  for (const who of [
    officer,
    outsiders["the organisation department"],
    outsiders["the province's committee"],
  ]) {
    const view = await numbers(who);
    for (const name of RESIDENCE_NUMBERS) {
      expect((await everybody(who, name, {})).sort(), name).toEqual([...(due[name] ?? [])].sort());
      expect(view?.total[name], name).toBe(due[name]?.length);
    }
    // Each unit's link says who is counted in that unit.
    for (const { unitId, numbers: own } of view?.units ?? []) {
      const given = residenceQuerySchema.parse({ unit: unitId, asOf: "2014-12-15" });
      for (const name of RESIDENCE_NUMBERS) expect(await everybody(who, name, given)).toHaveLength(own[name]);
    }
  }
  // As of a day before, with another year's remark, and to those who may not read it.
  expect((await numbers(officer, { asOf: "2014-02-15" }))?.total).toMatchObject({ referred: 6, received: 0 });
  expect((await numbers(officer, { year: 2013 }))?.total.remarked).toBe(0);
  expect((await numbers(officer, { knownAt: "2014-12-14" }))?.total.referred).toBe(0);
  expect((await numbers(outsiders["the sibling district's officer"]))?.total.away).toBe(0);
  expect((await numbers(outsiders["another province's officer"]))?.total.away).toBe(0);
});
