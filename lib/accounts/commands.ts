import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { hashToken, linkTokenOf } from "@/lib/access/session";
import { delegableAppointments, mayAppoint } from "@/lib/accounts/policy";
import { findAccount, placeNamed } from "@/lib/accounts/queries";
import { delegationProblem, periodProblem } from "@/lib/accounts/rules";
import type {
  AccountInput,
  AppointmentInput,
  DelegationInput,
  EndingInput,
  LinkInput,
  LockInput,
  PeriodInput,
} from "@/lib/accounts/schema";
import { today } from "@/lib/dates/today";
import { command, graveCommand } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";

/**
 * The program may write neither accounts nor appointments: each deed is a function of the database, which asks again who
 * may and answers in a word. The words that the first fence gives too are the same.
 */
const OVERLAP = { appointment_no_overlap: "appointment_overlaps" } as const;

async function mayGive(viewer: Viewer, tx: Tx, input: Omit<AppointmentInput, "accountId">) {
  const place = await placeNamed(viewer, tx, input);
  return place !== null && mayAppoint(viewer, { role: input.role, ...place });
}

/**
 * An account with its first appointment, and the link by which its owner sets the first password. The link's token is
 * made from its id, so the answer kept for a repeated request holds no secret and still leads to the slip.
 */
export const createAccount = graveCommand("account.create", async (viewer, tx, input: AccountInput) => {
  if (!(await mayGive(viewer, tx, input))) return refuse("place_not_found");
  const problem = periodProblem(input, today());
  if (problem) return refuse(problem);
  const [accountId, linkId] = [newId(), newId()];
  const [answer] = await tx.$queryRaw<
    {
      outcome:
        | "done"
        | "proof_needed"
        | "place_not_found"
        | "period_backwards"
        | "period_over"
        | "login_taken"
        | "login_unavailable";
    }[]
  >`select access.create_account(${accountId}::uuid, ${input.login}, ${input.displayName}, ${newId()}::uuid,
      ${input.role}::public.role, ${input.line}::public.line_scope, ${input.unitId}::uuid, ${input.branchId}::uuid,
      ${input.validFrom}::date, ${input.validTo}::date, ${linkId}::uuid, ${hashToken(linkTokenOf(linkId))}) as outcome`;
  const outcome = answer?.outcome ?? "place_not_found";
  return outcome === "done" ? done({ accountId, linkId }) : refuse(outcome);
});

/** A new one-time link: the first again, or a reset, which ends the old password and every session. */
export const issueLink = graveCommand("account.issue-link", async (viewer, tx, { accountId }: LinkInput) => {
  const account = await findAccount(viewer, tx, accountId);
  if (account?.may !== "commands") return refuse("account_not_found");
  const linkId = newId();
  const [answer] = await tx.$queryRaw<
    { outcome: "done" | "proof_needed" | "account_not_found" | "account_disabled" }[]
  >`select access.issue_link(${linkId}::uuid, ${accountId}::uuid, ${hashToken(linkTokenOf(linkId))}) as outcome`;
  const outcome = answer?.outcome ?? "account_not_found";
  return outcome === "done" ? done({ accountId, linkId }) : refuse(outcome);
});

/** Whether it is locked now; the second word is "it was so already". */
async function lock(viewer: Viewer, tx: Tx, accountId: string, isLocked: boolean) {
  const account = await findAccount(viewer, tx, accountId);
  if (!account || account.may === "sees") return refuse("account_not_found");
  const [answer] = await tx.$queryRaw<
    { outcome: "done" | "proof_needed" | "account_not_found" | "already_so" }[]
  >`select access.lock_account(${accountId}::uuid, ${isLocked}) as outcome`;
  const outcome = answer?.outcome ?? "account_not_found";
  return outcome === "done" ? done({ accountId }) : refuse(outcome);
}

/** Locks an account on its very next request. Asks for no password: whoever sees misuse must be quick. */
export const lockAccount = command("account.lock", (viewer, tx, { accountId }: LockInput) =>
  lock(viewer, tx, accountId, true),
);

export const unlockAccount = graveCommand("account.unlock", (viewer, tx, { accountId }: LockInput) =>
  lock(viewer, tx, accountId, false),
);

