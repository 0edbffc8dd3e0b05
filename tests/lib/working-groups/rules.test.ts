import { describe, expect, it } from "vitest";
import { WorkingGroupState } from "@/lib/generated/prisma/enums";
import {
  MOVES,
  type Move,
  movesFor,
  needsReason,
  takesEnterprises,
  wasMade,
} from "@/lib/working-groups/rules";

/** §1.10 (12) as it is read aloud: from a state, where whoever keeps the group may bring it. */
const ROAD: Record<WorkingGroupState, readonly Move[]> = {
  planned: ["established", "dissolved"],
  established: ["surveying", "dissolved"],
  surveying: ["reported", "dissolved"],
  reported: ["surveying", "dissolved"],
  dissolved: [],
};

describe("a working group's road (row 57, §1.10 (12))", () => {
  it("state × move × who: every cell, legal and illegal", () => {
    let cells = 0;
    for (const state of Object.values(WorkingGroupState)) {
      // The keys of MOVES are exactly the moves.
      for (const move of Object.keys(MOVES) as Move[]) {
        for (const keeps of [true, false]) {
          cells += 1;
          const isLegal = keeps && ROAD[state].includes(move);
          expect(movesFor(state, keeps).includes(move), `${state} → ${move}, ${keeps}`).toBe(isLegal);
        }
      }
    }
    expect(cells).toBe(5 * 4 * 2);
  });

  it("going back, and ending before the report, need a reason; nothing else does", () => {
    const asked = Object.values(WorkingGroupState).flatMap((state) =>
      ROAD[state].filter((move) => needsReason(state, move)).map((move) => `${state} → ${move}`),
    );
    expect(asked).toEqual([
      "planned → dissolved",
      "established → dissolved",
      "surveying → dissolved",
      "reported → surveying",
    ]);
  });

  it("enterprises go to a group that stands", () => {
    expect(Object.values(WorkingGroupState).filter(takesEnterprises)).toEqual([
      "established",
      "surveying",
      "reported",
    ]);
  });

  it("a planned visit was made when somebody was there since the group was established", () => {
    const seen = new Map([["dn", "2014-11-20"]]);
    expect(wasMade({ enterpriseId: "dn" }, seen, "2014-11-20")).toBe(true);
    expect(wasMade({ enterpriseId: "dn" }, seen, "2014-11-21")).toBe(false);
    expect(wasMade({ enterpriseId: "dn" }, seen, null)).toBe(false);
    expect(wasMade({ enterpriseId: "other" }, seen, "2014-11-01")).toBe(false);
    expect(wasMade({ enterpriseId: null }, seen, "2014-11-01")).toBe(false);
  });
});
