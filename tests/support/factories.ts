import type { Viewer } from "@/lib/access/policy";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { mintViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import type {
  BranchKind,
  EnterpriseStatus,
  LegalForm,
  Line,
  LineScope,
  Ownership,
  Role,
  UnitKind,
} from "@/lib/generated/prisma/enums";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey, textSortKey } from "@/lib/text/sort-key";
import { owner } from "@/tests/support/database";

/** Rows for tests, written as the owner (set-up only); what is asserted is always asked as the program's own role. */

let count = 0;
const next = () => {
  count += 1;
  return count;
};

const insert = async (table: string, row: Record<string, unknown>): Promise<void> => {
  const columns = Object.keys(row);
  await owner.query(
    `insert into "${table}" (${columns.map((name) => `"${name}"`).join(", ")})
     values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
    Object.values(row),
  );
};

/** Any row of any table, as the owner: column names as in the database. */
export const row = async (table: string, columns: Record<string, unknown>): Promise<string> => {
  const id = typeof columns["id"] === "string" ? columns["id"] : newId();
  await insert(table, { id, ...columns });
  return id;
};

/** A unit with one version, alive from 2000 unless said. A province belongs to itself. */
export async function unit(
  given: {
    provinceId?: string;
    kind?: UnitKind;
    name?: string;
    parentId?: string;
    validFrom?: string;
    validTo?: string;
  } = {},
): Promise<string> {
  const id = newId();
  const kind = given.kind ?? (given.provinceId ? "district" : "province");
  const name = given.name ?? `Đơn vị thử ${next()}`;
  await insert("unit", { id, province_id: given.provinceId ?? id, is_demo: true });
  await insert("unit_version", {
    id: newId(),
    unit_id: id,
    valid_from: given.validFrom ?? "2000-01-01",
    valid_to: given.validTo ?? null,
    kind,
    name,
    short_name: name,
    sort_key: textSortKey(name),
    parent_id: given.parentId ?? given.provinceId ?? null,
  });
  return id;
}

/** A province with its organisation and Hội departments and two districts. */
export async function province() {
  const provinceId = await unit();
  const [orgDepartment, associationDepartment, districtA, districtB] = await Promise.all([
    unit({ provinceId, kind: "department" }),
    unit({ provinceId, kind: "department" }),
    unit({ provinceId }),
    unit({ provinceId }),
  ]);
  return { provinceId, orgDepartment, associationDepartment, districtA, districtB };
}

/** A commune valid since 2000. */
export async function area(given: { name?: string } = {}): Promise<string> {
  const id = newId();
  const name = given.name ?? `Xã thử ${next()}`;
  await insert("area", { id, is_demo: true });
  await insert("area_version", {
    id: newId(),
    area_id: id,
    valid_from: "2000-01-01",
    level: "commune",
    type: "xã",
    code: `T${String(next()).padStart(5, "0")}`,
    name,
    search_key: searchKey(name),
    sort_key: textSortKey(name),
  });
  return id;
}

/** Somebody signed in, holding one role: a real account, session and appointment, minted the way the program does it. */
export async function viewer(held: {
  role: Role;
  provinceId: string;
  unitId?: string;
  branchId?: string;
  line?: LineScope;
}): Promise<Viewer> {
  const accountId = newId();
  const name = `Tài khoản thử ${next()}`;
  await insert("account", {
    id: accountId,
    login: `thu-${accountId}`,
    display_name: name,
    password_hash: "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$none",
    is_demo: true,
  });
  await insert("appointment", {
    id: newId(),
    account_id: accountId,
    role: held.role,
    line: held.line ?? "both",
    province_id: held.provinceId,
    unit_id: held.unitId ?? held.provinceId,
    branch_id: held.branchId ?? null,
    valid_from: "2000-01-01",
  });
  return signedIn(accountId);
}

/** A fresh session of an account that exists. */
export async function signedIn(accountId: string): Promise<Viewer> {
  const token = newSessionToken();
  await insert("session", {
    id: newId(),
    account_id: accountId,
    token_hash: hashToken(token),
    device: "thử",
    // A session that is whole whatever its role needs.
    second_factor_at: new Date(),
    expires_at: new Date(Date.now() + 3_600_000),
  });
  const minted = await mintViewer(token);
  if (!minted) throw new Error("A fresh session opened nothing");
  return minted;
}

/** An enterprise managed by one unit on both lines, known and true since 2010 unless said. */
export async function enterprise(given: {
  provinceId: string;
  unitId: string;
  associationUnitId?: string;
  areaId?: string;
  name?: string;
  status?: EnterpriseStatus;
  legalForm?: LegalForm;
  ownership?: Ownership;
  validFrom?: string;
}): Promise<string> {
  const id = newId();
  const name = given.name ?? `Công ty thử ${next()}`;
  const associationUnitId = given.associationUnitId ?? given.unitId;
  const areaId = given.areaId ?? (await area());
  const validFrom = given.validFrom ?? "2010-01-01";
  const facts = {
    name,
    legal_form: given.legalForm ?? "llc_one_member",
    ownership: given.ownership ?? "non_state",
    status: given.status ?? "active",
    area_id: areaId,
  };
  await insert("enterprise", {
    id,
    ...facts,
    province_id: given.provinceId,
    union_unit_id: given.unitId,
    association_unit_id: associationUnitId,
    search_key: searchKey(name),
    name_key: searchKey(name),
    sort_key: textSortKey(name),
    has_no_tax_code: true,
    created_by_id: newId(),
    is_demo: true,
  });
  await insert("enterprise_version", {
    id: newId(),
    enterprise_id: id,
    ...facts,
    valid_from: validFrom,
    recorded_at: `${validFrom}T00:00:00Z`,
  });
  for (const [line, unitId] of [
    ["union", given.unitId],
    ["association", associationUnitId],
  ]) {
    await insert("enterprise_management", {
      id: newId(),
      enterprise_id: id,
      line,
      unit_id: unitId,
      valid_from: validFrom,
      recorded_at: `${validFrom}T00:00:00Z`,
    });
  }
  return id;
}

/** An organisation alive since its founding, covering the enterprises given. */
export async function branch(given: {
  provinceId: string;
  unitId: string;
  line?: Line;
  kind?: BranchKind;
  parentId?: string;
  name?: string;
  establishedOn?: string;
  enterpriseIds?: readonly string[];
}): Promise<string> {
  const id = newId();
  const line = given.line ?? "union";
  const kind = given.kind ?? (line === "union" ? "cell" : "chapter");
  const name = given.name ?? `Tổ chức thử ${next()}`;
  const establishedOn = given.establishedOn ?? "2012-01-01";
  await insert("branch", {
    id,
    province_id: given.provinceId,
    unit_id: given.unitId,
    parent_id: given.parentId ?? null,
    line,
    kind,
    name,
    search_key: searchKey(name),
    sort_key: textSortKey(name),
    established_on: establishedOn,
    decision_number: "01 -QĐ/TN",
    decision_on: establishedOn,
    decision_unit_id: given.unitId,
    created_by_id: newId(),
    is_demo: true,
  });
  const recorded = { recorded_at: `${establishedOn}T00:00:00Z`, valid_from: establishedOn };
  await insert("branch_life", { id: newId(), branch_id: id, ...recorded });
  for (const enterpriseId of given.enterpriseIds ?? []) {
    await insert("coverage", { id: newId(), branch_id: id, enterprise_id: enterpriseId, ...recorded });
  }
  return id;
}

/** Somebody, with a membership in an organisation. */
export async function member(given: {
  branchId: string;
  fullName?: string;
  birthDate?: string;
  validFrom?: string;
}): Promise<{ personId: string; membershipId: string }> {
  const personId = newId();
  const membershipId = newId();
  const fullName = given.fullName ?? `Nông Văn Thử ${next()}`;
  await insert("person", {
    id: personId,
    full_name: fullName,
    search_key: searchKey(fullName),
    sort_key: personSortKey(fullName),
    birth_date: given.birthDate ?? "1990-05-03",
    birth_precision: "day",
    is_demo: true,
  });
  await insert("membership", {
    id: membershipId,
    person_id: personId,
    branch_id: given.branchId,
    start_kind: "founding",
    valid_from: given.validFrom ?? "2012-01-01",
    recorded_by_id: newId(),
    is_demo: true,
  });
  return { personId, membershipId };
}

/** A form's deed: a request id of its own. */
export const deed = (reason?: string) => ({ requestId: newId(), reason });
