import { addDays, daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import type { Role } from "@/lib/generated/prisma/enums";

/** How long somebody may act for another in one go. Our own choice: long enough for a leave, too short to be a habit. */
export const LONGEST_DELEGATION_DAYS = 60;

/** Roles the organisation department gives in its province, the commonest first. */
const PROVINCE_GIVES = [
  "unit_officer",
  "province_board",
  "org_department",
  "association_department",
  "province_editor",
  "province_clerk",
  "party_viewer",
  "system_admin",
] as const satisfies readonly Role[];

/** Whom a role appoints (domain.md §1.11, row "Accounts"); a role that is not here appoints nobody. */
const GIVES: Partial<Record<Role, readonly Role[]>> = {
  org_department: PROVINCE_GIVES,
  unit_officer: ["branch_secretary"],
};

/** Roles somebody who holds `role` may give to others. */
export const rolesGivenBy = (role: Role): readonly Role[] => GIVES[role] ?? [];

export type AccountState = "active" | "invited" | "locked" | "idle";

/** Locked before all; without a password nobody has entered yet; without an appointment there is nothing to enter for. */
export function stateOf(account: {
  disabledAt: Date | null;
  hasPassword: boolean;
  appointments: readonly { isLive: boolean }[];
}): AccountState {
  if (account.disabledAt) return "locked";
  if (!account.hasPassword) return "invited";
  return account.appointments.some(({ isLive }) => isLive) ? "active" : "idle";
}

type PeriodProblem = "period_backwards" | "period_over" | "period_in_past" | "period_too_long";

/** What is wrong with the period of an appointment given on `today`; `validTo` is the first day without it. */
export function periodProblem(
  { validFrom, validTo }: { validFrom: PlainDate; validTo: PlainDate | null },
  today: PlainDate,
): Extract<PeriodProblem, "period_backwards" | "period_over"> | null {
  if (validTo === null) return null;
  if (validTo <= validFrom) return "period_backwards";
  return validTo <= today ? "period_over" : null;
}

/** The same for acting on somebody's behalf, which has an end and begins today at the earliest. */
export function delegationProblem(
  { validFrom, validTo }: { validFrom: PlainDate; validTo: PlainDate },
  today: PlainDate,
): Exclude<PeriodProblem, "period_over"> | null {
  if (validTo <= validFrom) return "period_backwards";
  if (validFrom < today) return "period_in_past";
  return daysBetween(validFrom, validTo) > LONGEST_DELEGATION_DAYS ? "period_too_long" : null;
}

/** The last day on which a delegation that begins then can end. */
export const latestEnd = (validFrom: PlainDate): PlainDate => addDays(validFrom, LONGEST_DELEGATION_DAYS);
