import "server-only";
import {
  can,
  departmentsOf,
  onlyLineOf,
  ownProvincesOf,
  unitsOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { enterpriseScope } from "@/lib/access/scope-sql";
import { branchEvidence } from "@/lib/branches/queries";
import { branchHealth } from "@/lib/branches/rules";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { standing } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { type BranchKind, type GoalKind, Line } from "@/lib/generated/prisma/enums";
import { writeCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { endOfDay, NO_UNIT } from "@/lib/indicators/rules";
import { explainGoal, goalTitle, planName } from "@/lib/plans/labels";
import { mayCorrectGoal } from "@/lib/plans/policy";
import {
  countsAsOrganisation,
  type Evidence,
  GOAL_STATES,
  type GoalState,
  goalKind,
  goalVerdict,
  isInScope,
  type ScopeRule,
  WORK_LISTS,
  type WorkList,
  workListOf,
} from "@/lib/plans/rules";
import { type GoalCursor, type GoalFilterInput, readGoalCursor } from "@/lib/plans/schema";
import { unitNamesOn } from "@/lib/units/queries";
import { consequenceOf, MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

const planFacts = {
  id: true,
  provinceId: true,
  unitId: true,
  parentId: true,
  setsGoals: true,
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
  isDemo: true,
} satisfies Prisma.PlanSelect;

type StoredPlan = Prisma.PlanGetPayload<{ select: typeof planFacts }>;

/** The day of a plan that was issued: the database lets none be issued without. */
function dayIssued({ issuedOn }: { issuedOn: Date | null }): PlainDate {
  if (!issuedOn) throw new Error("An issued plan has no day");
  return fromDatabase(issuedOn);
}

/** Plans of the viewer's provinces as papers that went out; drafts are read by lib/composing. */
const issuedPlans = (viewer: Viewer) => ({
  state: "issued" as const,
  provinceId: { in: ownProvincesOf(viewer) },
});

const readPlan = (viewer: Viewer, plan: StoredPlan) => ({
  ...plan,
  issuedOn: dayIssued(plan),
  baselineOn: fromDatabase(plan.baselineOn),
  dueOn: plan.dueOn && fromDatabase(plan.dueOn),
  scope: {
    legalForms: plan.scopeLegalForms,
    ownerships: plan.scopeOwnerships,
    countsSuspended: plan.scopeSuspended,
  } satisfies ScopeRule,
  /** Whether it is one of the province, whose way of counting the viewer may set. */
  isEditable: plan.unitId === plan.provinceId && departmentsOf(viewer).includes(plan.provinceId),
});

/** The plan the province works under: the latest issued by the day of those that give enterprises goals. */
export async function planInForce(viewer: Viewer, tx: Tx, asOf: PlainDate = today()) {
  const plan = await tx.plan.findFirst({
    where: { ...issuedPlans(viewer), setsGoals: true, issuedOn: { lte: toDatabase(asOf) } },
    orderBy: [{ issuedOn: "desc" }, { id: "asc" }],
    select: planFacts,
  });
  return plan && readPlan(viewer, plan);
}

export type PlanInForce = NonNullable<Awaited<ReturnType<typeof planInForce>>>;

/**
 * Every issued plan of the viewer's provinces, the latest first, those of units beside the province's own, with how many
 * goals of it the viewer sees.
 */
export async function listPlans(viewer: Viewer, tx: Tx) {
  const plans = await tx.plan.findMany({
    where: issuedPlans(viewer),
    orderBy: [{ issuedOn: "desc" }, { id: "asc" }],
    select: planFacts,
  });
  const goals = await tx.goal.groupBy({
    by: ["planId"],
    where: { AND: visibleOfEnterprises(viewer) },
    _count: true,
  });
  const counted = new Map(goals.map(({ planId, _count }) => [planId, _count]));
  return plans.map((plan) => ({ ...readPlan(viewer, plan), goals: counted.get(plan.id) ?? 0 }));
}

/** One issued plan's facts and settings; null out of the viewer's province. */
export async function findPlan(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const plan = await tx.plan.findFirst({
    where: { id, ...issuedPlans(viewer) },
    select: planFacts,
  });
  return plan && readPlan(viewer, plan);
}

/** A plan as its paper has it, with the units its words meant on its day, and what the province set. */
export async function planPage(viewer: Viewer, tx: Tx, id: string) {
  const facts = await findPlan(viewer, tx, id);
  if (!facts) return null;
  const paper = await tx.plan.findFirstOrThrow({
    where: { id, provinceId: { in: ownProvincesOf(viewer) } },
    select: {
      place: true,
      onBehalfOf: true,
      signatoryPost: true,
      signatoryName: true,
      preamble: true,
      specifics: true,
      bases: {
        orderBy: { order: "asc" },
        select: { id: true, symbol: true, issuedOn: true, issuer: true, abstract: true, relatedId: true },
      },
      tasks: {
        orderBy: { order: "asc" },
        select: {
          id: true,
          parentId: true,
          section: true,
          text: true,
          sourceId: true,
          charged: { select: { unitId: true, dueOn: true } },
        },
      },
      recipients: {
        orderBy: { order: "asc" },
        select: { id: true, text: true, units: { select: { unitId: true } } },
      },
      resolutionTasks: { orderBy: { order: "asc" }, select: { id: true, order: true, text: true } },
      corrections: {
        orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
        select: { id: true, taskId: true, text: true, reason: true, documentNumber: true, on: true },
      },
    },
  });
  const corrections = paper.corrections.map(({ on, ...row }) => ({ ...row, on: fromDatabase(on) }));
  const names = await unitNamesOn(viewer, tx, facts.issuedOn);
  const named = (units: readonly { unitId: string }[]) =>
    units
      .flatMap(({ unitId }) => names.get(unitId) ?? [])
      .sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1))
      .map(({ id: unitId, name }) => ({ id: unitId, name }));
  const inForce = await planInForce(viewer, tx);
  return {
    ...facts,
    ...paper,
    isInForce: inForce?.id === facts.id,
    bases: paper.bases.map(({ issuedOn, ...basis }) => ({
      ...basis,
      issuedOn: issuedOn && fromDatabase(issuedOn),
    })),
    /** What was found wrong in the whole, and of each clause the latest words that hold instead. */
    corrections: corrections.filter(({ taskId }) => taskId === null),
    tasks: paper.tasks.map(({ charged, ...task }) => ({
      ...task,
      charged: named(charged),
      dueOn: firstDay(charged),
      correction: corrections.findLast(({ taskId }) => taskId === task.id) ?? null,
    })),
    recipients: paper.recipients.map(({ units, ...recipient }) => ({ ...recipient, units: named(units) })),
    /** Goals the department would make by drawing up the list now; only asked for whom it concerns. */
    missingGoals: facts.isEditable && inForce?.id === facts.id ? await countMissing(viewer, tx, inForce) : 0,
  };
}

/** The earliest day given to any of the charged units, if one was. */
const firstDay = (charged: readonly { dueOn: Date | null }[]): PlainDate | null =>
  charged
    .flatMap(({ dueOn }) => (dueOn ? [fromDatabase(dueOn)] : []))
    .sort()
    .at(0) ?? null;

const countMissing = async (viewer: Viewer, tx: Tx, plan: PlanInForce) =>
  (await missingGoals(viewer, tx, plan)).length;

/** One of the attachment's tasks, for its form; null for somebody who may not write it. */
export async function resolutionTaskPage(viewer: Viewer, tx: Tx, planId: string, taskId: string) {
  if (!isId(planId) || !isId(taskId)) return null;
  return tx.resolutionTask.findFirst({
    where: { id: taskId, planId, provinceId: { in: departmentsOf(viewer) } },
    select: {
      id: true,
      order: true,
      text: true,
      version: true,
      plan: { select: { id: true, symbol: true, type: true } },
    },
  });
}

/** A goal with its state on a day, as known at a moment, and why. */
export type GoalRow = {
  goalId: string;
  enterpriseId: string;
  enterpriseName: string;
  /** Orders enterprises by name. */
  sortKey: string;
  line: Line;
  kind: GoalKind;
  /** Why the kind was corrected, if it was. */
  kindReason: string | null;
  fixedOn: PlainDate;
  /** The goal's own deadline, else the plan's; null where none was ever given. */
  dueOn: PlainDate | null;
  version: number;
  state: GoalState;
  explanation: string[];
  lastEvidenceOn: PlainDate | null;
  workList: WorkList;
  /**
   * The unit managing the enterprise on the goal's line that day: rows 54 and 55 give each line its own owner. Null
   * where nobody did, as in the indicators.
   */
  unitId: string | null;
};

type GoalFilter = {
  planId: string;
  asOf: PlainDate;
  /** As known at this moment; now unless asked. */
  knownAt?: Date | undefined;
  /** A unit's id; null for what no unit managed. */
  unitId?: string | null | undefined;
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
  const plan = await findPlan(viewer, tx, filter.planId);
  if (!plan) return [];
  const goals = await factsOfGoals(viewer, tx, filter);
  const evidenceOf = await goalEvidence(viewer, tx, { ...filter, associationKinds: plan.associationKinds });

  return goals.flatMap((goal) => {
    if (!isInScope(plan.scope, goal)) return [];
    if (filter.unitId !== undefined && goal.unitId !== filter.unitId) return [];
    const dueOn = goal.dueOn ?? plan.dueOn;
    const evidence = evidenceOf.get(goal.enterpriseId) ?? [];
    const verdict = goalVerdict({ ...goal, dueOn }, evidence, {
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
        enterpriseName: goal.enterpriseName,
        sortKey: goal.sortKey,
        line: goal.line,
        kind: goal.kind,
        kindReason: goal.kindReason,
        fixedOn: goal.fixedOn,
        dueOn,
        version: goal.version,
        state: verdict.state,
        explanation: explainGoal(verdict),
        lastEvidenceOn: verdict.lastEvidenceOn,
        workList,
        unitId: goal.unitId,
      },
    ];
  });
}

type GoalFacts = Pick<
  GoalRow,
  | "enterpriseId"
  | "enterpriseName"
  | "sortKey"
  | "line"
  | "kind"
  | "kindReason"
  | "fixedOn"
  | "dueOn"
  | "version"
  | "unitId"
> & { id: string } & Parameters<typeof isInScope>[1];

/**
 * Goals in sight of enterprises that were there on the day, with what decides whether they count and who answers for
 * them then. One statement: thousands of goals come without a list of thousands of ids being sent back for each part.
 */
const factsOfGoals = (
  viewer: Viewer,
  tx: Tx,
  { planId, asOf, knownAt, line, enterpriseId }: GoalFilter,
): Promise<GoalFacts[]> => tx.$queryRaw<GoalFacts[]>`
  select g.id, g.enterprise_id as "enterpriseId", e.name as "enterpriseName", e.sort_key as "sortKey", g.line, g.kind,
    g.kind_reason as "kindReason", g.fixed_on::text as "fixedOn", g.due_on::text as "dueOn", g.version,
    v.legal_form as "legalForm", v.ownership, v.status, m.unit_id as "unitId"
  from goal g join enterprise e on e.id = g.enterprise_id
  join enterprise_version v on v.enterprise_id = g.enterprise_id and ${standing("v", { asOf, knownAt })}
  left join enterprise_management m on m.enterprise_id = g.enterprise_id and m.line = g.line and ${standing("m", { asOf, knownAt })}
  where ${enterpriseScope(viewer, "g", "enterprise_id")} and g.plan_id = ${planId}::uuid and g.fixed_on <= ${asOf}::date
    ${line ? Prisma.sql`and g.line = ${line}::org_line` : Prisma.empty}
    ${enterpriseId ? Prisma.sql`and g.enterprise_id = ${enterpriseId}::uuid` : Prisma.empty}
  order by e.sort_key, g.enterprise_id, g.line`;

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
  return goals.map((goal) => ({ ...goal, planTitle: planName(plan) }));
}

