import "server-only";
import { type Viewer, visibleBranches, visibleOfBranches, visibleOfEnterprises } from "@/lib/access/policy";
import { BRANCH_KIND_LABELS, explainFinding } from "@/lib/branches/labels";
import { mayWriteBranch, standingOn } from "@/lib/branches/queries";
import { foundingFindings, KINDS_OF_LINE } from "@/lib/branches/rules";
import { formatDate, fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { BranchKind, Line, MeetingRhythm } from "@/lib/generated/prisma/enums";
import { formatValue } from "@/lib/imports/cells";
import {
  type CellNotice,
  FIELDS,
  type ImportContext,
  type Json,
  type Kind,
  type PlannedRow,
  type RowValues,
  type Value,
} from "@/lib/imports/fields";
import {
  branchLookup,
  codeOf,
  findEnterprises,
  flagOf,
  type KnownBranch,
  type KnownEnterprise,
  kept,
  type Lookup,
  type Memory,
  NOT_IN_SIGHT,
  Objections,
  ruleSetsOf,
  textOf,
  theOne,
  unitLookup,
} from "@/lib/imports/lookups";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";

/** What may be corrected in a record by a file; kind, founding day and place are corrected on the organisation's page. */
type Facts = {
  name: string;
  decisionNumber: string;
  decisionOn: PlainDate;
  provisional: boolean;
  meetingRhythm: MeetingRhythm;
  note: string;
};

type NewBranch = {
  provinceId: string;
  unitId: string;
  parentId: string | null;
  line: Line;
  kind: BranchKind;
  establishedOn: PlainDate;
  decisionUnitId: string | null;
  enterpriseIds: string[];
} & Partial<Facts> & { name: string };

/** What `write` carries out, as it lies in the plan. */
type Write =
  | { is: "new"; id: string; facts: NewBranch }
  | { is: "change"; id: string; version: number; facts: Partial<Facts> };

type Row = { number: number; values: RowValues };
type Draft = {
  row: Row;
  objections: Objections;
  notices: CellNotice[];
  name: string | null;
  kind: BranchKind | null;
  line: Line | null;
  unit: { id: string; name: string } | null;
  enterprises: KnownEnterprise[];
  known: Stored | null;
};

type Stored = Awaited<ReturnType<typeof storedBranches>>[number];

const STORED = {
  ...{
    id: true,
    name: true,
    searchKey: true,
    kind: true,
    line: true,
    unitId: true,
    parentId: true,
    version: true,
  },
  ...{
    establishedOn: true,
    decisionNumber: true,
    decisionOn: true,
    provisional: true,
    meetingRhythm: true,
    note: true,
  },
} as const;

/** Organisations in sight that rows name by their code or their name, with the enterprises they cover. */
async function storedBranches(viewer: Viewer, tx: Tx, ids: readonly string[], keys: readonly string[]) {
  const rows = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), OR: [{ id: { in: [...ids] } }, { searchKey: { in: [...keys] } }] },
    orderBy: { id: "asc" },
    select: {
      ...STORED,
      lives: { where: { AND: visibleOfBranches(viewer), voidedAt: null }, select: { validTo: true } },
      coverages: {
        where: { AND: [visibleOfEnterprises(viewer), standingOn(today())] },
        select: { enterprise: { select: { name: true } } },
      },
    },
  });
  return rows.map(({ establishedOn, decisionOn, lives, coverages, ...branch }) => ({
    ...branch,
    establishedOn: fromDatabase(establishedOn),
    decisionOn: decisionOn && fromDatabase(decisionOn),
    isAlive: lives.some(({ validTo }) => validTo === null),
    enterprises: coverages.map(({ enterprise }) => enterprise.name),
  }));
}

type Evidence = {
  branches: Lookup<KnownBranch>;
  units: Awaited<ReturnType<typeof unitLookup>>;
  rules: Record<Line, Awaited<ReturnType<typeof ruleSetsOf>>>;
  steps: Awaited<ReturnType<typeof stepsTaken>>;
  managed: Awaited<ReturnType<typeof managements>>;
  organised: ReadonlySet<string>;
};