/** For somebody whose phone and recovery codes are lost and who stands in front of the one who does this. */
export const clearSecondFactor = graveCommand(
  "account.clear-second-factor",
  async (viewer, tx, { accountId }: LockInput) => {
    const account = await findAccount(viewer, tx, accountId);
    if (account?.may !== "commands") return refuse("account_not_found");
    const [answer] = await tx.$queryRaw<
      { outcome: "done" | "proof_needed" | "account_not_found" | "already_so" }[]
    >`select access.clear_second_factor(${accountId}::uuid) as outcome`;
    const outcome = answer?.outcome ?? "account_not_found";
    return outcome === "done" ? done({ accountId }) : refuse(outcome);
  },
);

/** Another appointment for an account below. */
export const giveAppointment = graveCommand(
  "appointment.give",
  async (viewer, tx, input: AppointmentInput) => {
    if (!(await findAccount(viewer, tx, input.accountId))) return refuse("account_not_found");
    if (!(await mayGive(viewer, tx, input))) return refuse("place_not_found");
    const problem = periodProblem(input, today());
    if (problem) return refuse(problem);
    const [answer] = await tx.$queryRaw<
      {
        outcome:
          | "done"
          | "proof_needed"
          | "account_not_found"
          | "place_not_found"
          | "period_backwards"
          | "period_over";
      }[]
    >`select access.give_appointment(${newId()}::uuid, ${input.accountId}::uuid, ${input.role}::public.role,
        ${input.line}::public.line_scope, ${input.unitId}::uuid, ${input.branchId}::uuid, ${input.validFrom}::date,
        ${input.validTo}::date) as outcome`;
    const outcome = answer?.outcome ?? "place_not_found";
    return outcome === "done" ? done({ accountId: input.accountId }) : refuse(outcome);
  },
  OVERLAP,
);

/** Ends an appointment on a day, by a superior or by whoever delegated it: from that day it gives nothing. */
export const endAppointment = graveCommand("appointment.end", async (_viewer, tx, input: EndingInput) => {
  const [answer] = await tx.$queryRaw<
    { outcome: "done" | "proof_needed" | "appointment_not_found" | "already_ended" | "before_beginning" }[]
  >`select access.end_appointment(${input.appointmentId}::uuid, ${input.on}::date, ${newId()}::uuid) as outcome`;
  const outcome = answer?.outcome ?? "appointment_not_found";
  return outcome === "done" ? done({ appointmentId: input.appointmentId }) : refuse(outcome);
});

/** Corrects the period of an appointment that has not begun. */
export const correctAppointment = graveCommand(
  "appointment.correct",
  async (_viewer, tx, input: PeriodInput) => {
    const problem = periodProblem(input, today());
    if (problem) return refuse(problem);
    const [answer] = await tx.$queryRaw<
      {
        outcome:
          | "done"
          | "proof_needed"
          | "appointment_not_found"
          | "already_begun"
          | "period_backwards"
          | "period_over";
      }[]
    >`select access.correct_appointment(${input.appointmentId}::uuid, ${input.validFrom}::date, ${input.validTo}::date,
        ${newId()}::uuid) as outcome`;
    const outcome = answer?.outcome ?? "appointment_not_found";
    return outcome === "done" ? done({ appointmentId: input.appointmentId }) : refuse(outcome);
  },
  OVERLAP,
);

/** Lets another account of the province exercise an own appointment, or one line of it, for a while. */
export const delegateAppointment = graveCommand(
  "appointment.delegate",
  async (viewer, tx, input: DelegationInput) => {
    if (!delegableAppointments(viewer).some(({ id }) => id === input.appointmentId)) {
      return refuse("appointment_not_found");
    }
    const problem = delegationProblem(input, today());
    if (problem) return refuse(problem);
    const [answer] = await tx.$queryRaw<
      {
        outcome:
          | "done"
          | "proof_needed"
          | "appointment_not_found"
          | "line_too_wide"
          | "period_backwards"
          | "period_in_past"
          | "period_too_long"
          | "beyond_own"
          | "receiver_not_found";
      }[]
    >`select access.delegate(${newId()}::uuid, ${input.appointmentId}::uuid, ${input.login}, ${input.line}::public.line_scope,
        ${input.validFrom}::date, ${input.validTo}::date) as outcome`;
    const outcome = answer?.outcome ?? "appointment_not_found";
    return outcome === "done" ? done({ appointmentId: input.appointmentId }) : refuse(outcome);
  },
  OVERLAP,
);