const PAGE_SIZE = 50;

/**
 * The list of goals: worst first, then by name of the enterprise. A state is judged, not stored, so all of the viewer's
 * goals are judged and the page is cut afterwards: right for the thousands a province has. Undefined for somebody who
 * reads no enterprises, and where no plan is in force.
 */
export const listGoals = (viewer: Viewer, tx: Tx, filter: GoalFilterInput) =>
  goalsAsked(viewer, tx, filter, false);

/** All that `listGoals` lists page by page. */
export const allGoals = (viewer: Viewer, tx: Tx, { after: _, ...filter }: GoalFilterInput) =>
  goalsAsked(viewer, tx, filter, true);

async function goalsAsked(viewer: Viewer, tx: Tx, filter: GoalFilterInput, isWhole: boolean) {
  const plan = filter.plan ? await findPlan(viewer, tx, filter.plan) : await planInForce(viewer, tx);
  if (!plan || !can(viewer, "enterprise.read", { provinceId: plan.provinceId })) return undefined;
  // A day still to come has no states: answered as if nobody had said it, as the dashboard does.
  const asOf = filter.asOf && filter.asOf <= today() ? filter.asOf : today();
  const goals = await goalStates(viewer, tx, {
    planId: plan.id,
    asOf,
    knownAt: filter.knownAt ? endOfDay(filter.knownAt) : undefined,
  });
  const units = await unitNamesOn(viewer, tx, asOf);
  const unit = filter.unit === NO_UNIT ? null : filter.unit;
  const asked = goals
    .filter(({ unitId }) => unit === undefined || unitId === unit)
    .filter(({ line }) => !filter.line || line === filter.line);
  const isOfState = ({ state }: GoalRow) => !filter.state || state === filter.state;
  const isOfList = ({ workList }: GoalRow) => !filter.list || workList === filter.list;
  const listed = asked
    .filter((goal) => isOfState(goal) && isOfList(goal))
    .sort((one, other) => (isBefore(rankOf(one), rankOf(other)) ? -1 : 1));
  const after = readGoalCursor(filter.after);
  const size = isWhole ? listed.length : PAGE_SIZE;
  const rest = after ? listed.filter((goal) => isBefore(after, rankOf(goal))) : listed;
  const page = rest.slice(0, size);
  const last = rest.length > size ? page.at(-1) : undefined;
  const managing = new Set(goals.map(({ unitId }) => unitId));
  return {
    plan,
    asOf,
    rows: page.map((goal) => ({
      ...goal,
      unitName: goal.unitId === null ? null : (units.get(goal.unitId)?.name ?? null),
    })),
    total: listed.length,
    /** How many there would be of each state, everything else asked for being the same; and of each work list. */
    byState: countBy(
      GOAL_STATES,
      asked.filter(isOfList).map(({ state }) => state),
    ),
    byWorkList: countBy(
      WORK_LISTS,
      asked.filter(isOfState).map(({ workList }) => workList),
    ),
    units: [...units.values()].filter(({ id }) => managing.has(id)),
    hasUnmanaged: managing.has(null),
    next: last ? writeCursor(rankOf(last)) : null,
  };
}

