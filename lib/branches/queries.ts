import "server-only";
import { z } from "zod";
import {
  can,
  onlyLineOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfBranches,
  visibleOfEnterprises,
  visibleOfPeople,
  visiblePersons,
} from "@/lib/access/policy";
import { listCommunes } from "@/lib/areas/queries";
import {
  type AssociationRuleSet,
  type BranchEvidence,
  type BranchHealth,
  type BranchSigns,
  branchHealth,
  type Diagnosis,
  diagnose,
  minimumMembers,
  nextStep,
  type Obstacles,
  type PersonMatch,
  type RuleSet,
  type UnionRuleSet,
} from "@/lib/branches/rules";
import { type BranchFilter, cursorSchema, type Founder, ruleSetSchema } from "@/lib/branches/schema";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { BranchKind, Line, MeetingRhythm } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { readsPeopleOf } from "@/lib/members/policy";
import { couldBeSame } from "@/lib/members/rules";
import { searchKey, searchTerms } from "@/lib/text/search-key";
import { visibleTransfers } from "@/lib/transfers/policy";
import { OPEN_AT_SENDER } from "@/lib/transfers/rules";
import { unitNamesOn } from "@/lib/units/queries";
import { MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

/**
 * The charter's rules of a line on a day: an act is judged by the set of its own date (domain §2.1), never of today. A
 * day before the first known set is judged by that one; null only where no rules were loaded at all.
 */
export async function ruleSetOn(
  viewer: Viewer,
  tx: Tx,
  line: "union",
  on: PlainDate,
): Promise<UnionRuleSet | null>;
export async function ruleSetOn(
  viewer: Viewer,
  tx: Tx,
  line: "association",
  on: PlainDate,
): Promise<AssociationRuleSet | null>;
export async function ruleSetOn(viewer: Viewer, tx: Tx, line: Line, on: PlainDate): Promise<RuleSet | null>;
export async function ruleSetOn(_viewer: Viewer, tx: Tx, line: Line, on: PlainDate): Promise<RuleSet | null> {
  const sets = await tx.ruleSet.findMany({
    where: { line },
    orderBy: { validFrom: "asc" },
    select: { code: true, name: true, validFrom: true, params: true },
  });
  const set = sets.findLast(({ validFrom }) => fromDatabase(validFrom) <= on) ?? sets[0];
  return set ? ruleSetSchema.parse({ line, code: set.code, name: set.name, rules: set.params }) : null;
}

const day = z.iso.date();

const evidenceRow = z.object({
  branchId: z.uuid(),
  line: z.enum(Line),
  kind: z.enum(BranchKind),
  meetingRhythm: z.enum(MeetingRhythm),
  establishedOn: day,
  hasDecision: z.boolean(),
  alive: z.boolean(),
  endedOn: day.nullable(),
  members: z.int(),
  hasHead: z.boolean(),
  firstActivityOn: day.nullable(),
  lastActivityOn: day.nullable(),
  congressDueOn: day.nullable(),
  measures: z.array(z.object({ startedOn: day, doneOn: day.nullable() })),
});

/**
 * What `branchHealth` and the goals need of every organisation the viewer sees, and of those that cover an enterprise
 * the viewer sees though another unit manages them: counts and dates only. One statement whatever their number.
 */
export async function branchEvidence(
  viewer: Viewer,
  tx: Tx,
  {
    asOf,
    knownAt = new Date(),
    branchIds,
  }: { asOf: PlainDate; knownAt?: Date; branchIds?: readonly string[] },
): Promise<BranchEvidence[]> {
  const chosen = branchIds
    ? Prisma.sql`where branch_id = any (${[...branchIds]}::uuid[])`
    : Prisma.sql`where true`;
  const rows = await tx.$queryRaw`
    select branch_id as "branchId", line, kind, meeting_rhythm as "meetingRhythm", established_on::text as "establishedOn",
      has_decision as "hasDecision", alive, ended_on::text as "endedOn", members, has_head as "hasHead",
      first_activity_on::text as "firstActivityOn", last_activity_on::text as "lastActivityOn",
      congress_due_on::text as "congressDueOn", measures
    from access.branch_evidence(${asOf}::date, ${knownAt}) ${chosen} order by branch_id`;
  const rules = {
    union: await ruleSetOn(viewer, tx, "union", asOf),
    association: await ruleSetOn(viewer, tx, "association", asOf),
  };
  return z
    .array(evidenceRow)
    .parse(rows)
    .map((row) => {
      const ruleSet = rules[row.line];
      const minimum = ruleSet ? minimumMembers(row.kind, ruleSet) : null;
      return { ...row, minimumMembers: minimum?.members ?? null };
    });
}

const signsRow = z
  .object({
    branchId: z.uuid(),
    membersSince: day.nullable(),
    headUntil: day.nullable(),
    headAway: z.enum(["left", "suspended", "lost_contact"]).nullable(),
    headAwayOn: day.nullable(),
    updatedOn: day.nullable(),
    ratings: z.array(
      z.object({ year: z.int(), label: z.string(), step: z.int(), scheme: z.string(), decidedOn: day }),
    ),
  })
  .transform(({ branchId, headAway, headAwayOn, ...signs }) => ({
    branchId,
    signs: { ...signs, headAway: headAway && { why: headAway, since: headAwayOn } } satisfies BranchSigns,
  }));

/** Days without news after which an organisation is to be looked at: the setting `stale_days`. */
async function staleDays(tx: Tx): Promise<number> {
  const [answer] = await tx.$queryRaw<{ days: number }[]>`select access.stale_days() as days`;
  if (!answer) throw new Error("The database gives no setting for stale organisations");
  return answer.days;
}

/** The health of organisations in sight on a day, each with all that speaks of it (plan rows 12, 37). */
export async function diagnoses(
  viewer: Viewer,
  tx: Tx,
  asked: { asOf: PlainDate; knownAt?: Date; branchIds?: readonly string[] },
) {
  const { asOf, knownAt = new Date(), branchIds } = asked;
  const evidence = await branchEvidence(viewer, tx, asked);
  const days = await staleDays(tx);
  const rows = await tx.$queryRaw`
    select branch_id as "branchId", members_since::text as "membersSince", head_until::text as "headUntil", head_away as "headAway",
      head_away_on::text as "headAwayOn", updated_on::text as "updatedOn", ratings
    from access.branch_signs(${asOf}::date, ${knownAt}, ${branchIds ? [...branchIds] : null}::uuid[])`;
  const signs = new Map(
    z
      .array(signsRow)
      .parse(rows)
      .map((row) => [row.branchId, row.signs]),
  );
  return evidence.flatMap((facts) => {
    const known = signs.get(facts.branchId);
    return known
      ? [{ evidence: facts, signs: known, ...diagnose(facts, known, { on: asOf, staleDays: days }) }]
      : [];
  });
}

/** Rows of a period that hold on the day and were not corrected since. */
export const standingOn = (on: PlainDate) => ({
  voidedAt: null,
  validFrom: { lte: toDatabase(on) },
  OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }],
});