/**
 * Organisations that exist already, put on record: judged like a founding by hand (V20, V21, V26), but for the founding
 * list, which comes with the members. A đoàn cơ sở and its chi đoàn may stand in one file, in any order.
 */
async function plan(
  viewer: Viewer,
  tx: Tx,
  context: ImportContext,
  rows: readonly Row[],
  memory: Memory,
): Promise<PlannedRow[]> {
  const units = await unitLookup(viewer, tx, memory);
  const asked = rows.map(({ values }) => ({ code: codeOf(values, "taxCode"), names: namesOf(values) }));
  const find = await findEnterprises(
    viewer,
    tx,
    asked.flatMap(({ code, names }) => [
      { code, name: names[0] ?? null },
      ...names.map((name) => ({ code: null, name })),
    ]),
  );
  const stored = await storedBranches(
    viewer,
    tx,
    rows.flatMap(({ values }) => textOf(values, "id") ?? []),
    rows.flatMap(({ values }) => (textOf(values, "name") ? [searchKey(textOf(values, "name") ?? "")] : [])),
  );
  const drafts = rows.map((row, index) =>
    draftOf(context, row, {
      units,
      stored,
      find,
      code: asked[index]?.code ?? null,
      names: asked[index]?.names ?? [],
    }),
  );
  const enterpriseIds = drafts.flatMap(({ enterprises }) => enterprises.map(({ id }) => id));
  const evidence: Evidence = {
    units,
    branches: await branchLookup(viewer, tx, memory),
    rules: {
      union: await ruleSetsOf(tx, memory, "union"),
      association: await ruleSetsOf(tx, memory, "association"),
    },
    steps: await stepsTaken(viewer, tx, enterpriseIds),
    managed: await managements(viewer, tx, enterpriseIds),
    organised: await organised(viewer, tx, enterpriseIds),
  };
  // What stands above comes first, so that a chi đoàn finds it wherever in the file it is.
  const order = [...drafts.keys()].sort(
    (one, other) => rank(drafts[one]) - rank(drafts[other]) || one - other,
  );
  const planned: PlannedRow[] = new Array(drafts.length);
  for (const index of order) {
    const draft = drafts[index];
    if (draft) planned[index] = decide(viewer, draft, evidence, memory);
  }
  return planned;
}

const rank = (draft: Draft | undefined) => (draft?.kind === "grassroots_union" ? 0 : 1);
/** Enterprises of one organisation, as an exported list joins them. */
const namesOf = (values: RowValues): string[] =>
  (textOf(values, "enterprise") ?? "")
    .split(";")
    .map((name) => name.trim())
    .filter(Boolean);

const lineOf = (kind: BranchKind): Line => (KINDS_OF_LINE.union.includes(kind) ? "union" : "association");

type Sources = {
  units: Awaited<ReturnType<typeof unitLookup>>;
  stored: readonly Stored[];
  find: Awaited<ReturnType<typeof findEnterprises>>;
  code: ReturnType<typeof codeOf>;
  names: readonly string[];
};

function draftOf(context: ImportContext, row: Row, { units, stored, find, code, names }: Sources): Draft {
  const { values } = row;
  const objections = new Objections();
  // A code of the field's own list: nothing else comes out of a choice.
  const kind = textOf(values, "kind") as BranchKind | null;
  const line = kind ? lineOf(kind) : (textOf(values, "line") as Line | null);
  if (kind && textOf(values, "line") && textOf(values, "line") !== line) {
    objections.error(
      "kind",
      `“${BRANCH_KIND_LABELS[kind]}” là tổ chức ${line === "union" ? "Đoàn" : "Hội"}. Xem lại cột Đoàn, Hội`,
    );
  }
  const unitText = textOf(values, "unit");
  const unit = unitText
    ? theOne(objections, "unit", unitText, units.named(unitText), ({ name }) => name)
    : context.unitId
      ? (units.byId(context.unitId) ?? null)
      : null;
  const name = textOf(values, "name");
  const known = knownOf(row, { name, line, unit, stored, objections });
  const enterprises: KnownEnterprise[] = [];
  if (!known) {
    const wanted: { code: Sources["code"]; name: string | null }[] =
      names.length > 0
        ? names.map((one, index) => ({ code: index === 0 ? code : null, name: one }))
        : code
          ? [{ code, name: null }]
          : [];
    for (const one of wanted) {
      const said = one.name ?? one.code?.code10 ?? "";
      const found = theOne(
        objections,
        one.name ? "enterprise" : "taxCode",
        said,
        find(one),
        (enterprise) => enterprise.name,
      );
      if (found) enterprises.push(found);
    }
  }
  return { row, objections, notices: [], name, kind, line, unit, enterprises, known };
}

