import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import {
  can,
  departmentsOf,
  ownProvincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
  visibleOfEnterprises,
  visiblePersons,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { codeLabel, deedLabel, fieldLabel, tableLabel } from "@/lib/audit/labels";
import { type Change, deedsOf, type Entry, type Facts, rowChanges } from "@/lib/audit/rules";
import type { RecordKind, TraceFilter } from "@/lib/audit/schema";
import { visibleOverrides } from "@/lib/cases/queries";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { addDays, formatDate, formatMoment, isPlainDate, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { formatNumber, formatPhone } from "@/lib/format";
import type { Prisma } from "@/lib/generated/prisma/client";
import { DatePrecision, type Role } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { endOfDay } from "@/lib/indicators/rules";
import { goalTitle, planName } from "@/lib/plans/labels";
import { unitNamesOn } from "@/lib/units/queries";

/**
 * Leaves a line in the trace that the viewer opened a person's record: once an hour for each person, for everybody but
 * the secretary who keeps it (domain.md §1.11). Part of the reading, not a deed: the database function writes the line.
 */
export async function noteProfileRead(_viewer: Viewer, tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`select access.note_profile_read(${personId}::uuid)`;
}

// What stands in the trace, in words.

/** One deed as it is read: who, when, what, why, and what it changed. */
export type ToldDeed = {
  key: string;
  at: Date;
  /** Name and role; null for what nobody signed in did. */
  who: { name: string; role: string | null } | null;
  onBehalfOf: string | null;
  deed: string;
  reason: string | null;
  requestId: string | null;
  rows: ToldRow[];
};
type ToldRow = {
  key: string;
  /** What the row is, e.g. "Lần gặp". */
  label: string;
  operation: Entry["operation"];
  /** The record it belongs to, by name where it has one and is in sight. */
  record: { kind: RecordKind; id: string; name: string | null } | null;
  changes: { label: string; before: string | null; after: string | null }[];
};

const traced = {
  id: true,
  at: true,
  accountId: true,
  onBehalfOfId: true,
  requestId: true,
  deed: true,
  tableName: true,
  rowId: true,
  operation: true,
  before: true,
  after: true,
  reason: true,
  enterpriseId: true,
  branchId: true,
  personId: true,
  aboutAccountId: true,
} satisfies Prisma.AuditEntrySelect;

type Traced = Omit<Prisma.AuditEntryGetPayload<{ select: typeof traced }>, "before" | "after"> & Entry;

const isFacts = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lines that are read of a page at once; a deed that wrote more is told in parts. */
const PAGE = 100;

async function readPage(
  viewer: Viewer,
  tx: Tx,
  where: Prisma.AuditEntryWhereInput,
  { after, of }: { after?: string | undefined; of?: string },
) {
  const stored = await tx.auditEntry.findMany({
    where: { AND: where, ...(after && { id: { lt: BigInt(after) } }) },
    orderBy: { id: "desc" },
    take: PAGE + 1,
    select: traced,
  });
  const rows: Traced[] = stored.map((row) => ({
    ...row,
    before: isFacts(row.before) ? row.before : null,
    after: isFacts(row.after) ? row.after : null,
  }));
  const groups = deedsOf(rows);
  // The last deed may go on beyond the page: it is left for the next one, unless it is all there is.
  const shown =
    rows.length <= PAGE ? groups : groups.length > 1 ? groups.slice(0, -1) : [rows.slice(0, PAGE)];
  const last = shown.at(-1)?.at(-1);
  return {
    deeds: await told(viewer, tx, shown, of),
    next: rows.length > PAGE && last ? String(last.id) : null,
  };
}

/** Whom and what the changes name, as far as the viewer sees them. */
type Names = { records: ReadonlyMap<string, string>; accounts: ReadonlyMap<string, string> };

const REFERENCES = [
  "unit_id",
  "by_unit_id",
  "decision_unit_id",
  "parent_id",
  "area_id",
  "person_id",
  "branch_id",
  "enterprise_id",
];
const ACCOUNTS = [
  ...["decided_by_id", "proposed_by_id", "requested_by_id", "delegated_by_account_id", "surveyor_id"],
];

/** `of`: the record whose history it is; that its rows belong to it goes without saying. */
async function told(
  viewer: Viewer,
  tx: Tx,
  groups: readonly Traced[][],
  of: string | undefined,
): Promise<ToldDeed[]> {
  const deeds = groups.map((group) => ({
    group,
    rows: rowChanges([...group].reverse()).map((row) => ({
      ...row,
      changes: row.changes.filter(({ before, after }) => of === undefined || (before ?? after) !== of),
    })),
  }));
  const changes = deeds.flatMap(({ rows }) => rows.flatMap((row) => row.changes));
  const idsIn = (columns: readonly string[]) => [
    ...new Set(
      changes
        .filter(({ column }) => columns.includes(column))
        .flatMap(({ before, after }) => [before, after])
        .filter((value) => typeof value === "string" && isId(value))
        .map(String),
    ),
  ];
  const actors = groups.flatMap((group) =>
    group.flatMap(({ accountId, onBehalfOfId }) => [accountId, onBehalfOfId]),
  );
  const accountIds = [...new Set([...actors.filter((id) => id !== null), ...idsIn(ACCOUNTS)])];
  const names: Names = {
    records: await recordNames(viewer, tx, [
      ...idsIn(REFERENCES),
      ...groups.flatMap((group) => group.flatMap((row) => recordOf(row)?.id ?? [])).filter(isId),
    ]),
    accounts: await accountNames(viewer, tx, accountIds),
  };
  const roles = await accountRoles(viewer, tx, accountIds);
  return deeds.flatMap(({ group, rows }) => {
    const [latest] = group;
    if (!latest) return [];
    const { accountId, onBehalfOfId, requestId, at } = latest;
    return [
      {
        key: String(latest.id),
        at,
        who: accountId
          ? { name: names.accounts.get(accountId) ?? OUT_OF_SIGHT, role: roles.get(accountId) ?? null }
          : null,
        onBehalfOf: onBehalfOfId && (names.accounts.get(onBehalfOfId) ?? OUT_OF_SIGHT),
        deed: deedLabel(latest.deed, latest.tableName, latest.operation),
        reason: group.find(({ reason }) => reason)?.reason ?? null,
        requestId,
        rows: rows.map(({ entry, operation, changes: differing }) => {
          const row = group.find(({ id }) => id === entry.id) ?? latest;
          return {
            key: String(entry.id),
            label: tableLabel(entry.tableName),
            operation,
            record: nameOf(recordOf(row), names),
            changes: operation === "READ" ? [] : inWords(row, differing, operation, names),
          };
        }),
      },
    ];
  });
}

const OUT_OF_SIGHT = "ngoài phạm vi của bạn";

const nameOf = (record: ReturnType<typeof recordOf>, { records, accounts }: Names): ToldRow["record"] =>
  record && { ...record, name: records.get(record.id) ?? accounts.get(record.id) ?? null };

/** Whose history the row belongs to. */
function recordOf(row: Traced): { kind: RecordKind; id: string } | null {
  const own: Partial<Record<string, RecordKind>> = {
    survey: "survey",
    goal: "goal",
    establishment_case: "case",
    override_request: "override",
    plan: "plan",
    survey_campaign: "campaign",
    unit: "unit",
  };
  const kind = own[row.tableName];
  if (kind) return { kind, id: row.rowId };
  if (row.personId) return { kind: "person", id: row.personId };
  if (row.enterpriseId) return { kind: "enterprise", id: row.enterpriseId };
  if (row.branchId) return { kind: "branch", id: row.branchId };
  if (row.aboutAccountId) return { kind: "account", id: row.aboutAccountId };
  return null;
}

function inWords(
  row: Traced,
  changes: readonly Change[],
  operation: Entry["operation"],
  names: Names,
): ToldRow["changes"] {
  return changes.flatMap(({ column, before, after }) => {
    const label = fieldLabel(row.tableName, column);
    // Of a new row a box that was not ticked is no news.
    if (!label || (operation !== "UPDATE" && (before ?? after) === false)) return [];
    const say = (value: unknown, facts: Facts | null) =>
      value === null ? null : valueInWords(row.tableName, column, value, facts, names);
    return [{ label, before: say(before, row.before), after: say(after, row.after) }];
  });
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const PHONES = ["phone", "contact_phone", "nucleus_phone"];

function valueInWords(
  table: string,
  column: string,
  value: unknown,
  facts: Facts | null,
  names: Names,
): string {
  if (Array.isArray(value)) {
    return value.map((item) => valueInWords(table, column, item, facts, names)).join(", ") || "không có";
  }
  if (typeof value === "boolean") return value ? "có" : "không";
  if (typeof value === "number") return column === "started_year" ? String(value) : formatNumber(value);
  if (typeof value !== "string") return "đã đổi";
  if (REFERENCES.includes(column)) return names.records.get(value) ?? OUT_OF_SIGHT;
  if (ACCOUNTS.includes(column)) return names.accounts.get(value) ?? OUT_OF_SIGHT;
  if (PHONES.includes(column)) return formatPhone(value);
  if (TIMESTAMP.test(value)) return formatMoment(new Date(value));
  if (isPlainDate(value)) {
    const known = facts?.[`${column.replace(/_(date|on)$/, "")}_precision`];
    const precision = Object.values(DatePrecision).find((one) => one === known);
    return precision ? formatPartialDate({ date: value, precision }) : formatDate(value);
  }
  return codeLabel(table, column, value) ?? value;
}

async function recordNames(viewer: Viewer, tx: Tx, asked: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(asked)];
  if (ids.length === 0) return new Map();
  const within = { id: { in: ids } };
  const units = await unitNamesOn(viewer, tx, today());
  const persons = await tx.person.findMany({
    where: { ...within, AND: visiblePersons(viewer) },
    select: { id: true, fullName: true },
  });
  const branches = await tx.branch.findMany({
    where: { ...within, AND: visibleBranches(viewer) },
    select: { id: true, name: true },
  });
  const enterprises = await tx.enterprise.findMany({
    where: { ...within, AND: visibleEnterprises(viewer) },
    select: { id: true, name: true },
  });
  const areas = await tx.areaVersion.findMany({
    where: { areaId: { in: ids } },
    orderBy: { validFrom: "asc" },
    select: { areaId: true, name: true },
  });
  return new Map([
    ...ids.flatMap((id): [string, string][] => {
      const unit = units.get(id);
      return unit ? [[id, unit.shortName]] : [];
    }),
    ...persons.map(({ id, fullName }): [string, string] => [id, fullName]),
    ...[...branches, ...enterprises].map(({ id, name }): [string, string] => [id, name]),
    ...areas.map(({ areaId, name }): [string, string] => [areaId, name]),
  ]);
}

/** What the accounts answer for, in a few words, as far as it lies in the viewer's provinces. */
async function accountRoles(_viewer: Viewer, tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    { id: string; role: Role; unitName: string | null; branchName: string | null; isOver: boolean }[]
  >`select id, role, unit_name as "unitName", branch_name as "branchName",
      valid_to is not null and valid_to <= access.today() as "isOver"
    from access.account_roles(${[...ids]}::uuid[])`;
  const roles = new Map<string, string>();
  // Roles of today before roles that have ended, the latest first.
  for (const row of [...rows].sort((one, other) => Number(one.isOver) - Number(other.isOver))) {
    if (roles.has(row.id)) continue;
    const place = row.role === "unit_officer" ? row.unitName : row.branchName;
    roles.set(row.id, place ? `${ROLE_LABELS[row.role]}, ${place}` : ROLE_LABELS[row.role]);
  }
  return roles;
}

// The history of a record.

/** What is told in a record's history: the rows that are the record, and those that hang on it. */
function historyOf(kind: Exclude<RecordKind, "person">, id: string): Prisma.AuditEntryWhereInput {
  const rows = (...tables: string[]) => ({ tableName: { in: tables } });
  const named = (column: string) => ({
    OR: [{ after: { path: [column], equals: id } }, { before: { path: [column], equals: id } }],
  });
  switch (kind) {
    case "enterprise":
      return { enterpriseId: id };
    case "branch":
      return { branchId: id, NOT: rows("membership", "admission") };
    case "account":
      return { aboutAccountId: id };
    case "survey":
      return {
        OR: [
          { ...rows("survey"), rowId: id },
          { ...rows("survey_event", "survey_need", "survey_organisation"), ...named("survey_id") },
        ],
      };
    case "goal":
      return { ...rows("goal"), rowId: id };
    case "case":
      return {
        OR: [
          { ...rows("establishment_case"), rowId: id },
          { ...rows("case_step"), ...named("case_id") },
          { ...rows("case_paper"), ...named("case_id") },
        ],
      };
    case "override":
      return { ...rows("override_request"), rowId: id };
    case "campaign":
      return { ...rows("survey_campaign"), rowId: id };
    case "plan":
      return {
        OR: [
          { ...rows("plan"), rowId: id },
          { ...rows("resolution_task", "plan_step", "plan_correction"), ...named("plan_id") },
        ],
      };
    case "unit":
      return {
        OR: [
          { ...rows("unit"), rowId: id },
          { ...rows("unit_version"), ...named("unit_id") },
        ],
      };
  }
}

/**
 * What was done to a record, latest first, as far as the viewer sees it; null where the record itself is out of sight.
 * The database shows of the trace what it shows of the rows the trace is about.
 */
export async function recordHistory(
  viewer: Viewer,
  tx: Tx,
  { kind, id, after }: { kind: RecordKind; id: string; after?: string | undefined },
) {
  if (!isId(id)) return null;
  const record = await findRecord(viewer, tx, kind, id);
  if (!record) return null;
  // A survey's lines are found by its enterprise, which has an index.
  const within = "enterpriseId" in record ? { enterpriseId: record.enterpriseId } : {};
  const told = kind === "person" ? await recordsOfPerson(tx, id) : historyOf(kind, id);
  return {
    record,
    ...(await readPage(viewer, tx, { AND: [within, told] }, { after, of: id })),
  };
}

/** A person's own record and those that were merged into it, whose history goes on in this one. */
async function recordsOfPerson(tx: Tx, id: string): Promise<Prisma.AuditEntryWhereInput> {
  const [answer] = await tx.$queryRaw<{ ids: string[] }[]>`select access.records_of(${id}::uuid) as ids`;
  return { personId: { in: answer?.ids ?? [id] } };
}

type FoundRecord = { title: string; href: `/${string}` | null; enterpriseId?: string };

/** The record's name and page, if the viewer sees it. */
async function findRecord(viewer: Viewer, tx: Tx, kind: RecordKind, id: string): Promise<FoundRecord | null> {
  const named = { select: { name: true } } as const;
  switch (kind) {
    case "enterprise": {
      const found = await tx.enterprise.findFirst({
        where: { id, AND: visibleEnterprises(viewer) },
        ...named,
      });
      return found && { title: found.name, href: `/enterprises/${id}` };
    }
    case "branch": {
      const found = await tx.branch.findFirst({ where: { id, AND: visibleBranches(viewer) }, ...named });
      return found && { title: found.name, href: `/branches/${id}` };
    }
    case "person": {
      const found = await tx.person.findFirst({
        where: { id, AND: visiblePersons(viewer) },
        select: { fullName: true },
      });
      return found && { title: found.fullName, href: `/members/${id}` };
    }
    case "survey": {
      const found = await tx.survey.findFirst({
        where: { id, AND: visibleOfEnterprises(viewer) },
        select: { enterpriseId: true, enterprise: named },
      });
      return (
        found && {
          title: `Phiếu khảo sát: ${found.enterprise.name}`,
          href: `/surveys/${id}`,
          enterpriseId: found.enterpriseId,
        }
      );
    }
    case "goal": {
      const found = await tx.goal.findFirst({
        where: { id, AND: visibleOfEnterprises(viewer) },
        select: { kind: true, line: true, enterprise: named },
      });
      return (
        found && {
          title: `${goalTitle(found.kind, found.line)}: ${found.enterprise.name}`,
          href: `/goals/${id}`,
        }
      );
    }
    case "case": {
      const found = await tx.establishmentCase.findFirst({
        where: { id, AND: visibleOfEnterprises(viewer) },
        select: { enterpriseId: true, enterprise: named },
      });
      return (
        found && {
          title: `Hồ sơ vận động: ${found.enterprise.name}`,
          href: `/cases/${id}`,
        }
      );
    }
    case "override": {
      const found = await tx.overrideRequest.findFirst({
        where: { id, AND: visibleOverrides(viewer) },
        select: { subject: true },
      });
      return found && { title: `Đề nghị ngoại lệ: ${found.subject}`, href: "/overrides" };
    }
    case "plan": {
      const found = await tx.plan.findFirst({
        where: { id, provinceId: { in: ownProvincesOf(viewer) } },
        select: { type: true, symbol: true },
      });
      return found && { title: planName(found), href: `/plans/${id}` };
    }
    case "campaign": {
      const found = await tx.surveyCampaign.findFirst({
        where: { id, provinceId: { in: ownProvincesOf(viewer) } },
        ...named,
      });
      return found && { title: found.name, href: `/campaigns/${id}` };
    }
    case "unit": {
      const name = (await unitNamesOn(viewer, tx, today())).get(id);
      return name ? { title: name.name, href: `/units/${id}` } : null;
    }
    case "account":
      return findAccount(viewer, tx, id);
  }
}

async function findAccount(viewer: Viewer, tx: Tx, id: string): Promise<FoundRecord | null> {
  const mayLook = id === viewer.accountId || departmentsOf(viewer).length > 0 || unitsOf(viewer).length > 0;
  if (!mayLook) return null;
  const [seen] = await tx.$queryRaw<{ sees: boolean }[]>`select access.sees_account(${id}::uuid) as sees`;
  const name = seen?.sees ? (await accountNames(viewer, tx, [id])).get(id) : undefined;
  return name
    ? { title: `Tài khoản: ${name}`, href: id === viewer.accountId ? "/account" : `/accounts/${id}` }
    : null;
}

// The search.

/** How far a search counts. */
const COUNTED = 1000;

/** The trace of the viewer's departments' provinces under the filter, latest first; null for everybody else. */
export async function searchTrace(viewer: Viewer, tx: Tx, filter: TraceFilter) {
  if (!can(viewer, "audit.search")) return null;
  const accounts = filter.who === undefined ? undefined : await accountsCalled(viewer, tx, filter.who);
  const where: Prisma.AuditEntryWhereInput = {
    provinceId: { in: departmentsOf(viewer) },
    ...(accounts && { accountId: { in: accounts } }),
    ...((filter.from || filter.to) && { at: between(filter.from, filter.to) }),
    ...(filter.deed && { deed: filter.deed }),
    ...(filter.table && { tableName: filter.table }),
    ...(filter.operation && { operation: filter.operation }),
    ...(filter.unit && { unitId: filter.unit }),
    ...(filter.request && { requestId: filter.request }),
    ...(filter.record && recordWhere(filter.record)),
  };
  return {
    ...(await readPage(viewer, tx, where, { after: filter.after })),
    /** Lines of the trace, one for each row written; counted up to one more than the limit. */
    count: await tx.auditEntry.count({ where, take: COUNTED + 1 }),
    units: [...(await unitNamesOn(viewer, tx, today())).values()],
  };
}

/** Everything about a record, whichever way the row names it. */
const recordWhere = (id: string): Prisma.AuditEntryWhereInput =>
  isId(id)
    ? {
        OR: [{ rowId: id }, { enterpriseId: id }, { branchId: id }, { personId: id }, { aboutAccountId: id }],
      }
    : { rowId: id };

/** Days as they are lived in Vietnam, the last one included. */
const between = (from: PlainDate | undefined, to: PlainDate | undefined) => ({
  ...(from && { gt: endOfDay(addDays(from, -1)) }),
  ...(to && { lte: endOfDay(to) }),
});

async function accountsCalled(_viewer: Viewer, tx: Tx, words: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`select access.accounts_called(${words}) as id`;
  return rows.map(({ id }) => id);
}