const PAGE_SIZE = 50;

/**
 * The list of organisations, weak ones first, then by name. Health is judged by `branchHealth` alone, so all of the
 * viewer's organisations are judged and the page is cut afterwards: right for the hundreds a province has.
 */
export async function listBranches(viewer: Viewer, tx: Tx, filter: BranchFilter) {
  const on = today();
  const { asked, weak } = await judgedBranches(viewer, tx, filter, on);
  const after = readCursor(cursorSchema, filter.after);
  const rest = after ? asked.filter((branch) => isBefore(after, rankOf(branch))) : asked;
  const page = rest.slice(0, PAGE_SIZE);
  const last = rest.length > PAGE_SIZE ? page.at(-1) : undefined;
  return {
    rows: await describeBranches(viewer, tx, page, on),
    total: asked.length,
    weak,
    units: await listedUnits(viewer, tx, on),
    next: last ? writeCursor(rankOf(last)) : null,
    canFound: can(viewer, "branch.write"),
  };
}

/** All that `listBranches` lists page by page. */
export async function allBranches(viewer: Viewer, tx: Tx, filter: BranchFilter) {
  const on = today();
  return describeBranches(viewer, tx, (await judgedBranches(viewer, tx, filter, on)).asked, on);
}

/** What a file tells of organisations beside their row in the list, by id. */
export async function branchDetails(viewer: Viewer, tx: Tx, ids: readonly string[]) {
  const on = today();
  const rows = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: [...ids] } },
    select: {
      ...{ id: true, establishedOn: true, decisionNumber: true, decisionOn: true, decisionUnitId: true },
      ...{ provisional: true, meetingRhythm: true, note: true, parent: { select: { name: true } } },
      coverages: {
        where: { AND: [visibleOfEnterprises(viewer), standingOn(on)] },
        select: { enterprise: { select: { taxCode: true, taxBranch: true } } },
      },
    },
  });
  const deciding = [...new Set(rows.flatMap(({ decisionUnitId }) => decisionUnitId ?? []))];
  const names = await unitNames(viewer, tx, deciding, on);
  return new Map(
    rows.map(({ id, establishedOn, decisionOn, decisionUnitId, parent, coverages, ...row }) => [
      id,
      {
        ...row,
        establishedOn: fromDatabase(establishedOn),
        decisionOn: decisionOn && fromDatabase(decisionOn),
        decidedBy: decisionUnitId && (names.get(decisionUnitId) ?? null),
        parentName: parent?.name ?? null,
        /** Of its only enterprise. */
        enterprise: coverages.length === 1 ? (coverages[0]?.enterprise ?? null) : null,
      },
    ]),
  );
}

