import { describe, expect, it } from "vitest";
import { activitySchema } from "@/lib/activities/schema";

const posted = {
  place: "unit:01a22aa8-e0e7-7a39-a200-f77596c393d0",
  kind: "care",
  on: "20/11/2014",
  title: "Tặng quà",
};
const problems = (more: Record<string, unknown>) => {
  const { error } = activitySchema.safeParse({ ...posted, ...more });
  return error?.issues.map(({ path }) => path.join(".")) ?? [];
};

describe("an activity's form", () => {
  it("reads who did it from the place, and a benefit that is written as one that there is", () => {
    const read = activitySchema.parse({
      ...posted,
      careKind: "gift",
      benefitYouth: "Có chăn ấm",
      careCash: "2.000.000 đ",
    });
    expect(read).toMatchObject({
      branchId: null,
      unitId: "01a22aa8-e0e7-7a39-a200-f77596c393d0",
      benefitsYouth: true,
      benefitsEnterprise: false,
      careCash: 2_000_000,
    });
  });

  it("no part is more than the whole, and care is said to be care", () => {
    expect(problems({ participants: "5", unionParticipants: "6" })).toEqual(["unionParticipants"]);
    expect(problems({ participants: "5", youthParticipants: "5" })).toEqual([]);
    expect(problems({ kind: "meeting", beneficiaries: "4" })).toEqual(["kind"]);
    expect(problems({ beneficiaries: "4" })).toEqual(["careKind"]);
    expect(problems({ place: "elsewhere" })).toEqual(["place"]);
  });
});
