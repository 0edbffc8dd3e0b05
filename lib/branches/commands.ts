import "server-only";
import {
  ownProvincesOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfBranches,
  visibleOfEnterprises,
  visibleOfPeople,
  visiblePersons,
} from "@/lib/access/policy";
import { findCommune, unitsOfCommune } from "@/lib/areas/queries";
import {
  type BranchFacts,
  findBranch,
  listBranchesOfEnterprise,
  matchFounders,
  mayWriteBranch,
  obstaclesToEnding,
  ruleSetOn,
  standingOn,
} from "@/lib/branches/queries";
import {
  congressDue,
  congressIsOddlyDated,
  type Finding,
  founderField,
  foundingFindings,
  HEAD_TITLE,
  isNucleus,
  KINDS_OF_LINE,
  latestExtension,
  type RuleSet,
  SUPERIOR,
} from "@/lib/branches/rules";
import type {
  CorrectionInput,
  CoverageInput,
  DissolutionInput,
  Founder,
  FoundingInput,
  MeasureInput,
  MeasureResultInput,
} from "@/lib/branches/schema";
import { useGrantedOverride as spendOverride } from "@/lib/cases/commands";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import { isImpossibleBirth } from "@/lib/members/rules";
import { done, refuse } from "@/lib/result";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey, textSortKey } from "@/lib/text/sort-key";

/**
 * Founds an organisation: its record, its life, the enterprises it covers, its founding members from that day, its first
 * head, in one deed. Judged by the charter of its founding day (V04, V06, V07, V14, V16, V20, V21, V26). Details of a
 * refusal name the form's fields.
 */
export const foundBranch = command(
  "branch.found",
  async (viewer, tx, input: FoundingInput) => {
    const place = await foundingPlace(viewer, tx, input);
    if (!place) return refuse("enterprise_not_found");
    const late = futureFields(input, ["establishedOn", "decisionOn"]);
    if (late.length > 0) return refuse("date_in_future", { fields: late });
    const relatives = await relativesOf(viewer, tx, { ...input, unitId: place.unitId });
    if (!relatives.ok) return relatives;
    const people = await checkFounders(viewer, tx, input);
    if (!people.ok) return people;

    const nucleus = await nucleusOf(viewer, tx, input, place.organisedBy);
    if (!nucleus.ok) return nucleus;

    const branchId = newId();
    const decided = await decidedBy(viewer, tx, input, place.unitId, input.enterpriseId);
    if (!decided.ok) return decided;
    const findings = foundingFindings(
      {
        kind: input.kind,
        members: input.founders.length + relatives.value.members,
        cells: input.childIds.length,
        isNew: input.beginning === "established",
        decision: input.decisionOn ? { on: input.decisionOn, bySuperior: decided.value.bySuperior } : null,
        ...(await stepsTaken(viewer, tx, input.line, place.enterpriseIds)),
      },
      await rulesOf(viewer, tx, input.line, input.establishedOn),
    );
    const blocked = await stillBlocked(viewer, tx, findings, { ...input, branchId });
    if (blocked.length > 0) return refuse("rule_blocks", { findings: blocked });
    const warnings = {
      findings: unread(findings, input),
      secondOf: input.confirmed.includes("second") ? [] : place.organisedBy,
      knownElsewhere: input.confirmed.includes("V16") ? [] : await knownElsewhere(tx, input.founders),
    };
    if (Object.values(warnings).some((one) => one.length > 0)) return refuse("warnings_unread", warnings);

    await writeBranch(viewer, tx, input, { branchId, ...place, decisionUnitId: decided.value.unitId });
    await writeFounders(viewer, tx, input, branchId);
    return done({ branchId });
  },
  {
    // Somebody was admitted elsewhere between the check and the writing: which row is not known any more.
    membership_one_cell: "founder_in_another_cell_meanwhile",
  },
);

