import { newId } from "@/lib/db/id";
import type { RemedyMove, RemedyState } from "@/lib/generated/prisma/enums";
import type {
  EvaluationInput,
  InspectionInput,
  RemedyMoveInput,
  SupportInput,
  Target,
} from "@/lib/oversight/schema";
import { row } from "@/tests/support/factories";

/** A check of an organisation on 1/11/2014. */
export const inspecting = (
  byUnitId: string,
  branchId: string,
  given: Partial<InspectionInput> = {},
): InspectionInput => ({
  ...{ target: { kind: "branch", id: branchId }, line: "union", byUnitId, on: "2014-11-01" },
  ...{ decisionNumber: null, team: "Cán bộ huyện đoàn", findings: "Thiếu phó bí thư" },
  ...given,
});

export const inspectionAt = (
  byUnitId: string,
  branchId: string | null,
  given: Record<string, unknown> = {},
): Promise<string> =>
  row("inspection", {
    ...{ line: "union", by_unit_id: byUnitId, unit_id: byUnitId, branch_id: branchId, on: "2014-11-01" },
    ...{ team: "Cán bộ", findings: "Kết quả", recorded_by_id: newId(), ...given },
  });

const ROADS: Readonly<Record<RemedyState, readonly RemedyMove[]>> = {
  open: [],
  reported: ["reported"],
  confirmed: ["confirmed"],
  withdrawn: ["withdrawn"],
};

/** What a check asks for, in a state, as if its steps had been written down. */
export async function remedyAt(inspectionId: string, state: RemedyState, dueOn: string | null = null) {
  const id = await row("inspection_request", {
    ...{ inspection_id: inspectionId, text: "Bầu bổ sung", state, due_on: dueOn, recorded_by_id: newId() },
  });
  for (const move of ROADS[state]) {
    const step = { request_id: id, order: 1, move, on: "2014-11-05", note: "Ghi chú" };
    await row("inspection_step", { ...step, recorded_by_id: newId() });
  }
  return id;
}

export const remedying = (
  remedyId: string,
  move: RemedyMove,
  given: Partial<RemedyMoveInput> = {},
): RemedyMoveInput => ({
  ...{ remedyId, move, on: "2014-11-20", note: "Đã làm" },
  dueOn: move === "extended" ? "2014-12-31" : null,
  ...given,
});

export const supporting = (
  byUnitId: string,
  target: Target,
  given: Partial<SupportInput> = {},
): SupportInput => ({
  ...{ target, line: "union", byUnitId, on: "2014-11-01", visitors: "Phó Bí thư", money: 2_000_000 },
  ...{ material: null, staff: null, result: null, ...given },
});

export const supportAt = (byUnitId: string, branchId: string): Promise<string> =>
  row("support_visit", {
    ...{ line: "union", by_unit_id: byUnitId, unit_id: byUnitId, branch_id: branchId, on: "2014-11-01" },
    ...{ visitors: "Phó Bí thư", money: 2_000_000, recorded_by_id: newId() },
  });

export const evaluating = (
  byUnitId: string,
  target: Target,
  given: Partial<EvaluationInput> = {},
): EvaluationInput => ({
  ...{ target, line: "union", byUnitId, fromOn: "2014-07-01", toOn: "2014-09-30" },
  ...{ assessment: "Làm được", lessons: "Rút ra", ...given },
});

export const evaluationAt = (byUnitId: string, branchId: string): Promise<string> =>
  row("evaluation", {
    ...{ line: "union", by_unit_id: byUnitId, unit_id: byUnitId, branch_id: branchId },
    ...{ from_on: "2014-07-01", to_on: "2014-09-30", assessment: "Làm được", lessons: "Rút ra" },
    recorded_by_id: newId(),
  });