/** The organisations that fit the filter, weak ones first, and how many of the living are weak. */
async function judgedBranches(viewer: Viewer, tx: Tx, filter: BranchFilter, on: PlainDate) {
  const found = await tx.branch.findMany({
    where: {
      AND: [
        visibleBranches(viewer),
        ...searchTerms(filter.q ?? "").map((term) => ({ searchKey: { contains: term } })),
      ],
      ...(filter.line && { line: filter.line }),
      ...(filter.kind && { kind: filter.kind }),
      ...(filter.unit && { unitId: filter.unit }),
    },
    select: { id: true, sortKey: true },
  });
  const diagnosed = new Map(
    (await diagnoses(viewer, tx, { asOf: on })).map((one) => [one.evidence.branchId, one]),
  );
  const judged = found.flatMap((branch) => {
    const one = diagnosed.get(branch.id);
    if (!one) return [];
    const { evidence: facts, condition, signals } = one;
    return [{ ...branch, facts, condition, signals, health: branchHealth(facts, on) }];
  });
  const living = judged.filter(({ facts }) => facts.alive);
  const asked = judged
    .filter(({ facts }) => facts.alive === (filter.state !== "ended"))
    .filter(
      ({ condition, health }) =>
        !filter.health ||
        (filter.health === "watch"
          ? condition === "watch"
          : health.healthy === (filter.health === "healthy")),
    )
    .sort((one, other) => (isBefore(rankOf(one), rankOf(other)) ? -1 : 1));
  return { asked, weak: living.filter(({ health }) => !health.healthy).length };
}

export type BranchList = Awaited<ReturnType<typeof listBranches>>;

type Rank = [weakFirst: number, sortKey: string, id: string];
type Judged = { id: string; sortKey: string; facts: BranchEvidence; health: BranchHealth } & Diagnosis;

const rankOf = ({ health, sortKey, id }: Judged): Rank => [health.healthy ? 1 : 0, sortKey, id];

function isBefore([weakFirst, sortKey, id]: Rank, [otherFirst, otherSortKey, otherId]: Rank): boolean {
  if (weakFirst !== otherFirst) return weakFirst < otherFirst;
  return sortKey === otherSortKey ? id < otherId : sortKey < otherSortKey;
}

async function describeBranches(viewer: Viewer, tx: Tx, page: readonly Judged[], on: PlainDate) {
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: page.map(({ id }) => id) } },
    select: {
      id: true,
      name: true,
      line: true,
      kind: true,
      unitId: true,
      isDemo: true,
      coverages: {
        where: { AND: [visibleOfEnterprises(viewer), standingOn(on)] },
        orderBy: { enterprise: { sortKey: "asc" } },
        select: { enterprise: { select: { name: true } } },
      },
    },
  });
  const byId = new Map(branches.map((branch) => [branch.id, branch]));
  const names = await unitNamesOn(viewer, tx, on);
  return page.flatMap(({ id, facts, health, condition, signals }) => {
    const branch = byId.get(id);
    if (!branch) return [];
    const { coverages, unitId, ...described } = branch;
    return [
      {
        ...described,
        unitName: names.get(unitId)?.shortName ?? null,
        enterprises: coverages.map(({ enterprise }) => enterprise.name),
        members: facts.members,
        lastActivityOn: facts.lastActivityOn,
        endedOn: facts.alive ? null : facts.endedOn,
        ...{ health, condition, signals },
      },
    ];
  });
}