/** The enterprises to be covered, if the viewer answers for all of them on the line; else undefined. */
async function foundingPlace(viewer: Viewer, tx: Tx, { enterpriseId, coveredIds, line }: FoundingInput) {
  const enterpriseIds = [...new Set([enterpriseId, ...coveredIds])];
  const enterprises = await tx.enterprise.findMany({
    where: { id: { in: enterpriseIds }, AND: visibleEnterprises(viewer) },
    select: { id: true, provinceId: true, unionUnitId: true, associationUnitId: true },
  });
  const places = enterprises.map(({ id, provinceId, unionUnitId, associationUnitId }) => ({
    id,
    provinceId,
    unitId: line === "union" ? unionUnitId : associationUnitId,
  }));
  const main = places.find(({ id }) => id === enterpriseId);
  const isAllowed =
    places.length === enterpriseIds.length &&
    places.every(({ unitId }) => mayWriteBranch(viewer, { unitId, line }));
  if (!main || !isAllowed) return undefined;
  const existing = await listBranchesOfEnterprise(viewer, tx, enterpriseId);
  return {
    enterpriseIds,
    provinceId: main.provinceId,
    unitId: main.unitId,
    organisedBy: existing
      .filter((branch) => branch.line === line)
      .map(({ name }) => name ?? "một tổ chức do đơn vị khác quản lý"),
  };
}

/**
 * A nucleus (§2.2): founded at the place of residence for an enterprise without Đoàn, by members who all work there and of whom
 * enough live in that commune. Who is newly registered lives where the form says.
 */
async function nucleusOf(viewer: Viewer, tx: Tx, input: FoundingInput, organisedBy: readonly string[]) {
  const { residenceAreaId, founders, kind, line } = input;
  if (residenceAreaId === null) return done(undefined);
  const ruleSet = await rulesOf(viewer, tx, line, input.establishedOn);
  if (ruleSet.line !== "union" || kind !== "cell") return refuse("nucleus_unfit");
  if (organisedBy.length > 0) return refuse("nucleus_not_needed");
  const area = await findCommune(viewer, tx, residenceAreaId);
  if (!area.ok) return refuse("area_not_found");
  const known = await tx.person.findMany({
    where: { id: { in: founders.map(chosenId).filter((id) => id !== null) }, AND: visiblePersons(viewer) },
    select: { areaId: true },
  });
  const newcomers = founders.filter((founder) => chosenId(founder) === null);
  const residences = [...known.map(({ areaId }) => areaId), ...newcomers.map(() => residenceAreaId)];
  const { isEnough, living, minimum } = isNucleus(residences, residenceAreaId, ruleSet);
  return isEnough ? done(undefined) : refuse("nucleus_too_small", { living, minimum });
}

type Dated = { establishedOn: PlainDate; decisionOn: PlainDate | null; lastCongressOn?: PlainDate | null };

/** V26: what has happened cannot lie ahead. */
const futureFields = (dates: Dated, names: readonly (keyof Dated)[]) =>
  names.filter((name) => (dates[name] ?? "") > today());

async function rulesOf(viewer: Viewer, tx: Tx, line: Line, on: PlainDate): Promise<RuleSet> {
  const ruleSet = await ruleSetOn(viewer, tx, line, on);
  if (!ruleSet) throw new Error("No rule sets are loaded: run the reference loader");
  return ruleSet;
}

const isLiving = { some: { voidedAt: null, validTo: null } };

type Family = {
  kind: BranchKind;
  parentId: string | null;
  childIds: readonly string[];
  unitId: string;
  establishedOn: PlainDate;
};

/** Only a chi đoàn stands under a đoàn cơ sở, of the same unit; counts the members it brings along. */
async function relativesOf(viewer: Viewer, tx: Tx, family: Family) {
  const { kind, parentId, childIds, unitId } = family;
  const near = { AND: visibleBranches(viewer), unitId, lives: isLiving };
  const parent =
    kind === "cell" && parentId
      ? await tx.branch.count({ where: { ...near, id: parentId, kind: "grassroots_union" } })
      : 0;
  if (parentId && parent === 0) return refuse("parent_unfit");
  const children =
    kind === "grassroots_union"
      ? await tx.branch.count({ where: { ...near, id: { in: [...childIds] }, kind: "cell", parentId: null } })
      : 0;
  if (children < childIds.length) return refuse("children_unfit");
  const members = await tx.membership.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      branchId: { in: [...childIds] },
      ...standingOn(family.establishedOn),
    },
    distinct: ["personId"],
    select: { personId: true },
  });
  return done({ members: members.length });
}

const fieldsOf = (founders: readonly Founder[]) => founders.map(({ row }) => founderField(row, "name"));
const chosenId = ({ person }: Founder) => (person === null || person === "new" ? null : person);

