import "server-only";
import { type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { findBranch, mayWriteBranch, standingOn } from "@/lib/branches/queries";
import { conditionOn, measureKeepers, writableMeasure } from "@/lib/consolidation/queries";
import { MEASURE_MOVES, type MeasureMove } from "@/lib/consolidation/rules";
import type {
  MeasureCorrectionInput,
  MeasureExtensionInput,
  MeasureInput,
  MeasureResultInput,
  MeasureWithdrawalInput,
} from "@/lib/consolidation/schema";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import type { MeasureRevision } from "@/lib/generated/prisma/enums";
import { done, refuse } from "@/lib/result";

const databaseDate = (date: PlainDate | null) => date && toDatabase(date);

type Keeper = { responsibleId: string | null; responsible: string | null };

/** Who answers: an account that may be asked, by its name today, or somebody in words. */
async function keeperOf(viewer: Viewer, tx: Tx, branchId: string, { responsibleId, responsible }: Keeper) {
  if (responsibleId === null) {
    return responsible === null ? undefined : { responsibleId: null, responsible };
  }
  const chosen = (await measureKeepers(viewer, tx, branchId)).find(({ id }) => id === responsibleId);
  return chosen && { responsibleId: chosen.id, responsible: chosen.name };
}

type Dates = { startedOn: PlainDate; dueOn: PlainDate | null; doneOn?: PlainDate | null };

/** V26, and that a measure is of a living organisation and ends after it begins. */
async function datesRefused(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  { startedOn, dueOn, doneOn = null }: Dates,
) {
  if (startedOn > today()) return refuse("date_in_future", { fields: ["startedOn"] });
  if (doneOn !== null && doneOn > today()) return refuse("date_in_future", { fields: ["doneOn"] });
  const life = await tx.branchLife.findFirst({
    where: { AND: [visibleOfBranches(viewer), standingOn(startedOn)], branchId },
    select: { id: true },
  });
  if (!life) return refuse("branch_not_alive_then");
  if (dueOn && dueOn < startedOn) return refuse("due_before_start");
  if (doneOn && doneOn < startedOn) return refuse("done_before_start");
  return undefined;
}

const evidenceOf = async (viewer: Viewer, tx: Tx, branchId: string, on: PlainDate) =>
  (await conditionOn(viewer, tx, branchId, on)) ?? Prisma.JsonNull;

/** Starts a consolidation measure (plan row 37): what is weak, what will be done, who answers, and how the organisation stands. */
export const startMeasure = command("measure.start", async (viewer, tx, input: MeasureInput) => {
  const branch = await findBranch(viewer, tx, input.branchId);
  if (!branch || !mayWriteBranch(viewer, branch)) return refuse("branch_not_found");
  const { branchId, startedOn, dueOn, responsible, responsibleId, ...said } = input;
  const refused = await datesRefused(viewer, tx, branchId, input);
  if (refused) return refused;
  const keeper = await keeperOf(viewer, tx, branchId, { responsible, responsibleId });
  if (!keeper) return refuse("keeper_unfit");
  const measure = await tx.consolidationMeasure.create({
    data: {
      ...{ id: newId(), branchId, ...said, ...keeper },
      startedOn: toDatabase(startedOn),
      dueOn: databaseDate(dueOn),
      stateBefore: await evidenceOf(viewer, tx, branchId, startedOn),
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  return done({ branchId, measureId: measure.id });
});

/** Says that a measure is done, when and with what result (K12); how the organisation stands then is kept beside it. */
export const completeMeasure = command("measure.complete", async (viewer, tx, input: MeasureResultInput) => {
  const measure = await writableMeasure(viewer, tx, input.measureId);
  if (!measure) return refuse("measure_not_found");
  if (input.doneOn > today()) return refuse("date_in_future", { fields: ["doneOn"] });
  if (input.doneOn < measure.startedOn) return refuse("done_before_start");
  const changed = await tx.consolidationMeasure.updateMany({
    where: {
      ...{ id: input.measureId, version: input.version, doneOn: null, voidedAt: null },
      AND: visibleOfBranches(viewer),
    },
    data: {
      doneOn: toDatabase(input.doneOn),
      result: input.result,
      stateAfter: await evidenceOf(viewer, tx, measure.branchId, input.doneOn),
      doneRecordedAt: new Date(),
      version: { increment: 1 },
    },
  });
  if (changed.count === 0) {
    const theirs = await tx.consolidationMeasure.findFirst({
      where: { id: input.measureId, AND: visibleOfBranches(viewer) },
      select: { doneOn: true, result: true },
    });
    return refuse("measure_changed_meanwhile", {
      doneOn: theirs?.doneOn ? fromDatabase(theirs.doneOn) : null,
      result: theirs?.result ?? null,
    });
  }
  return done({ branchId: measure.branchId });
});

const isLegal = (move: MeasureMove, state: "open" | "done" | "withdrawn" | "replaced") =>
  MEASURE_MOVES[move].from.includes(state);

type Standing = NonNullable<Awaited<ReturnType<typeof writableMeasure>>>;
type Replacement = {
  revision: MeasureRevision;
  reason: string;
  version: number;
} & Partial<Prisma.ConsolidationMeasureUncheckedCreateInput>;

/** Voids a measure and writes it again with what is different; undefined when somebody was quicker. */
async function replaceMeasure(viewer: Viewer, tx: Tx, was: Standing, given: Replacement) {
  const { revision, reason, version, ...changes } = given;
  const voided = await tx.consolidationMeasure.updateMany({
    where: { id: was.id, version, voidedAt: null, AND: visibleOfBranches(viewer) },
    data: { voidedAt: new Date() },
  });
  if (voided.count === 0) return undefined;
  const { branchId, kind, weakness, measure, responsible, responsibleId, ratingBefore, ratingAfter } = was;
  const written = await tx.consolidationMeasure.create({
    data: {
      ...{ branchId, kind, weakness, measure, responsible, responsibleId, ratingBefore, ratingAfter },
      ...{ result: was.result, doneRecordedAt: was.doneRecordedAt, isDemo: was.isDemo },
      ...{
        startedOn: toDatabase(was.startedOn),
        dueOn: databaseDate(was.dueOn),
        doneOn: databaseDate(was.doneOn),
      },
      ...{ stateBefore: was.before ?? Prisma.JsonNull, stateAfter: was.after ?? Prisma.JsonNull },
      ...changes,
      ...{ id: newId(), replacesId: was.id, revision, revisionReason: reason },
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  return written.id;
}

/** Gives a measure that is under way another day, with the reason. */
export const extendMeasure = command("measure.extend", async (viewer, tx, input: MeasureExtensionInput) => {
  const was = await writableMeasure(viewer, tx, input.measureId);
  if (!was) return refuse("measure_not_found");
  if (!isLegal("extend", was.state)) return refuse("not_possible");
  if (was.dueOn !== null && input.dueOn <= was.dueOn) return refuse("not_later", { dueOn: was.dueOn });
  if (input.dueOn < was.startedOn) return refuse("due_before_start");
  const { version, reason, dueOn } = input;
  const given = { revision: "extended" as const, version, reason, dueOn: toDatabase(dueOn) };
  const measureId = await replaceMeasure(viewer, tx, was, given);
  return measureId ? done({ branchId: was.branchId, measureId }) : refuse("not_possible");
});

/** Corrects what was written wrongly, of one that is done its day and result too, with the reason. What was known stays known. */
export const correctMeasure = command(
  "measure.correct",
  async (viewer, tx, input: MeasureCorrectionInput) => {
    const was = await writableMeasure(viewer, tx, input.measureId);
    if (!was) return refuse("measure_not_found");
    if (!isLegal("correct", was.state)) return refuse("not_possible");
    // Done is said by the deed of its own, which keeps the day it became known.
    if ((was.doneOn === null) !== (input.doneOn === null)) return refuse("not_possible");
    const refused = await datesRefused(viewer, tx, was.branchId, input);
    if (refused) return refused;
    const keeper = await keeperOf(viewer, tx, was.branchId, input);
    if (!keeper) return refuse("keeper_unfit");
    const { kind, weakness, measure, startedOn, dueOn, doneOn, result, reason, version } = input;
    const isOtherEnd = doneOn !== was.doneOn;
    const measureId = await replaceMeasure(viewer, tx, was, {
      ...{ revision: "corrected", version, reason, kind, weakness, measure, result, ...keeper },
      ...{ startedOn: toDatabase(startedOn), dueOn: databaseDate(dueOn), doneOn: databaseDate(doneOn) },
      ...(startedOn !== was.startedOn && {
        stateBefore: await evidenceOf(viewer, tx, was.branchId, startedOn),
      }),
      ...(isOtherEnd &&
        doneOn && {
          stateAfter: await evidenceOf(viewer, tx, was.branchId, doneOn),
          doneRecordedAt: new Date(),
        }),
    });
    return measureId ? done({ branchId: was.branchId, measureId }) : refuse("not_possible");
  },
);

/** Takes a measure back, as written by mistake or given up, with the reason; it counts no more (K12). */
export const withdrawMeasure = command(
  "measure.withdraw",
  async (viewer, tx, input: MeasureWithdrawalInput) => {
    const was = await writableMeasure(viewer, tx, input.measureId);
    if (!was) return refuse("measure_not_found");
    const withdrawn = await tx.consolidationMeasure.updateMany({
      where: { id: was.id, version: input.version, voidedAt: null, AND: visibleOfBranches(viewer) },
      data: { voidedAt: new Date(), withdrawnReason: input.reason },
    });
    return withdrawn.count === 1 ? done({ branchId: was.branchId }) : refuse("not_possible");
  },
);
