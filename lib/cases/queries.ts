import "server-only";
import { z } from "zod";
import { LINE_LABELS, ROLE_LABELS } from "@/lib/access/labels";
import {
  can,
  departmentsOf,
  ownProvincesOf,
  peopleProvincesOf,
  unitsOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { branchEvidence, ruleSetOn, standingOn, unitNames } from "@/lib/branches/queries";
import { branchHealth, minimumMembers } from "@/lib/branches/rules";
import { placeLabel } from "@/lib/cases/labels";
import { partiesOf } from "@/lib/cases/policy";
import {
  ageUnder,
  conditionsFor,
  movesFor,
  nextStage,
  OPTIONAL_STAGES,
  type Scheme,
  standingOf,
  WHOLE_WAY,
} from "@/lib/cases/rules";
import { idleDaysSchema } from "@/lib/cases/schema";
import { addDays, fromDatabase, type PlainDate, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line, OverrideState } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { planInForce } from "@/lib/plans/queries";
import { MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

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

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

const stepFacts = {
  ...{ id: true, order: true, move: true, on: true, reason: true, documentNumber: true, documentOn: true },
  ...{ place: true, until: true, answer: true, category: true, outcome: true },
  ...{ recordedAt: true, recordedById: true, isDemo: true },
} satisfies Prisma.CaseStepSelect;

const caseFacts = {
  ...{ id: true, enterpriseId: true, line: true, openedOn: true, note: true, difficulty: true },
  ...{ fallbackForId: true, reportedToPartyOn: true, closedOn: true, closingReason: true, version: true },
  ...{ unionUnitId: true, associationUnitId: true, provinceId: true, isDemo: true },
  enterprise: { select: { name: true, sortKey: true } },
  fallbacks: { select: { id: true, line: true }, orderBy: { openedOn: "desc" } },
  steps: { where: { voidedAt: null }, orderBy: [{ on: "asc" }, { order: "asc" }], select: stepFacts },
} satisfies Prisma.EstablishmentCaseSelect;

const evidenceRow = z.object({
  caseId: z.uuid(),
  surveyedOn: z.iso.date().nullable(),
  organisedOn: z.iso.date().nullable(),
  decidedOn: z.iso.date().nullable(),
  branchId: z.uuid().nullable(),
  congressOn: z.iso.date().nullable(),
  activityOn: z.iso.date().nullable(),
  otherOrganisedOn: z.iso.date().nullable(),
  otherActivityOn: z.iso.date().nullable(),
});

/** What happened to cases without a step of theirs, by case: one statement whatever their number. */
async function evidenceOf(_viewer: Viewer, tx: Tx, caseIds: readonly string[], asOf: PlainDate) {
  const rows = await tx.$queryRaw`
    select case_id as "caseId", surveyed_on::text as "surveyedOn", organised_on::text as "organisedOn",
      decided_on::text as "decidedOn", branch_id as "branchId", congress_on::text as "congressOn",
      activity_on::text as "activityOn", other_organised_on::text as "otherOrganisedOn",
      other_activity_on::text as "otherActivityOn"
    from access.case_evidence(${asOf}::date, now(), ${[...caseIds]}::uuid[])`;
  return new Map(
    z
      .array(evidenceRow)
      .parse(rows)
      .map(({ caseId, ...evidence }) => [caseId, evidence]),
  );
}

export type CaseFilter = {
  caseId?: string | undefined;
  enterpriseId?: string | undefined;
  line?: Line | undefined;
  /** Open ones or closed ones only. */
  isOpen?: boolean | undefined;
};

/**
 * Establishment cases in sight with where each of them is today, for how long, and what the viewer may do with it: the
 * latest opened first. A place is judged, not stored (standingOf), so all are judged whatever is shown of them.
 */
export async function listCases(viewer: Viewer, tx: Tx, filter: CaseFilter = {}) {
  const on = today();
  const { caseId, enterpriseId, line, isOpen } = filter;
  const rows = await tx.establishmentCase.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      ...(caseId && { id: caseId }),
      ...(enterpriseId && { enterpriseId }),
      ...(line && { line }),
      ...(isOpen !== undefined && { closedOn: isOpen ? null : { not: null } }),
    },
    orderBy: [{ openedOn: "desc" }, { id: "desc" }],
    select: caseFacts,
  });
  const evidence = await evidenceOf(
    viewer,
    tx,
    rows.map(({ id }) => id),
    on,
  );
  const schemes = await schemesOf(viewer, tx);
  const plan = await planInForce(viewer, tx);
  return rows.flatMap(({ enterprise, unionUnitId, associationUnitId, ...row }) => {
    const happened = evidence.get(row.id);
    if (!happened) return [];
    const facts = {
      ...row,
      openedOn: fromDatabase(row.openedOn),
      reportedToPartyOn: dated(row.reportedToPartyOn),
      closedOn: dated(row.closedOn),
      steps: row.steps.map((step) => ({
        ...step,
        on: fromDatabase(step.on),
        documentOn: dated(step.documentOn),
        until: dated(step.until),
      })),
    };
    const scheme = schemeOn(schemes, row.provinceId, facts.openedOn);
    const standing = standingOf(facts, facts.steps, happened);
    const unitId = row.line === "union" ? unionUnitId : associationUnitId;
    const parties = partiesOf(viewer, { line: row.line, provinceId: row.provinceId, unitId });
    return [
      {
        ...facts,
        ...standing,
        ...ageUnder(standing, scheme, plan?.provinceId === row.provinceId ? plan.idleDays : null, on),
        enterpriseName: enterprise.name,
        sortKey: enterprise.sortKey,
        /** The unit that manages the enterprise on this line today. */
        unitId,
        isFallback: row.fallbackForId !== null,
        evidence: happened,
        scheme,
        parties,
        moves: movesFor(standing.place, parties),
      },
    ];
  });
}