/** V04, V14 and V16 on the founding list. Where else somebody is a member is not said: it may lie out of sight. */
async function checkFounders(viewer: Viewer, tx: Tx, { founders, line, establishedOn }: FoundingInput) {
  const impossible = founders.filter(({ birth }) => birth && isImpossibleBirth(birth, today()));
  if (impossible.length > 0) return refuse("birth_impossible", { rows: impossible.map(({ row }) => row) });

  const ids = founders.map(chosenId).filter((id) => id !== null);
  const persons = await tx.person.findMany({
    where: { id: { in: ids }, AND: visiblePersons(viewer) },
    select: { id: true },
  });
  const seen = new Set(persons.map(({ id }) => id));
  const strangers = founders.filter((founder) => {
    const id = chosenId(founder);
    return id !== null && !seen.has(id);
  });
  if (strangers.length > 0) return refuse("person_not_found", { fields: fieldsOf(strangers) });
  const taken =
    line === "union"
      ? await tx.$queryRaw<{ id: string }[]>`
          select p.id from unnest(${ids}::uuid[]) as p (id) where access.in_a_cell(p.id, ${establishedOn}::date, null)`
      : [];
  const elsewhere = founders.filter((founder) => taken.some(({ id }) => id === chosenId(founder)));
  if (elsewhere.length > 0) return refuse("founder_in_another_cell", { fields: fieldsOf(elsewhere) });

  const undecided = founders.filter(({ person }) => person === null);
  const matches = await matchFounders(viewer, tx, undecided, { loosely: false });
  return matches.length > 0 ? refuse("founder_maybe_known", { matches }) : done(undefined);
}

/** Rows of people nobody here can see, who have a record somewhere in the province (V16): yes or no, never who. */
async function knownElsewhere(tx: Tx, founders: readonly Founder[]): Promise<string[]> {
  const unmatched = founders.filter(({ person, birth }) => person === null && birth !== null);
  const asked = unmatched.map(({ row, name, birth }) => ({ row, key: searchKey(name), birth: birth?.date }));
  const known = await tx.$queryRaw<{ row: number }[]>`
    select p.row from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as p ("row" int, key text, birth date)
    where access.person_known(p.key, p.birth, null)`;
  return fieldsOf(unmatched.filter(({ row }) => known.some((one) => one.row === row)));
}

/** The steps before an establishment that were taken in any of the enterprises: one case may serve several (§1.10). */
async function stepsTaken(viewer: Viewer, tx: Tx, line: Line, enterpriseIds: readonly string[]) {
  const place = { AND: visibleOfEnterprises(viewer), enterpriseId: { in: [...enterpriseIds] } };
  const surveys = await tx.survey.aggregate({
    where: { ...place, state: { in: ["submitted", "accepted"] } },
    _min: { surveyedOn: true },
  });
  const cases = await tx.establishmentCase.aggregate({
    where: { ...place, line },
    _min: { reportedToPartyOn: true },
  });
  const day = (stored: Date | null) => stored && fromDatabase(stored);
  return {
    surveyedOn: day(surveys._min.surveyedOn),
    reportedToPartyOn: day(cases._min.reportedToPartyOn),
  };
}

type Decision = {
  decisionOn: PlainDate | null;
  decidedBy: string;
  parentId: string | null;
  line: Line;
  residenceAreaId?: string | null;
};

/**
 * Who decided, and whether that was the direct superior on the day (V21): the đoàn cơ sở above if there is one, else the
 * unit that managed the enterprise on the line that day. A decision of the đoàn cơ sở has no unit.
 */
async function decidedBy(
  viewer: Viewer,
  tx: Tx,
  decision: Decision,
  unitId: string,
  enterpriseId: string | null,
) {
  if (!decision.decisionOn) return done({ unitId: null, bySuperior: true });
  const managed =
    enterpriseId &&
    (await tx.enterpriseManagement.findFirst({
      where: {
        AND: [visibleOfEnterprises(viewer), standingOn(decision.decisionOn)],
        enterpriseId,
        line: decision.line,
      },
      select: { unitId: true },
    }));
  const superior = decision.parentId ? null : managed ? managed.unitId : unitId;
  if (decision.decidedBy === SUPERIOR) return done({ unitId: superior, bySuperior: true });
  const unit = await tx.unit.findFirst({
    where: { id: decision.decidedBy, provinceId: { in: ownProvincesOf(viewer) } },
    select: { id: true },
  });
  // A nucleus may also be founded by the Đoàn of the place where its members live (§2.2).
  const { decisionOn, residenceAreaId } = decision;
  const atResidence = residenceAreaId ? await unitsOfCommune(viewer, tx, residenceAreaId, decisionOn) : [];
  return unit
    ? done({ unitId: unit.id, bySuperior: unit.id === superior || atResidence.includes(unit.id) })
    : refuse("deciding_unit_not_found");
}

