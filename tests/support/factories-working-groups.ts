import { newId } from "@/lib/db/id";
import type { WorkingGroupState } from "@/lib/generated/prisma/enums";
import { row } from "@/tests/support/factories";

const ROAD = ["planned", "established", "surveying", "reported", "dissolved"] as const;

/** A unit's working group brought to a state, with a head, as the owner. */
export async function workingGroup(
  unitId: string,
  state: WorkingGroupState = "planned",
  given: { headId?: string } = {},
): Promise<string> {
  const recorder = { recorded_by_id: newId() };
  const groupId = await row("working_group", {
    ...{ unit_id: unitId, name: "Tổ công tác thử", state, created_by_id: newId() },
  });
  for (const [index, step] of ROAD.slice(0, ROAD.indexOf(state) + 1).entries()) {
    await row("working_group_step", {
      ...{ group_id: groupId, order: index + 1, state: step, on: `2014-11-0${index + 1}`, ...recorder },
      document_number: step === "established" ? "12 -QĐ/ĐTN" : null,
    });
  }
  await row("working_group_member", {
    ...{ group_id: groupId, name: "Tổ trưởng thử", role: "head", valid_from: "2014-11-01", ...recorder },
    account_id: given.headId ?? null,
  });
  return groupId;
}

/** A step of a group, as its form sends it. */
export const groupStep = (groupId: string, changed: { on?: string; note?: string | null } = {}) => ({
  ...{ groupId, on: "2014-12-01", documentNumber: "15 -QĐ/ĐTN", note: "Lý do thử" },
  ...changed,
});
