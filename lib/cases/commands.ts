import "server-only";
import { can, type Viewer, visibleBranches, visibleEnterprises } from "@/lib/access/policy";
import {
  decidableOverrides,
  findEnterpriseForCase,
  findMovableCase,
  type OverrideSubject,
  overridesOn,
} from "@/lib/cases/queries";
import type {
  CaseClosingInput,
  CaseInput,
  DifficultyInput,
  OverrideDecisionInput,
  OverrideInput,
  PartyReportInput,
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

/** The step "báo cáo cấp ủy" with its date: V20 warns when a decision comes earlier. */
export const reportToParty = command("case.report-to-party", async (viewer, tx, input: PartyReportInput) => {
  const found = await findMovableCase(viewer, tx, input.caseId);
  if (!found) return refuse("case_not_found");
  if (input.reportedToPartyOn > today()) return refuse("date_in_future");
  if (input.reportedToPartyOn < found.openedOn) return refuse("before_opening");
  const moved = await tx.establishmentCase.updateMany({
    where: { id: found.id, version: input.version, closedOn: null },
    data: { reportedToPartyOn: toDatabase(input.reportedToPartyOn), version: { increment: 1 } },
  });
  if (moved.count === 0) return refuse("case_changed_meanwhile");
  return done({ enterpriseId: found.enterpriseId });
});

/** Says why a line is hard here and opens the other line's case in its stead, if none is open (row 43). */
export const callCaseHard = command(
  "case.call-hard",
  async (viewer, tx, input: DifficultyInput) => {
    const found = await findMovableCase(viewer, tx, input.caseId);
    if (!found) return refuse("case_not_found");
    if (input.on > today()) return refuse("date_in_future");
    if (input.on < found.openedOn) return refuse("before_opening");
    const moved = await tx.establishmentCase.updateMany({
      where: { id: found.id, version: input.version, closedOn: null },
      data: { difficulty: input.difficulty, version: { increment: 1 } },
    });
    if (moved.count === 0) return refuse("case_changed_meanwhile");
    await tx.$queryRaw`select access.open_fallback(${found.id}::uuid, ${newId()}::uuid, ${input.on}::date)`;
    return done({ enterpriseId: found.enterpriseId });
  },
  ONE_OPEN,
);

export const closeCase = command("case.close", async (viewer, tx, input: CaseClosingInput) => {
  const found = await findMovableCase(viewer, tx, input.caseId);
  if (!found) return refuse("case_not_found");
  if (input.closedOn > today()) return refuse("date_in_future");
  if (input.closedOn < found.openedOn) return refuse("before_opening");
  const moved = await tx.establishmentCase.updateMany({
    where: { id: found.id, version: input.version, closedOn: null },
    data: {
      closedOn: toDatabase(input.closedOn),
      closingReason: input.closingReason,
      version: { increment: 1 },
    },
  });
  if (moved.count === 0) return refuse("case_changed_meanwhile");
  return done({ enterpriseId: found.enterpriseId });
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
