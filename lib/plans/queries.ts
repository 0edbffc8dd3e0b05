import "server-only";
import { departmentsOf, ownProvincesOf, type Viewer, visibleOfEnterprises } from "@/lib/access/policy";
import { branchEvidence } from "@/lib/branches/queries";
import { branchHealth } from "@/lib/branches/rules";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { GoalKind, Line } from "@/lib/generated/prisma/enums";
import { explainGoal } from "@/lib/plans/labels";
import {
  type Evidence,
  type GoalState,
  goalVerdict,
  isInScope,
  type ScopeRule,
  type WorkList,
  workListOf,
} from "@/lib/plans/rules";

/** The plan the province works under: the latest issued by the day. */
export async function planInForce(viewer: Viewer, tx: Tx, asOf: PlainDate = today()) {
  const plan = await tx.plan.findFirst({
    where: { provinceId: { in: ownProvincesOf(viewer) }, issuedOn: { lte: toDatabase(asOf) } },
    orderBy: [{ issuedOn: "desc" }, { id: "asc" }],
    select: {
      id: true,
      provinceId: true,
      number: true,
      symbol: true,
      type: true,
      title: true,
      year: true,
      issuedOn: true,
      issuer: true,
      baselineOn: true,
      baselineNote: true,
      dueOn: true,
      scopeLegalForms: true,
      scopeOwnerships: true,
      scopeSuspended: true,
      scopeNote: true,
      associationKinds: true,
      idleDays: true,
      version: true,
    },
  });
  if (!plan) return null;
  return {
    ...plan,
    issuedOn: fromDatabase(plan.issuedOn),
    baselineOn: fromDatabase(plan.baselineOn),
    dueOn: plan.dueOn && fromDatabase(plan.dueOn),
    scope: {
      legalForms: plan.scopeLegalForms,
      ownerships: plan.scopeOwnerships,
      countsSuspended: plan.scopeSuspended,
    } satisfies ScopeRule,
    isEditable: departmentsOf(viewer).includes(plan.provinceId),
  };
}

export type PlanInForce = NonNullable<Awaited<ReturnType<typeof planInForce>>>;

/** A goal with its state on a day, as known at a moment, and why. */
export type GoalRow = {
  goalId: string;
  enterpriseId: string;
  enterpriseName: string;
  line: Line;
  kind: GoalKind;
  fixedOn: PlainDate;
  dueOn: PlainDate | null;
  version: number;
  state: GoalState;
  explanation: string[];
  lastEvidenceOn: PlainDate | null;
  workList: WorkList;
  /** The unit managing the enterprise on the goal's line that day: rows 54 and 55 give each line its own owner. */
  unitId: string;
};

type GoalFilter = {
  planId: string;
  asOf: PlainDate;
  /** As known at this moment; now unless asked. */
  knownAt?: Date | undefined;
  unitId?: string | undefined;
  line?: Line | undefined;
  enterpriseId?: string | undefined;
  state?: GoalState | undefined;
  workList?: WorkList | undefined;
};

/**
 * Every goal of the plan whose enterprise counts under its scope rule that day, with its state: one set of queries
 * whatever the number of goals, and one function (`goalVerdict`) that judges, so that a count and its list agree.
 */
export async function goalStates(viewer: Viewer, tx: Tx, filter: GoalFilter): Promise<GoalRow[]> {
  const plan = await tx.plan.findFirst({
    where: { id: filter.planId, provinceId: { in: ownProvincesOf(viewer) } },
    select: { scopeLegalForms: true, scopeOwnerships: true, scopeSuspended: true, idleDays: true },
  });
  if (!plan) return [];
  const rule: ScopeRule = {
    legalForms: plan.scopeLegalForms,
    ownerships: plan.scopeOwnerships,
    countsSuspended: plan.scopeSuspended,
  };
  const standing = standingOn(filter.asOf, filter.knownAt ?? new Date());
  const goals = await tx.goal.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      planId: filter.planId,
      fixedOn: { lte: toDatabase(filter.asOf) },
      ...(filter.line && { line: filter.line }),
      ...(filter.enterpriseId && { enterpriseId: filter.enterpriseId }),
    },
    select: {
      id: true,
      enterpriseId: true,
      line: true,
      kind: true,
      fixedOn: true,
      dueOn: true,
      version: true,
      enterprise: {
        select: {
          name: true,
          sortKey: true,
          versions: { where: standing, select: { legalForm: true, ownership: true, status: true } },
          managements: { where: standing, select: { line: true, unitId: true } },
        },
      },
    },
    orderBy: [{ enterprise: { sortKey: "asc" } }, { enterpriseId: "asc" }, { line: "asc" }],
  });
  const evidenceOf = await goalEvidence(viewer, tx, filter);

  return goals.flatMap((goal) => {
    const [facts] = goal.enterprise.versions;
    const managed = goal.enterprise.managements.find((management) => management.line === goal.line);
    if (!facts || !managed || !isInScope(rule, facts)) return [];
    if (filter.unitId && managed.unitId !== filter.unitId) return [];
    const fixedOn = fromDatabase(goal.fixedOn);
    const dueOn = goal.dueOn && fromDatabase(goal.dueOn);
    const evidence = evidenceOf.get(goal.enterpriseId) ?? [];
    const verdict = goalVerdict({ line: goal.line, kind: goal.kind, fixedOn, dueOn }, evidence, {
      asOf: filter.asOf,
      idleDays: plan.idleDays,
    });
    const workList = workListOf(goal.line, evidence, filter.asOf);
    if (filter.state && verdict.state !== filter.state) return [];
    if (filter.workList && workList !== filter.workList) return [];
    return [
      {
        goalId: goal.id,
        enterpriseId: goal.enterpriseId,
        enterpriseName: goal.enterprise.name,
        line: goal.line,
        kind: goal.kind,
        fixedOn,
        dueOn,
        version: goal.version,
        state: verdict.state,
        explanation: explainGoal(verdict),
        lastEvidenceOn: verdict.lastEvidenceOn,
        workList,
        unitId: managed.unitId,
      },
    ];
  });
}

