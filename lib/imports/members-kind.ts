import "server-only";
import { type Viewer, visibleOfPeople, visiblePersons } from "@/lib/access/policy";
import { holdBranches } from "@/lib/branches/commands";
import { decrypt, encrypt, keyedHashes } from "@/lib/crypto/cipher";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, fromDatabase, latest, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { Education, Gender } from "@/lib/generated/prisma/enums";
import { formatValue } from "@/lib/imports/cells";
import {
  type CellNotice,
  FIELDS,
  type ImportContext,
  type Json,
  type Kind,
  type PlannedRow,
  type RowValues,
} from "@/lib/imports/fields";
import {
  areaLookup,
  branchLookup,
  type KnownBranch,
  kept,
  type Lookup,
  type Memory,
  NOT_IN_SIGHT,
  Objections,
  partialOf,
  ruleSetsOf,
  textOf,
  theOne,
} from "@/lib/imports/lookups";
import { explainWarning } from "@/lib/members/labels";
import { isLevelAbove, keepsMembers, keptRows } from "@/lib/members/policy";
import {
  admissionFindings,
  birthOf,
  couldBeSame,
  decidesAlone,
  isImpossibleBirth,
  livesOnFrom,
  looksLegacyEncoded,
  needsGuardianConsent,
} from "@/lib/members/rules";
import { IDENTITY_DOUBTS } from "@/lib/sensitive/labels";
import { ethnicGroups, identityPlace } from "@/lib/sensitive/queries";
import { identityDoubts } from "@/lib/sensitive/rules";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey } from "@/lib/text/sort-key";

/** What a row says of somebody; null for what it does not say. */
type Facts = {
  fullName: string | null;
  gender: Gender | null;
  birth: PartialDate | null;
  phone: string | null;
  areaId: string | null;
  education: Education | null;
  occupation: string | null;
};

type Sensitive = { ethnicity?: string; religion?: string; partyMember?: boolean; identity?: string };

/** What `write` carries out, as it lies in the plan; what is sensitive is sealed in it. */
type Write = {
  personId: string;
  /** Somebody without a record, registered through this organisation. */
  register: { branchId: string; facts: Facts; looksKnown: boolean } | null;
  /** What a further row adds to somebody whom an earlier one registers. */
  more: Partial<Facts> | null;
  /** Facts that change in a record, as it was when it was read. */
  changes: { version: number; facts: Partial<Facts> } | null;
  /** Written into the register, or proposed where only the level above may. */
  membership: {
    id: string;
    branchId: string;
    validFrom: PlainDate;
    joined: PartialDate | null;
    cardNumber: string | null;
    isProposal: boolean;
  } | null;
  /** A membership that stands, written anew with what the file adds to it. */
  renewal: { id: string; newId: string; joined: PartialDate | null; cardNumber: string | null } | null;
  sensitive: { sealed: string; version: number } | null;
};

const PERSON_FACTS = {
  ...{ id: true, fullName: true, searchKey: true, gender: true, birthDate: true, birthPrecision: true },
  ...{ phone: true, areaId: true, education: true, occupation: true, version: true },
} as const;

type Known = Awaited<ReturnType<typeof knownPersons>>[number];

/** Records in sight that rows name by their code or by their name, with what they are members of. */
async function knownPersons(viewer: Viewer, tx: Tx, ids: readonly string[], keys: readonly string[]) {
  const rows = await tx.person.findMany({
    where: {
      AND: [visiblePersons(viewer), { OR: [{ id: { in: [...ids] } }, { searchKey: { in: [...keys] } }] }],
    },
    orderBy: { id: "asc" },
    select: {
      ...PERSON_FACTS,
      memberships: {
        where: { AND: visibleOfPeople(viewer), voidedAt: null },
        orderBy: [{ validFrom: "asc" }, { id: "asc" }],
        select: {
          ...{ id: true, branchId: true, line: true, validFrom: true, validTo: true },
          ...{ joinedOn: true, joinedPrecision: true, cardNumber: true, endKind: true },
        },
      },
      admissions: {
        where: { AND: visibleOfPeople(viewer), state: "proposed" },
        select: { branchId: true },
      },
    },
  });
  return rows.map(({ birthDate, birthPrecision, memberships, admissions, ...person }) => ({
    ...person,
    birth: birthOf(birthDate && fromDatabase(birthDate), birthPrecision),
    proposedTo: admissions.map(({ branchId }) => branchId),
    memberships: memberships.map(({ joinedOn, joinedPrecision, validFrom, validTo, ...membership }) => ({
      ...membership,
      validFrom: fromDatabase(validFrom),
      validTo: validTo && fromDatabase(validTo),
      joined: birthOf(joinedOn && fromDatabase(joinedOn), joinedPrecision),
    })),
  }));
}

type Row = { number: number; values: RowValues; createdId?: string };
type Places = { branches: Lookup<KnownBranch>; areas: Awaited<ReturnType<typeof areaLookup>> };
type Draft = {
  row: Row;
  objections: Objections;
  notices: CellNotice[];
  facts: Facts;
  id: string | null;
  branch: KnownBranch | null;
  /** Organisations an exported list joins in one cell. */
  named: KnownBranch[];
  sensitive: Sensitive;
};

/**
 * Members: somebody with a record, by code or by name and birth, or somebody new; on the register of an organisation from a
 * day on. Judged like an admission by hand (V01–V05, V14–V16, V33): too young or too old on the day of joining is an error,
 * what is only a warning there is a notice here. Where the level above approves, a secretary's rows become proposals.
 */
