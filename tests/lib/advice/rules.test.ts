import { describe, expect, it } from "vitest";
import { chaseOf, MOVES, movesFor, needsWords, QUIET_DAYS } from "@/lib/advice/rules";
import { AdviceMove, AdviceState } from "@/lib/generated/prisma/enums";

describe("row 47: what may be written down about a paper", () => {
  const LEGAL: Record<AdviceState, AdviceMove[]> = {
    waiting: ["agreed", "more_wanted", "refused", "no_opinion"],
    more_wanted: ["supplemented", "agreed", "refused"],
    agreed: ["outcome"],
    refused: [],
  };
  it("every state × move × role: the table and nothing beside it", () => {
    for (const state of Object.values(AdviceState)) {
      for (const move of Object.values(AdviceMove)) {
        const isLegal = LEGAL[state].includes(move);
        expect(movesFor(state, true).includes(move), `desk: ${state} → ${move}`).toBe(isLegal);
        expect(MOVES[move].from.includes(state), `${state} → ${move}`).toBe(isLegal);
        expect(movesFor(state, false), `others: ${state}`).toEqual([]);
      }
    }
  });

  it("an answer that decides nothing leaves it waiting, a supplement makes it wait again", () => {
    expect(MOVES.no_opinion.to).toBe("waiting");
    expect(MOVES.supplemented.to).toBe("waiting");
    expect(MOVES.outcome.to).toBe("agreed");
  });

  it("what is wanted, what was added and why not cannot go without words", () => {
    expect(Object.values(AdviceMove).filter(needsWords).sort()).toEqual([
      "more_wanted",
      "refused",
      "supplemented",
    ]);
  });
});

describe("what it is time to do about a paper", () => {
  const paper = {
    category: "guidance",
    state: "waiting",
    waitingSince: "2014-11-01",
    answerBy: null,
  } as const;
  it(`is to ask after ${QUIET_DAYS} quiet days where no day was given, never of a plain report`, () => {
    expect(chaseOf(paper, "2014-12-01")).toBe(null);
    expect(chaseOf(paper, "2014-12-02")).toBe("quiet");
    expect(chaseOf({ ...paper, category: "situation" }, "2015-12-02")).toBe(null);
  });
  it("is to ask after the day that was given, not before, and of a report too", () => {
    const dated = { ...paper, answerBy: "2014-12-20" } as const;
    expect(chaseOf(dated, "2014-12-20")).toBe(null);
    expect(chaseOf(dated, "2014-12-21")).toBe("overdue");
    expect(chaseOf({ ...dated, category: "situation" }, "2014-12-21")).toBe("overdue");
  });
  it("is to add what is wanted at once, and nothing where there is an answer", () => {
    expect(chaseOf({ ...paper, state: "more_wanted", waitingSince: null }, "2014-11-02")).toBe("supplement");
    for (const state of ["agreed", "refused"] as const)
      expect(chaseOf({ ...paper, state, waitingSince: null }, "2016-01-01")).toBe(null);
  });
});