export type CaseRow = Awaited<ReturnType<typeof listCases>>[number];

/** The establishment cases of one enterprise, the latest first, with who made each step. */
export async function casesOfEnterprise(viewer: Viewer, tx: Tx, enterpriseId: string) {
  const rows = isId(enterpriseId) ? await listCases(viewer, tx, { enterpriseId }) : [];
  const recorders = rows.flatMap(({ steps }) => steps.map(({ recordedById }) => recordedById));
  const names = await accountNames(viewer, tx, recorders);
  return rows.map(({ steps, ...row }) => ({
    ...row,
    steps: steps.map((step) => ({ ...step, by: names.get(step.recordedById) ?? null })),
  }));
}

export type EnterpriseCase = Awaited<ReturnType<typeof casesOfEnterprise>>[number];

/** One case as the list has it; undefined out of the viewer's reach. */
export async function findCase(viewer: Viewer, tx: Tx, caseId: string): Promise<CaseRow | undefined> {
  return isId(caseId) ? (await listCases(viewer, tx, { caseId }))[0] : undefined;
}

/** Schemes of the viewer's provinces that hold, by the day they begin. */
export async function schemesOf(viewer: Viewer, tx: Tx) {
  const rows = await tx.caseScheme.findMany({
    where: { provinceId: { in: ownProvincesOf(viewer) }, voidedAt: null },
    orderBy: [{ validFrom: "asc" }],
    select: {
      id: true,
      provinceId: true,
      validFrom: true,
      stages: true,
      idleDays: true,
      reason: true,
      isDemo: true,
    },
  });
  return rows.map(({ validFrom, stages, idleDays, ...row }) => ({
    ...row,
    validFrom: fromDatabase(validFrom),
    stages: OPTIONAL_STAGES.filter((stage) => stages.includes(stage)),
    idleDays: idleDaysSchema.parse(idleDays),
  }));
}

/** The province's schemes for their page, the latest first, and the provinces whose scheme the viewer may set. */
export async function schemePage(viewer: Viewer, tx: Tx) {
  const provinceIds = ownProvincesOf(viewer).filter((provinceId) =>
    can(viewer, "case.scheme", { provinceId }),
  );
  const units = await unitNames(viewer, tx, ownProvincesOf(viewer), today());
  const schemes = (await schemesOf(viewer, tx)).reverse();
  return {
    schemes: schemes.map((scheme) => ({ ...scheme, provinceName: units.get(scheme.provinceId) ?? null })),
    editable: provinceIds.map((provinceId) => ({
      provinceId,
      current: schemes.find((one) => one.provinceId === provinceId) ?? WHOLE_WAY,
    })),
  };
}

export type SchemePage = Awaited<ReturnType<typeof schemePage>>;

/** The scheme in force on a day; the whole way where the province had said nothing yet. */
export const schemeOn = (
  schemes: Awaited<ReturnType<typeof schemesOf>>,
  provinceId: string,
  on: PlainDate,
): Scheme => schemes.findLast((one) => one.provinceId === provinceId && one.validFrom <= on) ?? WHOLE_WAY;

/** Members of a line known at an enterprise (V06): those the last accepted survey found elsewhere, and members of its organisations. */
export async function knownMembers(viewer: Viewer, tx: Tx, enterpriseId: string, line: Line) {
  const survey = await tx.survey.findFirst({
    where: { enterpriseId, state: "accepted", AND: visibleOfEnterprises(viewer) },
    orderBy: [{ surveyedOn: "desc" }, { id: "desc" }],
    select: { unionMembersElsewhere: true, associationMembersElsewhere: true },
  });
  const coverages = await tx.coverage.findMany({
    where: { AND: [visibleOfEnterprises(viewer), standingOn(today())], enterpriseId, line },
    select: { branchId: true },
  });
  const branchIds = coverages.map(({ branchId }) => branchId);
  const branches = branchIds.length > 0 ? await branchEvidence(viewer, tx, { asOf: today(), branchIds }) : [];
  const elsewhere = line === "union" ? survey?.unionMembersElsewhere : survey?.associationMembersElsewhere;
  const ruleSet = await ruleSetOn(viewer, tx, line, today());
  const minimum = ruleSet && minimumMembers(line === "union" ? "cell" : "chapter", ruleSet);
  return {
    elsewhere: elsewhere ?? null,
    inOrganisations: branches.reduce((sum, { members }) => sum + members, 0),
    members: (elsewhere ?? 0) + branches.reduce((sum, { members }) => sum + members, 0),
    minimum: minimum?.members ?? 0,
    /** The one that lives, to be judged. */
    organisation: branches.find(({ alive }) => alive) ?? null,
  };
}