async function plan(
  viewer: Viewer,
  tx: Tx,
  context: ImportContext,
  rows: readonly Row[],
  memory: Memory,
): Promise<PlannedRow[]> {
  const places = {
    branches: await branchLookup(viewer, tx, memory),
    areas: await areaLookup(viewer, tx, memory),
  };
  const groups = new Map(
    (await ethnicGroups(viewer, tx)).flatMap(({ code, label }) => [
      [code, code],
      [searchKey(label), code],
    ]),
  );
  const drafts = rows.map((row) => draftOf(context, row, places, groups));
  const ids = drafts.flatMap(({ id }) => id ?? []);
  const keys = drafts.flatMap(({ id, facts }) => (id || !facts.fullName ? [] : searchKey(facts.fullName)));
  const persons = await knownPersons(viewer, tx, ids, keys);
  const found = drafts.map((draft) => matchOf(draft, persons));
  const matched = found.flatMap((person) => person?.id ?? []);
  const evidence: Evidence = {
    ...places,
    keeps: await keptPersons(viewer, tx, matched),
    elsewhere: await knownElsewhere(
      tx,
      drafts.filter((_, index) => !found[index]),
    ),
    inACell: await inACell(tx, drafts, found),
    consented: await consentedFor(viewer, tx, matched),
    sensitive: await sensitiveStates(tx, drafts, found),
    taken: await takenNumbers(tx, drafts, found, memory),
    rules: {
      union: await ruleSetsOf(tx, memory, "union"),
      association: await ruleSetsOf(tx, memory, "association"),
    },
  };
  return drafts.map((draft, index) => decide(viewer, draft, found[index] ?? null, evidence, memory));
}

type Evidence = Places & {
  keeps: ReadonlySet<string>;
  elsewhere: ReadonlySet<number>;
  inACell: ReadonlySet<number>;
  consented: ReadonlySet<string>;
  sensitive: ReadonlyMap<string, SensitiveState>;
  taken: ReadonlyMap<number, string>;
  rules: Record<"union" | "association", Awaited<ReturnType<typeof ruleSetsOf>>>;
};

function draftOf(
  context: ImportContext,
  row: Row,
  { branches, areas }: Places,
  groups: ReadonlyMap<string, string>,
): Draft {
  const { values } = row;
  const objections = new Objections();
  const place = textOf(values, "area");
  const area = place && theOne(objections, "area", place, areas.named(place), ({ label }) => label);
  const draft: Draft = {
    ...{ row, objections, notices: [], id: textOf(values, "id"), branch: null, named: [] },
    facts: {
      fullName: textOf(values, "fullName"),
      // Codes of the fields' own lists: nothing else comes out of a choice.
      gender: textOf(values, "gender") as Gender | null,
      birth: partialOf(values, "birth"),
      phone: textOf(values, "phone"),
      areaId: area ? area.id : null,
      education: textOf(values, "education") as Education | null,
      occupation: textOf(values, "occupation"),
    },
    sensitive: sensitiveOf(values, groups, objections),
  };
  const text = textOf(values, "branch");
  const chosen = context.branchId ? branches.byId(context.branchId) : undefined;
  if (context.branchId && !chosen)
    objections.error("branch", "Không tìm thấy tổ chức đã chọn trong phạm vi của bạn");
  const mine = (branch: KnownBranch) => !context.unitId || branch.unitId === context.unitId;
  for (const part of text?.split(";") ?? []) {
    if (!part.trim()) continue;
    const candidates = branches.named(part).filter(mine);
    const living = candidates.filter(({ lives }) => lives.some(({ validTo }) => validTo === null));
    // An organisation named like one that ended is the living one; the chosen one is meant where names are alike.
    const narrowed = living.length > 0 ? living : candidates;
    const one =
      chosen && narrowed.includes(chosen)
        ? chosen
        : theOne(objections, "branch", part.trim(), narrowed, ({ name }) => name);
    if (one) draft.named.push(one);
  }
  draft.branch = chosen ?? (draft.named.length === 1 ? (draft.named[0] ?? null) : null);
  if (chosen && draft.named.length > 0 && !draft.named.includes(chosen)) {
    objections.error(
      "branch",
      `Dòng này ghi “${text}”, khác tổ chức đã chọn (${chosen.name}). Bỏ dòng này hoặc nhập riêng`,
    );
  }
  const line = textOf(values, "line");
  if (draft.branch && line && !line.includes(";") && line !== draft.branch.line) {
    objections.error(
      "line",
      `“${draft.branch.name}” là tổ chức ${draft.branch.line === "union" ? "Đoàn" : "Hội"}. Xem lại cột Đoàn, Hội`,
    );
  }
  if (draft.facts.birth && isImpossibleBirth(draft.facts.birth, today())) {
    objections.error(
      "birth",
      `Ngày sinh ${formatPartialDate(draft.facts.birth)} không thể đúng. Xem lại năm sinh`,
    );
  }
  if (looksLegacyEncoded(`${draft.facts.fullName ?? ""} ${draft.facts.occupation ?? ""}`)) {
    draft.notices.push({
      field: "fullName",
      message: explainWarning({ rule: "V33", finding: "legacy_letters" }),
    });
  }
  return draft;
}

function sensitiveOf(
  values: RowValues,
  groups: ReadonlyMap<string, string>,
  objections: Objections,
): Sensitive {
  const ethnicity = textOf(values, "ethnicity");
  const group = ethnicity && (groups.get(ethnicity) ?? groups.get(searchKey(ethnicity)));
  if (ethnicity && !group)
    objections.error("ethnicity", `“${ethnicity}” không có trong danh mục 54 dân tộc. Xem lại tên dân tộc`);
  const religion = textOf(values, "religion");
  const identity = textOf(values, "identity");
  const party = values.partyMember;
  return {
    ...(group && { ethnicity: group }),
    ...(religion && { religion }),
    ...(typeof party === "boolean" && { partyMember: party }),
    ...(identity && { identity }),
  };
}

/** Whose record a row means; a second candidate is never guessed away. */
function matchOf(
  { id, facts, objections, notices, branch, row }: Draft,
  persons: readonly Known[],
): Known | null {
  if (id) {
    const known = persons.find((person) => person.id === id);
    if (!known) objections.error("id", NOT_IN_SIGHT);
    return known ?? null;
  }
  const { fullName, birth } = facts;
  if (!fullName) return null;
  const key = searchKey(fullName);
  const alike = persons.filter((person) => couldBeSame(person, { searchKey: key, birth, areaId: null }));
  const same = alike.filter((person) => birth && isSameBirth(person.birth, birth));
  const here = alike.filter(
    (person) =>
      branch && person.memberships.some(({ branchId, validTo }) => branchId === branch.id && !validTo),
  );
  const isHere = (person: Known) => here.includes(person);
  // Somebody born that very day elsewhere, and somebody here who could be born then, are two.
  const candidates =
    same.length === 0
      ? here
      : same.length > 1 || same.some(isHere)
        ? same.filter(isHere)
        : [...same, ...here];
  const [only] = candidates;
  if (only && candidates.length === 1) {
    if (birth && birth.precision !== "day" && !isHere(only)) {
      notices.push({
        field: "fullName",
        message: `Khớp hồ sơ đã có theo họ tên và ${formatPartialDate(birth)}. Nếu là người khác, ghi đủ ngày sinh`,
      });
    }
    return only;
  }
  if (alike.length > 0) {
    const of = alike
      .slice(0, 3)
      .map((person) => (person.birth ? formatPartialDate(person.birth) : "chưa rõ ngày sinh"));
    objections.conflict(
      "fullName",
      `Đã có ${alike.length} hồ sơ trùng họ tên (sinh ${of.join(", ")}). Thêm cột “Mã (không sửa)” của người đúng, hoặc ghi đủ ngày sinh (dòng ${row.number})`,
    );
  }
  return null;
}

