import { expect, it } from "vitest";
import { ENCODING_LABELS, TABLE_NOTICES } from "@/lib/files/labels";

it("what a reader did unasked is told in whole sentences, in words of the person's own", () => {
  for (const notice of Object.values(TABLE_NOTICES)) {
    expect(notice).toMatch(/^[A-ZĐ].*\.$/u);
    expect(notice).not.toMatch(/XML|null|undefined|UTF/);
  }
});

it("an encoding is named so that it can be found in the program that wrote the file", () => {
  expect(ENCODING_LABELS.tcvn3).toContain(".VnTime");
  expect(new Set(Object.values(ENCODING_LABELS)).size).toBeGreaterThan(4);
});
