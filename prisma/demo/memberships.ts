import type { DemoBranch, organisations } from "./organisations";
import { morningOf, type Writer } from "./rows";

/** In one organisation somebody put off for half a year that ends soon, somebody out of contact, somebody struck off, and a reprimand. */
export async function writeMemberships(
  write: Writer,
  org: ReturnType<typeof organisations>,
  branch: DemoBranch,
  accountId: string,
): Promise<void> {
  const { rows } = await write.client.query<{ person_id: string }>(
    `select m.person_id from membership m
     where m.branch_id = $1 and m.voided_at is null and m.valid_to is null and m.valid_from < '2014-01-01'
       and not exists (select from post h where h.person_id = m.person_id and h.voided_at is null)
       and not exists (select from transfer t where t.person_id = m.person_id)
     order by m.person_id limit 2`,
    [branch.id],
  );
  const [suspended, lost] = rows;
  if (!suspended || !lost) throw new Error("The demo's organisation has too few members");
  const times = [
    { person_id: suspended.person_id, kind: "suspended", valid_from: "2014-07-01", valid_to: "2015-01-01" },
    { person_id: lost.person_id, kind: "lost_contact", valid_from: "2014-10-15", valid_to: null },
  ];
  for (const time of times) {
    await write.insert("membership_status", {
      ...{ ...time, branch_id: branch.id, note: "Đi làm xa (minh hoạ)", is_demo: true },
      ...{ recorded_by_id: accountId, recorded_at: morningOf(time.valid_from) },
    });
  }
  await write.insert("discipline", {
    ...{ branch_id: branch.id, person_id: suspended.person_id, kind: "reprimand", is_demo: true },
    ...{ decision_number: "02 -QĐ/CĐ", decided_by: "Ban Chấp hành chi đoàn", valid_from: "2014-03-10" },
    ...{ reason: "Vắng sinh hoạt nhiều kỳ (minh hoạ)", until: "2014-09-10" },
    ...{ recorded_by_id: accountId, recorded_at: morningOf("2014-03-10") },
  });
  await write.insert("award", {
    ...{ branch_id: branch.id, person_id: lost.person_id, title: "Giấy khen của Huyện Đoàn (minh hoạ)" },
    ...{ decision_number: "07 -QĐ/HĐ", on: "2014-03-26", is_demo: true },
    ...{ recorded_by_id: accountId, recorded_at: morningOf("2014-03-26") },
  });
  await org.join(branch, await org.person(), {
    ...{ from: "2013-03-26", start: "admitted", to: "2014-09-30", end: "struck_off" },
  });
}