const isSameBirth = (one: PartialDate | null, other: PartialDate) =>
  one !== null && one.date === other.date && one.precision === other.precision;

/** Whose records the viewer corrects: whoever keeps an organisation they are in, or only ever were. */
async function keptPersons(viewer: Viewer, tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const mine = keptRows(viewer);
  const memberships = await tx.membership.findMany({
    where: { AND: [visibleOfPeople(viewer), mine], personId: { in: [...ids] }, voidedAt: null },
    select: { personId: true, endKind: true },
  });
  const scopes = await tx.personScope.findMany({
    where: { AND: mine, personId: { in: [...ids] } },
    select: { personId: true },
  });
  const with_ = new Set(memberships.map(({ personId }) => personId));
  return new Set([
    ...memberships.filter(({ endKind }) => endKind !== "transferred_out").map(({ personId }) => personId),
    ...scopes.filter(({ personId }) => !with_.has(personId)).map(({ personId }) => personId),
  ]);
}

/** Rows whose person looks like somebody out of sight (V16): yes or no, never who. */
async function knownElsewhere(tx: Tx, drafts: readonly Draft[]): Promise<ReadonlySet<number>> {
  const asked = drafts.flatMap(({ row, facts: { fullName, birth, areaId } }) =>
    fullName && birth ? [{ row: row.number, key: searchKey(fullName), birth: birth.date, area: areaId }] : [],
  );
  const known = await tx.$queryRaw<{ row: number }[]>`
    select p.row from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as p ("row" int, key text, birth date, area uuid)
    where access.person_known(p.key, p.birth, p.area)`;
  return new Set(known.map(({ row }) => row));
}

/** V14: rows whose person is in some chi đoàn from the day on; which one is never said. */
async function inACell(
  tx: Tx,
  drafts: readonly Draft[],
  found: readonly (Known | null)[],
): Promise<ReadonlySet<number>> {
  const asked = drafts.flatMap(({ row, branch }, index) => {
    const person = found[index];
    const isHere = person?.memberships.some(({ branchId, validTo }) => branchId === branch?.id && !validTo);
    return person && branch?.line === "union" && !isHere
      ? [{ row: row.number, person: person.id, from: startOf(row.values, branch).validFrom ?? today() }]
      : [];
  });
  const taken = await tx.$queryRaw<{ row: number }[]>`
    select p.row from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as p ("row" int, person uuid, "from" date)
    where access.in_a_cell(p.person, p."from", null)`;
  return new Set(taken.map(({ row }) => row));
}

/** V32: persons of whom a parent's or guardian's consent is on record. */
async function consentedFor(viewer: Viewer, tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const bases = await tx.privacyBasis.findMany({
    where: {
      ...{ personId: { in: [...ids] }, guardianName: { not: null }, endedOn: null },
      person: visiblePersons(viewer),
    },
    select: { personId: true },
  });
  return new Set(bases.map(({ personId }) => personId));
}

type SensitiveState = {
  canWrite: boolean;
  version: number;
  ethnicity: boolean;
  religion: boolean;
  partyMember: boolean;
  identityTail: string | null;
};

/** Which sensitive fields of the rows' persons are filled in; no value leaves the database. */
async function sensitiveStates(tx: Tx, drafts: readonly Draft[], found: readonly (Known | null)[]) {
  const ids = drafts.flatMap(({ sensitive }, index) =>
    Object.keys(sensitive).length > 0 ? (found[index]?.id ?? []) : [],
  );
  const states = await tx.$queryRaw<{ id: string; state: SensitiveState | null }[]>`
    select p.id, access.sensitive_state(p.id) as state from unnest(${ids}::uuid[]) as p (id)`;
  return new Map(states.flatMap(({ id, state }) => (state ? [[id, state] as const] : [])));
}

/** V15: rows whose identity number an earlier row or another record has, and what to say; whose it is is never said. */
async function takenNumbers(
  tx: Tx,
  drafts: readonly Draft[],
  found: readonly (Known | null)[],
  memory: Memory,
): Promise<ReadonlyMap<number, string>> {
  const numbers = kept<{ row: number; whose: string }>(memory, "identity numbers");
  const taken = new Map<number, string>();
  const asked: { row: number; branch: string; person: string | null; hashes: string[] }[] = [];
  for (const [index, { row, sensitive, branch, facts }] of drafts.entries()) {
    const hashes = sensitive.identity
      ? keyedHashes(sensitive.identity).map((hash) => hash.toString("hex"))
      : [];
    const [key] = hashes;
    if (!key) continue;
    const person = found[index] ?? null;
    const whose = nameAndBirth(facts);
    const first = numbers.get(key) ?? { row: row.number, whose };
    numbers.set(key, first);
    if (first.whose !== whose)
      taken.set(row.number, `Trùng số định danh với dòng ${first.row}. Một số chỉ thuộc một người`);
    const through = branch?.id ?? person?.memberships.at(-1)?.branchId;
    if (through) asked.push({ row: row.number, branch: through, person: person?.id ?? null, hashes });
  }
  const known = await tx.$queryRaw<{ row: number }[]>`
    select p.row from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as p ("row" int, branch uuid, person uuid, hashes text[])
    where access.identity_known(p.branch, p.person, (select array_agg(decode(h, 'hex')) from unnest(p.hashes) as h))`;
  for (const { row } of known) {
    taken.set(
      row,
      "Số định danh này đã có ở một hồ sơ khác trong tỉnh (V15). Xem lại số, hoặc bỏ trống để xác minh sau",
    );
  }
  return taken;
}

