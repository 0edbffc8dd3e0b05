import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import requirements from "./requirements.json" with { type: "json" };
import { ASVS } from "./table";

const answers = Object.entries(ASVS).flatMap(([id, [, ...given]]) => given.map((answer) => ({ id, answer })));

/** Titles stand in the source as text; a template of `each` is named by a part of it. */
const sourceOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

const hasTest = (file: string, title: string): boolean =>
  sourceOf(file)
    .split("\n")
    .some((line) => line.includes(title) && /\b(?:it|test|describe)\b|^\s*["`']|\)\(/.test(line));

describe("the table of ASVS 5.0.0", () => {
  it("answers each requirement of levels 1 and 2, and no other", () => {
    expect(Object.keys(ASVS).sort()).toEqual(Object.keys(requirements).sort());
    expect(Object.keys(ASVS)).toHaveLength(253);
    expect(Object.entries(ASVS).filter(([, [, ...given]]) => given.length === 0)).toEqual([]);
  });

  it("names tests that exist", () => {
    const missing = answers.flatMap(({ id, answer }) =>
      "test" in answer && !hasTest(...answer.test) ? [`${id}: ${answer.test.join(" › ")}`] : [],
    );
    expect(missing).toEqual([]);
  });

  it("names places that say what it says", () => {
    const missing = answers.flatMap(({ id, answer }) =>
      "place" in answer && !sourceOf(answer.place[0]).includes(answer.place[1])
        ? [`${id}: ${answer.place.join(" › ")}`]
        : [],
    );
    expect(missing).toEqual([]);
  });

  it("says why where a requirement does not apply or is not met, and the README counts the gaps", () => {
    for (const { id, answer } of answers) {
      if ("not" in answer || "gap" in answer) {
        expect(("not" in answer ? answer.not : answer.gap).length, id).toBeGreaterThan(5);
      }
    }
    const gaps = new Set(answers.flatMap(({ id, answer }) => ("gap" in answer ? [id] : [])));
    expect(sourceOf("README.md")).toContain(`${gaps.size} of 253 requirements`);
  });
});
