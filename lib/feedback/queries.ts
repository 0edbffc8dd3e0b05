import "server-only";
import {
  can,
  departmentsOf,
  ownProvincesOf,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { standingOn } from "@/lib/branches/queries";
import { fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { ISSUE_CATEGORY_LABELS, ISSUE_HOLDERS, ISSUE_KIND_LABELS } from "@/lib/feedback/labels";
import { answeredFrom, isOpen, PARTIES, type Party, type Turn, turnsOf } from "@/lib/feedback/rules";
import { type IssueFilter, type IssueGroupFilter, issueCursor } from "@/lib/feedback/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { IssueStage, Line } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { allGoals } from "@/lib/plans/queries";
import { MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

const PAGE = 50;
const COUNT_UP_TO = 1001;

/** Issues in sight: those of the organisations and units one reads. */
const visibleIssues = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: provincesOf(viewer) } },
    { unitId: { in: unitsOf(viewer) } },
    { branchId: { in: [...viewer.branches] } },
  ],
});

/** Provinces whose issues of a line the viewer decides on as the committee, or answers as the Hội department. */
const boardsOf = (viewer: Viewer, line: Line): string[] =>
  viewer.appointments
    .filter((held) => held.role === "province_board" && (held.line === "both" || held.line === line))
    .map((held) => held.provinceId);
const associationDesksOf = (viewer: Viewer): string[] =>
  viewer.appointments.filter(({ role }) => role === "association_department").map((held) => held.provinceId);

type Held = { line: Line; unitId: string; branchId: string | null; provinceId: string };

/** Which parties the viewer is to an issue. */
function partiesOf(viewer: Viewer, { line, unitId, branchId, provinceId }: Held): Party[] {
  const isRaiser = branchId ? viewer.branches.includes(branchId) : unitsOf(viewer, line).includes(unitId);
  const is: Record<Party, boolean> = {
    unit: unitsOf(viewer, line).includes(unitId),
    department: line === "union" && departmentsOf(viewer, line).includes(provinceId),
    association_department: line === "association" && associationDesksOf(viewer).includes(provinceId),
    board: boardsOf(viewer, line).includes(provinceId),
    raiser: isRaiser,
  };
  return PARTIES.filter((party) => is[party]);
}

/** Issues whose next turn is the viewer's: an answer to give, or an answer to confirm. */
function inHand(viewer: Viewer) {
  const lines = ["union", "association"] as const;
  const ofUnits = lines.map((line) => ({ line, unitId: { in: unitsOf(viewer, line) } }));
  const at = (line: Line, provinceIds: string[], ...stages: IssueStage[]) => ({
    ...{ line, stage: { in: stages }, provinceId: { in: provinceIds } },
  });
  return {
    toAnswer: {
      OR: [
        { stage: "unit" as const, OR: ofUnits },
        at("union", departmentsOf(viewer, "union"), "department", "outside"),
        at("association", associationDesksOf(viewer), "association_department", "outside"),
        ...lines.map((line) => at(line, boardsOf(viewer, line), "board")),
      ],
    },
    toConfirm: {
      stage: "answered" as const,
      OR: [{ branchId: { in: [...viewer.branches] } }, { branchId: null, OR: ofUnits }],
    },
  };
}

const OPEN: IssueStage[] = ["unit", "department", "association_department", "board", "outside"];

const matching = (viewer: Viewer, filter: IssueFilter) => {
  const { toAnswer, toConfirm } = inHand(viewer);
  return {
    AND: [
      visibleIssues(viewer),
      ...(filter.show === "waiting" ? [{ OR: [toAnswer, toConfirm] }] : []),
      ...(filter.show === "open" ? [{ stage: { in: OPEN } }] : []),
    ],
    ...(filter.stage && { stage: filter.stage }),
    ...(filter.category && { category: filter.category }),
    ...(filter.line && { line: filter.line }),
    ...(filter.unit && { unitId: filter.unit }),
    ...(filter.enterprise && { enterpriseId: filter.enterprise }),
    ...(filter.task && { taskId: filter.task }),
    ...(filter.case && { caseId: filter.case }),
  };
};

