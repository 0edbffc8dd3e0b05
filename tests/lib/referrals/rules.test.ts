import { describe, expect, it } from "vitest";
import { ReferralState } from "@/lib/generated/prisma/enums";
import { isResidence, MOVES, movesFor, remarksDue, yearsToRemark } from "@/lib/referrals/rules";

describe("moves of a residence referral (§1.10 (5))", () => {
  it("are each somebody's, the next deed first, and lead nowhere from the end", () => {
    for (const state of Object.values(ReferralState)) expect(movesFor(state, [])).toEqual([]);
    expect(movesFor("ended", ["sender", "sender_above", "residence"])).toEqual([]);
    expect(movesFor("requested", ["sender"])).toEqual(["ended"]);
    expect(movesFor("requested", ["sender", "sender_above"])).toEqual(["introduced", "ended"]);
    expect(movesFor("introduced", ["residence"])).toEqual(["received", "ended"]);
    expect(movesFor("received", ["residence"])).toEqual(["remarked", "ended"]);
  });

  it("let the level that signed write down the residence's paper, and never the chi đoàn alone", () => {
    expect(movesFor("introduced", ["sender_above"])).toEqual(["received"]);
    expect(movesFor("remarked", ["sender"])).toEqual(["ended"]);
    expect(MOVES.introduced.by).toEqual(["sender_above"]);
  });
});

it("residence is permanent, or temporary for six months by the day, as the day of the month counts", () => {
  const temporary = (since: string | null) => isResidence({ residence: "temporary", since }, "2014-12-15", 6);
  expect(temporary("2014-06-15")).toBe(true);
  expect(temporary("2014-06-16")).toBe(false);
  expect(temporary(null)).toBe(false);
  expect(isResidence({ residence: "permanent", since: null }, "2014-12-15", 6)).toBe(true);
});

it("a remark is due for each year from the receipt to the last that is nearly over, until it is there", () => {
  const received = { state: "received", receivedOn: "2012-05-01", remarkedYears: [2012] } as const;
  expect(remarksDue(received, "2014-12-15")).toEqual([2013, 2014]);
  expect(remarksDue(received, "2014-09-30")).toEqual([2013]);
  expect(remarksDue({ ...received, state: "ended" }, "2014-12-15")).toEqual([]);
  expect(remarksDue({ ...received, receivedOn: null, state: "introduced" }, "2014-12-15")).toEqual([]);
});

it("a remark may be written for any year since the introduction that has none", () => {
  expect(yearsToRemark({ introducedOn: "2012-05-01", remarkedYears: [2013] }, "2014-01-02")).toEqual([
    2014, 2012,
  ]);
});
