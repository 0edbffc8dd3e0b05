import { newId } from "@/lib/db/id";
import type { ModelCellFact, ModelCellState } from "@/lib/generated/prisma/enums";
import { row } from "@/tests/support/factories";

/** Criteria of a year: one that is required and one that is not, ten points each, fifteen to pass. */
export async function criteria(
  provinceId: string,
  year = 2014,
  changed: { passPoints?: number | null; facts?: readonly (ModelCellFact | null)[] } = {},
) {
  const setId = await row("model_cell_set", {
    ...{ province_id: provinceId, year, name: `Tiêu chí thử ${year}`, recorded_by_id: newId() },
    pass_points: changed.passPoints === undefined ? 15 : changed.passPoints,
  });
  const facts = changed.facts ?? ["meetings", null];
  const ids: string[] = [];
  for (const [index, fact] of facts.entries()) {
    ids.push(
      await row("model_cell_criterion", {
        ...{ set_id: setId, order: index + 1, text: `Tiêu chí ${index + 1}`, points: 10 },
        ...{ is_required: index === 0, fact },
      }),
    );
  }
  const [required = "", other = ""] = ids;
  return { setId, required, other };
}

const ROADS: Record<ModelCellState, readonly ModelCellState[]> = {
  registered: [],
  self_scored: ["self_scored"],
  returned: ["self_scored", "returned"],
  checked: ["self_scored", "checked"],
  recognised: ["self_scored", "checked", "recognised"],
  not_recognised: ["self_scored", "checked", "not_recognised"],
  revoked: ["self_scored", "checked", "recognised", "revoked"],
  withdrawn: ["withdrawn"],
};

/** A registration as if it had gone that way, by the owner: both stages give all points. */
export async function modelCellAt(
  given: {
    branchId: string;
    setId: string;
    criteria: readonly string[];
    year?: number;
    on?: string;
    by?: string;
  },
  state: ModelCellState,
): Promise<string> {
  const { branchId, setId, year = 2014, on = "2014-11-01", by = newId() } = given;
  const recorder = { recorded_by_id: by, recorded_at: `${on}T03:00:00Z` };
  const id = await row("model_cell", { ...{ branch_id: branchId, set_id: setId, year, state }, ...recorder });
  for (const [index, step] of (["registered", ...ROADS[state]] as const).entries()) {
    await row("model_cell_step", {
      ...{ model_cell_id: id, order: index + 1, state: step, on, note: "x" },
      ...{ document_number: step === "recognised" ? "1 -QĐ/TN" : null, ...recorder },
    });
    const stage = step === "self_scored" ? "self" : step === "checked" ? "superior" : null;
    if (!stage) continue;
    for (const criterionId of given.criteria) {
      await row("model_cell_score", {
        ...{ model_cell_id: id, criterion_id: criterionId, stage, points: 10, ...recorder },
      });
    }
  }
  return id;
}
