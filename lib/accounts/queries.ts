import "server-only";
import { can, type Viewer, visibleBranches } from "@/lib/access/policy";
import { linkTokenOf } from "@/lib/access/session";
import { appointingProvinces, appointingUnits, rolesToGive } from "@/lib/accounts/policy";
import { stateOf } from "@/lib/accounts/rules";
import type { AccountFilter } from "@/lib/accounts/schema";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { AccountLinkPurpose, Line, LineScope, Role } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey } from "@/lib/text/sort-key";
import { listUnits } from "@/lib/units/queries";

/** An appointment of an account as the database tells it to those above. */
type HeldAppointment = {
  id: string;
  role: Role;
  line: LineScope;
  unitId: string;
  unitName: string | null;
  branchId: string | null;
  branchName: string | null;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  /** Gives something today. */
  isLive: boolean;
  /** The viewer stands above it and may end it. */
  isBelow: boolean;
  delegatedBy: string | null;
};

type AccountRow = {
  id: string;
  login: string;
  name: string;
  isDemo: boolean;
  disabledAt: Date | null;
  createdAt: Date;
  hasPassword: boolean;
  lastSignInAt: Date | null;
  linkExpiresAt: Date | null;
  /** What the viewer may do: everything, lock only, or see the part that is below. */
  may: "commands" | "locks" | "sees";
  appointments: HeldAppointment[];
};

const accountRows = (tx: Tx, accountId: string | null): Promise<AccountRow[]> =>
  tx.$queryRaw<AccountRow[]>`
    select id, login, name, is_demo as "isDemo", disabled_at as "disabledAt", created_at as "createdAt",
      has_password as "hasPassword", last_sign_in_at as "lastSignInAt", link_expires_at as "linkExpiresAt", may, appointments
    from access.accounts(${accountId}::uuid)`;

const PAGE = 50;