/** Units that manage any organisation the viewer reads, for the filter. */
async function listedUnits(viewer: Viewer, tx: Tx, on: PlainDate) {
  const managing = await tx.branch.findMany({
    where: visibleBranches(viewer),
    distinct: ["unitId"],
    select: { unitId: true },
  });
  const own = new Set(managing.map(({ unitId }) => unitId));
  return [...(await unitNamesOn(viewer, tx, on)).values()].filter(({ id }) => own.has(id));
}

const isKey = (text: string): boolean => z.uuid().safeParse(text).success;

const branchFacts = {
  id: true,
  version: true,
  provinceId: true,
  unitId: true,
  line: true,
  kind: true,
  name: true,
  establishedOn: true,
  decisionNumber: true,
  decisionOn: true,
  decisionUnitId: true,
  provisional: true,
  meetingRhythm: true,
  lastCongressOn: true,
  congressDueOn: true,
  congressExtendedTo: true,
  parentId: true,
  note: true,
  isDemo: true,
} satisfies Prisma.BranchSelect;

type StoredFacts = Prisma.BranchGetPayload<{ select: typeof branchFacts }>;

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

const readFacts = (stored: StoredFacts) => ({
  ...stored,
  establishedOn: fromDatabase(stored.establishedOn),
  decisionOn: dated(stored.decisionOn),
  lastCongressOn: dated(stored.lastCongressOn),
  congressDueOn: dated(stored.congressDueOn),
  congressExtendedTo: dated(stored.congressExtendedTo),
});

/** The facts of one organisation as they are stored now; null out of the viewer's reach. */
export async function findBranch(viewer: Viewer, tx: Tx, id: string) {
  // An address may say anything; what is no key is no organisation.
  if (!isKey(id)) return null;
  const stored = await tx.branch.findFirst({
    where: { id, AND: visibleBranches(viewer) },
    select: branchFacts,
  });
  return stored && readFacts(stored);
}

export type BranchFacts = NonNullable<Awaited<ReturnType<typeof findBranch>>>;

/** Whether the viewer may change the organisation: an officer of the unit directly above, on its line. */
export const mayWriteBranch = (viewer: Viewer, { unitId, line }: { unitId: string; line: Line }): boolean =>
  can(viewer, "branch.write", { unitIds: [unitId], line });

/** One organisation with all its page shows; null out of the viewer's reach. */
export async function branchPage(viewer: Viewer, tx: Tx, id: string) {
  const facts = await findBranch(viewer, tx, id);
  const on = today();
  const [found] = facts ? await diagnoses(viewer, tx, { asOf: on, branchIds: [id] }) : [];
  if (!facts || !found) return null;
  const { evidence, condition, signals } = found;
  const names = await unitNamesOn(viewer, tx, on);
  const measures = await measuresOf(viewer, tx, id);
  const openMeasureId = measures.find(({ doneOn }) => doneOn === null)?.id ?? null;
  const health = branchHealth(evidence, on);
  const place = { unitIds: [facts.unitId], branchId: id, line: facts.line };
  return {
    ...facts,
    unitName: names.get(facts.unitId)?.name ?? null,
    decisionUnitName: (facts.decisionUnitId && names.get(facts.decisionUnitId)?.name) ?? null,
    ...(await familyOf(viewer, tx, facts)),
    evidence,
    health,
    condition,
    signals,
    coverages: await coveragesOf(viewer, tx, id),
    measures,
    openMeasureId,
    activities: await latestActivities(viewer, tx, id),
    posts: await postsOf(viewer, tx, id, on),
    lives: await livesOf(viewer, tx, id),
    canWrite: can(viewer, "branch.write", place),
    canRecordActivity: can(viewer, "activity.record", place),
    canReadPeople: readsPeopleOf(viewer, facts),
    next: nextStep(evidence, health, openMeasureId !== null),
  };
}

export type BranchPage = NonNullable<Awaited<ReturnType<typeof branchPage>>>;

/** The đoàn cơ sở above and the chi đoàn below, as far as the viewer reads them. */
async function familyOf(viewer: Viewer, tx: Tx, { id, parentId }: BranchFacts) {
  const related = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), OR: [{ parentId: id }, { id: parentId ?? id }], NOT: { id } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true, parentId: true },
  });
  return {
    parent: related.find((branch) => branch.id === parentId) ?? null,
    children: related.filter((branch) => branch.parentId === id),
  };
}

