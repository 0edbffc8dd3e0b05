import type { Viewer } from "@/lib/access/policy";
import { requestReferral } from "@/lib/referrals/commands";
import type { ReferralInput } from "@/lib/referrals/schema";
import { owner } from "@/tests/support/database";
import { area, branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

/** A commune of a district that a unit answers for, where the unit has that district's code. */
export async function communeOf(unitId: string): Promise<string> {
  const areaId = await area();
  const districtId = await area();
  const code = `D${districtId.slice(-8)}`;
  await owner.query("update area_version set level = 'district', code = $2 where area_id = $1", [
    districtId,
    code,
  ]);
  await owner.query("update area_version set parent_id = $2 where area_id = $1", [areaId, districtId]);
  await owner.query("update unit_version set code = $2 where unit_id = $1", [unitId, code]);
  // A province's communes are found by the code that its Union and its place have in common.
  await owner.query(
    `with p as (select u.province_id as id from unit u where u.id = $1),
       place as (insert into area (id, is_demo) select gen_random_uuid(), true from p
         where not exists (select from unit_version v where v.unit_id = p.id and v.code is not null) returning id),
       version as (insert into area_version (id, area_id, valid_from, level, type, code, name, search_key, sort_key)
         select gen_random_uuid(), place.id, '2000-01-01', 'province', 'tỉnh', 'P' || right(p.id::text, 8), 'Tỉnh thử', 'tinh thu', 'a'
         from place, p)
     update unit_version v set code = 'P' || right(v.unit_id::text, 8) from p where v.unit_id = p.id`,
    [unitId],
  );
  await owner.query(
    `update area_version d set parent_id = (select a.area_id from area_version a join unit u on a.code = 'P' || right(u.province_id::text, 8)
       where u.id = $2 and a.level = 'province' limit 1) where d.area_id = $1`,
    [districtId, unitId],
  );
  return areaId;
}

/** A member of a chi đoàn of one district who lives in a commune of the next, and those who have to do with either. */
export async function referralWorld() {
  const world = await cellWorld();
  const { provinceId, districtA, districtB } = world;
  const home = await communeOf(districtB);
  const workplace = await communeOf(districtA);
  const enterpriseId = await enterprise({ provinceId, unitId: districtA, areaId: workplace });
  const cell = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  const someone = await member({ branchId: cell });
  await owner.query("update person set area_id = $2 where id = $1", [someone.personId, home]);
  const place = { provinceId, unitId: districtA };
  return {
    ...{ ...world, ...someone, home, workplace, cell },
    secretary: await viewer({ role: "branch_secretary", ...place, branchId: cell }),
    residence: world.outsiders["the sibling district's officer"],
  };
}

export type ReferralWorld = Awaited<ReturnType<typeof referralWorld>>;

export const referring = (world: ReferralWorld, given: Partial<ReferralInput> = {}): ReferralInput => ({
  membershipId: world.membershipId,
  place: world.home,
  elsewhere: null,
  residence: "permanent",
  since: null,
  on: "2014-11-01",
  note: null,
  ...given,
});

/** A referral asked for through the program. */
export async function askedReferral(
  world: ReferralWorld,
  given: Partial<ReferralInput> = {},
  keeper: Viewer = world.secretary,
): Promise<string> {
  const asked = await requestReferral(keeper, deed(), referring(world, given));
  if (!asked.ok) throw new Error(asked.refusal);
  return asked.value.referralId;
}

type Step = { state: string; on: string; year?: number };

/** A referral as if it had gone that way, by the owner. */
export async function referralAt(
  given: { branchId: string; personId: string; areaId?: string | null; toUnitId?: string | null },
  steps: readonly Step[],
): Promise<string> {
  const { branchId, personId, areaId = null, toUnitId = null } = given;
  const id = await row("referral", {
    ...{ person_id: personId, branch_id: branchId, area_id: areaId, to_unit_id: toUnitId },
    ...{
      person_name: "Nông Văn Thử",
      from_name: "Chi đoàn thử",
      place_name: "Xã thử",
      residence: "permanent",
    },
    ...{ state: steps.at(-1)?.state, asked_by_id: personId },
    introduced_on: steps.find(({ state }) => state === "introduced")?.on ?? null,
  });
  for (const [index, { state, on, year }] of steps.entries()) {
    await row("referral_step", {
      ...{ referral_id: id, order: index + 1, state, on, year: year ?? null },
      ...{ note: state === "remarked" || state === "ended" ? "x" : null, recorded_by_id: personId },
    });
  }
  return id;
}
