import "server-only";
import {
  can,
  desksOf,
  ownProvincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfBranches,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { formatDate, fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { isLate, movesFor, type Party } from "@/lib/oversight/rules";
import {
  type OversightAbout,
  type OversightFilter,
  oversightCursor,
  type Target,
} from "@/lib/oversight/schema";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

const PAGE = 50;
const COUNT_UP_TO = 1001;
const LINES = ["union", "association"] as const satisfies Line[];

/** Of the units and organisations one reads; support of an enterprise besides by the secretaries who cover it. */
const visibleVisits = (viewer: Viewer) => ({
  OR: [...visibleOfBranches(viewer).OR, { enterpriseId: { in: [...viewer.enterprises] } }],
});

type Placed = { line: Line; byUnitId: string; unitId: string; branchId: string | null; provinceId: string };

/** Who the viewer is to a check. */
function partiesOf(viewer: Viewer, row: Placed): Party[] {
  const isInspector =
    row.byUnitId === row.provinceId
      ? desksOf(viewer, row.line).includes(row.provinceId)
      : row.branchId !== null && unitsOf(viewer, row.line).includes(row.unitId);
  const isUnit = unitsOf(viewer, row.line).includes(row.unitId);
  const isInspected = isUnit || (row.branchId !== null && viewer.branches.includes(row.branchId));
  return [...(isInspector ? (["inspector"] as const) : []), ...(isInspected ? (["inspected"] as const) : [])];
}

/** Whether the viewer writes such rows: in the name of the one who did it. */
const isByViewer = (viewer: Viewer, row: Placed): boolean =>
  row.byUnitId === row.provinceId
    ? desksOf(viewer, row.line).includes(row.provinceId)
    : unitsOf(viewer, row.line).includes(row.unitId);

const narrowed = (filter: OversightFilter) => ({
  voidedAt: null,
  ...(filter.line && { line: filter.line }),
  ...(filter.unit && { unitId: filter.unit }),
  ...(filter.branch && { branchId: filter.branch }),
});

const inYear = (year: number | undefined) =>
  year === undefined ? {} : { gte: toDatabase(`${year}-01-01`), lt: toDatabase(`${year + 1}-01-01`) };

const PLACE = {
  ...{ id: true, line: true, byUnitId: true, unitId: true, branchId: true, provinceId: true, isDemo: true },
  branch: { select: { id: true, name: true } },
} as const;

const REQUEST = { id: true, text: true, dueOn: true, state: true } satisfies Prisma.InspectionRequestSelect;
const requestFacts = <Row extends Prisma.InspectionRequestGetPayload<{ select: typeof REQUEST }>>(
  row: Row,
) => {
  const dueOn = row.dueOn && fromDatabase(row.dueOn);
  return { ...row, dueOn, isLate: isLate({ state: row.state, dueOn }, today()) };
};

type Named = { unitId: string; byUnitId: string; branch: { id: string; name: string } | null };
const namesFor = async (viewer: Viewer, tx: Tx) => {
  const names = await unitNamesOn(viewer, tx, today());
  return (row: Named) => ({
    about: row.branch?.name ?? names.get(row.unitId)?.shortName ?? "đơn vị khác",
    by: names.get(row.byUnitId)?.shortName ?? "đơn vị khác",
  });
};

const cut = <Row extends { id: string }>(rows: readonly Row[], dayOf: (row: Row) => Date) => {
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    page,
    next: rows.length > PAGE && last ? writeCursor([fromDatabase(dayOf(last)), last.id]) : null,
  };
};

/** Checks in sight by the filter, the latest first, a page of 50, and how many there are (at most 1,001). */
export async function listInspections(viewer: Viewer, tx: Tx, filter: OversightFilter) {
  const after = readCursor(oversightCursor, filter.after);
  const remedies: Prisma.InspectionRequestWhereInput | undefined =
    filter.remedy === "late"
      ? { state: "open", dueOn: { lt: toDatabase(today()) } }
      : filter.remedy && { state: { in: ["open", "reported"] } };
  const where: Prisma.InspectionWhereInput = {
    AND: [visibleOfBranches(viewer), filter.year ? { on: inYear(filter.year) } : {}],
    ...narrowed(filter),
    ...(remedies && { requests: { some: remedies } }),
  };
  const rows = await tx.inspection.findMany({
    where: {
      AND: [
        where,
        after
          ? {
              OR: [{ on: { lt: toDatabase(after[0]) } }, { on: toDatabase(after[0]), id: { lt: after[1] } }],
            }
          : {},
      ],
    },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: {
      ...PLACE,
      ...{ on: true, decisionNumber: true, findings: true },
      requests: { orderBy: [{ dueOn: "asc" }, { id: "asc" }], select: REQUEST },
    },
  });
  const counted = await tx.inspection.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const { page, next } = cut(rows, ({ on }) => on);
  const named = await namesFor(viewer, tx);
  return {
    count: counted.length,
    next,
    rows: page.map((row) => ({
      ...row,
      ...named(row),
      on: fromDatabase(row.on),
      requests: row.requests.map(requestFacts),
    })),
  };
}

export type InspectionRow = Awaited<ReturnType<typeof listInspections>>["rows"][number];

/** One check with what it asked for, how far that is, and what the viewer may do now; null out of sight. */
export async function findInspection(viewer: Viewer, tx: Tx, inspectionId: string) {
  if (!isId(inspectionId)) return null;
  const found = await tx.inspection.findFirst({
    where: { AND: visibleOfBranches(viewer), id: inspectionId, voidedAt: null },
    select: {
      ...PLACE,
      ...{ on: true, decisionNumber: true, team: true, findings: true },
      requests: {
        orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
        select: {
          ...REQUEST,
          steps: {
            orderBy: { order: "asc" },
            select: { id: true, move: true, on: true, note: true, dueOn: true, recordedById: true },
          },
        },
      },
    },
  });
  if (!found) return null;
  const accounts = await accountNames(
    viewer,
    tx,
    found.requests.flatMap(({ steps }) => steps.map(({ recordedById }) => recordedById)),
  );
  const named = await namesFor(viewer, tx);
  const parties = partiesOf(viewer, found);
  return {
    ...found,
    ...named(found),
    on: fromDatabase(found.on),
    isInspector: parties.includes("inspector"),
    requests: found.requests.map(({ steps, ...request }) => ({
      ...requestFacts(request),
      moves: movesFor(request.state, parties),
      steps: steps.map((step) => ({
        ...step,
        on: fromDatabase(step.on),
        dueOn: step.dueOn && fromDatabase(step.dueOn),
        who: accounts.get(step.recordedById) ?? null,
      })),
    })),
  };
}

export type InspectionPage = NonNullable<Awaited<ReturnType<typeof findInspection>>>;

const VISIT = {
  ...PLACE,
  ...{ on: true, visitors: true, money: true, material: true, staff: true, result: true },
  enterprise: { select: { id: true, name: true } },
} satisfies Prisma.SupportVisitSelect;

const visitFacts = <Row extends { on: Date; money: bigint | null }>(row: Row) => ({
  ...row,
  ...{ on: fromDatabase(row.on), money: row.money === null ? null : Number(row.money) },
});

/** Support given, in sight, by the filter, the latest first. */
export async function listVisits(viewer: Viewer, tx: Tx, filter: OversightFilter) {
  const after = readCursor(oversightCursor, filter.after);
  const where: Prisma.SupportVisitWhereInput = {
    AND: [visibleVisits(viewer), filter.year ? { on: inYear(filter.year) } : {}],
    ...narrowed(filter),
  };
  const rows = await tx.supportVisit.findMany({
    where: {
      AND: [
        where,
        after
          ? {
              OR: [{ on: { lt: toDatabase(after[0]) } }, { on: toDatabase(after[0]), id: { lt: after[1] } }],
            }
          : {},
      ],
    },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: VISIT,
  });
  const counted = await tx.supportVisit.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const { page, next } = cut(rows, ({ on }) => on);
  const named = await namesFor(viewer, tx);
  return {
    count: counted.length,
    next,
    rows: page.map((row) => {
      const names = named(row);
      return { ...visitFacts(row), ...names, about: row.enterprise?.name ?? names.about };
    }),
  };
}

export type VisitRow = Awaited<ReturnType<typeof listVisits>>["rows"][number];

export async function findVisit(viewer: Viewer, tx: Tx, visitId: string) {
  if (!isId(visitId)) return null;
  const found = await tx.supportVisit.findFirst({
    where: { AND: visibleVisits(viewer), id: visitId, voidedAt: null },
    select: VISIT,
  });
  if (!found) return null;
  const names = (await namesFor(viewer, tx))(found);
  return {
    ...visitFacts(found),
    ...names,
    about: found.enterprise?.name ?? names.about,
    isDesk: isByViewer(viewer, found),
  };
}

const EVALUATION = {
  ...PLACE,
  ...{ fromOn: true, toOn: true, assessment: true, lessons: true },
} satisfies Prisma.EvaluationSelect;

const evaluationFacts = <Row extends { fromOn: Date; toOn: Date }>(row: Row) => ({
  ...row,
  ...{ fromOn: fromDatabase(row.fromOn), toOn: fromDatabase(row.toOn) },
});

/** Periodic evaluations in sight, by the filter, the latest first. */
export async function listEvaluations(viewer: Viewer, tx: Tx, filter: OversightFilter) {
  const after = readCursor(oversightCursor, filter.after);
  const where: Prisma.EvaluationWhereInput = {
    AND: [visibleOfBranches(viewer), filter.year ? { toOn: inYear(filter.year) } : {}],
    ...narrowed(filter),
  };
  const rows = await tx.evaluation.findMany({
    where: {
      AND: [
        where,
        after
          ? {
              OR: [
                { toOn: { lt: toDatabase(after[0]) } },
                { toOn: toDatabase(after[0]), id: { lt: after[1] } },
              ],
            }
          : {},
      ],
    },
    orderBy: [{ toOn: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: EVALUATION,
  });
  const counted = await tx.evaluation.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const { page, next } = cut(rows, ({ toOn }) => toOn);
  const named = await namesFor(viewer, tx);
  return {
    count: counted.length,
    next,
    rows: page.map((row) => ({ ...evaluationFacts(row), ...named(row) })),
  };
}

export type EvaluationRow = Awaited<ReturnType<typeof listEvaluations>>["rows"][number];

export async function findEvaluation(viewer: Viewer, tx: Tx, evaluationId: string) {
  if (!isId(evaluationId)) return null;
  const found = await tx.evaluation.findFirst({
    where: { AND: visibleOfBranches(viewer), id: evaluationId, voidedAt: null },
    select: EVALUATION,
  });
  return (
    found && {
      ...evaluationFacts(found),
      ...(await namesFor(viewer, tx))(found),
      isDesk: isByViewer(viewer, found),
    }
  );
}

/** What stands about one organisation, unit or enterprise, the latest few of each register. */
export async function oversightOf(
  viewer: Viewer,
  tx: Tx,
  about: { branchId: string } | { unitId: string } | { enterpriseId: string },
) {
  if (!can(viewer, "desk.read")) return null;
  const few = <Row>({ rows }: { rows: readonly Row[] }) => rows.slice(0, 5);
  if ("enterpriseId" in about) {
    const rows = await tx.supportVisit.findMany({
      where: { AND: visibleVisits(viewer), enterpriseId: about.enterpriseId, voidedAt: null },
      orderBy: [{ on: "desc" }, { id: "desc" }],
      take: 5,
      select: VISIT,
    });
    return { inspections: [], visits: rows.map(visitFacts), evaluations: [] };
  }
  const filter = "branchId" in about ? { branch: about.branchId } : { unit: about.unitId };
  return {
    inspections: few(await listInspections(viewer, tx, filter)),
    visits: few(await listVisits(viewer, tx, filter)),
    evaluations: few(await listEvaluations(viewer, tx, filter)),
  };
}

export type OversightOf = NonNullable<Awaited<ReturnType<typeof oversightOf>>>;

/** Where a target is, if the viewer sees it: of an organisation its line, of the others the line that is asked for. */
export async function findTarget(viewer: Viewer, tx: Tx, { kind, id }: Target, line: Line) {
  if (kind === "branch") {
    const branch = await tx.branch.findFirst({
      where: { id, AND: visibleBranches(viewer) },
      select: { line: true, unitId: true, provinceId: true },
    });
    return branch && { ...branch, branchId: id, enterpriseId: null };
  }
  if (kind === "enterprise") {
    const enterprise = await tx.enterprise.findFirst({
      where: { id, AND: visibleEnterprises(viewer) },
      select: { provinceId: true, unionUnitId: true, associationUnitId: true },
    });
    if (!enterprise) return null;
    const { provinceId, unionUnitId, associationUnitId } = enterprise;
    const unitId = line === "union" ? unionUnitId : associationUnitId;
    return { line, unitId, provinceId, branchId: null, enterpriseId: id };
  }
  const unit = await tx.unit.findFirst({
    where: { id, provinceId: { in: ownProvincesOf(viewer) } },
    select: { id: true, provinceId: true },
  });
  return unit && { line, unitId: unit.id, provinceId: unit.provinceId, branchId: null, enterpriseId: null };
}

/** Whether the viewer may write in that unit's name about such a place: the province about all, a unit about its own. */
export const mayWriteFor = (
  viewer: Viewer,
  byUnitId: string,
  place: { line: Line; unitId: string; provinceId: string },
): boolean =>
  byUnitId === place.provinceId
    ? desksOf(viewer, place.line).includes(byUnitId)
    : byUnitId === place.unitId && unitsOf(viewer, place.line).includes(byUnitId);

/** What may be chosen in a form: the one the address names, or else the viewer's organisations, and units: all for the province. */
export async function targetsFor(
  viewer: Viewer,
  tx: Tx,
  about: OversightAbout,
): Promise<{ value: string; label: string }[] | null> {
  if (!can(viewer, "desk.write")) return null;
  if (about.enterprise) {
    const found = await tx.enterprise.findFirst({
      where: { id: about.enterprise, AND: visibleEnterprises(viewer) },
      select: { id: true, name: true },
    });
    return found && [{ value: `enterprise:${found.id}`, label: found.name }];
  }
  const names = await unitNamesOn(viewer, tx, today());
  const desks = LINES.flatMap((line) => desksOf(viewer, line));
  const isProvince = ownProvincesOf(viewer).some((id) => desks.includes(id));
  const units = [...names.values()]
    .filter(({ id }) => isProvince || desks.includes(id))
    .map(({ id, name }) => ({ value: `unit:${id}`, label: name }));
  if (about.unit) return units.filter(({ value }) => value === `unit:${about.unit}`);
  const branches = await tx.branch.findMany({
    where: {
      AND: [visibleBranches(viewer), about.branch ? { id: about.branch } : {}],
      lives: { some: { voidedAt: null, validTo: null } },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, name: true },
  });
  const organisations = branches.map(({ id, name }) => ({ value: `branch:${id}`, label: name }));
  if (about.branch) return organisations.length > 0 ? organisations : null;
  return [...units, ...organisations];
}

/** Remedies that wait for the one that was checked, and reported ones that wait for the one who checked. */
export async function remediesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const late = { lt: toDatabase(today()) };
  const units = LINES.map((line) => ({ line, unitId: { in: unitsOf(viewer, line) } }));
  const provinces = ownProvincesOf(viewer);
  const rows = await tx.inspectionRequest.findMany({
    where: {
      AND: visibleOfBranches(viewer),
      inspection: { voidedAt: null },
      OR: [
        {
          state: "open",
          OR: [
            { branchId: { in: [...viewer.branches] } },
            { branchId: null, OR: units },
            // A unit looks after what its organisations leave undone.
            { branchId: { not: null }, dueOn: late, OR: units },
          ],
        },
        {
          state: "reported",
          OR: LINES.flatMap((line) => [
            {
              line,
              inspection: { byUnitId: { in: desksOf(viewer, line).filter((id) => provinces.includes(id)) } },
            },
            {
              ...{ line, unitId: { in: unitsOf(viewer, line) }, branchId: { not: null } },
              inspection: { byUnitId: { notIn: provinces } },
            },
          ]),
        },
      ],
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: 200,
    select: {
      ...REQUEST,
      inspection: { select: { ...PLACE, on: true } },
    },
  });
  const named = await namesFor(viewer, tx);
  return rows.map(({ inspection, ...stored }) => {
    const request = requestFacts(stored);
    const { about } = named(inspection);
    const isReported = request.state === "reported";
    const isOwn = isReported || inspection.branchId === null || viewer.branches.includes(inspection.branchId);
    return {
      key: `remedy:${request.id}`,
      title: isReported ? "Xác nhận đã khắc phục" : "Khắc phục theo yêu cầu kiểm tra",
      subject: `${about}, kiểm tra ngày ${formatDate(fromDatabase(inspection.on))}`,
      href: `/oversight/inspections/${inspection.id}`,
      heldBy: isOwn ? "Bạn" : about,
      consequence: isReported ? "blocks_others" : request.isLate ? "late" : request.dueOn ? "due" : "open",
      since: fromDatabase(inspection.on),
      dueOn: isReported ? null : request.dueOn,
    };
  });
}
