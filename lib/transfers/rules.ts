import { addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { TransferState } from "@/lib/generated/prisma/enums";

/** Between two organisations of the register, out of it, or into it. */
export type Route = "within" | "out" | "in";

/** Somebody from outside begins with the receiver: both ends of the row are then the same organisation. */
export const routeOf = ({ branchId, toBranchId }: { branchId: string; toBranchId: string | null }): Route =>
  toBranchId === null ? "out" : toBranchId === branchId ? "in" : "within";

/** In a form's destination: a place outside the register instead of one of its organisations. */
export const OUTSIDE = "outside";

/** What a transfer can be brought to; that it is asked for is its beginning. */
export type Move = Exclude<TransferState, "requested">;

/**
 * Who somebody is in a transfer: keeps the sending organisation's members, decides above it, keeps the receiving one's, decides
 * above that. A chi đoàn cơ sở and a đoàn cơ sở are their own level above (§2.5).
 */
export type Party = "sender" | "sender_above" | "receiver" | "receiver_above";

type Rule = { from: readonly TransferState[]; by: Party };
type Table = Partial<Record<Move, Rule>>;

export const OPEN_AT_SENDER: readonly TransferState[] = ["requested", "remarked", "introduced", "sent"];

/** Every move there is, and whose it is (§1.10 (4)). The database holds the same table: upkeep.may_move_transfer. */
export const MOVES: Readonly<Record<Route, Table>> = {
  within: {
    remarked: { from: ["requested"], by: "sender" },
    introduced: { from: ["remarked"], by: "sender_above" },
    sent: { from: ["introduced"], by: "sender_above" },
    received: { from: ["sent"], by: "receiver" },
    returned: { from: ["sent"], by: "receiver" },
    arrived: { from: ["received"], by: "receiver" },
    cancelled: { from: OPEN_AT_SENDER, by: "sender" },
  },
  // What the other place answers is written down by the level that sent the letter.
  out: {
    remarked: { from: ["requested"], by: "sender" },
    introduced: { from: ["remarked"], by: "sender_above" },
    sent: { from: ["introduced"], by: "sender_above" },
    received: { from: ["sent"], by: "sender_above" },
    returned: { from: ["sent"], by: "sender_above" },
    cancelled: { from: OPEN_AT_SENDER, by: "sender" },
  },
  in: {
    received: { from: ["sent"], by: "receiver_above" },
    returned: { from: ["sent"], by: "receiver_above" },
    arrived: { from: ["received"], by: "receiver" },
    cancelled: { from: ["sent"], by: "receiver" },
  },
};

/** What can be done next by somebody who is these parties, the next deed first. */
export const movesFor = (route: Route, state: TransferState, parties: readonly Party[]): Move[] =>
  MOVE_ORDER.filter((move) => {
    const rule = MOVES[route][move];
    return rule?.from.includes(state) === true && parties.includes(rule.by);
  });

const MOVE_ORDER = [
  "remarked",
  "introduced",
  "sent",
  "received",
  "arrived",
  "returned",
  "cancelled",
] as const satisfies readonly Move[];

/** The next step forward and whose it is; none once it is over. */
export function nextMove(route: Route, state: TransferState): { move: Move; by: Party } | undefined {
  const move = MOVE_ORDER.find((one) => isForward(one) && MOVES[route][one]?.from.includes(state));
  const rule = move && MOVES[route][move];
  return rule && { move, by: rule.by };
}

/** Steps forward; returning and cancelling wait for nobody. */
export const isForward = (move: Move): boolean => move !== "returned" && move !== "cancelled";

export const isOpen = (state: TransferState): boolean => OPEN_AT_SENDER.includes(state);

/** V17: sent, and not received in the months the charter gives; computed, never stored. */
export const isOverdue = (
  { state, sentOn }: { state: TransferState; sentOn: PlainDate | null },
  on: PlainDate,
  receiptMonths: number,
): boolean => state === "sent" && sentOn !== null && on > addMonths(sentOn, receiptMonths);
