import { describe, expect, it } from "vitest";
import { daysOf } from "@/lib/training/labels";
import { completeTrained, courseProblem, trainedQuery } from "@/lib/training/rules";

describe("K21 the question in full", () => {
  it("has no figures of a day to come, and no beginning after the day", () => {
    expect(completeTrained({ asOf: "2015-01-01", from: "2014-01-01" }, "2014-12-15")).toEqual({
      ...{ asOf: "2014-12-15", from: "2014-01-01", knownAt: null, unit: null, line: null },
      ...{ headsOnly: false, ownership: null },
    });
    expect(completeTrained({ asOf: "2014-06-01", from: "2014-07-01" }, "2014-12-15").from).toBe(null);
  });
  it("is carried by its address, what is not said left out", () => {
    const params = completeTrained({ line: "union", headsOnly: true }, "2014-12-15");
    expect(trainedQuery(params, { show: "trained", after: undefined })).toBe(
      "asOf=2014-12-15&line=union&heads=only&show=trained",
    );
  });
});

it("row 60: a course has its days in order and has begun", () => {
  expect(courseProblem({ fromOn: "2014-11-10", toOn: "2014-11-09" }, "2014-12-15")).toBe("days_reversed");
  expect(courseProblem({ fromOn: "2014-12-16", toOn: "2014-12-17" }, "2014-12-15")).toBe("in_future");
  expect(courseProblem({ fromOn: "2014-12-15", toOn: "2014-12-17" }, "2014-12-15")).toBe(null);
  expect(daysOf({ fromOn: "2014-12-15", toOn: "2014-12-15" })).toBe("15/12/2014");
});