/** Which record a row means: by its code, or the living one of that name, line and unit. */
function knownOf(
  { values }: Row,
  given: {
    name: string | null;
    line: Line | null;
    unit: { id: string } | null;
    stored: readonly Stored[];
    objections: Objections;
  },
): Stored | null {
  const { name, line, unit, stored, objections } = given;
  const id = textOf(values, "id");
  if (id) {
    const known = stored.find((branch) => branch.id === id);
    if (!known) objections.error("id", NOT_IN_SIGHT);
    return known ?? null;
  }
  const key = name && searchKey(name);
  const alike = stored.filter(
    (branch) =>
      branch.searchKey === key &&
      branch.isAlive &&
      (!line || branch.line === line) &&
      (!unit || branch.unitId === unit.id),
  );
  if (alike.length > 1) {
    objections.conflict(
      "name",
      `Có ${alike.length} tổ chức tên “${name}”. Thêm cột “Mã (không sửa)” hoặc “Đơn vị” để chỉ đúng một`,
    );
  }
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** When each enterprise was surveyed and its Party committee told, the earliest first (V20). */
async function stepsTaken(viewer: Viewer, tx: Tx, enterpriseIds: readonly string[]) {
  const place = { AND: visibleOfEnterprises(viewer), enterpriseId: { in: [...enterpriseIds] } };
  const surveys = await tx.survey.groupBy({
    by: ["enterpriseId"],
    where: { ...place, state: { in: ["submitted", "accepted"] } },
    _min: { surveyedOn: true },
  });
  const cases = await tx.establishmentCase.groupBy({
    by: ["enterpriseId", "line"],
    where: place,
    _min: { reportedToPartyOn: true },
  });
  const first = (days: readonly (Date | null)[]): PlainDate | null =>
    days.flatMap((day) => (day ? [fromDatabase(day)] : [])).sort()[0] ?? null;
  return (ids: readonly string[], line: Line) => ({
    surveyedOn: first(
      surveys.filter((row) => ids.includes(row.enterpriseId)).map(({ _min }) => _min.surveyedOn),
    ),
    reportedToPartyOn: first(
      cases
        .filter((row) => ids.includes(row.enterpriseId) && row.line === line)
        .map(({ _min }) => _min.reportedToPartyOn),
    ),
  });
}

/** The unit that managed an enterprise on a line on a day. */
async function managements(viewer: Viewer, tx: Tx, enterpriseIds: readonly string[]) {
  const rows = await tx.enterpriseManagement.findMany({
    where: { AND: visibleOfEnterprises(viewer), enterpriseId: { in: [...enterpriseIds] }, voidedAt: null },
    select: { enterpriseId: true, line: true, unitId: true, validFrom: true, validTo: true },
  });
  return (enterpriseId: string, line: Line, on: PlainDate): string | undefined =>
    rows.find(
      (row) =>
        row.enterpriseId === enterpriseId &&
        row.line === line &&
        fromDatabase(row.validFrom) <= on &&
        (row.validTo === null || fromDatabase(row.validTo) > on),
    )?.unitId;
}

/** Enterprises that an organisation covers today, by line. */
async function organised(
  viewer: Viewer,
  tx: Tx,
  enterpriseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.coverage.findMany({
    where: {
      AND: [visibleOfEnterprises(viewer), standingOn(today())],
      enterpriseId: { in: [...enterpriseIds] },
    },
    select: { enterpriseId: true, branch: { select: { line: true } } },
  });
  return new Set(rows.map(({ enterpriseId, branch }) => `${enterpriseId} ${branch.line}`));
}

const decide = (viewer: Viewer, draft: Draft, evidence: Evidence, memory: Memory): PlannedRow =>
  draft.objections.outcome() ??
  (draft.known
    ? corrected(viewer, draft, draft.known, evidence, memory)
    : founded(viewer, draft, evidence, memory));

type InFile = { row: number; id: string; unitId: string; kind: BranchKind; establishedOn: PlainDate };

function founded(viewer: Viewer, draft: Draft, evidence: Evidence, memory: Memory): PlannedRow {
  const { objections, notices, row, name, kind, line, unit, enterprises } = draft;
  const { values } = row;
  const establishedOn = textOf(values, "establishedOn");
  if (!name) objections.error("name", "Ghi tên tổ chức, ví dụ Chi đoàn Công ty TNHH …");
  if (!kind)
    objections.error(
      "kind",
      "Ghi loại tổ chức: chi đoàn, chi đoàn cơ sở, đoàn cơ sở, chi hội hoặc câu lạc bộ",
    );
  if (!establishedOn) objections.error("establishedOn", "Ghi ngày thành lập, ví dụ 23/10/2014");
  const [main] = enterprises;
  if (!main) objections.error("enterprise", "Ghi doanh nghiệp của tổ chức: tên hoặc mã số thuế");
  if (!name || !kind || !line || !establishedOn || !main) return refused(objections);

  const unitIds = new Set(
    enterprises.map((one) => (line === "union" ? one.unionUnitId : one.associationUnitId)),
  );
  const unitId = line === "union" ? main.unionUnitId : main.associationUnitId;
  if (![...unitIds].every((id) => mayWriteBranch(viewer, { unitId: id, line }))) {
    objections.error(
      "enterprise",
      `“${main.name}” không thuộc phạm vi lập tổ chức ${line === "union" ? "Đoàn" : "Hội"} của bạn`,
    );
  }
  if (unit && unit.id !== unitId)
    objections.error(
      "unit",
      `“${main.name}” do đơn vị khác quản lý, không phải ${unit.name}. Xem lại cột Đơn vị`,
    );
  const decision = decisionOf(values, objections);
  for (const field of ["establishedOn", "decisionOn"]) {
    if ((textOf(values, field) ?? "") > today()) objections.error(field, "Ngày này chưa tới. Xem lại năm");
  }
  const rows = kept<InFile>(memory, "organisations");
  const key = `${line} ${unitId} ${searchKey(name)}`;
  const earlier = rows.get(key);
  if (earlier)
    objections.conflict("name", `Trùng với dòng ${earlier.row}: cùng tên, cùng đơn vị. Bỏ một dòng`);
  const parentId = parentOf(values, { kind, unitId, establishedOn }, evidence, memory, objections);

  const superior = parentId
    ? null
    : decision.on
      ? (evidence.managed(main.id, line, decision.on) ?? unitId)
      : unitId;
  const deciding = textOf(values, "decidedBy");
  const decider = deciding
    ? theOne(objections, "decidedBy", deciding, evidence.units.named(deciding), (one) => one.name)
    : null;
  const bySuperior = !decider || decider.id === superior;
  const findings = foundingFindings(
    {
      ...{ kind, members: 0, cells: 0, isNew: true },
      decision: decision.on ? { on: decision.on, bySuperior } : null,
      ...evidence.steps(
        enterprises.map(({ id }) => id),
        line,
      ),
    },
    evidence.rules[line](establishedOn),
  );
  for (const finding of findings) {
    // How many members it has is known when they are on record.
    if (finding.rule !== "V20" && finding.rule !== "V21") continue;
    if (finding.blocks) objections.error("decidedBy", `${explainFinding(finding)} (${finding.rule})`);
    else
      notices.push({
        field: "decisionOn",
        message: "Quyết định có trước bước khảo sát hoặc báo cáo cấp ủy, hay bước đó chưa ghi (V20)",
      });
  }
  if (evidence.organised.has(`${main.id} ${line}`)) {
    notices.push({
      field: "enterprise",
      message: `“${main.name}” đã có một tổ chức ${line === "union" ? "Đoàn" : "Hội"} khác: đây là tổ chức thứ hai`,
    });
  }
  const meetingRhythm = textOf(values, "meetingRhythm") as MeetingRhythm | null;
  if (!meetingRhythm)
    notices.push({ field: "meetingRhythm", message: "Không ghi kỳ sinh hoạt: lấy hằng tháng theo Điều lệ" });
  const wrong = objections.outcome();
  if (wrong) return wrong;

  const id = newId();
  rows.set(key, { row: row.number, id, unitId, kind, establishedOn });
  const note = textOf(values, "note");
  const write: Write = {
    ...{ is: "new", id },
    facts: {
      ...{ provinceId: main.provinceId, unitId, parentId, line, kind, name, establishedOn },
      ...(decision.on && decision.number && { decisionNumber: decision.number, decisionOn: decision.on }),
      decisionUnitId: decision.on ? (decider?.id ?? superior) : null,
      provisional: flagOf(values, "provisional") ?? false,
      meetingRhythm: meetingRhythm ?? "monthly",
      ...(note && { note }),
      enterpriseIds: enterprises.map((enterprise) => enterprise.id),
    },
  };
  return { outcome: "create", targetId: id, write: asJson(write), ...(notices.length > 0 && { notices }) };
}

const refused = (objections: Objections): PlannedRow =>
  objections.outcome() ?? { outcome: "error", problems: [] };
const asJson = (write: Write): Json => JSON.parse(JSON.stringify(write)) as Json;

/** Half a decision is none. */
function decisionOf(
  values: RowValues,
  objections: Objections,
): { number: string | null; on: PlainDate | null } {
  const number = textOf(values, "decisionNumber");
  const on = textOf(values, "decisionOn");
  if (number && !on)
    objections.error("decisionOn", "Có số quyết định mà thiếu ngày. Ghi ngày của quyết định");
  if (on && !number)
    objections.error("decisionNumber", "Có ngày quyết định mà thiếu số. Ghi số, ký hiệu của quyết định");
  return { number, on };
}

/** The đoàn cơ sở above, on record or in this file: of the same unit, and above a chi đoàn only. */
function parentOf(
  values: RowValues,
  child: { kind: BranchKind; unitId: string; establishedOn: PlainDate },
  { branches }: Evidence,
  memory: Memory,
  objections: Objections,
): string | null {
  const text = textOf(values, "parent");
  if (!text) return null;
  if (child.kind !== "cell") {
    objections.error("parent", "Chỉ chi đoàn trực thuộc đoàn cơ sở. Bỏ trống ô này");
    return null;
  }
  const inFile = kept<InFile>(memory, "organisations").get(`union ${child.unitId} ${searchKey(text)}`);
  if (inFile?.kind === "grassroots_union") return inFile.id;
  const found = branches
    .named(text)
    .filter(
      ({ kind, unitId, lives }) =>
        kind === "grassroots_union" &&
        unitId === child.unitId &&
        lives.some(({ validTo }) => validTo === null),
    );
  if (found.length === 1 && found[0]) return found[0].id;
  objections.error(
    "parent",
    `Không có đoàn cơ sở “${text}” đang hoạt động của cùng đơn vị, trên phần mềm hay trong tệp này. Xem lại tên`,
  );
  return null;
}

/** Corrections by a file: what is filled in and differs; what moves history is for the organisation's page. */
function corrected(
  viewer: Viewer,
  draft: Draft,
  known: Stored,
  { branches }: Evidence,
  memory: Memory,
): PlannedRow {
  const { objections, row, kind, unit } = draft;
  const { values } = row;
  const onPage = "Nếu sai, sửa trên trang của tổ chức";
  if (kind && kind !== known.kind)
    objections.conflict("kind", `Trên phần mềm là ${BRANCH_KIND_LABELS[known.kind]}. ${onPage}`);
  if (unit && unit.id !== known.unitId)
    objections.conflict("unit", `Tổ chức này do đơn vị khác quản lý. Đơn vị không đổi bằng nhập tệp`);
  const establishedOn = textOf(values, "establishedOn");
  if (establishedOn && establishedOn !== known.establishedOn) {
    objections.conflict("establishedOn", `Trên phần mềm là ${formatDate(known.establishedOn)}. ${onPage}`);
  }
  const covered = new Set(known.enterprises.map(enterpriseNameKey));
  const strangers = namesOf(values).filter((name) => !covered.has(enterpriseNameKey(name)));
  if (strangers.length > 0 && covered.size > 0) {
    objections.conflict(
      "enterprise",
      `Tổ chức này gắn với ${known.enterprises.join("; ")}. Thêm doanh nghiệp trên trang của tổ chức`,
    );
  }
  const parent = textOf(values, "parent");
  if (parent && !branches.named(parent).some(({ id }) => id === known.parentId)) {
    const stands = known.parentId && branches.byId(known.parentId)?.name;
    objections.conflict(
      "parent",
      `Trên phần mềm ${stands ? `trực thuộc ${stands}` : "không trực thuộc đoàn cơ sở nào"}. ${onPage}`,
    );
  }
  const rows = kept<number>(memory, "organisations on record");
  const earlier = rows.get(known.id);
  if (earlier !== undefined && earlier !== row.number)
    objections.conflict("name", `Trùng với dòng ${earlier}: cùng một tổ chức. Bỏ một dòng`);
  else rows.set(known.id, row.number);
  const facts: Partial<Facts> = {};
  const decision = {
    number: textOf(values, "decisionNumber") ?? known.decisionNumber,
    on: textOf(values, "decisionOn") ?? known.decisionOn,
  };
  if ((decision.number === null) !== (decision.on === null)) {
    objections.error(decision.on ? "decisionNumber" : "decisionOn", "Ghi đủ số và ngày của quyết định");
  }
  if (textOf(values, "id") && draft.name && draft.name !== known.name) facts.name = draft.name;
  if (decision.number && decision.number !== known.decisionNumber) facts.decisionNumber = decision.number;
  if (decision.on && decision.on !== known.decisionOn) facts.decisionOn = decision.on;
  if (facts.decisionOn && facts.decisionOn > today())
    objections.error("decisionOn", "Ngày này chưa tới. Xem lại năm");
  const provisional = flagOf(values, "provisional");
  if (provisional !== null && provisional !== known.provisional) facts.provisional = provisional;
  const rhythm = textOf(values, "meetingRhythm") as MeetingRhythm | null;
  if (rhythm && rhythm !== known.meetingRhythm) facts.meetingRhythm = rhythm;
  const note = textOf(values, "note");
  if (note && note !== known.note) facts.note = note;
  const fields = Object.keys(facts) as (keyof Facts)[];
  if (fields.length > 0 && !mayWriteBranch(viewer, known)) {
    objections.error("id", "Bạn xem được tổ chức này nhưng không sửa được: do đơn vị khác quản lý");
  }
  const wrong = objections.outcome();
  if (wrong) return wrong;
  if (fields.length === 0) return { outcome: "identical", targetId: known.id };
  const write: Write = { is: "change", id: known.id, version: known.version, facts };
  return {
    ...{ outcome: "update", targetId: known.id, write: asJson(write) },
    changes: fields.map((field) => ({
      field,
      from: shown(field, known[field]),
      to: shown(field, facts[field] ?? null),
    })),
  };
}

const typeOf = new Map(FIELDS.organisations.map(({ name, type }) => [name, type]));
const shown = (field: string, value: Value): string => {
  const type = typeOf.get(field);
  return type ? formatValue(type, value) : "";
};

/** Carries the plan out, what stands above first: one statement a table. */
async function write(
  viewer: Viewer,
  tx: Tx,
  _context: ImportContext,
  rows: readonly { planned: PlannedRow & { outcome: "create" | "update" } }[],
): Promise<void> {
  // Written by `plan` as exactly this.
  const writes = rows.map(({ planned }) => planned.write as unknown as Write);
  // A fence looks for the record above, which a statement of its own has to have written.
  for (const isAbove of [true, false]) {
    await addBranches(
      viewer,
      tx,
      writes.flatMap((one) =>
        one.is === "new" && (one.facts.kind === "grassroots_union") === isAbove ? [one] : [],
      ),
    );
  }
  await changeBranches(
    tx,
    writes.flatMap((one) => (one.is === "change" ? [one] : [])),
  );
}

const named = (name: string | undefined) =>
  name === undefined ? {} : { name, searchKey: searchKey(name), sortKey: textSortKey(name) };

async function addBranches(
  viewer: Viewer,
  tx: Tx,
  added: readonly Extract<Write, { is: "new" }>[],
): Promise<void> {
  if (added.length === 0) return;
  const branches = added.map(({ id, facts }) => ({ id, ...facts, ...named(facts.name) }));
  await tx.$executeRaw`
    insert into branch (id, province_id, unit_id, parent_id, line, kind, name, search_key, sort_key, established_on, decision_number,
      decision_on, decision_unit_id, provisional, meeting_rhythm, note, is_demo, created_by_id)
    select b.id, b."provinceId", b."unitId", b."parentId", b.line, b.kind, b.name, b."searchKey", b."sortKey", b."establishedOn",
      b."decisionNumber", b."decisionOn", b."decisionUnitId", b.provisional, b."meetingRhythm", b.note, ${viewer.isDemo},
      ${viewer.accountId}::uuid
    from jsonb_to_recordset(${JSON.stringify(branches)}::jsonb) as b (id uuid, "provinceId" uuid, "unitId" uuid, "parentId" uuid,
      line org_line, kind branch_kind, name text, "searchKey" text, "sortKey" text, "establishedOn" date, "decisionNumber" text,
      "decisionOn" date, "decisionUnitId" uuid, provisional boolean, "meetingRhythm" meeting_rhythm, note text)`;
  const begun = branches.map(({ id, establishedOn }) => ({ id: newId(), branch: id, on: establishedOn }));
  await tx.$executeRaw`
    insert into branch_life (id, branch_id, beginning, valid_from)
    select l.id, l.branch, 'established', l."on" from jsonb_to_recordset(${JSON.stringify(begun)}::jsonb) as l (id uuid, branch uuid, "on" date)`;
  const covered = branches.flatMap(({ id, establishedOn, enterpriseIds }) =>
    enterpriseIds.map((enterprise) => ({ id: newId(), branch: id, enterprise, on: establishedOn })),
  );
  await tx.$executeRaw`
    insert into coverage (id, branch_id, enterprise_id, valid_from)
    select c.id, c.branch, c.enterprise, c."on"
    from jsonb_to_recordset(${JSON.stringify(covered)}::jsonb) as c (id uuid, branch uuid, enterprise uuid, "on" date)`;
}

async function changeBranches(tx: Tx, changes: readonly Extract<Write, { is: "change" }>[]): Promise<void> {
  if (changes.length === 0) return;
  const facts = changes.map(({ id, version, facts: changed }) => ({
    id,
    version,
    ...changed,
    ...named(changed.name),
  }));
  const changed = await tx.$executeRaw`
    update branch x set name = coalesce(b.name, x.name), search_key = coalesce(b."searchKey", x.search_key),
      sort_key = coalesce(b."sortKey", x.sort_key), decision_number = coalesce(b."decisionNumber", x.decision_number),
      decision_on = coalesce(b."decisionOn", x.decision_on), provisional = coalesce(b.provisional, x.provisional),
      meeting_rhythm = coalesce(b."meetingRhythm", x.meeting_rhythm), note = coalesce(b.note, x.note),
      version = x.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as b (id uuid, version int, name text, "searchKey" text, "sortKey" text,
      "decisionNumber" text, "decisionOn" date, provisional boolean, "meetingRhythm" meeting_rhythm, note text)
    where x.id = b.id and x.version = b.version`;
  if (changed < changes.length)
    throw new Error("An organisation changed between the plan of an import and its writing");
}

export const organisationsKind: Kind = { plan, write };
