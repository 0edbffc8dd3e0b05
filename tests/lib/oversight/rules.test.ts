import { describe, expect, it } from "vitest";
import { RemedyMove, RemedyState } from "@/lib/generated/prisma/enums";
import { isLate, MOVES, movesFor, needsNote, PARTIES, type Party } from "@/lib/oversight/rules";

describe("row 53: what a check asks for", () => {
  const LEGAL: Record<RemedyState, Record<Party, RemedyMove[]>> = {
    open: { inspector: ["confirmed", "extended", "withdrawn"], inspected: ["reported"] },
    reported: { inspector: ["confirmed", "returned", "withdrawn"], inspected: [] },
    confirmed: { inspector: ["reopened"], inspected: [] },
    withdrawn: { inspector: ["reopened"], inspected: [] },
  };
  it("every state × move × role: the table and nothing beside it", () => {
    for (const state of Object.values(RemedyState)) {
      for (const party of PARTIES) {
        for (const move of Object.values(RemedyMove)) {
          const isLegal = LEGAL[state][party].includes(move);
          expect(movesFor(state, [party]).includes(move), `${party}: ${state} → ${move}`).toBe(isLegal);
        }
      }
      expect(movesFor(state, [])).toEqual([]);
    }
  });
  it("lets a unit that checks its own organisation do both, the remedy first", () => {
    expect(movesFor("open", ["inspector", "inspected"])[0]).toBe("reported");
  });
  it("is open again after a return, a new day and a mistake", () => {
    for (const move of ["returned", "extended", "reopened"] as const) expect(MOVES[move].to).toBe("open");
    expect(
      Object.values(RemedyMove)
        .filter((move) => !needsNote(move))
        .sort(),
    ).toEqual(["confirmed", "extended"]);
  });
  it("is late after its day while it is open, and never without a day", () => {
    const due = (state: RemedyState, dueOn: string | null) => isLate({ state, dueOn }, "2014-12-15");
    expect([due("open", "2014-12-14"), due("open", "2014-12-15"), due("open", null)]).toEqual([
      ...[true, false, false],
    ]);
    expect(due("reported", "2014-12-14")).toBe(false);
  });
});