/** One case with everything its page shows: what the next stage asks, papers, history with who and why; null out of reach. */
export async function casePage(viewer: Viewer, tx: Tx, caseId: string) {
  const found = await findCase(viewer, tx, caseId);
  if (!found) return null;
  const papers = await tx.casePaper.findMany({
    where: { caseId: found.id, voidedAt: null, AND: visibleOfEnterprises(viewer) },
    select: { id: true, kind: true, on: true, note: true, recordedById: true },
  });
  const names = await accountNames(
    viewer,
    tx,
    [...found.steps, ...papers].map(({ recordedById }) => recordedById),
  );
  const place = await knownMembers(viewer, tx, found.enterpriseId, found.line);
  const next = found.closedOn ? null : nextStage(found.stage, found.scheme);
  const facts = {
    line: found.line,
    surveyedOn: found.evidence.surveyedOn,
    members: place.members,
    minimum: place.minimum,
    answer: found.answer,
    papers: papers.map(({ kind }) => kind),
    health: place.organisation && branchHealth(place.organisation, today()),
  };
  const units = await unitNames(viewer, tx, [found.unitId], today());
  const instead = await standIns(viewer, tx, found);
  const { steps, ...rest } = found;
  return {
    ...rest,
    steps: steps.map((step) => ({ ...step, by: names.get(step.recordedById) ?? null })),
    papers: papers.map((paper) => ({
      ...paper,
      on: fromDatabase(paper.on),
      by: names.get(paper.recordedById) ?? null,
    })),
    unitName: units.get(found.unitId) ?? null,
    known: { elsewhere: place.elsewhere, inOrganisations: place.inOrganisations },
    next,
    conditions: next ? conditionsFor(next, facts) : [],
    instead,
  };
}

export type CasePage = NonNullable<Awaited<ReturnType<typeof casePage>>>;

/** The case this one stands in for, and the one that stands in for it (row 43), where they are in sight. */
async function standIns(
  viewer: Viewer,
  tx: Tx,
  { id, fallbackForId }: { id: string; fallbackForId: string | null },
) {
  const rows = await tx.establishmentCase.findMany({
    where: {
      AND: visibleOfEnterprises(viewer),
      OR: [{ fallbackForId: id }, { id: { in: fallbackForId ? [fallbackForId] : [] } }],
    },
    orderBy: [{ openedOn: "desc" }, { id: "desc" }],
    select: { id: true, line: true, fallbackForId: true },
  });
  return {
    for: rows.find((row) => row.id === fallbackForId) ?? null,
    by: rows.find((row) => row.fallbackForId === id) ?? null,
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

/** Dossiers that wait for the viewer's department; of the viewer's own cases those that were sent back, accepted or stalled. */
export async function casesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const rows = await listCases(viewer, tx, { isOpen: true });
  return rows.flatMap((found): WorkItem[] => {
    const waits = waitingFor(found);
    if (!waits) return [];
    const { id, line, enterpriseName, since } = found;
    return [
      {
        key: `case:${id}`,
        subject: `${enterpriseName} (${LINE_LABELS[line]})`,
        href: `/cases/${id}`,
        heldBy: "Bạn",
        since,
        dueOn: null,
        ...waits,
      },
    ];
  });
}

/** What of a case waits for the viewer, and what hangs on it; null where nothing does. */
function waitingFor(
  found: CaseRow,
): (Pick<WorkItem, "title" | "consequence"> & { dueOn?: PlainDate }) | null {
  const { parties, place, steps, since, until, allowed, isStalled } = found;
  if (parties.includes("department") && place === "submitted") {
    return { title: "Thẩm định hồ sơ thành lập", consequence: "blocks_others" };
  }
  if (!parties.includes("unit")) return null;
  if (place === "appraised") return { title: "Ra quyết định thành lập", consequence: "open" };
  if (place === "mobilising" && steps.at(-1)?.move === "returned") {
    return { title: "Bổ sung hồ sơ bị trả lại", consequence: "open" };
  }
  if (!isStalled) return null;
  const dueOn = until ?? (allowed !== null ? addDays(since, allowed) : null);
  return {
    title: `Đi tiếp hồ sơ vận động: ${placeLabel(place, found.line).toLocaleLowerCase("vi")}`,
    consequence: "late",
    ...(dueOn && { dueOn }),
  };
}
