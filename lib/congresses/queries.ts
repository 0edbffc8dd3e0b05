import "server-only";
import { can, unitsOf, type Viewer, visibleBranches, visibleOfPeople } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { ruleSetOn, standingOn } from "@/lib/branches/queries";
import { latestExtension, type RuleSet } from "@/lib/branches/rules";
import { CONGRESS_STATE_LABELS, MOVE_LABELS, type Shown } from "@/lib/congresses/labels";
import { isOwn, partiesOf, visibleCongresses } from "@/lib/congresses/policy";
import {
  type DueLevel,
  dueLevel,
  isAsked,
  isForward,
  isOpen,
  isPrepared,
  isSoon,
  MOVES,
  movesFor,
  seatRows,
} from "@/lib/congresses/rules";
import type { CongressFilter } from "@/lib/congresses/schema";
import { fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { indicatorRecords } from "@/lib/indicators/queries";
import { readsPeopleOf } from "@/lib/members/policy";
import { memberBranch, membersOf } from "@/lib/members/queries";
import { committeeFinding } from "@/lib/members/rules";
import { unitNamesOn } from "@/lib/units/queries";
import { consequenceOf, type WorkItem } from "@/lib/worklist/rules";

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

async function rulesOf(viewer: Viewer, tx: Tx, line: Line, on: PlainDate): Promise<RuleSet> {
  const ruleSet = await ruleSetOn(viewer, tx, line, on);
  if (!ruleSet) throw new Error("No rule set is loaded: run the reference loader");
  return ruleSet;
}

const OPEN = { state: { notIn: ["recognised", "cancelled"] } } satisfies Prisma.CongressWhereInput;

/** What is listed of each organisation that lives today: when its congress is due, and the one under way. */
async function listed(viewer: Viewer, tx: Tx) {
  const on = today();
  const branches = await tx.branch.findMany({
    where: {
      AND: visibleBranches(viewer),
      lives: { some: standingOn(on) },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, name: true, line: true, kind: true, unitId: true, provinceId: true, parentId: true },
      ...{ lastCongressOn: true, provisional: true, isDemo: true },
      congressDues: { where: standingOn(on), select: { dueOn: true, extendedTo: true } },
      congresses: { where: OPEN, select: { id: true, state: true, plannedOn: true } },
    },
  });
  const names = await unitNamesOn(viewer, tx, on);
  return branches.map(({ congressDues: [due], congresses: [open], lastCongressOn, ...branch }) => {
    const parties = partiesOf(viewer, branch);
    const dueOn = due ? fromDatabase(due.dueOn) : null;
    const extendedTo = due ? dated(due.extendedTo) : null;
    const next = open && movesFor(open.state, parties).find(isForward);
    return {
      ...branch,
      unitName: names.get(branch.unitId)?.shortName ?? null,
      lastCongressOn: dated(lastCongressOn),
      dueOn,
      extendedTo,
      level: dueLevel(extendedTo ?? dueOn, on),
      congress: open ? { ...open, plannedOn: fromDatabase(open.plannedOn) } : null,
      next: next ?? null,
      waits: next !== undefined && (MOVES[next].by === "superior" || isOwn(viewer, branch)),
      isOwn: isOwn(viewer, branch),
      isKept: parties.includes("organisation"),
    };
  });
}

export type CongressRow = Awaited<ReturnType<typeof listed>>[number];

/** Whether a row belongs to a part of the list. Overdue is K16's own condition, without the plan's scope of enterprises. */
const SHOWS: Readonly<Record<Shown, (row: CongressRow) => boolean>> = {
  waiting: ({ waits }) => waits,
  overdue: ({ level }) => level === "overdue",
  soon: ({ level }) => isSoon(level),
  unplanned: ({ level, congress }) => congress === null && (level === "overdue" || isSoon(level)),
  under_way: ({ congress }) => congress !== null,
  undated: ({ level }) => level === "undated",
};

