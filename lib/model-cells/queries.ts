import "server-only";
import {
  can,
  ownProvincesOf,
  type Viewer,
  visibleBranches,
  visibleOfBranches,
  visibleOfPeople,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { diagnoses, findBranch, standingOn } from "@/lib/branches/queries";
import { formatDate, fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { ModelCellFact, type ModelCellState } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { MOVE_LABELS } from "@/lib/model-cells/labels";
import { criteriaProvincesOf, partiesOf } from "@/lib/model-cells/policy";
import { maySeek, movesFor, TURN, verdictOf } from "@/lib/model-cells/rules";
import type { ModelCellQuery } from "@/lib/model-cells/schema";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

const criterionFacts = {
  ...{ id: true, order: true, text: true, points: true, isRequired: true, fact: true },
} satisfies Prisma.ModelCellCriterionSelect;

/** The criteria of a year in the viewer's province, and whether they may still change; null where none were entered. */
export async function criteriaOf(viewer: Viewer, tx: Tx, year: number) {
  const set = await tx.modelCellSet.findFirst({
    where: { provinceId: { in: ownProvincesOf(viewer) }, year },
    select: {
      ...{
        id: true,
        provinceId: true,
        year: true,
        name: true,
        passPoints: true,
        note: true,
        version: true,
        isDemo: true,
      },
      criteria: { orderBy: { order: "asc" }, select: criterionFacts },
    },
  });
  if (!set) return null;
  const used = await tx.modelCell.count({ where: { AND: visibleOfBranches(viewer), setId: set.id } });
  return {
    ...set,
    isUsed: used > 0,
    mayEdit: used === 0 && criteriaProvincesOf(viewer).includes(set.provinceId),
  };
}

export type Criteria = NonNullable<Awaited<ReturnType<typeof criteriaOf>>>;

/** Years for which criteria were entered, the latest first. */
export async function criteriaYears(viewer: Viewer, tx: Tx): Promise<number[]> {
  const sets = await tx.modelCellSet.findMany({
    where: { provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: { year: "desc" },
    select: { year: true },
  });
  return sets.map(({ year }) => year);
}

const cellFacts = {
  ...{ id: true, branchId: true, unitId: true, year: true, state: true, isDemo: true },
  branch: {
    select: { id: true, name: true, kind: true, line: true, unitId: true, provinceId: true, parentId: true },
  },
  set: {
    select: { name: true, passPoints: true, criteria: { orderBy: { order: "asc" }, select: criterionFacts } },
  },
  steps: {
    orderBy: { order: "asc" },
    select: {
      id: true,
      state: true,
      on: true,
      note: true,
      documentNumber: true,
      recordedAt: true,
      recordedById: true,
    },
  },
  scores: {
    where: { voidedAt: null },
    select: { criterionId: true, stage: true, points: true, note: true, known: true, recordedById: true },
  },
} satisfies Prisma.ModelCellSelect;

async function cellsWhere(viewer: Viewer, tx: Tx, where: Prisma.ModelCellWhereInput) {
  const rows = await tx.modelCell.findMany({
    where: { AND: [visibleOfBranches(viewer), where] },
    orderBy: [{ year: "desc" }, { branch: { sortKey: "asc" } }, { id: "asc" }],
    take: 1000,
    select: cellFacts,
  });
  return rows.map(({ steps, scores, set, ...row }) => {
    const parties = partiesOf(viewer, row.branch);
    const pointsOf = (stage: "self" | "superior") =>
      new Map(
        scores.filter((score) => score.stage === stage).map((score) => [score.criterionId, score.points]),
      );
    const total = (stage: "self" | "superior") =>
      scores.some((score) => score.stage === stage)
        ? verdictOf(set.criteria, set.passPoints, pointsOf(stage)).total
        : null;
    const last = steps.at(-1);
    const scoredByMe = scores.some(
      ({ stage, recordedById }) => stage === "self" && recordedById === viewer.accountId,
    );
    return {
      ...row,
      ...{ set, scores, steps: steps.map(({ on, ...step }) => ({ ...step, on: fromDatabase(on) })) },
      verdict: verdictOf(set.criteria, set.passPoints, pointsOf("superior")),
      selfTotal: total("self"),
      superiorTotal: total("superior"),
      registeredOn: steps[0] ? fromDatabase(steps[0].on) : null,
      since: last ? fromDatabase(last.on) : null,
      decision: steps.findLast(({ state }) => state === "recognised")?.documentNumber ?? null,
      parties,
      /** Nobody checks the points that they gave themselves. */
      moves: movesFor(row.state, parties).filter((move) => move !== "checked" || !scoredByMe),
    };
  });
}

/** Registrations of a year in sight, those that were withdrawn only when asked for. */
export async function modelCellList(viewer: Viewer, tx: Tx, { year, state, unit }: ModelCellQuery) {
  if (!can(viewer, "branch.read")) return null;
  const on = today();
  const asked = year ?? Number(on.slice(0, 4));
  const found = await cellsWhere(viewer, tx, {
    year: asked,
    ...(unit && { unitId: unit }),
    state: state ?? { not: "withdrawn" },
  });
  const names = await unitNamesOn(viewer, tx, on);
  const rows = found.map((row) => ({ ...row, unitName: names.get(row.unitId)?.shortName ?? null }));
  const thisYear = Number(on.slice(0, 4));
  const years = [...new Set([thisYear, asked, ...(await criteriaYears(viewer, tx))])].sort(
    (one, other) => other - one,
  );
  return { rows, years, year: asked, criteria: await criteriaOf(viewer, tx, asked) };
}

export type ModelCellList = NonNullable<Awaited<ReturnType<typeof modelCellList>>>;

/** One registration with its points, its steps and what the program knows beside each criterion; null out of reach. */
export async function modelCellPage(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const [cell] = await cellsWhere(viewer, tx, { id });
  if (!cell) return null;
  const { scores, steps, set, ...row } = cell;
  const names = await accountNames(
    viewer,
    tx,
    [...steps, ...scores].map(({ recordedById }) => recordedById),
  );
  const known = await knownOf(viewer, tx, row.branchId, row.year);
  return {
    ...row,
    setName: set.name,
    steps: steps.map(({ recordedById, ...step }) => ({
      ...step,
      by: names.get(recordedById) ?? "tài khoản khác",
    })),
    criteria: set.criteria.map((criterion) => {
      const said = (stage: "self" | "superior") => {
        const score = scores.find((one) => one.stage === stage && one.criterionId === criterion.id);
        return score ? { ...score, by: names.get(score.recordedById) ?? "tài khoản khác" } : null;
      };
      return {
        ...criterion,
        self: said("self"),
        superior: said("superior"),
        known: criterion.fact && (known.get(criterion.fact) ?? null),
      };
    }),
  };
}

export type ModelCellPage = NonNullable<Awaited<ReturnType<typeof modelCellPage>>>;

/** A chi đoàn's registrations, and whether it may register now; null where the kind has none or it is out of reach. */
export async function modelCellsOfBranch(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await findBranch(viewer, tx, branchId);
  if (!branch || !maySeek(branch)) return null;
  const rows = await cellsWhere(viewer, tx, { branchId });
  const year = Number(today().slice(0, 4));
  const life = await tx.branchLife.count({
    where: { AND: [visibleOfBranches(viewer), standingOn(today())], branchId },
  });
  const keeps = partiesOf(viewer, branch).includes("cell");
  const years = (await criteriaYears(viewer, tx)).filter((one) => one === year || one === year - 1);
  return {
    branch,
    rows,
    mayRegister: keeps && life > 0,
    /** Years that may be registered for: with criteria, not registered yet. */
    open:
      keeps && life > 0
        ? years.filter((one) => !rows.some((row) => row.year === one && row.state !== "withdrawn"))
        : [],
    hasCriteria: years.includes(year),
  };
}

export type BranchModelCells = NonNullable<Awaited<ReturnType<typeof modelCellsOfBranch>>>;

export type Known = { words: string; href: `/${string}` };

/** What the program knows of a chi đoàn in a year, in words, with the list behind it; as of the year's last day, or today. */
export async function knownOf(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  year: number,
): Promise<Map<ModelCellFact, Known>> {
  const first: PlainDate = `${year}-01-01`;
  const last = [`${year}-12-31`, today()].sort()[0] ?? today();
  const inYear = { gte: toDatabase(first), lte: toDatabase(last) };
  const scope = { AND: visibleOfBranches(viewer), branchId, voidedAt: null };
  const people = { AND: visibleOfPeople(viewer), branchId, voidedAt: null };
  const [found] = await diagnoses(viewer, tx, { asOf: last, branchIds: [branchId] });
  const done = await tx.activity.findMany({
    where: { ...scope, on: inYear },
    select: { on: true, kind: true },
  });
  const meetings = done.filter(({ kind }) => kind === "meeting");
  const months = new Set(meetings.map(({ on }) => on.getUTCMonth())).size;
  const admitted = await tx.membership.count({
    where: { ...people, startKind: "admitted", validFrom: inYear },
  });
  const fees = await tx.fee.findMany({ where: { ...people, month: inYear }, select: { month: true } });
  const paidMonths = new Set(fees.map(({ month }) => month.getUTCMonth())).size;
  const rating = await tx.branchRating.findFirst({
    where: { ...scope, year, stage: "final" },
    select: { level: { select: { label: true } } },
  });
  const due = found?.evidence.congressDueOn ?? null;
  const base = `/branches/${branchId}` as const;
  const said: Record<ModelCellFact, Known> = {
    members: {
      words: `${found?.evidence.members ?? 0} đoàn viên ngày ${formatDate(last)}`,
      href: `${base}/members`,
    },
    meetings: { words: `${meetings.length} buổi, trong ${months} tháng`, href: `${base}/activities` },
    activities: { words: `${done.length - meetings.length} hoạt động`, href: `${base}/activities` },
    admissions: { words: `${admitted} đoàn viên mới`, href: `${base}/members` },
    fees: { words: `${fees.length} lượt đóng, trong ${paidMonths} tháng`, href: `${base}/fees` },
    rating: {
      words: rating ? rating.level.label : "chưa kết luận xếp loại",
      href: `${base}/ratings?year=${year}`,
    },
    congress: {
      words:
        due === null
          ? "chưa ghi hạn đại hội"
          : due < last
            ? `quá hạn từ ${formatDate(due)}`
            : `hạn ${formatDate(due)}`,
      href: `${base}/congresses`,
    },
  };
  return new Map(Object.values(ModelCellFact).map((fact) => [fact, said[fact]]));
}

const OPEN_STATES = [
  "registered",
  "returned",
  "self_scored",
  "checked",
] as const satisfies readonly ModelCellState[];

/** Registrations whose next deed is the viewer's: the chi đoàn's own points, the check above it, the unit's decision. */
export async function modelCellsWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const rows = await cellsWhere(viewer, tx, { state: { in: [...OPEN_STATES] } });
  return rows.flatMap((row) => {
    const turn = TURN[row.state];
    // A unit may write down a chi đoàn's points, but they wait for the chi đoàn.
    const isMine =
      turn?.party === "cell"
        ? viewer.branches.includes(row.branchId)
        : turn !== null && row.moves.includes(turn.move);
    if (!turn || !isMine) return [];
    return [
      {
        key: `model-cell:${row.id}`,
        title: MOVE_LABELS[turn.move],
        subject: `${row.branch.name}, chi đoàn mạnh năm ${row.year}`,
        href: `/model-cells/${row.id}` as const,
        heldBy: "Bạn",
        consequence: turn.party === "cell" ? ("open" as const) : ("blocks_others" as const),
        since: row.since,
        dueOn: null,
      },
    ];
  });
}

/** The chi đoàn of one registration, for a command; null out of reach. */
export async function findModelCell(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  return tx.modelCell.findFirst({
    where: { id, AND: visibleOfBranches(viewer), branch: visibleBranches(viewer) },
    select: {
      id: true,
      branchId: true,
      year: true,
      set: { select: { criteria: { select: criterionFacts } } },
    },
  });
}