type Blocking = Extract<Finding, { blocks: true }>;

/** Blocking findings for which the organisation department has granted no override; one that was granted is spent. */
async function stillBlocked(
  viewer: Viewer,
  tx: Tx,
  findings: readonly Finding[],
  { enterpriseId, line, branchId }: { enterpriseId: string; line: Line; branchId: string },
): Promise<Blocking[]> {
  const blocked: Blocking[] = [];
  for (const finding of findings) {
    if (!finding.blocks) continue;
    const isGranted = await spendOverride(viewer, tx, { rule: finding.rule, enterpriseId, line }, branchId);
    if (!isGranted) blocked.push(finding);
  }
  return blocked;
}

/** Warnings nobody has ticked; a skipped step also needs its reason (V20). */
const unread = (
  findings: readonly Finding[],
  { confirmed, skipReason }: { confirmed: readonly string[]; skipReason: string | null },
) =>
  findings.filter(
    ({ rule, blocks }) => !blocks && (!confirmed.includes(rule) || (rule === "V20" && !skipReason)),
  );

const namedBranch = (name: string) => ({ name, searchKey: searchKey(name), sortKey: textSortKey(name) });

const databaseDate = (date: PlainDate | null) => date && toDatabase(date);

type NewBranch = {
  branchId: string;
  provinceId: string;
  unitId: string;
  decisionUnitId: string | null;
  enterpriseIds: readonly string[];
};

async function writeBranch(viewer: Viewer, tx: Tx, input: FoundingInput, place: NewBranch) {
  const { branchId } = place;
  const validFrom = toDatabase(input.establishedOn);
  await tx.branch.create({
    data: {
      id: branchId,
      provinceId: place.provinceId,
      unitId: place.unitId,
      parentId: input.parentId,
      line: input.line,
      kind: input.kind,
      ...namedBranch(input.name),
      establishedOn: validFrom,
      decisionNumber: input.decisionNumber,
      decisionOn: databaseDate(input.decisionOn),
      decisionUnitId: place.decisionUnitId,
      provisional: input.provisional,
      meetingRhythm: input.meetingRhythm,
      note: input.note,
      residenceAreaId: input.residenceAreaId,
      isDemo: viewer.isDemo,
      createdById: viewer.accountId,
    },
    select: { id: true },
  });
  await tx.branchLife.create({
    data: { id: newId(), branchId, beginning: input.beginning, validFrom, reason: input.skipReason },
    select: { id: true },
  });
  await tx.coverage.createMany({
    data: place.enterpriseIds.map((enterpriseId) => ({ id: newId(), branchId, enterpriseId, validFrom })),
  });
  await tx.branch.updateMany({
    where: { id: { in: input.childIds }, AND: visibleBranches(viewer) },
    data: { parentId: branchId, version: { increment: 1 }, updatedAt: new Date() },
  });
}

/** Founding members from the day of founding, and the first head among them (V10 holds by itself). */
async function writeFounders(viewer: Viewer, tx: Tx, input: FoundingInput, branchId: string) {
  const founders = input.founders.map((founder) => ({
    ...founder,
    personId: chosenId(founder) ?? newId(),
    isNew: chosenId(founder) === null,
  }));
  const newcomers = founders.filter(({ isNew }) => isNew);
  await registerPersons(viewer, tx, newcomers, { branchId, areaId: input.residenceAreaId });
  const recorded = {
    branchId,
    validFrom: toDatabase(input.establishedOn),
    recordedById: viewer.accountId,
    isDemo: viewer.isDemo,
  };
  await tx.membership.createMany({
    data: founders.map(({ personId }) => ({
      id: newId(),
      personId,
      startKind: "founding" as const,
      ...recorded,
    })),
  });
  const head = founders.find(({ row }) => row === input.secretary);
  if (!head) return;
  await tx.post.create({
    data: { id: newId(), personId: head.personId, title: HEAD_TITLE[input.line], ...recorded },
    select: { id: true },
  });
}

