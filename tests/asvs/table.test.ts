import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import requirements from "./requirements.json" with { type: "json" };
import { ASVS } from "./table";

const answers = Object.entries(ASVS).flatMap(([id, [, ...given]]) => given.map((answer) => ({ id, answer })));

/** Gaps that are known. One more, or one less, is a decision and is written here. */
const KNOWN_GAPS: readonly string[] = [
  "V2.4.1",
  "V3.5.4",
  "V4.1.2",
  "V4.2.1",
  "V5.2.1",
  "V6.3.3",
  "V6.5.5",
  "V12.1.1",
  "V12.1.2",
  "V12.2.1",
  "V12.2.2",
  "V12.3.1",
  "V12.3.2",
  "V13.2.1",
  "V13.3.1",
  "V14.2.1",
  "V14.3.1",
  "V15.2.1",
  "V16.2.5",
  "V16.3.2",
  "V16.4.1",
  "V16.4.3",
];

const sourceOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** The name at the bottom of `it.each(…)`, `test.skip` and the like. */
const calledName = (node: ts.Expression): string => {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return calledName(node.expression);
  return ts.isTaggedTemplateExpression(node) ? calledName(node.tag) : "";
};

/** The titles of a file's tests, templates of `each` as they are written; what stands in a comment is none. */
function readTitles(file: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ["it", "test"].includes(calledName(node.expression))) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.add(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, sourceOf(file), ts.ScriptTarget.Latest));
  return titles;
}

const read = new Map<string, ReadonlySet<string>>();
function hasTest(file: string, title: string): boolean {
  const titles = read.get(file) ?? readTitles(file);
  read.set(file, titles);
  return titles.has(title);
}

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

  it("has the gaps that are known, and counts what meets the rest", () => {
    const idsWith = (kind: "test" | "place" | "not" | "gap") => [
      ...new Set(answers.flatMap(({ id, answer }) => (kind in answer ? [id] : []))),
    ];
    const gaps = idsWith("gap");
    const counts = `${idsWith("test").length} by a test, ${idsWith("place").length} by a place`;
    process.stdout.write(
      `ASVS 5.0: ${counts}, ${idsWith("not").length} do not apply, ${gaps.length} with a gap\n`,
    );
    expect(gaps.sort()).toEqual([...KNOWN_GAPS].sort());
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
