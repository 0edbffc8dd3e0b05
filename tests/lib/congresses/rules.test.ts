import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RuleSet } from "@/lib/branches/rules";
import { CHOSEN_LABELS, COMMITTEE_LABELS, MOVE_LABELS, SHOWN_LABELS } from "@/lib/congresses/labels";
import {
  dueLevel,
  hasQuorum,
  isForward,
  isOpen,
  isPrepared,
  MOVES,
  type Move,
  movesFor,
  nextDue,
  seatRows,
  termEndOf,
  termLabel,
} from "@/lib/congresses/rules";
import { addDays, addMonths } from "@/lib/dates/plain-date";
import { CongressState } from "@/lib/generated/prisma/enums";

const congress = { congressQuorum: { present: 2, of: 3 }, congressTasks: [] };
const union: RuleSet = {
  ...{ line: "union", code: "thu", name: "Điều lệ thử" },
  rules: {
    ...{ admissionMinAge: { years: 15, days: 1 }, admissionMaxAge: 30, admissionMinEducation: "primary" },
    ...{ maturityAge: 30, stayUntilAge: 35, cellMinMembers: 3, grassrootsMinCells: 2 },
    ...{ grassrootsMinMembers: 30, smallCellBelow: 9, smallCellMaxPosts: 2, enterpriseTermMonths: 30 },
    ...{ cellCommittee: { min: 3, max: 5 }, grassrootsCommittee: { min: 5, max: 15 } },
    ...{ termExtensionMaxShare: 0.5, transferReceiptMonths: 3, ...congress },
  },
};
const association: RuleSet = {
  ...{ line: "association", code: "thu-hoi", name: "Điều lệ Hội thử" },
  rules: { memberMinAge: 15, memberMaxAge: 35, chapterMinMembers: 3, transferReceiptMonths: 3, ...congress },
};
const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays("2005-01-01", days));

describe("the steps of a congress (§1.10 (6))", () => {
  it("lead from the planning to the recognition, each by whose turn it is", () => {
    const way: [Move, CongressState][] = [
      ["prepare", "preparing"],
      ["ask", "asking"],
      ["permit", "permitted"],
      ["hold", "held"],
      ["submit", "submitted"],
      ["recognise", "recognised"],
    ];
    let state: CongressState = "planned";
    for (const [move, to] of way) {
      const { by } = MOVES[move];
      expect(movesFor(state, [by])[0]).toBe(move);
      expect(MOVES[move].to[state]).toBe(to);
      state = to;
    }
    expect(movesFor(state, ["organisation", "superior"])).toEqual([]);
  });

  it("let the organisation prepare, ask and say what happened, and the level above decide", () => {
    const by = (party: string) =>
      Object.entries(MOVES).flatMap(([move, rule]) => (rule.by === party ? [move] : []));
    expect(by("organisation")).toEqual(["prepare", "ask", "submit", "hold", "cancel"]);
    expect(by("superior")).toEqual(["permit", "recognise", "send_back", "postpone"]);
    for (const state of Object.values(CongressState)) expect(movesFor(state, [])).toEqual([]);
  });

  it("never lead out of an end, nor to one that was postponed once it met", () => {
    const ends = Object.values(CongressState).filter((state) => !isOpen(state));
    expect(ends).toEqual(["recognised", "cancelled"]);
    for (const state of ends) expect(movesFor(state, ["organisation", "superior"])).toEqual([]);
    for (const state of ["held", "submitted"] as const) {
      expect(MOVES.postpone.to[state]).toBeUndefined();
      expect(isPrepared(state)).toBe(false);
    }
    expect(Object.keys(MOVES).filter((move) => !isForward(move as Move))).toEqual([
      "send_back",
      "postpone",
      "cancel",
    ]);
  });
});

describe("terms and due dates (§2.4)", () => {
  it.each([
    ["2014–2017", "2014–2017"],
    [" 2014-2017 ", "2014–2017"],
    ["2014 — 2017", "2014–2017"],
    ["2017–2014", null],
    ["2014–2014", null],
    ["2014–2040", null],
    ["năm nay", null],
  ])("reads a term as papers name it: %s", (typed, label) => {
    expect(termLabel(typed)).toBe(label);
  });

  it("is due at the end of the term or after the charter's months, whichever is first", () => {
    expect(nextDue("2014-11-20", termEndOf("2014–2017"), union)).toBe("2017-05-20");
    expect(nextDue("2014-11-20", "2016-12-31", union)).toBe("2016-12-31");
    expect(nextDue("2014-11-20", "2019-12-31", association)).toBe("2019-12-31");
  });

  it("is never due after either, and always on one of the two", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 3000 }), (heldOn, length) => {
        const termEnd = addDays(heldOn, length);
        const due = nextDue(heldOn, termEnd, union);
        const byCharter = addMonths(heldOn, 30);
        expect([termEnd, byCharter].sort()[0]).toBe(due);
        expect(due > heldOn).toBe(true);
      }),
    );
  });

  it.each([
    ["2014-12-14", "overdue"],
    ["2014-12-15", "one"],
    ["2015-01-15", "one"],
    ["2015-01-16", "three"],
    ["2015-03-15", "three"],
    ["2015-03-16", "six"],
    ["2015-06-15", "six"],
    ["2015-06-16", "later"],
    [null, "undated"],
  ] as const)("warns six, three and one month before, and after: %s", (dueOn, level) => {
    expect(dueLevel(dueOn, "2014-12-15")).toBe(level);
  });
});

describe("a congress that meets", () => {
  it("has a quorum with two thirds of those called, exactly", () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 500 }), (present, called) => {
        expect(hasQuorum({ called, present }, union.rules)).toBe(3 * present >= 2 * called);
      }),
    );
  });

  it("has rows for the largest committee of its size (V08, V09), and one that is too many", () => {
    expect(seatRows("cell", 4, union)).toBe(3);
    expect(seatRows("cell", 9, union)).toBe(6);
    expect(seatRows("grassroots_union", 60, union)).toBe(16);
    expect(seatRows("chapter", 20, association)).toBe(6);
  });

  it("of the Hội chooses by consultation: nothing there says “bầu”", () => {
    const words = [CHOSEN_LABELS.association, COMMITTEE_LABELS.association];
    expect(words.join(" ")).toMatch(/hiệp thương chọn cử/);
    for (const said of [...words, ...Object.values(MOVE_LABELS), ...Object.values(SHOWN_LABELS)]) {
      expect(said).not.toMatch(/bầu/i);
    }
  });
});