async function registerPersons(
  viewer: Viewer,
  tx: Tx,
  newcomers: readonly (Founder & { personId: string })[],
  { branchId, areaId }: { branchId: string; areaId: string | null },
) {
  const persons = newcomers.map(({ personId, name, gender, birth, occupation }) => ({
    id: personId,
    full_name: name,
    search_key: searchKey(name),
    sort_key: personSortKey(name),
    gender,
    birth: birth?.date ?? null,
    precision: birth?.precision ?? null,
    occupation,
  }));
  const registered = await tx.$queryRaw<{ ok: boolean }[]>`
    select access.register_person(p.id, ${branchId}::uuid, p.full_name, p.search_key, p.sort_key, p.gender, p.birth,
      p.precision, null, ${areaId}::uuid, null, p.occupation) as ok
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as p (id uuid, full_name text, search_key text,
      sort_key text, gender gender, birth date, precision date_precision, occupation text)`;
  if (registered.some(({ ok }) => !ok)) throw new Error("A person of a new organisation was not registered");
  if (!viewer.isDemo) return;
  await tx.person.updateMany({
    where: { id: { in: persons.map(({ id }) => id) }, AND: visiblePersons(viewer) },
    data: { isDemo: true },
  });
}

/**
 * Corrects what is recorded of an organisation; what was recorded stays in the trace. A corrected founding day moves
 * everything that began with the founding, as a correction: what was known before stays known as it was.
 */
export const correctBranch = command(
  "branch.correct",
  async (viewer, tx, input: CorrectionInput) => {
    const was = await writableBranch(viewer, tx, input.branchId);
    if (!was) return refuse("branch_not_found");
    if (!KINDS_OF_LINE[was.line].includes(input.kind)) return refuse("kind_of_other_line");
    const late = futureFields(input, ["establishedOn", "decisionOn", "lastCongressOn"]);
    if (late.length > 0) return refuse("date_in_future", { fields: late });
    const life = await firstLife(viewer, tx, was.id);
    if (life.validTo && life.validTo <= input.establishedOn) return refuse("founded_after_end");
    const { unitId, line } = was;
    const relatives = await relativesOf(viewer, tx, { ...input, unitId, childIds: [] });
    if (!relatives.ok || input.parentId === was.id) return refuse("parent_unfit");
    const children = await tx.branch.count({ where: { AND: visibleBranches(viewer), parentId: was.id } });
    if (input.kind !== "grassroots_union" && children > 0) return refuse("children_left");

    const congress = await judgeCongress(viewer, tx, input, was);
    if (!congress.ok) return congress;
    const enterpriseId = await firstEnterprise(viewer, tx, was.id);
    const decided = await decidedBy(viewer, tx, { ...input, line }, unitId, enterpriseId);
    if (!decided.ok) return decided;
    if (!decided.value.bySuperior && decided.value.unitId !== was.decisionUnitId) {
      const isGranted = await spendOverride(viewer, tx, { rule: "V21", branchId: was.id, line }, was.id);
      if (!isGranted) return refuse("rule_blocks", { findings: [{ rule: "V21", blocks: true } as const] });
    }
    if (congress.value.isOdd && !input.confirmed.includes("V22")) return refuse("congress_date_unread");

    const changed = await tx.branch.updateMany({
      where: { id: was.id, version: input.version, AND: visibleBranches(viewer) },
      data: {
        kind: input.kind,
        ...namedBranch(input.name),
        parentId: input.parentId,
        establishedOn: toDatabase(input.establishedOn),
        decisionNumber: input.decisionNumber,
        decisionOn: databaseDate(input.decisionOn),
        decisionUnitId: decided.value.unitId,
        provisional: input.provisional,
        meetingRhythm: input.meetingRhythm,
        lastCongressOn: databaseDate(input.lastCongressOn),
        congressDueOn: databaseDate(congress.value.dueOn),
        congressExtendedTo: databaseDate(input.congressExtendedTo),
        note: input.note,
        version: { increment: 1 },
        updatedAt: new Date(),
      },
    });
    if (changed.count === 0) {
      return refuse("branch_changed_meanwhile", { theirs: (await findBranch(viewer, tx, was.id)) ?? was });
    }
    const begins = { beginning: input.beginning, on: input.establishedOn };
    if (life.beginning !== begins.beginning || life.validFrom !== begins.on) {
      await restart(viewer, tx, was, life, begins);
    }
    return done({ branchId: was.id });
  },
  {
    membership_one_cell: "founder_in_another_cell_meanwhile",
    membership_fee_outside: "fees_before_founding",
  },
);

