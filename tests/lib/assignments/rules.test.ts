import { describe, expect, it } from "vitest";
import { dueOf, endsAs, handingOver, urgencyOf } from "@/lib/assignments/rules";

const standing = (surveyorId: string, dueOn: string | null = null, validFrom = "2014-11-01") => ({
  ...{ id: surveyorId, enterpriseId: `dn-${surveyorId}`, surveyorId, workingGroupId: null, dueOn, validFrom },
});

describe("who surveys what (row 21)", () => {
  it("leaves alone what is the same, and takes only what somebody else has", () => {
    const rows = [standing("mine"), standing("other"), { ...standing("mine", "2014-12-01"), id: "dated" }];
    const { unchanged, changed, taken } = handingOver(rows, {
      surveyorId: "mine",
      workingGroupId: null,
      dueOn: null,
    });
    expect(unchanged.map(({ id }) => id)).toEqual(["mine"]);
    expect(changed.map(({ id }) => id)).toEqual(["other", "dated"]);
    expect(taken.map(({ id }) => id)).toEqual(["other"]);
  });

  it("gives an end to what began before the day, none to what began on it", () => {
    expect(endsAs(standing("a", null, "2014-11-30"), "2014-12-01")).toBe("ended");
    expect(endsAs(standing("a", null, "2014-12-01"), "2014-12-01")).toBe("never");
  });

  it("is due on its own day, else on the campaign's, and never on a day nobody gave", () => {
    expect(dueOf("2014-12-01", "2014-12-31")).toBe("2014-12-01");
    expect(dueOf(null, "2014-12-31")).toBe("2014-12-31");
    expect(dueOf(null, null)).toBeNull();
    expect([null, "2014-12-14", "2014-12-15"].map((day) => urgencyOf(day, "2014-12-15"))).toEqual([
      "open",
      "late",
      "due",
    ]);
  });
});
