import "server-only";
import { can, type Viewer, visibleBranches, visibleEnterprises } from "@/lib/access/policy";
import { branchHealth } from "@/lib/branches/rules";
import {
  decidableOverrides,
  findCase,
  findEnterpriseForCase,
  knownMembers,
  type OverrideSubject,
  overridesOn,
} from "@/lib/cases/queries";
import { closingObstacle, MOVES, reasonNeeded } from "@/lib/cases/rules";
import type {
  CaseInput,
  CaseMoveInput,
  OverrideDecisionInput,
  OverrideInput,
  PaperInput,
  SchemeInput,
  VoidStepInput,
} from "@/lib/cases/schema";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command, graveCommand } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";

const ONE_OPEN = { establishment_case_one_open: "case_already_open" } as const;

/** Opens the work of establishing a line's organisation: one open case for an enterprise and line (plan row 41). */
export const openCase = command(
  "case.open",
  async (viewer, tx, input: CaseInput) => {
    const enterprise = await findEnterpriseForCase(viewer, tx, input.enterpriseId, input.line);
    if (!enterprise) return refuse("enterprise_not_found");
    if (input.openedOn > today()) return refuse("date_in_future");
    const opened = await tx.establishmentCase.create({
      data: {
        ...input,
        id: newId(),
        openedOn: toDatabase(input.openedOn),
        recordedById: viewer.accountId,
      },
      select: { id: true, enterpriseId: true },
    });
    return done(opened);
  },
  ONE_OPEN,
);

const MOVING = [
  "changed_meanwhile",
  "not_possible",
  "in_future",
  "before_opening",
  "before_last_step",
  "before_founding",
  "dossier_incomplete",
  "not_founded",
  "no_activity",
] as const;

/**
 * One step of a case (§1.10 (1)): next, or with a reason past a stage or back (row 42). Told that its line is hard, opens the other
 * line's case in its stead (row 43). The database repeats where from and by whom, the papers, the dates and V35.
 */
export const moveCase = command(
  "case.move",
  async (viewer, tx, input: CaseMoveInput) => {
    const { caseId, version, move, on, ...facts } = input;
    const found = await findCase(viewer, tx, caseId);
    if (!found?.parties.includes(MOVES[move].by)) return refuse("case_not_found");
    if (found.version !== version || found.closedOn) return refuse("changed_meanwhile");
    if (!found.moves.includes(move)) return refuse("not_possible");
    const why = reasonNeeded(move, found, found.scheme);
    if (why && !facts.reason) return refuse("reason_needed", { why });
    const obstacle = facts.outcome && closingObstacle(facts.outcome, found, found.evidence);
    if (obstacle) return refuse(obstacle);
    const place = await knownMembers(viewer, tx, found.enterpriseId, found.line);
    if (move === "eligible" && found.line === "union" && place.members < place.minimum) {
      return refuse("too_few_members", { known: place.members, minimum: place.minimum });
    }
    const health = move === "stable" ? place.organisation && branchHealth(place.organisation, on) : null;
    if (health && !health.healthy) return refuse("organisation_weak", { reasons: health.reasons });
    const written = JSON.stringify({ ...facts, fallbackId: newId() });
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.move_case(${found.id}::uuid, ${version}::int, ${newId()}::uuid, ${move}::public.case_move, ${on}::date,
        ${written}::jsonb) as outcome`;
    if (answer?.outcome === "done") return done({ caseId: found.id });
    return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "case_not_found");
  },
  ONE_OPEN,
);

const VOIDING = ["changed_meanwhile", "not_last"] as const;

/** Takes back the last step of a case, which was wrong: voided with its reason, never edited. */
export const voidCaseStep = command(
  "case.void-step",
  async (viewer, tx, input: VoidStepInput) => {
    const found = await findCase(viewer, tx, input.caseId);
    if (!found?.steps.some(({ id }) => id === input.stepId)) return refuse("case_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.void_case_step(${input.stepId}::uuid, ${input.version}::int, ${input.reason}, ${new Date()}) as outcome`;
    if (answer?.outcome === "done") return done({ caseId: found.id });
    return refuse(VOIDING.find((refusal) => refusal === answer?.outcome) ?? "case_not_found");
  },
  ONE_OPEN,
);

const TICKING = ["not_possible", "in_future"] as const;