/**
 * From when a row's membership runs: the day it says; without one the day of joining, but not before the organisation
 * began. A year alone is taken by its last day, so that nobody is a member before they were.
 */
function startOf(
  values: RowValues,
  branch: KnownBranch,
): { validFrom: PlainDate | null; notice: string | null } {
  const said = textOf(values, "validFrom");
  if (said && !said.includes(";")) return { validFrom: said, notice: null };
  const joined = partialOf(values, "joined");
  if (!joined) return { validFrom: null, notice: null };
  const life = branch.lives.find(({ validTo }) => validTo === null)?.validFrom ?? branch.establishedOn;
  // A year that is not over yet ends today.
  const surely = joined.date <= today() && latest(joined) > today() ? today() : latest(joined);
  const validFrom = [surely, life].sort()[1] ?? life;
  return {
    validFrom,
    notice:
      joined.precision === "day" && validFrom === joined.date
        ? null
        : `Không có ngày về tổ chức: tính từ ${formatDate(validFrom)}${validFrom === life ? ", ngày tổ chức bắt đầu" : ""}`,
  };
}

function decide(
  viewer: Viewer,
  draft: Draft,
  person: Known | null,
  facts: Evidence,
  memory: Memory,
): PlannedRow {
  const { objections, row, branch, notices } = draft;
  const { values } = row;
  const early = objections.outcome();
  if (early) return early;
  const taken = facts.taken.get(row.number);
  if (taken) objections.conflict("identity", taken);

  const membership = branch && standingIn(person, branch.id);
  const isOnRecord =
    (branch !== null && membership !== undefined && membership !== null) ||
    (person !== null && branch !== null && person.proposedTo.includes(branch.id)) ||
    (person !== null && draft.named.length > 1 && draft.named.every(({ id }) => standingIn(person, id)));
  if (!person) needed(draft);
  if (!branch && !isOnRecord && (!person || draft.named.length > 1)) {
    objections.error("branch", "Ghi tổ chức của người này: cột “Tổ chức”, hoặc chọn tổ chức khi tải tệp lên");
  }
  const earlier = earlierRow(draft, person, memory);
  againstEarlier(draft, person, earlier, memory);
  if (person && !branch) againstSeveral(draft, person);
  const joining = branch && !isOnRecord ? judged(viewer, draft, branch, person, facts) : null;
  const renewal = membership ? renewalOf(values, membership, objections) : null;
  // As the record will be once the earlier row of the same file is written.
  const known = person && {
    ...{ ...person, ...earlier?.changes },
    fullName: earlier?.changes.fullName ?? person.fullName,
  };
  const changes = known ? changesOf(draft, known) : {};
  if (person && Object.keys(changes).length > 0 && !facts.keeps.has(person.id)) {
    objections.error("id", "Hồ sơ người này do tổ chức khác giữ, bạn xem được nhưng không sửa được");
  }
  const sensitive = newlySensitive(draft, person, earlier, facts, objections);
  if (!person && facts.elsewhere.has(row.number)) {
    notices.push({
      field: "fullName",
      message: "Có hồ sơ trùng ở nơi khác; cấp trên chung sẽ xác minh (V16)",
    });
  }
  const wrong = objections.outcome();
  if (wrong) return wrong;

  const personId = person?.id ?? earlier?.personId ?? newId();
  const isNew = !person || earlier?.isNew === true || row.createdId === personId;
  remember(draft, { personId, isNew, changes, sensitive: sensitive.values }, memory);
  const write: Write = {
    personId,
    register:
      person || earlier || !branch
        ? null
        : { branchId: branch.id, facts: draft.facts, looksKnown: facts.elsewhere.has(row.number) },
    more: !person && earlier ? addedTo(earlier.facts, draft.facts) : null,
    changes: person && Object.keys(changes).length > 0 ? { version: person.version, facts: changes } : null,
    membership: joining && branch ? { id: newId(), branchId: branch.id, ...joining } : null,
    renewal,
    sensitive:
      Object.keys(sensitive.values).length > 0
        ? {
            sealed: encrypt(JSON.stringify(sensitive.values), sealPlace(personId)),
            version: sensitive.version,
          }
        : null,
  };
  const told = notices.length > 0 && { notices };
  // Registered by an earlier row of this very file, maybe in a batch before: still what the check promised.
  if (!known || isNew) return { outcome: "create", targetId: personId, write: asJson(write), ...told };
  const changed = shownChanges(known, changes, write, membership ?? null, branch, facts.areas);
  return changed.length === 0
    ? { outcome: "identical", targetId: personId, ...told }
    : { outcome: "update", targetId: personId, changes: changed, write: asJson(write), ...told };
}

const asJson = (write: Write): Json => JSON.parse(JSON.stringify(write)) as Json;
const sealPlace = (personId: string) => `import/person_sensitive/${personId}`;
const standingIn = (person: Known | null, branchId: string) =>
  person?.memberships.find((membership) => membership.branchId === branchId && membership.validTo === null);

/** What somebody new cannot be without, as in the form. */
function needed({ facts, objections }: Draft): void {
  if (!facts.fullName) objections.error("fullName", "Ghi họ và tên");
  if (!facts.birth) objections.error("birth", "Ghi ngày sinh; chỉ biết năm thì ghi năm, ví dụ 1990");
  if (!facts.gender) objections.error("gender", "Ghi giới tính: Nam hoặc Nữ");
}

/** What the file said of somebody so far. */
type Earlier = {
  row: number;
  personId: string;
  lines: string[];
  /** Registered by the file itself. */
  isNew: boolean;
  facts: Facts;
  changes: Partial<Facts>;
  sensitive: Sensitive;
};

const nameAndBirth = ({ fullName, birth }: Facts): string =>
  `${searchKey(fullName ?? "")}|${birth?.date}|${birth?.precision}`;

const earlierRow = ({ facts }: Draft, person: Known | null, memory: Memory): Earlier | undefined =>
  kept<Earlier>(memory, "members").get(person?.id ?? nameAndBirth(facts));

