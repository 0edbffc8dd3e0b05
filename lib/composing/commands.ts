import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { composedPlans, composedUnits } from "@/lib/composing/policy";
import { clauseOf, cloneable, draftClauses, listableGoals, receivedPlan } from "@/lib/composing/queries";
import {
  type Clause,
  clausesFor,
  numbered,
  numberOf,
  placeClause,
  subtreeOf,
  titleOfNextYear,
  wordsVersion,
} from "@/lib/composing/rules";
import type {
  BasisInput,
  CascadeInput,
  ClauseInput,
  ClauseMoveInput,
  CorrectionInput,
  DropInput,
  ListingInput,
  NewClauseInput,
  PlanBeginningInput,
  PlanHeadInput,
  RecipientsInput,
  UnlistingInput,
} from "@/lib/composing/schema";
import { type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { LegalForm } from "@/lib/generated/prisma/enums";
import { planName } from "@/lib/plans/labels";
import { planInForce } from "@/lib/plans/queries";
import { done, refuse } from "@/lib/result";
import { documentSymbolKey } from "@/lib/text/normalize";
import { listUnits } from "@/lib/units/queries";

const dated = (day: PlainDate | null): Date | null => (day ? toDatabase(day) : null);

/** A draft of the viewer's own, held against a second writer; null for anything else. */
async function heldDraft(viewer: Viewer, tx: Tx, planId: string) {
  await tx.$queryRaw`select id from plan where id = ${planId}::uuid and state = 'draft' for update`;
  return tx.plan.findFirst({
    where: { id: planId, state: "draft", ...composedPlans(viewer) },
    select: { id: true, provinceId: true, unitId: true, version: true },
  });
}

/** What a new draft starts with: whose it is, and how the plan in force counts. */
async function emptyDraft(viewer: Viewer, tx: Tx, unitId: string) {
  const unit = (await listUnits(viewer, tx, today())).find((one) => one.unitId === unitId);
  if (!unit || !composedUnits(viewer).includes(unitId)) return null;
  const held = viewer.appointments.find((one) => one.unitId === unitId || one.provinceId === unitId);
  if (!held) return null;
  const inForce = await planInForce(viewer, tx);
  return {
    id: newId(),
    provinceId: held.provinceId,
    unitId,
    state: "draft" as const,
    setsGoals: false,
    number: "",
    symbol: "",
    symbolKey: "",
    type: "KH",
    place: "",
    issuer: unit.name.toLocaleUpperCase("vi"),
    signatoryPost: "",
    signatoryName: "",
    preamble: "",
    baselineOn: toDatabase(today()),
    scopeLegalForms: inForce?.scopeLegalForms ?? Object.values(LegalForm),
    scopeOwnerships: inForce?.scopeOwnerships ?? (["non_state"] as const),
    scopeSuspended: inForce?.scopeSuspended ?? false,
    associationKinds: inForce?.associationKinds ?? (["chapter", "club"] as const),
    isDemo: viewer.isDemo,
  };
}

/** Begins a plan of the province or of one's own unit (row 5). It has no number and no day yet. */
export const beginPlan = command("plan.begin", async (viewer, tx, input: PlanBeginningInput) => {
  const { unitId, title, year } = input;
  const draft = await emptyDraft(viewer, tx, unitId);
  if (!draft) return refuse("unit_not_found");
  await tx.plan.create({ data: arrays({ ...draft, title, year }), select: { id: true } });
  return done({ planId: draft.id });
});

/** Lists that are only read, as the database client wants them. */
const arrays = <
  Draft extends {
    scopeLegalForms: readonly unknown[];
    scopeOwnerships: readonly unknown[];
    associationKinds: readonly unknown[];
  },
>(
  draft: Draft,
) => ({
  ...draft,
  scopeLegalForms: [...draft.scopeLegalForms] as Draft["scopeLegalForms"][number][],
  scopeOwnerships: [...draft.scopeOwnerships] as Draft["scopeOwnerships"][number][],
  associationKinds: [...draft.associationKinds] as Draft["associationKinds"][number][],
});

/** Writes the head of a draft. Only a plan of the province gives enterprises goals. */
export const writePlanHead = command("plan.write-head", async (viewer, tx, input: PlanHeadInput) => {
  const { planId, version, symbol, issuedOn, setsGoals, place, signatoryPost, signatoryName, preamble } =
    input;
  const draft = await heldDraft(viewer, tx, planId);
  if (!draft) return refuse("plan_not_found");
  if (draft.version !== version) return refuse("plan_changed_meanwhile", { version: draft.version });
  if (issuedOn && issuedOn > today()) return refuse("in_future");
  const { title, year, issuer, onBehalfOf, specifics, scopeLegalForms, scopeOwnerships, scopeSuspended } =
    input;
  await tx.plan.update({
    where: { id: planId },
    data: {
      ...{ title, year, issuer, onBehalfOf, specifics, scopeLegalForms, scopeOwnerships, scopeSuspended },
      number: (symbol && numberOf(symbol)) ?? "",
      symbol: symbol ?? "",
      symbolKey: symbol ? documentSymbolKey(symbol) : "",
      issuedOn: dated(issuedOn),
      place: place ?? "",
      signatoryPost: signatoryPost ?? "",
      signatoryName: signatoryName ?? "",
      preamble: preamble ?? "",
      setsGoals: setsGoals && draft.unitId === draft.provinceId,
      version: { increment: 1 },
      updatedAt: new Date(),
    },
    select: { id: true },
  });
  return done({ planId });
});

/** Writes every clause into its place: order and sections follow from the outline. */
async function arrange(_viewer: Viewer, tx: Tx, clauses: readonly Clause[]): Promise<void> {
  const placed = JSON.stringify(numbered(clauses));
  await tx.$executeRaw`
    update plan_task t set "order" = p."order", section = p.section, parent_id = p."parentId"
    from jsonb_to_recordset(${placed}::jsonb) as p (id uuid, "parentId" uuid, "order" int, section text)
    where t.id = p.id and (t."order", t.section, t.parent_id) is distinct from (p."order", p.section, p."parentId")`;
}

/** Which units a clause charges, and by when if a day was given (§0.2: none is required). */
async function charge(
  viewer: Viewer,
  tx: Tx,
  clause: { taskId: string; provinceId: string; unitIds: readonly string[]; dueOn: PlainDate | null },
): Promise<boolean> {
  const { taskId, provinceId, dueOn } = clause;
  const unitIds = [...new Set(clause.unitIds)];
  const units = unitIds.length > 0 ? await listUnits(viewer, tx, today()) : [];
  if (!unitIds.every((id) => units.some(({ unitId }) => unitId === id))) return false;
  await tx.planTaskUnit.deleteMany({ where: { taskId } });
  await tx.planTaskUnit.createMany({
    data: unitIds.map((unitId) => ({ taskId, unitId, provinceId, dueOn: dated(dueOn) })),
  });
  return true;
}

/** Adds a clause at the end of what stands under another, or of the whole. */
export const addClause = command("plan.add-clause", async (viewer, tx, input: NewClauseInput) => {
  const { planId, parentId, text, isNumbered, unitIds, dueOn } = input;
  const draft = await heldDraft(viewer, tx, planId);
  if (!draft) return refuse("plan_not_found");
  const clauses = await draftClauses(viewer, tx, planId);
  if (parentId && !clauses.some(({ id }) => id === parentId)) return refuse("parent_not_found");
  if (clauses.length >= 500) return refuse("too_many");
  const id = newId();
  const { provinceId } = draft;
  await tx.planTask.create({
    data: { id, planId, parentId, text, provinceId, order: clauses.length + 1, section: "" },
    select: { id: true },
  });
  if (!(await charge(viewer, tx, { taskId: id, provinceId, unitIds, dueOn })))
    return refuse("unit_not_found");
  await arrange(viewer, tx, [...clauses, { id, parentId, isNumbered }]);
  return done({ planId, taskId: id });
});

export const writeClause = command("plan.write-clause", async (viewer, tx, input: ClauseInput) => {
  const { taskId, text, isNumbered, unitIds, dueOn, version } = input;
  const clause = await clauseOf(viewer, tx, taskId);
  const draft = clause && (await heldDraft(viewer, tx, clause.planId));
  if (!clause || !draft) return refuse("clause_not_found");
  const now = (await clauseOf(viewer, tx, taskId))?.text ?? "";
  if (wordsVersion(now) !== version) return refuse("clause_changed_meanwhile", { text: now });
  const { planId, provinceId } = clause;
  await tx.planTask.update({ where: { id: taskId }, data: { text }, select: { id: true } });
  if (!(await charge(viewer, tx, { taskId, provinceId, unitIds, dueOn }))) return refuse("unit_not_found");
  const clauses = await draftClauses(viewer, tx, planId);
  await arrange(
    viewer,
    tx,
    clauses.map((one) => (one.id === taskId ? { ...one, isNumbered } : one)),
  );
  return done({ planId });
});

/** Moves a clause with everything under it. */
export const moveClause = command("plan.move-clause", async (viewer, tx, input: ClauseMoveInput) => {
  const clause = await clauseOf(viewer, tx, input.taskId);
  const draft = clause && (await heldDraft(viewer, tx, clause.planId));
  if (!clause || !draft) return refuse("clause_not_found");
  const moved = placeClause(await draftClauses(viewer, tx, clause.planId), input.taskId, input.move);
  if (!moved) return refuse("no_such_place");
  await arrange(viewer, tx, moved);
  return done({ planId: clause.planId });
});

/** Takes a clause out of a draft, with everything under it. */
export const removeClause = command("plan.remove-clause", async (viewer, tx, input: { taskId: string }) => {
  const clause = await clauseOf(viewer, tx, input.taskId);
  const draft = clause && (await heldDraft(viewer, tx, clause.planId));
  if (!clause || !draft) return refuse("clause_not_found");
  const clauses = await draftClauses(viewer, tx, clause.planId);
  const gone = subtreeOf(clauses, input.taskId);
  await tx.planTaskUnit.deleteMany({ where: { taskId: { in: gone } } });
  await tx.planTask.deleteMany({ where: { id: { in: gone } } });
  await arrange(
    viewer,
    tx,
    clauses.filter(({ id }) => !gone.includes(id)),
  );
  return done({ planId: clause.planId, clauses: gone.length });
});

/** Adds a basis, or writes one anew; what was copied from the year before holds again by being saved. */
export const writeBasis = command("plan.write-basis", async (viewer, tx, input: BasisInput) => {
  const { planId, basisId, symbol, issuedOn, issuer, abstract, relatedId } = input;
  const draft = await heldDraft(viewer, tx, planId);
  if (!draft) return refuse("plan_not_found");
  const related = relatedId && (await tx.plan.count({ where: { id: relatedId, state: "issued" } }));
  if (relatedId && (!related || relatedId === planId)) return refuse("related_not_found");
  const said = { symbol, issuedOn: dated(issuedOn), issuer, abstract, relatedId, needsRenewal: false };
  if (basisId) {
    const written = await tx.planBasis.updateMany({ where: { id: basisId, planId }, data: said });
    return written.count === 1 ? done({ planId }) : refuse("basis_not_found");
  }
  const { _max } = await tx.planBasis.aggregate({ where: { planId }, _max: { order: true } });
  const { provinceId } = draft;
  await tx.planBasis.create({
    data: { ...said, id: newId(), planId, provinceId, order: (_max.order ?? 0) + 1 },
    select: { id: true },
  });
  return done({ planId });
});

export const removeBasis = command("plan.remove-basis", async (viewer, tx, input: { basisId: string }) => {
  const basis = await tx.planBasis.findFirst({
    where: { id: input.basisId, plan: { state: "draft", ...composedPlans(viewer) } },
    select: { planId: true },
  });
  if (!basis) return refuse("basis_not_found");
  await tx.planBasis.deleteMany({ where: { id: input.basisId } });
  return done({ planId: basis.planId });
});

/** Writes where the paper goes. Units get it in the program on the day it is issued; other bodies are only named (row 66). */
export const writeRecipients = command(
  "plan.write-recipients",
  async (viewer, tx, input: RecipientsInput) => {
    const { planId, unitsText, others } = input;
    const draft = await heldDraft(viewer, tx, planId);
    if (!draft) return refuse("plan_not_found");
    const { provinceId } = draft;
    const unitIds = [...new Set(input.unitIds)];
    const units = await listUnits(viewer, tx, today());
    if (!unitIds.every((id) => units.some(({ unitId }) => unitId === id))) return refuse("unit_not_found");
    await tx.planRecipientUnit.deleteMany({ where: { recipient: { planId } } });
    await tx.planRecipient.deleteMany({ where: { planId } });
    const lines = (others ?? "").split("\n").flatMap((line) => line.replace(/^[-–\s]+/, "").trim() || []);
    const texts = [...(unitsText ? [unitsText] : []), ...lines];
    const rows = texts.map((text, index) => ({ id: newId(), planId, provinceId, order: index + 1, text }));
    await tx.planRecipient.createMany({ data: rows });
    const [first] = rows;
    if (first && unitsText) {
      await tx.planRecipientUnit.createMany({
        data: unitIds.map((unitId) => ({ recipientId: first.id, unitId, provinceId })),
      });
    }
    return done({ planId });
  },
);

const MOVING = [
  "not_possible",
  "reason_missing",
  "incomplete",
  "in_future",
  "bases_to_renew",
  "unit_not_there",
  "recipient_gone",
  "before_parent",
] as const;

async function move(
  viewer: Viewer,
  tx: Tx,
  to: "issued" | "dropped",
  { planId, reason }: { planId: string; reason: string | null },
) {
  const plan = await tx.plan.findFirst({
    where: { id: planId, ...composedPlans(viewer) },
    select: { id: true },
  });
  if (!plan) return refuse("plan_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_plan(${planId}::uuid, ${to}::public.plan_state, ${reason}) as outcome`;
  if (answer?.outcome === "done") return done({ planId });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "plan_not_found");
}

/** Issues a draft: frozen from now on, delivered to its recipients; its number is taken once (V27). */
export const issuePlan = command(
  "plan.issue",
  (viewer, tx, input: { planId: string }) => move(viewer, tx, "issued", { ...input, reason: null }),
  { plan_symbol_once: "number_taken" },
);

export const dropPlan = command("plan.drop", (viewer, tx, input: DropInput) =>
  move(viewer, tx, "dropped", input),
);

type Copied = {
  id: string;
  parentId: string | null;
  section: string;
  isNumbered: boolean;
  text: string;
  unitIds: readonly string[];
};

/** Copies clauses into a draft, numbered anew. No deadline comes along: one that was given was given to the other plan. */
async function copyClauses(
  viewer: Viewer,
  tx: Tx,
  to: { planId: string; provinceId: string },
  clauses: readonly Copied[],
  { keepsSource, unitIds }: { keepsSource: boolean; unitIds: readonly string[] },
): Promise<void> {
  const copies = new Map(clauses.map(({ id }) => [id, newId()]));
  const idOf = (id: string | null) => (id === null ? null : (copies.get(id) ?? null));
  const rows = clauses.map((clause) => ({ clause, id: idOf(clause.id) ?? newId() }));
  await tx.planTask.createMany({
    data: rows.map(({ clause, id }, index) => ({
      ...{ ...to, id, parentId: idOf(clause.parentId), order: index + 1, section: "", text: clause.text },
      sourceId: keepsSource ? clause.id : null,
    })),
  });
  const { provinceId } = to;
  await tx.planTaskUnit.createMany({
    data: rows.flatMap(({ clause, id }) =>
      clause.unitIds
        .filter((unitId) => unitIds.includes(unitId))
        .map((unitId) => ({ taskId: id, unitId, provinceId })),
    ),
  });
  await arrange(
    viewer,
    tx,
    rows.map(({ clause, id }) => ({ id, parentId: idOf(clause.parentId), isNumbered: clause.isNumbered })),
  );
}

/**
 * A unit's own plan from one it received (rows 51, 56): the clauses that charge it with where they come from, the plan above
 * as its basis. Number, day and signatory are its own, to be written. One at a time: a second is told where the first is.
 */
export const cascadePlan = command("plan.cascade", async (viewer, tx, input: CascadeInput) => {
  const { planId, unitId } = input;
  const above = await receivedPlan(viewer, tx, planId, unitId);
  if (!above) return refuse("plan_not_found");
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${planId}/${unitId}`}, 130))`;
  const earlier = await tx.plan.findFirst({
    where: { parentId: planId, unitId, state: { in: ["draft", "issued"] } },
    select: { id: true },
  });
  if (earlier) return refuse("already_there", { planId: earlier.id });
  const draft = await emptyDraft(viewer, tx, unitId);
  if (!draft) return refuse("plan_not_found");
  await tx.plan.create({
    data: arrays({
      ...{ ...draft, parentId: planId, title: above.title, year: above.year },
      ...{ scopeLegalForms: above.scopeLegalForms, scopeOwnerships: above.scopeOwnerships },
      ...{ scopeSuspended: above.scopeSuspended, associationKinds: above.associationKinds },
      preamble: `Thực hiện ${planName(above)} của ${above.issuer}, ${draft.issuer} xây dựng kế hoạch triển khai như sau:`,
    }),
    select: { id: true },
  });
  const to = { planId: draft.id, provinceId: draft.provinceId };
  await tx.planBasis.create({
    data: {
      ...{ ...to, id: newId(), order: 1, symbol: above.symbol, issuedOn: toDatabase(above.issuedOn) },
      ...{ issuer: above.issuer, abstract: above.title, relatedId: planId },
    },
    select: { id: true },
  });
  const own = clausesFor(above.clauses, unitId);
  await copyClauses(viewer, tx, to, own, { keepsSource: true, unitIds: [unitId] });
  return done({ planId: draft.id, clauses: own.length });
});

/** Next year's plan from this one: clauses and bases, these marked to be looked at again; no number, no day, no signatory. */
export const clonePlan = command("plan.clone", async (viewer, tx, input: { planId: string }) => {
  const old = await cloneable(viewer, tx, input.planId);
  const draft = old && (await emptyDraft(viewer, tx, old.unitId));
  if (!old || !draft) return refuse("plan_not_found");
  await tx.plan.create({
    data: arrays({
      ...{ ...draft, clonedFromId: old.id, title: titleOfNextYear(old.title, old.year), year: old.year + 1 },
      ...{ issuer: old.issuer, onBehalfOf: old.onBehalfOf, place: old.place, preamble: old.preamble },
      ...{ specifics: old.specifics, setsGoals: old.setsGoals, scopeLegalForms: old.scopeLegalForms },
      ...{ scopeOwnerships: old.scopeOwnerships, scopeSuspended: old.scopeSuspended },
      associationKinds: old.associationKinds,
    }),
    select: { id: true },
  });
  const to = { planId: draft.id, provinceId: draft.provinceId };
  await tx.planBasis.createMany({
    data: old.bases.map((basis) => ({ ...basis, ...to, id: newId(), needsRenewal: true })),
  });
  // Units that are no more are charged with nothing.
  const unitIds = (await listUnits(viewer, tx, today())).map(({ unitId }) => unitId);
  await copyClauses(viewer, tx, to, old.clauses, { keepsSource: false, unitIds });
  return done({ planId: draft.id });
});

/** Puts an issued paper right: its words stay, what holds instead stands beside them with the reason. */
export const correctPlan = command("plan.correct", async (viewer, tx, input: CorrectionInput) => {
  const { planId, taskId, text, reason, documentNumber, on } = input;
  const plan = await tx.plan.findFirst({
    where: { id: planId, state: "issued", ...composedPlans(viewer) },
    select: { provinceId: true, issuedOn: true, isDemo: true },
  });
  if (!plan) return refuse("plan_not_found");
  if (taskId && (await tx.planTask.count({ where: { id: taskId, planId } })) === 0)
    return refuse("clause_not_found");
  if (on > today()) return refuse("in_future");
  if (plan.issuedOn && toDatabase(on) < plan.issuedOn) return refuse("before_issued");
  const { provinceId, isDemo } = plan;
  await tx.planCorrection.create({
    data: {
      ...{ id: newId(), planId, taskId, text, reason, documentNumber, on: toDatabase(on) },
      ...{ recordedById: viewer.accountId, provinceId, isDemo },
    },
    select: { id: true },
  });
  return done({ planId });
});

/** Puts goals on the two lists of a unit's plan, each on that of its kind (row 59); with a reason once the plan is issued. */
export const listGoalsInPlan = command("plan.list-goals", async (viewer, tx, input: ListingInput) => {
  const { planId, reason } = input;
  const listable = await listableGoals(viewer, tx, planId);
  if (!listable) return refuse("plan_not_found");
  const { plan, goals } = listable;
  if (plan.state === "issued" && !reason) return refuse("reason_missing");
  const goalIds = [...new Set(input.goalIds)];
  const chosen = goals.filter(({ goalId }) => goalIds.includes(goalId));
  if (chosen.length !== goalIds.length) return refuse("goal_not_found");
  await tx.planListItem.createMany({
    data: chosen.map(({ goalId, kind }) => ({
      ...{ id: newId(), planId, goalId, kind, reason, recordedById: viewer.accountId },
      ...{ provinceId: plan.provinceId, unitId: plan.unitId, isDemo: plan.isDemo },
    })),
  });
  return done({ planId, goals: chosen.length });
});

export const unlistGoal = command("plan.unlist-goal", async (viewer, tx, input: UnlistingInput) => {
  const item = await tx.planListItem.findFirst({
    where: { id: input.itemId, voidedAt: null, unitId: { in: composedUnits(viewer) } },
    select: { planId: true, plan: { select: { state: true } } },
  });
  if (!item) return refuse("item_not_found");
  if (item.plan.state === "issued" && !input.reason) return refuse("reason_missing");
  const taken = await tx.planListItem.updateMany({
    where: { id: input.itemId, voidedAt: null },
    data: { voidedAt: new Date(), voidedById: viewer.accountId, voidReason: input.reason },
  });
  return taken.count === 1 ? done({ planId: item.planId }) : refuse("item_not_found");
});
