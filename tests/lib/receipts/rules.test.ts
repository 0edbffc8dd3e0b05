import { describe, expect, it } from "vitest";
import { ObligationState, PlanReceipt } from "@/lib/generated/prisma/enums";
import {
  isOverdue,
  OBLIGATION_MOVES,
  OBLIGATIONS,
  obligationMovesFor,
  RECEIPT_MOVES,
  receiptMovesFor,
  tallyOf,
} from "@/lib/receipts/rules";

describe("a receipt (row 65): đã xem, đã giao việc, đã triển khai", () => {
  it("moves as the table says, in every cell, by the receiver alone", () => {
    const legal: Record<PlanReceipt, string[]> = {
      sent: ["seen"],
      seen: ["assigned", "under_way"],
      assigned: ["assigned", "under_way", "seen"],
      under_way: ["assigned", "seen"],
    };
    for (const state of Object.values(PlanReceipt)) {
      expect(receiptMovesFor(state, "receiver"), state).toEqual(legal[state]);
      expect(receiptMovesFor(state, "watcher"), state).toEqual([]);
    }
    expect(Object.keys(RECEIPT_MOVES)).toEqual(["seen", "assigned", "under_way"]);
  });
});

describe("an obligation", () => {
  it("moves as the table says, in every cell, by the charged unit alone", () => {
    const legal = {
      not_begun: ["done", "under_way"],
      under_way: ["done", "under_way"],
      done: ["under_way"],
    };
    for (const state of OBLIGATIONS) {
      expect(obligationMovesFor(state, "charged"), state).toEqual(legal[state]);
      expect(obligationMovesFor(state, "watcher"), state).toEqual([]);
    }
    expect(Object.keys(OBLIGATION_MOVES).sort()).toEqual(Object.values(ObligationState).sort());
  });

  it("is late only where a day was given, from the day after, and never once it is done (§0.2)", () => {
    const late = (state: (typeof OBLIGATIONS)[number], dueOn: string | null) =>
      isOverdue({ state, dueOn }, "2014-12-15");
    expect(late("not_begun", null)).toBe(false);
    expect(late("not_begun", "2014-12-15")).toBe(false);
    expect(late("under_way", "2014-12-14")).toBe(true);
    expect(late("done", "2014-12-14")).toBe(false);
  });

  it("a tally adds up to the units it counts", () => {
    expect(tallyOf(["done", "not_begun", "done", "under_way"])).toEqual({
      not_begun: 1,
      under_way: 1,
      done: 2,
    });
  });
});
