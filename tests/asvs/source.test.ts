import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** The program's own sources, without what is generated. */
const SOURCES = ["app", "components", "lib", "prisma/commands", "proxy.ts", "instrumentation.ts"]
  .flatMap((top) =>
    /\.ts$/.test(top)
      ? [top]
      : readdirSync(top, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
          .map((entry) => path.join(entry.parentPath, entry.name))
          .filter((file) => !file.startsWith(path.join("lib", "generated"))),
  )
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** Where a pattern occurs, as "file: what was found". */
const found = (pattern: RegExp): string[] =>
  SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(new RegExp(pattern.source, `g${pattern.flags.replace("g", "")}`))].map(
      ([match]) => `${file}: ${match.trim()}`,
    ),
  );
const filesWith = (pattern: RegExp): string[] => [
  ...new Set(found(pattern).map((hit) => hit.split(":")[0] ?? "")),
];

/** An alias, a column or a table that the program itself names: nothing of a request reaches them. */
const RAW_NAMES = [
  "lib/access/scope-sql.ts",
  "lib/assignments/reports.ts",
  "lib/db/period-sql.ts",
  "lib/imports/surveys-kind.ts",
  "lib/indicators/facts-sql.ts",
  "lib/indicators/movements-sql.ts",
  "lib/indicators/reports.ts",
  "lib/model-cells/reports.ts",
  "lib/pipeline/reports.ts",
  "lib/programmes/reports.ts",
  "lib/referrals/reports.ts",
  "lib/training/queries.ts",
];
/** Built from constants of the same file. */
const BUILT_EXPRESSIONS = [
  "lib/db/embedded-server.ts",
  "lib/text/legacy-encodings.ts",
  "lib/text/normalize.ts",
  "lib/text/search-key.ts",
];
/** Each chooses between pages of the program that are written out there. */
const CHOSEN_REDIRECTS = ["lib/access/viewer.ts", "proxy.ts"];

describe("the source", () => {
  it("is seen at all", () => {
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(found(/readAsViewer\(/).length).toBeGreaterThan(40);
  });

  it("has none of what turns text into code", () => {
    expect(
      found(/dangerouslySetInnerHTML|\beval\(|new Function\(|\.innerHTML|document\.write|javascript:/),
    ).toEqual([]);
    expect(filesWith(/node:child_process/).filter((file) => /^(?:app|components)/.test(file))).toEqual([]);
  });

  it("puts no text into a query but where a name of a column or table is meant", () => {
    expect(found(/\$queryRawUnsafe|\$executeRawUnsafe/)).toEqual([]);
    expect(filesWith(/Prisma\.raw\(|\braw\(/).sort()).toEqual(RAW_NAMES);
  });

  it("builds no regular expression from what is typed", () => {
    const built = found(/new RegExp\([^)]*/);
    expect(built.map((hit) => hit.split(":")[0]).sort()).toEqual(BUILT_EXPRESSIONS);
  });

  it("changes nothing by GET", () => {
    const routes = SOURCES.filter(({ file }) => /^app\/.*route\.ts$/.test(file));
    expect(routes.length).toBeGreaterThan(5);
    const writing = routes.filter(({ text }) => /\bGET\b/.test(text) && /\/commands"|\/actions"/.test(text));
    expect(writing.map(({ file }) => file)).toEqual([]);
  });

  it("redirects to its own pages only", () => {
    const elsewhere = found(/\bredirect\(\s*[^)\s][^)]*/).filter(
      (hit) => !/redirect\(\s*(?:`\/|"\/)/.test(hit),
    );
    expect(elsewhere.map((hit) => hit.split(":")[0]).sort()).toEqual(CHOSEN_REDIRECTS);
  });

  it("hashes with SHA-256 or better", () => {
    expect(found(/createH(?:ash|mac)\("(?!sha256"|sha512")[^"]*"/)).toEqual([]);
    expect(found(/createHash\("sha256"\)/).length).toBeGreaterThan(2);
  });

  it("takes chance from the system's source only", () => {
    expect(found(/Math\.random\(/)).toEqual([]);
  });

  it("keeps nothing in the browser's storage", () => {
    expect(found(/localStorage|sessionStorage|indexedDB|document\.cookie/)).toEqual([]);
  });

  it("takes nothing from the tests into the program", () => {
    expect(found(/from "(?:@\/|(?:\.\.\/)+)tests\//)).toEqual([]);
  });

  it("talks to no other host", () => {
    const hosts = found(/https?:\/\/[a-z0-9.-]+/i).filter(
      (hit) => !/localhost|127\.0\.0\.1|www\.w3\.org|example/.test(hit),
    );
    expect(hosts).toEqual([]);
  });
});
