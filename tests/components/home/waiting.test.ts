import { describe, expect, it } from "vitest";
import { inWords, waitingItems } from "@/components/home/waiting";

describe("waitingItems", () => {
  it("leaves out what does not wait, and has nothing for somebody without work", () => {
    expect(waitingItems({})).toEqual([]);
    expect(waitingItems({ surveys: { toCorrect: 0, drafts: 0, toReview: 0 }, goalsAtRisk: 0 })).toEqual([]);
  });

  it("puts first what others wait for, then what is late, then the rest", () => {
    const items = waitingItems({
      surveys: { toCorrect: 1, drafts: 4, toReview: 6 },
      members: { admissionsToDecide: 2, ownProposals: 3, over30: 5, suspensionsEnding: 1, lostContact: 2 },
      congresses: { toDecide: 13, toMove: 14, toPlan: 15, overdue: 16 },
      overrides: { toDecide: 7, granted: 8 },
      branches: { weakTotal: 9, lateMeasuresTotal: 10 },
      goalsAtRisk: 11,
      missingGoals: { count: 1200, planId: "p" },
    });
    expect(items.map(({ key }) => key)).toEqual([
      "survey-return",
      "survey-review",
      "override-decide",
      "admission-decide",
      "congress-decide",
      "congress-overdue",
      "goals-missing",
      "measure-late",
      "goal-risk",
      "congress-plan",
      "congress-move",
      "override-granted",
      "survey-draft",
      "branch-weak",
      "member-over30",
      "suspension-ends",
      "member-lost",
      "admission-own",
    ]);
    expect(items.map(inWords)).toContain("1.200 mục tiêu chưa lập cho doanh nghiệp trong phạm vi kế hoạch");
    expect(items.find(({ key }) => key === "goals-missing")?.href).toBe("/plans/p");
  });

  it("row 55: sends the Hội department to the Hội side of the lists its numbers were counted on", () => {
    const items = waitingItems({
      line: "association",
      goalsAtRisk: 2,
      branches: { weakTotal: 1, lateMeasuresTotal: 0 },
    });
    expect(items.map(({ href }) => href)).toEqual([
      "/goals?state=at_risk&line=association",
      "/branches?health=weak&line=association",
    ]);
  });
});