async function coveragesOf(viewer: Viewer, tx: Tx, branchId: string) {
  const coverages = await tx.coverage.findMany({
    where: { AND: visibleOfEnterprises(viewer), branchId, voidedAt: null },
    orderBy: [{ validFrom: "asc" }, { enterprise: { sortKey: "asc" } }],
    select: { id: true, validFrom: true, validTo: true, enterprise: { select: { id: true, name: true } } },
  });
  return coverages.map(({ validFrom, validTo, ...coverage }) => ({
    ...coverage,
    validFrom: fromDatabase(validFrom),
    validTo: dated(validTo),
  }));
}

const measureFacts = {
  id: true,
  kind: true,
  weakness: true,
  measure: true,
  responsible: true,
  startedOn: true,
  dueOn: true,
  doneOn: true,
  result: true,
  ratingBefore: true,
  ratingAfter: true,
} satisfies Prisma.ConsolidationMeasureSelect;

async function measuresOf(viewer: Viewer, tx: Tx, branchId: string) {
  const measures = await tx.consolidationMeasure.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null },
    orderBy: [{ startedOn: "desc" }, { id: "desc" }],
    select: measureFacts,
  });
  return measures.map(({ startedOn, dueOn, doneOn, ...measure }) => ({
    ...measure,
    startedOn: fromDatabase(startedOn),
    dueOn: dated(dueOn),
    doneOn: dated(doneOn),
    isLate: doneOn === null && dueOn !== null && fromDatabase(dueOn) < today(),
  }));
}

async function latestActivities(viewer: Viewer, tx: Tx, branchId: string) {
  const activities = await tx.activity.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    take: 5,
    select: { id: true, on: true, title: true, kind: true, participants: true },
  });
  return activities.map((activity) => ({ ...activity, on: fromDatabase(activity.on) }));
}

async function postsOf(viewer: Viewer, tx: Tx, branchId: string, on: PlainDate) {
  const posts = await tx.post.findMany({
    where: { AND: [visibleOfPeople(viewer), standingOn(on)], branchId },
    orderBy: [{ title: "asc" }, { person: { sortKey: "asc" } }],
    select: { id: true, title: true, validFrom: true, person: { select: { fullName: true } } },
  });
  return posts.map((post) => ({ ...post, validFrom: fromDatabase(post.validFrom) }));
}

async function livesOf(viewer: Viewer, tx: Tx, branchId: string) {
  const lives = await tx.branchLife.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null },
    orderBy: { validFrom: "asc" },
    select: { id: true, beginning: true, ending: true, validFrom: true, validTo: true, reason: true },
  });
  return lives.map((life) => ({
    ...life,
    validFrom: fromDatabase(life.validFrom),
    validTo: dated(life.validTo),
  }));
}

/**
 * Organisations covering an enterprise on a day. One managed by another unit shows what it is and how it stands, but no
 * name and no way in.
 */
export async function listBranchesOfEnterprise(
  viewer: Viewer,
  tx: Tx,
  enterpriseId: string,
  asOf: PlainDate = today(),
) {
  const coverages = await tx.coverage.findMany({
    where: { AND: [visibleOfEnterprises(viewer), standingOn(asOf)], enterpriseId },
    orderBy: [{ line: "asc" }, { validFrom: "asc" }, { id: "asc" }],
    select: { branchId: true, line: true, kind: true, validFrom: true },
  });
  const branchIds = [...new Set(coverages.map(({ branchId }) => branchId))];
  if (branchIds.length === 0) return [];
  const evidence = new Map(
    (await branchEvidence(viewer, tx, { asOf, branchIds })).map((row) => [row.branchId, row]),
  );
  const named = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: branchIds } },
    select: { id: true, name: true, decisionNumber: true, decisionOn: true },
  });
  const byId = new Map(named.map((branch) => [branch.id, branch]));
  return coverages.map(({ branchId, line, kind, validFrom }) => {
    const facts = evidence.get(branchId);
    const seen = byId.get(branchId);
    return {
      branchId,
      line,
      kind,
      coveredFrom: fromDatabase(validFrom),
      /** Null when another unit manages it: then there is no page to open either. */
      name: seen?.name ?? null,
      decisionNumber: seen?.decisionNumber ?? null,
      decisionOn: dated(seen?.decisionOn ?? null),
      members: facts?.members ?? null,
      lastActivityOn: facts?.lastActivityOn ?? null,
      health: facts ? branchHealth(facts, asOf) : null,
    };
  });
}

const WAITING_SHOWN = 5;

