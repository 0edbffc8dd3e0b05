import { morningOf, type Writer } from "./rows";

/** One member on the way from one organisation to the other: asked for, remarked, introduced and sent, not yet received. */
export async function writeTransfer(
  write: Writer,
  from: { accountId: string; branchId: string },
  toBranchId: string,
  officerId: string,
): Promise<void> {
  const { rows } = await write.client.query<Record<string, unknown>>(
    `select p.id as person_id, p.full_name as person_name, p.gender, p.birth_date, p.birth_precision,
       m.joined_on, m.joined_precision, m.card_number, f.name as from_name, t.name as to_name
     from membership m join person p on p.id = m.person_id join branch f on f.id = m.branch_id join branch t on t.id = $2
     where m.branch_id = $1 and m.voided_at is null and m.valid_to is null
       and not exists (select from post h where h.person_id = p.id and h.voided_at is null)
     order by p.id limit 1`,
    [from.branchId, toBranchId],
  );
  const [member] = rows;
  if (!member) throw new Error("The demo's organisation has nobody to send");
  const transferId = await write.insert("transfer", {
    ...{
      ...member,
      branch_id: from.branchId,
      to_branch_id: toBranchId,
      state: "sent",
      sent_on: "2014-12-05",
    },
    ...{ asked_by_id: from.accountId, asked_at: morningOf("2014-12-01"), is_demo: true },
  });
  const steps = [
    { state: "requested", on: "2014-12-01", by: from.accountId, note: "Đổi nơi làm việc (minh hoạ)" },
    { state: "remarked", on: "2014-12-02", by: from.accountId, note: "Sinh hoạt đều (minh hoạ)" },
    { state: "introduced", on: "2014-12-05", by: officerId, note: null },
    { state: "sent", on: "2014-12-05", by: officerId, note: null },
  ];
  for (const [index, { by, ...step }] of steps.entries()) {
    await write.insert("transfer_step", {
      ...{ ...step, transfer_id: transferId, order: index + 1, is_demo: true },
      ...{ recorded_by_id: by, recorded_at: morningOf(step.on) },
    });
  }
}
