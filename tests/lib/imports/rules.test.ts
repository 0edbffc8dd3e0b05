import { describe, expect, it } from "vitest";
import { ImportState } from "@/lib/generated/prisma/enums";
import { isAtWork, type Move, mayMove } from "@/lib/imports/rules";

const MOVES: readonly Move[] = ["map", "fix", "commit", "undo", "cancel", "resume"];
const open = (state: ImportState, failedIn: ImportState | null = null, purgedAt: Date | null = null) =>
  MOVES.filter((move) => mayMove(move, { state, failedIn, purgedAt }));

describe("what may be done with an import", () => {
  it("follows from its state, and nothing while a job works on it", () => {
    expect(Object.fromEntries(Object.values(ImportState).map((state) => [state, open(state, null)]))).toEqual(
      {
        reading: [],
        uploaded: ["map", "cancel"],
        checking: [],
        checked: ["map", "fix", "commit", "cancel"],
        committing: [],
        committed: ["undo"],
        undoing: [],
        undone: [],
        cancelled: [],
        failed: ["resume"],
      },
    );
    expect(Object.values(ImportState).filter(isAtWork)).toEqual(["checking", "committing", "undoing"]);
  });

  it("a check that failed may be begun anew or thrown away; what stopped half-way through writing is only gone on with", () => {
    expect(open("failed", "checking")).toEqual(["map", "cancel", "resume"]);
    expect(open("failed", "committing")).toEqual(["resume"]);
    expect(open("failed", "undoing")).toEqual(["resume"]);
  });

  it("of one whose rows are gone nothing", () => {
    expect(open("committed", null, new Date())).toEqual([]);
  });
});
