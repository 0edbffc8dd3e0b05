import type { PlainDate } from "@/lib/dates/plain-date";
import type { ObligationState, PlanReceipt } from "@/lib/generated/prisma/enums";

/** What a unit can say of a plan it received; that it was sent is its beginning. */
export type ReceiptMove = Exclude<PlanReceipt, "sent">;
export type ReceiptParty = "receiver" | "watcher";

/**
 * Every move there is, and whose it is (row 65). Back to "seen" is for what was noted by mistake, with the reason. The
 * database holds the same table: access.acknowledge_plan.
 */
export const RECEIPT_MOVES: Readonly<
  Record<ReceiptMove, { from: readonly PlanReceipt[]; by: readonly ReceiptParty[] }>
> = {
  seen: { from: ["sent", "assigned", "under_way"], by: ["receiver"] },
  assigned: { from: ["seen", "assigned", "under_way"], by: ["receiver"] },
  under_way: { from: ["seen", "assigned"], by: ["receiver"] },
};

/** What comes next first, what takes back last. */
export const receiptMovesFor = (state: PlanReceipt, party: ReceiptParty): ReceiptMove[] =>
  (state === "sent" ? (["seen"] as const) : (["assigned", "under_way", "seen"] as const)).filter(
    (move) => RECEIPT_MOVES[move].from.includes(state) && RECEIPT_MOVES[move].by.includes(party),
  );

/** Without a row the obligation has not begun. */
export type Obligation = ObligationState | "not_begun";
export const OBLIGATIONS = ["not_begun", "under_way", "done"] as const satisfies readonly Obligation[];
export type ObligationParty = "charged" | "watcher";

/** Progress may be noted again and again; what is done can only be opened again. The same in access.step_obligation. */
export const OBLIGATION_MOVES: Readonly<
  Record<ObligationState, { from: readonly Obligation[]; by: readonly ObligationParty[] }>
> = {
  under_way: { from: ["not_begun", "under_way", "done"], by: ["charged"] },
  done: { from: ["not_begun", "under_way"], by: ["charged"] },
};

export const obligationMovesFor = (state: Obligation, party: ObligationParty): ObligationState[] =>
  (["done", "under_way"] as const).filter(
    (move) => OBLIGATION_MOVES[move].from.includes(state) && OBLIGATION_MOVES[move].by.includes(party),
  );

/** Late only where a day was given: nobody is late for a day nobody named (§0.2). */
export const isOverdue = (
  { state, dueOn }: { state: Obligation; dueOn: PlainDate | null },
  today: PlainDate,
): boolean => state !== "done" && dueOn !== null && dueOn < today;

/** How many of the charged units are how far. */
export const tallyOf = (states: readonly Obligation[]): Record<Obligation, number> => ({
  not_begun: states.filter((state) => state === "not_begun").length,
  under_way: states.filter((state) => state === "under_way").length,
  done: states.filter((state) => state === "done").length,
});
