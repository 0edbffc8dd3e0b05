import { describe, expect, it } from "vitest";
import { TransferState } from "@/lib/generated/prisma/enums";
import { isOverdue, MOVES, movesFor, type Party, routeOf } from "@/lib/transfers/rules";

const EVERYBODY: readonly Party[] = ["sender", "sender_above", "receiver", "receiver_above"];

describe("moves of a transfer (§1.10 (4))", () => {
  it("lead nowhere from where it has ended, whoever asks", () => {
    for (const route of ["within", "out", "in"] as const) {
      for (const state of ["arrived", "returned", "cancelled"] as const) {
        expect(movesFor(route, state, EVERYBODY), `${route} ${state}`).toEqual([]);
      }
    }
  });

  it("are each one party's: with no party nothing can be done, and every state before the end has a next deed", () => {
    for (const state of Object.values(TransferState)) expect(movesFor("within", state, [])).toEqual([]);
    expect(movesFor("within", "requested", ["sender"])).toEqual(["remarked", "cancelled"]);
    expect(movesFor("within", "remarked", ["sender_above"])).toEqual(["introduced"]);
    expect(movesFor("within", "introduced", ["sender_above"])).toEqual(["sent"]);
    expect(movesFor("within", "sent", ["receiver"])).toEqual(["received", "returned"]);
    expect(movesFor("within", "received", ["receiver"])).toEqual(["arrived"]);
    expect(movesFor("within", "sent", ["receiver_above"])).toEqual([]);
  });

  it("let nobody on the receiver's side cancel, and nobody on the sender's receive within the register", () => {
    expect(MOVES.within.cancelled?.by).toBe("sender");
    expect(MOVES.within.received?.by).toBe("receiver");
    expect(MOVES.out.received?.by).toBe("sender_above");
    expect(MOVES.in.received?.by).toBe("receiver_above");
  });
});

it("routes: out of the register without an organisation, into it where both ends are one", () => {
  expect(routeOf({ branchId: "a", toBranchId: "b" })).toBe("within");
  expect(routeOf({ branchId: "a", toBranchId: null })).toBe("out");
  expect(routeOf({ branchId: "a", toBranchId: "a" })).toBe("in");
});

it("V17 is overdue the day after the charter's months, and only while it waits", () => {
  const sent = { state: "sent", sentOn: "2014-08-31" } as const;
  expect(isOverdue(sent, "2014-11-30", 3)).toBe(false);
  expect(isOverdue(sent, "2014-12-01", 3)).toBe(true);
  expect(isOverdue({ ...sent, state: "received" }, "2014-12-01", 3)).toBe(false);
});
