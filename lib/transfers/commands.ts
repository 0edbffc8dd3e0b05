import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { ruleSetOn } from "@/lib/branches/queries";
import { addMonths, fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { currentMembership, memberBranch } from "@/lib/members/queries";
import { done, refuse } from "@/lib/result";
import { visibleTransfers } from "@/lib/transfers/policy";
import { type Move, OUTSIDE } from "@/lib/transfers/rules";
import type {
  ArrivalInput,
  IntroductionInput,
  ReceiptInput,
  RefusalInput,
  RemarkInput,
  SendingInput,
  StartInput,
} from "@/lib/transfers/schema";

/** Somebody asked for the same, or entered the person elsewhere, at the same moment. */
const CONFLICTS = { transfer_one_open: "already_under_way" } as const;
const MEMBERSHIP_CONFLICTS = {
  membership_one_cell: "already_in_a_cell",
  membership_no_overlap: "already_member_here",
  membership_fee_outside: "fee_paid_later",
} as const;

type Begun = {
  personId: string;
  branchId: string;
  toBranchId: string | null;
  outside: string | null;
  on: PlainDate;
  note: string | null;
} & Partial<Pick<ArrivalInput, "documentNumber" | "joined" | "cardNumber">>;

const STARTING = [
  "in_future",
  "not_a_member",
  "before_joined",
  "destination_not_found",
  "already_member",
] as const;

/** Begins a transfer; the database looks whether both organisations and the membership are there, and writes the snapshot. */
async function begin(tx: Tx, given: Begun) {
  const id = newId();
  const { personId, branchId, toBranchId, outside, on, note, documentNumber, joined, cardNumber } = given;
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.start_transfer(${id}::uuid, ${personId}::uuid, ${branchId}::uuid, ${toBranchId}::uuid, ${outside}, ${on}::date,
      ${note}, ${documentNumber ?? null}, ${joined?.date ?? null}::date, ${joined?.precision ?? null}::public.date_precision,
      ${cardNumber ?? null}) as outcome`;
  if (answer?.outcome === "done") return done({ transferId: id });
  return refuse(STARTING.find((refusal) => refusal === answer?.outcome) ?? "membership_not_found");
}

/**
 * Asks for the transfer of a member to an organisation of the register or a place outside it; with it the chi đoàn's
 * remark, where that is known already. The person goes on counting here until received there.
 */
export const requestTransfer = command(
  "transfer.request",
  async (viewer, tx, input: StartInput) => {
    const membership = await currentMembership(viewer, tx, input.membershipId);
    if (!membership || !can(viewer, "member.write")) return refuse("membership_not_found");
    const isOutside = input.destination === OUTSIDE;
    if (input.destination === membership.branchId) return refuse("destination_is_sender");
    const begun = await begin(tx, {
      personId: membership.personId,
      branchId: membership.branchId,
      toBranchId: isOutside ? null : input.destination,
      outside: isOutside ? input.outside : null,
      on: input.on,
      note: input.reason,
    });
    if (!begun.ok || !input.remark) return begun;
    const { transferId } = begun.value;
    const remarked = await remark(viewer, tx, { ...input, transferId, note: input.remark });
    return remarked.ok ? begun : remarked;
  },
  CONFLICTS,
);

/** Enters that somebody came with a letter from outside the register; the level above receives them (§2.5). */
export const recordArrival = command(
  "transfer.announce",
  async (viewer, tx, input: ArrivalInput) => {
    const branch = await memberBranch(viewer, tx, input.branchId);
    if (!branch?.canKeep) return refuse("membership_not_found");
    return begin(tx, { ...input, toBranchId: input.branchId });
  },
  CONFLICTS,
);

type Moved = { transferId: string; on: PlainDate; note?: string | null } & {
  documentNumber?: string | null;
  feeUntil?: PlainDate | null;
};

const MOVING = ["not_possible", "in_future", "before_last_step"] as const;

/** One step; the row of the transfer is held, so that of two moves at a moment one is told that it came too late. */
async function move(viewer: Viewer, tx: Tx, to: Move, input: Moved) {
  const transfer = await tx.transfer.findFirst({
    where: { id: input.transferId, AND: visibleTransfers(viewer) },
    select: { id: true },
  });
  if (!transfer || !can(viewer, "member.write")) return refuse("transfer_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_transfer(${transfer.id}::uuid, ${to}::public.transfer_state, ${input.on}::date, ${input.note ?? null},
      ${input.documentNumber ?? null}, ${input.feeUntil ?? null}::date) as outcome`;
  if (answer?.outcome === "done") return done({ transferId: transfer.id });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "transfer_not_found");
}