/** Accounts below the viewer, by name; a province has some hundreds, so they are narrowed here and not in the database. */
export async function listAccounts(viewer: Viewer, tx: Tx, filter: AccountFilter) {
  if (!can(viewer, "account.read")) return null;
  const all = (await accountRows(tx, null)).map((row) => ({ ...row, state: stateOf(row) }));
  const words = filter.q && searchKey(filter.q);
  const found = all
    .filter(
      ({ state, login, name, appointments }) =>
        (!filter.state || state === filter.state) &&
        (!words || searchKey(name).includes(words) || login.includes(filter.q?.toLowerCase() ?? "")) &&
        appointments.some(
          ({ role, unitId }) =>
            (!filter.role || role === filter.role) && (!filter.unit || unitId === filter.unit),
        ),
    )
    .map((row) => ({ row, key: personSortKey(row.name) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
  const page = filter.page ?? 1;
  const units = new Map(
    all.flatMap(({ appointments }) =>
      appointments.flatMap(({ unitId, unitName }) => (unitName ? [[unitId, unitName] as const] : [])),
    ),
  );
  return {
    roles: [...new Set(all.flatMap(({ appointments }) => appointments.map(({ role }) => role)))],
    rows: found.slice((page - 1) * PAGE, page * PAGE),
    total: found.length,
    next: found.length > page * PAGE ? page + 1 : null,
    units: [...units]
      .map(([id, name]) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name, "vi")),
  };
}

/** One account below the viewer, or null: others do not exist. */
export async function findAccount(viewer: Viewer, tx: Tx, accountId: string) {
  if (!can(viewer, "account.read") || !isId(accountId)) return null;
  const [row] = await accountRows(tx, accountId);
  return row ? { ...row, state: stateOf(row) } : null;
}

/** Roles the viewer may give, with the units and organisations for them, for the forms. */
export async function placesToGive(viewer: Viewer, tx: Tx) {
  const provinces = appointingProvinces(viewer);
  const units = provinces.length > 0 ? await listUnits(viewer, tx, today()) : [];
  const on = toDatabase(today());
  const branches = await tx.branch.findMany({
    where: {
      AND: visibleBranches(viewer),
      unitId: { in: appointingUnits(viewer) },
      lives: {
        some: { voidedAt: null, validFrom: { lte: on }, OR: [{ validTo: null }, { validTo: { gt: on } }] },
      },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true, line: true },
  });
  return {
    roles: rolesToGive(viewer),
    units: units.map(({ unitId, name, kind }) => ({ id: unitId, name, kind })),
    branches,
    today: today(),
  };
}

/** The unit and line of a place the viewer named, if it is one where the viewer may look for it. */
export async function placeNamed(
  viewer: Viewer,
  tx: Tx,
  {
    role,
    unitId,
    branchId,
    line,
  }: { role: Role; unitId: string | null; branchId: string | null; line: LineScope | null },
): Promise<{ provinceId: string; unitId: string; line: LineScope } | null> {
  if (role === "branch_secretary") {
    if (!branchId) return null;
    return tx.branch.findFirst({
      where: { id: branchId, AND: visibleBranches(viewer) },
      select: { provinceId: true, unitId: true, line: true },
    });
  }
  if (!unitId || !line) return null;
  const unit = await tx.unit.findFirst({
    where: { id: unitId },
    select: { id: true, provinceId: true },
  });
  return unit && { provinceId: unit.provinceId, unitId: unit.id, line };
}

/** Shows the slip of a new link: once, to the one who issued it; null ever after. Asking for it is what spends it. */
export async function takeSlip(_viewer: Viewer, tx: Tx, linkId: string) {
  if (!isId(linkId)) return null;
  const [slip] = await tx.$queryRaw<
    { accountId: string; login: string; name: string; purpose: AccountLinkPurpose; expiresAt: Date }[]
  >`select account_id as "accountId", login, name, purpose, expires_at as "expiresAt" from access.show_slip(${linkId}::uuid)`;
  return slip ? { ...slip, token: linkTokenOf(linkId) } : null;
}

export type Delegation = {
  id: string;
  isMine: boolean;
  by: string;
  to: string;
  role: Role;
  line: LineScope;
  unitName: string | null;
  branchName: string | null;
  validFrom: PlainDate;
  validTo: PlainDate;
  isLive: boolean;
};

/** What the viewer lets others do and what others let the viewer do, the latest first. */
export async function listDelegations(_viewer: Viewer, tx: Tx): Promise<Delegation[]> {
  const rows = await tx.$queryRaw<
    (Omit<Delegation, "validFrom" | "validTo"> & { validFrom: Date; validTo: Date })[]
  >`
    select id, is_mine as "isMine", by_name as "by", to_name as "to", role, line, unit_name as "unitName",
      branch_name as "branchName", valid_from as "validFrom", valid_to as "validTo", is_live as "isLive"
    from access.delegations()`;
  return rows.map((row) => ({
    ...row,
    validFrom: fromDatabase(row.validFrom),
    validTo: fromDatabase(row.validTo),
  }));
}

type SightRow = {
  accountId: string;
  name: string | null;
  appointmentId: string;
  role: Role;
  line: LineScope;
  unitName: string | null;
  branchName: string | null;
  validFrom: Date;
  validTo: Date | null;
  delegatedBy: string | null;
  scopeLine: Line;
  scopeBranchId: string | null;
  scopeBranchName: string | null;
  /** What of the person lies there; null where it is out of the viewer's sight. */
  rows: { kind: "membership" | "admission" | "post"; from: PlainDate; to: PlainDate | null }[] | null;
};

/** Accounts that can open this person's record today, each with the appointments that give it and why. */
export async function whoSeesPerson(viewer: Viewer, tx: Tx, personId: string) {
  if (!can(viewer, "person.access")) return [];
  const rows = await tx.$queryRaw<SightRow[]>`
    select account_id as "accountId", name, appointment_id as "appointmentId", role, line, unit_name as "unitName",
      branch_name as "branchName", valid_from as "validFrom", valid_to as "validTo", delegated_by as "delegatedBy",
      scope_line as "scopeLine", scope_branch_id as "scopeBranchId", scope_branch_name as "scopeBranchName", rows
    from access.who_sees_person(${personId}::uuid)
    order by role, name nulls last, account_id, scope_branch_name nulls last`;
  return rows.map((row) => ({
    ...row,
    validFrom: fromDatabase(row.validFrom),
    validTo: row.validTo && fromDatabase(row.validTo),
  }));
}
