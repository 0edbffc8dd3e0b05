import "server-only";
import { can, provincesOf, unitsOf, type Viewer } from "@/lib/access/policy";
import { enterpriseScope } from "@/lib/access/scope-sql";
import { type Commune, listCommunes } from "@/lib/areas/queries";
import { formatDate, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import { Prisma } from "@/lib/generated/prisma/client";
import { EnterpriseStatus, LegalForm, Ownership } from "@/lib/generated/prisma/enums";
import type {
  CellNotice,
  ImportContext,
  Json,
  Kind,
  PlannedRow,
  Problem,
  RowValues,
} from "@/lib/imports/fields";
import { fixMissingGoals, giveGoals } from "@/lib/plans/commands";
import { goalsDue, planInForce } from "@/lib/plans/queries";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";
import { formatTaxCode } from "@/lib/text/tax-code";

/** What an import knows of an enterprise, in the words of the columns. */
type Facts = {
  name: string;
  shortName: string | null;
  taxCode: string | null;
  taxBranch: string | null;
  hasNoTaxCode: boolean;
  legalForm: LegalForm;
  ownership: Ownership;
  status: EnterpriseStatus;
  areaId: string;
  address: string | null;
  industry: string | null;
  startedYear: number | null;
  representative: string | null;
  phone: string | null;
  isHeadOffice: boolean;
  entrepreneurSince: PlainDate | null;
};

type Known = Facts & {
  id: string;
  unionUnitId: string;
  associationUnitId: string;
  nameKey: string;
  version: number;
  isWritable: boolean;
};

/** What is written for a row: the whole record, and besides what it was. */
type Write = Facts & {
  id: string;
  unitId: string;
  validFrom: PlainDate;
  version: number | null;
  /** Of an update: whether something changed that counts in the numbers, and whether the entrepreneurs' membership did. */
  isVersioned: boolean;
  isEntrepreneurChanged: boolean;
};

/** What lives as long as the file is read: places and units by their names, and the records rows already spoke for. */
type Names = {
  units: Map<string, { id: string; name: string }[]>;
  areas: Map<string, Commune[]>;
  areaLabels: Map<string, string>;
  unitLabels: Map<string, string>;
};

/**
 * Enterprises from a file, as `registerEnterprise` and `changeEnterprise` take them by hand: the unit is the officer's own,
 * a tax code is registered once in the province (V18, V19), a place that bears a name twice needs its district, and what
 * changes in the numbers changes from today on. Without a tax code an enterprise is known by its name and place.
 */
export const enterprisesKind: Kind = { plan, write };

async function plan(
  viewer: Viewer,
  tx: Tx,
  context: ImportContext,
  rows: readonly { number: number; values: RowValues }[],
  memory: Map<string, unknown>,
): Promise<PlannedRow[]> {
  const names = await namesOf(viewer, tx, memory);
  const known = await knownOf(viewer, tx, rows);
  const taken = await codesTaken(tx, rows);
  return rows.map(({ number, values }) =>
    planRow(viewer, context, names, known, taken, memory, number, values),
  );
}

/** Places and units are the same for every row of a file; they are read once. */
async function namesOf(viewer: Viewer, tx: Tx, memory: Map<string, unknown>): Promise<Names> {
  // Put there by this function only.
  const kept = memory.get("names") as Names | undefined;
  if (kept) return kept;
  const communes = await listCommunes(viewer, tx);
  const areas = new Map<string, Commune[]>();
  const areaLabels = new Map<string, string>();
  const put = (key: string, commune: Commune) => {
    const same = areas.get(key) ?? [];
    if (!same.includes(commune)) areas.set(key, [...same, commune]);
  };
  for (const commune of communes) {
    areaLabels.set(commune.id, commune.label);
    const bare = withoutRank(commune.name);
    const district = withoutRank(commune.district);
    for (const name of [commune.name, bare]) {
      put(searchKey(name), commune);
      if (district) {
        put(searchKey(`${name} ${commune.district}`), commune);
        put(searchKey(`${name} ${district}`), commune);
      }
    }
  }
  const units = await tx.$queryRaw<{ id: string; name: string; shortName: string }[]>`
    select u.id, v.name, v.short_name as "shortName" from unit u
    join unit_version v on v.unit_id = u.id and ${validOn("v", today())}
    where v.kind not in ('province', 'department')
      and (u.province_id = any (${provincesOf(viewer)}::uuid[]) or u.id = any (${unitsOf(viewer)}::uuid[]))`;
  const unitKeys = new Map<string, { id: string; name: string }[]>();
  for (const { id, name, shortName } of units) {
    for (const key of new Set([name, shortName].map(searchKey))) {
      unitKeys.set(key, [...(unitKeys.get(key) ?? []), { id, name: shortName }]);
    }
  }
  const names: Names = {
    ...{ units: unitKeys, areas, areaLabels },
    unitLabels: new Map(units.map(({ id, shortName }) => [id, shortName])),
  };
  memory.set("names", names);
  return names;
}

const withoutRank = (name: string): string =>
  name.replace(/^(?:xã|phường|thị trấn|huyện|thành phố|thị xã|tx|tt|tp|p|x|h)\.?\s+(?=\S)/i, "");

/** The records in sight that rows could mean: by id, by tax code, by name. */
async function knownOf(viewer: Viewer, tx: Tx, rows: readonly { values: RowValues }[]) {
  const ids = rows.flatMap(({ values }) => (typeof values["id"] === "string" ? [values["id"]] : []));
  const codes = rows.flatMap(({ values }) => codeOf(values)?.code10 ?? []);
  const keys = rows.flatMap(({ values }) =>
    typeof values["name"] === "string" ? [enterpriseNameKey(values["name"])] : [],
  );
  const units = unitsOf(viewer);
  const found = await tx.$queryRaw<(Omit<Known, "isWritable"> & { entrepreneurSince: PlainDate | null })[]>`
    select e.id, e.union_unit_id as "unionUnitId", e.association_unit_id as "associationUnitId", e.name, e.name_key as "nameKey",
      e.short_name as "shortName", e.tax_code as "taxCode", e.tax_branch as "taxBranch", e.has_no_tax_code as "hasNoTaxCode",
      e.legal_form as "legalForm", e.ownership, e.status, e.area_id as "areaId", e.address, e.industry,
      e.started_year as "startedYear", e.representative, e.phone, e.is_head_office as "isHeadOffice", e.version,
      (select to_char(m.valid_from, 'YYYY-MM-DD') from entrepreneur_membership m
        where m.enterprise_id = e.id and m.voided_at is null and m.valid_to is null limit 1) as "entrepreneurSince"
    from enterprise e where ${enterpriseScope(viewer, "e", "id")} and (e.id = any (${ids}::uuid[])
      or e.tax_code = any (${codes}) or e.name_key = any (${keys}))`;
  const all = found.map((record): Known => {
    const { unionUnitId, associationUnitId } = record;
    const isOwn = units.includes(unionUnitId) || units.includes(associationUnitId);
    return {
      ...record,
      isWritable: isOwn && can(viewer, "enterprise.write", { unitIds: [unionUnitId, associationUnitId] }),
    };
  });
  const byKey = new Map<string, Known[]>();
  for (const record of all) byKey.set(record.nameKey, [...(byKey.get(record.nameKey) ?? []), record]);
  return {
    byId: new Map(all.map((record) => [record.id, record])),
    byCode: new Map(
      all.flatMap((record) =>
        record.taxCode ? [[codeKey(record.taxCode, record.taxBranch), record] as const] : [],
      ),
    ),
    byKey,
  };
}

/** Codes that are registered anywhere in the province: yes or no, nothing about by whom (V19). */
async function codesTaken(tx: Tx, rows: readonly { values: RowValues }[]): Promise<Set<string>> {
  const codes = rows.flatMap(({ values }) => codeOf(values) ?? []);
  if (codes.length === 0) return new Set();
  const taken = await tx.$queryRaw<{ code: string; branch: string | null }[]>`
    select code, branch from access.tax_codes_taken(${JSON.stringify(codes)}::jsonb)`;
  return new Set(taken.map(({ code, branch }) => codeKey(code, branch)));
}

type Code = { code10: string; branch: string | null };
function codeOf(values: RowValues): Code | null {
  const value = values["taxCode"];
  return typeof value === "object" && value !== null && "code10" in value ? value : null;
}
const codeKey = (code10: string, branch: string | null): string => `${code10}-${branch ?? ""}`;

type Found = Awaited<ReturnType<typeof knownOf>>;

function planRow(
  viewer: Viewer,
  context: ImportContext,
  names: Names,
  known: Found,
  taken: ReadonlySet<string>,
  memory: Map<string, unknown>,
  number: number,
  values: RowValues,
): PlannedRow {
  const problems: Problem[] = [];
  const wrong = (field: string | null, message: string) => problems.push({ field, message });
  const area = areaOf(names, values["area"], wrong);
  const unit = unitOf(names, values["unit"], wrong);
  const code = codeOf(values);
  if (code && values["hasNoTaxCode"] === true)
    wrong("taxCode", "Hoặc ghi mã số thuế, hoặc ghi “Có” ở cột “Chưa có mã số thuế”, không cả hai");
  const record = recordOf(values, code, area, known, wrong);
  if (problems.length > 0) return { outcome: "error", problems };
  if (record === "many") {
    return conflict(
      "name",
      "Có từ hai doanh nghiệp cùng tên, cùng nơi. Ghi mã số thuế hoặc mã bản ghi để phân biệt",
    );
  }
  // Two rows of one file about one enterprise contradict each other, or one of them is too many.
  const key = record
    ? `id:${record.id}`
    : code
      ? `code:${codeKey(code.code10, code.branch)}`
      : placeKey(values, area);
  const earlier = memory.get(key);
  if (typeof earlier === "number" && earlier !== number)
    return conflict(
      code ? "taxCode" : "name",
      `Trùng với dòng ${earlier} của tệp: cùng một doanh nghiệp. Bỏ một dòng`,
    );
  memory.set(key, number);

  if (record) return planChange(names, record, values, { code, area, unit }, taken);
  return planNew(viewer, context, names, values, { code, area, unit }, { taken, known });
}

const conflict = (field: string | null, message: string): PlannedRow => ({
  outcome: "conflict",
  problems: [{ field, message }],
});

const placeKey = (values: RowValues, area: string | null): string =>
  `place:${enterpriseNameKey(String(values["name"] ?? ""))}/${area ?? ""}`;

type Wrong = (field: string | null, message: string) => void;

/** The place a name means today; one that several bear needs its district (§5.4). */
function areaOf({ areas }: Names, value: RowValues[string], wrong: Wrong): string | null {
  if (typeof value !== "string") return null;
  const found = areas.get(searchKey(value)) ?? areas.get(searchKey(withoutRank(value))) ?? [];
  const [only] = found;
  if (only && found.length === 1) return only.id;
  wrong(
    "area",
    found.length === 0
      ? `Không có xã, phường, thị trấn nào tên “${value}” hiện nay. Ghi như trong danh mục, ví dụ “Xã Ngọc Động, Huyện Thông Nông”`
      : `Có ${found.length} nơi tên “${value}”. Ghi thêm huyện: ${found.map(({ label }) => `“${label}”`).join(" hoặc ")}`,
  );
  return null;
}

function unitOf({ units }: Names, value: RowValues[string], wrong: Wrong): string | null {
  if (typeof value !== "string") return null;
  const found = units.get(searchKey(value)) ?? [];
  const [only] = found;
  if (only && found.length === 1) return only.id;
  wrong("unit", `Không tìm thấy đơn vị “${value}” trong phạm vi của bạn`);
  return null;
}

/** Which enterprise on record the row is about; undefined: a new one; "many": more than one could be meant. */
function recordOf(
  values: RowValues,
  code: Code | null,
  area: string | null,
  { byId, byCode, byKey }: Found,
  wrong: Wrong,
): Known | "many" | undefined {
  if (typeof values["id"] === "string") {
    const told = byId.get(values["id"]);
    if (!told) wrong("id", "Không tìm thấy doanh nghiệp có mã này trong phạm vi của bạn");
    return told;
  }
  if (code) return byCode.get(codeKey(code.code10, code.branch));
  if (typeof values["name"] !== "string") return undefined;
  const name = searchKey(values["name"]);
  const same = (byKey.get(enterpriseNameKey(values["name"])) ?? []).filter(
    (record) => (area === null || record.areaId === area) && searchKey(record.name) === name,
  );
  return same.length > 1 ? "many" : same[0];
}

type Places = { code: Code | null; area: string | null; unit: string | null };

const text = (value: RowValues[string]): string | null => (typeof value === "string" ? value : null);

function planNew(
  viewer: Viewer,
  context: ImportContext,
  names: Names,
  values: RowValues,
  { code, area, unit }: Places,
  { taken, known }: { taken: ReadonlySet<string>; known: Found },
): PlannedRow {
  const problems: Problem[] = [];
  const wrong = (field: string | null, message: string) => problems.push({ field, message });
  const own = unitsOf(viewer);
  const unitId = unit ?? context.unitId ?? (own.length === 1 ? (own[0] ?? null) : null);
  if (!unitId) wrong("unit", "Ghi đơn vị quản lý, hoặc chọn đơn vị cho cả tệp");
  else if (!own.includes(unitId) || !can(viewer, "enterprise.write", { unitIds: [unitId] }))
    wrong(
      "unit",
      `Bạn không ghi doanh nghiệp của ${names.unitLabels.get(unitId) ?? "đơn vị này"}. Chọn đơn vị của bạn`,
    );
  const name = text(values["name"]);
  if (!name) wrong("name", "Ghi tên đầy đủ của doanh nghiệp");
  const legalForm = codeIn(LegalForm, values["legalForm"]);
  if (!legalForm) wrong("legalForm", "Ghi loại hình, ví dụ “Công ty cổ phần”");
  const ownership = codeIn(Ownership, values["ownership"]);
  if (!ownership) wrong("ownership", `Ghi khu vực sở hữu, ví dụ “${OWNERSHIP_LABELS.non_state}”`);
  const status = codeIn(EnterpriseStatus, values["status"]);
  if (!status) wrong("status", `Ghi tình trạng, ví dụ “${STATUS_LABELS.active}”`);
  if (!area) wrong("area", "Ghi xã, phường, thị trấn nơi đặt");
  if (!code && values["hasNoTaxCode"] !== true)
    wrong("taxCode", "Ghi mã số thuế; nếu chưa có thì ghi “Có” ở cột “Chưa có mã số thuế”");
  if (code?.code10.length === 12 && legalForm && legalForm !== "household_business")
    wrong("taxCode", "Chỉ hộ kinh doanh dùng số định danh 12 chữ số làm mã số thuế");
  const validFrom = text(values["validFrom"]) ?? today();
  if (validFrom > today()) wrong("validFrom", "Ngày này còn ở tương lai");
  if (problems.length > 0 || !unitId || !name || !legalForm || !ownership || !status || !area)
    return { outcome: "error", problems };
  if (code && taken.has(codeKey(code.code10, code.branch))) {
    return conflict(
      "taxCode",
      "Mã số thuế này đã được đăng ký trong tỉnh. Kiểm tra lại; nếu đúng, báo Ban Tổ chức – Kiểm tra Tỉnh Đoàn",
    );
  }
  const id = newId();
  const facts: Facts = {
    ...{ name, legalForm, ownership, status, areaId: area },
    shortName: text(values["shortName"]),
    ...{ taxCode: code?.code10 ?? null, taxBranch: code?.branch ?? null, hasNoTaxCode: code === null },
    ...{ address: text(values["address"]), industry: text(values["industry"]) },
    startedYear: typeof values["startedYear"] === "number" ? values["startedYear"] : null,
    ...{ representative: text(values["representative"]), phone: text(values["phone"]) },
    isHeadOffice: values["isHeadOffice"] !== false,
    entrepreneurSince: text(values["entrepreneurSince"]),
  };
  const write: Write = {
    ...{ ...facts, id, unitId, validFrom, version: null, isVersioned: true },
    isEntrepreneurChanged: facts.entrepreneurSince !== null,
  };
  return { outcome: "create", targetId: id, write: write satisfies Json, notices: likeness(name, known) };
}

/** V16: a record of the same name is worth a look; by hand it is a warning, here a notice. */
function likeness(name: string, { byKey }: Found): CellNotice[] {
  const [same] = byKey.get(enterpriseNameKey(name)) ?? [];
  if (!same) return [];
  const code = same.taxCode ? ` (mã số thuế ${formatTaxCode(same.taxCode, same.taxBranch)})` : "";
  return [{ field: "name", message: `Có thể trùng với “${same.name}”${code} đã có trong danh sách của bạn` }];
}

/** The code among the values of an enumeration; null for none. */
const codeIn = <Code extends string>(
  codes: Readonly<Record<string, Code>>,
  value: RowValues[string],
): Code | null => Object.values(codes).find((code) => code === value) ?? null;

/** Fields in the order the changes are shown, with the words for their values. */
const SHOWN: readonly { field: string; of: (facts: Facts, names: Names) => string }[] = [
  { field: "name", of: ({ name }) => name },
  { field: "shortName", of: ({ shortName }) => shortName ?? "" },
  { field: "taxCode", of: ({ taxCode, taxBranch }) => (taxCode ? formatTaxCode(taxCode, taxBranch) : "") },
  { field: "legalForm", of: ({ legalForm }) => LEGAL_FORM_LABELS[legalForm] },
  { field: "ownership", of: ({ ownership }) => OWNERSHIP_LABELS[ownership] },
  { field: "status", of: ({ status }) => STATUS_LABELS[status] },
  { field: "area", of: ({ areaId }, { areaLabels }) => areaLabels.get(areaId) ?? "" },
  { field: "address", of: ({ address }) => address ?? "" },
  { field: "industry", of: ({ industry }) => industry ?? "" },
  { field: "startedYear", of: ({ startedYear }) => String(startedYear ?? "") },
  { field: "representative", of: ({ representative }) => representative ?? "" },
  { field: "phone", of: ({ phone }) => phone ?? "" },
  { field: "isHeadOffice", of: ({ isHeadOffice }) => (isHeadOffice ? "Có" : "Không") },
  {
    field: "entrepreneurSince",
    of: ({ entrepreneurSince }) => (entrepreneurSince ? formatDate(entrepreneurSince) : ""),
  },
];

const COUNTS = ["name", "legalForm", "ownership", "status", "areaId"] as const;

/** What the row would change; only what is filled in speaks, an empty cell says nothing. */
function planChange(
  names: Names,
  record: Known,
  values: RowValues,
  { code, area, unit }: Places,
  taken: ReadonlySet<string>,
): PlannedRow {
  if (unit !== null && unit !== record.unionUnitId && unit !== record.associationUnitId) {
    const now = names.unitLabels.get(record.unionUnitId) ?? "đơn vị khác";
    return conflict("unit", `Doanh nghiệp đang thuộc ${now}. Chuyển đơn vị quản lý không làm bằng nhập tệp`);
  }
  const filled = <Value>(value: Value | null | undefined, stored: Value): Value => value ?? stored;
  const year = values["startedYear"];
  const head = values["isHeadOffice"];
  const next: Facts = {
    name: filled(text(values["name"]), record.name),
    shortName: filled(text(values["shortName"]), record.shortName),
    taxCode: code ? code.code10 : record.taxCode,
    taxBranch: code ? code.branch : record.taxBranch,
    hasNoTaxCode: code ? false : record.hasNoTaxCode,
    legalForm: filled(codeIn(LegalForm, values["legalForm"]), record.legalForm),
    ownership: filled(codeIn(Ownership, values["ownership"]), record.ownership),
    status: filled(codeIn(EnterpriseStatus, values["status"]), record.status),
    areaId: filled(area, record.areaId),
    address: filled(text(values["address"]), record.address),
    industry: filled(text(values["industry"]), record.industry),
    startedYear: typeof year === "number" ? year : record.startedYear,
    representative: filled(text(values["representative"]), record.representative),
    phone: filled(text(values["phone"]), record.phone),
    isHeadOffice: typeof head === "boolean" ? head : record.isHeadOffice,
    entrepreneurSince: filled(text(values["entrepreneurSince"]), record.entrepreneurSince),
  };
  if (values["hasNoTaxCode"] === true && record.taxCode)
    return conflict(
      "hasNoTaxCode",
      `Đã ghi mã số thuế ${formatTaxCode(record.taxCode, record.taxBranch)} cho doanh nghiệp này`,
    );
  const changes = SHOWN.flatMap(({ field, of }) => {
    const [from, to] = [of(record, names), of(next, names)];
    return from === to ? [] : [{ field, from, to }];
  });
  if (changes.length === 0) return { outcome: "identical", targetId: record.id };
  if (!record.isWritable)
    return {
      outcome: "error",
      problems: [{ field: null, message: "Không tìm thấy trong phạm vi bạn được sửa" }],
    };
  if (next.taxCode?.length === 12 && next.legalForm !== "household_business")
    return {
      outcome: "error",
      problems: [
        { field: "taxCode", message: "Chỉ hộ kinh doanh dùng số định danh 12 chữ số làm mã số thuế" },
      ],
    };
  const isOtherCode = next.taxCode !== record.taxCode || next.taxBranch !== record.taxBranch;
  if (isOtherCode && next.taxCode && taken.has(codeKey(next.taxCode, next.taxBranch)))
    return conflict("taxCode", "Mã số thuế này đã được đăng ký trong tỉnh cho doanh nghiệp khác");
  const write: Write = {
    ...{ ...next, id: record.id, unitId: record.unionUnitId, validFrom: today(), version: record.version },
    isVersioned: COUNTS.some((field) => record[field] !== next[field]),
    isEntrepreneurChanged: record.entrepreneurSince !== next.entrepreneurSince,
  };
  return { outcome: "update", targetId: record.id, changes, write: write satisfies Json };
}

/** The record's columns as `jsonb_to_recordset` names them. */
const RECORDS = Prisma.sql`(id uuid, "unitId" uuid, name text, "shortName" text, "searchKey" text, "nameKey" text, "sortKey" text,
  "taxCode" text, "taxBranch" text, "hasNoTaxCode" boolean, "legalForm" legal_form, ownership ownership, status enterprise_status,
  industry text, "areaId" uuid, address text, "startedYear" int, representative text, phone text, "isHeadOffice" boolean,
  "validFrom" date, version int, "isVersioned" boolean, "entrepreneurSince" date, "isEntrepreneurChanged" boolean,
  "versionId" uuid, "closingId" uuid, "unionId" uuid, "associationId" uuid, "membershipId" uuid)`;

async function write(
  viewer: Viewer,
  tx: Tx,
  _context: ImportContext,
  rows: readonly { number: number; planned: PlannedRow & { outcome: "create" | "update" } }[],
): Promise<void> {
  const keyed = rows.map(({ planned }) => {
    // Written by `plan` above as exactly this.
    const record = planned.write as unknown as Write;
    return {
      ...record,
      searchKey: searchKey([record.name, record.shortName ?? ""].join(" ").trim()),
      nameKey: enterpriseNameKey(record.name),
      sortKey: textSortKey(record.name),
      ...{
        versionId: newId(),
        closingId: newId(),
        unionId: newId(),
        associationId: newId(),
        membershipId: newId(),
      },
    };
  });
  const created = keyed.filter(({ version }) => version === null);
  const changed = keyed.filter(({ version }) => version !== null);
  if (created.length > 0) await insertAll(viewer, tx, JSON.stringify(created));
  if (changed.length > 0) await updateAll(tx, JSON.stringify(changed), changed.length);
  const entrepreneurs = keyed.filter(({ isEntrepreneurChanged }) => isEntrepreneurChanged);
  if (entrepreneurs.length > 0) await writeEntrepreneurs(tx, JSON.stringify(entrepreneurs));
  await giveGoalsOf(viewer, tx, created);
  const moved = changed.filter(({ isVersioned }) => isVersioned).map(({ id }) => id);
  if (moved.length > 0) await fixMissingGoals(viewer, tx, moved);
}

/** Of what was just registered all is known that decides its goals. */
async function giveGoalsOf(viewer: Viewer, tx: Tx, created: readonly Write[]): Promise<void> {
  const plan = await planInForce(viewer, tx);
  if (!plan) return;
  const due = created.flatMap(({ id, legalForm, ownership, status, validFrom }) => {
    const version = { legalForm, ownership, status, validFrom: toDatabase(validFrom), validTo: null };
    return goalsDue(plan, { id, versions: [version], coverages: [], goals: [] });
  });
  await giveGoals(viewer, tx, plan, due);
}

async function insertAll(viewer: Viewer, tx: Tx, records: string): Promise<void> {
  await tx.$executeRaw`
    insert into enterprise (id, province_id, union_unit_id, association_unit_id, name, short_name, search_key, name_key, sort_key,
      tax_code, tax_branch, has_no_tax_code, legal_form, ownership, status, industry, area_id, address, started_year,
      representative, phone, is_head_office, created_by_id)
    select r.id, u.province_id, r."unitId", r."unitId", r.name, r."shortName", r."searchKey", r."nameKey", r."sortKey",
      r."taxCode", r."taxBranch", r."hasNoTaxCode", r."legalForm", r.ownership, r.status, r.industry, r."areaId", r.address,
      r."startedYear", r.representative, r.phone, r."isHeadOffice", ${viewer.accountId}::uuid
    from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS} join unit u on u.id = r."unitId"`;
  await tx.$executeRaw`
    insert into enterprise_version (id, enterprise_id, name, legal_form, ownership, status, area_id, valid_from)
    select r."versionId", r.id, r.name, r."legalForm", r.ownership, r.status, r."areaId", r."validFrom"
    from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS}`;
  await tx.$executeRaw`
    insert into enterprise_management (id, enterprise_id, line, unit_id, valid_from)
    select m.id, r.id, m.line, r."unitId", r."validFrom" from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS}
    cross join lateral (values (r."unionId", 'union'::org_line), (r."associationId", 'association'::org_line)) as m (id, line)`;
}

/** The record first, and only where it still is as it was planned; then the standing version gives way to the new one. */
async function updateAll(tx: Tx, records: string, count: number): Promise<void> {
  const changed = await tx.$executeRaw`
    update enterprise e set name = r.name, short_name = r."shortName", search_key = r."searchKey", name_key = r."nameKey",
      sort_key = r."sortKey", tax_code = r."taxCode", tax_branch = r."taxBranch", has_no_tax_code = r."hasNoTaxCode",
      legal_form = r."legalForm", ownership = r.ownership, status = r.status, industry = r.industry, area_id = r."areaId",
      address = r.address, started_year = r."startedYear", representative = r.representative, phone = r.phone,
      is_head_office = r."isHeadOffice", version = e.version + 1, updated_at = now()
    from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS} where e.id = r.id and e.version = r.version`;
  if (changed !== count) throw new Error("An enterprise was changed while its row was being written");
  // One that began today is replaced; an older one ends today and is followed.
  await tx.$executeRaw`
    with given as (select * from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS} where r."isVersioned"),
      open as (select v.* from enterprise_version v join given g on g.id = v.enterprise_id
        where v.voided_at is null and v.valid_to is null),
      voided as (update enterprise_version v set voided_at = now() from open o where v.id = o.id returning v.id)
    select count(*) from voided`;
  await tx.$executeRaw`
    with given as (select * from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS} where r."isVersioned"),
      was as (select distinct on (v.enterprise_id) v.* from enterprise_version v join given g on g.id = v.enterprise_id
        where v.voided_at = now()::timestamptz(3) and v.valid_to is null order by v.enterprise_id, v.valid_from desc)
    insert into enterprise_version (id, enterprise_id, name, legal_form, ownership, status, area_id, valid_from, valid_to, reason)
    select g."closingId", w.enterprise_id, w.name, w.legal_form, w.ownership, w.status, w.area_id, w.valid_from, g."validFrom", w.reason
    from was w join given g on g.id = w.enterprise_id where w.valid_from < g."validFrom"
    union all
    select g."versionId", g.id, g.name, g."legalForm", g.ownership, g.status, g."areaId",
      greatest(g."validFrom", coalesce(w.valid_from, g."validFrom")), null, null
    from given g left join was w on w.enterprise_id = g.id`;
}

/** Membership of Hội Doanh nhân trẻ (row 44): a corrected beginning voids the old row. */
async function writeEntrepreneurs(tx: Tx, records: string): Promise<void> {
  await tx.$executeRaw`
    update entrepreneur_membership m set voided_at = now() from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS}
    where m.enterprise_id = r.id and m.voided_at is null and m.valid_to is null`;
  await tx.$executeRaw`
    insert into entrepreneur_membership (id, enterprise_id, valid_from)
    select r."membershipId", r.id, r."entrepreneurSince" from jsonb_to_recordset(${records}::jsonb) as r ${RECORDS}`;
}