/** Facts that two rows of one person may both say, with the column each stands in. */
const TWICE_SAID = [
  ["gender", "gender"],
  ["phone", "phone"],
  ["areaId", "area"],
  ["education", "education"],
  ["occupation", "occupation"],
] as const;

/** The same person on another row: of the other line it is one record, otherwise one row too many. */
function againstEarlier(
  draft: Draft,
  person: Known | null,
  earlier: Earlier | undefined,
  memory: Memory,
): void {
  const { facts, objections, notices, branch } = draft;
  const line = branch?.line ?? "";
  if (!earlier) {
    const key = searchKey(facts.fullName ?? "");
    const alike = person
      ? undefined
      : kept<Earlier[]>(memory, "members by name")
          .get(key)
          ?.find(({ facts: { birth } }) =>
            couldBeSame({ searchKey: key, birth, areaId: null }, { searchKey: key, ...facts, areaId: null }),
          );
    if (alike) {
      objections.conflict(
        "birth",
        `Có thể là người ở dòng ${alike.row} (sinh ${alike.facts.birth ? formatPartialDate(alike.facts.birth) : "chưa rõ"}). Ghi đủ ngày sinh ở cả hai dòng, hoặc bỏ một dòng`,
      );
    }
    return;
  }
  if (earlier.lines.includes(line) || line === "") {
    const isSure = person !== null || facts.birth?.precision === "day";
    objections.conflict(
      "fullName",
      `Trùng với dòng ${earlier.row}: cùng họ tên, ngày sinh. Bỏ một dòng${isSure ? "" : "; nếu là hai người, ghi đủ ngày sinh"}`,
    );
    return;
  }
  for (const [fact, field] of TWICE_SAID) {
    if (facts[fact] && earlier.facts[fact] && facts[fact] !== earlier.facts[fact])
      objections.conflict(
        field,
        `Dòng ${earlier.row} ghi khác về cùng người này. Sửa cho hai dòng giống nhau`,
      );
  }
  if (!person && facts.birth?.precision !== "day") {
    notices.push({
      field: "fullName",
      message: `Coi là cùng một người với dòng ${earlier.row}. Nếu là hai người, ghi đủ ngày sinh`,
    });
  }
}

/** One cell for several organisations says what is on record of them, and changes nothing there. */
function againstSeveral({ named, row: { values }, objections }: Draft, person: Known): void {
  const standing = named.flatMap(({ id }) => standingIn(person, id) ?? []);
  if (named.length < 2 || standing.length < named.length) return;
  const advice = "Người này ở nhiều tổ chức: ghi mỗi tổ chức một dòng rồi nhập lại";
  const days = textOf(values, "validFrom")?.split(";") ?? [];
  if (days.some((day) => !standing.some(({ validFrom }) => validFrom === day)))
    objections.conflict("validFrom", `Khác ngày trong sổ. ${advice}`);
  const card = textOf(values, "cardNumber");
  if (card && !standing.some(({ cardNumber }) => cardNumber === card))
    objections.conflict("cardNumber", `Khác số thẻ trong sổ. ${advice}`);
  const joined = partialOf(values, "joined");
  const isJoined = (membership: Known["memberships"][number]) =>
    joined !== null &&
    (isSameBirth(membership.joined, joined) ||
      (!membership.joined && isSameDay(joined, membership.validFrom)));
  if (joined && !standing.some(isJoined))
    objections.conflict("joined", `Khác ngày vào Đoàn, Hội trong sổ. ${advice}`);
}

/** What a row says of somebody and an earlier row left open. */
const addedTo = (earlier: Facts, facts: Facts): Partial<Facts> =>
  // Each value under the name of its own fact; Object.fromEntries forgets which belongs to which.
  Object.fromEntries(
    TWICE_SAID.flatMap(([fact]) => (facts[fact] && !earlier[fact] ? [[fact, facts[fact]]] : [])),
  ) as Partial<Facts>;

function remember(
  draft: Draft,
  now: Pick<Earlier, "personId" | "isNew" | "changes" | "sensitive">,
  memory: Memory,
): void {
  const rows = kept<Earlier>(memory, "members");
  const before = rows.get(now.personId);
  const { facts } = draft;
  const all: Earlier = {
    ...{ row: before?.row ?? draft.row.number, personId: now.personId, isNew: now.isNew },
    lines: [...(before?.lines ?? []), draft.branch?.line ?? ""],
    facts: before ? { ...before.facts, ...addedTo(before.facts, facts) } : facts,
    changes: { ...before?.changes, ...now.changes },
    sensitive: { ...before?.sensitive, ...now.sensitive },
  };
  rows.set(now.personId, all);
  rows.set(nameAndBirth(facts), all);
  if (before) return;
  const byName = kept<Earlier[]>(memory, "members by name");
  const key = searchKey(facts.fullName ?? "");
  byName.set(key, [...(byName.get(key) ?? []), all]);
}