const LEVELS: readonly DueLevel[] = ["overdue", "one", "three", "six", "later", "undated"];
/** What is late first, then what is due next. */
const byUrgency = (one: CongressRow, other: CongressRow) =>
  LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) ||
  ((one.extendedTo ?? one.dueOn ?? "") < (other.extendedTo ?? other.dueOn ?? "") ? -1 : 1);

/** Organisations in sight by how urgent their congress is, how many there are in each part, and K16 for those with a dashboard. */
export async function congressList(viewer: Viewer, tx: Tx, filter: CongressFilter) {
  const all = await listed(viewer, tx);
  const names = await unitNamesOn(viewer, tx, today());
  const managing = new Set(all.map(({ unitId }) => unitId));
  const asked = all
    .filter(
      ({ unitId, line }) =>
        (!filter.unit || unitId === filter.unit) && (!filter.line || line === filter.line),
    )
    .sort(byUrgency);
  const parts = Object.entries(SHOWS).map(([part, shows]) => [part, asked.filter(shows).length] as const);
  const k16 = await indicatorRecords(viewer, tx, "K16", {}, undefined, 1);
  return {
    rows: filter.state ? asked.filter(SHOWS[filter.state]) : asked,
    total: asked.length,
    counts: Object.fromEntries(parts) as Record<Shown, number>,
    units: [...names.values()].filter(({ id }) => managing.has(id)),
    k16: k16?.total ?? null,
  };
}

/**
 * Congresses that wait for the viewer's answer or next step, own organisations to plan one for, and what is overdue below
 * the viewer's units: an organisation may be several of them.
 */
export async function congressesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "branch.read")) return [];
  const rows = await listed(viewer, tx);
  const isUnit = unitsOf(viewer).length > 0;
  return rows.flatMap((row): WorkItem[] => {
    const { id, name: subject, congress, next } = row;
    const dueOn = row.extendedTo ?? row.dueOn;
    const href = congress ? (`/congresses/${congress.id}` as const) : (`/branches/${id}/congresses` as const);
    const facts = { subject, href, heldBy: "Bạn", since: null };
    const isAbove = next !== null && MOVES[next].by === "superior";
    return [
      ...(row.waits && next
        ? [
            {
              ...facts,
              key: `${isAbove ? "congress-decide" : "congress-move"}:${id}`,
              title: `Đại hội: ${MOVE_LABELS[next].toLocaleLowerCase("vi")}`,
              consequence: isAbove ? ("blocks_others" as const) : consequenceOf(dueOn, today()),
              dueOn,
            },
          ]
        : []),
      ...(row.isOwn && SHOWS.unplanned(row)
        ? [
            {
              ...facts,
              key: `congress-plan:${id}`,
              title: "Dự kiến đại hội",
              consequence: consequenceOf(dueOn, today()),
              dueOn,
            },
          ]
        : []),
      ...(isUnit && SHOWS.overdue(row)
        ? [
            {
              ...facts,
              key: `congress-overdue:${id}`,
              title: "Đưa tổ chức quá hạn đến đại hội",
              heldBy: "Bạn",
              consequence: "late" as const,
              dueOn,
            },
          ]
        : []),
    ];
  });
}

/** Congresses of the viewer's own organisations that wait for the level above. */
export async function congressesAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "member.write")) return [];
  const rows = (await listed(viewer, tx)).filter(({ waits, isKept }) => isKept && !waits);
  return rows.flatMap(({ name: subject, unitName, congress, ...row }) =>
    congress && isAsked(congress.state)
      ? [
          {
            key: `congress-asked:${row.id}`,
            title: `Đại hội: ${CONGRESS_STATE_LABELS[congress.state].toLocaleLowerCase("vi")}`,
            subject,
            href: `/congresses/${congress.id}` as const,
            heldBy: unitName ?? "Cấp trên",
            consequence: "open" as const,
            since: null,
            dueOn: row.extendedTo ?? row.dueOn,
          },
        ]
      : [],
  );
}