async function writableBranch(viewer: Viewer, tx: Tx, id: string): Promise<BranchFacts | undefined> {
  const branch = await findBranch(viewer, tx, id);
  return branch && mayWriteBranch(viewer, branch) ? branch : undefined;
}

async function firstLife(viewer: Viewer, tx: Tx, branchId: string) {
  const life = await tx.branchLife.findFirstOrThrow({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null },
    orderBy: { validFrom: "asc" },
    select: { id: true, beginning: true, ending: true, validFrom: true, validTo: true, reason: true },
  });
  return {
    ...life,
    validFrom: fromDatabase(life.validFrom),
    validTo: life.validTo && fromDatabase(life.validTo),
  };
}

/** The enterprise whose managing unit is the direct superior: the first the organisation covers. */
async function firstEnterprise(viewer: Viewer, tx: Tx, branchId: string): Promise<string | null> {
  const coverage = await tx.coverage.findFirst({
    where: { AND: visibleOfEnterprises(viewer), branchId, voidedAt: null },
    orderBy: [{ validFrom: "asc" }, { id: "asc" }],
    select: { enterpriseId: true },
  });
  return coverage?.enterpriseId ?? null;
}

/** V22 and V23; a due date that nobody gave follows from the term of the last congress. */
async function judgeCongress(viewer: Viewer, tx: Tx, input: CorrectionInput, was: BranchFacts) {
  const { lastCongressOn, congressExtendedTo } = input;
  const rules = await rulesOf(viewer, tx, was.line, lastCongressOn ?? input.establishedOn);
  const dueOn = input.congressDueOn ?? (lastCongressOn && congressDue(lastCongressOn, rules));
  const until = dueOn && latestExtension(dueOn, rules);
  if (until && congressExtendedTo && congressExtendedTo > until) {
    return refuse("extension_too_long", { until });
  }
  if (dueOn && congressExtendedTo && congressExtendedTo < dueOn) return refuse("extension_before_due");
  const isNews = lastCongressOn !== was.lastCongressOn;
  const wasDueOn = isNews ? (was.congressExtendedTo ?? was.congressDueOn) : null;
  return done({
    dueOn,
    isOdd: congressIsOddlyDated({ establishedOn: input.establishedOn, lastCongressOn, wasDueOn }),
  });
}

type Life = Awaited<ReturnType<typeof firstLife>>;

/** Begins an organisation anew, on another day or in another way: its life, and what began on its founding day. */
async function restart(
  viewer: Viewer,
  tx: Tx,
  was: BranchFacts,
  life: Life,
  begins: { beginning: Life["beginning"]; on: PlainDate },
) {
  const now = new Date();
  const validFrom = toDatabase(begins.on);
  await tx.branchLife.updateMany({
    where: { id: life.id, AND: visibleOfBranches(viewer) },
    data: { voidedAt: now },
  });
  await tx.branchLife.create({
    data: {
      id: newId(),
      branchId: was.id,
      beginning: begins.beginning,
      ending: life.ending,
      reason: life.reason,
      validFrom,
      validTo: databaseDate(life.validTo),
      recordedAt: now,
    },
    select: { id: true },
  });
  if (life.validFrom === begins.on) return;
  await tx.$queryRaw`select access.restart_coverages(${was.id}::uuid, ${life.validFrom}::date, ${begins.on}::date)`;

  const begun = {
    AND: visibleOfPeople(viewer),
    branchId: was.id,
    voidedAt: null,
    validFrom: toDatabase(life.validFrom),
    OR: [{ validTo: null }, { validTo: { gt: validFrom } }],
  };
  const memberships = await tx.membership.findMany({ where: { ...begun, startKind: "founding" } });
  const posts = await tx.post.findMany({ where: begun });
  const ids = (rows: readonly { id: string }[]) => ({ id: { in: rows.map(({ id }) => id) } });
  await tx.membership.updateMany({
    where: { ...ids(memberships), AND: visibleOfPeople(viewer) },
    data: { voidedAt: now },
  });
  await tx.membership.createMany({
    data: memberships.map((row) => ({ ...row, id: newId(), validFrom, recordedAt: now })),
  });
  await tx.post.updateMany({
    where: { ...ids(posts), AND: visibleOfPeople(viewer) },
    data: { voidedAt: now },
  });
  await tx.post.createMany({
    data: posts.map((row) => ({ ...row, id: newId(), validFrom, recordedAt: now })),
  });
}