/** For the home page: weak organisations and measures past their date, the first few and how many there are. */
export async function branchesWaiting(viewer: Viewer, tx: Tx) {
  const on = today();
  const { rows, weak } = await listBranches(viewer, tx, { health: "weak" });
  const late = await lateMeasures(viewer, tx, on);
  return {
    weakTotal: weak,
    weak: rows.slice(0, WAITING_SHOWN).map(({ id, name, health }) => ({ id, name, reasons: health.reasons })),
    lateMeasuresTotal: late.length,
    lateMeasures: late.slice(0, WAITING_SHOWN).map(({ id, measure, branch, dueOn }) => ({
      id,
      measure,
      branchId: branch.id,
      branchName: branch.name,
      dueOn: dated(dueOn),
    })),
  };
}

/**
 * Measures past their day, and weak organisations, each with who answers for it. The Hội department guides the Hội side's
 * organisations and keeps nobody's measures (row 55).
 */
export async function branchesWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "dashboard.read")) return [];
  const on = today();
  const line = onlyLineOf(viewer);
  const names = await unitNamesOn(viewer, tx, on);
  const holder = (unitId: string) =>
    unitsOf(viewer).includes(unitId) ? "Bạn" : (names.get(unitId)?.shortName ?? "đơn vị khác");
  const late = line ? [] : await lateMeasures(viewer, tx, on);
  const { asked } = await judgedBranches(viewer, tx, { line, health: "weak" }, on);
  const weak = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: asked.slice(0, MOST_WORK).map(({ id }) => id) } },
    select: { id: true, name: true, unitId: true },
  });
  return [
    ...late.map(({ id, measure, dueOn, startedOn, branch }) => ({
      key: `measure-late:${id}`,
      title: `Biện pháp củng cố quá hạn: ${measure}`,
      subject: branch.name,
      href: `/branches/${branch.id}/measures/${id}` as const,
      heldBy: holder(branch.unitId),
      consequence: "late" as const,
      since: fromDatabase(startedOn),
      dueOn: dated(dueOn),
    })),
    ...weak.map(({ id, name, unitId }) => ({
      key: `branch-weak:${id}`,
      title: "Củng cố tổ chức còn yếu",
      subject: name,
      href: `/branches/${id}` as const,
      heldBy: holder(unitId),
      consequence: "open" as const,
      since: null,
      dueOn: null,
    })),
  ];
}

const lateMeasures = (viewer: Viewer, tx: Tx, on: PlainDate) =>
  tx.consolidationMeasure.findMany({
    where: { AND: visibleOfBranches(viewer), voidedAt: null, doneOn: null, dueOn: { lt: toDatabase(on) } },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: {
      ...{ id: true, measure: true, dueOn: true, startedOn: true },
      branch: { select: { id: true, name: true, unitId: true } },
    },
  });

/** Units in which the viewer may found and change organisations of a line. */
export const unitsToOrganise = (viewer: Viewer, line: Line): string[] =>
  unitsOf(viewer).filter((unitId) => mayWriteBranch(viewer, { unitId, line }));

/** The column that says who manages an enterprise on a line today. */
const managedBy = (line: Line, unitIds: readonly string[]) =>
  line === "union" ? { unionUnitId: { in: [...unitIds] } } : { associationUnitId: { in: [...unitIds] } };

/** As many as a person looks through; beyond that they search. */
export const MOST_CHOICES = 300;

/** Enterprises the viewer may organise on a line, those without a living organisation of it first, then by name. */
export async function enterprisesToOrganise(
  viewer: Viewer,
  tx: Tx,
  {
    line,
    q,
    unitIds = unitsToOrganise(viewer, line),
  }: { line: Line; q?: string | undefined; unitIds?: readonly string[] },
) {
  const organised = { AND: [visibleOfEnterprises(viewer), standingOn(today())], line };
  const find = (coverages: Prisma.CoverageListRelationFilter) =>
    tx.enterprise.findMany({
      where: {
        AND: [
          visibleEnterprises(viewer),
          managedBy(line, unitIds),
          ...searchTerms(q ?? "").map((term) => ({ searchKey: { contains: term } })),
        ],
        status: { notIn: ["closed", "moved_away"] },
        coverages,
      },
      orderBy: [{ sortKey: "asc" }, { id: "asc" }],
      take: MOST_CHOICES,
      select: { id: true, name: true },
    });
  const without = await find({ none: organised });
  const having = await find({ some: organised });
  return [
    ...without.map((enterprise) => ({ ...enterprise, isOrganised: false })),
    ...having.map((enterprise) => ({ ...enterprise, isOrganised: true })),
  ].slice(0, MOST_CHOICES);
}