const congressFacts = {
  ...{ id: true, branchId: true, state: true, isFirst: true, termLabel: true, termEndOn: true },
  ...{ plannedOn: true, heldOn: true, called: true, present: true, nextDueOn: true, isDemo: true },
} satisfies Prisma.CongressSelect;

const readCongress = (stored: Prisma.CongressGetPayload<{ select: typeof congressFacts }>) => ({
  ...stored,
  termEndOn: fromDatabase(stored.termEndOn),
  plannedOn: fromDatabase(stored.plannedOn),
  heldOn: dated(stored.heldOn),
  nextDueOn: dated(stored.nextDueOn),
});

/** One congress as it is stored, with its organisation and what the viewer can do; null out of reach. */
export async function findCongress(viewer: Viewer, tx: Tx, congressId: string) {
  if (!isId(congressId)) return null;
  const stored = await tx.congress.findFirst({
    where: { id: congressId, AND: visibleCongresses(viewer) },
    select: congressFacts,
  });
  const branch = stored && (await memberBranch(viewer, tx, stored.branchId));
  if (!branch) return null;
  const parties = partiesOf(viewer, branch);
  // Where the organisation ended, what was begun can only be dropped.
  const moves = movesFor(stored.state, parties).filter((move) => branch.isAlive || move === "cancel");
  return { ...readCongress(stored), branch, parties, moves };
}

export type FoundCongress = NonNullable<Awaited<ReturnType<typeof findCongress>>>;

/** One congress with its steps, checklist, result and what its forms need; null out of reach. */
export async function congressPage(viewer: Viewer, tx: Tx, congressId: string) {
  const congress = await findCongress(viewer, tx, congressId);
  if (!congress) return null;
  const { branch } = congress;
  const where = { congressId, congress: visibleCongresses(viewer) };
  const steps = await tx.congressStep.findMany({
    where,
    orderBy: { order: "asc" },
    select: {
      ...{ id: true, state: true, on: true, note: true, documentNumber: true, movedTo: true },
      ...{ recordedAt: true, recordedById: true },
    },
  });
  const ticks = await tx.congressTaskDone.findMany({
    where: { ...where, voidedAt: null },
    select: { code: true, doneOn: true, note: true, recordedById: true },
  });
  const recorders = [...steps, ...ticks].map(({ recordedById }) => recordedById);
  const names = await accountNames(viewer, tx, recorders);
  const { rules } = await rulesOf(viewer, tx, branch.line, congress.plannedOn);
  const canHold = congress.moves.includes("hold");
  return {
    ...congress,
    dueOn: branch.congressExtendedTo ?? branch.congressDueOn,
    quorum: rules.congressQuorum,
    seesPeople: readsPeopleOf(viewer, branch),
    canTick: branch.isAlive && congress.parties.includes("organisation") && isPrepared(congress.state),
    steps: steps.map(({ on, movedTo, recordedById, ...step }) => ({
      ...step,
      on: fromDatabase(on),
      movedTo: dated(movedTo),
      by: names.get(recordedById) ?? null,
    })),
    tasks: rules.congressTasks.map((task) => {
      const tick = ticks.find(({ code }) => code === task.code);
      const by = tick && (names.get(tick.recordedById) ?? null);
      return { ...task, done: tick ? { on: fromDatabase(tick.doneOn), note: tick.note, by } : null };
    }),
    seats: await seatsOf(viewer, tx, congressId),
    form: canHold ? await resultForm(viewer, tx, congress) : null,
  };
}

export type CongressPage = NonNullable<Awaited<ReturnType<typeof congressPage>>>;

/** Whom a congress chose, as far as the viewer reads people there; the head first. */
export async function seatsOf(viewer: Viewer, tx: Tx, congressId: string) {
  return tx.congressSeat.findMany({
    where: { AND: visibleOfPeople(viewer), congressId, voidedAt: null },
    orderBy: [{ title: "asc" }, { person: { sortKey: "asc" } }],
    select: { title: true, exceptionReason: true, person: { select: { id: true, fullName: true } } },
  });
}