/**
 * Keeps organisations from being dissolved until the end of the transaction; to be asked for before it is read whether
 * they live. One that is being dissolved at this moment is waited for, and then read as ended (V34).
 */
export async function holdBranches(tx: Tx, branchIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`select access.hold_branches(${[...branchIds]}::uuid[])::text`;
}

/** Ends an organisation, when nobody and nothing is left in it (V34): its life, what it covers, its posts. */
export const dissolveBranch = command("branch.dissolve", async (viewer, tx, input: DissolutionInput) => {
  const branch = await writableBranch(viewer, tx, input.branchId);
  if (!branch) return refuse("branch_not_found");
  if (input.on > today()) return refuse("date_in_future", { fields: ["on"] });
  const changed = await tx.branch.updateMany({
    where: { id: branch.id, version: input.version, AND: visibleBranches(viewer) },
    data: { version: { increment: 1 }, updatedAt: new Date() },
  });
  if (changed.count === 0) return refuse("branch_changed_meanwhile");
  const life = await tx.branchLife.findFirst({
    where: { AND: visibleOfBranches(viewer), branchId: branch.id, voidedAt: null, validTo: null },
  });
  if (!life) return refuse("branch_already_ended");
  if (fromDatabase(life.validFrom) >= input.on) return refuse("ended_before_founding");
  const obstacles = await obstaclesToEnding(viewer, tx, branch.id, input.on);
  if (Object.values(obstacles).some((count) => count > 0)) {
    return refuse("branch_still_in_use", { obstacles, kind: branch.kind });
  }

  const now = new Date();
  const validTo = toDatabase(input.on);
  await tx.branchLife.updateMany({
    where: { id: life.id, AND: visibleOfBranches(viewer) },
    data: { voidedAt: now },
  });
  await tx.branchLife.create({
    data: { ...life, id: newId(), ending: input.ending, reason: input.reason, validTo, recordedAt: now },
    select: { id: true },
  });
  await tx.$queryRaw`select access.end_coverages(${branch.id}::uuid, null, ${input.on}::date)`;
  await endPosts(viewer, tx, branch.id, input.on, now);
  return done({ branchId: branch.id });
});

async function endPosts(viewer: Viewer, tx: Tx, branchId: string, on: PlainDate, now: Date) {
  const validTo = toDatabase(on);
  const posts = await tx.post.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      branchId,
      voidedAt: null,
      OR: [{ validTo: null }, { validTo: { gt: validTo } }],
    },
  });
  await tx.post.updateMany({
    where: { id: { in: posts.map(({ id }) => id) }, AND: visibleOfPeople(viewer) },
    data: { voidedAt: now },
  });
  await tx.post.createMany({
    data: posts
      .filter(({ validFrom }) => validFrom < validTo)
      .map((row) => ({ ...row, id: newId(), validTo, recordedAt: now })),
  });
}

/** Lets a living organisation cover one more enterprise from a day on (chi đoàn ghép). */
export const coverEnterprise = command(
  "coverage.open",
  async (viewer, tx, input: CoverageInput) => {
    await holdBranches(tx, [input.branchId]);
    const branch = await writableBranch(viewer, tx, input.branchId);
    if (!branch) return refuse("branch_not_found");
    const enterprise = await tx.enterprise.findFirst({
      where: { id: input.enterpriseId, AND: visibleEnterprises(viewer) },
      select: { unionUnitId: true, associationUnitId: true },
    });
    const { line } = branch;
    const unitId = line === "union" ? enterprise?.unionUnitId : enterprise?.associationUnitId;
    if (!unitId || !mayWriteBranch(viewer, { unitId, line })) return refuse("enterprise_not_found");
    if (input.on > today()) return refuse("date_in_future", { fields: ["on"] });
    const life = await tx.branchLife.findFirst({
      where: { AND: [visibleOfBranches(viewer), standingOn(input.on)], branchId: branch.id, validTo: null },
      select: { id: true },
    });
    if (!life) return refuse("branch_not_alive_then");
    await tx.coverage.create({
      data: {
        id: newId(),
        branchId: branch.id,
        enterpriseId: input.enterpriseId,
        validFrom: toDatabase(input.on),
      },
      select: { id: true },
    });
    return done({ branchId: branch.id });
  },
  { coverage_no_overlap: "enterprise_already_covered" },
);

