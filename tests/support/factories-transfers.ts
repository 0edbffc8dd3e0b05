import type { Viewer } from "@/lib/access/policy";
import { introduceTransfer, remarkTransfer, requestTransfer } from "@/lib/transfers/commands";
import type { StartInput } from "@/lib/transfers/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, member, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

/** A member of a chi đoàn of one district, a chi đoàn of the next district, and those who have to do with either. */
export async function transferWorld() {
  const world = await cellWorld();
  const { provinceId, districtB, cell, outsiders } = world;
  const target = await branch({ provinceId, unitId: districtB });
  const someone = await member({ branchId: cell });
  return {
    ...world,
    ...someone,
    target,
    receiver: await viewer({ role: "branch_secretary", provinceId, unitId: districtB, branchId: target }),
    receivingOfficer: outsiders["the sibling district's officer"],
  };
}

export type TransferWorld = Awaited<ReturnType<typeof transferWorld>>;

export const starting = (world: TransferWorld, given: Partial<StartInput> = {}): StartInput => ({
  membershipId: world.membershipId,
  destination: world.target,
  outside: null,
  on: "2014-11-01",
  reason: null,
  remark: null,
  feeUntil: null,
  ...given,
});

export const value = <Value>(answer: { ok: true; value: Value } | { ok: false; refusal: string }): Value => {
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
};

/** A transfer that was sent and waits for the receiver. */
export async function sentTransfer(
  world: TransferWorld,
  given: Partial<StartInput> = {},
  keeper: Viewer = world.secretary,
) {
  const { transferId } = value(await requestTransfer(keeper, deed(), starting(world, given)));
  const on = given.on ?? "2014-11-02";
  value(await remarkTransfer(keeper, deed(), { transferId, on, note: "Tốt", feeUntil: "2014-10-01" }));
  const introduction = { transferId, on, documentNumber: "01 -GTSH", note: null, sends: true };
  value(await introduceTransfer(world.officer, deed(), introduction));
  return transferId;
}

export async function stepsOf(transferId: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select state from transfer_step where transfer_id = $1 order by "order"`,
    [transferId],
  );
  return rows.map(({ state }) => state);
}