const rankOf = ({ state, sortKey, enterpriseId, line }: GoalRow): GoalCursor => [
  GOAL_STATES.indexOf(state),
  sortKey,
  enterpriseId,
  line,
];

/** Place by place; the Đoàn goal of an enterprise before its Hội goal. */
function isBefore(one: GoalCursor, other: GoalCursor): boolean {
  const [state, sortKey, id, line] = one;
  if (state !== other[0]) return state < other[0];
  if (sortKey !== other[1]) return sortKey < other[1];
  if (id !== other[2]) return id < other[2];
  return line === "union" && other[3] === "association";
}

const countBy = <Word extends string>(words: readonly Word[], said: readonly Word[]): Record<Word, number> =>
  // Every word is a key, which fromEntries cannot say.
  Object.fromEntries(words.map((word) => [word, said.filter((one) => one === word).length])) as Record<
    Word,
    number
  >;

/** Goals at risk, each with who answers for it; and for the department the goals that the plan's enterprises lack. */
export async function goalsWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const plan = await planInForce(viewer, tx);
  if (!plan || !can(viewer, "enterprise.read", { provinceId: plan.provinceId })) return [];
  const on = today();
  const names = await unitNamesOn(viewer, tx, on);
  const goals = can(viewer, "dashboard.read")
    ? await goalStates(viewer, tx, { planId: plan.id, asOf: on, line: onlyLineOf(viewer), state: "at_risk" })
    : [];
  const isDesk = viewer.appointments.some(({ role }) => role === "org_department");
  const missing = isDesk ? (await missingGoals(viewer, tx, plan)).slice(0, MOST_WORK) : [];
  const enterprises = await tx.enterprise.findMany({
    where: { AND: visibleEnterprises(viewer), id: { in: missing.map(({ enterpriseId }) => enterpriseId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(enterprises.map(({ id, name }) => [id, name]));
  const holder = (unitId: string | null) => {
    if (unitId === null) return "chưa có đơn vị quản lý";
    return unitsOf(viewer).includes(unitId) ? "Bạn" : (names.get(unitId)?.shortName ?? "đơn vị khác");
  };
  return [
    ...goals.slice(0, MOST_WORK).map((goal) => ({
      key: `goal-risk:${goal.goalId}`,
      title: `Mục tiêu có nguy cơ: ${goalTitle(goal.kind, goal.line)}`,
      subject: goal.enterpriseName,
      href: `/goals/${goal.goalId}` as const,
      heldBy: holder(goal.unitId),
      consequence: consequenceOf(goal.dueOn, on),
      since: goal.lastEvidenceOn,
      dueOn: goal.dueOn,
    })),
    ...missing.map(({ enterpriseId, line, kind }) => ({
      key: `goals-missing:${enterpriseId}.${line}`,
      title: `Lập mục tiêu: ${goalTitle(kind, line)}`,
      subject: nameOf.get(enterpriseId) ?? "",
      href: `/plans/${plan.id}` as const,
      heldBy: "Bạn",
      consequence: "open" as const,
      since: null,
      dueOn: null,
    })),
  ];
}

/** One goal with its state today, for its page; null out of the viewer's reach. */
export async function goalPage(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const goal = await tx.goal.findFirst({
    where: { id, AND: visibleOfEnterprises(viewer) },
    select: {
      id: true,
      provinceId: true,
      planId: true,
      enterpriseId: true,
      line: true,
      kind: true,
      kindReason: true,
      fixedOn: true,
      version: true,
      enterprise: { select: { name: true } },
    },
  });
  const plan = goal && (await findPlan(viewer, tx, goal.planId));
  if (!goal || !plan) return null;
  const states = await goalStates(viewer, tx, {
    planId: goal.planId,
    asOf: today(),
    enterpriseId: goal.enterpriseId,
    line: goal.line,
  });
  const { enterprise, ...facts } = goal;
  return {
    ...facts,
    plan,
    enterpriseName: enterprise.name,
    fixedOn: fromDatabase(goal.fixedOn),
    /** Null when the enterprise does not count under the plan today. */
    standing: states[0] ?? null,
    isCorrectable: mayCorrectGoal(viewer, goal),
  };
}

/** Now is not a moment: a row recorded by a server whose clock is ahead of ours is known all the same. */
const known = (moment: Date | undefined) =>
  moment
    ? { recordedAt: { lte: moment }, OR: [{ voidedAt: null }, { voidedAt: { gt: moment } }] }
    : { voidedAt: null };

type EvidenceFilter = Pick<GoalFilter, "asOf" | "knownAt" | "enterpriseId"> & {
  associationKinds: readonly BranchKind[];
};

/** Everything that speaks of the goals of the viewer's enterprises, by enterprise. */
async function goalEvidence(
  viewer: Viewer,
  tx: Tx,
  { asOf, knownAt, enterpriseId, associationKinds }: EvidenceFilter,
): Promise<Map<string, Evidence[]>> {
  const scope = { AND: visibleOfEnterprises(viewer), ...(enterpriseId && { enterpriseId }) };
  const day = toDatabase(asOf);
  const surveys = await tx.survey.findMany({
    where: {
      ...scope,
      state: "accepted",
      surveyedOn: { lte: day },
      ...(knownAt && { acceptedAt: { lte: knownAt } }),
    },
    select: { enterpriseId: true, surveyedOn: true },
  });
  const cases = await tx.establishmentCase.findMany({
    where: { ...scope, openedOn: { lte: day }, ...(knownAt && { recordedAt: { lte: knownAt } }) },
    select: { enterpriseId: true, line: true, openedOn: true, difficulty: true },
  });
  const moves = await tx.caseStep.findMany({
    where: { AND: [scope, known(knownAt)], on: { lte: day } },
    select: { enterpriseId: true, line: true, on: true },
  });
  const coverages = await tx.coverage.findMany({
    where: { AND: [scope, known(knownAt)], validFrom: { lte: day } },
    select: { enterpriseId: true, branchId: true, line: true, kind: true, validFrom: true, validTo: true },
  });
  const organisations = new Map(
    (await branchEvidence(viewer, tx, { asOf, ...(knownAt && { knownAt }) })).map((branch) => [
      branch.branchId,
      branch,
    ]),
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
  for (const moved of moves) {
    add(moved.enterpriseId, [{ type: "case_moved", line: moved.line, on: fromDatabase(moved.on) }]);
  }
  for (const { line, kind, branchId, ...coverage } of coverages) {
    // A kind that K3 does not count can neither reach a goal nor stand in for the other line.
    if (!countsAsOrganisation(kind, associationKinds)) continue;
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

type ScopeFacts = Parameters<typeof isInScope>[1] & { validFrom: Date; validTo: Date | null };

/** The baseline date if the enterprise counted then, else the first later day on which it does; undefined if never. */
function enteredScopeOn(
  rule: ScopeRule,
  baselineOn: PlainDate,
  versions: readonly ScopeFacts[],
): PlainDate | undefined {
  const days = versions
    .filter((facts) => isInScope(rule, facts))
    .filter(({ validTo }) => !validTo || fromDatabase(validTo) > baselineOn)
    .map(({ validFrom }) => fromDatabase(validFrom))
    .map((from) => (from > baselineOn ? from : baselineOn));
  return days.sort().at(0);
}

/**
 * The goals that enterprises in the plan's scope have not been given yet, one for each line, their kind judged by the
 * facts of the baseline date or of the day the enterprise entered the scope.
 */
export async function missingGoals(
  viewer: Viewer,
  tx: Tx,
  plan: PlanInForce,
  enterpriseIds?: readonly string[],
) {
  const enterprises = await tx.enterprise.findMany({
    where: {
      AND: visibleEnterprises(viewer),
      provinceId: plan.provinceId,
      ...(enterpriseIds && { id: { in: [...enterpriseIds] } }),
    },
    select: {
      id: true,
      versions: {
        where: { voidedAt: null },
        select: { legalForm: true, ownership: true, status: true, validFrom: true, validTo: true },
      },
      coverages: {
        where: { voidedAt: null },
        select: { line: true, kind: true, validFrom: true, validTo: true },
      },
      goals: { where: { planId: plan.id }, select: { line: true } },
    },
  });
  return enterprises.flatMap((enterprise) => goalsDue(plan, enterprise));
}

/** What decides which goals an enterprise is due: all it was, what covered it, and the goals it has. */
export type DueFacts = {
  id: string;
  versions: ScopeFacts[];
  coverages: { line: Line; kind: BranchKind; validFrom: Date; validTo: Date | null }[];
  goals: { line: Line }[];
};

/** The goals one enterprise is due under the plan and has not been given yet. */
export function goalsDue(plan: PlanInForce, enterprise: DueFacts) {
  const fixedOn = enteredScopeOn(plan.scope, plan.baselineOn, enterprise.versions);
  if (!fixedOn) return [];
  const periods = enterprise.coverages
    .filter(({ kind }) => countsAsOrganisation(kind, plan.associationKinds))
    .map(({ line, validFrom, validTo }) => ({
      line,
      validFrom: fromDatabase(validFrom),
      validTo: validTo && fromDatabase(validTo),
    }));
  return Object.values(Line)
    .filter((line) => !enterprise.goals.some((goal) => goal.line === line))
    .map((line) => ({
      enterpriseId: enterprise.id,
      line,
      fixedOn,
      kind: goalKind(
        periods.filter((period) => period.line === line),
        fixedOn,
      ),
    }));
}