/** Ends the coverage of one enterprise; on its own first day it is taken back, as entered by mistake. */
export const endCoverage = command("coverage.close", async (viewer, tx, input: CoverageInput) => {
  const branch = await writableBranch(viewer, tx, input.branchId);
  if (!branch) return refuse("branch_not_found");
  if (input.on > today()) return refuse("date_in_future", { fields: ["on"] });
  const coverage = await tx.coverage.findFirst({
    where: {
      AND: visibleOfEnterprises(viewer),
      branchId: branch.id,
      enterpriseId: input.enterpriseId,
      voidedAt: null,
      validTo: null,
    },
    select: { validFrom: true },
  });
  if (!coverage) return refuse("coverage_not_found");
  if (fromDatabase(coverage.validFrom) > input.on) return refuse("ended_before_start");
  await tx.$queryRaw`
    select access.end_coverages(${branch.id}::uuid, ${input.enterpriseId}::uuid, ${input.on}::date)`;
  return done({ branchId: branch.id });
});

/** Starts a consolidation measure (plan row 37): what is weak, what will be done, who answers for it. */
export const startMeasure = command("measure.start", async (viewer, tx, input: MeasureInput) => {
  const branch = await writableBranch(viewer, tx, input.branchId);
  if (!branch) return refuse("branch_not_found");
  if (input.startedOn > today()) return refuse("date_in_future", { fields: ["startedOn"] });
  const life = await tx.branchLife.findFirst({
    where: { AND: [visibleOfBranches(viewer), standingOn(input.startedOn)], branchId: branch.id },
    select: { id: true },
  });
  if (!life) return refuse("branch_not_alive_then");
  if (input.dueOn && input.dueOn < input.startedOn) return refuse("due_before_start");
  const { branchId, startedOn, dueOn, ...said } = input;
  const measure = await tx.consolidationMeasure.create({
    data: {
      id: newId(),
      branchId,
      ...said,
      startedOn: toDatabase(startedOn),
      dueOn: databaseDate(dueOn),
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    },
    select: { id: true },
  });
  return done({ branchId, measureId: measure.id });
});

/** Says that a measure is done, when and with what result (K12). */
export const completeMeasure = command("measure.complete", async (viewer, tx, input: MeasureResultInput) => {
  const measure = await tx.consolidationMeasure.findFirst({
    where: { id: input.measureId, AND: visibleOfBranches(viewer), voidedAt: null },
    select: { branchId: true, startedOn: true },
  });
  const branch = measure && (await writableBranch(viewer, tx, measure.branchId));
  if (!measure || !branch) return refuse("measure_not_found");
  if (input.doneOn > today()) return refuse("date_in_future", { fields: ["doneOn"] });
  if (input.doneOn < fromDatabase(measure.startedOn)) return refuse("done_before_start");
  const changed = await tx.consolidationMeasure.updateMany({
    where: { id: input.measureId, version: input.version, doneOn: null, AND: visibleOfBranches(viewer) },
    data: {
      doneOn: toDatabase(input.doneOn),
      result: input.result,
      ratingAfter: input.ratingAfter,
      doneRecordedAt: new Date(),
      version: { increment: 1 },
    },
  });
  if (changed.count === 0) {
    const theirs = await tx.consolidationMeasure.findFirst({
      where: { id: input.measureId, AND: visibleOfBranches(viewer) },
      select: { doneOn: true, result: true },
    });
    return refuse("measure_changed_meanwhile", {
      doneOn: theirs?.doneOn ? fromDatabase(theirs.doneOn) : null,
      result: theirs?.result ?? null,
    });
  }
  return done({ branchId: branch.id });
});