/** One of the six papers is there, with its day and number; or, without a day, is not there any more. */
export const tickPaper = command("case.tick-paper", async (viewer, tx, input: PaperInput) => {
  const found = await findCase(viewer, tx, input.caseId);
  if (!found?.parties.includes("unit")) return refuse("case_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.tick_case_paper(${found.id}::uuid, ${newId()}::uuid, ${input.kind}::public.case_paper_kind,
      ${input.on !== null}, ${input.on}::date, ${input.note}, ${new Date()}) as outcome`;
  if (answer?.outcome === "done") return done({ caseId: found.id });
  return refuse(TICKING.find((refusal) => refusal === answer?.outcome) ?? "case_not_found");
});

/** Which optional stages the province takes from a day on, and when a stage is stalled; cases opened before keep theirs. */
export const setCaseScheme = command("case.set-scheme", async (viewer, tx, input: SchemeInput) => {
  const { provinceId } = input;
  if (!can(viewer, "case.scheme", { provinceId })) return refuse("province_not_found");
  const validFrom = toDatabase(input.validFrom);
  // The same day again is a correction: what was said of it is void.
  await tx.caseScheme.updateMany({
    where: { provinceId, validFrom, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  const scheme = await tx.caseScheme.create({
    data: {
      ...{ id: newId(), provinceId, validFrom, stages: input.stages, idleDays: input.idleDays },
      ...{ reason: input.reason, recordedById: viewer.accountId, isDemo: viewer.isDemo },
    },
    select: { id: true },
  });
  return done({ schemeId: scheme.id });
});

/** Asks the organisation department to let one act past a blocking rule; one request waits at a time. */
export const askOverride = command("override.ask", async (viewer, tx, input: OverrideInput) => {
  const place = await placeOf(viewer, tx, input);
  if (!place || !can(viewer, "override.ask", { ...place, line: input.line }))
    return refuse("subject_not_found");
  const earlier = await overridesOn(viewer, tx, input);
  if (earlier.some(({ state }) => state === "requested")) return refuse("override_already_asked");
  const { enterpriseId, branchId, rule, line, subject, reason } = input;
  const asked = await tx.overrideRequest.create({
    data: {
      id: newId(),
      rule,
      line,
      subject,
      reason,
      enterpriseId: enterpriseId ?? null,
      branchId: branchId ?? null,
      requestedById: viewer.accountId,
    },
    select: { id: true },
  });
  return done(asked);
});

/** Where the asked-about act would happen, if the viewer sees it. */
async function placeOf(viewer: Viewer, tx: Tx, { enterpriseId, branchId, line }: OverrideInput) {
  if (enterpriseId) {
    const enterprise = await tx.enterprise.findFirst({
      where: { id: enterpriseId, AND: visibleEnterprises(viewer) },
      select: { unionUnitId: true, associationUnitId: true },
    });
    return (
      enterprise && { unitIds: [line === "union" ? enterprise.unionUnitId : enterprise.associationUnitId] }
    );
  }
  const branch = await tx.branch.findFirst({
    where: { id: branchId ?? "", AND: visibleBranches(viewer) },
    select: { id: true, unitId: true },
  });
  return branch && { unitIds: [branch.unitId], branchId: branch.id };
}

/** Grants or refuses, with a note; never by the one who asked. */
export const decideOverride = graveCommand(
  "override.decide",
  async (viewer, tx, input: OverrideDecisionInput) => {
    const asked = await tx.overrideRequest.findFirst({
      where: { id: input.overrideId, AND: decidableOverrides(viewer) },
      select: { requestedById: true },
    });
    if (!asked) return refuse("override_not_found");
    if (asked.requestedById === viewer.accountId) return refuse("own_request");
    const decided = await tx.overrideRequest.updateMany({
      where: { id: input.overrideId, version: input.version, state: "requested" },
      data: {
        state: input.decision,
        decisionNote: input.decisionNote,
        decidedById: viewer.accountId,
        decidedAt: new Date(),
        version: { increment: 1 },
      },
    });
    if (decided.count === 0) return refuse("already_decided");
    return done({ overrideId: input.overrideId });
  },
);

/**
 * Spends a granted override inside another deed: true when there was one, which is then used for `usedById` and cannot
 * be used again.
 */
export async function useGrantedOverride(
  viewer: Viewer,
  tx: Tx,
  subject: OverrideSubject,
  usedById: string,
): Promise<boolean> {
  const granted = (await overridesOn(viewer, tx, subject)).find(({ state }) => state === "granted");
  if (!granted) return false;
  const used = await tx.overrideRequest.updateMany({
    where: { id: granted.id, state: "granted" },
    data: { state: "used", usedById, version: { increment: 1 } },
  });
  return used.count === 1;
}
