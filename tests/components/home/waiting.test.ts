import { describe, expect, it } from "vitest";
import { inWords, waitingKinds } from "@/components/home/waiting";
import { MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

const items = (kind: string, count: number, consequence: WorkItem["consequence"] = "open"): WorkItem[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ key: `${kind}:${index}`, title: kind, subject: "Minh hoạ 01", href: "/" as const, heldBy: "Bạn" },
    ...{ consequence, since: null, dueOn: null },
  }));

describe("waitingKinds", () => {
  it("has nothing for somebody without work", () => {
    expect(waitingKinds([])).toEqual([]);
  });

  it("puts first what others wait for, then what is late, then the rest, and says how many", () => {
    const kinds = waitingKinds(
      [
        ...items("member-lost", 2),
        ...items("branch-weak", 9),
        ...items("goals-missing", MOST_WORK),
        ...items("goal-risk", 11, "late"),
        ...items("override-decide", 7, "blocks_others"),
        ...items("survey-return", 1, "blocks_others"),
      ],
      { planId: "p" },
    );
    expect(kinds.map(({ key, count, isLate }) => [key, count, isLate])).toEqual([
      ["survey-return", 1, true],
      ["override-decide", 7, true],
      ["goals-missing", MOST_WORK, false],
      ["goal-risk", 11, true],
      ["branch-weak", 9, false],
      ["member-lost", 2, false],
    ]);
    expect(kinds.map(inWords)).toContain("1.000+ mục tiêu chưa lập cho doanh nghiệp trong phạm vi kế hoạch");
    expect(kinds.find(({ key }) => key === "goals-missing")?.href).toBe("/plans/p");
  });

  it("opens what has no list of its own in the one list", () => {
    expect(waitingKinds(items("something-new", 3))).toMatchObject([
      { count: 3, href: "/work?kind=something-new" },
    ]);
  });

  it("row 55: sends the Hội department to the Hội side of the lists its numbers were counted on", () => {
    const kinds = waitingKinds([...items("goal-risk", 2), ...items("branch-weak", 1)], {
      line: "association",
    });
    expect(kinds.map(({ href }) => href)).toEqual([
      "/goals?state=at_risk&line=association",
      "/branches?health=weak&line=association",
    ]);
  });
});
