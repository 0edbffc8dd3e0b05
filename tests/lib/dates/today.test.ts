import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const env = vi.hoisted((): { BUSINESS_DATE?: string } => ({}));
vi.mock("@/lib/env", () => ({ env }));

const { today } = await import("@/lib/dates/today");

describe("today", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    delete env.BUSINESS_DATE;
  });

  it("is Vietnam's day even where the server is still on the day before", () => {
    vi.setSystemTime(new Date("2014-12-14T17:00:00Z"));
    expect(today()).toBe("2014-12-15");
  });

  it("notices midnight in a process that runs on", () => {
    vi.setSystemTime(new Date("2014-12-14T16:59:59Z"));
    expect(today()).toBe("2014-12-14");
    vi.advanceTimersByTime(1000);
    expect(today()).toBe("2014-12-15");
  });

  it("is the demo's business date where one is set, read at the call", () => {
    vi.setSystemTime(new Date("2026-05-01T00:00:00Z"));
    env.BUSINESS_DATE = "2014-12-15";
    expect(today()).toBe("2014-12-15");
  });
});