const FACTS = {
  ...{ id: true, kind: true, category: true, line: true, text: true, isUrgent: true, stage: true },
  ...{ outsideBody: true, answerBy: true, raisedAt: true, raisedOn: true, answeredOn: true, version: true },
  ...{ unitId: true, branchId: true, provinceId: true, raisedById: true, isDemo: true },
  enterprise: { select: { id: true, name: true } },
  branch: { select: { id: true, name: true } },
  task: { select: { id: true, section: true, planId: true, text: true } },
} as const;

/** Issues in sight by the filter, the latest first, a page of 50, and how many there are (at most 1,001). */
export async function listIssues(viewer: Viewer, tx: Tx, filter: IssueFilter) {
  const where = matching(viewer, filter);
  const after = readCursor(issueCursor, filter.after);
  const rows = await tx.issue.findMany({
    where: {
      ...where,
      ...(after && {
        OR: [
          { raisedAt: { lt: new Date(after[0]) } },
          { raisedAt: new Date(after[0]), id: { lt: after[1] } },
        ],
      }),
    },
    orderBy: [{ raisedAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: FACTS,
  });
  const counted = await tx.issue.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const names = await unitNamesOf(
    tx,
    page.map(({ unitId }) => unitId),
  );
  return {
    count: counted.length,
    next: rows.length > PAGE && last ? writeCursor([last.raisedAt.toISOString(), last.id]) : null,
    rows: page.map((row) => ({
      ...dated(row),
      raisedBy: row.branch?.name ?? names.get(row.unitId) ?? "đơn vị khác",
    })),
  };
}

export type IssueRow = Awaited<ReturnType<typeof listIssues>>["rows"][number];

const dated = <
  Row extends { answerBy: Date | null; raisedOn: Date; answeredOn: Date | null; stage: IssueStage },
>(
  row: Row,
) => {
  const answerBy = row.answerBy && fromDatabase(row.answerBy);
  return {
    ...row,
    answerBy,
    raisedOn: fromDatabase(row.raisedOn),
    answeredOn: row.answeredOn && fromDatabase(row.answeredOn),
    isLate: isOpen(row.stage) && answerBy !== null && answerBy < today(),
  };
};

const unitNamesOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.unitVersion.findMany({
        where: {
          unitId: { in: [...new Set(ids)] },
          validFrom: { lte: toDatabase(today()) },
          OR: [{ validTo: null }, { validTo: { gt: toDatabase(today()) } }],
        },
        select: { unitId: true, shortName: true },
      })
    ).map(({ unitId, shortName }) => [unitId, shortName]),
  );

/** How often each difficulty stands in the way among what nobody has answered: the same ones together, most first. */
export async function openByCategory(viewer: Viewer, tx: Tx, filter: IssueFilter) {
  const { category: _, ...others } = filter;
  const rows = await tx.issue.groupBy({
    by: ["category"],
    where: { ...matching(viewer, { ...others, show: "open" }) },
    _count: { _all: true },
  });
  return rows
    .map(({ category, _count }) => ({ category, count: _count._all }))
    .sort((one, other) => other.count - one.count || (one.category < other.category ? -1 : 1));
}

/**
 * Difficulties nobody has answered, the same ones together (product §2.10): how many, in which enterprises, and which of those
 * enterprises stand still (a goal at risk today). Each number is the length of the list beside it.
 */
export async function issueGroups(viewer: Viewer, tx: Tx, filter: IssueGroupFilter) {
  const rows = await tx.issue.findMany({
    where: matching(viewer, { ...filter, show: "open" }),
    orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
    take: GROUPED,
    select: { id: true, category: true, enterprise: { select: { id: true, name: true } } },
  });
  const goals = await allGoals(viewer, tx, { state: "at_risk", line: filter.line, unit: filter.unit });
  const stalled = new Set(goals?.rows.map(({ enterpriseId }) => enterpriseId));
  const categories = [...new Set(rows.map(({ category }) => category))];
  const groups = categories.map((category) => {
    const issues = rows.filter((row) => row.category === category);
    const named = new Map(
      issues.flatMap(({ enterprise }) => (enterprise ? [[enterprise.id, enterprise]] : [])),
    );
    const enterprises = [...named.values()].map((one) => ({ ...one, isStalled: stalled.has(one.id) }));
    return {
      category,
      issues: issues.length,
      enterprises: enterprises.sort((one, other) => one.name.localeCompare(other.name, "vi")),
      stalled: enterprises.filter(({ isStalled }) => isStalled).length,
    };
  });
  return {
    total: rows.length,
    stalled: stalled.size,
    groups: groups.sort(
      (one, other) => other.issues - one.issues || (one.category < other.category ? -1 : 1),
    ),
  };
}