/** Living organisations a new one may be placed under (đoàn cơ sở), or that a new đoàn cơ sở may take in (chi đoàn). */
async function relatives(viewer: Viewer, tx: Tx, unitId: string, butNot: string | null) {
  const branches = await tx.branch.findMany({
    where: {
      AND: visibleBranches(viewer),
      unitId,
      kind: { in: ["cell", "grassroots_union"] },
      lives: { some: { ...standingOn(today()) } },
      ...(butNot && { NOT: { id: butNot } }),
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true, kind: true, parentId: true },
  });
  return {
    parents: branches.filter(({ kind }) => kind === "grassroots_union"),
    cells: branches.filter(({ kind, parentId }) => kind === "cell" && parentId === null),
  };
}

/** What the founding form offers for an enterprise and a line; null where the viewer may found nothing. */
export async function foundingPage(
  viewer: Viewer,
  tx: Tx,
  { enterpriseId, line: asked }: { enterpriseId: string; line?: Line | undefined },
) {
  const enterprise = await tx.enterprise.findFirst({
    where: { id: enterpriseId, AND: visibleEnterprises(viewer) },
    select: { id: true, name: true, unionUnitId: true, associationUnitId: true },
  });
  if (!enterprise) return null;
  const unitOf = (line: Line) => (line === "union" ? enterprise.unionUnitId : enterprise.associationUnitId);
  const lines = Object.values(Line).filter((line) => mayWriteBranch(viewer, { unitId: unitOf(line), line }));
  const line = lines.find((one) => one === asked) ?? lines[0];
  if (!line) return null;
  const unitId = unitOf(line);
  const names = await unitNamesOn(viewer, tx, today());
  const ruleSet = await ruleSetOn(viewer, tx, line, today());
  const choices = await enterprisesToOrganise(viewer, tx, { line, unitIds: [unitId] });
  return {
    enterprise: { id: enterprise.id, name: enterprise.name },
    line,
    lines,
    unitId,
    unitName: names.get(unitId)?.name ?? "đơn vị quản lý",
    /** Who else could have signed a decision. */
    decidingUnits: [...names.values()].filter(({ id }) => id !== unitId),
    others: choices.filter(({ id }) => id !== enterpriseId),
    /** Where a nucleus could be founded by those who live there (§2.2); for the Hội there is none. */
    communes: line === "union" ? await listCommunes(viewer, tx) : [],
    existing: (await listBranchesOfEnterprise(viewer, tx, enterpriseId)).filter((one) => one.line === line),
    minimum: ruleSet && minimumMembers(line === "union" ? "cell" : "chapter", ruleSet),
    ...(await relatives(viewer, tx, unitId, null)),
  };
}

export type FoundingPage = NonNullable<Awaited<ReturnType<typeof foundingPage>>>;

/** What the form that corrects an organisation's facts offers; null for somebody who may not. */
export async function correctionPage(viewer: Viewer, tx: Tx, id: string) {
  const facts = await findBranch(viewer, tx, id);
  if (!facts || !mayWriteBranch(viewer, facts)) return null;
  const names = await unitNamesOn(viewer, tx, today());
  const life = await tx.branchLife.findFirst({
    where: { branchId: id, AND: visibleOfBranches(viewer), voidedAt: null },
    orderBy: { validFrom: "asc" },
    select: { beginning: true },
  });
  const { parents } = await relatives(viewer, tx, facts.unitId, id);
  return {
    ...facts,
    beginning: life?.beginning ?? "established",
    unitName: names.get(facts.unitId)?.name ?? "đơn vị quản lý",
    decidingUnits: [...names.values()].filter(({ id }) => id !== facts.unitId),
    parents,
  };
}

export type CorrectionPage = NonNullable<Awaited<ReturnType<typeof correctionPage>>>;

/**
 * Persons in the viewer's sight whom a row of a founding list may mean (V16). Strictly: the same name by its key and a
 * birth that can be the same day. Loosely, for searching: every word typed occurs in the name.
 */