/** The goals of one enterprise under the plan in force, with their states and why. */
export async function goalsOfEnterprise(
  viewer: Viewer,
  tx: Tx,
  enterpriseId: string,
  asOf: PlainDate = today(),
): Promise<(GoalRow & { planTitle: string })[]> {
  const plan = await planInForce(viewer, tx, asOf);
  if (!plan) return [];
  const goals = await goalStates(viewer, tx, { planId: plan.id, asOf, enterpriseId });
  return goals.map((goal) => ({ ...goal, planTitle: `${plan.type} ${plan.symbol}` }));
}

/** Rows true on the day and known at the moment. */
const standingOn = (asOf: PlainDate, moment: Date) => ({
  validFrom: { lte: toDatabase(asOf) },
  recordedAt: { lte: moment },
  AND: [
    { OR: [{ validTo: null }, { validTo: { gt: toDatabase(asOf) } }] },
    { OR: [{ voidedAt: null }, { voidedAt: { gt: moment } }] },
  ],
});

/** Everything that speaks of the goals of the viewer's enterprises, by enterprise. */
async function goalEvidence(
  viewer: Viewer,
  tx: Tx,
  { asOf, knownAt = new Date(), enterpriseId }: GoalFilter,
): Promise<Map<string, Evidence[]>> {
  const scope = { AND: visibleOfEnterprises(viewer), ...(enterpriseId && { enterpriseId }) };
  const day = toDatabase(asOf);
  const surveys = await tx.survey.findMany({
    where: { ...scope, state: "accepted", acceptedAt: { lte: knownAt }, surveyedOn: { lte: day } },
    select: { enterpriseId: true, surveyedOn: true },
  });
  const cases = await tx.establishmentCase.findMany({
    where: { ...scope, openedOn: { lte: day }, recordedAt: { lte: knownAt } },
    select: { enterpriseId: true, line: true, openedOn: true, difficulty: true },
  });
  const coverages = await tx.coverage.findMany({
    where: {
      ...scope,
      validFrom: { lte: day },
      recordedAt: { lte: knownAt },
      OR: [{ voidedAt: null }, { voidedAt: { gt: knownAt } }],
    },
    select: { enterpriseId: true, branchId: true, line: true, validFrom: true, validTo: true },
  });
  const organisations = new Map(
    (await branchEvidence(viewer, tx, { asOf, knownAt })).map((branch) => [branch.branchId, branch]),
  );

  const evidence = new Map<string, Evidence[]>();
  const add = (id: string, items: Evidence[]) => evidence.set(id, [...(evidence.get(id) ?? []), ...items]);
  for (const survey of surveys) {
    if (survey.surveyedOn) {
      add(survey.enterpriseId, [{ type: "survey_accepted", on: fromDatabase(survey.surveyedOn) }]);
    }
  }
  for (const opened of cases) {
    const on = fromDatabase(opened.openedOn);
    add(opened.enterpriseId, [
      { type: "case_opened", line: opened.line, on, hard: opened.difficulty !== null },
    ]);
  }
  for (const { line, branchId, ...coverage } of coverages) {
    const branch = organisations.get(branchId);
    const from = fromDatabase(coverage.validFrom);
    const to = coverage.validTo && fromDatabase(coverage.validTo);
    add(coverage.enterpriseId, [
      { type: "covered", line, branchId, from, to, decided: branch?.hasDecision ?? false },
    ]);
    if (!branch) continue;
    const health = branchHealth(branch, asOf);
    add(coverage.enterpriseId, [
      { type: "health", branchId, ...health },
      ...(branch.lastActivityOn
        ? [{ type: "activity", line, branchId, on: branch.lastActivityOn } as const]
        : []),
      ...branch.measures.flatMap(({ startedOn, doneOn }) => [
        { type: "measure_started", line, branchId, on: startedOn } as const,
        ...(doneOn ? [{ type: "measure_done", line, branchId, on: doneOn } as const] : []),
      ]),
    ]);
  }
  return evidence;
}
