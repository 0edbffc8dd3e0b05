import { morningOf, type Writer } from "./rows";

type Step = {
  state: "requested" | "introduced" | "received" | "remarked";
  on: string;
  by: string;
  note?: string;
  year?: number;
};

/**
 * Where the members of one chi đoàn live, and three of them introduced there: one asked for, one signed and waiting for the
 * residence, one received the year before and remarked for that year.
 */
export async function writeReferrals(
  write: Writer,
  place: { accountId: string; branchId: string; unitId: string },
  /** A commune of another district, the unit that answers for it, and its officer. */
  home: { areaId: string; unitId: string; officerId: string },
  officerId: string,
): Promise<void> {
  const { rows: members } = await write.client.query<{ id: string; full_name: string }>(
    `select p.id, p.full_name from membership m join person p on p.id = m.person_id
     where m.branch_id = $1 and m.voided_at is null and m.valid_to is null
       and not exists (select from transfer t where t.person_id = p.id) order by p.id limit 5`,
    [place.branchId],
  );
  const { rows: names } = await write.client.query<{ branch: string; place: string; workplace: string }>(
    `select b.name as branch, a.name || ', ' || d.name as place, e.area_id as workplace
     from branch b join coverage c on c.branch_id = b.id and c.voided_at is null join enterprise e on e.id = c.enterprise_id
     join area_version a on a.area_id = $2 join area_version d on d.area_id = a.parent_id
     where b.id = $1 order by a.valid_from, d.valid_from limit 1`,
    [place.branchId, home.areaId],
  );
  const [named] = names;
  if (!named || members.length < 4) throw new Error("The demo's organisation has nobody to refer");
  const said = "Tham gia đều, có trách nhiệm (minh hoạ)";
  const asked = (on: string): Step => ({ state: "requested", on, by: place.accountId });
  const signed = (on: string): Step => ({ state: "introduced", on, by: officerId });
  const roads: Step[][] = [
    [
      asked("2013-03-04"),
      signed("2013-03-06"),
      { state: "received", on: "2013-03-20", by: home.officerId },
      { state: "remarked", on: "2013-12-10", by: home.officerId, year: 2013, note: said },
    ],
    [asked("2014-12-02"), signed("2014-12-04")],
    [asked("2014-12-11")],
  ];
  for (const [index, member] of members.entries()) {
    const steps = roads[index];
    // The others live where they work.
    const areaId = steps ? home.areaId : named.workplace;
    await write.client.query("update person set area_id = $2 where id = $1", [member.id, areaId]);
    const [first] = steps ?? [];
    if (!steps || !first) continue;
    const referralId = await write.insert("referral", {
      ...{ person_id: member.id, branch_id: place.branchId, area_id: home.areaId, to_unit_id: home.unitId },
      ...{ person_name: member.full_name, from_name: named.branch, place_name: named.place },
      ...{ residence: "permanent", state: steps.at(-1)?.state, is_demo: true },
      introduced_on: steps.find(({ state }) => state === "introduced")?.on ?? null,
      ...{ asked_by_id: place.accountId, asked_at: morningOf(first.on) },
    });
    for (const [order, { by, ...step }] of steps.entries()) {
      await write.insert("referral_step", {
        ...{ ...step, referral_id: referralId, order: order + 1, is_demo: true },
        ...{ recorded_by_id: by, recorded_at: morningOf(step.on) },
      });
    }
  }
}