const GROUPED = 5000;

const WORK_FACTS = {
  ...{ id: true, kind: true, category: true, text: true, stage: true, unitId: true, raisedOn: true },
  ...{ answerBy: true, answeredOn: true, outsideBody: true },
  branch: { select: { name: true } },
  enterprise: { select: { name: true } },
  steps: { where: { move: { not: "noted" } }, orderBy: { at: "desc" }, take: 1, select: { on: true } },
} as const;

async function issueItems(tx: Tx, where: Prisma.IssueWhereInput) {
  const rows = await tx.issue.findMany({
    where,
    orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: WORK_FACTS,
  });
  const names = await unitNamesOf(
    tx,
    rows.map(({ unitId }) => unitId),
  );
  return rows.map(({ steps, branch, enterprise, ...row }) => {
    const unitName = names.get(row.unitId) ?? "đơn vị khác";
    const [last] = steps;
    return {
      row,
      unitName,
      said: ISSUE_CATEGORY_LABELS[row.category].toLocaleLowerCase("vi"),
      subject: [branch?.name ?? unitName, enterprise?.name].filter(Boolean).join(", "),
      href: `/feedback/${row.id}` as const,
      since: fromDatabase(last ? last.on : row.raisedOn),
      dueOn: isOpen(row.stage) && row.answerBy ? fromDatabase(row.answerBy) : null,
    };
  });
}

/** Issues whose next turn is the viewer's: those who raised them wait for an answer, or are to read the one given. */
export async function issuesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "feedback.read")) return [];
  const { toAnswer, toConfirm } = inHand(viewer);
  const seen = visibleIssues(viewer);
  const answers = await issueItems(tx, { AND: [seen, toAnswer] });
  const confirms = await issueItems(tx, { AND: [seen, toConfirm] });
  return [
    ...answers.map(({ row, said, unitName: _, ...item }) => ({
      ...item,
      key: `issue-answer:${row.id}`,
      title: `Trả lời: ${said}`,
      heldBy: "Bạn",
      consequence: "blocks_others" as const,
    })),
    ...confirms.map(({ row, said, unitName: _, ...item }) => ({
      ...item,
      key: `issue-confirm:${row.id}`,
      title: `Đọc trả lời và xác nhận: ${said}`,
      heldBy: "Bạn",
      consequence: "open" as const,
    })),
  ];
}

/** What the viewer's organisations and units raised and nobody has answered, with who holds it now (domain §1.10 (7)). */
export async function issuesAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "feedback.raise")) return [];
  const own = (["union", "association"] as const).map((line) => ({
    ...{ line, branchId: null, unitId: { in: unitsOf(viewer, line) } },
  }));
  const raised = { OR: [{ branchId: { in: [...viewer.branches] } }, ...own] };
  const items = await issueItems(tx, { AND: [visibleIssues(viewer), raised, { stage: { in: OPEN } }] });
  return items.map(({ row, said, unitName, ...item }) => ({
    ...item,
    key: `issue-asked:${row.id}`,
    title: `${ISSUE_KIND_LABELS[row.kind]}: ${said}`,
    heldBy:
      ISSUE_HOLDERS[row.stage] ?? (row.stage === "outside" && row.outsideBody ? row.outsideBody : unitName),
    consequence: "open",
  }));
}

