import { type Appointment, can, type Viewer } from "@/lib/access/policy";
import { rolesGivenBy } from "@/lib/accounts/rules";
import type { LineScope, Role } from "@/lib/generated/prisma/enums";

/** Appointments the viewer holds in person: those held on somebody's behalf give no accounts and are not passed on. */
export const ownAppointments = (viewer: Viewer): Appointment[] =>
  viewer.appointments.filter(({ id }) => viewer.delegations[id] === undefined);

/** Appointments the viewer may let somebody else exercise for a while. */
export const delegableAppointments = (viewer: Viewer): Appointment[] =>
  ownAppointments(viewer).filter(({ role }) => role !== "system_admin");

/** Roles the viewer may give, somewhere. */
export const rolesToGive = (viewer: Viewer): Role[] => [
  ...new Set(ownAppointments(viewer).flatMap(({ role }) => rolesGivenBy(role))),
];

/** Units whose organisations' secretaries the viewer appoints. */
export const appointingUnits = (viewer: Viewer): string[] =>
  ownAppointments(viewer)
    .filter(({ role }) => role === "unit_officer")
    .map(({ unitId }) => unitId);

/** Provinces for whose units the viewer appoints. */
export const appointingProvinces = (viewer: Viewer): string[] =>
  ownAppointments(viewer)
    .filter(({ role }) => role === "org_department")
    .map(({ provinceId }) => provinceId);

type AppointmentPlace = { role: Role; line: LineScope; provinceId: string; unitId: string };

/** Whether the viewer may give this role there: never wider than an own appointment, in its province and on its line. */
export const mayAppoint = (viewer: Viewer, { role, line, provinceId, unitId }: AppointmentPlace): boolean =>
  can(viewer, "account.give") &&
  ownAppointments(viewer).some(
    (held) =>
      rolesGivenBy(held.role).includes(role) &&
      held.provinceId === provinceId &&
      (held.line === "both" || held.line === line) &&
      (held.role === "org_department" || held.unitId === unitId),
  );