export async function matchFounders(
  viewer: Viewer,
  tx: Tx,
  founders: readonly Founder[],
  { loosely }: { loosely: boolean },
): Promise<PersonMatch[]> {
  const named = founders.map((founder) => ({
    ...founder,
    key: searchKey(founder.name),
    terms: searchTerms(founder.name),
  }));
  if (named.length === 0) return [];
  const persons = await tx.person.findMany({
    where: {
      AND: visiblePersons(viewer),
      OR: named.map(({ key, terms }) =>
        loosely ? { AND: terms.map((term) => ({ searchKey: { contains: term } })) } : { searchKey: key },
      ),
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 10 * named.length,
    select: {
      id: true,
      fullName: true,
      searchKey: true,
      birthDate: true,
      birthPrecision: true,
      memberships: {
        where: { AND: visibleOfPeople(viewer), voidedAt: null, validTo: null },
        select: { branch: { select: { name: true } } },
      },
    },
  });
  return named.flatMap(({ row, key, terms, birth }) =>
    persons
      .map(({ birthDate, birthPrecision, ...person }) => ({
        ...person,
        birth:
          birthDate && birthPrecision ? { date: fromDatabase(birthDate), precision: birthPrecision } : null,
      }))
      .filter((person) =>
        loosely
          ? terms.every((term) => person.searchKey.includes(term))
          : couldBeSame(
              { searchKey: person.searchKey, birth: person.birth, areaId: null },
              { searchKey: key, birth, areaId: null },
            ),
      )
      .map(({ id, fullName, birth: born, memberships }) => ({
        row,
        id,
        name: fullName,
        birth: born,
        of: memberships.map(({ branch }) => branch.name),
      })),
  );
}

/** Candidates for one more enterprise under an organisation; null for somebody who may not add one. */
export async function coveragePage(viewer: Viewer, tx: Tx, id: string, q: string | undefined) {
  const facts = await findBranch(viewer, tx, id);
  if (!facts || !mayWriteBranch(viewer, facts)) return null;
  const covered = await tx.coverage.findMany({
    where: { AND: [visibleOfEnterprises(viewer), standingOn(today())], branchId: id },
    select: { enterpriseId: true },
  });
  const already = new Set(covered.map(({ enterpriseId }) => enterpriseId));
  const choices = await enterprisesToOrganise(viewer, tx, { line: facts.line, q });
  return { ...facts, choices: choices.filter((enterprise) => !already.has(enterprise.id)) };
}

/** What stands in the way of ending an organisation (V34), for its form. */
export async function obstaclesToEnding(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  on: PlainDate,
): Promise<Obstacles> {
  const stays = { voidedAt: null, OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }] };
  const covered = await tx.coverage.findMany({
    where: { AND: [visibleOfEnterprises(viewer), stays], branchId },
    select: { enterpriseId: true, line: true },
  });
  return {
    members: await tx.membership.count({ where: { AND: [visibleOfPeople(viewer), stays], branchId } }),
    admissions: await tx.admission.count({
      where: { AND: visibleOfPeople(viewer), branchId, state: "proposed" },
    }),
    children: await tx.branch.count({
      where: { AND: visibleBranches(viewer), parentId: branchId, lives: { some: stays } },
    }),
    cases: await tx.establishmentCase.count({
      where: {
        AND: visibleOfEnterprises(viewer),
        closedOn: null,
        OR: covered.map(({ enterpriseId, line }) => ({ enterpriseId, line })),
      },
    }),
    transfers: await tx.transfer.count({
      where: {
        AND: visibleTransfers(viewer),
        OR: [{ branchId }, { toBranchId: branchId }],
        state: { in: [...OPEN_AT_SENDER] },
      },
    }),
  };
}

/** Names of some units on a day, by id. */
export async function unitNames(
  viewer: Viewer,
  tx: Tx,
  ids: readonly (string | null)[],
  on: PlainDate,
): Promise<Map<string, string>> {
  const wanted = new Set(ids);
  return new Map(
    [...(await unitNamesOn(viewer, tx, on))].flatMap(([id, { name }]) =>
      wanted.has(id) ? [[id, name]] : [],
    ),
  );
}

/** The form that ends an organisation; null for somebody who may not, and for one that has ended. */
export async function dissolutionPage(viewer: Viewer, tx: Tx, id: string) {
  const facts = await findBranch(viewer, tx, id);
  if (!facts || !mayWriteBranch(viewer, facts)) return null;
  const open = await tx.branchLife.count({
    where: { AND: visibleOfBranches(viewer), branchId: id, voidedAt: null, validTo: null },
  });
  if (open === 0) return null;
  return { ...facts, obstacles: await obstaclesToEnding(viewer, tx, id, today()) };
}