/** An issue with its thread and what the viewer may do with it now; undefined out of sight. */
export async function findIssue(viewer: Viewer, tx: Tx, issueId: string) {
  const issue = await tx.issue.findFirst({
    where: { id: issueId, AND: visibleIssues(viewer) },
    select: {
      ...FACTS,
      case: { select: { id: true, line: true, openedOn: true } },
      steps: {
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { id: true, move: true, stage: true, text: true, byId: true, at: true },
      },
    },
  });
  if (!issue) return undefined;
  const { steps, ...facts } = issue;
  const names = await accountNames(
    viewer,
    tx,
    steps.flatMap(({ byId }) => (byId ? [byId] : [])),
  );
  const units = await unitNamesOf(tx, [issue.unitId]);
  const parties = partiesOf(viewer, issue);
  const from = answeredFrom(steps, issue.line);
  const turns: (Turn & { party: Party })[] = parties.flatMap((party) =>
    turnsOf(party, { ...issue, answeredFrom: from }).map((turn) => ({ ...turn, party })),
  );
  return {
    ...dated(facts),
    raisedBy: issue.branch?.name ?? units.get(issue.unitId) ?? "đơn vị khác",
    steps: steps.map((step) => ({ ...step, by: step.byId && (names.get(step.byId) ?? "tài khoản khác") })),
    turns,
    mayNote: parties.length > 0,
  };
}

/**
 * What an issue may be about, as far as the viewer sees it. A case brings its enterprise along, and so does an
 * organisation that covers one only; a plan brings its sections, to choose from. Undefined where any of it is out of sight.
 */
export async function findSubject(
  viewer: Viewer,
  tx: Tx,
  asked: {
    enterpriseId?: string | null;
    caseId?: string | null;
    taskId?: string | null;
    branchId?: string | null;
    planId?: string | null;
  },
) {
  const found = asked.caseId
    ? await tx.establishmentCase.findFirst({
        where: { id: asked.caseId, enterprise: visibleEnterprises(viewer) },
        select: { id: true, line: true, enterpriseId: true },
      })
    : null;
  const branch = asked.branchId
    ? await tx.branch.findFirst({
        where: { id: asked.branchId, AND: visibleBranches(viewer) },
        select: {
          ...{ id: true, name: true, line: true },
          coverages: {
            where: { AND: [visibleOfEnterprises(viewer), standingOn(today())] },
            take: 2,
            select: { enterpriseId: true },
          },
        },
      })
    : null;
  const covered = branch?.coverages.length === 1 ? branch.coverages[0]?.enterpriseId : undefined;
  const enterpriseId = asked.enterpriseId ?? found?.enterpriseId ?? covered;
  const enterprise = enterpriseId
    ? await tx.enterprise.findFirst({
        where: { id: enterpriseId, AND: visibleEnterprises(viewer) },
        select: { id: true, name: true },
      })
    : null;
  const tasks =
    asked.taskId || asked.planId
      ? await tx.planTask.findMany({
          where: {
            ...(asked.taskId ? { id: asked.taskId } : { planId: asked.planId ?? "" }),
            provinceId: { in: ownProvincesOf(viewer) },
          },
          orderBy: [{ order: "asc" }, { id: "asc" }],
          select: { id: true, section: true, text: true, planId: true },
        })
      : [];
  const task = asked.taskId ? (tasks[0] ?? null) : null;
  const isWhole =
    (!asked.enterpriseId || enterprise) &&
    (!asked.taskId || task) &&
    (!asked.caseId || found) &&
    (!asked.branchId || branch) &&
    (!asked.planId || tasks.length > 0);
  return isWhole ? { enterprise, task, tasks, case: found, branch } : undefined;
}

/** In whose name the viewer may raise something: own units, own organisations. */
export async function raisers(viewer: Viewer, tx: Tx) {
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: [...viewer.branches] } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true, line: true },
  });
  const units = viewer.appointments.filter(({ role }) => role === "unit_officer");
  return [
    ...units.map(({ unitId, unitName, line }) => ({
      kind: "unit" as const,
      id: unitId,
      name: unitName,
      line,
    })),
    ...branches.map(({ id, name, line }) => ({ kind: "branch" as const, id, name, line })),
  ];
}

/** How many are open on each section of a plan. */
export async function openByTask(viewer: Viewer, tx: Tx, planId: string): Promise<Map<string, number>> {
  const rows = await tx.issue.groupBy({
    by: ["taskId"],
    where: { AND: [visibleIssues(viewer), { stage: { in: OPEN } }, { task: { planId } }] },
    _count: { _all: true },
  });
  return new Map(rows.flatMap(({ taskId, _count }) => (taskId ? [[taskId, _count._all]] : [])));
}