/** V01–V05, V14, V26 on a membership that would begin, and whether it is written or only proposed. */
function judged(viewer: Viewer, draft: Draft, branch: KnownBranch, person: Known | null, facts: Evidence) {
  const { objections, notices, row } = draft;
  const joined = partialOf(row.values, "joined");
  const { validFrom, notice } = startOf(row.values, branch);
  if (!keepsMembers(viewer, branch)) {
    objections.error("branch", `“${branch.name}” không thuộc phạm vi cập nhật của bạn`);
    return null;
  }
  if (!validFrom) {
    objections.error("validFrom", "Ghi ngày vào Đoàn, Hội hoặc ngày bắt đầu sinh hoạt ở tổ chức này");
    return null;
  }
  if (notice) notices.push({ field: "validFrom", message: notice });
  if (validFrom > today()) objections.error("validFrom", "Ngày này chưa tới. Xem lại năm");
  else if (!livesOnFrom(branch.lives, validFrom)) {
    objections.error(
      "validFrom",
      `“${branch.name}” không hoạt động từ ngày ${formatDate(validFrom)}. Xem lại ngày, hoặc tổ chức`,
    );
  }
  if (joined && joined.date > validFrom)
    objections.error("joined", "Ngày vào Đoàn, Hội sau ngày về tổ chức. Xem lại hai ngày");
  if (person?.memberships.some(({ endKind }) => endKind === "deceased"))
    objections.conflict("fullName", "Người này đã ghi là qua đời. Xem lại, hoặc bỏ dòng này");
  // Of an earlier time here V14 would say that it is of another chi đoàn.
  const earlier = person?.memberships.find(
    ({ branchId, validTo }) => branchId === branch.id && validTo !== null && validTo > validFrom,
  );
  if (earlier?.validTo) {
    objections.conflict(
      "validFrom",
      `Trong sổ người này đã thôi sinh hoạt ở “${branch.name}” từ ${formatDate(earlier.validTo)}. Nếu trở lại, ghi ngày trở lại`,
    );
  } else if (facts.inACell.has(row.number)) {
    objections.conflict(
      "branch",
      "Người này đang là đoàn viên của một chi đoàn khác (V14). Làm thủ tục chuyển sinh hoạt thay vì nhập",
    );
  }
  const birth = draft.facts.birth ?? person?.birth ?? null;
  if (
    needsGuardianConsent(birth, validFrom, facts.rules[branch.line](validFrom)) &&
    !(person && facts.consented.has(person.id))
  ) {
    objections.error(
      "birth",
      "Chưa đủ tuổi tự quyết: phải có cha mẹ hoặc người giám hộ đồng ý (V32). Lập hồ sơ ở màn hình Kết nạp, ghi sự đồng ý rồi nhập",
    );
  }
  const candidate = {
    birth,
    education: draft.facts.education ?? person?.education ?? null,
  };
  // Somebody on the register was admitted on the day of joining; where that is unknown nobody can say they were too old.
  const admittedOn = joined ? latest(joined) : validFrom;
  for (const finding of admissionFindings(candidate, admittedOn, facts.rules[branch.line](admittedOn))) {
    const isTooOld = finding.rule === "V02";
    const message = explainWarning(finding);
    if (finding.stops && !(isTooOld && joined?.precision !== "day")) {
      objections.error("birth", `${message} Xem lại ngày sinh, ngày vào Đoàn, Hội (${finding.rule})`);
    } else notices.push({ field: "birth", message: `${message} (${finding.rule})` });
  }
  // A consent is written on a record that is there before: nobody so young comes in from a file.
  if (needsGuardianConsent(candidate.birth, validFrom, facts.rules[branch.line](validFrom))) {
    objections.error(
      "birth",
      "Chưa đủ 16 tuổi: cần sự đồng ý của cha mẹ hoặc người giám hộ. Kết nạp từng người ở màn hình Kết nạp (V32)",
    );
  }
  const cardNumber = textOf(row.values, "cardNumber");
  const isProposal = !(isLevelAbove(viewer, branch) || decidesAlone(branch.kind));
  if (isProposal) {
    notices.push({ field: "branch", message: "Thành đề nghị kết nạp, chờ cấp trên chuẩn y" });
    if (cardNumber)
      notices.push({
        field: "cardNumber",
        message: "Số thẻ không đi theo đề nghị. Được chuẩn y rồi thì nhập lại tệp này",
      });
  }
  return {
    validFrom,
    joined: joined && isSameDay(joined, validFrom) ? null : joined,
    cardNumber,
    isProposal,
  };
}

const isSameDay = ({ date, precision }: PartialDate, day: PlainDate) => precision === "day" && date === day;

/** What the file adds to a membership on record; another first day is a correction for a person to make. */
function renewalOf(
  values: RowValues,
  standing: Known["memberships"][number],
  objections: Objections,
): Write["renewal"] {
  const said = textOf(values, "validFrom");
  if (said && !said.split(";").includes(standing.validFrom)) {
    objections.conflict(
      "validFrom",
      `Trong sổ là từ ngày ${formatDate(standing.validFrom)}. Nếu sai, sửa trên trang của người này`,
    );
  }
  const joined = partialOf(values, "joined");
  const cardNumber = textOf(values, "cardNumber");
  const addsJoined =
    joined !== null && !isSameDay(joined, standing.validFrom) && !isSameBirth(standing.joined, joined);
  if (addsJoined && joined.date > standing.validFrom) {
    objections.error("joined", "Ngày vào Đoàn, Hội sau ngày về tổ chức. Xem lại ngày");
  }
  const addsCard = cardNumber !== null && cardNumber !== standing.cardNumber;
  return addsJoined || addsCard
    ? {
        id: standing.id,
        newId: newId(),
        joined: addsJoined ? joined : standing.joined,
        cardNumber: cardNumber ?? standing.cardNumber,
      }
    : null;
}

/** What of a record changes. A name found by itself keeps its spelling; a birth date only becomes more exact. */
function changesOf({ facts, id }: Draft, person: Known): Partial<Facts> {
  const changes: Partial<Facts> = {};
  if (id && facts.fullName && facts.fullName !== person.fullName) changes.fullName = facts.fullName;
  if (facts.birth && !isSameBirth(person.birth, facts.birth)) {
    if (id || !person.birth || RANK[facts.birth.precision] > RANK[person.birth.precision])
      changes.birth = facts.birth;
  }
  if (facts.gender && facts.gender !== person.gender) changes.gender = facts.gender;
  if (facts.phone && facts.phone !== person.phone) changes.phone = facts.phone;
  if (facts.areaId && facts.areaId !== person.areaId) changes.areaId = facts.areaId;
  if (facts.education && facts.education !== person.education) changes.education = facts.education;
  if (facts.occupation && facts.occupation !== person.occupation) changes.occupation = facts.occupation;
  return changes;
}

const RANK = { year: 0, month: 1, day: 2 } as const;

