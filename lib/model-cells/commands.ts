import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { findBranch } from "@/lib/branches/queries";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { criteriaProvincesOf } from "@/lib/model-cells/policy";
import { criteriaOf, findModelCell, knownOf } from "@/lib/model-cells/queries";
import type { Move } from "@/lib/model-cells/rules";
import type {
  CloneInput,
  CriteriaInput,
  DecisionInput,
  RefusalInput,
  RegistrationInput,
  ScoresInput,
} from "@/lib/model-cells/schema";
import { done, refuse } from "@/lib/result";

const REGISTERING = ["in_future", "year_outside", "not_alive", "no_criteria", "already_registered"] as const;

/** Registers a chi đoàn for a year (row 29), by the criteria of that year. */
export const registerModelCell = command(
  "model-cell.register",
  async (viewer, tx, input: RegistrationInput) => {
    const branch = await findBranch(viewer, tx, input.branchId);
    if (!branch) return refuse("branch_not_found");
    const id = newId();
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.register_model_cell(${id}::uuid, ${branch.id}::uuid, ${input.year}::int, ${input.on}::date, ${input.note}) as outcome`;
    if (answer?.outcome === "done") return done({ modelCellId: id });
    return refuse(REGISTERING.find((refusal) => refusal === answer?.outcome) ?? "branch_not_found");
  },
);

const MOVING = [
  "not_possible",
  "in_future",
  "before_last_step",
  "reason_missing",
  "scores_unfit",
  "own_score",
  "difference_unexplained",
  "decision_missing",
  "not_passed",
] as const;

type Moved = {
  modelCellId: string;
  on: string;
  note: string | null;
  documentNumber?: string | null;
  scores?: ScoresInput["scores"];
};

/** One step; the row of the registration is held, so that of two moves at a moment one is told that it came too late. */
async function move(viewer: Viewer, tx: Tx, to: Move, input: Moved) {
  const cell = await findModelCell(viewer, tx, input.modelCellId);
  if (!cell) return refuse("model_cell_not_found");
  const known = input.scores ? await knownOf(viewer, tx, cell.branchId, cell.year) : null;
  const scores = input.scores?.map(({ criterionId, points, note }) => {
    const fact = cell.set.criteria.find(({ id }) => id === criterionId)?.fact;
    return { criterion: criterionId, points, note, known: (fact && known?.get(fact)?.words) ?? null };
  });
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_model_cell(${cell.id}::uuid, ${to}::public.model_cell_state, ${input.on}::date, ${input.note},
      ${input.documentNumber ?? null}, ${scores ? JSON.stringify(scores) : null}::jsonb) as outcome`;
  if (answer?.outcome === "done") return done({ modelCellId: cell.id });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "model_cell_not_found");
}

/** The chi đoàn gives itself points for every criterion; said again, it is checked anew. */
export const scoreModelCell = command("model-cell.score", (viewer, tx, input: ScoresInput) =>
  move(viewer, tx, "self_scored", input),
);

/** The level above gives its points, with the reason where they differ; never by whoever gave the first ones. */
export const checkModelCell = command("model-cell.check", (viewer, tx, input: ScoresInput) =>
  move(viewer, tx, "checked", input),
);

/** Recognition by decision of the unit; every required criterion whole, and as many points as the paper asks. */
export const recogniseModelCell = command("model-cell.recognise", (viewer, tx, input: DecisionInput) =>
  move(viewer, tx, "recognised", input),
);

export const returnModelCell = command("model-cell.return", (viewer, tx, input: RefusalInput) =>
  move(viewer, tx, "returned", input),
);

export const refuseModelCell = command("model-cell.refuse", (viewer, tx, input: RefusalInput) =>
  move(viewer, tx, "not_recognised", input),
);

export const revokeModelCell = command("model-cell.revoke", (viewer, tx, input: RefusalInput) =>
  move(viewer, tx, "revoked", input),
);

export const withdrawModelCell = command("model-cell.withdraw", (viewer, tx, input: RefusalInput) =>
  move(viewer, tx, "withdrawn", input),
);

const CONFLICTS = { model_cell_set_used: "criteria_used" } as const;

/** Writes the criteria of a year, all of them at once, as long as nobody is registered by them. */
export const writeCriteria = command(
  "model-cell.write-criteria",
  async (viewer, tx, { version, criteria, ...input }: CriteriaInput) => {
    const [provinceId] = criteriaProvincesOf(viewer);
    if (!provinceId) return refuse("not_allowed");
    const set = await criteriaOf(viewer, tx, input.year);
    if (set?.isUsed) return refuse("criteria_used");
    if ((set?.version ?? null) !== version) return refuse("changed_meanwhile");
    const setId = set?.id ?? newId();
    const { name, passPoints, note } = input;
    if (set) {
      const changed = await tx.modelCellSet.updateMany({
        where: { id: setId, provinceId, version: set.version },
        data: { name, passPoints, note, version: { increment: 1 } },
      });
      if (changed.count === 0) return refuse("changed_meanwhile");
      await tx.modelCellCriterion.deleteMany({ where: { setId, provinceId } });
    } else {
      await tx.modelCellSet.create({
        data: {
          ...{ id: setId, provinceId, ...input, recordedById: viewer.accountId, isDemo: viewer.isDemo },
        },
        select: { id: true },
      });
    }
    await tx.modelCellCriterion.createMany({
      data: criteria.map(({ text, points, required, fact }, index) => ({
        ...{ id: newId(), setId, order: index + 1, text, points, isRequired: required, fact },
        isDemo: viewer.isDemo,
      })),
    });
    return done({ year: input.year });
  },
  { ...CONFLICTS, model_cell_set_province_id_year_key: "changed_meanwhile" },
);

/** Takes the criteria of one year over for another that has none; from then on they are two sets. */
export const cloneCriteria = command(
  "model-cell.clone-criteria",
  async (viewer, tx, { fromYear, year }: CloneInput) => {
    const [provinceId] = criteriaProvincesOf(viewer);
    if (!provinceId) return refuse("not_allowed");
    const from = await criteriaOf(viewer, tx, fromYear);
    if (!from) return refuse("criteria_not_found");
    if (await criteriaOf(viewer, tx, year)) return refuse("year_taken");
    const setId = newId();
    const { name, passPoints, note } = from;
    const isDemo = viewer.isDemo;
    await tx.modelCellSet.create({
      data: { id: setId, provinceId, year, name, passPoints, note, recordedById: viewer.accountId, isDemo },
      select: { id: true },
    });
    await tx.modelCellCriterion.createMany({
      data: from.criteria.map(({ id: _, ...criterion }) => ({ ...criterion, id: newId(), setId, isDemo })),
    });
    return done({ year });
  },
  { model_cell_set_province_id_year_key: "year_taken" },
);