/** The chi đoàn's remark, and the month the fee was collected to (V31: not before the membership began). */
async function remark(viewer: Viewer, tx: Tx, input: RemarkInput) {
  const { transferId, feeUntil } = input;
  if (feeUntil) {
    const transfer = await tx.transfer.findFirst({
      where: { id: transferId, AND: visibleTransfers(viewer) },
      select: { personId: true, branchId: true },
    });
    const membership =
      transfer &&
      (await tx.membership.findFirst({
        where: { ...transfer, voidedAt: null, validTo: null },
        select: { validFrom: true },
      }));
    const joined = membership && fromDatabase(membership.validFrom);
    if (joined && feeUntil < `${joined.slice(0, 7)}-01`) return refuse("fee_before_joined", { joined });
  }
  return move(viewer, tx, "remarked", input);
}

export const remarkTransfer = command("transfer.remark", remark);

/** The level above introduces, and with the same deed sends where that is asked. */
export const introduceTransfer = command(
  "transfer.introduce",
  async (viewer, tx, { sends, ...input }: IntroductionInput) => {
    const introduced = await move(viewer, tx, "introduced", input);
    return introduced.ok && sends
      ? move(viewer, tx, "sent", { transferId: input.transferId, on: input.on })
      : introduced;
  },
);

export const sendTransfer = command("transfer.send", (viewer, tx, input: SendingInput) =>
  move(viewer, tx, "sent", input),
);

/** The chi đoàn says that somebody whom the level above received has come. */
export const arriveTransfer = command("transfer.arrive", (viewer, tx, input: SendingInput) =>
  move(viewer, tx, "arrived", input),
);

/** The receiver returns, or the sender takes back, with the reason; the person never left the sender. */
export const refuseTransfer = command("transfer.refuse", (viewer, tx, { verdict, ...input }: RefusalInput) =>
  move(viewer, tx, verdict, input),
);

const RECEIVING = [
  "not_possible",
  "in_future",
  "before_sent",
  "branch_not_alive",
  "not_a_member",
  "before_joined",
  "duplicate_pending",
] as const;

/**
 * Receives somebody: the one membership ends and the other begins on the same day, in one function of the database. V17: not
 * before the sending; later than the charter's months only when that was read.
 */
export const receiveTransfer = command(
  "transfer.receive",
  async (viewer, tx, input: ReceiptInput) => {
    const transfer = await tx.transfer.findFirst({
      where: { id: input.transferId, AND: visibleTransfers(viewer) },
      select: { id: true, line: true, sentOn: true },
    });
    if (!transfer || !can(viewer, "member.write")) return refuse("transfer_not_found");
    const sentOn = transfer.sentOn && fromDatabase(transfer.sentOn);
    const months = (await ruleSetOn(viewer, tx, transfer.line, input.on))?.rules.transferReceiptMonths;
    if (sentOn && months && input.on > addMonths(sentOn, months) && !input.confirmed.includes("V17")) {
      return refuse("received_late", { sentOn, months });
    }
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.receive_transfer(${transfer.id}::uuid, ${input.on}::date, ${input.note},
        date_trunc('milliseconds', clock_timestamp())) as outcome`;
    if (answer?.outcome === "done") return done({ transferId: transfer.id });
    return refuse(RECEIVING.find((refusal) => refusal === answer?.outcome) ?? "transfer_not_found");
  },
  MEMBERSHIP_CONFLICTS,
);
