import { morningOf, type Writer } from "./rows";

/**
 * The fee of a chi đoàn for two months, the second not yet from everybody: what went up for the first was booked by the unit, for the
 * second it waits. One member owes since summer.
 */
export async function writeFees(
  write: Writer,
  place: { accountId: string; branchId: string; unitId: string },
  officerId: string,
): Promise<void> {
  const { rows: members } = await write.client.query<{ id: string }>(
    `select p.id from membership m join person p on p.id = m.person_id
     where m.branch_id = $1 and m.voided_at is null and m.valid_to is null and m.valid_from < '2014-07-01' order by p.id`,
    [place.branchId],
  );
  const by = { recorded_by_id: place.accountId, is_demo: true };
  const months = ["2014-07-01", "2014-08-01", "2014-09-01", "2014-10-01", "2014-11-01"];
  for (const month of months) {
    const isLast = month === months.at(-1);
    const on = `${month.slice(0, 7)}-25`;
    // Of the last month only the first three so far; the last member has paid once.
    const payers = members.filter((_, index) =>
      index === members.length - 1 ? month === months[0] : !isLast || index < 3,
    );
    for (const { id } of payers) {
      await write.insert("fee", {
        ...{ person_id: id, branch_id: place.branchId, month, amount: 5000, collected_on: on, ...by },
        recorded_at: morningOf(on),
      });
    }
    if (month < "2014-10-01") continue;
    const sum = payers.length * 5000;
    await write.insert("fee_payment", {
      ...{ branch_id: place.branchId, to_unit_id: place.unitId, from_month: month, to_month: month, ...by },
      ...{ amount: (sum - (sum % 3)) / 3, paid_on: on, note: "Minh hoạ", recorded_at: morningOf(on) },
      ...(isLast
        ? { state: "sent" }
        : { state: "acknowledged", answered_on: "2014-11-03", answered_by_id: officerId }),
    });
  }
}