const isFuture = (day: PlainDate): boolean => day > today();

/** Members of an organisation, and of a đoàn cơ sở's chi đoàn, on the likely day; and how many (V08, V09). */
async function resultForm(viewer: Viewer, tx: Tx, { branch, plannedOn, heldOn }: FoundCongress) {
  const on = heldOn ?? (isFuture(plannedOn) ? today() : plannedOn);
  const members = await membersOf(viewer, tx, [branch.id], on);
  const holders = await tx.post.findMany({
    where: {
      AND: [visibleOfPeople(viewer), standingOn(on)],
      branchId: branch.id,
      exceptionReason: { not: null },
    },
    select: { person: { select: { id: true, fullName: true } } },
  });
  const ruleSet = await rulesOf(viewer, tx, branch.line, on);
  return {
    on,
    members: members.length,
    rows: seatRows(branch.kind, members.length, ruleSet),
    // Who holds a post by exception may be chosen again, by exception.
    candidates: [
      ...new Map([...members, ...holders.map(({ person }) => person)].map((one) => [one.id, one])).values(),
    ],
  };
}

/** V08, V09 for a committee of so many people, on the day it was chosen. */
export async function committeeOn(
  viewer: Viewer,
  tx: Tx,
  branch: Pick<FoundCongress["branch"], "id" | "kind" | "line">,
  { on, posts }: { on: PlainDate; posts: number },
) {
  const members = await membersOf(viewer, tx, [branch.id], on);
  const ruleSet = await rulesOf(viewer, tx, branch.line, on);
  return {
    members: new Set(members.map(({ id }) => id)),
    finding: committeeFinding({ kind: branch.kind, members: members.length, posts }, ruleSet),
    ruleSet,
  };
}

/** An organisation's term: when its congress is due, every congress there was, and what may be planned or decided. */
export async function branchCongresses(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch) return null;
  const where = { AND: visibleCongresses(viewer), branchId };
  const congresses = await tx.congress.findMany({
    where,
    orderBy: [{ plannedOn: "desc" }, { id: "desc" }],
    select: congressFacts,
  });
  const extensions = await tx.congressExtension.findMany({
    where: { ...where, voidedAt: null },
    orderBy: [{ decidedOn: "desc" }, { id: "desc" }],
    select: {
      ...{ id: true, dueOn: true, extendedTo: true, isFirst: true, decisionNumber: true, decidedOn: true },
      ...{ reason: true, isDemo: true },
    },
  });
  const { congressDueOn: dueOn, congressExtendedTo: extendedTo, lastCongressOn, establishedOn } = branch;
  const ruleSet = await rulesOf(viewer, tx, branch.line, lastCongressOn ?? establishedOn);
  const parties = partiesOf(viewer, branch);
  const open = congresses.find(({ state }) => isOpen(state));
  const isFirst = branch.provisional && lastCongressOn === null;
  return {
    branch,
    level: dueLevel(extendedTo ?? dueOn, today()),
    congresses: congresses.map(readCongress),
    extensions: extensions.map((extension) => ({
      ...extension,
      dueOn: dated(extension.dueOn),
      extendedTo: fromDatabase(extension.extendedTo),
      decidedOn: fromDatabase(extension.decidedOn),
    })),
    isFirst,
    /** V23: the last day to which it may be put off. */
    latest: dueOn && !isFirst ? latestExtension(dueOn, ruleSet) : null,
    canPlan: branch.isAlive && !open && parties.includes("organisation"),
    canExtend: branch.isAlive && (isFirst || dueOn !== null) && parties.includes("superior"),
  };
}

export type BranchCongresses = NonNullable<Awaited<ReturnType<typeof branchCongresses>>>;