/** Only what is not on record yet is written; a number that differs from the record's is a contradiction (V15). */
function newlySensitive(
  draft: Draft,
  person: Known | null,
  earlier: Earlier | undefined,
  facts: Evidence,
  objections: Objections,
) {
  const state = person ? facts.sensitive.get(person.id) : undefined;
  const values: Sensitive = {};
  const { sensitive } = draft;
  if (Object.keys(sensitive).length === 0) return { values, version: 0 };
  if (person && !state?.canWrite) {
    objections.error("identity", "Bạn không cập nhật thông tin nhạy cảm của người này. Bỏ các cột đó");
    return { values, version: 0 };
  }
  const said = earlier?.sensitive ?? {};
  for (const field of ["ethnicity", "religion", "partyMember", "identity"] as const) {
    if (said[field] !== undefined && sensitive[field] !== undefined && said[field] !== sensitive[field])
      objections.conflict(
        field,
        `Dòng ${earlier?.row} ghi khác về cùng người này. Sửa cho hai dòng giống nhau`,
      );
  }
  for (const field of ["ethnicity", "religion", "partyMember"] as const) {
    if (sensitive[field] === undefined || said[field] !== undefined) continue;
    // Nobody is told here what is on record, so that a file cannot be used to ask.
    if (state?.[field])
      draft.notices.push({
        field,
        message: "Hồ sơ đã có mục này nên giữ nguyên. Nếu sai, sửa trên trang của người này",
      });
    else Object.assign(values, { [field]: sensitive[field] });
  }
  if (sensitive.identity && said.identity === undefined) {
    const tail = state?.identityTail ?? null;
    if (tail === null) values.identity = sensitive.identity;
    else if (!sensitive.identity.endsWith(tail)) {
      objections.conflict(
        "identity",
        `Hồ sơ đã có số khác (… ${tail}). Đối chiếu rồi sửa trên trang của người này`,
      );
    }
    const birth = draft.facts.birth ?? person?.birth ?? null;
    for (const doubt of identityDoubts(sensitive.identity, {
      birth,
      gender: draft.facts.gender ?? person?.gender ?? null,
    })) {
      draft.notices.push({ field: "identity", message: IDENTITY_DOUBTS[doubt] });
    }
  }
  return { values, version: state?.version ?? 0 };
}

const typeOf = new Map(FIELDS.members.map(({ name, type }) => [name, type]));
const shown = (field: string, value: string | PartialDate | null): string => {
  const type = typeOf.get(field);
  return value === null || !type ? "" : formatValue(type, value);
};

function shownChanges(
  person: Known,
  changes: Partial<Facts>,
  write: Write,
  standing: Known["memberships"][number] | null,
  branch: KnownBranch | null,
  areas: Places["areas"],
) {
  const areaName = (id: string | null) => (id ? (areas.byId(id)?.label ?? "") : "");
  const list: { field: string; from: string; to: string }[] = [];
  // The keys of Partial<Facts>, which Object.keys forgets.
  for (const field of Object.keys(changes) as (keyof Facts)[]) {
    if (field === "areaId")
      list.push({ field: "area", from: areaName(person.areaId), to: areaName(changes.areaId ?? null) });
    else list.push({ field, from: shown(field, person[field]), to: shown(field, changes[field] ?? null) });
  }
  if (write.membership && branch) list.push({ field: "branch", from: "", to: branch.name });
  if (write.renewal && standing) {
    const { joined, cardNumber } = write.renewal;
    if (joined && !isSameBirth(standing.joined, joined))
      list.push({ field: "joined", from: shown("joined", standing.joined), to: shown("joined", joined) });
    if (cardNumber !== standing.cardNumber)
      list.push({ field: "cardNumber", from: standing.cardNumber ?? "", to: cardNumber ?? "" });
  }
  if (write.sensitive) list.push({ field: "identity", from: "", to: "bổ sung thông tin nhạy cảm" });
  return list;
}

/** Carries the plan out: one statement a table. Rules of the database hold as for a form, and what breaks one throws. */
async function write(
  viewer: Viewer,
  tx: Tx,
  _context: ImportContext,
  rows: readonly { planned: PlannedRow & { outcome: "create" | "update" } }[],
): Promise<void> {
  // Written by `plan` as exactly this.
  const writes = rows.map(({ planned }) => planned.write as unknown as Write);
  const through = writes.flatMap(({ register, membership }) => [register?.branchId, membership?.branchId]);
  await holdBranches(tx, [...new Set(through.filter((id) => id !== undefined))].sort());
  await registerPersons(viewer, tx, writes);
  await changePersons(tx, writes);
  await renewMemberships(viewer, tx, writes);
  await addMemberships(viewer, tx, writes);
  await askDuplicates(tx, writes);
  await writeSensitive(tx, writes);
}

/** V16: those who look like somebody out of sight are brought before the level above both. */
async function askDuplicates(tx: Tx, writes: readonly Write[]): Promise<void> {
  const ids = writes.flatMap(({ register, personId }) => (register?.looksKnown ? personId : []));
  await tx.$queryRaw`select access.ask_duplicates(p.id, '{}')::text from unnest(${ids}::uuid[]) as p (id)`;
}

async function registerPersons(viewer: Viewer, tx: Tx, writes: readonly Write[]): Promise<void> {
  const persons = writes.flatMap(({ personId, register }) => {
    if (!register) return [];
    const more = writes.flatMap((one) => (one.more && one.personId === personId ? one.more : []));
    const facts: Facts = Object.assign({ ...register.facts }, ...more);
    return [{ id: personId, branch: register.branchId, ...stored(facts) }];
  });
  if (persons.length === 0) return;
  const registered = await tx.$queryRaw<{ ok: boolean }[]>`
    select access.register_person(p.id, p.branch, p.full_name, p.search_key, p.sort_key, p.gender, p.birth_date,
      p.birth_precision, p.phone, p.area_id, p.education, p.occupation) as ok
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as p (id uuid, branch uuid, full_name text, search_key text,
      sort_key text, gender gender, birth_date date, birth_precision date_precision, phone text, area_id uuid,
      education education, occupation text)`;
  if (registered.some(({ ok }) => !ok)) throw new Error("An imported person was not registered");
  if (!viewer.isDemo) return;
  await tx.person.updateMany({
    where: { id: { in: persons.map(({ id }) => id) }, AND: visiblePersons(viewer) },
    data: { isDemo: true },
  });
}

/** Facts by the names of their columns; what a row does not say is left out. */
const stored = ({ fullName, gender, birth, phone, areaId, education, occupation }: Partial<Facts>) => ({
  ...(fullName && {
    full_name: fullName,
    search_key: searchKey(fullName),
    sort_key: personSortKey(fullName),
  }),
  ...(birth && { birth_date: birth.date, birth_precision: birth.precision }),
  ...{ gender, phone, area_id: areaId, education, occupation },
});

