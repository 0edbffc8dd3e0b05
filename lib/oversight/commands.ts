import "server-only";
import { type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { Line } from "@/lib/generated/prisma/enums";
import { findEvaluation, findInspection, findTarget, findVisit, mayWriteFor } from "@/lib/oversight/queries";
import { needsNote } from "@/lib/oversight/rules";
import type {
  EvaluationBackInput,
  EvaluationInput,
  InspectionBackInput,
  InspectionInput,
  RemedyMoveInput,
  RequestInput,
  SupportBackInput,
  SupportInput,
  Target,
} from "@/lib/oversight/schema";
import { done, refuse } from "@/lib/result";

/** Where it belongs and who writes it, if the viewer may: in the name of the province, or of the unit that manages it. */
async function placeFor(
  viewer: Viewer,
  tx: Tx,
  { target, line, byUnitId }: { target: Target; line: Line; byUnitId: string },
) {
  const place = await findTarget(viewer, tx, target, line);
  if (!place || !mayWriteFor(viewer, byUnitId, place)) return null;
  const { line: its, unitId, branchId, enterpriseId } = place;
  return { row: { line: its, byUnitId, unitId, branchId }, enterpriseId, provinceId: place.provinceId };
}

const noted = (viewer: Viewer) => ({ id: newId(), recordedById: viewer.accountId, isDemo: viewer.isDemo });
const lies = (on: PlainDate) => on > today();

/** Enters a check (plan row 53): by the province of anybody, by a unit of its organisations, never of itself. */
export const recordInspection = command("oversight.inspect", async (viewer, tx, input: InspectionInput) => {
  const place = await placeFor(viewer, tx, input);
  if (!place || place.enterpriseId) return refuse("target_not_found");
  if (place.row.branchId === null && place.row.unitId === input.byUnitId) return refuse("own_unit");
  if (lies(input.on)) return refuse("in_future");
  const { decisionNumber, team, findings } = input;
  const made = await tx.inspection.create({
    data: { ...noted(viewer), ...place.row, decisionNumber, team, findings, on: toDatabase(input.on) },
    select: { id: true },
  });
  return done({ inspectionId: made.id });
});

/** Takes back a check entered by mistake, while nothing happened to what it asked for. */
export const takeBackInspection = command(
  "oversight.take-back-inspection",
  async (viewer, tx, input: InspectionBackInput) => {
    const found = await findInspection(viewer, tx, input.inspectionId);
    if (!found?.isInspector) return refuse("inspection_not_found");
    const taken = await tx.inspection.updateMany({
      where: { AND: visibleOfBranches(viewer), id: found.id, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    return taken.count === 1 ? done({ inspectionId: found.id }) : refuse("has_steps");
  },
);

/** Asks for a remedy, by a day if there is one. */
export const askRemedy = command("oversight.ask-remedy", async (viewer, tx, input: RequestInput) => {
  const found = await findInspection(viewer, tx, input.inspectionId);
  if (!found?.isInspector) return refuse("inspection_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.add_inspection_request(${newId()}::uuid, ${found.id}::uuid, ${input.text}, ${input.dueOn}::date) as outcome`;
  if (answer?.outcome === "done") return done({ inspectionId: found.id });
  return refuse(answer?.outcome === "due_before_check" ? "due_before_check" : "inspection_not_found");
});

const MOVING = ["not_possible", "in_future", "before_last_step", "due_missing"] as const;

/** One step of a remedy by whoever's it is: reported by the one that was checked, all else by the one who checked. */
export const moveRemedy = command("oversight.move-remedy", async (viewer, tx, input: RemedyMoveInput) => {
  const request = await tx.inspectionRequest.findFirst({
    where: { AND: visibleOfBranches(viewer), id: input.remedyId, inspection: { voidedAt: null } },
    select: { id: true, inspectionId: true },
  });
  if (!request) return refuse("request_not_found");
  if (needsNote(input.move) && !input.note) return refuse("note_missing");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_remedy(${newId()}::uuid, ${request.id}::uuid, ${input.move}::public.remedy_move, ${input.on}::date,
      ${input.note}, ${input.dueOn}::date) as outcome`;
  if (answer?.outcome === "done") return done({ inspectionId: request.inspectionId });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "request_not_found");
});

/** Enters support given to an organisation or an enterprise (plan row 39). */
export const recordSupport = command("oversight.support", async (viewer, tx, input: SupportInput) => {
  const place = await placeFor(viewer, tx, input);
  if (!place || (place.row.branchId === null && !place.enterpriseId)) return refuse("target_not_found");
  if (lies(input.on)) return refuse("in_future");
  const { visitors, money, material, staff, result } = input;
  if (!money && !material && !staff) return refuse("nothing_given");
  const { enterpriseId } = place;
  const made = await tx.supportVisit.create({
    data: {
      ...{ ...noted(viewer), ...place.row, enterpriseId, visitors, money, material, staff, result },
      on: toDatabase(input.on),
    },
    select: { id: true },
  });
  return done({ visitId: made.id });
});

export const takeBackSupport = command(
  "oversight.take-back-support",
  async (viewer, tx, input: SupportBackInput) => {
    const found = await findVisit(viewer, tx, input.visitId);
    if (!found?.isDesk) return refuse("visit_not_found");
    await tx.supportVisit.updateMany({
      where: { id: found.id, provinceId: found.provinceId, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    return done({ visitId: found.id });
  },
);

/** Enters the evaluation of a period and what was learnt (plan row 39), of a unit or of an organisation. */
export const recordEvaluation = command("oversight.evaluate", async (viewer, tx, input: EvaluationInput) => {
  const place = await placeFor(viewer, tx, input);
  if (!place || place.enterpriseId) return refuse("target_not_found");
  if (input.toOn < input.fromOn) return refuse("days_reversed");
  if (lies(input.toOn)) return refuse("in_future");
  const { assessment, lessons } = input;
  const made = await tx.evaluation.create({
    data: {
      ...{ ...noted(viewer), ...place.row, assessment, lessons },
      ...{ fromOn: toDatabase(input.fromOn), toOn: toDatabase(input.toOn) },
    },
    select: { id: true },
  });
  return done({ evaluationId: made.id });
});

export const takeBackEvaluation = command(
  "oversight.take-back-evaluation",
  async (viewer, tx, input: EvaluationBackInput) => {
    const found = await findEvaluation(viewer, tx, input.evaluationId);
    if (!found?.isDesk) return refuse("evaluation_not_found");
    await tx.evaluation.updateMany({
      where: { AND: visibleOfBranches(viewer), id: found.id, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    return done({ evaluationId: found.id });
  },
);
