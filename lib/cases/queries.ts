import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import {
  can,
  departmentsOf,
  peopleProvincesOf,
  unitsOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, vietnamDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { Line, OverrideState } from "@/lib/generated/prisma/enums";
import { MOST_WORK, type WorkItem } from "@/lib/work/rules";

/** Requests of the viewer's own units and organisations, on the lines of the appointment. */
const ownOverrides = (viewer: Viewer) => [
  { line: "union" as const, unionUnitId: { in: unitsOf(viewer, "union") } },
  { line: "association" as const, associationUnitId: { in: unitsOf(viewer, "association") } },
  { branchId: { in: [...viewer.branches] } },
];

/** Overrides in sight. A request names the people it is about, so it is read where they are: on its own line. */
export const visibleOverrides = (viewer: Viewer) => ({
  OR: [
    { line: "union" as const, provinceId: { in: peopleProvincesOf(viewer, "union") } },
    { line: "association" as const, provinceId: { in: peopleProvincesOf(viewer, "association") } },
    ...ownOverrides(viewer),
  ],
});

/** Requests that the viewer's department decides on. */
export const decidableOverrides = (viewer: Viewer) => ({
  OR: [
    { line: "union" as const, provinceId: { in: departmentsOf(viewer, "union") } },
    { line: "association" as const, provinceId: { in: departmentsOf(viewer, "association") } },
  ],
});

/** The establishment cases of one enterprise, the latest first. */
export async function casesOfEnterprise(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const rows = await tx.establishmentCase.findMany({
    where: { enterpriseId, AND: visibleOfEnterprises(viewer) },
    orderBy: [{ openedOn: "desc" }, { id: "desc" }],
    select: {
      id: true,
      line: true,
      openedOn: true,
      note: true,
      difficulty: true,
      fallbackForId: true,
      reportedToPartyOn: true,
      closedOn: true,
      closingReason: true,
      version: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    openedOn: fromDatabase(row.openedOn),
    reportedToPartyOn: row.reportedToPartyOn && fromDatabase(row.reportedToPartyOn),
    closedOn: row.closedOn && fromDatabase(row.closedOn),
  }));
}

export type CaseRow = Awaited<ReturnType<typeof casesOfEnterprise>>[number];

/** A case somebody may move: of an enterprise that the viewer's own unit manages on that line. */
export async function findMovableCase(viewer: Viewer, tx: Tx, caseId: string) {
  const found = await tx.establishmentCase.findFirst({
    where: { id: caseId, AND: visibleOfEnterprises(viewer) },
    select: {
      id: true,
      enterpriseId: true,
      line: true,
      openedOn: true,
      difficulty: true,
      reportedToPartyOn: true,
      closedOn: true,
      version: true,
      unionUnitId: true,
      associationUnitId: true,
    },
  });
  if (!found || !mayWorkOnCase(viewer, found, found.line)) return null;
  return {
    ...found,
    openedOn: fromDatabase(found.openedOn),
    reportedToPartyOn: found.reportedToPartyOn && fromDatabase(found.reportedToPartyOn),
    closedOn: found.closedOn && fromDatabase(found.closedOn),
  };
}

/** "Only the managing unit moves it": the unit of the line. */
export const mayWorkOnCase = (
  viewer: Viewer,
  enterprise: { unionUnitId: string; associationUnitId: string },
  line: Line,
): boolean =>
  can(viewer, "branch.write", {
    line,
    unitIds: [line === "union" ? enterprise.unionUnitId : enterprise.associationUnitId],
  });

/** An enterprise whose cases the viewer may work on, on that line. */
export async function findEnterpriseForCase(viewer: Viewer, tx: Tx, enterpriseId: string, line: Line) {
  const found = await tx.enterprise.findFirst({
    where: { id: enterpriseId, AND: visibleEnterprises(viewer) },
    select: { id: true, unionUnitId: true, associationUnitId: true },
  });
  return found && mayWorkOnCase(viewer, found, line) ? found : null;
}

export type OverrideFilter = { state?: OverrideState | undefined };

/** Requests for exceptions in sight, waiting ones first, then the latest. */
export async function listOverrides(viewer: Viewer, tx: Tx, { state }: OverrideFilter = {}) {
  const rows = await tx.overrideRequest.findMany({
    where: { AND: visibleOverrides(viewer), ...(state && { state }) },
    orderBy: [{ state: "asc" }, { requestedAt: "desc" }, { id: "desc" }],
    take: 200,
    select: {
      id: true,
      rule: true,
      line: true,
      subject: true,
      reason: true,
      state: true,
      requestedById: true,
      requestedAt: true,
      decidedById: true,
      decidedAt: true,
      decisionNote: true,
      version: true,
      provinceId: true,
      enterprise: { select: { id: true, name: true } },
      branch: { select: { id: true, name: true } },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.flatMap(({ requestedById, decidedById }) => [requestedById, ...(decidedById ? [decidedById] : [])]),
  );
  return rows.map((row) => ({
    ...row,
    requestedBy: names.get(row.requestedById) ?? "tài khoản khác",
    decidedBy: row.decidedById && (names.get(row.decidedById) ?? "tài khoản khác"),
    isDecidable:
      row.state === "requested" &&
      row.requestedById !== viewer.accountId &&
      departmentsOf(viewer, row.line).includes(row.provinceId),
  }));
}

const workFacts = {
  ...{ id: true, rule: true, requestedAt: true, decidedAt: true, line: true },
  enterprise: { select: { name: true } },
  branch: { select: { name: true } },
} as const;

/** Requests that wait for this viewer's decision, each blocking whoever asked; and own ones granted and not used yet. */
export async function overridesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const toDecide = await tx.overrideRequest.findMany({
    where: { ...decidableOverrides(viewer), state: "requested", requestedById: { not: viewer.accountId } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: workFacts,
  });
  const granted = await tx.overrideRequest.findMany({
    where: { state: "granted", OR: ownOverrides(viewer) },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: workFacts,
  });
  return [
    ...toDecide.map(({ id, rule, requestedAt, enterprise, branch }) => ({
      key: `override-decide:${id}`,
      title: `Quyết định ngoại lệ ${rule}`,
      subject: enterprise?.name ?? branch?.name ?? "",
      href: "/overrides?state=requested" as const,
      heldBy: "Bạn",
      consequence: "blocks_others" as const,
      since: vietnamDate(requestedAt),
      dueOn: null,
    })),
    ...granted.map(({ id, rule, decidedAt, enterprise, branch }) => ({
      key: `override-granted:${id}`,
      title: `Dùng ngoại lệ ${rule} đã được cho phép`,
      subject: enterprise?.name ?? branch?.name ?? "",
      href: "/overrides?state=granted" as const,
      heldBy: "Bạn",
      consequence: "open" as const,
      since: decidedAt && vietnamDate(decidedAt),
      dueOn: null,
    })),
  ];
}

/** Requests of the viewer's own units and organisations that the department has not decided. */
export async function overridesAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const rows = await tx.overrideRequest.findMany({
    where: { state: "requested", OR: ownOverrides(viewer) },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: workFacts,
  });
  return rows.map(({ id, rule, requestedAt, enterprise, branch }) => ({
    key: `override-asked:${id}`,
    title: `Đề nghị ngoại lệ ${rule}`,
    subject: enterprise?.name ?? branch?.name ?? "",
    href: "/overrides?state=requested",
    heldBy: ROLE_LABELS.org_department,
    consequence: "open",
    since: vietnamDate(requestedAt),
    dueOn: null,
  }));
}

export type OverrideSubject = {
  rule: string;
  line: Line;
  enterpriseId?: string | undefined;
  branchId?: string | undefined;
};

/** Overrides of a rule on a subject, the latest first: what was asked, granted, refused or used. */
export const overridesOn = (
  viewer: Viewer,
  tx: Tx,
  { rule, line, enterpriseId, branchId }: OverrideSubject,
) =>
  tx.overrideRequest.findMany({
    where: {
      AND: visibleOverrides(viewer),
      rule,
      line,
      enterpriseId: enterpriseId ?? null,
      branchId: branchId ?? null,
    },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    select: { id: true, state: true, reason: true, decisionNote: true },
  });
