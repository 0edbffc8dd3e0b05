import { describe, expect, it } from "vitest";
import type { RuleSet } from "@/lib/branches/rules";
import {
  type LifeMove,
  moveFrom,
  needsGuardianConsent,
  runsOutSoon,
  type Standing,
  standingOf,
} from "@/lib/members/rules";

const bornOn = (date: string) => ({ date, precision: "day" }) as const;

const STANDINGS = [
  ...["unknown", "sympathiser", "proposed", "active", "suspended", "lost_contact"],
  ...["matured", "transferred_out", "left", "struck_off", "expelled", "deceased"],
] as const satisfies readonly Standing[];

/** The charter as a picture, written by hand: a column for each standing in the order above, "+" where the move is allowed. */
const UNION: Readonly<Record<LifeMove, string>> = {
  register: "+···········",
  propose: "++····+++++·",
  withdraw: "··+·········",
  refuse: "··+·········",
  approve: "··+·········",
  suspend: "···+········",
  resume: "····+·······",
  lose_contact: "···+········",
  find: "·····+······",
  mature: "···+++······",
  transfer: "···+++······",
  leave: "···+++······",
  strike_off: "···+++······",
  expel: "···+++······",
  die: "···+++······",
  restore: "······+·+++·",
};
const ASSOCIATION: Readonly<Record<LifeMove, string>> = {
  register: "+···········",
  propose: "++·····++···",
  withdraw: "··+·········",
  refuse: "··+·········",
  approve: "··+·········",
  suspend: "············",
  resume: "············",
  lose_contact: "············",
  find: "············",
  mature: "············",
  transfer: "···+········",
  leave: "···+········",
  strike_off: "············",
  expel: "············",
  die: "···+········",
  restore: "········+···",
};

describe.each([
  ["union", UNION],
  ["association", ASSOCIATION],
] as const)("the life of a membership, %s (§1.10)", (line, picture) => {
  // The keys of the picture are every move there is: the type says so.
  const moves = Object.keys(picture) as LifeMove[];

  it("allows every legal move and no other", () => {
    for (const move of moves) {
      const allowed = STANDINGS.map((standing) => (moveFrom(line, standing, move) ? "+" : "·")).join("");
      expect(`${move} ${allowed}`).toBe(`${move} ${picture[move]}`);
    }
  });

  it("ends nobody's life twice: what a death leaves is final", () => {
    expect(moves.filter((move) => moveFrom(line, "deceased", move))).toEqual([]);
  });

  it("leads each move to where it says, decided by the level above where the charter says so", () => {
    const above = moves.filter((move) =>
      STANDINGS.some((standing) => moveFrom(line, standing, move)?.by === "level_above"),
    );
    expect(above).toEqual(
      line === "union" ? ["refuse", "approve", "expel", "restore"] : ["refuse", "approve", "restore"],
    );
    expect(moveFrom(line, "active", "leave")?.to).toBe("left");
    expect(moveFrom(line, "proposed", "refuse")?.to).toBe("sympathiser");
  });
});

describe("where somebody stands on a day", () => {
  const open = { validFrom: "2012-01-01", validTo: null, endKind: null };
  const away = { kind: "suspended", validFrom: "2014-01-01", validTo: "2014-07-01" } as const;

  it.each<[string, Standing]>([
    ["2013-12-31", "active"],
    ["2014-01-01", "suspended"],
    ["2014-06-30", "suspended"],
    ["2014-07-01", "active"],
  ])("%s: %s, for a time of being put off ends on its day", (on, expected) => {
    expect(standingOf(open, [away], on)).toBe(expected);
  });

  it("an end counts from its day on, not before", () => {
    const ended = { validFrom: "2012-01-01", validTo: "2014-12-01", endKind: "struck_off" } as const;
    expect(standingOf(ended, [], "2014-11-30")).toBe("active");
    expect(standingOf(ended, [], "2014-12-01")).toBe("struck_off");
  });

  it("is on the work list thirty days before its end", () => {
    expect(runsOutSoon("2014-07-01", "2014-06-01")).toBe(true);
    expect(runsOutSoon("2014-07-01", "2014-05-31")).toBe(false);
  });
});

describe("V32: a guardian's consent", () => {
  const association = (guardianConsent?: { underAge: number; from: string }): RuleSet => ({
    ...{ line: "association", code: "h", name: "h" },
    rules: {
      ...{ memberMinAge: 15, memberMaxAge: 35, chapterMinMembers: 3, transferReceiptMonths: 3 },
      ...{ guardianConsent, congressQuorum: { present: 2, of: 3 }, congressTasks: [] },
    },
  });
  const rules = association({ underAge: 16, from: "2026-01-01" });

  it.each<[string, string, boolean]>([
    ["2010-06-01", "2025-12-31", false],
    ["2010-06-01", "2026-01-01", true],
    ["2010-06-01", "2026-05-31", true],
    ["2010-06-01", "2026-06-01", false],
  ])("born %s, admitted %s: %s", (birth, on, expected) => {
    expect(needsGuardianConsent(bornOn(birth), on, rules)).toBe(expected);
  });

  it("V05: a year alone stops only what no day of it would allow", () => {
    const year = (date: string) => ({ date, precision: "year" }) as const;
    expect(needsGuardianConsent(year("2010-01-01"), "2026-06-01", rules)).toBe(false);
    expect(needsGuardianConsent(year("2011-01-01"), "2026-06-01", rules)).toBe(true);
    expect(needsGuardianConsent(null, "2026-06-01", rules)).toBe(false);
  });

  it("only where the rule set says so", () => {
    expect(needsGuardianConsent(bornOn("2011-06-01"), "2026-06-01", association())).toBe(false);
  });
});