async function changePersons(tx: Tx, writes: readonly Write[]): Promise<void> {
  // Two rows of one person are one change: a record is written once a statement.
  const byPerson = new Map<string, { version: number; facts: Partial<Facts> }>();
  for (const { personId, changes: changed } of writes) {
    if (!changed) continue;
    const before = byPerson.get(personId)?.facts;
    byPerson.set(personId, { version: changed.version, facts: { ...before, ...changed.facts } });
  }
  const changes = [...byPerson].map(([id, { version, facts }]) => ({ id, version, ...stored(facts) }));
  if (changes.length === 0) return;
  const changed = await tx.$executeRaw`
    update person x set full_name = coalesce(p.full_name, x.full_name), search_key = coalesce(p.search_key, x.search_key),
      sort_key = coalesce(p.sort_key, x.sort_key), gender = coalesce(p.gender, x.gender),
      birth_date = coalesce(p.birth_date, x.birth_date), birth_precision = coalesce(p.birth_precision, x.birth_precision),
      phone = coalesce(p.phone, x.phone), area_id = coalesce(p.area_id, x.area_id),
      education = coalesce(p.education, x.education), occupation = coalesce(p.occupation, x.occupation),
      version = x.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as p (id uuid, version int, full_name text, search_key text,
      sort_key text, gender gender, birth_date date, birth_precision date_precision, phone text, area_id uuid,
      education education, occupation text)
    where x.id = p.id and x.version = p.version`;
  if (changed < changes.length)
    throw new Error("A person changed between the plan of an import and its writing");
}

async function renewMemberships(viewer: Viewer, tx: Tx, writes: readonly Write[]): Promise<void> {
  const renewals = writes.flatMap(({ renewal }) =>
    renewal
      ? [{ id: renewal.id, new_id: renewal.newId, card: renewal.cardNumber, ...joinedOf(renewal.joined) }]
      : [],
  );
  if (renewals.length === 0) return;
  const at = await moment(tx);
  const voided = await tx.membership.updateMany({
    where: { id: { in: renewals.map(({ id }) => id) }, AND: visibleOfPeople(viewer), voidedAt: null },
    data: { voidedAt: at },
  });
  if (voided.count < renewals.length)
    throw new Error("A membership changed between the plan of an import and its writing");
  await tx.$executeRaw`
    insert into membership (id, person_id, branch_id, start_kind, stays_after_thirty, is_demo, valid_from, valid_to, end_kind,
      end_reason, joined_on, joined_precision, card_number, recorded_at, recorded_by_id)
    select p.new_id, m.person_id, m.branch_id, m.start_kind, m.stays_after_thirty, m.is_demo, m.valid_from, m.valid_to, m.end_kind,
      m.end_reason, p.joined, p.precision, p.card, ${at}, ${viewer.accountId}::uuid
    from jsonb_to_recordset(${JSON.stringify(renewals)}::jsonb)
      as p (id uuid, new_id uuid, card text, joined date, precision date_precision)
    join membership m on m.id = p.id`;
}

const joinedOf = (joined: PartialDate | null) => ({
  joined: joined?.date ?? null,
  precision: joined?.precision ?? null,
});

async function moment(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<
    { at: Date }[]
  >`select date_trunc('milliseconds', clock_timestamp()) as at`;
  if (!row) throw new Error("The database tells no time");
  return row.at;
}

async function addMemberships(viewer: Viewer, tx: Tx, writes: readonly Write[]): Promise<void> {
  const begun = writes.flatMap(({ personId, membership }) =>
    membership
      ? [{ ...membership, personId, card: membership.cardNumber, ...joinedOf(membership.joined) }]
      : [],
  );
  const [proposed, recorded] = [
    begun.filter(({ isProposal }) => isProposal),
    begun.filter(({ isProposal }) => !isProposal),
  ];
  if (recorded.length > 0) {
    await tx.$executeRaw`
      insert into membership (id, person_id, branch_id, start_kind, valid_from, joined_on, joined_precision, card_number,
        recorded_by_id, is_demo)
      select p.id, p."personId", p."branchId", 'on_record', p."validFrom", p.joined, p.precision, p.card,
        ${viewer.accountId}::uuid, ${viewer.isDemo}
      from jsonb_to_recordset(${JSON.stringify(recorded)}::jsonb) as p (id uuid, "personId" uuid, "branchId" uuid,
        "validFrom" date, joined date, precision date_precision, card text)`;
  }
  if (proposed.length > 0) {
    await tx.$executeRaw`
      insert into admission (id, person_id, branch_id, admit_on, proposed_by_id, is_demo)
      select p.id, p."personId", p."branchId", p."validFrom", ${viewer.accountId}::uuid, ${viewer.isDemo}
      from jsonb_to_recordset(${JSON.stringify(proposed)}::jsonb) as p (id uuid, "personId" uuid, "branchId" uuid, "validFrom" date)`;
  }
}

/** Through the one function that writes such fields, person by person inside one statement. */
async function writeSensitive(tx: Tx, writes: readonly Write[]): Promise<void> {
  const byPerson = new Map<string, { seen: number; said: Sensitive }>();
  for (const { personId, sensitive } of writes) {
    if (!sensitive) continue;
    // Sealed by `plan` as exactly this.
    const said = JSON.parse(decrypt(sensitive.sealed, sealPlace(personId))) as Sensitive;
    byPerson.set(personId, { seen: sensitive.version, said: { ...byPerson.get(personId)?.said, ...said } });
  }
  const sealed = [...byPerson].map(
    ([
      person,
      {
        seen,
        said: { identity, ...values },
      },
    ]) => ({
      ...{ person, seen, changes: { ...values, ...(identity && { identity: true }) } },
      cipher: identity ? encrypt(identity, identityPlace(person)) : null,
      hashes: identity ? keyedHashes(identity).map((hash) => hash.toString("hex")) : [],
      tail: identity?.slice(-3) ?? null,
    }),
  );
  if (sealed.length === 0) return;
  const answers = await tx.$queryRaw<{ outcome: string }[]>`
    select access.write_sensitive(p.person, p.seen, p.changes, p.cipher,
      coalesce((select array_agg(decode(h, 'hex') order by n) from unnest(p.hashes) with ordinality as u (h, n)), '{}'), p.tail) as outcome
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as p (person uuid, seen int, changes jsonb, cipher text, hashes text[], tail text)`;
  if (answers.some(({ outcome }) => outcome !== "written"))
    throw new Error("A sensitive field of an import was not written");
}

export const membersKind: Kind = { plan, write };
