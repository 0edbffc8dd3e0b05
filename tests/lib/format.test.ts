import { describe, expect, it } from "vitest";
import { formatNumber, formatPercent, formatPhone } from "@/lib/format";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1234, "1.234"],
    [1_234_567.89, "1.234.567,89"],
    [-1234, "-1.234"],
  ])("writes %d as %s", (value, written) => {
    expect(formatNumber(value)).toBe(written);
  });
});

describe("formatPercent", () => {
  it.each([
    [5, 11, "45,5%"],
    [1, 2, "50%"],
    [0, 7, "0%"],
    [7, 7, "100%"],
    [3, 2, "150%"],
    [0, 0, "–"],
    [3, 0, "–"],
  ])("writes %d of %d as %s", (part, whole, written) => {
    expect(formatPercent(part, whole)).toBe(written);
  });
});

describe("formatPhone", () => {
  it.each([
    ["+84912345678", "0912 345 678"],
    ["+842063852123", "0206 3852 123"],
    ["+842438252525", "024 3825 2525"],
    ["+8419001234", "1900 1234"],
    ["+84180058581", "1800 58581"],
    ["+8613800138000", "+8613800138000"],
    ["chưa rõ", "chưa rõ"],
  ])("shows %s as %s", (stored, shown) => {
    expect(formatPhone(stored)).toBe(shown);
  });
});
